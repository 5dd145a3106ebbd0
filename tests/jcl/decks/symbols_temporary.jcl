//SYMTEMP  JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  two ampersands: a temporary data set, or one ampersand of a text
//         SET T=WORK
//S1       EXEC PGM=LEDGER
//A        DD  DSN=&&T,DISP=(,PASS),UNIT=SYSDA,SPACE=(TRK,1)
//B        DD  DSN=&&T&T,DISP=(,PASS),UNIT=SYSDA,SPACE=(TRK,1)
//C        DD  DSN=&T..X,DISP=SHR
//S2       EXEC PGM=LEDGER,PARM='A&&B'
//A        DD  DSN=&&T,DISP=(OLD,DELETE)
//B        DD  DSN=&&TWORK,DISP=(OLD,DELETE)
