/*
 * trial.h - one way in which a file may have come to be as it is, and how well it explains the sample.  Floor 1; for guess*.c.
 */
#ifndef CUTOVER_RECORD_TRIAL_H
#define CUTOVER_RECORD_TRIAL_H

#include "record/guess.h"
#include "record/schema.h"

enum undo { /* what was done to the bytes on their way, which is undone before they are read */
    UNDO_NOTHING,
    UNDO_TO_ASCII,      /* EBCDIC to ISO 8859-1 by the tables of the page given, and of CP1047 */
    UNDO_TO_ASCII_1047,
    UNDO_TO_EBCDIC,     /* ISO 8859-1 to EBCDIC */
    UNDO_UTF8,          /* ISO 8859-1 to UTF-8 */
    UNDO_UTF8_EBCDIC,   /* EBCDIC to UTF-8, by the tables of the page given */
    UNDO_CRLF,          /* X'0A' to X'0D0A' */
    UNDOS,
};

enum form { /* of numbers in storage */
    FORM_GIVEN,
    FORM_TURNED, /* the other byte order of COMP-5 */
    FORM_FLOAT,  /* floats of the other kind */
    FORM_BOTH,
    FORMS,
};

enum { TRIAL_READINGS = 32, TRIALS = 256 };

struct trial {
    struct recfm recfm;
    const char *page;
    enum undo undo;
    unsigned flags;   /* of enum score_flag */
    bool other_occurs;
    enum form form;
    int32_t bits;     /* what saying it takes: the more choices, the more */
    struct spelling_gain gain; /* over the page that was tried before, when another of its kind was chosen */
    struct score score;
};

struct reading { /* the copybook with a code page and the rest as given */
    const char *page;
    bool other_occurs;
    enum form form;
    struct schema schema;
    struct scorer scorer;
};

struct trials {
    const struct settings *given;
    const char *copybook;
    size_t copybook_length;
    struct reading readings[TRIAL_READINGS]; /* the first is as given */
    size_t reading_count;
    struct sample samples[UNDOS]; /* what each undo makes of the sample; count 0: not made yet */
    struct trial items[TRIALS];   /* the first is as given */
    size_t count;
};

/* Open the first reading and trial, as given. */
int trials_open(struct trials *trials, const struct settings *settings, const char *copybook, size_t length, const struct sample *sample,
                struct fault *fault);
void trials_close(struct trials *trials);

/* Add a trial; more than there is room for are left out. */
void trials_add(struct trials *trials, const struct trial *trial);

/* Score TRIAL on BYTES of the head; false when its code page cannot be used. */
bool trial_run(struct trials *trials, struct trial *trial, size_t bytes);

/* OTHER, or when that is what was GIVEN, what is USUAL. */
const char *trial_turned(const char *given, const char *other, const char *usual);

/* What counts: weight less what saying it takes, in eighths of a bit. */
int64_t trial_worth(const struct trial *trial);

/* The page of the other kind than the one given: ASCII for EBCDIC, CP037 for ASCII. */
const char *trials_other_page(const struct trials *trials);
const char *trials_ebcdic_page(const struct trials *trials);

/* What UNDO makes of the sample; the sample as it is when nothing is to be undone so. */
const struct sample *trials_sample(struct trials *trials, enum undo undo);
struct reading *trials_reading(struct trials *trials, const char *page, bool other_occurs, enum form form);

/* Bytes of the longest record. */
size_t trials_longest(const struct trials *trials);

/* hypotheses.c: add everything that may have happened to the file; the first trial has been run. */
void trials_add_all(struct trials *trials);

/* The kind has RDWs; and BDWs. */
bool trial_is_described(enum recfm_kind kind);
bool trial_is_blocked(enum recfm_kind kind);

/*
 * period.c: where the layout's numbers show.  Add trials of F with record lengths, and with bytes before the first
 * record, at which numbers are where READING's layout has them.
 */
void period_lengths(struct trials *trials, const char *page);
void period_headers(struct trials *trials);

/*
 * Follow F records that are a few bytes too short or too long: true when most fit so, with how many slips there were, by
 * how many bytes in all (below 0: bytes are missing) and the record of the first.
 */
struct period_drift {
    int64_t records, sound, slips, bytes, first;
};
bool period_drifts(struct trials *trials, struct period_drift *drift);

/*
 * F records of which each has the same few bytes too many or too few, so that they have LRECL bytes: true when numbers
 * are where the layout has them up to byte FIRST (from 1) at least, and from byte LAST on so many bytes further on.
 */
struct period_cut {
    size_t lrecl, first, last;
    ptrdiff_t bytes; /* below 0: missing */
};
bool period_cuts(struct trials *trials, struct period_cut *cut);

#endif
