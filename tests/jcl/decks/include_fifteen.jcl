//INCLUD15 JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  fifteen levels of INCLUDE, as deep as it goes
//S1       EXEC PGM=LEDGER
//         INCLUDE MEMBER=INCLV01
