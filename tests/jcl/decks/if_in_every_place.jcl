//IFPLACES JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  before the first step, around a procedure, between steps
//         IF (RC = 0) THEN
//S1       EXEC LEDGDAY
//POST.MORE DD DUMMY
//         ELSE
//S2       EXEC PGM=IEFBR14
//         ENDIF
//         IF (S1.EDIT.RC = 0 & S1.POST.RUN) THEN
//         IF (S1.POST.RC > 4) THEN
//S3       EXEC PGM=LEDGER
//SYSIN    DD  *
IF (THIS) THEN IS DATA
/*
//         ELSE
//         IF (S1.POST.RC = 4) THEN
//S4       EXEC PGM=LEDGER
//         ENDIF
//         ENDIF
//         ENDIF
