#!/bin/sh
# decode and encode over the carriers: every RECFM and its options there and back, and what damage is told.   (environment: B)
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0
cat >"$work/book" <<'BOOK'
       01  R.
           05  LEN                 PIC 9(2).
           05  N                   PIC 9.
           05  T PIC X OCCURS 0 TO 9 DEPENDING ON N.
BOOK
cat >"$work/json" <<'JSON'
{"LEN":3,"N":0,"T":[]}
{"LEN":5,"N":2,"T":["A","B"]}
{"LEN":12,"N":9,"T":["1","2","3","4","5","6","7","8","9"]}
{"LEN":4,"N":1,"T":["Z"]}
JSON

# bytes HEX: as they are.
bytes() { printf '%s' "$1" | perl -e 'print pack "H*", <STDIN>'; }

ok() {
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        sed 's/^/# /' "$work/told"
    fi
}

# back OPTIONS: the lines encoded, decoded, and encoded again.
back() {
    "$B/bin/encode" --quiet --copybook "$work/book" "$@" "$work/json" >"$work/data" 2>"$work/told" &&
        "$B/bin/decode" --quiet --copybook "$work/book" --filler "$@" "$work/data" >"$work/lines" 2>>"$work/told" &&
        cmp "$work/json" "$work/lines" >>"$work/told" 2>&1 &&
        "$B/bin/encode" --quiet --copybook "$work/book" "$@" "$work/lines" 2>>"$work/told" | cmp - "$work/data" >>"$work/told" 2>&1
    ok $? "there and back: $*"
}

# Each line is one RECFM with what goes with it; then those that go with all.
while read -r carrier; do
    for every in '' '--header-bytes 7 --footer-bytes 3' '--record-skip 2'; do
        back $carrier $every
    done
done <<'CARRIERS'
--recfm f
--recfm fb --length-field LEN
--recfm fb --lrecl 20 --length-field LEN
--recfm v
--recfm v --rdw-endian le
--recfm v --rdw-includes-itself no
--recfm v --rdw-endian le --rdw-includes-itself no --codepage ASCII
--recfm vb
--recfm vb --blksize 32
--recfm vb --rdw-endian le --bdw-endian be
--recfm vb --bdw-includes-itself no
--recfm vs
--recfm vs --blksize 16
--recfm vs --blksize 16 --rdw-endian le --rdw-includes-itself no
--recfm vbs
--recfm vbs --blksize 16
--recfm vbs --blksize 17 --bdw-endian le --bdw-includes-itself no
--recfm text
--recfm text --line-end crlf
--recfm text --codepage CP037
CARRIERS
sed -n 3p "$work/json" >"$work/one"
mv "$work/one" "$work/json"
back --recfm u
back --recfm u --lrecl 12
back --recfm u --lrecl 40 --header-bytes 3

# told NAME CODE TEXT OPTIONS: decoding $work/data gives the return code and the message.
told() {
    name=$1 code=$2 text=$3
    shift 3
    "$B/bin/decode" --copybook "$work/book" "$@" --errors "$work/errors" "$work/data" >"$work/lines" 2>"$work/told"
    [ $? -eq "$code" ] && grep -qF -- "$text" "$work/told"
    ok $? "$name"
}
bytes 00070100F0F5F200050000C1 >"$work/data"
told 'a record without its last segment' 4 'CUT253E data record 1: a spanned record is not ended: 3 bytes in 1 segments from byte 5 of the file on; at byte 8 follows a whole record' \
    --recfm vs
grep -q '^{"LEN":5,"N":2,"T":\[\]}$' "$work/lines"
ok $? 'what there is of it is written'
bytes 00050200C100070000F0F3F0 >"$work/data"
told 'a segment without its first' 8 'CUT252E data record 1: a segment is out of its order: a last segment at byte 1 of the file, expected a first or whole one; what belongs to it is left out' \
    --recfm vs
grep -q '^{"LEN":3,"N":0,"T":\[\]}$' "$work/lines"
ok $? 'the next record is read'
told 'a segment where records are whole' 8 "X'00050200' at byte 1 of the file, a segment of a spanned record: read it with --recfm vs or vbs" --recfm v
grep -q '"id":"CUT220","severity":"E","file":"data","record":1,"file_offset":0,"offset":null,"field":null,"bytes":"00050200","reason":"' "$work/errors"
ok $? 'its place and bytes are in the errors file'
bytes 00060000F0F300050000F0 >"$work/data"
told 'a record whose fields do not all lie in it' 4 'CUT217E data record 2 LEN at 1: the field lies beyond the end of the record: it takes bytes 1 to 2, the record has 1' --recfm v
bytes F0F3F0F0F1F0 >"$work/data"
told 'a length that cannot be' 8 'CUT254E data record 2: a length that cannot be: LEN is 1, expected 2 to 16777216' --length-field LEN
bytes F0F3F0F0C1F0 >"$work/data"
told 'a length that is no number' 8 "CUT254E data record 2: a length that cannot be: LEN X'F0C1' is no number" --length-field LEN
told 'a length field is of RECFM F' 16 '--length-field LEN: expected --recfm f or fb' --recfm v --length-field LEN
told 'a file shorter than its header' 8 'the file has 6 bytes, --header-bytes and --footer-bytes are 9' --header-bytes 9
printf '%s\n' '{"LEN":4,"N":0,"T":[]}' >"$work/json"
"$B/bin/encode" --copybook "$work/book" --length-field LEN "$work/json" >"$work/data" 2>"$work/told"
[ $? -eq 4 ] && grep -qF 'its fields say 4 bytes, the record has 3' "$work/told" && [ ! -s "$work/data" ]
ok $? 'what is not as long as it says is not written'

# A byte of a spanned record: its place in the file, its path and its bytes in the errors file.
bytes 00050100F000060300FAF000040200 >"$work/data"
told 'a bad value over two segments' 4 "CUT211E data record 1 LEN at 1: X'F0FA' is not zoned decimal" --recfm vs
bytes 00060100F0F300050300FA00040200 >"$work/data"
told 'a bad value behind the first segment' 4 "CUT211E data record 1 N at 3: X'FA' is not zoned decimal" --recfm vs
grep -q '"file":"data","record":1,"file_offset":10,"offset":3,"field":"N","bytes":"FA","reason":"' "$work/errors"
ok $? 'the errors file has the file, the place in it, the path and the bytes'
echo "1..$n"
