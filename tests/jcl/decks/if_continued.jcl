//IFCONT   JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//S1       EXEC PGM=LEDGER
//S2       EXEC PGM=LEDGER
//*  a condition goes on on the next card at any blank
//LONG     IF (S1.RC = 0 AND
//             S2.RC = 0 AND
//             NOT ABEND) THEN
//S3       EXEC PGM=LEDGER
//LONG2    ELSE
//S4       EXEC PGM=LEDGER
//LONG3    ENDIF
//         IF (S1.RC > 4 OR S2.RC > 4 OR S1.ABENDCC = S0C4 OR
//             S2.ABENDCC = U4095)
//             THEN
//S5       EXEC PGM=LEDGER
//         ENDIF
