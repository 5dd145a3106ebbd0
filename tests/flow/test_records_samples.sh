#!/bin/sh
# encode(decode(x)) == x, byte for byte, for every sample drop file that is sound and written as encode writes: preferred signs
# (not ODD), records in full length (not TRIM).   (environment: B)
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

# segments FORM: the 01 level of each REC-TYPE.
segments() {
    for level in H:HEADER S:SUBMISSION E:ELEMENT A:APPROVAL N:NARRATIVE T:TRAILER; do
        printf ' --segment REC-TYPE=%s:%s-%s' "${level%%:*}" "$1" "${level#*:}"
    done
}

while read -r night name state form carrier words; do
    case "$state $carrier $words" in
    *CSV* | *ODD* | *TRIM* | ASIDE* | LEFT*) continue ;;
    esac
    copybook=copybooks/$form.cpy
    case $carrier in
    FB) options="--recfm fb --lrecl 400 --codepage ${words%% *}" ;;
    VB) options="--recfm v --codepage ${words%% *}" ;;
    BLOCKED) options="--recfm vb --blksize 2428 --codepage ${words%% *}" ;;
    TEXT)
        options="--recfm text --lrecl 400"
        [ "$form" = F053 ] && copybook=copybooks/F053T.cpy
        case $words in *CRLF*) options="$options --line-end crlf" ;; esac
        ;;
    esac
    options="--copybook $copybook $options $(segments "$form") --raw ELEM-SHA256 --filler --quiet"
    # shellcheck disable=SC2086 # the options are words
    "$B/bin/decode" $options "tests/samples/drop/$night/$name" >"$work/json" 2>"$work/told"
    code=$?
    n=$((n + 1))
    # shellcheck disable=SC2086
    if [ $code -eq 0 ] && "$B/bin/encode" $options "$work/json" >"$work/bytes" 2>>"$work/told" &&
        cmp "$work/bytes" "tests/samples/drop/$night/$name" >>"$work/told" 2>&1; then
        echo "ok $n - $night/$name"
    else
        echo "not ok $n - $night/$name"
        sed 's/^/# /' "$work/told"
    fi
done <tests/samples/files.txt

n=$((n + 1))
if [ "$n" -gt 15 ]; then echo "ok $n - there were samples"; else echo "not ok $n - only $n samples"; fi
echo "1..$n"
