#!/bin/sh
# Speed as ratios, each beside its floor in the same run.  Environment: B build folder, PEERS folder of peer programs (may be empty),
# RECORDS, CARDS and SUBMISSIONS how many, BENCH_RUNS rounds of each pair of programs (default 15).
set -eu
: "${B:?}"
PEERS=${PEERS:-}
RECORDS=${RECORDS:-200000}
SUBMISSIONS=${SUBMISSIONS:-5000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CUTOVER_SHARE=$(pwd)
export CUTOVER_SHARE
now() { date +%s.%N; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", (b > 0 ? a / b : 0) }'; }

echo "records: decode beside reading and adding up the same bytes, in memory ($RECORDS records)"
"$B/tool/recordbench" "$RECORDS"
if [ -n "$PEERS" ] && [ -f "$PEERS/gen.c" ]; then
    B=$B PEERS=$PEERS RECORDS=$RECORDS WORK=$work sh tests/bench_records.sh
fi

echo "JCL: check beside reading and adding up the same cards, each a process"
mkdir "$work/jcl"
"$B/tool/jclbench" "$B/bin/check" "${CARDS:-1000000}" "$work/jcl" "${BENCH_RUNS:-7}"
rm -r "$work/jcl"

echo "jobs: steps of IEFBR14 beside a shell that runs true as often"
mkdir "$work/steps"
"$B/tool/stepbench" "$B/bin/run" "$work/steps" "${STEPS:-1000}"

echo "night: $SUBMISSIONS submissions of six records, beside reading the same bytes and putting as many keys"
home=$work/home
mkdir -p "$home/drop" "$home/etc"
"$B/tool/manyforms" "$SUBMISSIONS" "$home/drop/F052.LOAD" "$home/etc/people.ldif"
bytes=$(wc -c <"$home/drop/F052.LOAD")
"$B/tool/postfloor" "$home/drop/F052.LOAD" "$SUBMISSIONS" 3000 "$work/floor.db" >"$work/floor.out"
floor=$(cut -d' ' -f1 "$work/floor.out")
start=$(now)
"$B/bin/nightly" --home "$home" --date 20261120 --quiet >"$work/night.out" 2>&1 || true
night=$(awk -v a="$start" -v b="$(now)" 'BEGIN { printf "%.3f", b - a }')
tail -n 1 "$work/night.out"
booked=$("$B/bin/list" --home "$home" --state SCHEDULED --json | wc -l)
echo "  $booked of $SUBMISSIONS booked, $bytes bytes; night $night s, $(ratio "$SUBMISSIONS" "$night") submissions a second; floor $floor s; ratio $(ratio "$night" "$floor")"
