//JOB1    JOB
//C       PROC
//CS1     EXEC  PGM=GHI
//        PEND
//B       PROC
//BS1     EXEC  PROC=C
//BS2     EXEC  PGM=DEF
//        PEND
//A       PROC
//AS1     EXEC  PROC=B
//AS2     EXEC  PGM=ABC
//        PEND
//STEP1   EXEC  PROC=A
//STEP2   EXEC  PGM=JKL
