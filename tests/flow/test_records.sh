#!/bin/sh
# decode, encode and layout as they are called: options, return codes, messages.   (environment: B)
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0
cat >"$work/book" <<'BOOK'
       01  HEAD.
           05  KIND                PIC X.
           05  NAME                PIC X(5).
           05  FILLER              PIC X(2).
       01  ITEM.
           05  KIND                PIC X.
           05  AMOUNT              PIC S9(3)V99 COMP-3.
           05  CODES.
               10  CODE-NO         PIC 9(2) OCCURS 2.
BOOK

# bytes HEX: as they are.
bytes() { printf '%s' "$1" | perl -e 'print pack "H*", <STDIN>'; }

# is NAME CODE EXPECTED-OUTPUT EXPECTED-MESSAGE COMMAND...: return code, standard output, and a line in what was told.
is() {
    n=$((n + 1))
    name=$1 code=$2 output=$3 message=$4
    shift 4
    printf '%s' "$output" >"$work/expected"
    "$@" >"$work/out" 2>"$work/told"
    got=$?
    if [ $got -eq "$code" ] && cmp -s "$work/expected" "$work/out" && { [ -z "$message" ] || grep -qF -- "$message" "$work/told"; }; then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name: return code $got"
        sed 's/^/# /' "$work/out" "$work/told"
    fi
}
rules='--segment KIND=H:HEAD --segment KIND=I,J:ITEM'
bytes C8C1C2404040E7E8C900123CF0F1F0F2 >"$work/data"
bytes C900123CF0F1F0F2C90A123CF0F1F0FA >"$work/bad"
records() { "$B/bin/decode" --copybook "$work/book" "$@"; }
write() { "$B/bin/encode" --copybook "$work/book" "$@"; }

is 'several levels: the one that is selected, by name' 0 '{"HEAD":{"KIND":"H","NAME":"AB"}}
{"ITEM":{"KIND":"I","AMOUNT":1.23,"CODES":{"CODE-NO":[1,2]}}}
' '2 records read, 2 written, 0 bad values' records $rules "$work/data"
is 'without a rule every view' 4 '{"HEAD":{"KIND":"H","NAME":"AB"},"ITEM":{"KIND":"H","AMOUNT":null,"CODES":{"CODE-NO":[null,null]}}}
{"HEAD":{"KIND":"I","NAME":"\u0000\u0012\u001401"},"ITEM":{"KIND":"I","AMOUNT":1.23,"CODES":{"CODE-NO":[1,2]}}}
' 'CUT214E data record 1 AMOUNT at 2: X'"'"'C1C240'"'"' is not packed decimal' records "$work/data"
is 'CSV has the columns of all levels' 0 'KIND,NAME,AMOUNT,CODE-NO-1,CODE-NO-2
"H","AB",,,
"I",,1.23,1,2
' '' records $rules --format csv --quiet "$work/data"
is 'selected fields alone' 0 '{"HEAD":{}}
{"ITEM":{"CODES":{"CODE-NO":[1,2]}}}
' '' records $rules --select CODES "$work/data"
is 'a bad value is null, told and 4' 4 '{"ITEM":{"KIND":"I","AMOUNT":1.23,"CODES":{"CODE-NO":[1,2]}}}
{"ITEM":{"KIND":"I","AMOUNT":null,"CODES":{"CODE-NO":[1,null]}}}
' 'CUT211E bad record 2 CODE-NO(2) at 7: X'"'"'F0FA'"'"' is not zoned decimal' records $rules "$work/bad"
is '--max-errors 0 stops at the first' 4 '{"ITEM":{"KIND":"I","AMOUNT":1.23,"CODES":{"CODE-NO":[1,2]}}}
' '1 bad values; 1 records are written' records $rules --max-errors 0 "$work/bad"
records $rules --errors "$work/errors" "$work/bad" >/dev/null 2>&1
is '--errors has a JSON line for each' 0 '{"id":"CUT214","severity":"E","file":"bad","record":2,"file_offset":9,"offset":2,"field":"AMOUNT","bytes":"0A123C","reason":"X'"'"'0A123C'"'"' is not packed decimal"}
{"id":"CUT211","severity":"E","file":"bad","record":2,"file_offset":14,"offset":7,"field":"CODES.CODE-NO(2)","bytes":"F0FA","reason":"X'"'"'F0FA'"'"' is not zoned decimal"}
' '' cat "$work/errors"
mkfifo "$work/pipe"
wc -l <"$work/pipe" >"$work/piped" &
reader=$!
records $rules --errors "$work/pipe" "$work/bad" >/dev/null 2>&1
wait "$reader"
is '--errors to a pipe is written to it' 0 '2
' '' cat "$work/piped"
cp "$work/bad" "$work/kept"
is '--errors must not be the data' 16 '' 'bad is the data: give a file of its own' records $rules --errors "$work/bad" "$work/bad"
is 'which is left as it is' 0 '' '' cmp "$work/bad" "$work/kept"
bytes C8C1C2404040E7 >"$work/short"
is 'a partial last record is decoded as far as it goes' 4 '{"HEAD":{"KIND":"H","NAME":"AB","FILLER":null}}
' 'CUT222E short record 1: the file ends inside a record: 7 bytes are left at byte 1 of the file, expected 8' records $rules --filler "$work/short"
bytes 000C0000C8C1C2404040E7E8000600 >"$work/v"
is 'RDWs' 4 '{"HEAD":{"KIND":"H","NAME":"AB"}}
{"HEAD":{"KIND":null,"NAME":null},"ITEM":{"KIND":null,"AMOUNT":null,"CODES":{"CODE-NO":[]}}}
' 'CUT222E v record 2' records $rules --recfm v "$work/v"
bytes 000C0001C8C1C2404040E7E8 >"$work/v"
is 'an RDW that does not add up is 8' 8 '' "CUT220E v record 1: an RDW does not add up: X'000C0001' at byte 1 of the file" records --recfm v "$work/v"
bytes AAAAC8C1C2404040E7E8BB >"$work/h"
is 'header and footer bytes of the file' 0 '{"HEAD":{"KIND":"H","NAME":"AB"}}
' '' records $rules --header-bytes 2 --footer-bytes 1 "$work/h"
bytes C8C1C2404040E7E8C1C2 >"$work/long"
is 'bytes beyond the layout are counted' 0 '{"HEAD":{"KIND":"H","NAME":"AB"}}
' '1 records have 2 bytes beyond the layout' records $rules --lrecl 10 "$work/long"
is 'and kept with --filler' 0 '{"HEAD":{"KIND":"H","NAME":"AB","FILLER":"XY","beyond":"c1c2"}}
' '' records $rules --lrecl 10 --filler "$work/long"
is 'blank numbers as null' 0 '{"ITEM":{"KIND":"I","AMOUNT":null,"CODES":{"CODE-NO":[1,0]}}}
' '' sh -c 'printf "\311\100\100\100\360\361\360\360" | "$@"' sh "$B/bin/decode" --copybook "$work/book" $rules --blank-number null
printf 'HAB\r\nIx\n' >"$work/text"
is 'text in ASCII by default, lines of any length' 4 '{"HEAD":{"KIND":"H","NAME":null}}
{"ITEM":{"KIND":"I","AMOUNT":null,"CODES":{"CODE-NO":[]}}}
' 'NAME at 2: the field lies beyond the end of the record: it takes bytes 2 to 6, the record has 3' records $rules --recfm text "$work/text"
for recfm in f v vb; do
    records $rules --filler "$work/data" 2>/dev/null | write --recfm $recfm >"$work/$recfm" 2>/dev/null
    records $rules --filler --recfm $recfm "$work/$recfm" 2>/dev/null | write >"$work/back" 2>/dev/null
    is "through $recfm and back" 0 '' '' cmp "$work/data" "$work/back"
