#!/bin/sh
# decode and encode as whole programs beside the peers in PEERS, each pair in the same rounds.  Environment: B, PEERS, RECORDS, WORK a
# folder to work in, BENCH_RUNS rounds (default 15).  Ratios are medians over the rounds: of elapsed time, and of processor time.
set -eu
: "${B:?}" "${PEERS:?}" "${RECORDS:?}" "${WORK:?}"
rounds=${BENCH_RUNS:-15}
few=$((RECORDS < 20000 ? RECORDS : 20000)) # of those that take long
cd_to=$(cd "$B" && pwd)
B=$cd_to
quiet="--quiet --copybook $PEERS/cust.cpy"
csv="exec $B/bin/decode $quiet --format csv $WORK/cust.ebc"
json="exec $B/bin/decode $quiet $WORK/cust.ebc"
encode="exec $B/bin/encode $quiet $WORK/cust.json"

cc -O2 -o "$WORK/gen" "$PEERS/gen.c"
cc -O2 -o "$WORK/micro" "$PEERS/micro.c"
"$WORK/gen" "$RECORDS" "$WORK/cust.ebc" "$WORK/cust.csv"
sh -c "$csv" >"$WORK/out.csv"
sh -c "$csv --threads 2" >"$WORK/out2.csv"
sh -c "$json" >"$WORK/cust.json"
sh -c "$encode" >"$WORK/out.ebc"
cmp "$WORK/out.csv" "$WORK/cust.csv" && cmp "$WORK/out2.csv" "$WORK/cust.csv" && echo "  the CSV equals the generator's, with one thread and two"
cmp "$WORK/out.ebc" "$WORK/cust.ebc" && echo "  what encode makes of decode's JSON equals the data"

# pair NAME UNITS COMMAND UNITS COMMAND: the second beside the first.
pair() {
    name=$1
    shift
    "$B/tool/pairs" "$rounds" "$@" | awk -v name="$name" '
        NR == 1 { first = $1 }
        NR == 2 { printf "  %s: ratio %.2f (processor time %.2f); %d ns a record beside %d\n", name, $3, $4, $1, first }'
}

floor="exec $WORK/micro read $WORK/cust.ebc >/dev/null"
pair "decode to CSV, beside reading and adding up (at most 4.0)" "$RECORDS" "$floor" "$RECORDS" "$csv >/dev/null"
pair "one thread, beside two (at least 1.6)" "$RECORDS" "$csv --threads 2 >/dev/null" "$RECORDS" "$csv >/dev/null"
pair "JSON lines, beside CSV (at most 1.5, and copying the extra bytes)" "$RECORDS" "$csv >/dev/null" "$RECORDS" "$json >/dev/null"
pair "encode, beside decode to JSON lines (at most 2)" "$RECORDS" "$json >/dev/null" "$RECORDS" "$encode >/dev/null"

# To a file each makes anew, with nothing left to write of what was made before.
export PAIRS_BEFORE="rm -f $WORK/out.csv $WORK/peer.csv; sync -f $WORK"
head -c $((few * 400)) "$WORK/cust.ebc" >"$WORK/few.ebc"
head -n $((few + 1)) "$WORK/cust.csv" >"$WORK/few.csv"
if command -v python3 >/dev/null; then
    python3 "$PEERS/base.py" "$WORK/few.ebc" | cmp - "$WORK/few.csv"
    python="exec python3 $PEERS/base.py $WORK/few.ebc >$WORK/peer.csv"
    pair "Python to a file, beside decode (at least 55)" "$RECORDS" "$csv >$WORK/out.csv" "$few" "$python"
    pair "  beside decode with two threads" "$RECORDS" "$csv --threads 2 >$WORK/out.csv" "$few" "$python"
fi
if command -v cobc >/dev/null; then
    (cd "$WORK" && cobc -x -O2 -fsign=EBCDIC -I "$PEERS" -o base2 "$PEERS/BASE2.cob")
    cobol="DD_INFILE=$WORK/few.ebc DD_OUTFILE=$WORK/peer.csv exec $WORK/base2"
    sh -c "$cobol" >/dev/null
    cmp "$WORK/peer.csv" "$WORK/few.csv"
    pair "GnuCOBOL to a file, beside decode (at least 95)" "$RECORDS" "$csv >$WORK/out.csv" "$few" "$cobol >/dev/null"
    pair "  beside decode with two threads" "$RECORDS" "$csv --threads 2 >$WORK/out.csv" "$few" "$cobol >/dev/null"
fi

unset PAIRS_BEFORE
megabytes=$((RECORDS * 400 / 1000000))
"$B/tool/pairs" 1 "$RECORDS" "$csv >/dev/null" $((RECORDS * 10)) \
    "for i in 0 1 2 3 4 5 6 7 8 9; do cat $WORK/cust.ebc; done | $B/bin/decode $quiet --format csv >/dev/null" |
    awk -v mb="$megabytes" '{ peak[NR] = $5 / 1024 } END { printf "  peak memory: %.1f MiB for %d MB, %.1f MiB for %d MB (at most 8)\n", peak[1], mb, peak[2], mb * 10 }'
