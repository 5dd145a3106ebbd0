//IFEMPTY  JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//S1       EXEC PGM=LEDGER
//*  nothing to do when it is well
//         IF (S1.RC = 0) THEN
//         ELSE
//S2       EXEC PGM=LEDGER
//         ENDIF
//         IF (S1.RC = 4) THEN
//S3       EXEC PGM=LEDGER
//         ELSE
//         ENDIF
