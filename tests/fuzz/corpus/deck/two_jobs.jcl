//J JOB
//S EXEC PGM=P
//
flushed
//K JOB
//S EXEC PGM=*.X.Y
//STEPLIB DD PATH='../x'
