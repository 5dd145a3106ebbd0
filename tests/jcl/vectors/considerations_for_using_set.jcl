//JOB1     JOB
//*  SET is positional and unconditional; a later one wins (rule 16)
//S0       EXEC PGM=A,PARM='&X'
//         SET X=1
//S1       EXEC PGM=A,PARM='&X'
//         IF (S1.RC = 0) THEN
//         SET X=2
//S2       EXEC PGM=A,PARM='&X'
//         ELSE
//         SET X=3
//S3       EXEC PGM=A,PARM='&X'
//         ENDIF
//S4       EXEC PGM=A,PARM='&X'
