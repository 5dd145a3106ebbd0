//JOB1     JOB
//*  first one replaced; second one only; third and one more
//LIBS     PROC
//STEPA    EXEC PGM=P
//IN       DD   DSN=A.ONE,DISP=SHR
//         DD   DSN=A.TWO,DISP=SHR
//         DD   DSN=A.THREE,DISP=SHR
//         PEND
//CALL1    EXEC LIBS
//STEPA.IN DD   DSN=B.ONE
//CALL2    EXEC LIBS
//STEPA.IN DD
//         DD   DSN=B.TWO
//CALL3    EXEC LIBS
//STEPA.IN DD
//         DD
//         DD   DSN=B.THREE
//         DD   DSN=B.FOUR,DISP=SHR
