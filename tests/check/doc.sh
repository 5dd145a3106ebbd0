#!/bin/sh
# The manual pages and doc/messages.md are what the programs say of themselves.  Usage: doc.sh   (environment: B)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
[ -x "$B/bin/explain" ] || exit 0
sh doc/make.sh "$B" "$out" || exit 1
bad=0
for made in "$out"/*; do
    cmp -s "$made" "doc/$(basename "$made")" || { echo "doc/$(basename "$made"): not what the program says; run make doc"; bad=1; }
done
for page in doc/cutover-*.1; do
    [ -f "$out/$(basename "$page")" ] || { echo "$page: there is no such program"; bad=1; }
done
exit $bad
