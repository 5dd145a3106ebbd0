/*
 * dropfile.h - drop files for tests: good ones by forms.md, and what can be done to them.
 *
 *     struct dropfile file;
 *     dropfile_good(&file, "F053");                       H, one submission with two elements, T
 *     dropfile_set(&file, 2, "ELEM-TYPE", "WORD");        a field of a record; records count from 0
 *     dropfile_write(&file, DROP_FB, "CP037");            into file.bytes, REC-SEQ and totals filled in
 *     file.bytes.data[17] = 0x1D;                         damage
 *     dropfile_release(&file);
 *
 * Nothing of lib/form or the copybooks is used: offsets come from forms.md by way of dropfile.c's own table.
 */
#ifndef CUTOVER_TESTS_DROPFILE_H
#define CUTOVER_TESTS_DROPFILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"

enum drop_framing { DROP_FB, DROP_VB, DROP_BLOCKED, DROP_TEXT, DROP_CSV };

enum { DROPFILE_FIELDS = 100, DROPFILE_VALUE = 400 };

struct dropfile_record {
    char type;
    char *values[DROPFILE_FIELDS]; /* by the table of dropfile.c; NULL: blank or zero; owned */
};

struct dropfile {
    char form[5];
    struct dropfile_record *records;
    size_t count, capacity;
    struct bytes bytes;
};

/* An empty file; and one of AGENCY with FILE-SEQ 1 that holds RELEASE iteration 1: H S E E A A N N N T. */
void dropfile_init(struct dropfile *file, const char *form);
void dropfile_good(struct dropfile *file, const char *form);
void dropfile_release(struct dropfile *file);

/* Append a record with what a good one of its type has; returns its index.  RELEASE NULL for H and T. */
size_t dropfile_add(struct dropfile *file, char type, const char *release, const char *iteration);

/* Append S and what belongs to it. */
void dropfile_add_submission(struct dropfile *file, const char *release, const char *iteration);

/* Take records [FROM, FROM+COUNT) out; put a copy of record FROM at TO. */
void dropfile_remove(struct dropfile *file, size_t from, size_t count);
void dropfile_repeat(struct dropfile *file, size_t from, size_t to);

/* Set a field (a table's as PREREQ-ID-1); VALUE NULL: blank.  An unknown field ends the test. */
void dropfile_set(struct dropfile *file, size_t record, const char *field, const char *value);

/* The bytes.  REC-SEQ and the trailer's totals are those of the records unless set.  PAGE: CP037, CP500, CP1047; NULL for text. */
void dropfile_write(struct dropfile *file, enum drop_framing framing, const char *page);

/* Where a field lies in FB or text: offset in file.bytes and length. */
size_t dropfile_at(const struct dropfile *file, enum drop_framing framing, size_t record, const char *field, size_t *length);

#endif
