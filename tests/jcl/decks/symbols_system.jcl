//SYMSYS   JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//S1       EXEC PGM=LEDGER,PARM='&SYSNAME..&SYSCLONE'
//A        DD  DSN=&SYSUID..LEDGER.LIST,DISP=SHR
//B        DD  DSN=LEDG.&SYSNAME..D&LYYMMDD..T&LHHMMSS,
//             DISP=(,CATLG),UNIT=SYSDA,SPACE=(TRK,1)
//C        DD  DSN=LEDG.&SYSPLEX..D&YYMMDD,DISP=SHR
//D        DD  DSN=LEDG.Y&LYR2..M&LMON..D&LDAY,DISP=SHR
//*  part of one, only of system symbols
//E        DD  DSN=LEDG.&SYSNAME(1:2).X,DISP=SHR
//*  a symbol of the job with the same name goes first
//         SET SYSCLONE=ZZ
//F        DD  DSN=LEDG.&SYSCLONE,DISP=SHR
//*  parts before a member, a generation and each other
//G        DD  DSN=LEDG.&SYSNAME(1:2).X(MEM),DISP=SHR
//H        DD  DSN=LEDG.&SYSNAME(1:2)(+1),DISP=(,CATLG),UNIT=SYSDA,
//             SPACE=(TRK,1)
//I        DD  DSN=&SYSNAME(1:2).B.&SYSNAME(-1:1),DISP=SHR
