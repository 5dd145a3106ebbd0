//SYMDOTS  JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//         SET A=LEDG,B=PROD,C=M,N=1
//S1       EXEC PGM=LEDGER
//D1       DD  DSN=&A..&B,DISP=SHR
//D2       DD  DSN=&A.&B,DISP=SHR
//D3       DD  DSN=&A&B..X,DISP=SHR
//D4       DD  DSN=&A..&B.(&C),DISP=SHR
//D5       DD  DSN=&A..&B(&C.EM),DISP=SHR
//D6       DD  DSN=&A..&B.(+&N),DISP=(,CATLG),UNIT=SYSDA,
//             SPACE=(TRK,(&N,&N))
//D7       DD  DSN=&A..&B.-X,DISP=SHR
//D8       DD  DSN=&A..G&C.&N..T,DISP=SHR
//D9       DD  DSN=&A.1.&B.2,DISP=SHR