done
printf '{"ITEM":{"KIND":"I","AMOUNT":1.234,"CODES":{"CODE-NO":[1,2]}}}\n\n{"ITEM":{"KIND":"I"}}\n{"X":{}}\nnonsense\n' >"$work/json"
is 'encode tells what cannot stand' 4 '' 'CUT242E json record 1 AMOUNT at 2: the picture cannot hold 1.234' write "$work/json"
is 'and where a line is not JSON' 4 '' 'CUT240E json record 5 at 1: not a JSON object on one line: got nonsense, expected a value' write "$work/json"
is 'layout lists displacements' 0 '' '' sh -c '"$1" --copybook "$2" | grep -q "^    10 CODE-NO  *4  *4 *2  9(2) *DISPLAY  OCCURS 2$"' sh "$B/bin/layout" "$work/book"
is 'layout --json is one array' 0 9 '' sh -c '"$1" --json --copybook "$2" | perl -MJSON::PP -0777 -ne "print scalar @{decode_json(\$_)}"' sh "$B/bin/layout" "$work/book"
is 'wrong usage is 16' 16 '' 'CUT010E wrong usage: expected --copybook FILE' "$B/bin/decode" "$work/data"
is 'a value that an option does not have' 16 '' 'CUT205E option --recfm vx: expected f|fb|v|vb|vs|vbs|u|text' records --recfm vx "$work/data"
is 'a name that the copybook does not have' 16 '' 'CUT206E the copybook has no NOBODY' records --select NOBODY "$work/data"
is 'a file that is not there' 16 '' 'cannot open or read' records "$work/nothing"
printf '       01  A.\n           05 N PIC 9.\n           05 T PIC X OCCURS 0 TO 5 DEPENDING ON N.\n' >"$work/own"
bytes F2C1C2F0F1C3F7 >"$work/data"
is 'records as long as their own counts say, until one cannot be read' 8 '{"N":2,"T":["A","B"]}
{"N":0,"T":[]}
{"N":1,"T":["C"]}
{"N":7,"T":[]}
' 'CUT224S data record 4: where the next record begins cannot be known' "$B/bin/decode" --copybook "$work/own" "$work/data"
printf '       01  A.\n           05  B   PIC 1(8).\n' >"$work/boolean"
is 'a copybook that is not handled: its line' 16 '' 'CUT201E boolean record 2: copybook: 1(8) (a boolean PICTURE) is not handled' sh -c 'cd "$1" && "$2" --copybook boolean' sh "$work" "$(realpath "$B/bin/layout")"
echo "1..$n"
