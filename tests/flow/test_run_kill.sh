#!/bin/sh
# A processor that is told to stop, or killed, and a second night while one runs.  Programs block on FIFOs; nothing
# sleeps.  TAP.  (environment: B)
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/gcc}
case $B in /*) ;; *) B=$PWD/$B ;; esac
home=$(mktemp -d "${TMPDIR:-/tmp}/cutover-test-XXXXXX")
trap 'rm -rf "$home"' EXIT
n=0
ok() { # ok CODE NAME: CODE 0 is good
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

mkdir -p "$home/bin" "$home/share/jcl"
mkfifo "$home/ready" "$home/go"
# says that it runs, holds READY open as long as it lives, and returns what it is told through GO
cat >"$home/bin/BLOCK" <<'END'
#!/bin/sh
exec 3>"$DD_READY"
echo ready >&3
read -r code <"$DD_GO"
exit "$code"
END
cat >"$home/bin/STUBBORN" <<'END'
#!/bin/sh
trap '' TERM HUP
exec 3>"$DD_READY"
echo ready >&3
while :; do read -r code <"$DD_GO"; done
END
chmod +x "$home/bin"/*
job() { # job NAME PROGRAM
    cat <<END
//$1 JOB
//JOBLIB   DD PATH='bin'
//FIRST    EXEC PGM=IEFBR14
//MIDDLE   EXEC PGM=$2
//READY    DD PATH='ready'
//GO       DD PATH='go'
//LAST     EXEC PGM=IEFBR14,COND=EVEN
END
}
job BLOCKED BLOCK >"$home/block.jcl"
job OBDURATE STUBBORN >"$home/stubborn.jcl"
job NIGHTLY BLOCK >"$home/share/jcl/NIGHTLY.jcl"
codes() { awk 'NR > 2 { printf "%s ", $4 }' "$home/table"; }
run() { # run FILE: in the background, until its program says that it runs; $pid is the processor, 4 its READY
    env --default-signal=HUP "$B/bin/run" --home "$home" --date 20261120 "$home/$1" >"$home/table" 2>"$home/messages" &
    pid=$!
    exec 4<"$home/ready"
    read -r _ <&4
}
gone() { cat <&4 >/dev/null && exec 4<&-; } # returns when nobody holds READY any more

run block.jcl
kill -TERM "$pid"
wait "$pid"
[ $? -eq 255 ]
ok $? "SIGTERM to the processor: it ends with 255"
gone
ok $? "and the program is gone"
[ "$(codes)" = "0000 S222 FLUSH " ]
ok $? "the step is S222, and nothing is run after it"
grep -q '^CUT752S' "$home/messages" && grep -q 'HASP890 JOB00001 CANCELLED' "$home/spool/JOB00001/JESMSGLG"
ok $? "the job says that it was cancelled"

run stubborn.jcl
kill -TERM "$pid"
kill -HUP "$pid"
wait "$pid"
[ $? -eq 255 ] && gone && [ "$(codes)" = "0000 S222 FLUSH " ]
ok $? "a program that ignores the first signal is killed by the second"

run block.jcl
kill -KILL "$pid"
wait "$pid" 2>/dev/null
gone
ok $? "kill -9 of the processor: its program dies with it"
! grep -q '^MIDDLE' "$home/table"
ok $? "the table has no line for it yet"
grep '^step' "$home/spool/JOB00003/JOURNAL" | tail -n 1 | grep -q '^step 2 MIDDLE BLOCK' &&
    tail -n 3 "$home/spool/JOB00003/JESYSMSG" | grep -q 'IEF236I ALLOC. FOR BLOCKED MIDDLE'
ok $? "the spool tells the step where it was"

run block.jcl
echo 3 >"$home/go"
wait "$pid"
[ $? -eq 3 ] && gone && [ "$(codes)" = "0000 0003 0000 " ] && [ -d "$home/spool/JOB00004" ]
ok $? "run again it goes through, under the next number"

CUTOVER_SHARE=$home/share "$B/bin/nightly" --home "$home" --date 20261120 >"$home/table" 2>"$home/messages" &
pid=$!
exec 4<"$home/ready"
read -r _ <&4
CUTOVER_SHARE=$home/share "$B/bin/nightly" --home "$home" --date 20261120 >"$home/second" 2>"$home/messages"
[ $? -eq 16 ] && [ "$(cat "$home/second")" = "NIGHTLY RC=16" ] && grep -q '^CUT757W' "$home/messages"
ok $? "a second night while one runs does nothing: 16"
echo 4 >"$home/go"
wait "$pid"
[ $? -eq 4 ] && gone && [ "$(tail -n 1 "$home/table")" = "NIGHTLY RC=4" ]
ok $? "the first night ends as it would have"
echo "1..$n"
