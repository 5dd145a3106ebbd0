/*
 * madefile.h - random copybooks with random records, made without the library: what it is asked about it did not write.
 *
 *     madefile_seed(number);
 *     madefile_open(&made, "CP037", false, true, false);  ... settings ...  madefile_fill(&made);  madefile_frame(&made, &recfm);
 *     madefile_close(&made);
 *
 * A failure ends the program with 2.
 */
#ifndef CUTOVER_TESTS_MADEFILE_H
#define CUTOVER_TESTS_MADEFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "record/codepage.h"
#include "record/recfm.h"
#include "record/settings.h"

enum { MADEFILE_FIELDS_MAX = 24 };

enum madefile_type { TYPE_TEXT, TYPE_CODE, TYPE_ZONED, TYPE_PACKED, TYPE_BINARY, TYPE_FILLER, TYPE_COUNT };

struct madefile_field {
    enum madefile_type type;
    unsigned digits, scale, length, occurs;
    bool is_signed;
    bool varies;    /* occurs 0 to this many, as the counter before it says */
    unsigned mark;  /* of a file with marks: which sort of them it has, from 1; 0: words */
    bool redefined; /* the same bytes again, as a number */
};

struct madefile { /* a copybook and its clean data */
    struct madefile_field fields[MADEFILE_FIELDS_MAX];
    size_t count;
    size_t lrecl;    /* longest */
    bool varies, numbers, mixed_case, national, brackets, marks; /* marks: addresses, paths, and other text with symbols in it */
    const char *page;
    struct codepage table;
    struct codepage other; /* of the page given, when it is another of its kind */
    size_t others;         /* letters with accents and brackets that are another character in it */
    struct bytes book;
    struct bytes text;     /* records one behind the other, in page */
    size_t *ends;          /* of each record in text */
    size_t records;
    struct bytes file;
    struct settings settings; /* to be given */
    char lrecl_text[16];
    char options[200];
};

/* All that follows depends on SEED alone. */
void madefile_seed(uint64_t seed);
unsigned madefile_below(unsigned most);
unsigned madefile_between(unsigned first, unsigned last);
bool madefile_one_in(unsigned count);

/*
 * A copybook, and the settings that name it.  DISPLAY_ONLY: no packed and binary numbers.  FIXED: no table that varies.
 * VIEWS: some text has a REDEFINES as a number, which it is not.
 */
void madefile_open(struct madefile *made, const char *page, bool display_only, bool fixed, bool views);
void madefile_close(struct madefile *made);

/* Twenty records and more into made->text; then all of them, as RECFM has them, into made->file. */
void madefile_fill(struct madefile *made);
void madefile_frame(struct madefile *made, const struct recfm *recfm);

#endif
