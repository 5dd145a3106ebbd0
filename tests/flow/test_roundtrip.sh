#!/bin/sh
# encode(decode(x)) is x, byte for byte: files of random records in every carrier through both programs.
# Environment: B; FILES (60) of RECORDS (20) each, from SEED (1).
set -u
: "${B:?}"
FILES=${FILES:-60} SEED=${SEED:-1} RECORDS=${RECORDS:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$B/tool/recordgen" "$work" "$SEED" "$FILES" "$RECORDS" || { echo "not ok 1 - records are made" && echo "1..1" && exit 1; }
bad=0
for i in $(seq "$FILES"); do
    set -- --copybook "$work/F$i.cpy" --quiet
    while read -r word; do set -- "$@" "$word"; done <"$work/F$i.options"
    { "$B/bin/decode" "$@" --threads $((1 + i % 2)) "$work/F$i.data" || echo "decode ended with $?" >&2; } 2>"$work/told" |
        "$B/bin/encode" "$@" - >"$work/again" 2>"$work/told.back" || echo "encode did not end with 0" >>"$work/told"
    cmp "$work/F$i.data" "$work/again" >>"$work/told" 2>&1
    if [ -s "$work/told" ]; then
        bad=$((bad + 1))
        [ "$bad" -gt 5 ] || { echo "# seed $SEED, file $i:" $(cat "$work/F$i.options") && head -3 "$work/told" "$work/told.back"; } | sed 's/^/# /'
    fi
    rm -f "$work/F$i".*
done
[ "$bad" -eq 0 ] || printf 'not '
echo "ok 1 - $((FILES * RECORDS)) records in $FILES files come back"
echo "1..1"
