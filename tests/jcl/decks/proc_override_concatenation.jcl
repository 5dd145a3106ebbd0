//PROCCONC JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//DAY      PROC
//P1       EXEC PGM=LEDGER
//STEPLIB  DD  DSN=LEDG.TEST.LOAD,DISP=SHR
//         DD  DSN=LEDG.PROD.LOAD,DISP=SHR
//         DD  DSN=LEDG.COMMON.LOAD,DISP=SHR
//IN       DD  DSN=LEDG.TEST.A,DISP=SHR
//         DD  DSN=LEDG.TEST.B,DISP=SHR
//         PEND
//*  the first is replaced
//S1       EXEC DAY
//P1.STEPLIB DD DSN=LEDG.FIX.LOAD
//*  the second is, by leaving the first as it is
//S2       EXEC DAY
//P1.STEPLIB DD
//         DD  DSN=LEDG.FIX.LOAD
//*  the third is, and a fourth is added
//S3       EXEC DAY
//P1.STEPLIB DD
//         DD
//         DD  DSN=LEDG.FIX.LOAD
//         DD  DSN=LEDG.LAST.LOAD,DISP=SHR
//P1.IN    DD
//         DD  DUMMY
//*  a single one gets company
//S4       EXEC DAY
//P1.IN    DD  DSN=LEDG.PROD.A
//         DD  DSN=LEDG.PROD.B
//         DD  *
AND A THIRD FROM THE STREAM
/*
