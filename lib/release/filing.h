/*
 * filing.h - what the register knows of a drop file: the document in REG_FILE.  Floor 3.
 *
 *     struct filing filing;
 *     int found = filing_load(&filing, reg, NULL, sha256, 0, &fault);       0 found, 1 not there
 *     filing_release(&filing);
 *
 * Every file that ever lay in the drop folder has one, written once, by intake.  The first with its bytes is number 0;
 * the same bytes sent again are numbers 1, 2 and so on, DUPLICATE.  What became of its submissions later is in their
 * entries, whose sha256 is the file's.  Here is what intake did on the file's business date, so that a day's balance
 * can be derived at any time: records and submissions read are those posted, returned and set aside.
 */
#ifndef CUTOVER_RELEASE_FILING_H
#define CUTOVER_RELEASE_FILING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "base/hash.h"
#include "form/drop.h"
#include "register/register.h"

enum filing_state { FILING_POSTED, FILING_ASIDE, FILING_DUPLICATE };

enum { FILING_KEY_SIZE = HASH_HEX_SIZE + 12, FILING_NAME_SIZE = 768, FILING_FINDINGS_MAX = 1000 };

struct filing_count { /* read = posted + returned + aside */
    int64_t read;
    int64_t posted;
    int64_t returned;
    int64_t aside; /* duplicates among them */
    int64_t duplicate;
};

struct filing {
    char name[FILING_NAME_SIZE]; /* in the drop folder, as UTF-8 */
    char sha256[HASH_HEX_SIZE];
    int number;                  /* 0; from 1 for the same bytes again */
    enum filing_state state;
    int date;                    /* business date of the run that took it in */
    char form[16];               /* "" when not recognised, and so on */
    char carrier[16];            /* FB, VB, VB blocked, text, CSV */
    char codepage[24];
    char agency[16];             /* of the header, and so on */
    char source[16];
    char created_by[32];
    int business_date;           /* 0: not known */
    int64_t file_seq;            /* -1: not known */
    int64_t bytes;
    int64_t elements;
    uint64_t hash_total;         /* of the amounts that could be read, modulo 10^15 */
    struct filing_count records;     /* H and T go with the file */
    struct filing_count submissions;
    char kept[FILING_NAME_SIZE];     /* where the file went: archive/20261120/NAME, suspense/NAME */
    char suspended[FILING_NAME_SIZE]; /* of a posted file: where its records that were set aside are; "" */
    int64_t findings_total;          /* some may not be listed */
    struct fault_list findings;      /* of the file, and of submissions that were set aside; at most FILING_FINDINGS_MAX */
};

void filing_init(struct filing *filing);
void filing_release(struct filing *filing);

/* What a judged file says of itself: all but name, state, date, counts of what became of it, and places. */
void filing_describe(struct filing *filing, const struct drop_summary *summary);

/* Count a finding, and keep it while there is room. */
void filing_add(struct filing *filing, const struct fault *finding);

/* "POSTED", "ASIDE", "DUPLICATE". */
const char *filing_state_name(enum filing_state state);

/* Load into FILING (release it in any case).  0, 1 not there, INTAKE_E_FILING, or what the register says. */
int filing_load(struct filing *filing, struct reg *reg, struct reg_txn *txn, const char *sha256, int number,
                struct fault *fault);

/* Write it, new, in TXN.  Returns 0, INTAKE_E_FILING when it is there already, or what the register says. */
int filing_save(struct reg_txn *txn, const struct filing *filing, struct fault *fault);

/* Append the JSON object of files (commands.md), without line end. */
void filing_json(struct bytes *out, const struct filing *filing);

/* FILING lives during the call; not 0 ends the scan and is what it returns. */
typedef int filing_visit(void *user, const struct filing *filing);

/* Every file taken in on DATE, or ever when DATE is 0, by date and name. */
int filing_scan(struct reg *reg, int date, filing_visit *visit, void *user, struct fault *fault);

#endif
