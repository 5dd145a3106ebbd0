//PROCBARE JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  a catalogued procedure needs no PROC statement
//S1       EXEC BAREPROC
//S2       EXEC LOWPEND
