#!/bin/sh
# What takes long: kills by the hundred, fuzzing by the minute, a large night in bounded memory.
# Environment: B build folder; KILLS (500), SECONDS_EACH of fuzzing (300), SUBMISSIONS of the large night (100000); BOOKSETS of copybooks (10).
set -u
: "${B:?}"
KILLS=${KILLS:-500}
BOOKSETS=${BOOKSETS:-10}
SUBMISSIONS=${SUBMISSIONS:-100000}
CUTOVER_SHARE=$(pwd)
export CUTOVER_SHARE
bad=0
say() { echo; echo "== $1"; }

say "register: killed $KILLS times while it posts"
KILL_ROUNDS=$KILLS "$B/tests/register/test_register" || bad=1

say "night: killed $KILLS times in intake and schedule"
KILL_ROUNDS=$KILLS B=$B sh tests/flow/test_night_kill.sh || bad=1

say "jobs: a job of 21 steps killed $KILLS times and restarted; two jobs 200 times at once in opposite order"
KILL_ROUNDS=$KILLS B=$B sh tests/flow/test_run_restart.sh || bad=1
ROUNDS=200 B=$B sh tests/flow/test_run_locks.sh || bad=1

say "a night of $SUBMISSIONS submissions: most memory of each step"
home=$(mktemp -d)
mkdir -p "$home/drop" "$home/etc"
"$B/tool/manyforms" "$SUBMISSIONS" "$home/drop/F052.LOAD" "$home/etc/people.ldif"
for step in intake validate rollback schedule report; do
    /usr/bin/env time -f "$step: %M KiB, %e s" "$B/bin/$step" --home "$home" --date 20261120 --quiet >/dev/null || [ $? -le 8 ] || bad=1
done
rm -rf "$home"

say "GnuCOBOL and decode, encode, layout: $((BOOKSETS * 24)) copybooks"
for seed in $(seq 101 $((100 + BOOKSETS))); do
    said=$(SEED=$seed B=$B sh tests/flow/test_gnucobol.sh)
    case $said in *'not ok'*) echo "$said" && bad=1 ;; esac
done

say "1000000 records of every type in every carrier there and back"
said=$(FILES=400 RECORDS=2500 SEED=1000 B=$B sh tests/flow/test_roundtrip.sh)
echo "$said" | head -1
case $said in *'not ok'*) echo "$said" && bad=1 ;; esac

seed=${SEED:-$(date +%s)}
say "diagnosis: 1000 sound files and 200 of each damage, seed $seed"
"$B/tool/damage" check "$seed" 1000 200 verbose || bad=1

say "fuzzing, ${SECONDS_EACH:-300} s a target"
SECONDS_EACH=${SECONDS_EACH:-300} sh tests/fuzz/fuzz.sh || bad=1
exit $bad
