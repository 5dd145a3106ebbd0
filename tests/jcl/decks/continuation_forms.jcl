//CONTFORM JOB (2200,TAX),
//  'M OKONKWO',
//     CLASS=A,
//             MSGCLASS=X
//*  resumed in column 5, 8 and 16; a keyword's list can be parted too
//S1       EXEC PGM=IEFBR14
//A        DD  DSN=TAX.PROD.ASSESS.ROLL,
//             DISP=(NEW,
//             CATLG,
//             DELETE),
//             SPACE=(CYL,
//         (10,
//         5),
//         RLSE),
//             UNIT=SYSDA
//*  a comma and a blank: the rest is comment, and a card must follow
//B        DD  DSN=TAX.PROD.ASSESS.INDEX,              NOT THE ROLL
//             DISP=SHR,                               READ ONLY
//             UNIT=SYSDA
//*  a mark in column 72 with the comma before it: not needed, allowed
//C        DD  DSN=TAX.PROD.PARCELS,DISP=SHR,                          X
//             UNIT=SYSDA
//*  a comment that goes on by column 72: the next card is comment only
//D        DD  DSN=TAX.PROD.OWNERS,DISP=SHR     THE OWNERS OF RECORD,  X
//             AS OF THE FIRST OF JANUARY, WITHOUT THE EXEMPT ONES
//*  parameter field full to column 71 with its comma
//E        DD  DSN=TAX.PROD.ASSESS.YEAR2026.DISTRCT1.BLOCK00.LT(M0001),
//             DISP=SHR,UNIT=SYSDA,VOL=SER=TAX001,LABEL=(,SL,,IN),
//             DCB=(RECFM=FB,LRECL=120,BLKSIZE=0)
