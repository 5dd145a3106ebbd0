//IFDEEP   JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  fifteen levels of IF, with ELSE on each, as deep as it goes
//S0       EXEC PGM=LEDGER
//I1       IF (RC = 1) THEN
//T1       EXEC PGM=LEDGER
//I2       IF (RC = 2) THEN
//T2       EXEC PGM=LEDGER
//I3       IF (RC = 3) THEN
//T3       EXEC PGM=LEDGER
//I4       IF (RC = 4) THEN
//T4       EXEC PGM=LEDGER
//I5       IF (RC = 5) THEN
//T5       EXEC PGM=LEDGER
//I6       IF (RC = 6) THEN
//T6       EXEC PGM=LEDGER
//I7       IF (RC = 7) THEN
//T7       EXEC PGM=LEDGER
//I8       IF (RC = 8) THEN
//T8       EXEC PGM=LEDGER
//I9       IF (RC = 9) THEN
//T9       EXEC PGM=LEDGER
//I10      IF (RC = 10) THEN
//T10      EXEC PGM=LEDGER
//I11      IF (RC = 11) THEN
//T11      EXEC PGM=LEDGER
//I12      IF (RC = 12) THEN
//T12      EXEC PGM=LEDGER
//I13      IF (RC = 13) THEN
//T13      EXEC PGM=LEDGER
//I14      IF (RC = 14) THEN
//T14      EXEC PGM=LEDGER
//I15      IF (RC = 15) THEN
//T15      EXEC PGM=LEDGER
//         ELSE
//E15      EXEC PGM=LEDGER
//X15      ENDIF
//         ELSE
//E14      EXEC PGM=LEDGER
//X14      ENDIF
//         ELSE
//E13      EXEC PGM=LEDGER
//X13      ENDIF
//         ELSE
//E12      EXEC PGM=LEDGER
//X12      ENDIF
//         ELSE
//E11      EXEC PGM=LEDGER
//X11      ENDIF
//         ELSE
//E10      EXEC PGM=LEDGER
//X10      ENDIF
//         ELSE
//E9       EXEC PGM=LEDGER
//X9       ENDIF
//         ELSE
//E8       EXEC PGM=LEDGER
//X8       ENDIF
//         ELSE
//E7       EXEC PGM=LEDGER
//X7       ENDIF
//         ELSE
//E6       EXEC PGM=LEDGER
//X6       ENDIF
//         ELSE
//E5       EXEC PGM=LEDGER
//X5       ENDIF
//         ELSE
//E4       EXEC PGM=LEDGER
//X4       ENDIF
//         ELSE
//E3       EXEC PGM=LEDGER
//X3       ENDIF
//         ELSE
//E2       EXEC PGM=LEDGER
//X2       ENDIF
//         ELSE
//E1       EXEC PGM=LEDGER
//X1       ENDIF
