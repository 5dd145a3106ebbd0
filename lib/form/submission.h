/*
 * submission.h - one submission, the same whatever carried it.  Floor 2.
 *
 *     const struct submission_record *s = submission_first(submission, FORM_SUBMISSION);
 *     submission_text(s, "SYSTEM-ID"), submission_number(s, "DURATION-MIN")
 *     for (const struct submission_record *e = submission_first(submission, FORM_ELEMENT); e != NULL; e = e->next)
 *         submission_meant(e, "element.to") ...
 *
 * Text is UTF-8 without trailing blanks; a number is exact; raw bytes are lower-case hexadecimal digits, "" when
 * none are given.  All texts live as long as the submission.  Content that could not be read is "" or 0 and has a
 * finding.  Records keep the order of the file within their type.
 */
#ifndef CUTOVER_FORM_SUBMISSION_H
#define CUTOVER_FORM_SUBMISSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/fault.h"
#include "base/hash.h"
#include "form/form.h"

struct submission_record {
    const struct form_record *type;
    const struct form *form;
    int64_t number;      /* in its file, from 1; in CSV the row, the header row being 1 */
    const char **values; /* type->slot_count canonical texts; NULL: could not be read */
    struct submission_record *next; /* of the same type */
};

struct submission {
    const struct form *form;
    char release[13];
    int iteration;
    char agency[9];              /* of its S record */
    int64_t record_count;        /* records it has in its file, those that could not be read among them */
    struct fault_list findings;  /* empty: its content is as the form wants it */
    struct submission_record *first[FORM_ROLES];
    struct submission_record *last[FORM_ROLES];
    struct arena arena;
};

void submission_init(struct submission *submission, const struct form *form);
void submission_release(struct submission *submission);

/* Add a record of ROLE with no values yet; values[] is the caller's to fill with texts of the submission's arena. */
struct submission_record *submission_add(struct submission *submission, enum form_role role, int64_t number);

/* The first record of a role (->next leads on), NULL when there is none. */
const struct submission_record *submission_first(const struct submission *submission, enum form_role role);
size_t submission_count(const struct submission *submission, enum form_role role);

/* A field by name: "" or 0 when blank, unreadable, or not in this record type.  RECORD may be NULL. */
const char *submission_text(const struct submission_record *record, const char *field);
int64_t submission_number(const struct submission_record *record, const char *field);

/* The same by meaning: submission_meant(e, "element.to"); submission_amount(s, "submission.duration"). */
const char *submission_meant(const struct submission_record *record, const char *meaning);
int64_t submission_amount(const struct submission_record *record, const char *meaning);

/* Occurrence AT (from 0) of a table, and how many it has here (what DEPENDING ON says, never more than the table holds). */
const char *submission_text_at(const struct submission_record *record, const char *field, size_t at);
size_t submission_occurrences(const struct submission_record *record, const char *field);
size_t submission_count_of(const struct submission_record *record, const struct form_field *field);

/*
 * Append the canonical document: {"S":{"record":2,"REC-TYPE":"S",...},"E":[{...}],"A":[...],"N":[...]}, keys in the
 * copybook's order, tables as arrays, what could not be read null.  The keys of the object are the form's REC-TYPEs.
 */
void submission_json(struct bytes *out, const struct submission *submission);

/*
 * SHA-256 of the document without record numbers and REC-SEQ, as 64 digits: equal for equal content, whatever
 * the carrier.
 */
char *submission_content_hash(char hex[HASH_HEX_SIZE], const struct submission *submission);

/*
 * The way back: fills SUBMISSION (release it in any case) from a document.  Findings are not in the document.
 * Returns 0, or FORM_E_DOCUMENT.
 */
int submission_parse(struct submission *submission, const struct form *form, const char *json, size_t length,
                     struct fault *fault);

/* Sort findings by record, then offset, so that a report reads as the file does.  Those of the whole come first. */
void submission_sort_findings(struct fault_list *findings);

#endif
