//J JOB
//S EXEC PGM=P
//D DD DATA,DLM=@@
//X
/*
@@
//E DD *,DLM=ZZ
x
