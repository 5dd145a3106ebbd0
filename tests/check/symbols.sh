#!/bin/sh
# No global name is defined in two rooms: the linker would take the first it finds, whoever asked.
# Usage: symbols.sh [LIBRARY]   (environment: B)
library=${1:-${B:-build/gcc}/libcutover.a}
[ -f "$library" ] || exit 0
nm -A --defined-only "$library" 2>/dev/null | awk '
$(NF - 1) ~ /^[BCDRT]$/ {
    split($1, part, ":"); name = $NF
    if (name in at) { print name ": defined in " at[name] " and in " part[2]; bad = 1 }
    at[name] = part[2]
}
END { exit bad }'
