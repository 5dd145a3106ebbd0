/*
 * error.h - what can go wrong between bytes and values: the codes of this room.  Floor 1.
 *
 * Each is minus its message's number in lib/step/messages.def (200 to 299).
 */
#ifndef CUTOVER_RECORD_ERROR_H
#define CUTOVER_RECORD_ERROR_H

enum record_error {
    RECORD_E_COPYBOOK = -200,    /* not a copybook: a clause, level or name that cannot stand; record = line */
    RECORD_E_UNSUPPORTED = -201, /* a clause that is COBOL but is not handled; record = line */
    RECORD_E_PICTURE = -202,     /* not a picture string */
    RECORD_E_LAYOUT = -203,      /* REDEFINES, OCCURS, sizes that do not fit together */
    RECORD_E_CODEPAGE = -204,    /* a code page that iconv does not know, or that has no blank or digits */
    RECORD_E_SETTING = -205,     /* an option's value */
    RECORD_E_NAME = -206,        /* a field, group or 01 level that the copybook does not have */
    RECORD_E_MEMBER = -207,      /* a member of COPY that is not there */
    RECORD_E_NESTING = -208,     /* members of COPY that copy each other, or too deep */
    RECORD_E_TEXT = -210,        /* a byte that the code page does not have */
    RECORD_E_ZONED = -211,       /* not zoned decimal */
    RECORD_E_PACKED = -214,      /* not packed decimal */
    RECORD_E_BINARY = -215,      /* a binary value beyond its picture */
    RECORD_E_BLANK = -216,       /* a number of blanks */
    RECORD_E_SHORT = -217,       /* a field beyond the end of its record */
    RECORD_E_COUNT = -218,       /* an OCCURS DEPENDING ON count outside its bounds, or unreadable */
    RECORD_E_RDW = -220,         /* an RDW that does not add up */
    RECORD_E_BDW = -221,         /* a BDW that does not add up */
    RECORD_E_TRUNCATED = -222,   /* the file ends inside a record */
    RECORD_E_LONG = -223,        /* a record longer than LRECL, or than any record may be */
    RECORD_E_LOST = -224,        /* where the next record begins cannot be known */
    RECORD_E_CSV = -230,         /* not CSV: quotes that do not close or stand inside a value */
    RECORD_E_UTF8 = -231,        /* not UTF-8 */
    RECORD_E_FLOAT = -232,       /* a float that is infinite or no number */
    RECORD_E_CONDITION = -233,   /* a value that no level 88 of its field names */
    RECORD_E_JSON = -240,        /* not a JSON object on one line */
    RECORD_E_KIND = -241,        /* a value of the wrong kind: text for a number, a list for a group */
    RECORD_E_NUMBER = -242,      /* a number that its picture cannot hold */
    RECORD_E_CHARACTERS = -243,  /* text that does not fit or that the code page does not have */
    RECORD_E_MISSING = -244,     /* no value for a field */
    RECORD_E_VIEWS = -245,       /* views of a REDEFINES were given values that cannot be there together */
    RECORD_E_SUMMARY = -250,     /* information: how many records were read and written */
    RECORD_E_STOPPED = -251,     /* stopped after --max-errors bad values */
    RECORD_E_SEGMENT = -252,     /* a segment of a spanned record whose first is not there, or a record that grows too long */
    RECORD_E_UNENDED = -253,     /* a spanned record without its last segment */
    RECORD_E_LENGTH = -254,      /* a record's length, from a field or as given, that cannot be */
    RECORD_E_EXPRESSION = -255,  /* not an expression of fields for --length-field */
    RECORD_E_ORPHAN = -256,      /* a child record without its parent */
    RECORD_E_FAMILY = -257,      /* a root record with more below it than may be held */
    RECORD_E_GUESS_TEXT = -260,     /* why many records fail: sent as text */
    RECORD_E_GUESS_CODEPAGE = -261, /* another code page */
    RECORD_E_GUESS_LRECL = -262,    /* another record length */
    RECORD_E_GUESS_FRAME = -263,    /* descriptors where none were expected, or the other way, or counting otherwise */
    RECORD_E_GUESS_ENDIAN = -264,   /* the other byte order */
    RECORD_E_GUESS_ENDS = -265,     /* bytes before the first record or behind the last */
    RECORD_E_GUESS_DRIFT = -266,    /* bytes lost or added inside records */
    RECORD_E_GUESS_OCCURS = -267,   /* tables in their maximum, or not */
    RECORD_E_GUESS_UNKNOWN = -268,  /* nothing tried fits */
    RECORD_E_GUESS_FLOAT = -269,    /* floats of the other kind */
    RECORD_E_GUESS_SEGMENTS = -270, /* segments of spanned records are not there */
};

#endif
