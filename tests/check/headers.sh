#!/bin/sh
# Every public header compiles alone, included twice.  Usage: headers.sh [ROOT]   (environment: CC, CPPFLAGS)
cd "${1:-.}" || exit 2
bad=0
for header in lib/*/*.h; do
    name=${header#lib/}
    printf '#include "%s"\n#include "%s"\ntypedef int nothing_else;\n' "$name" "$name" |
        ${CC:-gcc} ${CPPFLAGS:--Ilib -D_GNU_SOURCE} -std=c17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c - ||
        { echo "$header: does not compile alone"; bad=1; }
done
exit $bad
