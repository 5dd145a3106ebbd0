#!/bin/sh
# Refuses an #include that lib/FLOORS does not allow: rooms upward or sideways, and system headers that belong to one room.
# Usage: floors.sh [ROOT]     Prints each offence as file:line; exit 1 if there was one.
cd "${1:-.}" || exit 2
find lib batch -name '*.[ch]' 2>/dev/null | sort | xargs -r grep -nE '^[ \t]*#[ \t]*include' /dev/null | awk '
BEGIN {
    while ((getline line < "lib/FLOORS") > 0) {
        if (line ~ /^#/ || line !~ /:/) continue
        room = line; sub(/:.*/, "", room)
        rest = line; sub(/^[^:]*:/, "", rest)
        known[room] = 1; allowed[room, room] = 1
        n = split(rest, word, /[ \t]+/)
        for (i = 1; i <= n; i++)
            if (word[i] ~ /^</) { h = word[i]; gsub(/[<>]/, "", h); owner[h] = room }
            else if (word[i] != "") allowed[room, word[i]] = 1
    }
}
{
    split($0, part, ":"); file = part[1]; line = part[2]
    room = file; if (sub(/^batch\/.*/, "batch", room) == 0) { sub(/^lib\//, "", room); sub(/\/.*/, "", room) }
    text = $0; sub(/^[^#]*#[ \t]*include[ \t]*/, "", text)
    if (!(room in known)) { print file ":" line ": room " room " is not in lib/FLOORS"; bad = 1; next }
    if (text ~ /^</) {
        h = text; sub(/^</, "", h); sub(/>.*/, "", h)
        if ((h in owner) && owner[h] != room) { print file ":" line ": only lib/" owner[h] " may include <" h ">"; bad = 1 }
        next
    }
    h = text; sub(/^"/, "", h); sub(/".*/, "", h)
    if (h !~ /\//) { print file ":" line ": name the room: \"" room "/" h "\""; bad = 1; next }
    to = h; sub(/\/.*/, "", to)
    if (!((room, to) in allowed)) { print file ":" line ": " room " may not include " to " (lib/FLOORS)"; bad = 1 }
}
END { exit bad }'
