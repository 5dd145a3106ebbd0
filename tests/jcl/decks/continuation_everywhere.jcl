//CONTALL  JOB (4410,
//             LEDG,
//             'ROOM 12'),
//             'D HARLOW',
//             CLASS=A,
//             MSGCLASS=X
//         SET A=1,
//             B=2,
//             C='THREE'
//LIBS     JCLLIB ORDER=(LEDG.PROD.PROCLIB,
//             LEDG.COMMON.PROCLIB)
//DAY      PROC ONE=1,
//             TWO=2,                   the second
//             THREE=3
//P1       EXEC PGM=LEDGER,
//             PARM=(&ONE,
//             &TWO,
//             &THREE)
//         PEND
//OUT      OUTPUT CLASS=A,
//             ADDRESS=('LINE 1',
//             'LINE 2',
//             'LINE 3',
//             'LINE 4')
//S1       EXEC DAY,
//             ONE=&A,
//             TWO=&B,
//             THREE=&C
//P1.PRINT DD  SYSOUT=(A,
//             INTRDR)
//         IF (S1.P1.RC = 0 &
//             RC = 0)
//             THEN
//S2       EXEC PGM=LEDGER,
//             COND=((4,LT,
//             S1.P1),
//             EVEN)
//A        DD  DSN=LEDG.PROD.A,DISP=(NEW,CATLG,
//             DELETE),UNIT=(SYSDA,
//             2),SPACE=(CYL,(1,1)),
//             VOL=SER=(LEDG01,
//             LEDG02)
//         ENDIF
