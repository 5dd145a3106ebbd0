#!/bin/sh
# Speed as ratios, each beside its floor in the same run.  Environment: B build folder, PEERS folder of peer programs (may be empty),
# RECORDS and SUBMISSIONS how many.
set -eu
: "${B:?}"
PEERS=${PEERS:-}
RECORDS=${RECORDS:-200000}
SUBMISSIONS=${SUBMISSIONS:-5000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CUTOVER_SHARE=$(pwd)
export CUTOVER_SHARE
now() { date +%s.%N; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", (b > 0 ? a / b : 0) }'; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
timed() { # seconds of a command, its output thrown away
    start=$(now)
    "$@" >/dev/null 2>&1 || true
    awk -v a="$start" -v b="$(now)" 'BEGIN { printf "%.3f\n", b - a }'
}

echo "records: decode beside reading and adding up the same bytes ($RECORDS records)"
"$B/tool/recordbench" "$RECORDS"
if [ -n "$PEERS" ] && [ -f "$PEERS/gen.c" ]; then
    cc -O2 -o "$work/gen" "$PEERS/gen.c"
    cc -O2 -o "$work/micro" "$PEERS/micro.c"
    "$work/gen" "$RECORDS" "$work/cust.ebc" "$work/cust.csv"
    for i in 1 2 3; do timed "$B/bin/decode" --copybook "$PEERS/cust.cpy" --format csv "$work/cust.ebc" >>"$work/ours"; done
    "$B/bin/decode" --copybook "$PEERS/cust.cpy" --format csv "$work/cust.ebc" >"$work/out.csv"
    cmp "$work/out.csv" "$work/cust.csv" && echo "  the CSV equals the generator's, byte for byte"
    for i in 1 2 3; do "$work/micro" read "$work/cust.ebc" | sed 's/.* \([0-9.]*\) ns\/rec.*/\1/'; done | median >"$work/floor"
    ns=$(median <"$work/ours" | awk -v n="$RECORDS" '{ printf "%.0f", $1 * 1e9 / n }')
    floor=$(cat "$work/floor")
    echo "  decode to CSV, whole program: $ns ns a record; read and sum: $floor ns; ratio $(ratio "$ns" "$floor")"
    if command -v python3 >/dev/null; then
        head -c 8000000 "$work/cust.ebc" >"$work/part.ebc"
        python=$(timed python3 "$PEERS/base.py" "$work/part.ebc" "$work/python.csv" | awk '{ printf "%.0f", $1 * 1e9 / 20000 }')
        echo "  Python, codecs and struct: $python ns a record; ratio to ours $(ratio "$python" "$ns")"
    fi
fi

echo "night: $SUBMISSIONS submissions of six records, beside reading the same bytes and putting as many keys"
home=$work/home
mkdir -p "$home/drop" "$home/etc"
"$B/tool/manyforms" "$SUBMISSIONS" "$home/drop/F052.LOAD" "$home/etc/people.ldif"
bytes=$(wc -c <"$home/drop/F052.LOAD")
"$B/tool/postfloor" "$home/drop/F052.LOAD" "$SUBMISSIONS" 3000 "$work/floor.db" >"$work/floor.out"
floor=$(cut -d' ' -f1 "$work/floor.out")
start=$(now)
"$B/bin/nightly" --home "$home" --date 20261120 --quiet >"$work/night.out" 2>&1 || true
night=$(awk -v a="$start" -v b="$(now)" 'BEGIN { printf "%.3f", b - a }')
tail -n 1 "$work/night.out"
booked=$("$B/bin/list" --home "$home" --state SCHEDULED --json | wc -l)
echo "  $booked of $SUBMISSIONS booked, $bytes bytes; night $night s, $(ratio "$SUBMISSIONS" "$night") submissions a second; floor $floor s; ratio $(ratio "$night" "$floor")"
