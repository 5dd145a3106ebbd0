/*
 * entry.h - what the register holds of one submission: its state, its findings, its slot, its content.  Floor 3.
 *
 *     struct entry entry;
 *     int found = entry_load(&entry, reg, NULL, "CHFS-0042.001.F053", &fault);     0 found, 1 not there
 *     if (found == 0) {
 *         entry.state = STATE_WITHDRAWN;
 *         entry_save(reg, txn, &entry, &(struct entry_change){STATE_RECEIVED, uid, "withdrawn", reason, now}, &fault);
 *     }
 *     entry_release(&entry);
 *
 * In the register an entry is two lines of JSON: what the desk knows of it, and the submission's document, so that
 * the first is read without the second.  Saving writes the document, the state index and the audit entry in the
 * caller's transaction, and refuses a step that state.h does not allow, an entry that does not fit its state, and
 * one that another run has changed meanwhile.
 */
#ifndef CUTOVER_RELEASE_ENTRY_H
#define CUTOVER_RELEASE_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "base/hash.h"
#include "calendar/calendar.h"
#include "form/form.h"
#include "form/submission.h"
#include "register/register.h"
#include "release/state.h"

enum {
    ENTRY_KEY_SIZE = 32,
    ENTRY_TEXT_SIZE = 68,  /* 16 characters of any script and a NUL */
    ENTRY_FILE_SIZE = 768,  /* a name of 255 bytes, each of which may have become U+FFFD */
    ENTRY_REASON_SIZE = 512,
    ENTRY_ALTERNATES = 3
};

enum entry_proof { PROOF_NONE, PROOF_PROVEN, PROOF_FAILED };

/* A place in the calendar: instants for the desk, ISO text with offset for people. */
struct entry_slot {
    char window[CALENDAR_NAME_SIZE]; /* "" when it is in none: an emergency, a test environment */
    int64_t start;
    int64_t end;
    char start_text[CALENDAR_ISO_SIZE];
    char end_text[CALENDAR_ISO_SIZE];
};

struct entry {
    char release[13];
    int iteration;
    char form[5];
    char agency[ENTRY_TEXT_SIZE];
    char system[ENTRY_TEXT_SIZE];
    char class[2];              /* S N E; "" when unreadable */
    enum release_state state;
    char file[ENTRY_FILE_SIZE]; /* name of the drop file */
    char sha256[HASH_HEX_SIZE]; /* of the drop file */
    char content[HASH_HEX_SIZE]; /* submission_content_hash */
    char submitter[ENTRY_TEXT_SIZE];
    int parts;                  /* how many submissions the release iteration has */
    int received;               /* business date on which it was posted */
    bool has_slot;
    struct entry_slot slot;
    struct entry_slot alternates[ENTRY_ALTERNATES];
    int alternate_count;
    enum entry_proof proof;
    char reason[ENTRY_REASON_SIZE]; /* why it is in its state: that of the last save */
    struct fault_list findings;
    struct bytes document;      /* the submission's canonical JSON */
};

/* What entry_save notes beside the entry: the state it was in, and who did what, why and when (audit entry). */
struct entry_change {
    enum release_state from; /* STATE_NEW: not in the register yet */
    const char *who;         /* uid, or the step's name */
    const char *what;        /* "posted", "validated", "booked" ... */
    const char *reason;      /* becomes entry.reason; may be "" */
    int64_t when;            /* seconds since 1970-01-01T00:00:00Z */
};

void entry_init(struct entry *entry);
void entry_release(struct entry *entry);

/*
 * A new entry from what was read: key, agency, system, class, submitter, parts, content hash, document and a copy of
 * the findings.  The caller sets file, sha256, received and state.
 */
void entry_from_submission(struct entry *entry, const struct submission *submission);

/* Give ENTRY a state, dropping the slot and the alternates that the state does not have. */
void entry_become(struct entry *entry, enum release_state state);

/* The content back as a submission, to be released by submission_release in any case.  0, RELEASE_E_ENTRY or FORM_E_DOCUMENT. */
int entry_submission(struct submission *submission, const struct entry *entry, const struct form_set *forms,
                     struct fault *fault);

/* "CHFS-0042.001.F053", the register's key; returns KEY. */
char *entry_key(char key[ENTRY_KEY_SIZE], const char *release, int iteration, const char *form);

/* Load into ENTRY (not initialised before; release it in any case).  0, 1 not there, or a fault.  TXN may be NULL. */
int entry_load(struct entry *entry, struct reg *reg, struct reg_txn *txn, const char *key, struct fault *fault);

/*
 * Save ENTRY in TXN: document, state index, audit entry.  entry->reason becomes CHANGE's.  Returns 0,
 * RELEASE_E_STATE, RELEASE_E_ENTRY, RELEASE_E_CHANGED, or what the register says; the caller then aborts TXN.
 */
int entry_save(struct reg *reg, struct reg_txn *txn, struct entry *entry, const struct entry_change *change,
               struct fault *fault);

/* Keys of the register, as text; release with entry_keys_release. */
struct entry_keys {
    char **items;
    size_t count;
    size_t capacity;
};

/* Every key in STATE, in byte order; and every key that begins with PREFIX ("CHFS-0042.", "CHFS-0042.001.", ""). */
int entry_keys_in_state(struct entry_keys *keys, struct reg *reg, enum release_state state, struct fault *fault);
int entry_keys_with(struct entry_keys *keys, struct reg *reg, struct reg_txn *txn, const char *prefix, struct fault *fault);
void entry_keys_release(struct entry_keys *keys);

/* ENTRY lives only during the call; not 0 ends the scan and is what it returns. */
typedef int entry_visit(void *user, const struct entry *entry);

/* Every entry in STATE, that came in a drop file, or in the whole register, in byte order of keys.  VISIT may read the register, not write it. */
int entry_scan_state(struct reg *reg, enum release_state state, entry_visit *visit, void *user, struct fault *fault);
int entry_scan_file(struct reg *reg, const char *sha256, entry_visit *visit, void *user, struct fault *fault);
int entry_scan(struct reg *reg, entry_visit *visit, void *user, struct fault *fault);

/*
 * Append ENTRY as the JSON object of list (commands.md), without line end; FULL adds iteration parts, received,
 * reason and the submission's document, for show.
 */
void entry_json(struct bytes *out, const struct entry *entry, bool full);

/* Fill the texts of a slot from its instants, in the calendar's zone. */
void entry_slot_set(struct entry_slot *slot, struct calendar *calendar, const char *window, int64_t start, int64_t end);

#endif
