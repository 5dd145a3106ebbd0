//CNTLS    JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  program control statements between CNTL and ENDCNTL
//JOBCNTL  CNTL
//FMT      PRINTDEV PAGEDEF=A06462,FORMDEF=A10110
//         ENDCNTL
//S1       EXEC PGM=LEDGER
//STEPCNTL CNTL *                       a comment
//PRT      PRINTDEV COPIES=2,
//             FORMS=LEDG
//* comment in between
//         ENDCNTL                      end of it
//PRINT    DD  UNIT=(3800,1),CNTL=*.STEPCNTL
//PRINT2   DD  UNIT=(3800,1),CNTL=*.JOBCNTL
//DAY      PROC
//P1       EXEC PGM=LEDGER
//INNER    CNTL
//XX       PRINTDEV CHARS=GT10
//         ENDCNTL
//PRINT    DD  UNIT=(3800,1),CNTL=*.INNER
//         PEND
//S2       EXEC DAY
//S3       EXEC PGM=LEDGER
//PRINT3   DD  UNIT=(3800,1),CNTL=*.S2.P1.INNER
