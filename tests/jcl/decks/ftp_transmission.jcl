//FTPSEND  JOB (3300,CLMS),'R VALE',CLASS=N,MSGCLASS=X
//*  what the county gets each night
//         EXPORT SYMLIST=(D)
//         SET D=20261123
//FTP      EXEC PGM=FTP,PARM='(EXIT=8 TIMEOUT 300',REGION=8M
//SYSPRINT DD  SYSOUT=*
//OUTPUT   DD  SYSOUT=*
//NETRC    DD  DSN=CLMS.PROD.NETRC,DISP=SHR
//INPUT    DD  *,SYMBOLS=(EXECSYS,SYMOUT)
county.example.gov
cd /incoming/claims
ascii
put 'CLMS.PROD.DAY(0)' claims.&D..txt
quit
/*
//SYMOUT   DD  SYSOUT=*
//         IF (FTP.RC NE 0) THEN
//MAILIT   EXEC PGM=IEBGENER
//SYSPRINT DD  SYSOUT=*
//SYSIN    DD  DUMMY
//SYSUT1   DD  *,SYMBOLS=JCLONLY
HELO example.gov
MAIL FROM:<batch@example.gov>
RCPT TO:<claims@example.gov>
DATA
Subject: claims of &D were not sent

See job FTPSEND.
.
QUIT
/*
//SYSUT2   DD  SYSOUT=(B,SMTP)
//         ENDIF
