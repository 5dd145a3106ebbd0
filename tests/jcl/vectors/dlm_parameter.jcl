//JOB1     JOB
//S1       EXEC PGM=P
//DD1      DD   *,DLM=AA
/* IS DATA
AA
//DD2      DD   DATA,DLM='A+'
//IS       DATA
A+
//DD3      DD   DATA,DLM='&7'
/*
&7
//DD4      DD   DATA,DLM='B'''
/*
B'
//DD5      DD   DUMMY
