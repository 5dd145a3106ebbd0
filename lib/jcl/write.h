/*
 * write.h - the one encoder of JCL for programs that generate it.  Floor 2.
 *
 * A value is written with its kind; one that cannot stand there (wrong alphabet, control characters, too long)
 * is refused, so that a value can never become a statement, a card or a parameter of its own.  The first refusal
 * sticks: everything after it writes nothing, and jcl_write_end returns it.  So a caller checks once:
 *
 *     struct jcl_writer writer;
 *     jcl_writer_init(&writer);
 *     jcl_write_statement(&writer, "S010", "EXEC");
 *     jcl_write_value(&writer, "PGM", JCL_NAME, "IEBCOPY");
 *     jcl_write_open(&writer, "COND");                       COND=(4,LT)
 *     jcl_write_number(&writer, NULL, 4);
 *     jcl_write_value(&writer, NULL, JCL_WORD, "LT");
 *     jcl_write_close(&writer);
 *     jcl_write_statement(&writer, "OUT", "DD");
 *     jcl_write_dsn(&writer, "DSN", element_dsn, NULL);
 *     jcl_write_value(&writer, "DISP", JCL_WORD, "OLD");
 *     jcl_write_data(&writer, "SYSIN");
 *     jcl_write_card(&writer, " COPY OUTDD=OUT,INDD=((BKP,R))");
 *     if (jcl_write_end(&writer, &fault) == 0) ... bytes_string(&writer.out) ...
 *     jcl_writer_release(&writer);
 *
 * Cards end in LF and reach at most column 71; a parameter that does not fit goes to the next card (jcl.md rules
 * 1, 2 and 5; spread.h).  When a long data set name would be the first parameter, the next keyword that fits goes
 * before it: the first parameter must stand on the statement's own card, and keywords have no order.
 */
#ifndef CUTOVER_JCL_WRITE_H
#define CUTOVER_JCL_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "jcl/spread.h"

enum jcl_kind {
    JCL_NAME,       /* job, step, DD, program, member: 1 to 8 of A-Z 0-9 $ # @, no digit first */
    JCL_QUALIFIED,  /* one name, or two joined by a period: STEP.PROCSTEP */
    JCL_WORD,       /* what stands unquoted: 1 to 44 of A-Z 0-9 $ # @ . * + - : SHR, FB, 0M, *.S1.DD */
    JCL_DSN,        /* data set name without member, 1 to 44 */
    JCL_TEXT,       /* always quoted, apostrophes doubled: up to 100 printable characters (a PARM); & before a
                       letter is refused, because JCL would take it for a symbol */
    JCL_PROGRAMMER, /* quoted, up to 20: the programmer's name on JOB */
    JCL_PATH,       /* quoted, up to 255 */
};

enum { JCL_WRITE_DEPTH = 4 }; /* parentheses within parentheses */

struct jcl_writer {
    struct bytes out;   /* finished cards; owned */
    struct fault fault; /* the first refusal; code 0 when there is none */
    struct spread spread; /* the statement being built */
    int depth;          /* open parentheses */
    bool first;         /* no comma before the next parameter */
    /* in-stream data being gathered */
    struct bytes data;  /* its cards, each with LF */
    bool in_data;
};

void jcl_writer_init(struct jcl_writer *writer);
void jcl_writer_release(struct jcl_writer *writer);

/* Begin a statement, ending the one before.  NAME may be NULL; OPERATION is 1 to 8 letters.  ENDIF, ELSE: no parameters. */
void jcl_write_statement(struct jcl_writer *writer, const char *name, const char *operation);

/* Add KEYWORD=VALUE, or VALUE alone when KEYWORD is NULL (positional, or a subparameter). */
void jcl_write_value(struct jcl_writer *writer, const char *keyword, enum jcl_kind kind, const char *value);
void jcl_write_number(struct jcl_writer *writer, const char *keyword, int64_t value); /* 0 to 2147483647 */

/* Add KEYWORD=DSN or KEYWORD=DSN(MEMBER); MEMBER is NULL, a member name, or a generation like +1. */
void jcl_write_dsn(struct jcl_writer *writer, const char *keyword, const char *dsn, const char *member);

/* Add KEYWORD=( and what follows inside it until the close.  KEYWORD may be NULL.  An omitted positional is jcl_write_omit. */
void jcl_write_open(struct jcl_writer *writer, const char *keyword);
void jcl_write_close(struct jcl_writer *writer);
void jcl_write_omit(struct jcl_writer *writer);

/*
 * One relation of an IF: S010.RC EQ 0, S010.RUN, NOT S010.ABEND.  jcl_write_if joins COUNT of them (one or more)
 * as //NAME IF (a AND b) THEN.
 */
struct jcl_relation {
    const char *step;     /* STEP or STEP.PROCSTEP; NULL: the job as a whole */
    const char *keyword;  /* RC, RUN, ABEND, ABENDCC */
    const char *operator; /* EQ NE GT LT GE LE with RC; NULL with RUN and ABEND */
    int value;            /* of RC, 0 to 4095 */
    bool negated;         /* NOT */
};
void jcl_write_if(struct jcl_writer *writer, const char *name, const struct jcl_relation *relations, size_t count);

/* TEXT as comment cards, broken at blanks as needed.  Printable text only. */
void jcl_write_comment(struct jcl_writer *writer, const char *text);

/*
 * In-stream data: //NAME DD *, its cards (printable, at most 80 characters, one card a call), and its delimiter,
 * which is written when the next statement begins.  When a card begins like a statement or delimiter, the DD
 * becomes DATA with a DLM that no card begins with.
 */
void jcl_write_data(struct jcl_writer *writer, const char *name);
void jcl_write_card(struct jcl_writer *writer, const char *text);

/* End the last statement.  Returns 0, or JCL_E_VALUE or JCL_E_FIT: then nothing of writer->out is to be used. */
int jcl_write_end(struct jcl_writer *writer, struct fault *fault);

/*
 * May TEXT stand as KIND?  For control statements of utilities, whose values go into a card.  Returns 0 or
 * JCL_E_VALUE with what was got and expected.  WHAT names the value in the message.
 */
int jcl_value_check(enum jcl_kind kind, const char *what, const char *text, struct fault *fault);

#endif
