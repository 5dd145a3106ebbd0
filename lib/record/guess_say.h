/*
 * guess_say.h - what was found out, in words and as options.  Floor 1; for guess.c.
 */
#ifndef CUTOVER_RECORD_GUESS_SAY_H
#define CUTOVER_RECORD_GUESS_SAY_H

#include "record/trial.h"

/* guess_options.c: set the options that make TRIAL out of what was given. */
void guess_set_options(struct guess *guess, const struct trials *trials, const struct trial *trial);

/* Set cause, fault and settings of GUESS by what TRIAL has otherwise than the first one. */
void guess_say_cause(struct guess *guess, struct trials *trials, const struct trial *trial);
void guess_say_drift(struct guess *guess, struct trials *trials, const struct period_drift *drift);
void guess_say_cut(struct guess *guess, const struct trials *trials, const struct period_cut *cut);
void guess_say_segments(struct guess *guess);
/* Records fit in the head and not FURTHER on. */
void guess_say_later(struct guess *guess, const struct score *further);
/* The header and the footer given leave no byte of the file. */
bool guess_is_impossible(const struct trials *trials);
void guess_say_unknown(struct guess *guess);

#endif
