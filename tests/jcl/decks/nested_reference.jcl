//NESTREF  JOB  (ACCT),'RULE 38'
//* A step of a procedure that a procedure calls is tested by the name of
//* the EXEC that calls the procedure it stands in.
//INNER    PROC
//S        EXEC PGM=IEFBR14
//OUT      DD DSN=&&T,DISP=(NEW,PASS)
//         PEND
//OUTER    PROC
//Q        EXEC INNER
//         PEND
//X        EXEC OUTER
//         IF (Q.S.RC = 0) THEN
//T        EXEC PGM=IEFBR14,COND=(4,LT,Q.S)
//IN       DD DSN=*.Q.S.OUT,DISP=(OLD,DELETE)
//         ENDIF
