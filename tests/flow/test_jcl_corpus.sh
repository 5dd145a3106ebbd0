#!/bin/sh
# JCL that is right (tests/jcl/decks): checked clean, expanded once for all, clean again; IBM's worked examples.  TAP.
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. tests/support/tap.sh
decks=tests/jcl/decks
vectors=tests/jcl/vectors
mkdir "$work/once" "$work/twice" "$work/vectors"
date=20261123

silent() { "$@" >"$work/out" 2>&1; code=$?; [ "$code" -eq 0 ] && [ ! -s "$work/out" ] || { head -n 40 "$work/out"; echo "code $code"; return 1; }; }
# expand_all FROM TO OPTION...: every deck of a folder; all of them, so that each that fails is told
expand_all() {
    from=$1 to=$2 bad=0
    shift 2
    for deck in "$from"/*.jcl; do
        "$B/bin/expand" --date "$date" "$@" "$deck" >"$to/${deck##*/}" 2>"$work/err" && [ ! -s "$work/err" ] ||
            { echo "$deck"; cat "$work/err"; bad=1; }
    done
    return "$bad"
}
# every keyword of the table stands in a deck, and every operation
covered() {
    cat "$decks"/*.jcl $(find "$decks/proclib" -type f) >"$work/all"
    sed -n 's/^KEYWORD([A-Z]*, \([A-Z0-9]*\),.*/\1/p' lib/jcl/keywords.def | sort -u | while read -r keyword; do
        grep -q "[^A-Z0-9]$keyword=" "$work/all" || echo "$keyword"
    done >"$work/missing"
    sed -n 's/^    {"\([A-Z]*\)", JCL_.*/\1/p' lib/jcl/keyword.c | while read -r operation; do
        grep -qE "^//[^ ]* +$operation( |\$)" "$work/all" || echo "$operation"
    done >>"$work/missing"
    cat "$work/missing"
    [ ! -s "$work/missing" ]
}
narrow() { awk '/^\/\// && length($0) > 71 { print FILENAME ": " FNR ": " $0; bad = 1 } END { exit bad }' "$@"; }
# as_documented DECK: the expansion's statements are those of the page
as_documented() {
    "$B/bin/expand" --quiet --date "$date" --proclib "$vectors/proclib" "$1" >"$work/vectors/expanded"
    [ $? -le 4 ] && # a value that is not used is a warning
        perl "$vectors/flatten.pl" <"$work/vectors/expanded" | diff - "${1%.jcl}.equivalent"
}
{
    told 'every deck is checked without a finding' silent "$B/bin/check" --quiet --proclib "$decks/proclib" "$decks"/*.jcl
    told 'every operation and keyword stands in a deck' covered
    told 'every deck is expanded' expand_all "$decks" "$work/once" --proclib "$decks/proclib"
    told 'what is expanded needs no library and is expanded to itself' expand_all "$work/once" "$work/twice"
    told 'and byte for byte' diff -r "$work/once" "$work/twice"
    told 'what is expanded is checked without a finding' silent "$B/bin/check" --quiet "$work/once"/*.jcl
    told 'every deck is written again as it was read' "$B/tool/jclcopy" "$decks"/*.jcl
    told 'no card of it is longer than 71 columns' narrow "$work/once"/*.jcl
    for deck in "$vectors"/*.jcl; do
        name=${deck##*/}
        told "as the JCL Reference documents: ${name%.jcl}" as_documented "$deck"
    done
} | numbered
