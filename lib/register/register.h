/*
 * register.h - what the desk knows, in Berkeley DB: text keys, JSON values, and an audit chain.  Floor 2.
 *
 *     struct reg *reg;
 *     reg_open(&reg, folder, &fault);
 *     struct reg_txn *txn;
 *     reg_begin(reg, &txn, &fault);
 *     reg_put(txn, REG_SUBMISSION, "CHFS-0042.001.F053", json, length, &fault);
 *     reg_audit_add(txn, &event, &fault);        in the same transaction as the change it tells of
 *     reg_commit(txn, &fault);                   or reg_abort(txn)
 *     reg_close(reg);
 *
 * The register knows keys and bytes, not what they mean.  Functions return 0 (done, found), 1 (not found, or there
 * already), or a STORE_E or REG_E code.
 */
#ifndef CUTOVER_REGISTER_REGISTER_H
#define CUTOVER_REGISTER_REGISTER_H

#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "base/hash.h"

enum reg_table {
    REG_SUBMISSION, /* RELEASE.III.FORM -> the entry's document */
    REG_STATE,      /* STATE/RELEASE.III.FORM -> nothing: which submissions are in a state */
    REG_FILE,       /* SHA-256 of the drop file, 64 hex digits -> the file's document */
    REG_CONTENT,    /* SHA-256 of a drop file/RELEASE.III.FORM -> nothing: which submissions came in it */
    REG_SEQUENCE,   /* FORM/AGENCY/NNNNNNN -> SHA-256 of the file posted with this FILE-SEQ */
    REG_AUDIT,      /* entry number, 20 digits -> the audit entry */
    REG_SUBJECT,    /* SUBJECT/entry number -> nothing: the entries of one subject */
    REG_HEAD,       /* "audit" -> number and hash of the last entry */
    REG_TABLES
};

enum reg_error {
    REG_E_CHAIN = -110, /* an audit entry does not fit the chain */
    REG_E_ENTRY = -111, /* something in the register cannot be read as what it is */
};

struct reg;
struct reg_txn;

/* Opens the register in FOLDER, made when missing; store_open says what that costs.  Returns 0 or a STORE_E code. */
int reg_open(struct reg **reg, const char *folder, struct fault *fault);
void reg_close(struct reg *reg); /* accepts NULL; what is not committed is not there */

/*
 * A transaction that may write, one at a time in all processes; up to STORE_BATCH_MAX submissions with their entries
 * and indexes fit.  TXN is gone after reg_commit, whatever it returns, and after reg_abort, which accepts NULL.
 */
int reg_begin(struct reg *reg, struct reg_txn **txn, struct fault *fault);
int reg_commit(struct reg_txn *txn, struct fault *fault);
void reg_abort(struct reg_txn *txn);

/*
 * Read: TXN may be NULL, then as this process sees it, in its open transaction if there is one, else as last
 * committed.  OUT is cleared first.  1: not found.
 */
int reg_get(struct reg *reg, struct reg_txn *txn, enum reg_table table, const char *key, struct bytes *out,
            struct fault *fault);

/* Write: reg_put replaces, reg_insert does not and returns 1 when the key was there, reg_delete 1 when it was not. */
int reg_put(struct reg_txn *txn, enum reg_table table, const char *key, const void *value, size_t length,
            struct fault *fault);
int reg_insert(struct reg_txn *txn, enum reg_table table, const char *key, const void *value, size_t length,
               struct fault *fault);
int reg_delete(struct reg_txn *txn, enum reg_table table, const char *key, struct fault *fault);

/* Key and value live only during the call and have a NUL behind them; not 0 ends the scan and is what the scan returns. */
typedef int reg_visit(void *user, const char *key, const char *value, size_t length);

/* Every entry whose key begins with PREFIX, in byte order of keys.  No lock is held during VISIT, which may write. */
int reg_scan(struct reg *reg, struct reg_txn *txn, enum reg_table table, const char *prefix, reg_visit *visit,
             void *user, struct fault *fault);

/* The last entry whose key begins with PREFIX.  1: none. */
int reg_last(struct reg *reg, struct reg_txn *txn, enum reg_table table, const char *prefix, struct bytes *key,
             struct bytes *value, struct fault *fault);

/* What happened.  Texts are UTF-8, not NULL; empty where there is nothing to say. */
struct reg_event {
    int64_t when;        /* seconds since 1970-01-01T00:00:00Z */
    const char *who;     /* uid, or the step */
    const char *what;    /* posted, validated, decided ... */
    const char *subject; /* RELEASE.III.FORM, or FILE/sha256 */
    const char *from;    /* state before */
    const char *to;      /* state after */
    const char *detail;  /* reason */
};

/*
 * Append an entry to the chain: a JSON object of the event, its number, "before" (the hash of the entry before, 64
 * zeros for the first) and "hash" (SHA-256 of the object as written without "hash").  Returns 0, REG_E_ENTRY when a
 * text is not UTF-8, REG_E_CHAIN when the head does not name the last entry, or a STORE_E code.
 */
int reg_audit_add(struct reg_txn *txn, const struct reg_event *event, struct fault *fault);

/*
 * The entries of a subject in order, or all when SUBJECT is NULL.  VISIT gets the number as key and the JSON text.
 * REG_E_CHAIN: an entry of the subject is missing.
 */
int reg_audit_scan(struct reg *reg, const char *subject, reg_visit *visit, void *user, struct fault *fault);

/* The entries that fit, counted from the first, and the hash of the last of them. */
struct reg_chain {
    int64_t count;
    char hash[HASH_HEX_SIZE];
};

/*
 * Check the whole chain, beside others that write.  Returns 0, or REG_E_CHAIN with the first entry (fault->record,
 * 0 when none can be named) that was changed, is missing, was put in, or that its subject does not lead to; a tail
 * that is gone is missed because the head names the last entry.  *CHAIN is filled either way.
 */
int reg_audit_check(struct reg *reg, struct reg_chain *chain, struct fault *fault);

#endif
