/*
 * error.h - the codes of this room (messages 200 to 299 of step/messages.def).  Floor 1.
 */
#ifndef CUTOVER_RECORD_ERROR_H
#define CUTOVER_RECORD_ERROR_H

enum record_error {
    /* the copybook */
    RECORD_E_SYNTAX = -200,      /* not COBOL as it is read here */
    RECORD_E_UNSUPPORTED = -201, /* COBOL that is not read yet, by name */
    RECORD_E_NAME = -202,        /* a name that is not in the copybook, or twice */
    RECORD_E_SIZE = -203,        /* a record longer, or items deeper, than is read */
    RECORD_E_OPTION = -204,      /* an option that does not fit the copybook or the file */
    RECORD_E_CODEPAGE = -205,    /* a code page iconv does not know, or not a single-byte one */
    /* the carrier */
    RECORD_E_TRUNCATED = -210, /* the last record is cut off */
    RECORD_E_RDW = -211,       /* a record descriptor word that does not add up */
    RECORD_E_BDW = -212,       /* a block descriptor word that does not add up */
    RECORD_E_LONG = -213,      /* a record longer than it may be */
    RECORD_E_CSV = -220,       /* not RFC 4180 */
    RECORD_E_JSON = -221,      /* not the JSON that decode makes */
    /* a value */
    RECORD_E_PACKED = -214,  /* not packed decimal */
    RECORD_E_ZONED = -215,   /* not zoned decimal */
    RECORD_E_SIGN = -216,    /* a sign where none may be */
    RECORD_E_BEYOND = -217,  /* the field lies beyond the end of the record */
    RECORD_E_COUNT = -218,   /* a DEPENDING ON count outside its table */
    RECORD_E_TEXT = -219,    /* a byte that the code page does not have, or a character that it cannot write */
    RECORD_E_RANGE = -222,   /* a number that the picture cannot hold */
    RECORD_E_LENGTH = -223,  /* a text longer than its picture */
    RECORD_E_BLANK = -224,   /* blanks where a number belongs */
};

#endif
