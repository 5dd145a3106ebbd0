//OVQUOTE  JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//DAY      PROC TITLE='A TITLE WITH BLANKS, COMMAS (AND MORE)',
//             PATH1='/u/ledger/a/long/path/that/needs/room/to/be/writt
//             en/down/in',
//             N=5
//P1       EXEC PGM=LEDGER,PARM='T=&TITLE'
//A        DD  PATH='&PATH1./file&N',PATHOPTS=ORDONLY
//B        DD  DSN=LEDG.A,DISP=SHR,AMP='BUFND=&N'
//         PEND
//S1       EXEC DAY
//S2       EXEC DAY,TITLE='ANOTHER, EVEN LONGER, SO LONG THAT IT IS PAR
//             TED ON TWO CARDS',
//             N=7
//P1.A     DD  PATH='/u/ledger/an/overriding/path/that/is/so/long/that/
//             it/is/parted/too'
