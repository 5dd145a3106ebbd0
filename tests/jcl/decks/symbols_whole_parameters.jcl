//SYMWHOLE JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  a symbol for a whole keyword, a whole value, a list
//         SET KW='DISP=SHR',DUM=DUMMY,LST='(OLD,KEEP)',M=',HOLD=NO'
//S1       EXEC PGM=LEDGER
//A        DD  DSN=LEDG.A,&KW
//B        DD  &DUM,DCB=BLKSIZE=80
//C        DD  DSN=LEDG.C,DISP=&LST
//D        DD  SYSOUT=A&M
