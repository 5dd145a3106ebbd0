//* BEFORE THE JOB: OWNED BY THE LEDGER OFFICE, SEE RUN BOOK 12
//*
//COMMENTS JOB (4410,LEDG),'D HARLOW',CLASS=B,        NIGHTLY, CLASS B
//*        between a statement and its continuation a comment may stand
//             MSGCLASS=X,                             held output
//*
//* & and ' and ( in a comment mean nothing, nor does a	tab, nor lower case
//*
//             MSGLEVEL=(1,1)                          all of it
//*%OPC SCAN
//*  //STEP0 EXEC PGM=NOTHERE
//         IF (RC = 0) THEN                            always, so far
//STEP1    EXEC PGM=IEBGENER            copy the day's totals
//*
//SYSPRINT DD  SYSOUT=*                 messages of the copy
//SYSUT1   DD  DSN=LEDG.PROD.TOTALS,    today's
//*                                     (closed at 18:00)
//             DISP=SHR
//*        between concatenated data sets too:
//         DD  DSN=LEDG.PROD.TOTALS.LATE,DISP=SHR      what came late
//*
//         DD  DSN=LEDG.PROD.TOTALS.HAND,DISP=SHR      what was typed
//SYSUT2   DD  SYSOUT=A
//SYSIN    DD  DUMMY                    no control statements
//         ELSE                         a comment needs no parameter
//STEP2    EXEC PGM=IEFBR14
//         ENDIF                        nor here
//*
//* AFTER THE LAST STEP
