//STARS    JOB (3300,CLMS),'R VALE',CLASS=A,MSGCLASS=X
//S1       EXEC PGM=CLAIMS
//*  ends at the delimiter
//IN1      DD  *
CARD ONE   don't look here: 'open, (open, &SYMBOL
 // not in column one
/* 
//*  ends at the next statement
//IN2      DD  *
CARD
//*  empty
//IN3      DD  *
//IN4      DD  *
/*
//IN5      DD  *,DCB=BLKSIZE=80
CARD
//IN6      DD  *,DCB=(LRECL=80,BLKSIZE=3120)                    comment
CARD
//IN7      DD  *                       a comment needs no comma
CARD
//S2       EXEC PGM=CLAIMS
//IN8      DD  *
THE LAST ONE ENDS WITH THE JOB
