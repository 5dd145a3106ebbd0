#!/bin/sh
# Drop files through intake: what files --json says of each, where they lie afterwards, what a second run does.  TAP.
# (environment: B)
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/gcc}
home=$(mktemp -d "${TMPDIR:-/tmp}/cutover-test-XXXXXX")
trap 'rm -rf "$home"' EXIT
n=0
ok() { # ok CODE NAME: CODE 0 is good
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
is() { # is GOT EXPECTED NAME
    [ "$1" = "$2" ]
    ok $? "$3"
    [ "$1" = "$2" ] || echo "# got '$1', expected '$2'"
}
intake() { "$B/bin/intake" --home "$home" --date "$@" 2>>"$home/messages"; }
# state_of NAME: its state and the ids of its findings
state_of() {
    "$B/bin/files" --home "$home" --json | grep -F "\"name\":\"$1\"" | tail -n 1 >"$home/line"
    sed 's/.*"state":"\([A-Z]*\)".*/\1/' "$home/line"
    sed 's/.*"findings":\[//' "$home/line" | grep -o '"id":"CUT[0-9]*"' | sed 's/.*\(CUT[0-9]*\)"/\1/' | LC_ALL=C sort -u
}
said() { state_of "$1" | tr '\n' ' ' | sed 's/ $//'; }

mkdir "$home/drop"
for night in 20261118 20261119; do
    cp tests/samples/drop/$night/* "$home/drop/"
    intake $night >"$home/out"
    is $? 0 "night $night posts everything"
done
is "$(ls "$home/drop" | wc -l)" 0 "the drop folder is empty"
is "$(ls "$home/archive/20261118" | tr '\n' ' ')" "F052.DWS.D261118 F052.FIN.D261118.csv F053.CHFS.D261118 F053.KYTC.D261118 " \
    "posted files are in the archive of their day"

cp tests/samples/drop/20261120/* "$home/drop/"
intake 20261120 >"$home/out"
is $? 8 "a night with damage ends with 8"
grep -q 'file  *read .* carried 0$' "$home/out"
ok $? "the balance is printed"
is "$(ls "$home/drop")" "F052.KYTC.D261120.part" "what is not complete stays"
is "$(said F053.FIN.text-mode)" "ASIDE CUT313" "text-mode transfer is told by name"
is "$(said F053.FIN.there-and-back)" "ASIDE CUT313" "there and back again, too"
is "$(said F053.FIN.code-page-1026)" "ASIDE CUT314" "wrong code page is told by name"
is "$(said F053.FIN.lrecl-402)" "ASIDE CUT315" "shifted records are told by name"
is "$(said F053.FIN.lf-inside)" "ASIDE CUT316" "line ends inside FB data are told by name"
is "$(said F053.FIN.truncated)" "ASIDE CUT317" "truncation is told by name"
is "$(said F053.FIN.rdw-wrong)" "ASIDE CUT318" "an RDW that does not add up is told by name"
is "$(said F053.FIN.bdw-wrong)" "ASIDE CUT319" "a BDW that does not add up is told by name"
is "$(said F053.FIN.no-header)" "ASIDE CUT320" "a missing header is told by name"
is "$(said F053.FIN.two-headers)" "ASIDE CUT321" "a second header is told by name"
is "$(said F053.FIN.no-trailer)" "ASIDE CUT322" "a missing trailer is told by name"
is "$(said F053.FIN.two-trailers)" "ASIDE CUT323" "a second trailer is told by name"
is "$(said F053.FIN.record-count)" "ASIDE CUT325" "a count out of balance is told by name"
is "$(said F053.FIN.hash-total)" "ASIDE CUT326" "a hash total out of balance is told by name"
is "$(said F053.FIN.interleaved)" "ASIDE CUT328" "interleaved submissions are told by name"
is "$(said F053.CHFS.resent)" "DUPLICATE CUT480" "a file seen before is a duplicate"
is "$(said F053.CHFS.D261120)" "POSTED" "a good file between them is posted"
[ -f "$home/suspense/F053.FIN.truncated" ] && [ -s "$home/suspense/F053.FIN.truncated.findings.jsonl" ]
ok $? "what is set aside lies in suspense with its findings"
cmp -s "$home/suspense/F053.FIN.truncated" tests/samples/drop/20261120/F053.FIN.truncated
ok $? "and is what came"
grep -q '^CUT317E F053.FIN.truncated record 10: ' "$home/messages"
ok $? "the operator is told file and record"

"$B/bin/files" --home "$home" --json >"$home/before"
"$B/bin/list" --home "$home" --json >>"$home/before"
intake 20261120 >"$home/out"
is $? 0 "a second run has nothing to do"
"$B/bin/files" --home "$home" --json >"$home/after"
"$B/bin/list" --home "$home" --json >>"$home/after"
cmp -s "$home/before" "$home/after"
ok $? "and changes nothing"
"$B/bin/audit" --home "$home" >/dev/null 2>&1
ok $? "the audit chain is whole"

# what an operator moves back was seen before, wherever its first copy is now
mv "$home/archive/20261118/F052.DWS.D261118" "$home/suspense/F053.FIN.truncated" "$home/drop/"
intake 20261121 >"$home/out"
is "$? $(said F052.DWS.D261118) $(said F053.FIN.truncated)" "4 DUPLICATE CUT480 DUPLICATE CUT480" "files put back are duplicates"
ln -s ../people.ldif "$home/drop/F053.LINK"
mkfifo "$home/drop/F053.PIPE"
intake 20261121 >"$home/out"
is "$? $(grep -c '^CUT491W' "$home/messages")" "4 2" "a link and a pipe are told and left alone"
rm -f "$home/drop/F053.LINK" "$home/drop/F053.PIPE"

# a file sent again under its name while the first is read, at any moment: whatever is kept was registered under its hash
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" # a traced process cannot look for leaks
lost=
first() { mkdir -p "$1/drop" && cp tests/samples/drop/20261118/F053.CHFS.D261118 "$1/drop/F053"; }
first "$home/count"
"$B/tool/killat" count "$B/bin/intake" --home "$home/count" --date 20261118 3>"$home/calls" >/dev/null 2>&1
for before_the_end in 2 4 6 9 12 15 20 30 50 100; do
    trial=$home/trial$before_the_end
    first "$trial"
    "$B/tool/killat" $(($(cat "$home/calls") - before_the_end)) "$B/bin/intake" --home "$trial" --date 20261118 >/dev/null 2>&1
    cp tests/samples/drop/20261119/F053.CHFS.D261119 "$trial/drop/.new" && mv "$trial/drop/.new" "$trial/drop/F053"
    "$B/bin/intake" --home "$trial" --date 20261118 >/dev/null 2>&1
    "$B/bin/files" --home "$trial" --json >"$home/known"
    for kept in "$trial"/archive/*/*; do
        grep -q "\"sha256\":\"$(sha256sum "$kept" | cut -d' ' -f1)\"" "$home/known" || lost="$lost $kept"
    done
    [ "$(ls "$trial"/archive/* | grep -c '^F053')" = "$(wc -l <"$home/known")" ] || lost="$lost $before_the_end"
done
is "$lost" "" "sent again while it is read: both are kept and known"
echo "1..$n"
