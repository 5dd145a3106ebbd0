/*
 * control.h - control statements of access method services as trees.  Floor 3.
 *
 *     struct control control;
 *     control_open(&control, text, length);
 *     while ((code = control_next(&control, &statement, &fault)) != 0) ...     below 0: that statement cannot be read
 *     control_close(&control);
 *
 * Columns 1 to 72 of each card.  A statement ends with its card, unless the last character there is a hyphen (the rest comes
 * on the next card) or a plus (likewise, without the blanks in front of it), or with a semicolon.  Blanks, commas and comments
 * part words; a list in parentheses belongs to the word before it.  Words become upper case, unless they stand
 * in apostrophes.  z/OS DFSMS Access Method Services Commands SC23-6846, "Command format".
 */
#ifndef CUTOVER_UTILITY_CONTROL_H
#define CUTOVER_UTILITY_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/fault.h"

enum { CONTROL_COLUMNS = 72, CONTROL_DEPTH_MAX = 16, CONTROL_STATEMENT_MAX = 1 << 20 };

/* A word, with the list behind it if there is one; operators (= > <= ...) are words, too. */
struct control_node {
    const char *text;     /* "": a list without a word */
    bool quoted;
    bool has_list;
    struct control_node *child; /* the first of its list */
    struct control_node *next;
    int card, column;     /* from 1 */
};

struct control_place {
    int card, column;
};

struct control {
    const char *text;
    size_t length, at;     /* AT: behind the current card */
    int card;              /* number of the current card, the last of the statement that was given */
    const char *line;      /* its columns 1 to 72, without the blanks at its end */
    size_t line_length, line_at;
    bool line_left;        /* a semicolon left a part of it */
    struct arena arena;    /* the tree of the last statement */
    struct bytes joined;   /* that statement, comments taken out */
    struct control_place *places; /* of each byte of it */
    size_t place_capacity;
    bool in_comment, in_string;
    size_t echo_at;        /* what control_echo gave so far */
    int echo_card;
};

/* TEXT must live as long as CONTROL. */
void control_open(struct control *control, const char *text, size_t length);
void control_close(struct control *control);

/*
 * The next statement that has a word in it; good until the next call.  Returns 1; 0 at the end; or UTILITY_E_CONTROL with
 * card (the fault's record) and column (its offset): the next call goes on behind that statement.
 */
int control_next(struct control *control, struct control_node **statement, struct fault *fault);

/* The next card up to the end of the last statement, each once, LENGTH without its line end; NULL: all were given. */
const char *control_echo(struct control *control, size_t *length);

/* The first node from NODE on whose word is NAME or SHORT (which may be NULL), not in apostrophes; NULL: none. */
const struct control_node *control_find(const struct control_node *node, const char *name, const char *abbreviation);
bool control_is(const struct control_node *node, const char *name, const char *abbreviation);

/* A whole number of digits alone, MIN to MAX; false: it is none.  Takes NULL. */
bool control_number(const struct control_node *node, int min, int max, int *value);

#endif
