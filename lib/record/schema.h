/*
 * schema.h - a copybook with the settings of a command line: the layout, a plan for each 01 level, the code page, and
 * which level a record is.  Floor 1.
 *
 *     struct schema schema;
 *     if (schema_open(&schema, &settings, text, length, SCHEMA_DECODE, &fault) < 0) ...
 *     int level = schema_choose(&schema, &scratch, record, length);
 *     schema_close(&schema);
 */
#ifndef CUTOVER_RECORD_SCHEMA_H
#define CUTOVER_RECORD_SCHEMA_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/fault.h"
#include "record/codepage.h"
#include "record/family.h"
#include "record/layout.h"
#include "record/measure.h"
#include "record/settings.h"

enum { SCHEMA_EVERY = -1 };

enum schema_use {
    SCHEMA_LAYOUT, /* the layout alone */
    SCHEMA_DECODE,
    SCHEMA_ENCODE, /* plans have FILLER and no selection */
};

struct schema_rule { /* a value of a field selects an 01 level, or a kind of a tree of views */
    struct plan_op field;
    int record;        /* index in layout.records or of the kind */
    const char *value; /* without trailing blanks; of a number, canonical */
};

struct schema {
    struct settings_read settings;
    struct copybook copybook;
    struct layout layout;
    struct codepage page;
    struct codepage dbcs; /* of PIC G fields, when there are any */
    struct plan *plans; /* of each record of the layout */
    size_t plan_count;
    struct schema_rule *rules;
    size_t rule_count;
    struct family_tree tree; /* of --parent; its rules are those of kinds */
    struct measure measure; /* of --length-field */
    struct arena arena;
};

/* Returns 0, or why the settings, the copybook or the code page cannot be used; then SCHEMA holds nothing. */
int schema_open(struct schema *schema, const struct settings *settings, const char *copybook, size_t length, enum schema_use use,
                struct fault *fault);
void schema_close(struct schema *schema);

/* The 01 level of a record: the only one, or the one that the first fitting rule selects; SCHEMA_EVERY when none does.  SCRATCH is overwritten. */
int schema_choose(const struct schema *schema, struct bytes *scratch, const uint8_t *record, size_t length);

/* The kind of a record in the tree, SCHEMA_EVERY when no rule selects one; and the 01 level of a kind. */
int schema_kind(const struct schema *schema, struct bytes *scratch, const uint8_t *record, size_t length);
static inline size_t schema_level(const struct schema *schema, int kind)
{
    return schema->tree.views ? 0 : (size_t)kind;
}

/* The name of an 01 level. */
const char *schema_name(const struct schema *schema, size_t record);

#endif
