/*
 * segment.h - which 01 level or redefinition the value of a field selects: --segment FIELD=VALUE[,VALUE]:GROUP.  Floor 1.
 */
#ifndef CUTOVER_RECORD_SEGMENT_H
#define CUTOVER_RECORD_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "record/codepage.h"
#include "record/copybook.h"

struct segment_rule {
    const char *field;
    const char *const *values; /* text; numbers in canonical form */
    size_t value_count;
    const char *group;
};

/* Read one rule; its texts live in ARENA.  Returns 0 or RECORD_E_OPTION. */
int segment_parse(struct segment_rule *rule, const char *text, struct arena *arena, struct fault *fault);

/* Every group and field of the rules is in the copybook.  Returns 0 or RECORD_E_NAME. */
int segment_check(const struct segment_rule *rules, size_t count, const struct copybook *copybook, struct fault *fault);

/*
 * Does a rule for GROUP hold in this record?  Its field is looked up in LEVEL and read at its offset; values are
 * compared without trailing blanks and low-values.  *RULED says whether there is any rule for GROUP.
 */
bool segment_selects(const struct segment_rule *rules, size_t count, const char *group, struct item *level,
                     const uint8_t *record, size_t length, const struct codepage *page, bool *ruled);

/*
 * The 01 level that the rules select for this record: the only one when there is only one and no rule names it.
 * NULL: none, or several without a rule.
 */
struct item *segment_level(const struct segment_rule *rules, size_t count, const struct copybook *copybook,
                           const uint8_t *record, size_t length, const struct codepage *page);

#endif
