/*
 * ibm.h - IBM's message for what is told here: what an operator has in the head, or finds in the manual.  Floor 2.
 *
 * The converter's messages IEFC... and those of the initiator IEF... as MVS System Messages, volumes 8 and 9, have them;
 * where theirs says less than ours, or nothing, there is none.
 */
#ifndef CUTOVER_JCL_IBM_H
#define CUTOVER_JCL_IBM_H

/* The id, "IEFC662I", for a code of error.h; "" where there is none. */
const char *ibm_message(int code);

#endif
