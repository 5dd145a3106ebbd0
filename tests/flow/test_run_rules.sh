#!/bin/sh
# The rules of jcl.md about data and execution, one after the other (30 to 37 and 40; 38 and 39 are in tests/run).  TAP.
# (environment: B)
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/gcc}
case $B in /*) ;; *) B=$PWD/$B ;; esac
home=$(mktemp -d "${TMPDIR:-/tmp}/cutover-test-XXXXXX")
trap 'rm -rf "$home"' EXIT
n=0 jobs=0
ok() { # ok CODE NAME: CODE 0 is good
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
# run [OPTION...]: the JCL of standard input; sets code, codes (of the steps) and job (its folder)
run() {
    cat >"$home/job.jcl"
    "$B/bin/run" --home "$home" --date 20261120 "$@" "$home/job.jcl" >"$home/table" 2>"$home/messages"
    code=$?
    jobs=$((jobs + 1))
    job=$home/spool/JOB$(printf %05d $jobs)
    codes=$(awk 'NR > 2 { printf "%s ", $4 }' "$home/table")
}
content() { cat "$home/datasets/data/$1" 2>/dev/null; }
catalogued() { "$B/bin/datasets" --home "$home" list "$1" | grep -q "^$1 "; }
tells() { grep -q "IEF285I   $1  *$2\$" "$job/JESYSMSG"; } # tells NAME WORD

mkdir "$home/bin" "$home/other"
program() { { echo '#!/bin/sh'; echo "$2"; } >"$home/bin/$1" && chmod +x "$home/bin/$1"; }
program MAKE 'printf %s "$1" >"$DD_OUT"'
program READ 'cat "$DD_IN"'
program FAIL 'kill -SEGV $$'
program RC 'exit "${1:-0}"'
program BUSY 'while :; do :; done'
program NAMES 'echo "$DD_OUT"'
program FILL 'head -c 128000000 /dev/zero >"$DD_OUT" || exit 8'

# ---- 30: dispositions and their defaults
run <<'END'
//RULE30   JOB
//JOBLIB   DD PATH='bin'
//NONE     EXEC PGM=MAKE,PARM='1'
//OUT      DD DSN=R30.NONE,SPACE=(TRK,1)
//CATLG    EXEC PGM=MAKE,PARM='2'
//OUT      DD DSN=R30.CATLG,DISP=(,CATLG)
//HIGH     EXEC PGM=RC,PARM='4095'
//D        DD DSN=R30.CATLG,DISP=(OLD,KEEP,DELETE)
//PASSED   EXEC PGM=MAKE,PARM='3'
//OUT      DD DSN=R30.PASSED,DISP=(,PASS)
//ABEND    EXEC PGM=FAIL
//NEW      DD DSN=R30.NEW,DISP=(,PASS)
//OLD      DD DSN=R30.CATLG,DISP=(OLD,PASS)
//GONE     DD DSN=R30.GONE,DISP=(NEW,CATLG)
END
[ "$codes" = "0000 0000 0255 0000 S0C4 " ] && ! catalogued R30.NONE && tells R30.NONE DELETED
ok $? "rule 30: no DISP is (NEW,DELETE,DELETE)"
catalogued R30.CATLG
ok $? "rule 30: the abnormal disposition is not for high return codes"
tells R30.NEW DELETED && tells R30.CATLG KEPT && ! catalogued R30.NEW
ok $? "rule 30: with PASS the abnormal default is DELETE for a new one, KEEP for an old one"
catalogued R30.GONE
ok $? "rule 30: without a third part the normal disposition holds after an abend, too"
tells R30.PASSED DELETED && ! catalogued R30.PASSED
ok $? "rule 30: a new data set that was passed to nobody is deleted"

# IBM's examples of the DISP parameter (JCL Reference, "Examples of the DISP parameter").
example() { # example STEP: its second one, in which STEP abends (none: nobody)
    a=IEFBR14 b=IEFBR14 c=IEFBR14
    case $1 in A) a=FAIL ;; B) b=FAIL ;; C) c=FAIL ;; esac
    run <<END
//DISPEX   JOB
//JOBLIB   DD PATH='bin'
//EXTRA    EXEC PGM=MAKE,PARM='x'
//OUT      DD DSN=XTRA,DISP=(MOD,CATLG)
//STEPA    EXEC PGM=$a
//DD1      DD DSNAME=SWITCH.LEVEL18.GROUP12,UNIT=3390,
//         VOLUME=SER=LOCAT3,SPACE=(TRK,(80,15)),DISP=(,PASS)
//STEPB    EXEC PGM=$b
//DD2      DD DSNAME=XTRA,DISP=OLD
//DD3      DD DSNAME=*.STEPA.DD1,DISP=(OLD,PASS,DELETE)
//STEPC    EXEC PGM=$c
//DD4      DD DSNAME=*.STEPB.DD3,DISP=(OLD,CATLG,DELETE)
END
}
example none
[ "$codes" = "0000 0000 0000 0000 " ] && catalogued SWITCH.LEVEL18.GROUP12 && tells SWITCH.LEVEL18.GROUP12 CATALOGED
ok $? "rule 30: passed twice, then catalogued (IBM's second example of DISP)"
"$B/bin/datasets" --home "$home" delete SWITCH.LEVEL18.GROUP12
left=
for step in A B C; do
    example $step
    catalogued SWITCH.LEVEL18.GROUP12 && left="$left $step"
    catalogued XTRA || left="$left XTRA"
done
[ -z "$left" ]
ok $? "rule 30: whichever step abends it is deleted, and XTRA is kept"
run <<'END'
//DISPEX   JOB
//JOBLIB   DD PATH='bin'
//GOOD     EXEC PGM=IEFBR14
//DD2      DD DSNAME=XTRA,UNIT=3420-1,VOLUME=SER=44889,
//         DISP=(OLD,,DELETE)
//STILL    EXEC PGM=IEFBR14
//DD       DD DSNAME=XTRA,DISP=SHR
//SMSDD5   EXEC PGM=IEFBR14
//D        DD DSNAME=MYDS5.PGM,DATACLAS=DCLAS05,STORCLAS=SCLAS05,
//         DISP=(NEW,KEEP)
//SMSDD7   EXEC PGM=IEFBR14
//D        DD DSNAME=MYDS5.PGM,DISP=(OLD,UNCATLG)
//BAD      EXEC PGM=FAIL
//DD2      DD DSNAME=XTRA,UNIT=3420-1,VOLUME=SER=44889,
//         DISP=(OLD,,DELETE)
END
[ "$codes" = "0000 0000 0000 0000 S0C4 " ] && ! catalogued XTRA
ok $? "rule 30: (OLD,,DELETE) keeps, and deletes after an abend (IBM's first)"
catalogued MYDS5.PGM
ok $? "rule 30: what the system manages is catalogued with KEEP and stays so with UNCATLG (IBM's third and fourth)"

# ---- 31: NOT CATLGD 2 does not happen, MOD
run <<'END'
//RULE31   JOB
//JOBLIB   DD PATH='bin'
//IDIOM    EXEC PGM=IEFBR14
//D        DD DSN=R31.DATA,DISP=(MOD,DELETE)
//MAKE     EXEC PGM=MAKE,PARM='once'
//OUT      DD DSN=R31.DATA,DISP=(MOD,CATLG)
//AGAIN    EXEC PGM=MAKE,PARM='twice'
//OUT      DD DSN=R31.DATA,DISP=(NEW,CATLG)
END
[ "$codes" = "0000 0000 JCLERR " ] && [ "$(content R31.DATA)" = once ] && grep -q 'IEF253I R31.DATA' "$job/JESYSMSG"
ok $? "rule 31: MOD makes what is not there; a name that is catalogued fails at allocation"
run <<'END'
//RULE31   JOB
//IDIOM    EXEC PGM=IEFBR14
//D        DD DSN=R31.DATA,DISP=(MOD,DELETE)
END
[ "$code" -eq 0 ] && ! catalogued R31.DATA
ok $? "rule 31: (MOD,DELETE) deletes what is there"

# ---- 33: generations
run <<'END'
//RULE33   JOB
//JOBLIB   DD PATH='bin'
//DEFINE   EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//SYSIN    DD *
  DEFINE GDG (NAME(R33.G) LIMIT(3) SCRATCH)
/*
//ONE      EXEC PGM=MAKE,PARM='1'
//OUT      DD DSN=R33.G(+1),DISP=(NEW,CATLG)
//TWO      EXEC PGM=MAKE,PARM='2'
//OUT      DD DSN=R33.G(+2),DISP=(NEW,CATLG)
//SAME     EXEC PGM=READ
//IN       DD DSN=R33.G(+1),DISP=SHR
END
[ "$codes" = "0000 0000 0000 0000 " ] && [ "$(cat "$job/SAME.SYSPRINT")" = 1 ]
ok $? "rule 33: (+1) is the same in all of the job"
run <<'END'
//RULE33   JOB
//JOBLIB   DD PATH='bin'
//NEWEST   EXEC PGM=READ
//IN       DD DSN=R33.G(0),DISP=SHR
//BEFORE   EXEC PGM=READ
//IN       DD DSN=R33.G(-1),DISP=SHR
//THREE    EXEC PGM=MAKE,PARM='3'
//OUT      DD DSN=R33.G(+1),DISP=(NEW,CATLG)
//STILL    EXEC PGM=READ
//IN       DD DSN=R33.G(0),DISP=SHR
//ALL      EXEC PGM=READ
//IN       DD DSN=R33.G,DISP=SHR
//ABSOLUTE EXEC PGM=READ
//IN       DD DSN=R33.G.G0001V00,DISP=SHR
//NOTYET   EXEC PGM=MAKE,PARM='4'
//OUT      DD DSN=R33.G(+2),DISP=(NEW,KEEP)
//MISSING  EXEC PGM=READ
//IN       DD DSN=R33.G(-2),DISP=SHR
END
[ "$codes" = "0000 0000 0000 0000 0000 0000 0000 JCLERR " ] && [ "$(cat "$job/NEWEST.SYSPRINT" "$job/BEFORE.SYSPRINT" "$job/STILL.SYSPRINT")" = 212 ]
ok $? "rule 33: (0) and (-1) are those of when the job began; one that is not there is told"
[ "$(cat "$job/ALL.SYSPRINT")" = 321 ] && [ "$(cat "$job/ABSOLUTE.SYSPRINT")" = 1 ]
ok $? "rule 33: without a number all, newest first; absolute names"
run <<'END'
//RULE33   JOB
//JOBLIB   DD PATH='bin'
//FIVE     EXEC PGM=MAKE,PARM='5'
//OUT      DD DSN=R33.G(+1),DISP=(NEW,CATLG)
END
[ "$code" -ne 0 ] && grep -q 'IEF253I R33.G.G0004V00' "$job/JESYSMSG"
ok $? "rule 33: KEEP leaves the roll-in deferred: the generation is catalogued and does not count"

# ---- 34: references
run <<'END'
//RULE34   JOB
//JOBLIB   DD PATH='bin'
//P        PROC
//MAKE     EXEC PGM=MAKE,PARM='there'
//OUT      DD DSN=&&T,DISP=(NEW,PASS),RECFM=FB,LRECL=5
//         PEND
//S1       EXEC P
//S2       EXEC PGM=READ
//IN       DD DSN=*.S1.MAKE.OUT,DISP=(OLD,PASS)
//S3       EXEC PGM=MAKE,PARM='fifth'
//COPY     DD DSN=R34.COPY,DISP=(NEW,CATLG),DCB=*.S1.MAKE.OUT
//OUT      DD DSN=*.COPY,DISP=OLD
//S4       EXEC PGM=READ
//IN       DD DSN=*.S2.IN,DISP=(OLD,DELETE)
//         DD DSN=R34.COPY,DISP=SHR
//S5       EXEC PGM=READ
//IN       DD DSN=*.S4.IN,DISP=OLD
END
[ "$codes" = "0000 0000 0000 0000 JCLERR " ] && [ "$(cat "$job/S2.SYSPRINT")" = there ] && [ "$(cat "$job/S4.SYSPRINT")" = therefifth ]
ok $? "rule 34: *.STEP.PROCSTEP.DD, *.STEP.DD and *.DD; of a concatenation only its first"
"$B/bin/datasets" --home "$home" list R34.COPY | grep -q 'R34.COPY .* FB  *5'
ok $? "rule 34: DCB=*.STEP.PROCSTEP.DD takes its attributes"
run <<'END'
//RULE34   JOB
//JOBLIB   DD PATH='bin'
//A        EXEC PGM=MAKE,PARM='A'
//OUT      DD DSN=TST.DATA1,DISP=(,CATLG)
//B        EXEC PGM=MAKE,PARM='B'
//OUT      DD DSN=TST.DATA2,DISP=(,CATLG)
//STEP1    EXEC PGM=READ
//IN       DD DDNAME=INPUT
//INPUT    DD DSN=TST.DATA1,DISP=SHR
//         DD DSN=TST.DATA2,DISP=SHR
//STEP2    EXEC PGM=READ
//IN       DD DDNAME=INPUT
//PRINT    DD SYSOUT=*
//INPUT    DD DSN=TST.DATA1,DISP=SHR
//         DD DSN=TST.DATA2,DISP=SHR
//STEP3    EXEC PGM=READ
//IN       DD DDNAME=NOWHERE
END
[ "$(cat "$job/STEP1.SYSPRINT")" = AB ] && [ "$(cat "$job/STEP2.SYSPRINT")" = A ]
ok $? "rule 34: DDNAME takes the first of a concatenation; the rest follows the DD before it (IBM's two examples)"
[ "$codes" = "0000 0000 0000 0000 0000 " ] && [ ! -s "$job/STEP3.SYSPRINT" ]
ok $? "rule 34: a DDNAME that leads nowhere is a dummy"
run <<'END'
//RULE34   JOB
//JOBLIB   DD PATH='bin'
//LINK     EXEC PGM=MAKE,PARM='#!/bin/sh'
//OUT      DD DSN=&&LOAD(GO),DISP=(NEW,PASS),RECFM=U
//GO       EXEC PGM=*.LINK.OUT
END
[ "$codes" = "0000 0000 " ]
ok $? "rule 34: PGM=*.STEP.DD runs what an earlier step has made"

# ---- 35: JOBLIB and STEPLIB
cp "$home/bin/RC" "$home/other/OTHER"
run <<'END'
//RULE35   JOB
//JOBLIB   DD PATH='bin'
//         DD PATH='other'
//JOB      EXEC PGM=OTHER,PARM='3'
//STEP     EXEC PGM=OTHER,PARM='3'
//STEPLIB  DD PATH='bin'
END
[ "$codes" = "0003 S806 " ]
ok $? "rule 35: with a STEPLIB the JOBLIB is not looked into"

# ---- aliases of members and data sets
run <<'END'
//ALIASES  JOB
//JOBLIB   DD PATH='bin'
//MAKE     EXEC PGM=MAKE,PARM='aliased'
//OUT      DD DSN=ALI.LIB(REAL),DISP=(NEW,CATLG),RECFM=U
END
"$B/bin/datasets" --home "$home" alias 'ALI.LIB(OTHER)' 'ALI.LIB(REAL)' >"$home/said" 2>&1 && "$B/bin/datasets" --home "$home" alias ALI.NAME ALI.LIB >>"$home/said" 2>&1
ok $? "aliases of a member and of a data set are made"
sed 's/^/# /' "$home/said"
run <<'END'
//ALIASES  JOB
//JOBLIB   DD PATH='bin'
//READ     EXEC PGM=READ
//IN       DD DSN=ALI.NAME(OTHER),DISP=SHR
//DELETE   EXEC PGM=IEFBR14
//D        DD DSN=ALI.NAME,DISP=(OLD,DELETE)
END
[ "$codes" = "0000 0000 " ] && [ "$(cat "$job/READ.SYSPRINT")" = aliased ] && ! catalogued ALI.LIB && tells ALI.LIB DELETED
ok $? "a DD finds them, and what is deleted is the data set"

# ---- 37: temporary data sets
run <<'END'
//RULE37   JOB
//JOBLIB   DD PATH='bin'
//NAMED    EXEC PGM=NAMES
//OUT      DD DSN=&&WORK,DISP=(NEW,PASS)
//OTHER    EXEC PGM=NAMES
//OUT      DD SPACE=(TRK,1)
END
grep -q 'temporary/SYS26324.T000000.RA0[0-9]*.RULE37.WORK.H01$' "$job/NAMED.SYSPRINT" && [ ! -d "$job/temporary" ] && tells "SYS26324.*WORK.H01" DELETED
ok $? "rule 37: a temporary data set has the system's name and goes with the job"
run <<'END'
//RULE37   JOB
//JOBLIB   DD PATH='bin'
//LATE     EXEC PGM=READ
//IN       DD DSN=&&WORK,DISP=OLD
END
[ "$codes" = "JCLERR " ]
ok $? "rule 37: it is not another job's"

# ---- 40: restart
restart() { # restart [OPTION...]
    run "$@" <<'END'
//RULE40   JOB
//JOBLIB   DD PATH='bin'
//P        PROC
//ONE      EXEC PGM=RC,PARM='1'
//TWO      EXEC PGM=RC,PARM='2'
//         PEND
//S1       EXEC PGM=RC,PARM='8'
//S2       EXEC P
//S3       EXEC PGM=RC,PARM='3',COND=(8,EQ,S1)
//         IF (S1.RC = 8) THEN
//S4       EXEC PGM=RC,PARM='4'
//         ELSE
//S5       EXEC PGM=RC,PARM='5'
//         ENDIF
END
}
restart
[ "$codes" = "0008 0001 0002 FLUSH 0004 FLUSH " ]
ok $? "rule 40: without a restart all is run"
restart --restart S2.TWO
[ "$codes" = "0002 0003 FLUSH 0005 " ]
ok $? "rule 40: steps before the restart are not run; their tests are passed over by COND and false in IF"
restart --restart S9
[ "$code" -eq 16 ] && grep -q '^CUT759E' "$home/messages"
ok $? "rule 40: a step that is not there is told"

# ---- limits and room
run <<'END'
//LIMITS   JOB
//JOBLIB   DD PATH='bin'
//BUSY     EXEC PGM=BUSY,TIME=(0,1)
END
[ "$codes" = "S322 " ]
ok $? "TIME: S322"
run <<'END'
//LIMITS   JOB TIME=(0,1)
//JOBLIB   DD PATH='bin'
//BUSY     EXEC PGM=BUSY
END
[ "$codes" = "S322 " ]
ok $? "TIME of the job: S322"
if mkdir "$home/small" && mount -t tmpfs -o size=110m cutover-test "$home/small" 2>/dev/null; then
    cat >"$home/job.jcl" <<END
//NOROOM   JOB
//JOBLIB   DD PATH='$home/bin'
//FILL     EXEC PGM=FILL
//OUT      DD DSN=BIG.DATA,DISP=(NEW,CATLG,DELETE)
//AFTER    EXEC PGM=RC,PARM='7',COND=ONLY
END
    "$B/bin/run" --home "$home/small" --date 20261120 "$home/job.jcl" >"$home/table" 2>"$home/messages"
    [ "$(awk 'NR > 2 { printf "%s ", $4 }' "$home/table")" = "SB37 0007 " ] && [ ! -e "$home/small/datasets/data/BIG.DATA" ]
    result=$?
    umount "$home/small"
    ok $result "no room: SB37, and the abnormal disposition"
else
    ok 0 "no room # SKIP nothing can be mounted here"
fi
echo "1..$n"
