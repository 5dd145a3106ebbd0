//J JOB
//S EXEC PGM=P,PARM='never closed
//D DD DISP=((((((((((((
//E DD dsn=lower,
