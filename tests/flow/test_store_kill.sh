#!/bin/sh
# Three processes over one register, a poster and two readers, one of them killed in the midst: the others go on by
# themselves, and nothing acknowledged is lost.  TAP.  (environment: B; KILL_ROUNDS, default 12)
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CUTOVER_SHARE=$(pwd)
export CUTOVER_SHARE
# Berkeley DB keeps some memory of an environment that was given up; that is no leak of ours.
ASAN_OPTIONS=detect_leaks=0
export ASAN_OPTIONS
rounds=${KILL_ROUNDS:-12}
seed=20261120
acknowledged=0
bad=0
mkfifo "$work/posted"
for round in $(seq "$rounds"); do
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    "$B/tool/regpost" post "$work/home/register" 150 >"$work/posted" 2>>"$work/err" &
    poster=$!
    "$B/bin/audit" --home "$work/home" >/dev/null 2>>"$work/err" &
    first=$!
    "$B/bin/audit" --home "$work/home" >/dev/null 2>>"$work/err" &
    second=$!
    # The victim dies when the poster has told of so many groups, and whoever of the readers is there is at work.
    victim=$((seed / 1048576 % 4))
    left=$((seed / 4096 % 140))
    while read -r number; do
        acknowledged=$number
        if [ "$left" -eq 0 ]; then
            case $victim in 0) kill -9 "$first" ;; 1) kill -9 "$second" ;; *) kill -9 "$poster" ;; esac
        fi 2>>"$work/gone"
        left=$((left - 1))
    done <"$work/posted"
    for pid in $poster $first $second; do
        wait "$pid" 2>>"$work/gone"
        code=$?
        [ "$code" -eq 0 ] || [ "$code" -eq 137 ] || { echo "# round $round: a process ended with $code"; bad=1; }
    done
    "$B/tool/regpost" check "$work/home/register" "$acknowledged" 2>>"$work/err" || { echo "# round $round"; bad=1; }
done
[ "$bad" -eq 0 ] && [ ! -s "$work/err" ] && [ "$acknowledged" -gt "$rounds" ]
if [ $? -eq 0 ]; then echo "ok 1 - a death beside others is repaired without them"; else
    echo "not ok 1 - a death beside others is repaired without them"
    sort "$work/err" | uniq -c | sed 's/^/# /'
fi
echo "1..1"
