//IFNOTS   JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  the sign for NOT: ¬ where the code page has it
//S1       EXEC PGM=LEDGER
//         IF (¬S1.RUN) THEN
//A1       EXEC PGM=IEFBR14
//         ENDIF
//         IF (S1.RC ¬= 0 | S1.RC ¬> 4) THEN
//A2       EXEC PGM=IEFBR14
//         ENDIF
//         IF (S1.RC ¬< 4 & ¬ABEND) THEN
//A3       EXEC PGM=IEFBR14
//         ENDIF
