#!/bin/sh
# The program datasets: what is put is got, in binary and as text; what cannot be is refused and leaves nothing.  TAP.
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CUTOVER_SHARE=$(pwd)
export CUTOVER_SHARE
n=0
result() { # NAME, after a test command
    code=$?
    n=$((n + 1))
    if [ "$code" -eq 0 ]; then echo "ok $n - $1"; else
        echo "not ok $n - $1"
        sed 's/^/#   /' "$work/out" "$work/err"
    fi
}
datasets() { "$B/bin/datasets" --home "$work/home" "$@" >"$work/out" 2>"$work/err"; }
# refused CODE MESSAGE COMMAND...: ends with CODE and says MESSAGE
refused() {
    expected=$1
    message=$2
    shift 2
    datasets "$@"
    [ $? -eq "$expected" ] && grep -q "$message" "$work/err"
}

yes "bytes of a record" | head -c 800 >"$work/fixed"
datasets put CHFS.PROD.DATA "$work/fixed" --recfm FB --lrecl 80 && datasets get CHFS.PROD.DATA "$work/back" &&
    cmp "$work/fixed" "$work/back" && datasets get CHFS.PROD.DATA && cmp "$work/fixed" "$work/out"
result "bytes come back, to a file and to standard output"

datasets put 'CHFS.PROD.LOADLIB(PGMB)' "$work/fixed" --recfm U && datasets put 'CHFS.PROD.LOADLIB(PGMA)' "$work/back" &&
    datasets get 'CHFS.PROD.LOADLIB(PGMB)' && cmp "$work/fixed" "$work/out"
result "a library is made by its first member"

datasets list && diff - "$work/out" <<'END'
CHFS.PROD.DATA                               PS  FB     80
CHFS.PROD.LOADLIB                            PO  U       0
    PGMA
    PGMB
END
result "the list has data sets and members in order"

datasets list 'CHFS.**.L*' --json && diff - "$work/out" <<'END'
{"dsn":"CHFS.PROD.LOADLIB","dsorg":"PO","recfm":"U","lrecl":0,"members":[{"name":"PGMA","alias_of":null,"user":""},{"name":"PGMB","alias_of":null,"user":""}]}
END
result "a pattern selects, in JSON"

printf 'Grüße [1]\n\n  two  \nlast' >"$work/text"
datasets put KYTC.TEXT "$work/text" --text --codepage CP1047 --lrecl 20 && datasets get KYTC.TEXT &&
    [ "$(wc -c <"$work/out")" -eq 80 ] && iconv -f CP1047 -t UTF-8 "$work/out" | grep -q '^Grüße \[1\]           *two  *last  *$' &&
    datasets get KYTC.TEXT --text --codepage CP1047 && printf 'Grüße [1]\n\n  two\nlast\n' | cmp - "$work/out"
result "lines become records of blanks and EBCDIC, and come back"

printf 'a\r\nbc  \r\n' >"$work/text"
datasets put KYTC.VAR "$work/text" --text --recfm VB --lrecl 84 && datasets get KYTC.VAR &&
    [ "$(od -An -tx1 <"$work/out" | tr -d ' \n')" = 00050000810008000082834040 ] &&
    datasets get KYTC.VAR --text && printf 'a\nbc  \n' | cmp - "$work/out"
result "lines of variable records keep their length"

datasets copy CHFS.PROD.DATA CHFS.BACK.DATA && datasets get CHFS.BACK.DATA && cmp "$work/fixed" "$work/out" &&
    datasets copy CHFS.PROD.LOADLIB CHFS.BACK.LOADLIB && datasets copy 'CHFS.BACK.LOADLIB(PGMA)' 'CHFS.BACK.LOADLIB(PGMC)' &&
    datasets list 'CHFS.BACK.L**' && datasets list CHFS.BACK.LOADLIB && [ "$(grep -c PGM "$work/out")" -eq 3 ]
result "data sets, libraries and members are copied"

datasets delete 'CHFS.BACK.LOADLIB(PGMB)' && refused 8 'CUT705E.*PGMB' get 'CHFS.BACK.LOADLIB(PGMB)' &&
    datasets delete CHFS.BACK.LOADLIB && refused 8 'CUT705E.*CHFS.BACK.LOADLIB' delete CHFS.BACK.LOADLIB &&
    [ ! -e "$work/home/datasets/data/CHFS.BACK.LOADLIB" ]
