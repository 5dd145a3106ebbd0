#!/bin/sh
# The manual pages, doc/messages.md and lib/step/programs.def are what the programs say of themselves.  Usage: doc.sh   (environment: B)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
[ -x "$B/bin/explain" ] || exit 0
sh doc/make.sh "$B" "$out" || exit 1
bad=0
cmp -s "$out/programs.def" lib/step/programs.def || { echo "lib/step/programs.def: not what the programs say; run make doc"; bad=1; }
for made in "$out"/*.[1m]*; do
    cmp -s "$made" "doc/$(basename "$made")" || { echo "doc/$(basename "$made"): not what the program says; run make doc"; bad=1; }
done
for page in doc/cutover-*.1; do
    [ -f "$out/$(basename "$page")" ] || { echo "$page: there is no such program"; bad=1; }
done
exit $bad
