#!/bin/sh
# A keyed data set: defined and loaded by IDCAMS, updated by COBOL, read in key order by IDCAMS and by datasets; and what is damaged.
# TAP.  (environment: B)
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/gcc}
case $B in /*) ;; *) B=$PWD/$B ;; esac
command -v cobc >/dev/null 2>&1 || { echo "ok 1 - # SKIP there is no cobc"; echo "1..1"; exit 0; }
home=$(mktemp -d "${TMPDIR:-/tmp}/cutover-test-XXXXXX")
trap 'rm -rf "$home"' EXIT
n=0 jobs=0
ok() { # ok CODE NAME: CODE 0 is good
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
run() { # the JCL of standard input; sets codes (of the steps) and job (its folder)
    cat >"$home/job.jcl"
    "$B/bin/run" --home "$home" --date 20261120 "$home/job.jcl" >"$home/table" 2>"$home/messages"
    jobs=$((jobs + 1))
    job=$home/spool/JOB$(printf %05d $jobs)
    codes=$(awk 'NR > 2 { printf "%s ", $4 }' "$home/table")
}
mkdir "$home/bin"
for name in LOADER UPDATE; do
    cobc -m -o "$home/bin/$name.so" "tests/flow/monthend/cobol/$name.cob" || echo "not ok - cobc"
done

run <<'END'
//KEYED    JOB
//LOAD     EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//IN       DD *,RECFM=F,LRECL=10
0003000003
0001000001
/*
//MORE     DD *
0002000002
//SYSIN    DD *
  DEFINE CLUSTER (NAME(T.KEYED) INDEXED KEYS(4 0) RECORDSIZE(10 10))
  REPRO INFILE(IN) OUTDATASET(T.KEYED)
  REPRO INFILE(MORE) OUTDATASET(T.KEYED)
END
[ "$codes" = "0000 " ] && [ "$("$B/bin/datasets" --home "$home" get T.KEYED -)" = 000100000100020000020003000003 ]
ok $? "IDCAMS loads records in any order; datasets gets them in key order"
run <<'END'
//KEYED    JOB
//JOBLIB   DD PATH='bin'
//UPDATE   EXEC PGM=UPDATE
//KEYED    DD DSN=T.KEYED,DISP=OLD
//PRINT    EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//OUT      DD SYSOUT=*
//KEYED    DD DSN=T.KEYED,DISP=SHR
//SYSIN    DD *
  REPRO INFILE(KEYED) OUTFILE(OUT)
END
[ "$codes" = "0000 0000 " ] && [ "$(cat "$job/PRINT.OUT")" = "0001000101
0002000102
0003000103" ]
ok $? "COBOL reads and rewrites what IDCAMS has loaded, and IDCAMS reads what COBOL has written"
run <<'END'
//KEYED    JOB
//RANGE    EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//OUT      DD SYSOUT=*
//SYSIN    DD *
  REPRO INDATASET(T.KEYED) OUTFILE(OUT) FROMKEY(0002) TOKEY('0002')
END
[ "$codes" = "0000 " ] && [ "$(cat "$job/RANGE.OUT")" = 0002000102 ]
ok $? "FROMKEY and TOKEY"
run <<'END'
//KEYED    JOB
//DUP      EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//IN       DD *
0000000000
0002000009
//SYSIN    DD *
  REPRO INFILE(IN) OUTDATASET(T.KEYED)
//REPLACE  EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//IN       DD *
0002000009
//SYSIN    DD *
  REPRO INFILE(IN) OUTDATASET(T.KEYED) REPLACE
//REUSE    EXEC PGM=IDCAMS
//SYSPRINT DD SYSOUT=*
//IN       DD *
0009000009
//OUT      DD SYSOUT=*
//SYSIN    DD *
  REPRO INDATASET(T.KEYED) OUTFILE(OUT)
  REPRO INFILE(IN) OUTDATASET(T.KEYED) REUSE
END
[ "$codes" = "0012 0000 0000 " ] && grep -q "CUT903E.*0002000009" "$job/DUP.SYSPRINT" && [ "$(cat "$job/REUSE.OUT")" = "0001000101
0002000009
0003000103" ]
ok $? "a key that is there fails, and nothing of that copy is there; REPLACE takes its place"
[ "$("$B/bin/datasets" --home "$home" get T.KEYED -)" = 0009000009 ]
ok $? "REUSE begins anew"
[ "$(ls "$home/datasets/data")" = T.KEYED ]
ok $? "nothing is left beside it"
head -c 100 /dev/urandom >"$home/datasets/data/T.KEYED"
"$B/bin/datasets" --home "$home" get T.KEYED - >"$home/got" 2>"$home/messages"
[ $? -ge 8 ] && grep -q '^CUT' "$home/messages" && [ ! -s "$home/got" ]
ok $? "a damaged one is told"
echo "1..$n"
