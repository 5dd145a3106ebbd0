/* description.c - see description.h.  The fields come from the copybooks (fields.c), all else from the INI file. */
#include "form/description.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "form/error.h"
#include "form/fields.h"
#include "form/rules.h"
#include "step/config.h"

static const char *const ROLE_NAMES[FORM_ROLES] = {"file", "submission", "element", "approval", "narrative", "trailer"};
static const char *const CARRIER_NAMES[FORM_CARRIERS] = {"binary", "text", "csv"};

/* Meanings without which a drop file cannot be read, the keys among them. */
static const char *const KEY_MEANINGS[FORM_KEYS] = {"record.type", "record.form", "record.release", "record.iteration",
                                                    "record.sequence"};
static const char *const NEEDED_MEANINGS[] = {"file.agency", "file.sequence", "submission.agency", "element.bytes",
                                              "trailer.records", "trailer.submissions", "trailer.elements",
                                              "trailer.hash_total"};

static char *keep(struct form *form, const char *text)
{
    return arena_text(&form->description->arena, text, strlen(text));
}

static int wrong(struct fault *fault, const char *section, const char *key, const char *why)
{
    return fault_set(fault, FORM_E_DESCRIPTION, "[%s] %s: %s", section, key, why);
}

/* [record X]: level and role. */
static int read_record(struct form *form, const struct config *config, const char *section, struct fault *fault)
{
    const char *type = section + strlen("record ");
    const char *role = config_text(config, section, "role", "");
    const char *level = config_text(config, section, "level", "");
    for (enum form_role i = 0; i < FORM_ROLES; i++) {
        struct form_record *record = &form->records[i];
        if (strcmp(ROLE_NAMES[i], role) != 0)
            continue;
        if (record->field_count > 0)
            return wrong(fault, section, "role", "another record type has it");
        if (strlen(type) >= sizeof record->type || type[0] == '\0')
            return wrong(fault, section, "", "REC-TYPE has 1 to 8 characters");
        snprintf(record->type, sizeof record->type, "%s", type);
        record->role = i;
        return fields_select_level(form, i, level, fault);
    }
    return wrong(fault, section, "role", "expected file, submission, element, approval, narrative or trailer");
}

static int for_each_section(struct form *form, const struct config *config, const char *prefix,
                            int (*read)(struct form *, const struct config *, const char *, struct fault *),
                            struct fault *fault)
{
    const char *last = "";
    for (size_t i = 0; i < config->count; i++) {
        const char *section = config->entries[i].section;
        if (strcmp(section, last) == 0 || strncmp(section, prefix, strlen(prefix)) != 0)
            continue;
        last = section;
        int code = read(form, config, section, fault);
        if (code < 0)
            return code;
    }
    return 0;
}

static int read_form_section(struct form *form, const struct config *config, const char *folder, struct fault *fault)
{
    struct form_description *description = form->description;
    form->id = keep(form, config_text(config, "form", "id", ""));
    form->title = keep(form, config_text(config, "form", "title", ""));
    description->page_test = keep(form, config_text(config, "form", "page_test", ""));
    if (form->id[0] == '\0')
        return wrong(fault, "form", "id", "missing");
    char *names = keep(form, config_text(config, "form", "codepages", ""));
    char *rest = NULL;
    for (char *name = strtok_r(names, " \t", &rest); name != NULL; name = strtok_r(NULL, " \t", &rest))
        if (description->codepage_count < FORM_CODEPAGES_MAX)
            description->codepages[description->codepage_count++] = name;
    for (enum form_carrier carrier = 0; carrier < FORM_CARRIERS; carrier++) {
        const char *copybook = config_text(config, "form", CARRIER_NAMES[carrier], NULL);
        int code = copybook != NULL ? fields_read_copybook(form, carrier, folder, copybook, fault) : 0;
        if (code < 0)
            return code;
    }
    return 0;
}

/* [raw FIELD]: its encoding in each carrier, in every record type that has it. */
static int read_raw(struct form *form, const struct config *config, const char *section, struct fault *fault)
{
    static const char *const ENCODINGS[] = {"", "raw", "base64", "hex"};
    int64_t bytes = 0;
    int code = config_number(config, section, "bytes", 0, &bytes, fault);
    if (code < 0 || bytes < 1 || bytes > 4096)
        return wrong(fault, section, "bytes", "expected 1 to 4096");
    size_t found = 0;
    for (enum form_role role = 0; role < FORM_ROLES; role++) {
        struct form_field *field = fields_find(form, role, section + strlen("raw "));
        if (field == NULL)
            continue;
        found++;
        struct form_rules *rules = fields_rules(field);
        field->kind = FORM_KIND_RAW;
        rules->raw_bytes = (size_t)bytes;
        for (enum form_carrier carrier = 0; carrier < FORM_CARRIERS; carrier++) {
            const char *name = config_text(config, section, CARRIER_NAMES[carrier], "");
            for (enum raw_encoding i = RAW_NONE; i <= RAW_HEX; i++)
                if (strcmp(name, ENCODINGS[i]) == 0)
                    rules->raw[carrier] = i;
            if (rules->raw[carrier] == RAW_NONE && form->description->layouts[carrier].taken)
                return wrong(fault, section, CARRIER_NAMES[carrier], "expected raw, base64 or hex");
        }
    }
    return found > 0 ? 0 : wrong(fault, section, "", "no record type has this field");
}

