//SPECIALS JOB (4410,LEDG),'A+B (C)/D=E',CLASS=A
//S1       EXEC PGM=LEDGER,PARM='!"#$%()*+,-./:;<=>?@_|[]{}~`\^'
//A        DD  PATH='/u/ledger/a b/c,d/(e)/f=g/h;i',PATHOPTS=ORDONLY
//OUT      OUTPUT NAME='O''HARLOW & SONS, (LTD.)',TITLE='A+B=C*D'
//P        DD  SYSOUT=A,OUTPUT=*.OUT
