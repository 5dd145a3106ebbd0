//DATACOLS JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//S1       EXEC PGM=LEDGER
//SYSIN    DD  *
12345678901234567890123456789012345678901234567890123456789012345678901234567890
  in data lower case,	tabs & 'apostrophes are as they are
                                                                               X
 
/ * NOT A DELIMITER
 /*
 //
/*
//LONG     DD  DATA,LRECL=132
a card of data that is as long as a card may be, which is eighty columns, no mor
/*
