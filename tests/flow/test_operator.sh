#!/bin/sh
# What an operator does with the jobs of the spool: jobs, output, cancel, release, purge.  Programs block on FIFOs; nothing sleeps.
# TAP.  (environment: B)
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
cut() { # cut PROGRAM ...: what it prints is in out and messages
    program=$1
    shift
    "$B/bin/$program" --home "$home" --date 20261120 "$@" >"$home/out" 2>"$home/messages"
}
state() { "$B/bin/jobs" --home "$home" | awk -v id="$1" '$1 == id { print $4, $5, $6 }'; }
journal() { cat "$home/spool/$1/JOURNAL"; }

mkdir "$home/bin"
mkfifo "$home/ready" "$home/go"
cat >"$home/bin/RC" <<'END'
#!/bin/sh
printf '1%s\n0page\n' "$1"
exit "$(cat "$DD_CODE")"
END
cat >"$home/bin/BLOCK" <<'END'
#!/bin/sh
printf 'changed' >"$DD_DATA"
exec 3>"$DD_READY"
echo ready >&3
read -r code <"$DD_GO"
exit "$code"
END
chmod +x "$home/bin"/*
cat >"$home/pay.jcl" <<'END'
//PAYROLL  JOB CLASS=B
//JOBLIB   DD PATH='bin'
//ZFIRST   EXEC PGM=RC,PARM='first'
//CODE     DD *
0
//LAST     EXEC PGM=RC,PARM='last'
//CODE     DD PATH='code'
//NOSUCH   EXEC PGM=MISSING
//AFTER    EXEC PGM=IEFBR14
END
cat >"$home/held.jcl" <<'END'
//WAITS    JOB TYPRUN=HOLD
//ONLY     EXEC PGM=IEFBR14
END
cat >"$home/block.jcl" <<'END'
//BLOCKED  JOB
//JOBLIB   DD PATH='bin'
//MIDDLE   EXEC PGM=BLOCK
//DATA     DD DSN=TEST.DATA,DISP=OLD
//READY    DD PATH='ready'
//GO       DD PATH='go'
END
blocked() { # in the background, until its program says that it runs; $pid is the processor, 4 its READY
    "$B/bin/run" --home "$home" --date 20261120 "$home/block.jcl" >"$home/table" 2>&1 &
    pid=$!
    exec 4<"$home/ready"
    read -r _ <&4
}
gone() { cat <&4 >/dev/null && exec 4<&-; }

cut jobs && [ "$(wc -l <"$home/out")" -eq 1 ]
ok $? "an empty spool has no jobs"
echo 4 >"$home/code"
cut run "$home/pay.jcl"
[ $? -eq 255 ] && cut jobs && [ "$(sed -n 2p "$home/out")" = "JOB00001 PAYROLL  B        ENDED       ABEND=S806 NOSUCH            2026-11-20T00:00:00Z" ]
ok $? "a job that failed is listed with its code and its last step"
cut jobs --json --name 'pay*' --state ended &&
    [ "$(cat "$home/out")" = '{"jobid":"JOB00001","jobname":"PAYROLL","class":"B","state":"ENDED","code":"ABEND=S806","step":"NOSUCH","began":"2026-11-20T00:00:00Z"}' ]
ok $? "or as an object"
cut jobs --name 'X*' --json && [ ! -s "$home/out" ] && cut jobs --state HELD --json && [ ! -s "$home/out" ]
ok $? "others are left out"
cut jobs --state NONE
[ $? -eq 16 ] && grep -q 'NONE is no state' "$home/messages"
ok $? "a state that is none is refused"

cut output JOB00001 --list && [ "$(awk '{ printf "%s ", $1 }' "$home/out")" = "JESMSGLG JESJCL JESYSMSG ZFIRST.CODE ZFIRST.SYSOUT ZFIRST.SYSPRINT LAST.SYSOUT LAST.SYSPRINT " ] &&
    [ "$(awk '$1 == "LAST.SYSPRINT" { print $2 }' "$home/out")" -eq "$(wc -c <"$home/spool/JOB00001/LAST.SYSPRINT")" ]
ok $? "output is listed in the order of the steps, with its bytes"
cut output JOB00001 && grep -v '^==== ' "$home/out" >"$home/got" &&
    (cd "$home/spool/JOB00001" && cat JESMSGLG JESJCL JESYSMSG ZFIRST.CODE ZFIRST.SYSPRINT LAST.SYSPRINT) | cmp -s - "$home/got" &&
    [ "$(grep -c '^==== JOB00001 [A-Z.]* ====$' "$home/out")" -eq 8 ]
ok $? "and printed, each behind its name"
cut output JOB00001 LAST.SYSPRINT && cmp -s "$home/out" "$home/spool/JOB00001/LAST.SYSPRINT"
ok $? "a file alone is printed byte for byte"
cut output JOB00001 LAST.SYSPRINT --plain && [ "$(cat "$home/out")" = "last

page" ]
ok $? "plain: column 1 becomes line ends"
cut output JOB00001 ZFIRST.CODE --plain && [ "$(cat "$home/out")" = "" ]
printf 'no control\n' >"$home/spool/JOB00001/LAST.SYSPRINT"
cut output JOB00001 LAST.SYSPRINT --plain && [ "$(cat "$home/out")" = "no control" ]
ok $? "but not of text that has none"
worst=0
for file in JOURNAL INPUT ../JOB00001/JESJCL /etc/passwd '' ZFIRST 'LAST.*'; do
    cut output JOB00001 "$file"
    [ $? -eq 16 ] && grep -q '^CUT763E' "$home/messages" && [ ! -s "$home/out" ] || worst=1
done
ok $worst "what is no output is not printed"
worst=0
for id in JOB00099 JOB1 job00001 JOB000001 ../JOB00001 'JOB0000 ' JOB00000; do
    for program in output release purge 'cancel --reason why'; do
        # shellcheck disable=SC2086
        cut $program "$id"
        [ $? -eq 16 ] && grep -q '^CUT762E' "$home/messages" || worst=1
    done
done
ok $worst "an id that is no job's is refused by every program"

cp "$B/bin/iefbr14" "$home/bin/MISSING"
cut run --restart JOB00001
[ $? -eq 0 ] && [ "$(state JOB00002)" = "ENDED RC=0000 AFTER" ]
ok $? "restarted it goes through under the next number"

cut run "$home/held.jcl" && [ "$(state JOB00003)" = "HELD - -" ]
ok $? "a job that is held is listed so"
cut purge JOB00003
[ $? -eq 16 ] && grep -q '^CUT764E' "$home/messages" && [ -d "$home/spool/JOB00003" ]
ok $? "and stays"
cut release JOB00003 && [ "$(state JOB00003)" = "ENDED RC=0000 ONLY" ] && grep -q '^released \.$' "$home/spool/JOB00003/JOURNAL"
ok $? "released it runs"
cut release JOB00003
[ $? -eq 16 ] && grep -q '^CUT764E.*ENDED.*HELD was expected' "$home/messages"
ok $? "once"
cut run "$home/held.jcl" && cut cancel JOB00004 --reason "not
today" && [ "$(state JOB00004)" = "ENDED CANCELED -" ] && grep -q 'CUT765I JOB00004 WAITS: not\\x0Atoday' "$home/spool/JOB00004/JESMSGLG"
ok $? "a held one that is cancelled is over, and its listing says why"
cut release JOB00004
[ $? -eq 16 ]
ok $? "and is not released"
cut cancel JOB00001 --reason x
[ $? -eq 16 ] && grep -q '^CUT764E' "$home/messages" && cut cancel JOB00001
[ $? -eq 16 ] && grep -q 'reason TEXT is expected' "$home/messages"
ok $? "one that is over is not cancelled, and none without a reason"

printf 'as it was' >"$home/data"
cut datasets put TEST.DATA "$home/data" --recfm U
blocked
[ "$(state JOB00005)" = "RUNNING - MIDDLE" ]
ok $? "a job that runs is listed at its step"
cut purge JOB00005 --force
[ $? -eq 16 ] && [ -d "$home/spool/JOB00005" ] && cut purge --keep 0 && [ -d "$home/spool/JOB00005" ] && [ ! -e "$home/spool/JOB00004" ]
ok $? "purge leaves it, and removes all that are over"
cut run --restart JOB00005
[ $? -eq 16 ] && cut cancel JOB00005 --reason "it hangs"
ok $? "cancel finds its processor"
wait "$pid"
[ $? -eq 255 ] && gone && [ "$(state JOB00005)" = "ENDED CANCELED MIDDLE" ] && grep -q 'it hangs' "$home/spool/JOB00005/JESMSGLG" && grep -q 'it hangs' "$home/log"
ok $? "which ends the job; the reason is kept"

cut datasets put TEST.DATA "$home/data"
blocked
kill -KILL "$pid"
wait "$pid" 2>/dev/null
gone
[ "$(state JOB00006)" = "INTERRUPTED - MIDDLE" ]
ok $? "a job whose processor was killed is interrupted"
cut purge JOB00006
[ $? -eq 16 ] && grep -q 'or --force' "$home/messages"
ok $? "it is not purged by the way"
cut datasets get TEST.DATA "$home/got" && [ "$(cat "$home/got")" = changed ] && cut cancel JOB00006 --reason "done by hand" &&
    [ "$(state JOB00006)" = "ENDED CANCELED MIDDLE" ] && cut datasets get TEST.DATA "$home/got" && cmp -s "$home/got" "$home/data"
ok $? "cancelled, it ends and its step is taken back"
blocked
kill -KILL "$pid"
wait "$pid" 2>/dev/null
gone
cut purge JOB00007 --force && [ ! -e "$home/spool/JOB00007" ]
ok $? "--force removes one that is named"
blocked
sed "s/^running .*/running $$ 1 ./" "$home/spool/JOB00007/JOURNAL" >"$home/journal"
cat "$home/journal" >"$home/spool/JOB00007/JOURNAL"
cut cancel JOB00007 --reason x
[ $? -eq 16 ] && grep -q '^CUT764E' "$home/messages" && kill -0 "$pid"
ok $? "a process of that number that began at another time is left alone"
echo 0 >"$home/go"
wait "$pid"
gone

