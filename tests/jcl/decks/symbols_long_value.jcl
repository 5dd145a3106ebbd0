//SYMLONG  JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  values so long that what they make needs more cards
//         SET Q1=LEDGPROD,Q2=ACCOUNTS,Q3=RECEIVBL,Q4=YEAR2026
//         SET P='/u/ledger/prod/accounts/receivable/of/the/year/2026'
//S1       EXEC PGM=LEDGER,PARM='FROM=&P./a,TO=/tmp'
//A        DD  DSN=&Q1..&Q2..&Q3..&Q4..MONTH011,DISP=SHR,UNIT=SYSDA
//B        DD  PATH='&P./detail/by-account/&Q1..&Q2..&Q3..&Q4..txt',
//             PATHOPTS=ORDONLY