/* A role.meaning = FIELD line: the field must be in the record type of the role, in all of them for "record". */
static int read_meaning(struct form *form, const struct config_entry *entry, struct fault *fault)
{
    const char *dot = strchr(entry->key, '.');
    size_t length = dot != NULL ? (size_t)(dot - entry->key) : 0;
    bool every = length == 6 && memcmp(entry->key, "record", 6) == 0;
    bool any = every;
    for (enum form_role role = 0; role < FORM_ROLES; role++) {
        bool named = strlen(ROLE_NAMES[role]) == length && memcmp(ROLE_NAMES[role], entry->key, length) == 0;
        any = any || named;
        if ((every || named) && fields_find(form, role, entry->value) == NULL)
            return wrong(fault, entry->section, entry->key, "its record type has no such field");
    }
    if (!any)
        return wrong(fault, entry->section, entry->key, "expected role.meaning");
    struct form_description *description = form->description;
    description->meanings[description->meaning_count++] =
        (struct form_meaning){keep(form, entry->key), keep(form, entry->value)};
    return 0;
}

static int read_meanings(struct form *form, const struct config *config, struct fault *fault)
{
    form->description->meanings =
        arena_new(&form->description->arena, (config->count + 1) * sizeof *form->description->meanings);
    for (size_t i = 0; i < config->count; i++) {
        if (strcmp(config->entries[i].section, "meaning") != 0)
            continue;
        int code = read_meaning(form, &config->entries[i], fault);
        if (code < 0)
            return code;
    }
    for (size_t i = 0; i < FORM_KEYS; i++)
        if ((form->keys[i] = form_meaning(form, KEY_MEANINGS[i])) == NULL)
            return wrong(fault, "meaning", KEY_MEANINGS[i], "missing");
    for (size_t i = 0; i < sizeof NEEDED_MEANINGS / sizeof NEEDED_MEANINGS[0]; i++)
        if (form_meaning(form, NEEDED_MEANINGS[i]) == NULL)
            return wrong(fault, "meaning", NEEDED_MEANINGS[i], "missing");
    return 0;
}

/* One line of [check X] or [required X]. */
static int read_rule(struct form *form, const struct config_entry *entry, const char *type, bool required,
                     struct fault *fault)
{
    const struct form_record *record = form_record_of_type(form, type);
    struct form_field *field = record != NULL ? fields_find(form, record->role, entry->key) : NULL;
    if (field == NULL)
        return wrong(fault, entry->section, entry->key, "there is no such field or record type");
    struct fault why = {0};
    int code = required ? rules_parse_required(fields_rules(field), record, entry->value, &form->description->arena, &why)
                        : rules_parse_check(fields_rules(field), record, entry->value, &why);
    return code < 0 ? wrong(fault, entry->section, entry->key, why.detail) : 0;
}

static int read_rules(struct form *form, const struct config *config, struct fault *fault)
{
    for (size_t i = 0; i < config->count; i++) {
        const struct config_entry *entry = &config->entries[i];
        int code = 0;
        if (strncmp(entry->section, "check ", 6) == 0)
            code = read_rule(form, entry, entry->section + 6, false, fault);
        else if (strncmp(entry->section, "required ", 9) == 0)
            code = read_rule(form, entry, entry->section + 9, true, fault);
        if (code < 0)
            return code;
    }
    return 0;
}

static int read_all(struct form *form, const struct config *config, const char *folder, struct fault *fault)
{
    int code = read_form_section(form, config, folder, fault);
    if (code == 0)
        code = for_each_section(form, config, "record ", read_record, fault);
    if (code == 0)
        code = fields_check(form, fault);
    if (code == 0)
        code = for_each_section(form, config, "raw ", read_raw, fault);
    if (code == 0)
        code = read_meanings(form, config, fault);
    if (code == 0)
        code = read_rules(form, config, fault);
    return code == 0 ? fields_compile(form, fault) : code;
}

static struct form *new_form(void)
{
    struct arena arena;
    arena_init(&arena);
    struct form *form = arena_new(&arena, sizeof *form);
    form->description = arena_new(&arena, sizeof *form->description);
    form->description->arena = arena;
    return form;
}

void description_free(struct form *form)
{
    if (form == NULL)
        return;
    for (enum form_carrier carrier = 0; carrier < FORM_CARRIERS; carrier++)
        fields_release(&form->description->layouts[carrier]);
    struct arena arena = form->description->arena;
    arena_release(&arena);
}

int description_read(struct form **form, const char *path, struct fault *fault)
{
    struct config config;
    config_init(&config);
    *form = new_form();
    const char *slash = strrchr(path, '/');
    char *folder = slash != NULL ? keep(*form, path) : keep(*form, ".");
    if (slash != NULL)
        folder[slash - path] = '\0';
    int code = config_read(&config, path, fault);
    if (code == 0 && (code = read_all(*form, &config, folder, fault)) < 0 && fault != NULL && fault->file[0] == '\0')
        fault_in_file(fault, path);
    config_release(&config);
    if (code < 0) {
        description_free(*form);
        *form = NULL;
    }
    return code;
}
