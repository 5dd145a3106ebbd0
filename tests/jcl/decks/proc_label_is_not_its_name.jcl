//PROCLABL JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  the member's name counts: TRANREPT's PROC statement says REPROC,
//*  and TRANREPT calls REPROC, another member
//S1       EXEC TRANREPT
