//SYMSTORY JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  SET, default, call, nested: who wins
//         SET A=SET1,B=SET1,C=SET1
//INNER    PROC C=INDEF
//I        EXEC PGM=SHOW,PARM='&A &B &C'
//         PEND
//OUTER    PROC B=OUTDEF
//O1       EXEC INNER
//O2       EXEC INNER,C=OUTCALL
//O3       EXEC INNER,C=&B
//O4       EXEC PGM=SHOW,PARM='&A &B &C'
//         PEND
//S1       EXEC OUTER
//S2       EXEC OUTER,B=CALL
//S3       EXEC OUTER,B=
//         SET A=SET2,B=SET2
//S4       EXEC OUTER
//S5       EXEC PGM=SHOW,PARM='&A &B &C'
