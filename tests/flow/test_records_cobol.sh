#!/bin/sh
# GnuCOBOL and Cutover read and write the same records by the same copybook: it writes what decode reads, and reads what
# encode writes.  ASCII data, IBM's binary sizes.  Fixed records with every usage and sign, then variable ones whose table
# has a count.   (environment: B)
set -u
: "${B:?}"
command -v cobc >/dev/null 2>&1 || { echo "ok 1 - # SKIP there is no cobc"; echo "1..1"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
B=$(realpath "$B")
cd "$work" || exit 1
n=0

same() {
    n=$((n + 1))
    if cmp -s "$2" "$3" && [ -s "$2" ]; then
        echo "ok $n - $1"
    else
        echo "not ok $n - $1"
        diff "$2" "$3" | head -20 | sed 's/^/# /'
    fi
}

cat >NUMBERS.cpy <<'BOOK'
       01  REC.
           05  A                   PIC 9(5).
           05  B                   PIC S9(5)V99.
           05  C                   PIC S9(5)V99 SIGN LEADING.
           05  D                   PIC S9(5)V99 SIGN LEADING SEPARATE.
           05  E                   PIC S9(5)V99 SIGN TRAILING SEPARATE.
           05  F                   PIC S9(5)V99 COMP-3.
           05  G                   PIC S9(6) COMP-3.
           05  H                   PIC 9(7) COMP-3.
           05  I                   PIC S9(4) COMP.
           05  J                   PIC S9(9) COMP.
           05  K                   PIC S9(14)V9(4) COMP.
           05  L                   PIC 9(5) BINARY.
           05  M                   PIC X(6).
           05  N                   REDEFINES M PIC 9(6).
           05  O                   OCCURS 3 TIMES.
               10  P               PIC S9(3) COMP-3.
BOOK
cat >TABLE.cpy <<'BOOK'
       01  REC.
           05  N                   PIC 9(2).
           05  T                   OCCURS 0 TO 9 TIMES DEPENDING ON N.
               10  A               PIC S9(3)V9 COMP-3.
               10  B               PIC X(2).
BOOK

# A line of all values, edited: what both programs print.
line() {
    for field in A B C D E F G H I J K L N "P(1)" "P(2)" "P(3)"; do
        echo "           MOVE $field TO SHOWN"
        echo '           DISPLAY FUNCTION TRIM(SHOWN) " " WITH NO ADVANCING'
    done
    echo '           DISPLAY "."'
}
head() {
    echo "       IDENTIFICATION DIVISION."
    echo "       PROGRAM-ID. $1."
    echo "       ENVIRONMENT DIVISION."
    echo "       INPUT-OUTPUT SECTION."
    echo "       FILE-CONTROL."
    echo "           SELECT DATA-FILE ASSIGN \"DATAFILE\" ORGANIZATION SEQUENTIAL."
    echo "       DATA DIVISION."
    echo "       FILE SECTION."
    echo "       FD DATA-FILE$2."
    echo "           COPY \"$3\"."
    echo "       WORKING-STORAGE SECTION."
    echo "       01 SHOWN PIC -(14)9.9(4)."
    echo "       01 X PIC S9(9) COMP-5 VALUE 0."
    echo "       01 Y PIC S9(18)V9(4) COMP-3."
    echo "       01 AT-END PIC 9 VALUE 0."
    echo "       PROCEDURE DIVISION."
}
{
    head WRITER "" NUMBERS.cpy
    echo "           OPEN OUTPUT DATA-FILE"
    echo "           PERFORM VARYING X FROM 1 BY 1 UNTIL X > 200"
    echo "           COMPUTE Y = FUNCTION MOD(X * 7919 * X, 99991)"
    echo "           IF FUNCTION MOD(X, 3) = 1 COMPUTE Y = 0 - Y END-IF"
    echo "           IF FUNCTION MOD(X, 17) = 0 MOVE 0 TO Y END-IF"
    echo "           MOVE Y TO A G H I L N P(1) P(2) P(3)"
    echo "           COMPUTE B = Y / 7 COMPUTE C = Y / 11 COMPUTE D = Y / 13"
    echo "           COMPUTE E = Y / 17 COMPUTE F = Y / 19 COMPUTE J = Y * 9973"
    echo "           COMPUTE K = Y * 1234567.8901 COMPUTE P(2) = Y / 101"
    line
    echo "           WRITE REC"
    echo "           END-PERFORM"
    echo "           CLOSE DATA-FILE STOP RUN."
} >WRITER.cob
{
    head READER "" NUMBERS.cpy
    echo "           OPEN INPUT DATA-FILE"
    echo "           PERFORM UNTIL AT-END = 1"
    echo "           READ DATA-FILE AT END MOVE 1 TO AT-END NOT AT END"
    line
    echo "           END-READ END-PERFORM"
    echo "           CLOSE DATA-FILE STOP RUN."
} >READER.cob
{
    head TABLES "
           RECORD IS VARYING FROM 2 TO 47 DEPENDING ON X" TABLE.cpy
    echo "           OPEN OUTPUT DATA-FILE"
    echo "           MOVE 0 TO Y"
    echo "           PERFORM VARYING N FROM 0 BY 1 UNTIL N > 9"
    echo "           PERFORM VARYING X FROM 1 BY 1 UNTIL X > N"
    echo "           COMPUTE Y = Y + 13.7 MOVE Y TO A(X) MOVE \"ab\" TO B(X)"
    echo "           END-PERFORM"
    echo "           COMPUTE X = 2 + 5 * N WRITE REC"
    echo "           END-PERFORM"
    echo "           CLOSE DATA-FILE STOP RUN."
} >TABLES.cob
for program in WRITER READER TABLES; do
    cobc -x -std=ibm -I . -o "$program" "$program.cob" >cobc.log 2>&1 || {
        echo "not ok 1 - cobc compiles $program"
        sed 's/^/# /' cobc.log
        echo "1..1"
        exit 1
    }
done

# The values of decode in the order of line(), as SHOWN prints them: four decimals.
values() {
    perl -MJSON::PP -ne '
        s/([:\[,])(-?[0-9.]+)/$1"$2"/g; # numbers as text: exact
        $r = decode_json($_);
        print join(" ", map { $v = $_; $v .= "." if $v !~ /[.]/; $d = length($v) - index($v, ".") - 1; $v . "0" x (4 - $d) }
            @$r{split //, "ABCDEFGHIJKLN"}, map { $_->{P} } @{$r->{O}}), " .\n"'
}

DD_DATAFILE=numbers.dat ./WRITER >written 2>&1
"$B/bin/decode" --copybook NUMBERS.cpy --codepage ASCII --quiet numbers.dat >numbers.json 2>told
values <numbers.json >read
same 'decode reads what COBOL wrote' written read
"$B/bin/encode" --copybook NUMBERS.cpy --codepage ASCII --quiet numbers.json >numbers.new 2>>told
same 'encode writes the same bytes' numbers.dat numbers.new
DD_DATAFILE=numbers.new ./READER >again 2>&1
same 'COBOL reads what encode wrote' written again
COB_VARSEQ_FORMAT=0 DD_DATAFILE=table.dat ./TABLES >told 2>&1
"$B/bin/decode" --copybook TABLE.cpy --codepage ASCII --recfm v --rdw-includes-itself no --quiet table.dat >table.json 2>>told
perl -e '$v = 0; for $n (0 .. 9) { print "{\"N\":$n,\"T\":[", join(",", map { $v += 13.7; sprintf "{\"A\":%.1f,\"B\":\"ab\"}", $v } 1 .. $n), "]}\n" }' >expected
same 'variable records with a count' expected table.json
"$B/bin/encode" --copybook TABLE.cpy --codepage ASCII --recfm v --rdw-includes-itself no --quiet table.json >table.new 2>>told
same 'and the way back' table.dat table.new
echo "1..$n"
