#!/bin/sh
# decode and encode of records with parents and children: --parent.   (environment: B)
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0
cat >"$work/book" <<'BOOK'
       01  OFFICE.
           05  KIND                PIC X.
           05  NAME                PIC X(3).
       01  DESK.
           05  KIND                PIC X.
           05  NO-OF               PIC 9(2).
       01  PAPER.
           05  KIND                PIC X.
           05  TITLE               PIC X(2).
       01  NOTE.
           05  KIND                PIC X.
BOOK
rules='--codepage ASCII --recfm text --segment KIND=O:OFFICE --segment KIND=D:DESK --segment KIND=P:PAPER --segment KIND=N:NOTE'
parents='--parent DESK=OFFICE --parent PAPER=DESK --parent NOTE=OFFICE'

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
records() { "$B/bin/decode" --copybook "$work/book" $rules "$@"; }
write() { "$B/bin/encode" --copybook "$work/book" $rules "$@"; }

printf '%s\n' OABC D01 Pxx Pyy D02 OXYZ D03 Pzz N >"$work/data"
is 'children lie in their parents' 0 '{"OFFICE":{"KIND":"O","NAME":"ABC","DESK":[{"KIND":"D","NO-OF":1,"PAPER":[{"KIND":"P","TITLE":"xx"},{"KIND":"P","TITLE":"yy"}]},{"KIND":"D","NO-OF":2}]}}
{"OFFICE":{"KIND":"O","NAME":"XYZ","DESK":[{"KIND":"D","NO-OF":3,"PAPER":[{"KIND":"P","TITLE":"zz"}]}],"NOTE":[{"KIND":"N"}]}}
' '9 records read, 9 written, 0 bad values' records $parents "$work/data"
cp "$work/out" "$work/json"
is 'and are written as they lay' 0 "$(cat "$work/data")
" '9 records read, 9 written, 0 bad values' write $parents "$work/json"
printf '%s\n' OABC N D01 N Pxx D02 N >"$work/data"
is 'kinds that come by turns keep their order' 0 '{"OFFICE":{"KIND":"O","NAME":"ABC","NOTE":[{"KIND":"N"},{"KIND":"N"},{"KIND":"N"}],"DESK":[{"KIND":"D","NO-OF":1,"PAPER":[{"KIND":"P","TITLE":"xx"}]},{"KIND":"D","NO-OF":2}],"order":["NOTE","DESK","NOTE","PAPER","DESK","NOTE"]}}
' '' records $parents "$work/data"
cp "$work/out" "$work/json"
is 'and are written in it' 0 "$(cat "$work/data")
" '' write --quiet $parents "$work/json"
is 'one child alone selected: the others stay with their keys' 0 '{"OFFICE":{"NOTE":[{},{},{}],"DESK":[{"NO-OF":1,"PAPER":[{}]},{"NO-OF":2}],"order":["NOTE","DESK","NOTE","PAPER","DESK","NOTE"]}}
' '' records $parents --select NO-OF "$work/data"
printf '%s\n' Pxx OABC Pyy D01 Pzz >"$work/data"
is 'a child without its parent is told, and stands alone' 4 '{"PAPER":{"KIND":"P","TITLE":"xx"}}
{"PAPER":{"KIND":"P","TITLE":"yy"}}
{"OFFICE":{"KIND":"O","NAME":"ABC","DESK":[{"KIND":"D","NO-OF":1,"PAPER":[{"KIND":"P","TITLE":"zz"}]}]}}
' 'CUT256E data record 3: a child record without its parent: PAPER, no DESK is before it' records $parents "$work/data"
printf '%s\n' OABC D01 ?01 D02 >"$work/data"
is 'a record that no rule selects ends the root before it' 4 '{"OFFICE":{"KIND":"O","NAME":"ABC","DESK":[{"KIND":"D","NO-OF":1}]}}
{"OFFICE":{"KIND":"?","NAME":null},"DESK":{"KIND":"?","NO-OF":1},"PAPER":{"KIND":"?","TITLE":"01"},"NOTE":{"KIND":"?"}}
{"DESK":{"KIND":"D","NO-OF":2}}
' '' records $parents "$work/data"
printf '%s\n' OABC D01 D0x D02 >"$work/data"
is 'what was whole is written when it stops' 4 '{"OFFICE":{"KIND":"O","NAME":"ABC","DESK":[{"KIND":"D","NO-OF":1}]}}
' '2 records are written, what follows is not' records $parents --max-errors 0 "$work/data"
printf '%s\n' '{"OFFICE":{"KIND":"O","NAME":"ABC","DESK":[{"KIND":"D","NO-OF":1},{"KIND":"D","NO-OF":"x"}]}}' '{"NOTE":{"KIND":"N"}}' >"$work/json"
is 'a line with a bad record is not written at all' 4 'N
' 'CUT241E json record 1 NO-OF at 2' write $parents "$work/json"
printf '%s\n' '{"OFFICE":{"KIND":"O","NAME":"ABC","DESK":[{"KIND":"D","NO-OF":1}],"order":["DESK","DESK"]}}' >"$work/json"
is 'an order of more than there is' 4 '' '1 records are below the root, "order" has 2' write $parents "$work/json"
printf '%s\n' '{"OFFICE":{"KIND":"O","NAME":"ABC","DESK":[{"KIND":"D","NO-OF":1}],"order":["PAPER"]}}' >"$work/json"
is 'an order of others' 4 '' 'the copybook has no parent of PAPER, which "order" has, before it' write $parents "$work/json"
printf '%s\n' '{"OFFICE":{"KIND":"O","NAME":"ABC","PAPER":[{"KIND":"P","TITLE":"x"}]}}' >"$work/json"
is 'a grandchild is no child' 4 '' 'PAPER' write $parents "$work/json"
is 'children are not taken without --parent' 4 '' 'PAPER here' write "$work/json"
is 'CSV has no children' 12 '' '--format csv: expected json with --parent' records $parents --format csv "$work/data"
is 'parents that go round' 16 '' 'parents go round' records --parent DESK=OFFICE --parent OFFICE=DESK "$work/data"
is 'a second parent' 16 '' 'it has a parent already' records --parent DESK=OFFICE --parent DESK=PAPER "$work/data"
is 'a parent that is none' 16 '' 'the copybook has no 01 level NOBODY, for --parent' records --parent DESK=NOBODY "$work/data"
is 'no pair' 16 '' 'option --parent DESK: expected CHILD=PARENT' records --parent DESK "$work/data"
is 'no rule for a child' 16 '' 'expected a --segment that selects DESK' "$B/bin/decode" --copybook "$work/book" --parent DESK=OFFICE "$work/data"

