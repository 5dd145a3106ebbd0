//SEQNUMS  JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X                00000100
//*  columns 73 to 80 are sequence numbers and mean nothing             00000200
//S1       EXEC PGM=LEDGER,PARM='DAILY',                                00000300
//             REGION=4M                                                00000400
//TOTALS   DD  DSN=LEDG.PROD.TOTALS,DISP=SHR                            00000500
//SYSIN    DD  *                                                        00000600
 DATA OF EIGHTY COLUMNS KEEPS ITS OWN, NUMBERS OR NOT                   00000700
/*                                                                      00000800
//PRINT    DD  SYSOUT=A                                                 LEDGNI  
//                                                                      00001000
