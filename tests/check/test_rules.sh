#!/bin/sh
# The house rules refuse what they are there to refuse: each is broken once in a copy of the tree.
set -u
here=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

# refused RULE NAME EXPECTED-TEXT: the rule must fail on the copy, with this in what it says.
refused() {
    n=$((n + 1))
    if said=$(sh "$here/tests/check/$1.sh" "$work/tree" 2>&1); then
        echo "not ok $n - $2: accepted"
    elif printf '%s\n' "$said" | grep -q -- "$3"; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2: refused for another reason"
        printf '%s\n' "$said" | sed 's/^/#   /'
    fi
}

fresh() {
    rm -rf "$work/tree"
    mkdir "$work/tree"
    cp -R lib batch "$work/tree/"
    mkdir -p "$work/tree/lib/record" "$work/tree/lib/register"
}

fresh
printf '#include "step/message.h"\n' >>"$work/tree/lib/base/bytes.c"
refused floors "an upward include is refused" 'lib/base/bytes.c:.*base may not include step'
fresh
printf '#include "store/store.h"\n' >>"$work/tree/lib/record/copybook.c"
refused floors "an include of a room beside is refused" 'record may not include store'
fresh
printf '#include <db.h>\n' >>"$work/tree/lib/register/sneaky.c"
refused floors "a system header of another room is refused" 'only lib/store may include <db.h>'
fresh
printf '#include "bytes.h"\n' >>"$work/tree/lib/base/file.c"
refused floors "an include without its room is refused" 'name the room'
fresh
mkdir "$work/tree/lib/attic" && printf '#include "base/file.h"\n' >"$work/tree/lib/attic/a.c"
refused floors "a room that is not in FLOORS is refused" 'room attic is not in lib/FLOORS'
fresh
printf 'size_t needs_stddef(void);\n' >"$work/tree/lib/base/broken.h"
refused headers "a header that does not compile alone is refused" 'lib/base/broken.h: does not compile alone'
fresh
printf 'MESSAGE(6, E, "again", "never")\n' >>"$work/tree/lib/step/messages.def"
refused messages "a message id used twice is refused" 'message 6 is used twice'
fresh
printf 'enum x {\n    BASE_E_TWICE = -6,\n};\n' >>"$work/tree/lib/base/file.h"
refused messages "a code with two names is refused" 'message 6 is the code of two names'
fresh
printf 'enum x {\n    BASE_E_NEW = -99,\n};\n' >>"$work/tree/lib/base/file.h"
refused messages "a code without a message is refused" 'code -99 has no message'
fresh
printf 'int f(char *s) { return atoi(s); }\n' >>"$work/tree/lib/base/file.c"
refused banned "a banned function is refused" 'atoi'
fresh
rm "$work/tree/lib/base/README.md"
refused folders "a room without README is refused" 'lib/base: no README.md'
fresh
git -C "$work/tree" init -q
touch "$work/tree/stray" && git -C "$work/tree" add stray
refused folders "a file astray at the top is refused" 'stray: not a file of the top level'
for row in '| shown by |' '| a cell | `test_none__such` |' '| a bare cell | |'; do
    mkdir -p "$work/tree/doc" "$work/tree/tests/record"
    echo 'cmocka_unit_test(test_some__such)' >"$work/tree/tests/record/test_some.c"
    echo "$row" >>"$work/tree/doc/records.md"
done
refused records "a test that does not exist is refused" 'there is no test test_none__such'
refused records "a row without a test is refused" 'no test shows a bare cell'
rm -rf "$work/tree"
for name in one two; do
    echo 'int twice(void) { return 1; }' >"$work/$name.c"
    "${CC:-gcc}" -c -o "$work/$name.o" "$work/$name.c"
done
ar rcsD "$work/tree" "$work/one.o" "$work/two.o"
refused symbols "a name defined in two rooms is refused" 'twice: defined in one.o and in two.o'
rm -f "$work/tree"
fresh
n=$((n + 1))
if sh tests/check/floors.sh "$work/tree" && sh tests/check/messages.sh "$work/tree" && sh tests/check/banned.sh "$work/tree" &&
    sh tests/check/folders.sh "$work/tree"; then
    echo "ok $n - the tree itself passes"
else
    echo "not ok $n - the tree itself passes"
fi
echo "1..$n"
