/* segment.c - see segment.h. */
#include "record/segment.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "record/error.h"
#include "record/layout.h"
#include "record/number.h"

enum { VALUE_BYTES_MAX = 256 };

static char *upper(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_text(arena, text, length);
    for (char *p = copy; *p != '\0'; p++)
        *p = (char)toupper((unsigned char)*p);
    return copy;
}

int segment_parse(struct segment_rule *rule, const char *text, struct arena *arena, struct fault *fault)
{
    const char *equals = strchr(text, '=');
    const char *colon = strrchr(text, ':');
    if (equals == NULL || colon == NULL || colon <= equals + 1 || equals == text || colon[1] == '\0')
        return fault_set(fault, RECORD_E_OPTION, "--segment %s: expected FIELD=VALUE[,VALUE]:GROUP", text);
    rule->field = upper(arena, text, (size_t)(equals - text));
    rule->group = upper(arena, colon + 1, strlen(colon + 1));
    rule->value_count = 1;
    for (const char *p = equals; p < colon; p++)
        rule->value_count += *p == ',';
    const char **values = arena_new(arena, rule->value_count * sizeof *values);
    const char *start = equals + 1;
    for (size_t i = 0; i < rule->value_count; i++) {
        size_t length = strcspn(start, ",");
        if (start + length > colon)
            length = (size_t)(colon - start);
        values[i] = arena_text(arena, start, length);
        start += length + 1;
    }
    rule->values = values;
    return 0;
}

int segment_check(const struct segment_rule *rules, size_t count, const struct copybook *copybook, struct fault *fault)
{
    for (size_t i = 0; i < count; i++) {
        bool field = false, group = false;
        for (struct item *level = copybook->first; level != NULL; level = level->next) {
            field = field || item_find(level, rules[i].field) != NULL;
            group = group || item_find(level, rules[i].group) != NULL;
        }
        if (!field || !group)
            return fault_set(fault, RECORD_E_NAME, "--segment: there is no %s", field ? rules[i].group : rules[i].field);
    }
    return 0;
}

/* The value of ITEM as text without trailing blanks and low-values; false when it cannot be read. */
static bool value_text(const struct item *item, const uint8_t *record, size_t length, const struct codepage *page,
                       struct bytes *out)
{
    size_t bytes = item_bytes(item);
    if (item->offset > length || bytes > length - item->offset || bytes > VALUE_BYTES_MAX)
        return false;
    if (item->picture.numeric) {
        struct number number;
        if (number_decode(&number, item, record + item->offset, bytes, page->ebcdic, NULL) < 0)
            return false;
        number_text(out, &number, item->picture.scale);
        return true;
    }
    while (bytes > 0 && (record[item->offset + bytes - 1] == page->blank || record[item->offset + bytes - 1] == 0))
        bytes--;
    return codepage_to_utf8(page, out, record + item->offset, bytes, NULL) == 0;
}

static bool rule_holds(const struct segment_rule *rule, struct item *level, const uint8_t *record, size_t length,
                       const struct codepage *page)
{
    const struct item *item = item_find(level, rule->field);
    if (item == NULL || !item_is_elementary(item))
        return false;
    struct bytes text;
    bytes_init(&text);
    bool holds = false;
    if (value_text(item, record, length, page, &text))
        for (size_t i = 0; i < rule->value_count; i++)
            holds = holds || strcmp(bytes_string(&text), rule->values[i]) == 0;
    bytes_release(&text);
    return holds;
}

bool segment_selects(const struct segment_rule *rules, size_t count, const char *group, struct item *level,
                     const uint8_t *record, size_t length, const struct codepage *page, bool *ruled)
{
    *ruled = false;
    for (size_t i = 0; group != NULL && i < count; i++) {
        if (strcasecmp(rules[i].group, group) != 0)
            continue;
        *ruled = true;
        if (rule_holds(&rules[i], level, record, length, page))
            return true;
    }
    return false;
}

struct item *segment_level(const struct segment_rule *rules, size_t count, const struct copybook *copybook,
                           const uint8_t *record, size_t length, const struct codepage *page)
{
    for (struct item *level = copybook->first; level != NULL; level = level->next) {
        bool ruled;
        if (segment_selects(rules, count, level->name, level, record, length, page, &ruled))
            return level;
        if (!ruled && copybook->first->next == NULL)
            return level;
    }
    return NULL;
}
