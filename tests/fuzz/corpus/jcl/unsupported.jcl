//J JOB
//I IF (S1.RC = 0 &
//   S2.RUN) THEN
// ENDIF
// SET A=B
//P PROC
// PEND
