/*
 * option.h - option tables: command line and PARM into a struct, and the table as help.  Floor 1.
 *
 * "--name value" and "--name=value"; "--" ends options; a lone "-" is an operand.  Options and operands may
 * mix.  Texts point into the words given, which must outlive the values.
 */
#ifndef CUTOVER_STEP_OPTION_H
#define CUTOVER_STEP_OPTION_H

#include <stdio.h>

#include "base/bytes.h"
#include "step/program.h"

/*
 * Read WORDS: an option of TABLE goes into VALUES at its offset, any other word to OPERANDS.  Returns 0, or
 * STEP_E_USAGE saying which word and what was expected.
 */
int option_parse(const struct option_spec *table, void *values, char **words, int count, struct text_list *operands,
                 struct fault *fault);

/*
 * Read a PARM as the words of a command line: KEYWORD or KEYWORD=VALUE parted by commas becomes --keyword or
 * --keyword=VALUE when TABLE has that option, else it stays a word.  Appends to WORDS; the texts live in ARENA.
 */
struct arena;
int option_from_parm(const struct option_spec *table, const char *parm, struct arena *arena, struct text_list *words,
                     struct fault *fault);

/* Append the table as the option lines of --help. */
void option_help(struct bytes *out, const struct option_spec *table);

const struct option_spec *option_find(const struct option_spec *table, const char *name, size_t length);
void text_list_add(struct text_list *list, const char *text);

#endif
