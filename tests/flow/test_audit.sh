#!/bin/sh
# The program audit: a whole chain, an edited one; and a poster killed at system calls chosen by a fixed seed.
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CUTOVER_SHARE=$(pwd)
export CUTOVER_SHARE
n=0
result() { # NAME, after a test command
    code=$?
    n=$((n + 1))
    if [ "$code" -eq 0 ]; then echo "ok $n - $1"; else
        echo "not ok $n - $1"
        sed 's/^/#   /' "$work/out" "$work/err"
    fi
}
audit() { "$B/bin/audit" --home "$work/home" "$@" >"$work/out" 2>"$work/err"; }

audit && grep -q '^0 audit entries' "$work/out"
result "a new home has an empty chain that fits"

"$B/tool/regpost" post "$work/home/register" 25 >/dev/null && audit && grep -q '^25 audit entries' "$work/out"
result "every entry that was made is counted"

audit --json && grep -q '^{"entries":25,"hash":"[0-9a-f]\{64\}","whole":true}$' "$work/out"
result "the hash of the last entry can be kept elsewhere"

"$B/tool/regpost" spoil "$work/home/register" 17
audit
[ $? -eq 12 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q '^CUT110E .*record 17' "$work/err"
result "an edited entry ends with 12 and names the first that does not fit"

audit --json
[ $? -eq 12 ] && grep -q '^{"entries":16,.*"whole":false}$' "$work/out"
result "and so in JSON"

# Kill the poster at a system call: from its opening to its last commit.  (The leak check cannot run under ptrace.)
ASAN_OPTIONS=detect_leaks=0
export ASAN_OPTIONS
"$B/tool/regpost" post "$work/kill" 1 >"$work/acknowledged"
calls=$("$B/tool/killat" count "$B/tool/regpost" post "$work/kill" 60 3>&1 >>"$work/acknowledged")
seed=20261120
bad=0
kills=0
while [ "$kills" -lt "${KILL_ROUNDS:-20}" ]; do
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    "$B/tool/killat" $((seed / 16 % calls + 1)) "$B/tool/regpost" post "$work/kill" 60 >>"$work/acknowledged" 2>"$work/err"
    "$B/tool/regpost" check "$work/kill" "$(tail -n 1 "$work/acknowledged")" 2>>"$work/err" || bad=1
    kills=$((kills + 1))
done
[ "$bad" -eq 0 ] && [ "$(tail -n 1 "$work/acknowledged")" -gt 5 ]
result "nothing acknowledged is lost by a kill at a system call, nothing is partial or doubled"
echo "1..$n"
