/*
 * error.h - what can be wrong with JCL: the codes of this room.  Floor 2.
 *
 * Each is minus a message number of step/messages.def (600 to 699).  A deck's errors are gathered in a
 * fault_list: file, card (record) and column (offset) are always set, field is the statement's name field or the
 * keyword.  _W_ are warnings: the job runs all the same.
 */
#ifndef CUTOVER_JCL_ERROR_H
#define CUTOVER_JCL_ERROR_H

enum jcl_error {
    /* cards */
    JCL_E_NOT_JCL = -600,
    JCL_E_EBCDIC = -601,
    JCL_E_LINE_END = -602,
    JCL_E_CARD_LENGTH = -603,
    JCL_E_TAB = -604,
    JCL_E_CASE = -605,
    JCL_E_CHARACTER = -606,
    JCL_E_BYTE_ORDER = -688,
    /* statements */
    JCL_E_NAME = -607,
    JCL_E_OPERATION = -608,
    JCL_E_CONTINUATION = -609,
    JCL_E_COLUMN_16 = -610,
    JCL_E_COLUMN_72 = -611,
    JCL_E_QUOTE = -612,
    JCL_E_PARENTHESIS = -613,
    JCL_E_SYNTAX = -614,
    JCL_E_DATA = -615,
    JCL_W_DELIMITER = -616,
    JCL_E_DEPTH = -617,
    JCL_W_COMMENT = -618,
    JCL_E_TOO_MANY = -619,
    /* jobs */
    JCL_E_UNSUPPORTED = -620,
    JCL_E_KEYWORD = -621,
    JCL_E_TWICE = -622,
    JCL_E_OPERAND = -623,
    JCL_E_EXCLUSIVE = -624,
    JCL_E_ORDER = -625,
    JCL_E_STEPS = -626,
    JCL_E_REFERENCE = -627,
    JCL_E_MISSING = -628,
    JCL_W_NAME_TWICE = -629,
    JCL_E_LENGTH = -630,
    JCL_E_DDS = -631,
    JCL_E_READ = -632,
    /* symbols */
    JCL_E_SYMBOL_NAME = -650,
    JCL_E_SYMBOL_UNDEFINED = -651,
    JCL_W_SYMBOL_UNUSED = -652,
    JCL_E_SYMBOL_LENGTH = -653,
    JCL_W_SYMBOL_BLANK = -654,
    JCL_E_SYMBOL_PART = -655,
    JCL_E_SYMBOL_KEYWORD = -656,
    JCL_W_SYMBOL_HELD = -657,
    /* members, procedures, overrides */
    JCL_E_MEMBER_MISSING = -658,
    JCL_E_MEMBER = -659,
    JCL_E_LEVELS = -660,
    JCL_E_PROCEDURE = -661,
    JCL_E_MEMBER_STATEMENT = -662,
    JCL_E_OVERRIDE_STEP = -663,
    JCL_E_OVERRIDE_ORDER = -664,
    JCL_E_OVERRIDE_LEVEL = -665,
    JCL_E_OVERRIDE_EXEC = -666,
    JCL_E_OVERRIDE_EMPTY = -667,
    JCL_E_JCLLIB = -668,
    JCL_W_MEMBER_MISSING = -669,
    /* jobs, as a whole */
    JCL_E_RELATION = -670,
    JCL_E_NESTING = -671,
    JCL_E_BACKWARD = -672,
    JCL_W_FORWARD = -673,
    JCL_E_RESTART = -674,
    JCL_E_PARMDD = -675,
    JCL_E_BETWEEN = -676,
    JCL_E_GROUP = -682,
    JCL_I_CHECKED = -683,
    JCL_E_COMPANION = -684,
    JCL_E_JES2 = -685,
    JCL_W_QUOTE = -686,
    JCL_W_GENERATED = -687,
    /* a site's standards */
    JCL_E_STANDARDS_FILE = -677,
    JCL_E_STANDARD = -678,
    JCL_W_STANDARD = -679,
    /* the encoder */
    JCL_E_VALUE = -680, /* a generator's value cannot stand where it was put */
    JCL_E_FIT = -681,   /* a generator's value cannot be laid out on cards */
};

#endif
