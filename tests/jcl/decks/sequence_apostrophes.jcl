//SEQAPOS  JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X                it's 001
//S1       EXEC PGM=LEDGER,                                             (((('''2
//             PARM='DAILY'                                             &A'&B'' 
//*                                                                     ''''''''
//PRINT    DD  SYSOUT=A                                                 ,,,,,,,,
