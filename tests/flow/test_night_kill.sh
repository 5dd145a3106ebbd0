#!/bin/sh
# Intake and schedule killed at many of their system calls: the next run makes it good, nothing is lost and nothing is
# twice.  TAP.  (environment: B; KILL_ROUNDS, moments of each, default 25)
set -u
: "${B:?}"
samples=tests/samples
build=$B
rounds=${KILL_ROUNDS:-25}
# In memory where there is room: processes are killed here, not the power, so nothing is lost by not waiting for a disk.
room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
base=${TMPDIR:-/tmp}
[ "${room:-0}" -lt 500000 ] || [ ! -w /dev/shm ] || base=/dev/shm
work=$(mktemp -d "$base/cutover-kill.XXXXXX")
trap 'rm -rf "$work"' EXIT
. $samples/nights.sh
. tests/support/tap.sh
unset CUTOVER_HOME CUTOVER_DATE CUTOVER_CONFIG
cutover() { "$B/bin/cutover" "$@"; }

# killed PROGRAM START RESULT: PROGRAM killed at $rounds of its system calls on a copy of the home START, then run again:
# list and files are those of the home RESULT.  The moments are drawn by a seed, the same each time.
killed() {
    program=$1 start=$2 result=$3
    state() { cutover list --json --home "$1" && cutover files --json --home "$1"; }
    state "$result" >"$work/undisturbed" || return 1
    cp -a "$start" "$work/trial"
    "$B/tool/killat" count "$B/bin/$program" --home "$work/trial" --date 20261120 --quiet 3>"$work/calls" >/dev/null 2>&1
    calls=$(cat "$work/calls") outlived=
    [ "${calls:-0}" -gt 0 ] || { echo "cannot trace $program"; return 1; }
    for moment in $(perl -e 'srand 53; print join " ", sort { $a <=> $b } map { 1 + int rand $ARGV[0] } 1 .. $ARGV[1]' "$calls" "$rounds"); do
        rm -rf "$work/trial"
        cp -a "$start" "$work/trial"
        "$B/tool/killat" "$moment" "$B/bin/$program" --home "$work/trial" --date 20261120 --quiet >/dev/null 2>&1
        [ $? = 137 ] || outlived="$outlived $moment"
        cutover "$program" --home "$work/trial" --date 20261120 --quiet >/dev/null 2>&1 || [ $? -lt 12 ] || { echo "rerun after $moment failed"; return 1; }
        state "$work/trial" >"$work/after" && cmp "$work/undisturbed" "$work/after" || { echo "killed at $moment of $calls"; return 1; }
        cutover audit --home "$work/trial" --quiet >/dev/null || { echo "audit after $moment"; return 1; }
    done
    rm -rf "$work/trial"
    # a run may make a few calls less than the one that was counted
    [ "$(echo $outlived | wc -w)" -le $((rounds / 12)) ] || { echo "not killed at$outlived of $calls"; return 1; }
}

kills() {
    export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" # a traced process cannot look for leaks
    home=$work/before
    sh $samples/home.sh "$B" "$home" && nights_before && drop_night 20261120 || return 1
    rm -f "$home"/drop/F05?.FIN.[a-z]* # most of the damaged files: others are enough here, and each costs time a hundred times
    cp -a "$home" "$work/taken"
    cutover intake --home "$work/taken" --date 20261120 --quiet >/dev/null 2>&1
    told "intake killed at $rounds moments, run again: nothing is lost and nothing is twice" killed intake "$work/before" "$work/taken"
    cutover validate --home "$work/taken" --date 20261120 --quiet >/dev/null 2>&1
    cp -a "$work/taken" "$work/booked"
    cutover schedule --home "$work/booked" --date 20261120 --quiet >/dev/null 2>&1
    told "schedule killed at $rounds moments, run again: nothing is lost and nothing is twice" killed schedule "$work/taken" "$work/booked"
}

kills | numbered
