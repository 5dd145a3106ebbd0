/*
 * error.h - the codes of this room; lib/step/messages.def has their texts.  Floor 2.
 *
 * Codes down to -349 are faults of a file (the drop file is set aside whole, unless its severity is W or I),
 * those below are findings of a submission.
 */
#ifndef CUTOVER_FORM_ERROR_H
#define CUTOVER_FORM_ERROR_H

enum form_error {
    /* a form description */
    FORM_E_DESCRIPTION = -300, /* copybooks/X.form, or a copybook of it, cannot be used */
    FORM_E_DOCUMENT = -301,    /* JSON that should be a submission is none */

    /* a drop file: damage, by name */
    FORM_E_UNKNOWN = -310,       /* the bytes are no drop file of a known form */
    FORM_E_EMPTY = -311,         /* no bytes at all */
    FORM_E_CARRIER = -312,       /* a form that is not taken in this carrier */
    FORM_E_TEXT_MODE = -313,     /* binary fields went through a text-mode transfer */
    FORM_E_CHARACTER_SET = -314, /* wrong character set or code page */
    FORM_E_SHIFTED = -315,       /* records shifted: LRECL off by n */
    FORM_E_LINE_ENDS = -316,     /* LF or CRLF inside FB data */
    FORM_E_TRUNCATED = -317,     /* the last record is cut off */
    FORM_E_RDW = -318,           /* an RDW does not add up */
    FORM_E_BDW = -319,           /* a BDW does not add up */
    FORM_E_HEADER_MISSING = -320,
    FORM_E_HEADER_DOUBLED = -321,
    FORM_E_TRAILER_MISSING = -322,
    FORM_E_TRAILER_DOUBLED = -323,
    FORM_E_BEHIND_TRAILER = -324, /* records behind the trailer */
    FORM_E_COUNT = -325,          /* a count of the trailer is out of balance */
    FORM_E_HASH_TOTAL = -326,     /* the hash total is out of balance */
    FORM_E_RECORD_SEQUENCE = -327,
    FORM_E_INTERLEAVED = -328,
    FORM_E_HEADER_FIELD = -329, /* a field of the header without which the file cannot be known */
    FORM_E_CSV = -330,          /* not RFC 4180, or no record in a row */
    FORM_E_TOO_LARGE = -331,    /* a submission larger than [intake] submission_records allows */
    FORM_W_CODE_PAGE = -340,    /* PAGE-TEST showed another code page than configured */
    FORM_W_COLUMN = -341,       /* an unknown CSV column */
    FORM_W_HASH_UNKNOWN = -342, /* the hash total could not be checked: an amount is unreadable */
    FORM_W_HEADER_FIELD = -343, /* a field of the header is not as it should be */

    /* a submission: findings */
    FORM_E_NOT_A_NUMBER = -350, /* bytes that are not a sign or a digit */
    FORM_E_NEGATIVE = -351,
    FORM_E_VALUE = -352,    /* not one of the level-88 values */
    FORM_E_CONTROL = -353,  /* control characters in text */
    FORM_E_PADDING = -354,  /* a number lies in the padding of a short record */
    FORM_E_TOO_LONG = -355, /* a CSV cell longer than its picture */
    FORM_E_RAW = -356,      /* bytes that are not in the carrier's encoding */
    FORM_E_NAME = -357,     /* not a name of its kind */
    FORM_E_PATH = -358,
    FORM_E_DATE = -359,
    FORM_E_TIME = -360,
    FORM_E_EMAIL = -361,
    FORM_E_OCTAL = -362,
    FORM_E_ORDER = -363,    /* a date before the one it must not precede */
    FORM_E_REQUIRED = -364, /* not there */
    FORM_E_AGENCY = -365,   /* AGENCY in S is not that of H */
    FORM_E_TYPE = -366,     /* a REC-TYPE the form does not have */
    FORM_E_FORM = -367,     /* FORM-ID is not that of the file */
    FORM_E_NO_KEY = -368,   /* RELEASE-ID or ITERATION cannot be read: nothing to return it by */
    FORM_E_ORPHAN = -369,   /* records of a submission that has no S */
    FORM_E_CELL = -370,     /* a CSV cell that belongs to another record type */
    FORM_E_MORE = -371,     /* more findings than are listed */
};

#endif
