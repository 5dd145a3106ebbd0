//PROCDDOV JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//DAY      PROC
//P1       EXEC PGM=LEDGER
//IN       DD  DSN=LEDG.TEST.IN,DISP=SHR,UNIT=SYSDA,VOL=SER=LEDG01,
//             DCB=(RECFM=FB,LRECL=80,BUFNO=5)
//WORK     DD  UNIT=SYSDA,SPACE=(CYL,(1,1))
//PRINT    DD  SYSOUT=*
//P2       EXEC PGM=LEDGER
//IN       DD  DUMMY
//OUT      DD  DSN=LEDG.TEST.OUT,DISP=(,CATLG,DELETE),UNIT=SYSDA,
//             SPACE=(CYL,(1,1))
//PRINT    DD  SYSOUT=*
//         PEND
//*  in the order of the procedure: overrides, then additions
//S1       EXEC DAY
//P1.IN    DD  DSN=LEDG.PROD.IN,UNIT=,VOL=,DCB=(LRECL=100,BUFNO=)
//P1.PRINT DD  SYSOUT=A,COPIES=2
//P1.EXTRA DD  DSN=LEDG.PROD.EXTRA,DISP=SHR
//P2.IN    DD  DSN=LEDG.PROD.IN2,DISP=SHR
//P2.OUT   DD  DSN=LEDG.PROD.OUT
//P2.SYSIN DD  *
LAST OF ALL THE DATA IN THE STREAM
/*
//*  without a step's name: the step of the last one, else the first
//S2       EXEC DAY
//WORK     DD  SPACE=(CYL,(50,50),RLSE)
//P2.OUT   DD  DISP=(,CATLG,KEEP)
//PRINT    DD  SYSOUT=B
//*  made a dummy, and a dummy made real
//S3       EXEC DAY
//P1.IN    DD  DUMMY
//P2.IN    DD  *
DATA INSTEAD OF NOTHING
/*
