//IFOPS    JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//S1       EXEC PGM=LEDGER
//         IF (S1.RC = 0) THEN
//A1       EXEC PGM=IEFBR14
//         ENDIF
//         IF S1.RC EQ 0 THEN
//A2       EXEC PGM=IEFBR14
//         ENDIF
//         IF (S1.RC GT 4 | S1.RC NE 0) THEN
//A3       EXEC PGM=IEFBR14
//         ENDIF
//         IF (S1.RC >= 4 AND S1.RC LE 8) THEN
//A4       EXEC PGM=IEFBR14
//         ENDIF
//         IF (S1.RC > 4 & RC < 12) THEN
//A5       EXEC PGM=IEFBR14
//         ENDIF
//         IF (NOT S1.RC > 4) THEN
//A6       EXEC PGM=IEFBR14
//         ENDIF
//         IF (ABEND) THEN
//A7       EXEC PGM=IEFBR14
//         ENDIF
//         IF (S1.ABEND = TRUE OR S1.ABENDCC = S0C7) THEN
//A8       EXEC PGM=IEFBR14
//         ENDIF
//         IF (S1.ABENDCC NE U0100) THEN
//A9       EXEC PGM=IEFBR14
//         ENDIF
//         IF (S1.RUN) THEN
//A10      EXEC PGM=IEFBR14
//         ENDIF
//         IF (NOT S1.RUN OR S1.RUN = FALSE) THEN
//A11      EXEC PGM=IEFBR14
//         ENDIF
//         IF (NOT ABEND) THEN
//A12      EXEC PGM=IEFBR14
//         ENDIF
//         IF (ABENDCC = S222) THEN
//A13      EXEC PGM=IEFBR14
//         ENDIF
//         IF ((RC < 8) AND (NOT (S1.RC = 4 OR ABEND))) THEN
//A14      EXEC PGM=IEFBR14
//         ENDIF
//         IF (S1.RC LT 4095) THEN      a comment behind THEN
//A15      EXEC PGM=IEFBR14
//         ENDIF
//         IF (S1.RC NG 4 AND S1.RC NL 0) THEN
//A16      EXEC PGM=IEFBR14
//         ENDIF
