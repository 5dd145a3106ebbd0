/*
 * records.h - the records of a drop file one after another, whatever carries them.  Floor 2; for lib/form alone.
 *
 *     struct records records;
 *     if ((code = records_open(&records, &forms, path, &fault)) == 0) {
 *         records_decode_with(&records, &page);                    binary and text: once the code page is known
 *         code = records_read(&records, visit, user, &fault);      as often as wanted
 *     }
 *     records_close(&records);
 *
 * Damage to the framing is named as it is met (damage.h).  Fixed and variable records go through one buffer; CSV is
 * mapped, for lib/record reads it from one piece.
 */
#ifndef CUTOVER_FORM_RECORDS_H
#define CUTOVER_FORM_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "form/carrier.h"
#include "form/extract.h"
#include "form/form.h"

struct record_view { /* lives during the call */
    struct source_record source;
    struct record_key key;
    const uint8_t *raw; /* as it lies in the file, with RDW or line end */
    size_t raw_length;
    bool cut;          /* text: the file ends behind it without a line end */
    const char *stray; /* CSV: a column that has a value here and belongs to other record types; else NULL */
};

struct records_column {
    char *name;            /* as the file has it; owned */
    int slots[FORM_ROLES]; /* where its cells go; -1: the record type has no such field */
    bool known;
};

struct records {
    int fd;
    int64_t file_bytes;
    struct carrier carrier;
    size_t record_bytes;
    struct extractor extractor;
    struct bytes header; /* CSV: the row of column names as it lies in the file */
    struct records_column *columns;
    size_t column_count;
    struct csv_cell *cells[FORM_ROLES]; /* of the row under way */
};

/*
 * Recognise the file at PATH.  Returns 0, BASE_E_OPEN, or the damage that leaves nothing to read.  Close it in either case.
 */
int records_open(struct records *records, const struct form_set *forms, const char *path, struct fault *fault);
void records_close(struct records *records);

/* PAGE must outlive the records; a second call replaces it.  CSV wants NULL. */
void records_decode_with(struct records *records, const struct codepage *page);

/* The bytes of the first record, at most SIZE; returns how many.  Not of CSV. */
size_t records_first(const struct records *records, uint8_t *data, size_t size);

/* Goes on while it returns 0; what else it returns is what records_read returns. */
typedef int records_visit(void *user, const struct record_view *record);

/* All records from the first.  Returns 0, what VISIT returned, BASE_E_OPEN, or the damage that ended it. */
int records_read(struct records *records, records_visit *visit, void *user, struct fault *fault);

#endif
