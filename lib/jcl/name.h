/*
 * name.h - the alphabets of JCL: names, data set names, keywords.  Floor 2.
 *
 * Pure predicates over text and length (no NUL needed), shared by the parser, which says what is wrong, and the
 * encoder, which lets nothing wrong out.  National characters are $ # @ (jcl.md rule 10).
 */
#ifndef CUTOVER_JCL_NAME_H
#define CUTOVER_JCL_NAME_H

#include <stdbool.h>
#include <stddef.h>

enum {
    NAME_SIZE = 9,    /* with its NUL */
    NAME_MAX_LEN = 8, /* job, step, DD, program, member */
    DSN_MAX_LEN = 44, /* without a member or generation */
};

/* A-Z $ # @ */
static inline bool name_is_alpha(char c)
{
    return (c >= 'A' && c <= 'Z') || c == '$' || c == '#' || c == '@';
}

/* Those and 0-9. */
static inline bool name_is_alnum(char c)
{
    return name_is_alpha(c) || (c >= '0' && c <= '9');
}

/* One to eight of A-Z 0-9 $ # @, the first no digit. */
bool name_is_valid(const char *text, size_t length);

/* One name, or two joined by a period: STEP.PROCSTEP, STEP.DDNAME, PARM.STEP. */
bool name_is_qualified(const char *text, size_t length);

/* Names joined by periods, at most 44 characters; a hyphen may stand after the first character of a qualifier. */
bool name_is_dsn(const char *text, size_t length);

/* Member name, or generation: (+1), (0), (-255).  Without the parentheses. */
bool name_is_generation(const char *text, size_t length);

/* Every byte printable ASCII, X'20' to X'7E'. */
bool name_is_printable(const char *text, size_t length);

#endif
