//CTLCMT   JOB (9900,STOR),'T ABERNATHY',CLASS=S,MSGCLASS=X
//* utilities whose statements look like JCL or hold odd characters
//S1       EXEC PGM=IDCAMS
//SYSPRINT DD  SYSOUT=*
//SYSIN    DD  *
 /* a comment of IDCAMS, not in column 1 */
  LISTCAT -
    /* & ' " ( */
    LEVEL(LEDG)
/*
//S2       EXEC PGM=IKJEFT01
//SYSTSPRT DD  SYSOUT=*
//SYSTSIN  DD  DATA,DLM='}}'
/* REXX COMMENT IN COLUMN 1 */
//THAT'S NO STATEMENT
}}
