//COLUMNS JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//* fields need no fixed columns
//S1 EXEC PGM=LEDGER
//A DD DSN=LEDG.PROD.A,DISP=SHR
//LONGNAME                 DD                 DSN=LEDG.PROD.B,DISP=SHR
//B   DD    DSN=LEDG.PROD.C,
//    DISP=SHR
//C                                                      DD DUMMY
//                                                       DD DUMMY
// SET A=B
//                 IF            (RC = 0)              THEN
//S2                   EXEC                   PGM=LEDGER
//  ENDIF
