#!/bin/sh
# IEBGENER in jobs: in-stream data to data sets, generations, members and SYSOUT; what it refuses.  TAP.  (environment: B)
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
data=$home/datasets/data

cat >"$home/job.jcl" <<'END'
//GENER    JOB
//FIXED    EXEC PGM=IEBGENER
//SYSPRINT DD SYSOUT=*
//SYSIN    DD DUMMY
//SYSUT1   DD *
FIRST
SECOND
/*
//SYSUT2   DD DSN=TEST.FIXED,DISP=(NEW,CATLG),RECFM=FB,LRECL=8
//ADD      EXEC PGM=IEBGENER
//SYSPRINT DD SYSOUT=*
//SYSUT1   DD *
THIRD
/*
//SYSUT2   DD DSN=TEST.FIXED,DISP=MOD
//MEMBER   EXEC PGM=IEBGENER
//SYSUT1   DD DSN=TEST.FIXED,DISP=SHR
//SYSUT2   DD DSN=TEST.LIB(COPY),DISP=(NEW,CATLG),RECFM=FB,LRECL=8
//PRINT    EXEC PGM=IEBGENER
//SYSUT1   DD DSN=TEST.LIB(COPY),DISP=SHR
//SYSUT2   DD SYSOUT=*
//NOTHING  EXEC PGM=IEBGENER
//SYSUT1   DD DUMMY
//SYSUT2   DD DSN=TEST.FIXED,DISP=OLD
END
run
[ $? -eq 0 ] && [ "$(codes)" = "0000 0000 0000 0000 0000 " ] && [ "$(cat "$data/TEST.LIB/COPY")" = 'FIRST   SECOND  THIRD   ' ]
ok $? "lines become records, MOD adds to them, a member takes them"
printf 'FIRST\nSECOND\nTHIRD\n' | cmp -s - "$home/spool/JOB00001/PRINT.SYSUT2"
ok $? "on SYSOUT they are lines again"
[ -f "$data/TEST.FIXED" ] && [ ! -s "$data/TEST.FIXED" ]
ok $? "nothing, copied, leaves nothing"
diff -u tests/utility/golden/iebgener.txt "$home/spool/JOB00001/ADD.SYSPRINT"
ok $? "SYSPRINT says what it always said"

cat >"$home/job.jcl" <<'END'
//FORMAT   JOB
//LIKE     EXEC PGM=IEBGENER
//SYSUT1   DD DSN=TEST.LIB(COPY),DISP=SHR
//SYSUT2   DD DSN=TEST.LIKE,DISP=(NEW,CATLG)
//CARDS    EXEC PGM=IEBGENER
//SYSUT1   DD *
A CARD
/*
//SYSUT2   DD DSN=TEST.CARDS,DISP=(NEW,CATLG)
//BACK     EXEC PGM=IEBGENER
//SYSUT1   DD DSN=TEST.LIKE,DISP=SHR
//         DD DSN=TEST.LIKE,DISP=SHR
//SYSUT2   DD SYSOUT=*
END
run
[ "$(codes)" = "0000 0000 0000 " ] && grep -q '^IEB352I' "$home/spool/JOB00002/LIKE.SYSPRINT" &&
    "$B/bin/datasets" --home "$home" list 'TEST.%*' | tr -s ' ' | grep -qx 'TEST.CARDS PS FB 80' && [ "$(wc -c <"$data/TEST.CARDS")" -eq 80 ] &&
    [ "$(tr '\n' ' ' <"$home/spool/JOB00002/BACK.SYSUT2")" = "FIRST SECOND THIRD FIRST SECOND THIRD " ]
ok $? "a new data set without RECFM and LRECL gets those of the input; concatenated ones are read as one"

cat >"$home/job.jcl" <<'END'
//REFUSE   JOB
//CONTROL  EXEC PGM=IEBGENER
//SYSIN    DD *
  GENERATE MAXNAME=1
/*
//SYSUT1   DD DSN=TEST.LIB(COPY),DISP=SHR
//SYSUT2   DD DSN=TEST.FIXED,DISP=OLD
//LONG     EXEC PGM=IEBGENER
//SYSUT1   DD *
SHORT
MUCH TOO LONG
/*
//SYSUT2   DD DSN=TEST.LIB(COPY),DISP=OLD
//OTHER    EXEC PGM=IEBGENER
//SYSUT1   DD DSN=TEST.LIB(COPY),DISP=SHR
//SYSUT2   DD DSN=TEST.OTHER,DISP=(NEW,CATLG),RECFM=FB,LRECL=9
//NODD     EXEC PGM=IEBGENER
//SYSUT2   DD DSN=TEST.FIXED,DISP=OLD
END
run
[ "$(codes)" = "0012 0012 0012 0012 " ] && [ "$(cat "$data/TEST.LIB/COPY")" = 'FIRST   SECOND  THIRD   ' ]
ok $? "control statements, long lines, other formats and missing DDs: 12, and nothing is changed"
grep -q 'CUT901E.*GENERATE' "$home/spool/JOB00003/CONTROL.SYSPRINT" && grep -q 'CUT903E.*MUCH TOO LONG' "$home/spool/JOB00003/LONG.SYSPRINT" &&
    grep -q 'CUT902E.*LRECL 8 .*LRECL 9' "$home/spool/JOB00003/OTHER.SYSPRINT" && grep -q 'CUT904E.*SYSUT1' "$home/spool/JOB00003/NODD.SYSPRINT"
ok $? "and SYSPRINT says which"
echo "1..$n"
