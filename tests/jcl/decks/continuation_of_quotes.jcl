//CONTQUOT JOB (2200,TAX),'D HARLOW',CLASS=A,MSGCLASS=X
//*  a quoted text runs to column 71 and goes on in column 16
//S1       EXEC PGM=TAXROLL,PARM='YEAR=2026,DISTRICT=NORTH SHORE,MODE=U
//             PDATE,LINES=60'
//*  column 72 may be marked
//S1B      EXEC PGM=TAXROLL,PARM='YEAR=2026,DISTRICT=SOUTH SHORE,MODE=RX
//             EPORT,LINES=60'
//*  one that needs three cards: a path
//S2       EXEC PGM=BPXBATCH
//STDOUT   DD  PATH='/var/tax/prod/assessment/2026/reports/county/distr
//             ict/north-shore/parcel/summary/by-owner/alphabetical/wit
//             hout-exempt/out.txt',
//             PATHOPTS=(OWRONLY,OCREAT,OTRUNC),
//             PATHMODE=(SIRUSR,SIWUSR,SIRGRP)
//*  inside parentheses
//S3       EXEC PGM=TAXROLL,PARM=('FIRST SUBPARAMETER WITH BLANKS','SEC
//             OND ONE',
//             'A THIRD',FOURTH)
//OUT      OUTPUT CLASS=A,ADDRESS=('OFFICE OF THE ASSESSOR','COUNTY BUI
//             LDING, ROOM 12',
//             'HARBOR STREET 1')
//PRINT    DD  SYSOUT=(,),OUTPUT=*.OUT
