//DATAS    JOB (3300,CLMS),'R VALE',CLASS=A,MSGCLASS=X
//*  JCL as data: a job that is handed to the internal reader
//S1       EXEC PGM=IEBGENER
//SYSPRINT DD  SYSOUT=*
//SYSIN    DD  DUMMY
//SYSUT2   DD  SYSOUT=(A,INTRDR)
//SYSUT1   DD  DATA
//CLMSNEXT JOB (3300,CLMS),'R VALE'
//*  comment in data
//S1       EXEC PGM=CLAIMS,PARM='unclosed
//SYSIN    DD  *
/&
//
/*
//S2       EXEC PGM=CLAIMS
//SYSIN    DD  DATA,DCB=(RECFM=FB,LRECL=80)
//ANY      THING
/*
