#!/bin/sh
# IDCAMS in jobs: groups and their generations, clusters, copies, deletions, conditions, and what another job has.  TAP.  (environment: B)
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/gcc}
case $B in /*) ;; *) B=$PWD/$B ;; esac
home=$(mktemp -d "${TMPDIR:-/tmp}/cutover-test-XXXXXX")
trap 'rm -rf "$home"' EXIT
n=0
job=0
ok() { # ok CODE NAME: CODE 0 is good
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
run() { # the job on stdin; its spool is in $spool
    cat >"$home/job.jcl"
    job=$((job + 1))
    spool=$home/spool/$(printf JOB%05d $job)
    "$B/bin/run" --home "$home" --date 20261120 "$home/job.jcl" >"$home/table" 2>"$home/messages"
}
codes() { awk 'NR > 2 { printf "%s ", $4 }' "$home/table"; }
golden() { # golden STEP NAME: the step's SYSPRINT beside the kept one
    kept=tests/utility/golden/idcams_$2.txt
    [ "$CUTOVER_GOLDEN" = write ] && cp "$spool/$1.SYSPRINT" "$kept"
    diff -u "$kept" "$spool/$1.SYSPRINT"
}
data=$home/datasets/data

run <<'END'
//GROUP    JOB
//DEFINE   EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//SYSIN    DD *
  DELETE TEST.DAY GDG FORCE
  IF LASTCC = 8 THEN SET MAXCC = 0
  DEFINE GDG (NAME(TEST.DAY) LIMIT(2) SCRATCH)
/*
//FIRST    EXEC PGM=IEBGENER
//SYSUT1   DD *
ONE
/*
//SYSUT2   DD DSN=TEST.DAY(+1),DISP=(NEW,CATLG),RECFM=FB,LRECL=4
//SECOND   EXEC PGM=IEBGENER
//SYSUT1   DD *
TWO
/*
//SYSUT2   DD DSN=TEST.DAY(+2),DISP=(NEW,CATLG),RECFM=FB,LRECL=4
END
[ "$(codes)" = "0000 0000 0000 " ] && golden DEFINE group
ok $? "a group is deleted if it is there, and defined; later steps add generations to it"
run <<'END'
//READ     JOB
//NEWEST   EXEC PGM=IEBGENER
//SYSUT1   DD DSN=TEST.DAY(0),DISP=SHR
//SYSUT2   DD SYSOUT=*
//OLDER    EXEC PGM=IEBGENER
//SYSUT1   DD DSN=TEST.DAY(-1),DISP=SHR
//SYSUT2   DD SYSOUT=*
//NOGROUP  EXEC PGM=IEFBR14
//NEW      DD DSN=TEST.NIGHT(+1),DISP=(NEW,CATLG),RECFM=FB,LRECL=4
END
[ "$(codes)" = "0000 0000 JCLERR " ] && grep -q 'IEF212I TEST.NIGHT - ' "$spool/JESYSMSG" && [ "$(cat "$spool/NEWEST.SYSUT2" "$spool/OLDER.SYSUT2" | tr '\n' ' ')" = "TWO ONE " ]
ok $? "its generations are read by their number; without a group there are none"
run <<'END'
//DROP     JOB
//DELETE   EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//SYSIN    DD *
  DELETE TEST.DAY
  DELETE TEST.DAY.G0002V00 PURGE
  LISTCAT ENTRIES(TEST.DAY TEST.NONE) ALL
/*
END
[ "$(codes)" = "0008 " ] && golden DELETE drop
ok $? "a group that has generations stays; a generation that is deleted leaves its list"
run <<'END'
//AGAIN    JOB
//NEWEST   EXEC PGM=IEBGENER
//SYSUT1   DD DSN=TEST.DAY(0),DISP=SHR
//SYSUT2   DD SYSOUT=*
//DEFINE   EXEC PGM=IDCAMS
//SYSIN    DD *
  DEFINE GDG (NAME(TEST.DAY) LIMIT(2) SCRATCH)
/*
//DELETE   EXEC PGM=IDCAMS
//SYSIN    DD *
  DELETE TEST.DAY GDG FORCE
  IF LASTCC = 8 THEN SET MAXCC = 0
  DEFINE GDG (NAME(TEST.DAY) LIMIT(2) SCRATCH)
/*
END
[ "$(codes)" = "0000 0012 0000 " ] && [ "$(cat "$spool/NEWEST.SYSUT2")" = ONE ] && [ -z "$(ls "$data")" ]
ok $? "the one before is the newest then; FORCE deletes them all"

run <<'END'
//REPRO    JOB
//COPY     EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//IN       DD *
AAAA
BBBB
CCCC
/*
//OUT      DD DSN=TEST.SEQ,DISP=(NEW,CATLG),RECFM=FB,LRECL=6
//LIB      DD DSN=TEST.LIB(FIRST),DISP=(NEW,CATLG),RECFM=FB,LRECL=6
//PRINT    DD SYSOUT=*
//SYSIN    DD *
  DELETE TEST.LOG CLUSTER PURGE
  IF MAXCC LE 8 THEN SET MAXCC = 0
  DEFINE CLUSTER (NAME(TEST.LOG) NONINDEXED RECORDSIZE(6 6) -
    VOLUMES(VSAM01) CYLINDERS(1 1) SHAREOPTIONS(2 3)) -
    DATA (NAME(TEST.LOG.DATA))
  REPRO INFILE(IN) OUTFILE(OUT)
  REPRO INFILE(IN) OUTFILE(LIB)
  REPRO INFILE(OUT) OUTDATASET(TEST.LIB(SECOND)) SKIP(1) COUNT(1)
  REPRO IDS('TEST.SEQ') ODS(TEST.LOG)
  REPRO INDATASET('TEST.LIB(SECOND)') OUTDATASET(TEST.LOG)
  REPRO INDATASET(TEST.LOG) OUTFILE(PRINT)
  VERIFY DATASET(TEST.LOG)
  LISTCAT LEVEL(TEST)
/*
END
[ "$(codes)" = "0000 " ] && golden COPY repro && [ "$(tr '\n' ' ' <"$spool/COPY.PRINT")" = "AAAA BBBB CCCC BBBB " ]
ok $? "REPRO copies DDs, data sets and members; an entry-sequenced one is added to"

run <<'END'
//WRONG    JOB
//WRONG    EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//SYSIN    DD *
  EXPORT TEST.SEQ OUTFILE(X)
  DEFINE CLUSTER (NAME(TEST.SEQ) RECORDSIZE(80 80) KEYS(8 0))
  DEFINE CLUSTER (NAME(TEST.BAD) RECORDSIZE(80 70))
  DEFINE PATH (NAME(TEST.BAD))
  REPRO INFILE(NONE) OUTDATASET(TEST.SEQ)
  REPRO INDATASET(TEST.SEQ) OUTDATASET(TEST.NONE)
  DELETE TEST.SEQ BOGUS
  DELETE (TEST.SEQ
  DELETE TEST.SEQ CLUSTER
  IF MAXCC IS 12 THEN DELETE TEST.SEQ
  IF MAXCC = 12 THEN DO
    IF LASTCC < 12 THEN DELETE TEST.SEQ
    ELSE DO
      DELETE 'TEST.LIB(SECOND)'; DELETE 'TEST.LIB(SECOND)'
    END
  END
  ELSE DELETE TEST.LIB
/*
END
[ "$(codes)" = "0012 " ] && golden WRONG wrong && [ -s "$data/TEST.SEQ" ] && [ "$(ls "$data/TEST.LIB")" = FIRST ]
ok $? "what is wrong or not handled is told and not done; IF and ELSE steer"

run <<'END'
//GENERIC  JOB
//MAKE     EXEC PGM=IEFBR14
//A        DD DSN=TEST.A.TEMP,DISP=(NEW,CATLG),RECFM=FB,LRECL=6
//B        DD DSN=TEST.B.TEMP,DISP=(NEW,CATLG),RECFM=FB,LRECL=6
//DELETE   EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//SYSIN    DD *
  DELETE TEST.*.TEMP
  DELETE TEST.*.TEMP
  DELETE TEST.S*
/*
END
[ "$(codes)" = "0000 0012 " ] && golden DELETE generic && [ -s "$data/TEST.SEQ" ]
ok $? "an asterisk stands for one qualifier"

run <<'END'
//ALIAS    JOB
//ALIAS    EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//PRINT    DD SYSOUT=*
//SYSIN    DD *
  DEFINE ALIAS (NAME(TEST.OTHER) RELATE(TEST.SEQ))
  DEFINE ALIAS (NAME(TEST.NOBODY) RELATE(TEST.NONE))
  REPRO INDATASET(TEST.OTHER) OUTFILE(PRINT)
  LISTCAT ENTRIES(TEST.OTHER) ALL ALIAS
  DELETE TEST.OTHER ALIAS
  DELETE TEST.SEQ ALIAS
/*
END
[ "$(codes)" = "0012 " ] && golden ALIAS alias && [ -s "$data/TEST.SEQ" ] && [ -s "$spool/ALIAS.PRINT" ]
ok $? "an alias is another name, and goes alone"

mkdir "$home/bin"
cat >"$home/bin/OTHER" <<END
#!/bin/sh
printf ' DELETE TEST.SEQ\n DELETE TEST.LIB\n' | "$B/bin/idcams" --home "$home" --date 20261120
END
chmod +x "$home/bin/OTHER"
run <<'END'
//BUSY     JOB
//JOBLIB   DD PATH='bin'
//OTHER    EXEC PGM=OTHER
//HELD     DD DSN=TEST.SEQ,DISP=SHR
//OWN      EXEC PGM=IDCAMS
//HELD     DD DSN=TEST.SEQ,DISP=OLD
//SYSIN    DD *
  DELETE TEST.SEQ
/*
END
[ "$(codes)" = "0012 0000 " ] && golden OTHER busy && [ ! -e "$data/TEST.SEQ" ]
ok $? "what another job has is not changed; what the own job has is"
echo "1..$n"
