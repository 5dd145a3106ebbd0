//D        DD   DUMMY   comment                                            X
//             goes on
//J JOB
