      * A hundred more in every record: done twice it shows.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. UPDATE.
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT KEYED ASSIGN TO "KEYED" ORGANIZATION INDEXED
               ACCESS DYNAMIC RECORD KEY IS K-KEY.
       DATA DIVISION.
       FILE SECTION.
       FD KEYED.
       01 K-RECORD.
          05 K-KEY PIC X(4).
          05 K-COUNT PIC 9(6).
       WORKING-STORAGE SECTION.
       01 AT-END PIC X VALUE "N".
       PROCEDURE DIVISION.
           OPEN I-O KEYED
           PERFORM UNTIL AT-END = "Y"
               READ KEYED NEXT RECORD AT END MOVE "Y" TO AT-END
               NOT AT END
                   ADD 100 TO K-COUNT
                   REWRITE K-RECORD
                   DISPLAY K-RECORD
               END-READ
           END-PERFORM
           CLOSE KEYED
           GOBACK.
