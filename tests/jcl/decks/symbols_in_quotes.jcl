//SYMINQ   JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  inside apostrophes symbols are replaced only in AMP, PATH, SUBSYS,
//*  ACCT and PARM; what is not defined stays as it is
//         SET YEAR=2026,ROOM=12,N=20,Q=LIVE
//S1       EXEC PGM=LEDGER,PARM='Y=&YEAR.,&NOSUCH,&&YEAR,&YEAR.A',
//             ACCT=('ROOM &ROOM',4410)
//A        DD  PATH='/u/ledger/&YEAR./close&ROOM..log'
//B        DD  DSN=LEDG.PROD.KSDS,DISP=SHR,AMP='BUFND=&N'
//C        DD  SUBSYS=(LEDS,'QUEUE=&Q')
//OUT      OUTPUT TITLE='ROOM &ROOM STAYS',NAME='YEAR &YEAR'
//PRINT    DD  SYSOUT=A,OUTPUT=*.OUT
