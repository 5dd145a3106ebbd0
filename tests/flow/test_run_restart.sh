#!/bin/sh
# A job of more than twenty steps (procedures, overrides, generations, members, temporary data sets, IDCAMS, IF, COND, COBOL), killed
# (kill -9 of the processor) at KILL_ROUNDS (15) of its system calls, restarted: it ends with the same data sets.  TAP.
# (environment: B; KILL_SEED)
set -u
: "${B:?}"
case $B in /*) ;; *) B=$PWD/$B ;; esac
rounds=${KILL_ROUNDS:-15} seed=${KILL_SEED:-$(date +%N | sed 's/^0*//')}
command -v cobc >/dev/null 2>&1 || { echo "ok 1 - # SKIP there is no cobc"; echo "1..1"; exit 0; }
# In memory where there is room: processes are killed here, not the power.
room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
base=${TMPDIR:-/tmp}
[ "${room:-0}" -lt 500000 ] || [ ! -w /dev/shm ] || base=/dev/shm
work=$(mktemp -d "$base/cutover-restart.XXXXXX")
trap 'rm -rf "$work"' EXIT
. tests/support/tap.sh
unset CUTOVER_HOME CUTOVER_DATE CUTOVER_CONFIG
monthend=$PWD/tests/flow/monthend golden=$PWD/tests/flow/golden/monthend
run() { "$B/bin/run" --home "$1" --date 20261120 $2; }

# The programs, the procedure library and what was there before.
start() {
    mkdir -p "$work/start/bin" || return 1
    program() { { echo '#!/bin/sh'; echo "$2"; } >"$work/start/bin/$1" && chmod +x "$work/start/bin/$1"; }
    program MAKE 'printf %s "$1" >"$DD_OUT"'
    program ADD 'printf %s "$1" >>"$DD_OUT"'
    program COPY 'cat "$DD_IN" >"$DD_OUT"'
    program APPEND 'cat "$DD_IN" >>"$DD_OUT"'
    for source in "$monthend"/cobol/*.cob; do
        cobc -m -o "$work/start/bin/$(basename "$source" .cob).so" "$source" || return 1
    done
    "$B/bin/datasets" --home "$work/start" put 'TEST.PROCLIB(DAILY)' "$monthend/proclib/DAILY" --text --codepage ASCII || return 1
    printf gone >"$work/gone" && "$B/bin/datasets" --home "$work/start" put TEST.SCRATCH "$work/gone" --recfm U
}

# Every data set with its content; of the keyed one its records: the rest of its pages is whatever was in memory.
state() {
    "$B/bin/datasets" --home "$1" list
    for file in "$1"/datasets/data/TEST.* "$1"/datasets/data/TEST.*/*; do
        case $file in
        *TEST.KEYED) echo "TEST.KEYED" && strings -n 10 "$file" | LC_ALL=C sort ;;
        *) [ ! -f "$file" ] || { echo "${file#"$1"/datasets/data/}" && cat "$file" && echo; } ;;
        esac
    done
}

# JOB00001 as it is in a spool: process numbers left out.
spool() {
    for file in JESMSGLG JESJCL JESYSMSG JOURNAL DEFINE.SYSPRINT UPDATE.SYSPRINT CODE.SYSPRINT; do
        echo "=== $file"
        sed "s/^\(running\|process\) .*/\1/; s,$1,HOME,g" "$1/spool/JOB00001/$file"
    done
}

undisturbed() {
    cp -a "$work/start" "$work/good"
    run "$work/good" "$monthend/job.jcl" >"$work/table"
    [ $? -eq 4 ] || { echo "ended otherwise"; cat "$work/table"; return 1; }
    state "$work/good" >"$work/good.state"
    spool "$work/good" >"$work/good.spool"
    diff "$golden/table" "$work/table" && diff "$golden/state" "$work/good.state" && diff "$golden/spool" "$work/good.spool"
}

killed() {
    cp -a "$work/start" "$work/trial"
    "$B/tool/killat" count "$B/bin/run" --home "$work/trial" --date 20261120 "$monthend/job.jcl" 3>"$work/calls" >/dev/null 2>&1
    calls=$(cat "$work/calls")
    [ "${calls:-0}" -gt 0 ] || { echo "cannot trace"; return 1; }
    echo "seed $seed, $calls calls"
    for moment in $(perl -e 'srand $ARGV[2]; print join " ", sort { $a <=> $b } map { 1 + int rand $ARGV[0] } 1 .. $ARGV[1]' "$calls" "$rounds" "$seed"); do
        rm -rf "$work/trial"
        cp -a "$work/start" "$work/trial"
        "$B/tool/killat" "$moment" "$B/bin/run" --home "$work/trial" --date 20261120 "$monthend/job.jcl" >/dev/null 2>&1
        if grep -qs '^job .* \.$' "$work/trial/spool/JOB00001/JOURNAL"; then
            grep -q '^end ' "$work/trial/spool/JOB00001/JOURNAL" || run "$work/trial" "--restart JOB00001" >"$work/again" 2>&1
        else
            run "$work/trial" "$monthend/job.jcl" >"$work/again" 2>&1
        fi
        state "$work/trial" >"$work/trial.state"
        cmp "$work/good.state" "$work/trial.state" || { echo "killed at $moment"; cat "$work/again"; diff "$work/good.state" "$work/trial.state"; return 1; }
        [ ! -d "$work/trial/spool/JOB00001/temporary" ] && [ ! -d "$work/trial/spool/JOB00001/save" ] || { echo "left behind at $moment"; return 1; }
    done
}

all() {
    export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" # a traced process cannot look for leaks
    told "the programs and data sets of the job are made" start
    told "a job of more than twenty steps: table, data sets and spool are as they were written down" undisturbed
    told "killed at $rounds moments and restarted it ends with the same data sets" killed
}
all | numbered
