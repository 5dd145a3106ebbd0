# nights.sh - the sample nights as functions; read by run.sh and by tests.  Needs: build, home, samples.

# Put the files of a night into drop/ (taken in byte order of their names); those that were taken once stay out.
drop_night() {
    mkdir -p "$home/drop"
    for file in "$samples/drop/$1"/*; do
        name=$(basename "$file")
        was_taken "$file" "$name" || { cp "$file" "$home/drop/.$name.new" && mv "$home/drop/.$name.new" "$home/drop/$name"; }
    done
}

# Were these bytes taken under this name?  They lie in archive/ or suspense/ then.
was_taken() {
    for place in "$home"/archive/*/"$2" "$home/suspense/$2" "$home"/suspense/*/"$2"; do
        [ -f "$place" ] && cmp -s "$1" "$place" && return 0
    done
    return 1
}

# What people did at the desk on the morning of a day.  What was done before a run was interrupted is refused the
# second time (return code 8), and that is right.
desk_day() {
    sed -n "s/^$1 //p" "$samples/desk.txt" | while read -r program words; do
        "$build/bin/$program" $words --home "$home" --date "$1" --quiet || [ $? -lt 12 ] || return 1
    done
}

# Every night but the last, with the days between; output only when one went wrong (return code 12 or more).
nights_before() {
    for night in 20261118 20261119; do
        drop_night $night
        "$build/bin/nightly" --home "$home" --date $night >"$home/night.log" 2>&1 || [ $? -lt 12 ] || { cat "$home/night.log"; return 1; }
        desk_day $((night + 1)) >"$home/night.log" 2>&1 || { cat "$home/night.log"; return 1; }
    done
    rm -f "$home/night.log"
    touch "$home/.nights-before"
}
