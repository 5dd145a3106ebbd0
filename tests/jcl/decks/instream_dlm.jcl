//DELIMS   JOB (3300,CLMS),'R VALE',CLASS=A,MSGCLASS=X
//S1       EXEC PGM=CLAIMS
//D1       DD  DATA,DLM=@@
/*
//STILL    DATA
/*JOBPARM L=1
@@
//*  DLM on DD *: a statement in columns 1 and 2 is still the end
//D2       DD  *,DLM=QQ
/* IS DATA HERE
QQ
//D3       DD  DATA,DLM='$$'
/*
$$
//*  special characters, apostrophe doubled
//D4       DD  DATA,DLM='*,'
/*
*,
//D5       DD  DATA,DLM=''''''
/*
'' the delimiter's card may hold a comment
//*  up to eighteen characters
//D6       DD  DATA,DLM=ENDOFDATA
END
ENDOFDAT
/*
ENDOFDATA
//D7       DD  DATA,DLM='--END-OF-CLAIMS--'
--
/*
--END-OF-CLAIMS--
//D8       DD  DATA,DLM=ABCDEFGHIJKLMNOPQR
ABCDEFGHIJKLMNOPQ
ABCDEFGHIJKLMNOPQR
//PRINT    DD  SYSOUT=*
