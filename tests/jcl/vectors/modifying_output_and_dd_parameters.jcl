//JOB1     JOB
//*  a parameter is replaced whole, DCB by subparameter; nullified;
//*  what excludes a parameter nullifies it (rules 24 and 29)
//P        PROC
//S        EXEC PGM=P
//A        DD   DSN=A.A,DISP=(NEW,CATLG,DELETE),UNIT=SYSDA,VOL=SER=X,
//             SPACE=(TRK,1),DCB=(RECFM=FB,LRECL=80,BLKSIZE=800)
//B        DD   DUMMY,DCB=BLKSIZE=80
//C        DD   DUMMY,SYSOUT=A
//D        DD   SYSOUT=A
//         PEND
//CALL     EXEC P
//S.A      DD   DISP=OLD,UNIT=,VOL=,SPACE=,DCB=(LRECL=100,BLKSIZE=)
//S.B      DD   DSN=B.B,DISP=SHR
//S.C      DD   SYSOUT=
//S.D      DD   DSN=D.D,DISP=SHR
