//CATDATA  PROC
//*  a catalogued procedure with data of its own
//GENER    EXEC PGM=IEBGENER
//SYSPRINT DD  SYSOUT=*
//SYSUT1   DD  *
LINE ONE
LINE TWO
/*
//SYSUT2   DD  SYSOUT=A
//SYSIN    DD  DUMMY
//         PEND
