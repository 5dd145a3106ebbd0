/*
 * ddio.h - the records of a DD, read and written one after the other in little memory.  Floor 3.
 *
 *     struct ddio_range all = {.skip = 0, .count = -1};
 *     int code = ddio_copy(from, to, &all, to->append, &records, &fault);
 *
 * What a DD holds, by the table of DDs: F and FB records of LRECL bytes; V and VB records behind their RDW; RECFM U of a data
 * set plain bytes; RECFM U without one (in-stream data, SYSOUT, paths) lines.  Records go as they are from
 * F to F and from V to V when LRECL is the same (V: or longer); a line becomes an F record filled with blanks, an F record a line without its
 * trailing blanks; what goes to RECFM U of a data set goes as its bytes lie, but without RDWs to part them V does not go.
 * Nothing else goes: UTILITY_E_FORMAT.  Keyed data sets (KS) are read in key order and added to by key: F or V by their RECORDSIZE.
 *
 * The output is published whole by ddio_commit, or, when appended to, given its old length again by ddio_abort.
 */
#ifndef CUTOVER_UTILITY_DDIO_H
#define CUTOVER_UTILITY_DDIO_H

#include <stdio.h>

#include "base/file.h"
#include "dataset/ddtable.h"
#include "dataset/keyed.h"

enum ddio_form { DDIO_NOTHING, DDIO_FIXED, DDIO_VARIABLE, DDIO_PLAIN, DDIO_LINES };

enum { DDIO_LINE_MAX = 1 << 20, DDIO_PIECE = 32760, DDIO_RDW = 4 };

struct ddio_format {
    enum ddio_form form;
    size_t lrecl; /* FIXED: of each; VARIABLE: the most with RDW */
};

struct ddio_record {
    const uint8_t *data; /* good until the next read */
    size_t length;       /* without RDW or line end */
    size_t end_length;   /* bytes of a line's end, which follow the data; 0: the file ends, or the line is longer than DDIO_LINE_MAX and goes on */
};

struct ddio_reader {
    struct ddio_format format;
    FILE *file;            /* NULL: there is nothing to read */
    uint8_t *buffer;       /* owned */
    size_t at, length, capacity;
    bool ended;            /* the file has no more than the buffer */
    struct keyed *keyed;   /* of a keyed data set, in key order; NULL: none */
    struct bytes record;   /* its record at hand */
    int64_t number;        /* of the last record */
    char name[MEMBER_SIZE]; /* of the DD, or empty */
};

struct ddio_writer {
    struct ddio_format format;
    FILE *stream;          /* NULL: what is written goes nowhere, or to KEYED */
    struct keyed *keyed;   /* a keyed data set; NULL: none */
    struct bytes record;   /* one that is filled with blanks for it */
    bool overwrites;       /* a record whose key is there takes its place */
    struct file_replace replace;
    bool append;
    int64_t old_bytes;     /* append: how much was there */
    char name[MEMBER_SIZE];
};

struct ddio_range {
    int64_t skip;  /* records */
    int64_t count; /* -1: all */
    const char *from_key, *to_key; /* of a keyed data set: from the first key that begins so or is higher, to the last that begins so; NULL */
    bool replace;  /* to a keyed data set: a record whose key is there takes its place */
};

struct ddio_format ddio_format_of(const struct dd_entry *entry);

/*
 * Can records of FROM go to TO?  0, UTILITY_E_FORMAT, UTILITY_E_REFUSED for relative ones (RR), or UTILITY_E_DD for a partitioned data set
 * without member.
 */
int ddio_match(const struct dd_entry *from, const struct dd_entry *to, struct fault *fault);

/* Returns 0 or BASE_E_OPEN; ENTRY's dataset and path say what and where. */
int ddio_open(struct ddio_reader *reader, const struct dd_entry *entry, struct fault *fault);
void ddio_close(struct ddio_reader *reader);

/* 1: a record; 0: the end; UTILITY_E_RECORD: what is there is no whole record; BASE_E_OPEN. */
int ddio_read(struct ddio_reader *reader, struct ddio_record *record, struct fault *fault);

/* Returns 0 or BASE_E_WRITE.  Behind it, one of commit and abort. */
int ddio_create(struct ddio_writer *writer, const struct dd_entry *entry, bool append, struct fault *fault);

/*
 * RECORD in the form FROM.  Returns 0, UTILITY_E_RECORD when it is longer than LRECL or its key is there already, or a BASE_, STORE_
 * or DATASET_ code.
 */
int ddio_write(struct ddio_writer *writer, enum ddio_form from, const struct ddio_record *record, struct fault *fault);
int ddio_commit(struct ddio_writer *writer, struct fault *fault);
void ddio_abort(struct ddio_writer *writer);

/* The records of FROM that RANGE says to TO.  *RECORDS is how many; after a failure TO is as it was. */
int ddio_copy(const struct dd_entry *from, const struct dd_entry *to, const struct ddio_range *range, bool append, int64_t *records,
              struct fault *fault);

#endif
