//         PROC
//*  PROC without a name or a parameter, PEND at the end
//ONLY     EXEC PGM=LEDGER
//         PEND
