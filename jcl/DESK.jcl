//DESK     PROC STOP=16
//*
//* The steps of the desk.  Each program has its own defaults for the DDs
//* it needs (drop, archive, suspense, ...); a DD with PATH= behind the
//* EXEC of this procedure replaces one: //INTAKE.DROP DD PATH='other'.
//* A step is not run when an earlier one returned STOP or more.
//*
//INTAKE   EXEC PGM=INTAKE
//         IF (RC < &STOP) THEN
//VALIDATE EXEC PGM=VALIDATE
//         ENDIF
//         IF (RC < &STOP) THEN
//ROLLBACK EXEC PGM=ROLLBACK
//         ENDIF
//         IF (RC < &STOP) THEN
//SCHEDULE EXEC PGM=SCHEDULE
//         ENDIF
//         PEND
