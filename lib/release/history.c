/* history.c - see history.h. */
#include "release/history.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "release/entry.h"
#include "release/package.h"

static const char *text_of(const json_t *entry, const char *key)
{
    const char *text = json_string_value(json_object_get(entry, key));
    return text != NULL ? text : "";
}

void history_line(struct bytes *out, const char *entry, size_t length)
{
    json_t *object = json_loadb(entry, length, 0, NULL);
    const char *from = text_of(object, "from"), *to = text_of(object, "to"), *detail = text_of(object, "detail");
    bytes_format(out, "%s  %-10s %-12s %s %s%s%s", text_of(object, "when"), text_of(object, "who"),
                 text_of(object, "what"), text_of(object, "subject"), from, from[0] != '\0' ? " -> " : "", to);
    if (detail[0] != '\0')
        bytes_format(out, ": %s", detail);
    bytes_format(out, "  [%.16s]", text_of(object, "hash"));
    json_decref(object);
}

struct printing {
    struct bytes *out;
    bool json;
    bool first;
};

static int print_entry(void *user, const char *key, const char *value, size_t length)
{
    (void)key;
    struct printing *printing = user;
    if (printing->json) {
        bytes_text(printing->out, printing->first ? "" : ",");
        bytes_add(printing->out, value, length);
    } else {
        bytes_text(printing->out, "  ");
        history_line(printing->out, value, length);
        bytes_char(printing->out, '\n');
    }
    printing->first = false;
    return 0;
}

int history_of(struct bytes *out, struct desk *desk, const char *key, bool json, struct fault *fault)
{
    struct printing printing = {out, json, true};
    return reg_audit_scan(desk->reg, key, print_entry, &printing, fault);
}

/* Audit entries of several subjects, to be put in order. */
struct event {
    char *key; /* entry number, 20 digits */
    char *text;
};

struct events {
    struct event *items;
    size_t count;
    size_t capacity;
};

static int collect(void *user, const char *key, const char *value, size_t length)
{
    struct events *events = user;
    events->items = memory_grow(events->items, &events->capacity, events->count + 1, sizeof *events->items);
    events->items[events->count++] = (struct event){memory_copy_string(key), memory_copy_text(value, length)};
    return 0;
}

static int compare(const void *left, const void *right)
{
    const struct event *a = left;
    const struct event *b = right;
    return strcmp(a->key, b->key);
}

static void print_events(struct bytes *out, struct events *events, bool json)
{
    if (events->count > 1)
        qsort(events->items, events->count, sizeof *events->items, compare);
    for (size_t i = 0; i < events->count; i++) {
        if (json)
            bytes_text(out, events->items[i].text);
        else
            history_line(out, events->items[i].text, strlen(events->items[i].text));
        bytes_char(out, '\n');
        free(events->items[i].key);
        free(events->items[i].text);
    }
    free(events->items);
}

int history_of_release(struct bytes *out, struct desk *desk, const char *release, int iteration, bool json,
                       struct fault *fault)
{
    struct entry_keys keys = {0};
    struct events events = {0};
    char prefix[ENTRY_KEY_SIZE];
    if (iteration != 0)
        package_prefix(prefix, release, iteration);
    else
        snprintf(prefix, sizeof prefix, "%.12s.", release);
    int code = entry_keys_with(&keys, desk->reg, NULL, prefix, fault);
    for (size_t i = 0; i < keys.count && code == 0; i++)
        code = reg_audit_scan(desk->reg, keys.items[i], collect, &events, fault);
    if (code == 0 && keys.count == 0)
        code = 1;
    print_events(out, &events, json);
    entry_keys_release(&keys);
    return code;
}
