/*
 * parameter.h - a parameter field as a tree.  Floor 2.
 *
 *     DISP=(NEW,CATLG),DSN=A.B(MEM),PARM='it''s'
 *
 * is three parameters: DISP with two items; DSN with the text A.B and the item MEM behind it; PARM with the text
 * it's.  An omitted position is a parameter with empty text, so that items count as they were typed.  Every part
 * knows where it was typed.  Nothing here knows what a keyword means; check.h and job.h do.
 */
#ifndef CUTOVER_JCL_PARAMETER_H
#define CUTOVER_JCL_PARAMETER_H

#include "jcl/statement.h"

enum { PARAMETER_MAX_DEPTH = 8 };

struct parameter {
    const char *keyword;     /* NULL: positional */
    const struct keyword *known; /* what the statement's operation has under this keyword, on its own level; NULL: nothing */
    const char *text;        /* value without its apostrophes; "" for a list or nothing */
    bool quoted;             /* apostrophes stood in it */
    bool is_list;            /* the value is ( ... ) and nothing before it */
    bool has_items;          /* there were parentheses: a list, or behind the text */
    struct parameter *items; /* what they hold, in order; NULL when empty */
    struct parameter *next;
    const char *raw;         /* the value as typed, apostrophes and parentheses included */
    struct place keyword_place;
    struct place place;      /* of the value; the keyword's when it is omitted */
};

/*
 * Read STATEMENT's field into ARENA.  What is wrong (parentheses, apostrophes, something behind a closed one) is
 * added to FAULTS, once; then reading stops and the statement is marked broken.  Returns the first parameter, NULL when there is none.
 */
struct parameter *parameter_parse(struct statement *statement, struct arena *arena, struct fault_list *faults);

/* Parameter KEYWORD of the list; NULL when it is not there. */
const struct parameter *parameter_find(const struct parameter *list, const char *keyword);

/* Item INDEX from 0; NULL beyond the last. */
const struct parameter *parameter_item(const struct parameter *parameter, size_t index);
size_t parameter_count(const struct parameter *list);

#endif
