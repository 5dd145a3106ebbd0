//BOUNDARY JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  parameters that end in column 71 exactly, 70, and a comment at 71
//S1       EXEC PGM=LEDGER
//A        DD  DSN=LEDG.PROD.ACCOUNTS.RECEIVBL.YEAR2026.M01,DISP=(OLD),
//             UNIT=SYSDA
//B        DD  DSN=LEDG.PROD.ACCOUNTS.RECEIVBL.YEAR2026.M1,DISP=(OLD),
//             UNIT=SYSDA
//C        DD  DSN=LEDG.PROD.ACCOUNTS.RECEIVBL.YEAR2026.D01,DISP=(SHR)
//D        DD  DSN=LEDG.PROD.ACCOUNTS.RECEIVBL.YEAR2026.DA01,DISP=(OLD)
//E        DD  DUMMY                                                  X
//F        DD  DUMMY,                                                 X
//             DCB=BLKSIZE=80
