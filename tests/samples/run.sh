#!/bin/sh
# The sample nights in a home folder: two quiet ones with the desk's work between them, then that of 20 November 2026.
# Run again it drops nothing that was taken, and posts nothing twice.  Usage: run.sh BUILD HOME   (make run)
set -eu
build=${1:?usage: run.sh BUILD HOME}
home=${2:?usage: run.sh BUILD HOME}
samples=$(dirname "$0")
date=20261120
. "$samples/nights.sh"

sh "$samples/home.sh" "$build" "$home"
[ -f "$home/.nights-before" ] || nights_before
drop_night $date
rc=0
"$build/bin/nightly" --home "$home" --date $date >"$home/nightly.out" || rc=$?
sed '$d' "$home/nightly.out"
echo
# as a printer shows it: the ASA character in column 1 says how many lines to advance
awk '{ c = substr($0, 1, 1); line = substr($0, 2); sub(/ +$/, "", line) }
    c == "0" { line = "\n" line } c == "-" { line = "\n\n" line } { print line }' "$home/reports/$date/balance.txt"
echo
echo "Reports are in $home/reports/$date:"
ls "$home/reports/$date" | grep -v '^ack-' | sed 's/^/    /'
echo "    ack-NAME.txt, an acknowledgement for each of $(ls "$home/reports/$date" | grep -c '^ack-') files"
tail -n 1 "$home/nightly.out"
case $rc in 0 | 4 | 8) exit 0 ;; esac
exit $rc
