#!/bin/sh
# Usages and pictures that random copybooks leave out, between GnuCOBOL and here: it writes what decode reads, encode gives
# the same bytes, and COBOL reads what encode made of other JSON.  ASCII data, floats of IEEE 754, lowest byte first; and binary
# items as small as their digits.  P in packed items is left to test_usages.c: GnuCOBOL reads its own otherwise than it
# writes them.   (environment: B)
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
        diff -a "$2" "$3" | head -20 | sed 's/^/# /'
    fi
}

cat >USAGES.cpy <<'BOOK'
       01  REC.
           05  F1                  COMP-1.
           05  F2                  COMP-2.
           05  S1                  PIC S9(4) COMP-5.
           05  S2                  PIC 9(9) COMP-5.
           05  S3                  PIC S9(18) COMP-5.
           05  U1                  PIC 9(5) COMP-6.
           05  U2                  PIC 9(4)V99 COMP-6.
           05  P1                  PIC 99PPP.
           05  P2                  PIC S9(4)PP COMP.
           05  P3                  PIC S9(3)P.
           05  P4                  PIC PP99.
           05  Z1                  PIC 9(4) BLANK WHEN ZERO.
           05  Z2                  PIC 9(4) BLANK WHEN ZERO.
           05  J1                  PIC X(6) JUSTIFIED RIGHT.
           05  E1                  PIC ZZ,ZZ9.99-.
           05  E2                  PIC $$$9.99.
           05  E3                  PIC 99/99/99.
           05  D1                  PIC S9(31) COMP-3.
           05  D2                  PIC S9(19)V9(2).
BOOK
cat >SMALL.cpy <<'BOOK'
       01  REC.
           05  B1                  PIC S99 COMP.
           05  B2                  PIC 9(4) COMP.
           05  B3                  PIC S9(6) COMP.
           05  B4                  PIC 9(9) COMP.
           05  B5                  PIC S9(11) COMP.
           05  B6                  PIC 9(14) COMP.
           05  B7                  PIC S9(16) COMP.
           05  B8                  PIC S9(18) COMP.
BOOK

# program NAME MOVES FIELDS: with W it writes a record of MOVES, else it reads one; shows it.  The file is DD_DATAF.
program() {
    cat >"$1.cob" <<COBOL
       IDENTIFICATION DIVISION.
       PROGRAM-ID. $1.
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT F ASSIGN TO DATAF ORGANIZATION SEQUENTIAL.
       DATA DIVISION.
       FILE SECTION.
       FD F.
           COPY "$1.cpy".
       WORKING-STORAGE SECTION.
       01 HOW PIC X.
       PROCEDURE DIVISION.
           ACCEPT HOW FROM COMMAND-LINE.
           IF HOW = "W"
               OPEN OUTPUT F
$2
               WRITE REC
           ELSE
               OPEN INPUT F
               READ F
           END-IF.
$(for field in $3; do echo "           DISPLAY \"$field \" $field."; done)
           CLOSE F.
           STOP RUN.
COBOL
}

program USAGES "$(sed 's/^/               /' <<'MOVES'
MOVE 0.1 TO F1
MOVE -1234.5 TO F2
MOVE -2 TO S1
MOVE 123456789 TO S2
MOVE -1 TO S3
MOVE 12345 TO U1
MOVE 98.76 TO U2
MOVE 12000 TO P1
MOVE -123400 TO P2
MOVE -1230 TO P3
MOVE 0.0012 TO P4
MOVE 0 TO Z1
MOVE 7 TO Z2
MOVE "AB" TO J1
MOVE -1234.5 TO E1
MOVE 12.3 TO E2
MOVE 123126 TO E3
MOVE -1234567890123456789012345678901 TO D1
MOVE -123456789012345678.9 TO D2
MOVES
)" 'F1 F2 S1 S2 S3 U1 U2 P1 P2 P3 P4 Z1 Z2 J1 E1 E2 E3 D1 D2'
program SMALL "$(sed 's/^/               /' <<'MOVES'
MOVE -99 TO B1
MOVE 9999 TO B2
MOVE -999999 TO B3
MOVE 999999999 TO B4
MOVE -99999999999 TO B5
MOVE 99999999999999 TO B6
MOVE -9999999999999999 TO B7
MOVE 999999999999999999 TO B8
MOVES
)" 'B1 B2 B3 B4 B5 B6 B7 B8'

cat >USAGES.json <<'JSON'
{"F1":0.1,"F2":-1234.5,"S1":-2,"S2":123456789,"S3":-1,"U1":12345,"U2":98.76,"P1":12000,"P2":-123400,"P3":-1230,"P4":0.0012,"Z1":0,"Z2":7,"J1":"AB","E1":" 1,234.50-","E2":" $12.30","E3":"12/31/26","D1":-1234567890123456789012345678901,"D2":-123456789012345678.90}
JSON
cat >SMALL.json <<'JSON'
{"B1":-99,"B2":9999,"B3":-999999,"B4":999999999,"B5":-99999999999,"B6":99999999999999,"B7":-9999999999999999,"B8":999999999999999999}
JSON

# between NAME COBC-OPTIONS -- OPTIONS
between() {
    name=$1
    cobc -x -std=ibm $2 "$name.cob" >told 2>&1 && DD_DATAF="$name.old" "./$name" W >"$name.shown" 2>>told || sed 's/^/# /' told
    shift 2
    "$B/bin/decode" --quiet --copybook "$name.cpy" --codepage ASCII "$@" "$name.old" >"$name.read"
    same "$name: decode reads what COBOL wrote" "$name.json" "$name.read"
    "$B/bin/encode" --quiet --copybook "$name.cpy" --codepage ASCII "$@" "$name.json" >"$name.new"
    same "$name: encode writes the bytes that COBOL wrote" "$name.old" "$name.new"
    DD_DATAF="$name.new" "./$name" R >"$name.again"
    same "$name: COBOL reads what encode wrote" "$name.shown" "$name.again"
}

between USAGES '' --float ieee --native-endian le
between SMALL '-fbinary-size=1--8' --binary-size minimal

# refused NAME MESSAGE COMMAND...: return code not 0, and a line in what was told.
refused() {
    n=$((n + 1))
    name=$1 message=$2
    shift 2
    if "$@" >out 2>told || ! grep -qF -- "$message" told; then
        echo "not ok $n - $name"
        sed 's/^/# /' told
    else
        echo "ok $n - $name"
    fi
}

printf '       01 R.\n           05 G PIC G(2) DISPLAY-1.\n           05 S PIC X.\n              88 OPEN-S VALUE "O".\n' >G.cpy
echo '{"G":"あ","S":"O"}' >G.json
echo '{"G":"あ","S":"X"}' >X.json
refused 'PIC G needs a mixed page' '--dbcs is needed for G' "$B/bin/encode" --copybook G.cpy G.json
refused 'the page of PIC G is a mixed one' '--dbcs CP037: expected a mixed page' "$B/bin/encode" --copybook G.cpy --dbcs CP037 G.json
refused 'level 88 on the way back' 'X, expected OPEN-S' "$B/bin/encode" --copybook G.cpy --dbcs IBM-939 --check-conditions X.json
"$B/bin/encode" --quiet --copybook G.cpy --dbcs IBM-939 --check-conditions G.json >G.bin
"$B/bin/decode" --quiet --copybook G.cpy --dbcs IBM-939 G.bin >G.read
same 'PIC G both ways' G.json G.read
echo "1..$n"
