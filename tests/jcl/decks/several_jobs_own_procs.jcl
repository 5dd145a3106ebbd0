//PROCA    JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  both jobs have an in-stream procedure of the same name
//DAY      PROC KIND=OPEN
//P1       EXEC PGM=LEDGER,PARM='&KIND'
//PRINT    DD  SYSOUT=*
//         PEND
//S1       EXEC DAY
//PROCB    JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//DAY      PROC KIND=CLOSE
//P1       EXEC PGM=LEDGER,PARM='&KIND.D'
//PRINT    DD  SYSOUT=*
//         PEND
//S1       EXEC DAY,KIND=RECLOSE
