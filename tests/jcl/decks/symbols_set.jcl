//SYMSET   JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//         SET HLQ=LEDG,ENV=PROD
//         SET YEAR=2026,                              the fiscal year
//             MONTH=11,                               November
//             DAY=23
//S1       EXEC PGM=LEDGER,PARM='YEAR=&YEAR,MONTH=&MONTH.DAY'
//A        DD  DSN=&HLQ..&ENV..Y&YEAR..M&MONTH,DISP=SHR
//B        DD  DSN=&HLQ..&ENV..DAY&DAY.X,DISP=SHR
//         SET ENV=TEST                                from here on
//C        DD  DSN=&HLQ..&ENV..Y&YEAR..M&MONTH.(MEM),DISP=SHR
//S2       EXEC PGM=LEDGER,PARM=&DAY
//NAMED    SET HLQ=LEDX
//D        DD  DSN=&HLQ..&ENV,DISP=SHR
//         IF (S1.RC > 4) THEN
//         SET ENV=NEVER                               IF or not, it is
//S3       EXEC PGM=LEDGER
//         ENDIF
//S4       EXEC PGM=LEDGER,PARM='&ENV'
