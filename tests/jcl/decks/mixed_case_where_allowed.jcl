//MIXCASE  JOB (4410,'Ledger'),'Delia Harlow',CLASS=A,MSGCLASS=X
//S1       EXEC PGM=LEDGER,PARM='Mixed Case'
//A        DD  PATH='/u/Ledger/Daily.txt',PATHOPTS=ORDONLY    read it
//OUT      OUTPUT NAME='Delia Harlow',PRTQUEUE='Ledger'
//P        DD  SYSOUT=A,OUTPUT=*.OUT                         print it
//* Comment in Mixed Case
