//USSJOB   JOB (4410,LEDG),'M OKONKWO',CLASS=A,MSGCLASS=X
//SH1      EXEC PGM=BPXBATCH,PARM='SH ls -l /u/ledger | wc -l'
//STDOUT   DD  SYSOUT=*
//STDERR   DD  SYSOUT=*
//SH2      EXEC PGM=BPXBATSL,PARM='PGM /u/ledger/bin/close'
//STDOUT   DD  PATH='/tmp/close.out',PATHOPTS=(OWRONLY,OCREAT),
//             PATHMODE=(SIRUSR,SIWUSR)
//SH3      EXEC PGM=BPXBATCH,COND=(0,NE)
//STDPARM  DD  *
SH cd /u/ledger &&
  for f in *.txt; do echo "$f's lines: `wc -l <$f`"; done
/*
//STDOUT   DD  SYSOUT=*
