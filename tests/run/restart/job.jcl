//MONTHEND JOB (ACCT),'A LONG JOB',CLASS=A,MSGCLASS=X
//*
//* Procedures with overrides, generations, members, temporary and passed
//* data sets, MOD, IF and COND, COBOL steps: whatever a kill may cut.
//*
//JOBLIB   DD PATH='bin'
//         JCLLIB ORDER=(TEST.PROCLIB)
