//MYJOB     JOB
//*  the same, with a step at each level that shows the values
//SET1      SET A=123,B=456
//PROC1     PROC A=234,C=GHI
//PSTEP1    EXEC PROC=PROC2,A=ABC,B=DEF
//PSTEP2    EXEC PGM=SHOW,PARM='&A &B &C'
//          PEND
//PROC2     PROC
//P2STEP1   EXEC PGM=SHOW,PARM='&A &B &C'
//          PEND
//STEP0     EXEC PGM=SHOW,PARM='&A &B &C'
//STEP1     EXEC PROC=PROC1,A=,C=789
//BARNEY    EXEC PGM=SHOW,PARM='&A &B &C'
