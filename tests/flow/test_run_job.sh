#!/bin/sh
# A job of small programs in a STEPLIB folder: table, spool, environment, abends, JCL errors.  TAP.  (environment: B)
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/gcc}
case $B in /*) ;; *) B=$PWD/$B ;; esac
golden=$PWD/tests/flow/golden/run
home=$(mktemp -d "${TMPDIR:-/tmp}/cutover-test-XXXXXX")
trap 'rm -rf "$home"' EXIT
n=0
ok() { # ok CODE NAME: CODE 0 is good
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
same() { # same GOT GOLDEN NAME
    diff -u "$2" "$1" >"$home/diff" 2>&1
    ok $? "$3"
    [ -s "$home/diff" ] && sed 's/^/# /' "$home/diff"
}
run() { "$B/bin/run" --home "$home" --date 20261120 "$@"; }

mkdir "$home/bin"
cat >"$home/bin/RC" <<'END'
#!/bin/sh
exit "${1:-0}"
END
cat >"$home/bin/SIGNAL" <<'END'
#!/bin/sh
kill -"$1" $$
END
cat >"$home/bin/SHOW" <<'END'
#!/bin/sh
env | grep -v '^PWD=' | LC_ALL=C sort
cat
cat "$DD_IN"
echo "written" >"$DD_OUT"
echo "complaint" >&2
END
# what is open in it; 10 is the script itself
cat >"$home/bin/FDS" <<'END'
#!/bin/sh
for fd in 0 1 2 3 4 5 6 7 8 9 11 12 13 14 15; do [ -e "/proc/$$/fd/$fd" ] && printf '%s ' "$fd"; done
echo
END
cat >"$home/bin/BUSY" <<'END'
#!/bin/sh
while :; do :; done
END
chmod +x "$home/bin"/*

cat >"$home/cond.jcl" <<'END'
//PAYROLL  JOB (ACCT),'O''NEILL',CLASS=B,MSGCLASS=X
//* COND, an abend, and what is run after it
//JOBLIB   DD PATH='bin'
//S1       EXEC PGM=RC,PARM='4'
//PRINT    DD SYSOUT=*
//NONE     DD DUMMY
//FOLDER   DD PATH='drop'
//S2       EXEC PGM=RC,PARM='8',COND=(4,LE)
//S3       EXEC PGM=IEFBR14,COND=(0,NE,S2)
//S4       EXEC PGM=SIGNAL,PARM='SEGV',
//             COND=((8,LT),(12,EQ,S1))
//S5       EXEC PGM=RC
//SYSIN    DD *
not read by anyone
/*
//S6       EXEC PGM=RC,PARM='2',COND=EVEN
//SYSIN    DD *
a card
another
/*
//S7       EXEC PGM=NOSUCH,COND=ONLY
END
run "$home/cond.jcl" >"$home/table" 2>"$home/messages"
[ $? -eq 255 ]
ok $? "a job with an abend ends with 255"
same "$home/table" "$golden/table" "the step table"
sed 's/^\(running\|process\) .*/\1/' "$home/spool/JOB00001/JOURNAL" >"$home/spool/JOB00001/JOURNAL.plain" # process numbers
for listing in JESMSGLG JESJCL JESYSMSG JOURNAL.plain; do
    same "$home/spool/JOB00001/$listing" "$golden/$listing" "$listing"
done
grep -q '^CUT751S (JOB00001) S4: a step ended abnormally: S0C4' "$home/messages" &&
    grep -q '^CUT753E there is no program NOSUCH' "$home/messages"
