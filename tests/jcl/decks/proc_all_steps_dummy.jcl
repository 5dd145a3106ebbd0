//ALLDUMMY JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//DAY      PROC
//P1       EXEC PGM=LEDGER
//A        DD  DSN=LEDG.A,DISP=SHR
//B        DD  SYSOUT=A
//C        DD  DSN=LEDG.C,DISP=OLD,UNIT=SYSDA,VOL=SER=LEDG01
//D        DD  PATH='/u/ledger/d',PATHOPTS=ORDONLY
//         PEND
//S1       EXEC DAY
//P1.A     DD  DUMMY
//P1.B     DD  DUMMY
//P1.C     DD  DSN=NULLFILE
//P1.D     DD  DUMMY
//*  and each replaced by what excludes it
//S2       EXEC DAY
//P1.A     DD  SYSOUT=A
//P1.B     DD  DSN=LEDG.B,DISP=(,CATLG),UNIT=SYSDA,SPACE=(TRK,1)
//P1.C     DD  *
DATA
/*
//P1.D     DD  DSN=LEDG.D,DISP=SHR
