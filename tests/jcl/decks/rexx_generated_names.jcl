//A$B#C@D1 JOB (4410,LEDG),'M OKONKWO',CLASS=A,MSGCLASS=X
//#        EXEC PGM=@#$
//$$$$$$$$ DD  DSN=$$$$$$$$.########.@@@@@@@@,DISP=SHR
//@        DD  DSN=X,DISP=SHR
//         IF (#.RC = 0) THEN
//@@       EXEC PGM=IEFBR14,COND=(0,NE,#)
//         ENDIF
