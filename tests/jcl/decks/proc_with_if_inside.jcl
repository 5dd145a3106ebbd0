//PROCIF   JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//DAY      PROC OK=4
//P1       EXEC PGM=LEDGER
//CHECK    IF (P1.RC <= &OK) THEN
//P2       EXEC PGM=LEDGER
//         ELSE
//P3       EXEC PGM=LEDGER
//         ENDIF
//         PEND
//S1       EXEC DAY
//         IF (S1.P2.RUN AND S1.P2.RC = 0) THEN
//S2       EXEC DAY,OK=0
//         ENDIF
