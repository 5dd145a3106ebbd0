#!/bin/sh
# COBOL programs as steps: modules and programs, PARM, return codes to 4095, abends, services, sequential and keyed files.  TAP.
# (environment: B)
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/gcc}
case $B in /*) ;; *) B=$PWD/$B ;; esac
command -v cobc >/dev/null 2>&1 || { echo "ok 1 - # SKIP there is no cobc"; echo "1..1"; exit 0; }
home=$(mktemp -d "${TMPDIR:-/tmp}/cutover-test-XXXXXX")
trap 'rm -rf "$home"' EXIT
n=0
ok() { # ok CODE NAME: CODE 0 is good
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
mkdir "$home/bin" && cd "$home" || exit 2

program() { # program -m|-x NAME: a program of standard input
    { printf '       IDENTIFICATION DIVISION.\n       PROGRAM-ID. %s.\n' "$2"; cat; } >"$2.cob"
    if [ "$1" = -m ]; then cobc -m -o "bin/$2.so" "$2.cob"; else cobc -x -o "bin/$2" "$2.cob"; fi
}
program -m PARMER <<'END'
       DATA DIVISION.
       LINKAGE SECTION.
       01 PARM.
          05 PARM-LEN PIC S9(4) COMP.
          05 PARM-TEXT PIC X(100).
       PROCEDURE DIVISION USING PARM.
           DISPLAY PARM-LEN ":" PARM-TEXT(1:PARM-LEN) ":"
           MOVE PARM-LEN TO RETURN-CODE
           MULTIPLY 100 BY RETURN-CODE
           GOBACK.
END
program -x PARMEX <<'END'
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01 ARGUMENT PIC X(20).
       PROCEDURE DIVISION.
           ACCEPT ARGUMENT FROM COMMAND-LINE
           DISPLAY ARGUMENT
           MOVE 8 TO RETURN-CODE
           STOP RUN.
END
program -m STOPPER <<'END'
       PROCEDURE DIVISION.
           MOVE 777 TO RETURN-CODE
           STOP RUN.
END
program -m ABENDER <<'END'
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01 ABEND-CODE PIC S9(9) BINARY VALUE 1234.
       01 TIMING PIC S9(9) BINARY VALUE 0.
       PROCEDURE DIVISION.
           DISPLAY "BEFORE"
           CALL "CEE3ABD" USING ABEND-CODE TIMING
           GOBACK.
END
sed 's/ABENDER/ABENDEX/' ABENDER.cob >ABENDEX.cob && cobc -x -o bin/ABENDEX ABENDEX.cob
program -m DAYS <<'END'
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01 GIVEN.
          05 GIVEN-LEN PIC S9(4) BINARY.
          05 GIVEN-TEXT PIC X(20).
       01 PICTURE-STRING.
          05 PICTURE-LEN PIC S9(4) BINARY.
          05 PICTURE-TEXT PIC X(20).
       01 LILIAN PIC S9(9) BINARY.
       01 SHOWN PIC -(9)9.
       01 FC.
          05 SEVERITY PIC S9(4) BINARY.
          05 MSG-NO PIC S9(4) BINARY.
          05 FILLER PIC X(8).
       PROCEDURE DIVISION.
           MOVE "15821015" TO GIVEN-TEXT MOVE "YYYYMMDD" TO PICTURE-TEXT
           MOVE 8 TO GIVEN-LEN PICTURE-LEN PERFORM ASK
           MOVE "20000229" TO GIVEN-TEXT PERFORM ASK
           MOVE "20010229" TO GIVEN-TEXT PERFORM ASK
           MOVE "2000X229" TO GIVEN-TEXT PERFORM ASK
           MOVE "1988137" TO GIVEN-TEXT MOVE "YYYYDDD" TO PICTURE-TEXT
           MOVE 7 TO GIVEN-LEN PICTURE-LEN PERFORM ASK
           MOVE "16 MAY 1988" TO GIVEN-TEXT
           MOVE "DD MMM YYYY" TO PICTURE-TEXT
           MOVE 11 TO GIVEN-LEN PICTURE-LEN PERFORM ASK
           MOVE "5/16/1988" TO GIVEN-TEXT
           MOVE "ZM/DD/YYYY" TO PICTURE-TEXT
           MOVE 9 TO GIVEN-LEN MOVE 10 TO PICTURE-LEN PERFORM ASK
           STOP RUN.
       ASK.
           CALL "CEEDAYS" USING GIVEN PICTURE-STRING LILIAN FC
           MOVE LILIAN TO SHOWN
           DISPLAY SHOWN " " SEVERITY " " MSG-NO.
END
program -m WRITER <<'END'
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT OUT-FILE ASSIGN TO "OUT" ORGANIZATION SEQUENTIAL.
           SELECT KEYED ASSIGN TO "KEYED" ORGANIZATION INDEXED
               ACCESS DYNAMIC RECORD KEY IS K-KEY.
       DATA DIVISION.
       FILE SECTION.
       FD OUT-FILE RECORD CONTAINS 10 CHARACTERS.
       01 OUT-RECORD PIC X(10).
       FD KEYED.
       01 K-RECORD.
          05 K-KEY PIC X(4).
          05 K-COUNT PIC 9(6).
       PROCEDURE DIVISION.
           OPEN OUTPUT OUT-FILE KEYED
           PERFORM VARYING K-COUNT FROM 3 BY -1 UNTIL K-COUNT = 0
               MOVE K-COUNT(3:4) TO K-KEY
               WRITE K-RECORD
               MOVE K-RECORD TO OUT-RECORD
               WRITE OUT-RECORD
           END-PERFORM
           CLOSE OUT-FILE KEYED
           GOBACK.
END
program -m READER <<'END'
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT IN-FILE ASSIGN TO "IN" ORGANIZATION SEQUENTIAL.
           SELECT KEYED ASSIGN TO "KEYED" ORGANIZATION INDEXED
               ACCESS DYNAMIC RECORD KEY IS K-KEY.
       DATA DIVISION.
       FILE SECTION.
       FD IN-FILE RECORD CONTAINS 10 CHARACTERS.
       01 IN-RECORD PIC X(10).
       FD KEYED.
       01 K-RECORD.
          05 K-KEY PIC X(4).
          05 K-COUNT PIC 9(6).
       WORKING-STORAGE SECTION.
       01 AT-END PIC X VALUE "N".
       PROCEDURE DIVISION.
           OPEN INPUT IN-FILE I-O KEYED
           PERFORM UNTIL AT-END = "Y"
               READ IN-FILE AT END MOVE "Y" TO AT-END
               NOT AT END
                   MOVE IN-RECORD(1:4) TO K-KEY
                   READ KEYED KEY IS K-KEY
                   ADD 100 TO K-COUNT
                   REWRITE K-RECORD
                   DISPLAY K-RECORD
               END-READ
           END-PERFORM
           CLOSE IN-FILE KEYED
           GOBACK.
END

cat >job.jcl <<'END'
//COBOL    JOB (1),'COBOL STEPS',CLASS=A
//JOBLIB   DD PATH='bin'
//MODULE   EXEC PGM=PARMER,PARM='HELLO, WORLD'
//NOPARM   EXEC PGM=PARMER
//PROGRAM  EXEC PGM=PARMEX,PARM='AN ARGUMENT'
//STOP     EXEC PGM=STOPPER
//DAYS     EXEC PGM=DAYS
//WRITE    EXEC PGM=WRITER
//OUT      DD DSN=TEST.SEQ,DISP=(NEW,CATLG),RECFM=FB,LRECL=10
//KEYED    DD DSN=TEST.KEYED,DISP=(NEW,CATLG),RECORG=KS,
//            LRECL=10,KEYLEN=4,KEYOFF=0
//READ     EXEC PGM=READER
//IN       DD DSN=TEST.SEQ,DISP=SHR
//KEYED    DD DSN=TEST.KEYED,DISP=OLD
//ABEND    EXEC PGM=ABENDER
//ABENDX   EXEC PGM=ABENDEX,COND=EVEN
END
"$B/bin/run" --home "$home" --date 20261120 job.jcl >table 2>messages
[ $? -eq 255 ]
ok $? "a job of COBOL steps runs"
sed "s/^/# /" messages
[ "$(awk 'NR > 2 { printf "%s=%s ", $1, $4 }' table)" = \
    "MODULE=1200 NOPARM=0000 PROGRAM=0008 STOP=0777 DAYS=0000 WRITE=0000 READ=0000 ABEND=U1234 ABENDX=U1234 " ]
ok $? "return codes to 4095, and CEE3ABD as a user abend, of modules and programs"
sed 's/^/# /' table
job=spool/JOB00001
[ "$(cat $job/MODULE.SYSPRINT)" = "+0012:HELLO, WORLD:" ]
ok $? "a module's PARM is a halfword and the text"
grep -qx 'AN ARGUMENT *' $job/PROGRAM.SYSPRINT
ok $? "a program's PARM is its argument"
[ "$(sed 's/^ *//' $job/DAYS.SYSPRINT)" = "1 +0000 +0000
152444 +0000 +0000
0 +0003 +2508
0 +0003 +2520
148138 +0000 +0000
148138 +0000 +0000
148138 +0000 +0000" ]
ok $? "CEEDAYS: Lilian day numbers, no such day, no digits"
sed 's/^/# /' $job/DAYS.SYSPRINT
[ "$(cat datasets/data/TEST.SEQ)" = "000300000300020000020001000001" ]
ok $? "fixed records lie one after another in the data set"
[ "$(cat $job/READ.SYSPRINT)" = "0003000103
0002000102
0001000101" ]
ok $? "a keyed data set is found, read and rewritten by the next step"
[ "$(cat $job/ABEND.SYSPRINT)" = BEFORE ]
ok $? "what was displayed before an abend is there"

# Variable records: the data set has RDWs, COBOL its own lengths.
program -m VARIED <<'END'
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT IN-FILE ASSIGN TO "IN" ORGANIZATION SEQUENTIAL.
           SELECT OUT-FILE ASSIGN TO "OUT" ORGANIZATION SEQUENTIAL.
       DATA DIVISION.
       FILE SECTION.
       FD IN-FILE RECORD VARYING FROM 1 TO 40 DEPENDING ON IN-LEN.
       01 IN-RECORD PIC X(40).
       FD OUT-FILE RECORD VARYING FROM 1 TO 40 DEPENDING ON OUT-LEN.
       01 OUT-RECORD PIC X(40).
       WORKING-STORAGE SECTION.
       01 IN-LEN PIC 9(4) COMP.
       01 OUT-LEN PIC 9(4) COMP.
       01 AT-END PIC X VALUE "N".
       PROCEDURE DIVISION.
           OPEN INPUT IN-FILE OUTPUT OUT-FILE
           PERFORM UNTIL AT-END = "Y"
               READ IN-FILE AT END MOVE "Y" TO AT-END
               NOT AT END
                   DISPLAY IN-RECORD(1:IN-LEN)
                   MOVE SPACES TO OUT-RECORD
                   STRING "<" IN-RECORD(1:IN-LEN) ">" DELIMITED BY SIZE
                       INTO OUT-RECORD
                   ADD 2 IN-LEN GIVING OUT-LEN
                   WRITE OUT-RECORD
               END-READ
           END-PERFORM
           CLOSE IN-FILE OUT-FILE
           GOBACK.
END
printf '\0\5\0\0a\0\7\0\0bcd' >in
"$B/bin/datasets" --home "$home" put TEST.VB in --recfm VB --lrecl 44
cat >job.jcl <<'END'
//COBOL    JOB (1),'COBOL STEPS',CLASS=A
//JOBLIB   DD PATH='bin'
//VARIED   EXEC PGM=VARIED
//IN       DD DSN=TEST.VB,DISP=SHR
//OUT      DD DSN=TEST.OUT,DISP=(NEW,CATLG),RECFM=VB,LRECL=44
END
"$B/bin/run" --home "$home" --date 20261120 job.jcl >table 2>messages
[ $? -eq 0 ] && [ "$(cat spool/JOB00002/VARIED.SYSPRINT)" = "a
bcd" ]
ok $? "COBOL reads variable records"
sed 's/^/# /' messages
printf '\0\7\0\0<a>\0\11\0\0<bcd>' | cmp - datasets/data/TEST.OUT && cmp in datasets/data/TEST.VB
ok $? "and what it writes has RDWs"
echo "1..$n"
