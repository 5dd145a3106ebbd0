//PROCNS15 JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  fifteen levels of catalogued procedures, as deep as it goes
//S1       EXEC LEVEL01
//S2       EXEC LEVEL14,DEPTH=ALMOST