# Kinds that are views of one level.
cat >"$work/book" <<'BOOK'
       01  ENTRY.
           05  ID-NO               PIC 9(2).
           05  KIND                PIC X.
           05  OFFICE.
               10  NAME            PIC X(4).
           05  DESK REDEFINES OFFICE.
               10  NO-OF           PIC 9(2).
               10  FILLER          PIC X(2).
           05  PAPER REDEFINES OFFICE.
               10  TITLE           PIC X(4).
BOOK
rules='--codepage ASCII --lrecl 7 --segment KIND=O:OFFICE --segment KIND=D:DESK --segment KIND=P:PAPER'
parents='--parent DESK=OFFICE --parent PAPER=DESK'
printf '01OABC 02D17  03Pxx  04D18  05OXYZ 06D19  ' >"$work/data"
is 'views of one level lie in each other' 0 '{"ID-NO":1,"KIND":"O","OFFICE":{"NAME":"ABC"},"DESK":[{"ID-NO":2,"KIND":"D","DESK":{"NO-OF":17},"PAPER":[{"ID-NO":3,"KIND":"P","PAPER":{"TITLE":"xx"}}]},{"ID-NO":4,"KIND":"D","DESK":{"NO-OF":18}}]}
{"ID-NO":5,"KIND":"O","OFFICE":{"NAME":"XYZ"},"DESK":[{"ID-NO":6,"KIND":"D","DESK":{"NO-OF":19}}]}
' '' records $parents "$work/data"
cp "$work/out" "$work/json"
is 'and are written as they lay' 0 "$(cat "$work/data")" '6 records read, 6 written' write $parents "$work/json"
printf '01OABC 02D17  03Pxx  04?18  05Pyy  ' >"$work/data"
is 'a record of no kind, and an orphan behind it' 4 '{"ID-NO":1,"KIND":"O","OFFICE":{"NAME":"ABC"},"DESK":[{"ID-NO":2,"KIND":"D","DESK":{"NO-OF":17},"PAPER":[{"ID-NO":3,"KIND":"P","PAPER":{"TITLE":"xx"}}]}]}
{"ID-NO":4,"KIND":"?","OFFICE":{"NAME":"18"},"DESK":{"NO-OF":18},"PAPER":{"TITLE":"18"}}
{"ID-NO":5,"KIND":"P","PAPER":{"TITLE":"yy"}}
' 'CUT256E data record 5: a child record without its parent: PAPER, no DESK is before it' records $parents "$work/data"
cp "$work/out" "$work/json"
is 'and they are written too' 0 "$(cat "$work/data")" '' write $parents "$work/json"
is 'a group that is no view' 16 '' 'the copybook has no 01 level ID-NO, or group of that name that redefines, for --parent' records --parent ID-NO=OFFICE "$work/data"
echo "1..$n"
