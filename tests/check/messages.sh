#!/bin/sh
# messages.def: each number once and inside the range of its section; each E_ code of a room's enum has its message.
# Usage: messages.sh [ROOT]
cd "${1:-.}" || exit 2
awk '/^MESSAGE\(/ { n = $0; sub(/^MESSAGE\(/, "", n); sub(/,.*/, "", n)
        if (n in seen) { print "lib/step/messages.def:" NR ": message " n " is used twice (line " seen[n] ")"; bad = 1 }
        seen[n] = NR }
     END { exit bad }' lib/step/messages.def || bad=1
codes=$(grep -hoE '^[ \t]+[A-Z]+_[EWI]_[A-Z0-9_]+ = -[0-9]+' lib/*/*.h | sed 's/.*= -//' | sort -n)
for code in $(echo "$codes" | uniq -d); do echo "message $code is the code of two names in lib/*/*.h"; bad=1; done
for code in $(echo "$codes" | uniq); do
    grep -q "^MESSAGE($code," lib/step/messages.def || { echo "code -$code has no message in lib/step/messages.def"; bad=1; }
done
[ "${bad:-0}" = 0 ]