result "what is deleted is gone, catalog entry and bytes"

refused 8 'CUT700E.*chfs' put chfs "$work/fixed" && refused 8 'CUT700E' put 'A.B(1BAD)' "$work/fixed" &&
    refused 8 'CUT700E' put A..B "$work/fixed" && refused 8 'CUT700E' get '../../etc/passwd'
result "names that z/OS would not have are refused"

refused 8 'CUT701E.*800 bytes' put DWS.NEW "$work/fixed" --lrecl 33 && refused 8 'CUT705E' get DWS.NEW &&
    refused 8 'CUT701E.*RDW' put DWS.NEW "$work/fixed" --recfm VB --lrecl 84 && refused 8 'CUT705E' get DWS.NEW
result "bytes that are no records are refused, and nothing is catalogued for them"

refused 8 'CUT703E.*LRECL 100, but CHFS.PROD.DATA has PS FB and 80' put CHFS.PROD.DATA "$work/fixed" --lrecl 100 &&
    refused 8 'CUT702E' put 'CHFS.PROD.DATA(PGM)' "$work/fixed" && refused 8 'CUT702E' get CHFS.PROD.LOADLIB &&
    refused 8 'CUT703E' get 'CHFS.PROD.LOADLIB(PGMA)' --text
result "attributes and members of another kind are refused"

printf 'short\nmuch too long for it\n' >"$work/text"
refused 8 'CUT243E.*record 2 (line)' put FIN.TEXT "$work/text" --text --lrecl 8 && refused 8 'CUT705E' get FIN.TEXT &&
    printf 'snow \342\230\203\n' >"$work/text" && refused 8 'CUT243E.*record 1' put FIN.TEXT "$work/text" --text
result "a line that is too long or has another character is told by its number"

refused 16 'CUT010E.*put DSN' put A.B && refused 16 'CUT010E' frob && refused 16 'CUT010E.*--recfm X' put A.B "$work/text" --recfm X
result "wrong usage ends with 16"

mkfifo "$work/pipe" && { cat "$work/pipe" >"$work/back" & } && datasets get CHFS.PROD.DATA "$work/pipe" && wait && [ -p "$work/pipe" ] &&
    cmp "$work/fixed" "$work/back" && datasets get CHFS.PROD.DATA /dev/null && [ -c /dev/null ] && datasets get CHFS.PROD.DATA - &&
    cmp "$work/fixed" "$work/out" && cat "$work/fixed" | datasets put CHFS.PROD.PIPE - && datasets get CHFS.PROD.PIPE && cmp "$work/fixed" "$work/out"
result "pipes and devices are read and written, not replaced"

printf ' DEFINE GDG (NAME(DWS.DAY) LIMIT(2) SCRATCH)\n' | "$B/bin/idcams" --home "$work/home" >/dev/null 2>&1
generations() { for day in one two three; do echo $day >"$work/text"; datasets put 'DWS.DAY(+1)' "$work/text" --text --lrecl 8 || return 1; done; }
generations && datasets get 'DWS.DAY(0)' --text && grep -qx three "$work/out" && datasets get 'DWS.DAY(-1)' --text && grep -qx two "$work/out" &&
    datasets copy 'DWS.DAY(-1)' 'DWS.DAY(+1)' && datasets get DWS.DAY.G0004V00 --text && grep -qx two "$work/out" &&
    refused 8 'CUT705E.*2 generations' get 'DWS.DAY(-2)' && refused 8 'CUT702E.*DWS.DAY(0)' get DWS.DAY && refused 8 'CUT702E.*2 gen' delete DWS.DAY &&
    refused 8 'CUT705E.*no generation data group' put 'DWS.NONE(+1)' "$work/text"
result "generations are made, got and copied by their relative numbers, and roll off"

