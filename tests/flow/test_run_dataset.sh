#!/bin/sh
# Data sets of a job: made, found, kept and deleted as DISP says.  TAP.  (environment: B)
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
run() { "$B/bin/run" --home "$home" --date 20261120 "$home/job.jcl" >"$home/table" 2>"$home/messages"; }
codes() { awk 'NR > 2 { printf "%s ", $4 }' "$home/table"; }

mkdir "$home/bin"
cat >"$home/bin/WRITE" <<'END'
#!/bin/sh
printf '%s' "$1" >"$DD_OUT"
END
cat >"$home/bin/READ" <<'END'
#!/bin/sh
cat "$DD_IN"
END
cat >"$home/bin/FAIL" <<'END'
#!/bin/sh
kill -SEGV $$
END
chmod +x "$home/bin"/*

cat >"$home/job.jcl" <<'END'
//DATA     JOB
//JOBLIB   DD PATH='bin'
//MAKE     EXEC PGM=WRITE,PARM='ABCDEFGH'
//OUT      DD DSN=TEST.SEQ,DISP=(NEW,CATLG),DCB=(RECFM=FB,LRECL=4)
//MEMBER   EXEC PGM=WRITE,PARM='member'
//OUT      DD DSN=TEST.LIB(PGMA),DISP=(,CATLG),RECFM=U
//READ     EXEC PGM=READ
//IN       DD DSN=TEST.SEQ,DISP=SHR
//READM    EXEC PGM=READ
//IN       DD DSN=TEST.LIB(PGMA),DISP=SHR
//AGAIN    EXEC PGM=WRITE,PARM='IJKL'
//OUT      DD DSN=TEST.SEQ,DISP=OLD
//MOD      EXEC PGM=READ
//IN       DD DSN=TEST.SEQ,DISP=MOD
//TEMP     EXEC PGM=WRITE,PARM='XX'
//OUT      DD DSN=TEST.TEMP
END
run
[ $? -eq 0 ] && [ "$(codes)" = "0000 0000 0000 0000 0000 0000 0000 " ]
ok $? "data sets are made, read and written again"
job=$home/spool/JOB00001
[ "$(cat "$job/READ.SYSPRINT")" = ABCDEFGH ] && [ "$(cat "$job/READM.SYSPRINT")" = member ] &&
    [ "$(cat "$job/MOD.SYSPRINT")" = IJKL ]
ok $? "with what was written"
grep -q 'IEF285I   TEST.SEQ  *CATALOGED$' "$job/JESYSMSG" && grep -q 'IEF285I   TEST.SEQ  *KEPT$' "$job/JESYSMSG" &&
    grep -q 'IEF285I   TEST.LIB(PGMA)  *CATALOGED$' "$job/JESYSMSG" &&
    grep -q 'IEF285I   TEST.TEMP  *DELETED$' "$job/JESYSMSG" &&
    grep -q 'IGD103I SMS ALLOCATED TO DDNAME OUT$' "$job/JESYSMSG"
ok $? "JESYSMSG tells what became of them"

cat >"$home/job.jcl" <<'END'
//MISSING  JOB
//JOBLIB   DD PATH='bin'
//FIRST    EXEC PGM=IEFBR14
//READ     EXEC PGM=READ
//NEW      DD DSN=TEST.FRESH,DISP=(NEW,CATLG)
//IN       DD DSN=TEST.TEMP,DISP=SHR
//EVEN     EXEC PGM=IEFBR14,COND=EVEN
END
run
[ $? -eq 255 ] && [ "$(codes)" = "0000 JCLERR FLUSH " ]
ok $? "a data set that is not there: the step and all that follow are not run"
grep -q 'IEF212I TEST.TEMP - DATA SET NOT FOUND' "$home/spool/JOB00002/JESYSMSG" &&
    grep -q 'IEF453I MISSING - JOB FAILED - JCL ERROR' "$home/spool/JOB00002/JESMSGLG" &&
    grep -q '^CUT755E.*READ.IN: IEF212I' "$home/messages"
ok $? "and IBM's messages say why"

cat >"$home/job.jcl" <<'END'
//TWICE    JOB
//JOBLIB   DD PATH='bin'
//FRESH    EXEC PGM=WRITE,PARM='x'
//OUT      DD DSN=TEST.FRESH,DISP=(NEW,KEEP)
//DUP      EXEC PGM=WRITE,PARM='y'
//OUT      DD DSN=TEST.SEQ,DISP=(NEW,CATLG)
END
run
[ "$(codes)" = "0000 JCLERR " ] && grep -q 'IEF253I TEST.SEQ - DUPLICATE NAME' "$home/spool/JOB00003/JESYSMSG"
ok $? "NEW for one that is there is refused; what a failed step had made is free again"

cat >"$home/job.jcl" <<'END'
//ABEND    JOB
//JOBLIB   DD PATH='bin'
//FAIL     EXEC PGM=FAIL
//GONE     DD DSN=TEST.FRESH,DISP=(OLD,KEEP,DELETE)
//NEW      DD DSN=TEST.NEW,DISP=(NEW,CATLG,DELETE)
//KEPT     DD DSN=TEST.SEQ,DISP=(OLD,DELETE,KEEP)
//LOOK     EXEC PGM=READ,COND=ONLY
//IN       DD DSN=TEST.SEQ,DISP=(OLD,DELETE)
END
run
[ "$(codes)" = "S0C4 0000 " ] && [ "$(cat "$home/spool/JOB00004/LOOK.SYSPRINT")" = IJKL ]
ok $? "after an abend the third part of DISP counts"
cat >"$home/job.jcl" <<'END'
//GONE     JOB
//JOBLIB   DD PATH='bin'
//MAKE     EXEC PGM=IEFBR14
//A        DD DSN=TEST.FRESH,DISP=(NEW,DELETE)
//B        DD DSN=TEST.NEW,DISP=(NEW,DELETE)
//C        DD DSN=TEST.SEQ,DISP=(NEW,DELETE)
END
run
[ "$(codes)" = "0000 " ]
ok $? "what was deleted is not there any more"
echo "1..$n"
