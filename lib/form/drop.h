/*
 * drop.h - a drop file: recognised by its bytes, judged as a whole, then read submission by submission.  Floor 2.
 *
 *     struct drop *drop;
 *     if (drop_open(&drop, &forms, &config, path, &fault) < 0) ...          it could not be read at all
 *     const struct drop_summary *summary = drop_summary(drop);
 *     if (!summary->aside) code = drop_read(drop, visit, user, &fault);     visit gets one struct drop_part at a time
 *     drop_close(drop);
 *
 * The first pass (drop_open) reads every record's prefix, counts, adds up, and names the damage that sets a file
 * aside whole (forms.md, "File damage" and "File or submission"); the second (drop_read) decodes and checks one
 * submission at a time.  Memory does not grow with the file but for eight bytes a submission.
 */
#ifndef CUTOVER_FORM_DROP_H
#define CUTOVER_FORM_DROP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "base/hash.h"
#include "form/form.h"
#include "form/submission.h"
#include "step/config.h"

enum {
    DROP_SUBMISSION_RECORDS = 20000, /* default of [intake] submission_records: the most records of one submission */
    DROP_FINDINGS_MAX = 1000,        /* listed for one submission */
};

struct drop_summary {
    const struct form *form; /* NULL: not recognised */
    enum form_carrier carrier;
    const char *recfm;    /* "FB", "VB", "VB blocked", "text", "CSV"; "" when not recognised */
    char codepage[24];    /* that decodes it: CP037, ASCII, UTF-8 */
    char sha256[HASH_HEX_SIZE];
    int64_t bytes;
    char agency[9];       /* of the header; "" when not known, and so on */
    char source[9];
    char created_by[17];
    int business_date;    /* of the header; 0 when not known */
    int64_t file_seq;     /* of the header; -1 when not known */
    int64_t records;      /* read, header and trailer among them */
    int64_t envelope;     /* those two: records that belong to no submission */
    int64_t submissions;  /* S records */
    int64_t elements;
    uint64_t hash_total;  /* sum of the amounts of E that could be read, modulo 10^15 */
    bool aside;           /* damaged: no submission can be read from it */
    struct fault_list findings; /* of the file: damage (E) and warnings (W) */
};

/* One submission of a file, or records of one that cannot be known. */
struct drop_part {
    struct submission submission; /* with its findings */
    bool keyed;                   /* its S record and key can be read, so it can be returned; else its records go aside */
    bool headed;                  /* it begins with an S record */
    struct bytes raw;             /* its records as they lay in the file, with RDW or line end */
    int64_t first_record;         /* number of its first record */
};

struct drop;

/*
 * Open and judge the file at PATH.  CONFIG gives [form ID] codepage, narrower [form ID AGENCY] codepage, and
 * [intake] submission_records.  Damage is no fault: it is in the summary.  Returns 0, BASE_E_OPEN, or
 * STEP_E_CONFIG for a code page that does not exist.
 */
int drop_open(struct drop **drop, const struct form_set *forms, const struct config *config, const char *path,
              struct fault *fault);
void drop_close(struct drop *drop); /* takes NULL */

const struct drop_summary *drop_summary(const struct drop *drop);

/* PART lives during the call.  Goes on while it returns 0; what else it returns is what drop_read returns. */
typedef int drop_visit(void *user, struct drop_part *part);

/*
 * Every submission of the file in its order; nothing of a file that is set aside.  May be called again.  Returns 0,
 * what VISIT returned, or a fault when the file can no longer be read as it was judged.
 */
int drop_read(struct drop *drop, drop_visit *visit, void *user, struct fault *fault);

/* Bytes that a file of set-aside records begins with: the row of column names of CSV; else nothing. */
const struct bytes *drop_preamble(const struct drop *drop);

#endif
