#!/bin/sh
# decode says why many records fail, and decode --guess which options fit.   (environment: B)
# Random files of fixed seeds: tests/soak.sh has many more, of seeds that are not fixed.
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0
ok() { n=$((n + 1)); if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; cat "$work/out" "$work/told" 2>/dev/null | head -20 | sed 's/^/# /'; fi; }

"$B/tool/damage" check 1 40 10 verbose >"$work/out" 2>&1
ok $? '40 sound files are silent, 10 of each damage are named'

# make KIND NUMBER: a file with its copybook, and the options that are given for it.
make() { "$B/tool/damage" write 1 "$2" "$1" "$work" && options=$(cat "$work/options"); }
decode() { "$B/bin/decode" --copybook "$work/book" $options "$@" "$work/data" >"$work/out" 2>"$work/told"; }

make clean 1
decode --guess && [ ! -s "$work/out" ] && [ ! -s "$work/told" ]
ok $? '--guess has nothing to say of a sound file'
decode; ! grep -q CUT26 "$work/told"
ok $? 'nor has decode'

make endian 2
decode
[ $? -eq 8 ] && [ "$(grep -c 'CUT264W data: the byte order is another' "$work/told")" -eq 1 ]
ok $? 'decode says once, behind what is bad, why it is'
decode --guess
[ $? -eq 4 ] && grep -q '^cutover decode --copybook .*/book --recfm .*/data$' "$work/out" && grep -q CUT264W "$work/told"
ok $? '--guess has a command line, and why'
sed "s|^cutover decode|$B/bin/decode|" "$work/out" >"$work/command"
sh "$work/command" >"$work/out" 2>"$work/told" && grep -q ' 0 bad values' "$work/told"
ok $? 'which reads the file'

make text 1
decode --guess
grep -q 'CUT260W data: the file was sent as text: ' "$work/told"
ok $? 'text-mode transfer has its name'
options=
"$B/bin/decode" --copybook "$work/book" --guess <"$work/data" >"$work/out" 2>"$work/told"
grep -q 'CUT260W -: the file was sent as text: ' "$work/told"
ok $? 'from standard input too'
cat "$work/data" | "$B/bin/decode" --copybook "$work/book" --guess >"$work/out" 2>"$work/told"
grep -q 'CUT260W -: the file was sent as text: ' "$work/told"
ok $? 'and from a pipe'
cat "$work/data" | "$B/bin/decode" --copybook "$work/book" >"$work/out" 2>"$work/told"
grep -q 'CUT260W -: the file was sent as text: ' "$work/told"
ok $? 'a run over a pipe ends with it as well'
echo "1..$n"
