//J	JOB
//
// EXEC
//*
/*
/*JOBPARM S=X
stray
