/*
 * posting.h - the submissions of one sound drop file into the register.  Floor 3; for lib/release alone.
 */
#ifndef CUTOVER_RELEASE_POSTING_H
#define CUTOVER_RELEASE_POSTING_H

#include "base/fault.h"
#include "form/drop.h"
#include "release/filing.h"
#include "release/intake.h"

/*
 * Post every submission of DROP, known as FILING (name, hash, findings so far), set aside what cannot be posted, and
 * write FILING with its counts in the transaction of the last batch, with CLAIM as its REG_SEQUENCE key.
 * Submissions that a killed run posted already are counted, not posted again.
 */
int posting_run(struct intake *intake, struct drop *drop, const char *claim, struct filing *filing, struct fault *fault);

/* FILING, its audit entry and, when CLAIM is not NULL, its FILE-SEQ in TXN. */
int posting_save_filing(struct intake *intake, struct reg_txn *txn, const struct filing *filing, const char *claim,
                        struct fault *fault);

/* Tell the operator FINDING of the file named NAME. */
void posting_tell(const struct intake *intake, const char *name, const struct fault *finding);

/* The highest code of what happened wins. */
void posting_raise(struct intake *intake, enum return_code code);

#endif
