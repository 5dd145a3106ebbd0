//JOB1     JOB
//*  PARM without a step's name: the first step's, the others have none;
//*  COND and REGION: all steps'; PARMDD nullifies PARM (rule 28)
//P        PROC
//S1       EXEC PGM=A,PARM='ONE',REGION=1M
//S2       EXEC PGM=B,PARM='TWO',COND=(4,LT)
//DD1      DD   DUMMY
//         PEND
//CALL1    EXEC P,PARM='NEW'
//CALL2    EXEC P,PARM.S2='NEW'
//CALL3    EXEC P,REGION=8M,COND=(0,NE,CALL1.S1)
//CALL4    EXEC P,PARMDD.S2=DD1
//CALL5    EXEC P,PARM.S1=,COND.S2=