ok $? "the abends are told on stderr"
[ "$(cat "$home/spool/JOB00001/S6.SYSIN")" = "a card
another" ] && [ ! -e "$home/spool/JOB00001/S5.SYSIN" ]
ok $? "in-stream data is in the spool, of steps that run only"

cat >"$home/show.jcl" <<'END'
//SHOW     JOB
//S1       EXEC PGM=SHOW
//STEPLIB  DD PATH='bin'
//SYSIN    DD *
from SYSIN
/*
//IN       DD DATA,DLM=ZZ
//from IN, a card like a statement
ZZ
//OUT      DD SYSOUT=A
//FDS      EXEC PGM=FDS
//STEPLIB  DD PATH='bin'
END
PATH=/usr/bin:/bin HOME=/nowhere TZ=UTC LANG=C LC_ALL=C SECRET=1 CUTOVER_DATE=20261120 CUTOVER_SHARE=. DD_EVIL=/etc/passwd \
    run "$home/show.jcl" 7</dev/null 8</dev/null 9</dev/null >"$home/table" 2>"$home/messages"
[ $? -eq 0 ] && grep -q '^S1       -        SHOW     0000$' "$home/table"
ok $? "a step that only looks ends with 0"
job=$home/spool/JOB00002
cat >"$home/expected" <<END
DD_IN=$job/S1.IN
DD_OUT=$job/S1.OUT
DD_SYSIN=$job/S1.SYSIN
HOME=/nowhere
LANG=C
LC_ALL=C
PATH=/usr/bin:/bin
TZ=UTC
from SYSIN
//from IN, a card like a statement
END
same "$job/S1.SYSPRINT" "$home/expected" "a program that is not ours sees its DDs and five variables; SYSIN is its input"
[ "$(cat "$job/S1.OUT")" = written ] && [ "$(cat "$job/S1.SYSOUT")" = complaint ]
ok $? "SYSOUT and standard error are spool files"
echo '0 1 2 ' >"$home/expected"
same "$job/FDS.SYSPRINT" "$home/expected" "nothing is open in it but 0, 1 and 2"
grep -q '^-            1 SYSOUT PRINT RECORDS' "$job/JESMSGLG"
ok $? "printed records are counted"

cat >"$home/many.jcl" <<'END'
//ONE      JOB COND=(8,LE)
//JOBLIB   DD PATH='bin'
//A        EXEC PGM=RC,PARM='8'
//B        EXEC PGM=RC,COND=EVEN
//TWO      JOB
//A        EXEC PGM=IEFBR14
//A        EXEC PGM=IEFBR14
//         EXEC PGM=IEFBR14
END
run --json "$home/many.jcl" >"$home/table" 2>"$home/messages"
[ $? -eq 8 ]
ok $? "several jobs in a file: the highest code"
cat >"$home/expected" <<'END'
{"job": "JOB00003", "name": "ONE", "step": "A", "procstep": null, "program": "RC", "code": "0008"}
{"job": "JOB00003", "name": "ONE", "step": "B", "procstep": null, "program": "RC", "code": "FLUSH"}
{"job": "JOB00004", "name": "TWO", "step": "A", "procstep": null, "program": "IEFBR14", "code": "0000"}
{"job": "JOB00004", "name": "TWO", "step": "A-2", "procstep": null, "program": "IEFBR14", "code": "0000"}
{"job": "JOB00004", "name": "TWO", "step": "STEP-3", "procstep": null, "program": "IEFBR14", "code": "0000"}
END
same "$home/table" "$home/expected" "the table as JSON lines; names used twice or not at all"
grep -q 'IEF201I ONE B - JOB TERMINATED BECAUSE OF CONDITION CODES' "$home/spool/JOB00003/JESYSMSG"
ok $? "COND on JOB ends the job"

cat >"$home/wrong.jcl" <<'END'
//WRONG    JOB
//JOBLIB   DD PATH='bin'
//S1       EXEC PGM=SHOW
//OUT      DD DISP=(NEW,CATLG
//S2       EXEC MYPROC
//TOOLONGNAME DD DUMMY
END
run "$home/wrong.jcl" >"$home/table" 2>"$home/messages"
[ $? -eq 255 ] && [ ! -s "$home/table" ]
ok $? "a JCL error ends with 255 and runs nothing"
cat >"$home/expected" <<'END'
CUT613E wrong.jcl record 4 OUT at 20: parentheses do not match: this one is not closed
CUT658E wrong.jcl record 5 S2 at 17: this member is in no procedure library: MYPROC
CUT607E wrong.jcl record 6 at 3: a name is 1 to 8 of A-Z 0-9 $ # @, the first no digit: got TOOLONGNAME (11 characters)
CUT750E wrong.jcl: the job was not run: 3 errors
END
same "$home/messages" "$home/expected" "all errors are told, with card and column"
grep -q 'IEFC452I WRONG - JOB NOT RUN - JCL ERROR' "$home/spool/JOB00005/JESMSGLG" &&
    grep -q '^        4 CUT613E' "$home/spool/JOB00005/JESYSMSG" && [ ! -e "$home/spool/JOB00005/S1.SYSPRINT" ]
ok $? "and are in its spool, by statement number"
run "$home/nothing.jcl" >"$home/table" 2>"$home/messages"
[ $? -eq 16 ]
ok $? "a file that is not there is 16"

cat >"$home/limit.jcl" <<'END'
//LIMIT    JOB
//JOBLIB   DD PATH='bin'
//BUSY     EXEC PGM=BUSY,TIME=(0,1)
//FPE      EXEC PGM=SIGNAL,PARM='FPE',COND=ONLY
//ABRT     EXEC PGM=SIGNAL,PARM='ABRT',COND=ONLY
//KILL     EXEC PGM=SIGNAL,PARM='KILL',COND=ONLY
//NEVER    EXEC PGM=IEFBR14,COND=EVEN
END
run "$home/limit.jcl" >"$home/table" 2>/dev/null
[ "$(awk '{ printf "%s ", $4 }' "$home/table")" = " CODE S322 S0CB U0006 S222 FLUSH " ]
ok $? "TIME is S322, signals are abends, a cancelled step stops even EVEN"
[ ! -d "$home/spool/JOB00006/work" ]
ok $? "the working folder is gone"

cat >"$home/bin/SPOIL" <<'END'
#!/bin/sh
echo 'no section, no equals sign' >"$DD_CONFIG"
END
chmod +x "$home/bin/SPOIL"
cat >"$home/config.jcl" <<'END'
//CONFIG   JOB
//JOBLIB   DD PATH='bin'
//BEFORE   EXEC PGM=IEFBR14
//SPOIL    EXEC PGM=SPOIL
//CONFIG   DD PATH='night.conf'
//AFTER    EXEC PGM=IEFBR14
END
echo '[policy]' >"$home/night.conf"
run --config "$home/night.conf" "$home/config.jcl" >"$home/table" 2>/dev/null
[ "$(awk 'NR > 2 { printf "%s ", $4 }' "$home/table")" = "0000 0000 0016 " ]
ok $? "our own programs read the configuration that run was given"
echo "1..$n"
