/*
 * records.h - the programs decode, encode and layout.  Floor 3.
 *
 * Each is a body for struct program: its option table is here too, made from lib/record/settings.def.  The operand is the
 * data ("-" or none: standard input); results go to standard output.  Return codes: 4 when a value was bad, 8 when the
 * file could not be parted into records to its end, 12 when it could not be read or written, 16 when nothing was done.
 */
#ifndef CUTOVER_UTILITY_RECORDS_H
#define CUTOVER_UTILITY_RECORDS_H

#include "record/settings.h"
#include "step/option.h"
#include "step/program.h"

struct records_options {
    struct settings settings;
    struct text_list copy_paths, segments, parents, codepages_of, select, raw; /* lists of settings as option tables fill them */
    const char *format;                     /* of decode */
    const char *errors;
    bool json_schema;                       /* of layout */
    bool guess;                             /* of decode */
};

extern const struct option_spec records_layout_options[];
extern const struct option_spec records_decode_options[];
extern const struct option_spec records_encode_options[];

int records_layout(struct step *step, void *options);
int records_decode(struct step *step, void *options);
int records_encode(struct step *step, void *options);

#endif
