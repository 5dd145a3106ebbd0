/*
 * settings.h - options of decode, encode and layout as they are given, and what they mean.  Floor 1.
 *
 * settings.def lists them once, for option tables and for struct settings.  Texts are the caller's.
 */
#ifndef CUTOVER_RECORD_SETTINGS_H
#define CUTOVER_RECORD_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "record/copybook.h"
#include "record/copylib.h"
#include "record/decode.h"
#include "record/family.h"
#include "record/plan.h"
#include "record/recfm.h"

struct settings_list {
    const char *const *items;
    size_t count;
};

struct settings { /* as given; NULL: not given */
#define SETTING_TEXT(member, name, metavar, help) const char *member;
#define SETTING_FLAG(member, name, help) bool member;
#define SETTING_LIST(member, name, metavar, help) struct settings_list member;
#include "record/settings.def"
#undef SETTING_TEXT
#undef SETTING_FLAG
#undef SETTING_LIST
};

struct settings_read { /* what they mean; texts live in the arena given to settings_read */
    struct copybook_source source; /* its library is the one below: good while this struct stays where it is */
    struct copylib copylib;
    struct copybook_library library;
    struct recfm recfm;
    const char *codepage;
    struct plan_page *pages;      /* with the numbers that schema.c gives them */
    const char **page_names;      /* of each the page */
    bool escape;
    const char *dbcs;             /* NULL: not given */
    const char *length_field; /* NULL: none */
    const struct family_option *parents;
    size_t parent_count;
    struct plan_options plan;     /* its segments are all rules, those for 01 levels among them */
    struct decode_options decode; /* tell and user are the caller's to set */
    bool conditions;              /* encode checks level 88 */
    int64_t max_errors;           /* -1: no limit */
    size_t threads;
};

/* Returns 0, or RECORD_E_SETTING with the option, what was got and what was expected. */
int settings_read(struct settings_read *read, const struct settings *settings, struct arena *arena, struct fault *fault);

#endif