cat >"$work/columns" <<'END'
DWS.DAY                                      GDG limit 2 scratch LIFO, 2 generations
DWS.DAY.G0003V00                             PS  FB      8 (-1)
DWS.DAY.G0004V00                             PS  FB      8 (0)
DWS.TODAY                                    alias of DWS.DAY.G0004V00
END
cat >"$work/json" <<'END'
{"dsn":"DWS.DAY","dsorg":"GDG","limit":2,"empty":false,"scratch":true,"lifo":true,"extended":false,"generations":[3,4]}
{"dsn":"DWS.DAY.G0003V00","dsorg":"PS","recfm":"FB","lrecl":8,"generation":-1,"members":null}
{"dsn":"DWS.DAY.G0004V00","dsorg":"PS","recfm":"FB","lrecl":8,"generation":0,"members":null}
{"dsn":"DWS.TODAY","dsorg":"ALIAS","alias_of":"DWS.DAY.G0004V00"}
END
datasets alias DWS.TODAY DWS.DAY.G0004V00 && datasets alias 'CHFS.PROD.LOADLIB(PGMX)' 'CHFS.PROD.LOADLIB(PGMA)' &&
    datasets get DWS.TODAY --text && grep -qx two "$work/out" && datasets get 'CHFS.PROD.LOADLIB(PGMX)' && cmp "$work/fixed" "$work/out" &&
    datasets list 'DWS.**' && diff "$work/columns" "$work/out" && datasets list 'DWS.**' --json && diff "$work/json" "$work/out" &&
    datasets list CHFS.PROD.LOADLIB && grep -qx '    PGMX alias of PGMA' "$work/out"
result "groups, generations and aliases are listed as what they are"

datasets copy CHFS.PROD.LOADLIB CHFS.BACK.LOADLIB && datasets list CHFS.BACK.LOADLIB && grep -qx '    PGMX alias of PGMA' "$work/out" &&
    datasets delete DWS.TODAY && datasets get DWS.DAY.G0004V00 && datasets delete 'DWS.DAY(0)' && datasets get 'DWS.DAY(0)' --text &&
    grep -qx three "$work/out" && refused 8 'CUT703E.*LRECL 80.*8' copy CHFS.PROD.DATA 'DWS.DAY(0)'
result "aliases go with a copy, an alias is deleted alone, a generation leaves its group"

printf 'text\n' >"$work/text"
datasets put 'DWS.LIB(A)' "$work/text" --text --recfm VBA --lrecl 84 --dsorg POE && datasets put DWS.KEEP "$work/text" --text &&
    datasets list 'DWS.LIB' && grep -q '^DWS.LIB  *POE VBA *84$' "$work/out" && refused 16 'CUT010E.*--dsorg KS' put DWS.X "$work/text" --dsorg KS
result "a PDSE and carriage control are kept"

# A job has it: for another it is not to be had, for a step of its own it is.
mkfifo "$work/ready" "$work/go"
mkdir "$work/bin"
printf '#!/bin/sh\necho >"$DD_READY"\nread -r _ <"$DD_GO"\n' >"$work/bin/HOLDER"
chmod +x "$work/bin/HOLDER"
cat >"$work/hold.jcl" <<END
//HOLD     JOB
//JOBLIB   DD PATH='$work/bin'
//HOLD     EXEC PGM=HOLDER
//READY    DD PATH='$work/ready'
//GO       DD PATH='$work/go'
//PUT      EXEC PGM=DATASETS,PARM=('put,DWS.KEEP',
//             '$work/other,TEXT')
//KEEP     DD DSN=DWS.KEEP,DISP=OLD
END
printf 'other\n' >"$work/other"
exec 9<>"$work/ready" 8<>"$work/go" # so that a job that fails is not waited for
{ "$B/bin/run" --home "$work/home" "$work/hold.jcl" >"$work/table" 2>&1; echo >&9; } &
read -r _ <&9
refused 8 'CUT707E.*DWS.KEEP' get DWS.KEEP && refused 8 'CUT707E' put DWS.KEEP "$work/text" --text && refused 8 'CUT707E' delete DWS.KEEP &&
    refused 8 'CUT707E' copy CHFS.PROD.DATA DWS.KEEP && datasets get CHFS.PROD.DATA
held=$?
echo >&8
wait
[ "$held" -eq 0 ] && datasets get DWS.KEEP --text && grep -qx other "$work/out"
result "what a job has is not to be had, but by its own steps"

mkdir "$work/home/bad" && mv "$work/home/datasets" "$work/home/bad" && echo >"$work/home/datasets" && refused 12 'CUT' list
result "a catalog that cannot be opened ends with 12"
echo "1..$n"
