//JOB1     JOB
//BILLING  PROC
//FIND     EXEC PGM=A
//CHGE     EXEC PGM=B
//PAID     EXEC PGM=C
//LATE     EXEC PGM=D
//BILL     EXEC PGM=E
//         PEND
//*  example 1: a comma, and the next card
//S0       EXEC PGM=P
//DD1      DD   DSNAME=SWITCH.LEVEL18.GROUP12,UNIT=3390,
//  VOLUME=SER=335001,DISP=OLD
//*  example 2: a comma, a blank and a comment
//DS1      DD   DSNAME=INDS,DISP=OLD,CHKPT=EOV,           MY INPUT
//   UNIT=SYSSQ,VOLUME=SER=(TAPE01,TAPE02,TAPE03)
//*  example 3: comments continued by column 72 behind the last one
//STP4     EXEC PROC=BILLING,COND.PAID=((20,LT),EVEN),        ALL
//             COND.LATE=(60,GT,FIND),                        STEPS
//             COND.BILL=((20,GE),(30,LT,CHGE))   THIS STATEMENT CALLS X
// THE BILLING PROCEDURE AND SPECIFIES RETURN CODE TESTS               X
// FOR THREE PROCEDURE STEPS.
//*  example 4: a text in apostrophes, from column 71 to column 16
//S1       EXEC PGM=IEFBR14,PARM='THIS IS A LONG PARAMETER WITHIN APOST
//             ROPHES, CONTINUED IN COLUMN 16 OF THE NEXT RECORD'
