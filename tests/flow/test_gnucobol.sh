#!/bin/sh
# Random copybooks in GnuCOBOL and here: COBOL writes records of known values and decode reads them; encode writes them and
# COBOL reads them; every item lies at the same offset with the same length.  ASCII data, native COMP-5.
# Environment: B; BOOKS (24) copybooks from SEED (1; even: signs of EBCDIC in ASCII), RECORDS (6) of each.
set -u
: "${B:?}"
BOOKS=${BOOKS:-24} SEED=${SEED:-1} RECORDS=${RECORDS:-6}
command -v cobc >/dev/null 2>&1 || { echo "ok 1 - # SKIP there is no cobc"; echo "1..1"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
B=$(realpath "$B")
n=0

# differ NAME END OTHER: whether Bn.END is Bn.OTHER for every book; shows the first lines of the first three that are not
differ() {
    n=$((n + 1)) different=
    for i in $(seq "$BOOKS"); do
        [ -s "B$i.$2" ] && cmp -s "B$i.$2" "B$i.$3" || different="$different $i"
    done
    if [ -z "$different" ]; then
        echo "ok $n - $1"
        return
    fi
    echo "not ok $n - $1"
    echo "# seed $SEED, books$different"
    for i in $(echo "$different" | cut -d ' ' -f 2-4); do
        diff "B$i.$2" "B$i.$3" | cut -c 1-300 | head -4
        head -1 "B$i.told"
    done 2>&1 | sed 's/^/# /'
}

# Of each book an item a line, as COBOL gives it: name, offset, length.
places='for my $book (@ARGV) {
    open my $in, "<", "$book.layout.json"; open my $out, ">", "$book.layout";
    my $items = eval { decode_json(join "", <$in>) } || [];
    for (@$items) { printf $out "%-12s%08d %08d\n", $_->{name}, $_->{offset}, $_->{length} if $_->{name} ne "FILLER" } }'

"$B/tool/copygen" "$work" "$SEED" "$BOOKS" "$RECORDS" && cd "$work" || exit 1
export COB_VARSEQ_FORMAT=0
sign=ASCII
[ $((SEED % 2)) -eq 1 ] || sign=EBCDIC
cobc -x -std=ibm -fodoslide -fsign=$sign BOOKS.cob >told 2>&1 && ./BOOKS W >>told 2>&1 && ./BOOKS P >>told 2>&1 || {
    echo "not ok 1 - COBOL writes"
    head -20 told | sed 's/^/# /'
    echo "1..1"
    exit 1
}
for i in $(seq "$BOOKS"); do
    set -- --copybook "B$i.cpy" --quiet
    "$B/bin/layout" "$@" --json >"B$i.layout.json" 2>"B$i.told"
    while read -r rule; do set -- "$@" --segment "$rule"; done <"B$i.segment"
    set -- "$@" --codepage ASCII --recfm v --rdw-includes-itself no --native-endian le --sign "$(echo $sign | tr A-Z a-z)"
    "$B/bin/decode" "$@" "B$i.dat" >"B$i.read" 2>>"B$i.told"
    "$B/bin/encode" "$@" "B$i.json" >"B$i.new" 2>>"B$i.told"
    "$B/bin/decode" "$@" --filler "B$i.dat" >"B$i.whole" 2>>"B$i.told"
    "$B/bin/encode" "$@" "B$i.whole" >"B$i.again" 2>>"B$i.told"
done
perl -MJSON::PP -e "$places" $(seq -f 'B%g' "$BOOKS")
./BOOKS R >>told 2>&1 || sed 's/^/# /' told
differ 'every item lies where COBOL lays it' places layout
differ 'decode reads what COBOL wrote' json read
differ 'encode writes the same bytes, slack and FILLER too' dat again
differ 'COBOL reads what encode wrote' values back
echo "1..$n"
