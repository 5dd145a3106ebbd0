/*
 * guess.h - why a file does not decode, and with which options it would.  Floor 1.
 *
 *     struct guess guess;
 *     if (guess_make(&guess, &settings, copybook, length, &sample, &fault) < 0) ...   the settings or the copybook are wrong
 *     guess.cause GUESS_FITS: nothing is to be said.  Else guess.fault says what is wrong with its evidence, and
 *     guess.settings are the options that fit better; guess_changes shows those that differ.
 *     guess_release(&guess);
 *
 * Ways in which the file may have been made, sent or described are tried on the sample (trial.h) and scored (score.h);
 * the one is named that explains the bytes best, if it does so clearly better than what was given.  The work is bounded
 * by the sample and the same for the same bytes.
 */
#ifndef CUTOVER_RECORD_GUESS_H
#define CUTOVER_RECORD_GUESS_H

#include "base/arena.h"
#include "base/bytes.h"
#include "base/fault.h"
#include "record/sample.h"
#include "record/score.h"
#include "record/settings.h"

enum guess_cause {
    GUESS_FITS,     /* the options given fit */
    GUESS_TEXT,     /* sent as text */
    GUESS_CODEPAGE, /* characters are of another code page */
    GUESS_LRECL,    /* records are longer or shorter */
    GUESS_FRAME,    /* RDWs or BDWs there or not, or counting otherwise */
    GUESS_ENDIAN,   /* descriptors or numbers in the other byte order */
    GUESS_ENDS,     /* bytes of the file before the first record or behind the last */
    GUESS_FLOAT,    /* floats are IEEE's, or IBM's */
    GUESS_DRIFT,    /* bytes were lost or added inside records */
    GUESS_OCCURS,   /* tables lie in their maximum, or not */
    GUESS_SEGMENTS, /* segments of spanned records are missing */
    GUESS_UNKNOWN,  /* records fail, and nothing tried fits better */
};

struct guess {
    enum guess_cause cause;
    struct settings settings; /* the proposal; texts are the caller's or live in the arena */
    struct settings given;
    struct score before;      /* with the options given, and with the proposal */
    struct score after;
    struct fault fault;       /* RECORD_E_GUESS_...; code 0 when the options fit */
    struct arena arena;
};

/* Returns 0, or what schema_open says of the settings; then GUESS holds nothing. */
int guess_make(struct guess *guess, const struct settings *settings, const char *copybook, size_t length, const struct sample *sample,
               struct fault *fault);
void guess_release(struct guess *guess);

/* Append " --option value" for each option in which the proposal differs, " without --option" where it is left away. */
void guess_changes(struct bytes *out, const struct guess *guess);

/* Append " --option value" for all options of the proposal, and OPERAND, quoted for a shell. */
void guess_options(struct bytes *out, const struct guess *guess, const char *operand);

#endif
