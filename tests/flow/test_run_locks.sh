#!/bin/sh
# Two jobs that want the same data sets in opposite order, ROUNDS (20) times at once: both come through, and neither sees the
# other's half (rule 32); what a killed job held is free at once.  TAP.  (environment: B)
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/gcc}
case $B in /*) ;; *) B=$PWD/$B ;; esac
rounds=${ROUNDS:-20}
home=$(mktemp -d "${TMPDIR:-/tmp}/cutover-test-XXXXXX")
trap 'rm -rf "$home"' EXIT
n=0
ok() { # ok CODE NAME: CODE 0 is good
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
run() { "$B/bin/run" --home "$home" --date 20261120 "$@"; }
mkdir "$home/bin"
# One more in both files, which must say the same.
cat >"$home/bin/COUNT" <<'END'
#!/bin/sh
one=$(cat "$DD_ONE") other=$(cat "$DD_OTHER")
[ "$one" = "$other" ] || exit 99
echo $((one + 1)) >"$DD_ONE"
echo $((other + 1)) >"$DD_OTHER"
END
cat >"$home/bin/WAIT" <<'END'
#!/bin/sh
echo ready >"$DD_READY"
read -r _ <"$DD_GO"
END
chmod +x "$home/bin"/*
echo 0 >"$home/zero"
for name in TEST.ONE TEST.OTHER; do
    "$B/bin/datasets" --home "$home" put "$name" "$home/zero" --recfm U || echo "not ok - put"
done
job() { # job NAME FIRST SECOND
    cat >"$home/$1.jcl" <<END
//$1    JOB
//JOBLIB   DD PATH='bin'
//FIRST    EXEC PGM=COUNT
//ONE      DD DSN=$2,DISP=OLD
//OTHER    DD DSN=$3,DISP=OLD
//SECOND   EXEC PGM=COUNT
//ONE      DD DSN=$3,DISP=OLD
//OTHER    DD DSN=$2,DISP=OLD
END
}
job FORTH TEST.ONE TEST.OTHER
job BACK TEST.OTHER TEST.ONE
many() { # many NAME: ROUNDS times; what does not end with 0 is told
    i=0
    while [ $i -lt "$rounds" ]; do
        run --quiet "$home/$1.jcl" >"$home/$1.table" 2>&1 || cat "$home/$1.table"
        i=$((i + 1))
    done
}
many FORTH >"$home/forth" &
pid=$!
many BACK >"$home/back"
wait "$pid"
[ ! -s "$home/forth" ] && [ ! -s "$home/back" ]
ok $? "$rounds times at once in opposite order: both come through"
cat "$home/forth" "$home/back" | sed 's/^/# /'
[ "$(cat "$home/datasets/data/TEST.ONE")" = $((rounds * 4)) ] && cmp -s "$home/datasets/data/TEST.ONE" "$home/datasets/data/TEST.OTHER"
ok $? "no step saw another's half"

mkfifo "$home/ready" "$home/go"
cat >"$home/hold.jcl" <<'END'
//HOLDER   JOB
//JOBLIB   DD PATH='bin'
//HOLD     EXEC PGM=WAIT
//READY    DD PATH='ready'
//GO       DD PATH='go'
//DATA     DD DSN=TEST.ONE,DISP=OLD
END
cat >"$home/want.jcl" <<'END'
//WANTER   JOB
//WANT     EXEC PGM=IEFBR14
//DATA     DD DSN=TEST.ONE,DISP=SHR
END
"$B/bin/run" --home "$home" --date 20261120 "$home/hold.jcl" >"$home/table" 2>&1 &
holder=$!
read -r _ <"$home/ready"
"$B/bin/run" --home "$home" --date 20261120 "$home/want.jcl" >"$home/wanted" 2>&1 &
wanter=$!
log=$home/spool/JOB$(printf %05d $((rounds * 2 + 2)))/JESMSGLG
while ! grep -qs 'IEF863I DSN = TEST.ONE' "$log"; do kill -0 "$wanter" || break; done
grep -q 'IEF863I DSN = TEST.ONE' "$log"
ok $? "a job that must wait says for what"
kill -KILL "$holder"
wait "$holder" 2>/dev/null
wait "$wanter"
ok $? "what a killed job held is free at once"
echo "1..$n"