old() { "$B/bin/$1" --home "$home" --date 20260101 "$home/held.jcl" >/dev/null && "$B/bin/cancel" --home "$home" --date 20260101 "$2" --reason old 2>/dev/null; }
old run JOB00008
mkdir -p "$home/spool/.JOB00001.purge/left" "$home/spool/.JOB00001.other"
cut purge --older-than 324 && [ -d "$home/spool/JOB00008" ] && cut purge --older-than 322 --json && [ "$(cat "$home/out")" = '{"jobid":"JOB00008","jobname":"WAITS"}' ] &&
    [ ! -e "$home/spool/JOB00008" ] && [ -d "$home/spool/JOB00007" ]
ok $? "older ones are removed by the step's clock"
[ ! -e "$home/spool/.JOB00001.purge" ] && [ -d "$home/spool/.JOB00001.other" ]
ok $? "and what a purge that was killed had left"
cut purge --keep 1 && [ "$("$B/bin/jobs" --home "$home" | awk 'NR > 1 { printf "%s ", $1 }')" = "JOB00007 " ]
ok $? "the last ones are kept"
cut purge
one=$?
cut purge JOB00007 --keep 0
two=$?
cut purge --keep 0 --force
[ "$one $two $?" = "16 16 16" ] && [ -d "$home/spool/JOB00007" ]
ok $? "purge without a choice removes nothing"
echo "1..$n"
