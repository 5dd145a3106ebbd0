/* busy.c - see busy.h. */
#include "release/busy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { SYSTEM_SIZE = 2 * ENTRY_TEXT_SIZE };

static void system_of(char system[SYSTEM_SIZE], const struct entry *entry)
{
    snprintf(system, SYSTEM_SIZE, "%s/%s", entry->agency, entry->system);
}

/* Where a span of SYSTEM from START belongs: behind all that come before it, and behind its equals. */
static size_t find(const struct busy *busy, const char *system, int64_t start)
{
    size_t low = 0, high = busy->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(busy->items[middle].system, system);
        if (order < 0 || (order == 0 && busy->items[middle].span.start <= start))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_entry(struct busy *busy, const struct entry *entry)
{
    struct busy_span added = {.span = {entry->slot.start, entry->slot.end}};
    system_of(added.system, entry);
    package_prefix(added.release, entry->release, entry->iteration);
    size_t at = find(busy, added.system, added.span.start);
    busy->items = memory_grow(busy->items, &busy->capacity, busy->count + 1, sizeof *busy->items);
    memmove(busy->items + at + 1, busy->items + at, (busy->count - at) * sizeof *busy->items);
    busy->items[at] = added;
    busy->count++;
}

static int visit(void *user, const struct entry *entry)
{
    add_entry(user, entry);
    return 0;
}

int busy_read(struct busy *busy, struct reg *reg, struct fault *fault)
{
    *busy = (struct busy){0};
    int code = entry_scan_state(reg, STATE_SCHEDULED, visit, busy, fault);
    return code == 0 ? entry_scan_state(reg, STATE_STAGED, visit, busy, fault) : code;
}

void busy_release(struct busy *busy)
{
    free(busy->items);
    *busy = (struct busy){0};
}

void busy_add(struct busy *busy, const struct package *package)
{
    for (size_t i = 0; i < package->count; i++)
        if (package->parts[i].entry.has_slot)
            add_entry(busy, &package->parts[i].entry);
}

void busy_remove(struct busy *busy, const char *release)
{
    size_t kept = 0;
    for (size_t i = 0; i < busy->count; i++)
        if (strcmp(busy->items[i].release, release) != 0)
            busy->items[kept++] = busy->items[i];
    busy->count = kept;
}

/* Calls VISIT for every span of the package's systems that is another release's; not NULL ends it and is returned. */
typedef const struct busy_span *each_visit(void *user, const struct busy_span *span);

static const struct busy_span *each(const struct busy *busy, const struct package *package, each_visit *visit_one, void *user)
{
    char own[ENTRY_KEY_SIZE], system[SYSTEM_SIZE];
    for (size_t i = 0; i < package->count; i++) {
        const struct entry *entry = &package->parts[i].entry;
        package_prefix(own, entry->release, entry->iteration);
        system_of(system, entry);
        for (size_t at = find(busy, system, INT64_MIN); at < busy->count && strcmp(busy->items[at].system, system) == 0; at++) {
            const struct busy_span *found =
                strcmp(busy->items[at].release, own) != 0 ? visit_one(user, &busy->items[at]) : NULL;
            if (found != NULL)
                return found;
        }
    }
    return NULL;
}

struct collecting {
    struct calendar_span *spans;
    size_t count;
    size_t capacity;
};

static const struct busy_span *collect(void *user, const struct busy_span *span)
{
    struct collecting *collecting = user;
    collecting->spans = memory_grow(collecting->spans, &collecting->capacity, collecting->count + 1, sizeof *collecting->spans);
    collecting->spans[collecting->count++] = span->span;
    return NULL;
}

static int compare_spans(const void *left, const void *right)
{
    const struct calendar_span *a = left;
    const struct calendar_span *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

size_t busy_of(const struct busy *busy, const struct package *package, struct calendar_span **spans)
{
    struct collecting collecting = {0};
    each(busy, package, collect, &collecting);
    if (collecting.count > 1)
        qsort(collecting.spans, collecting.count, sizeof *collecting.spans, compare_spans);
    *spans = collecting.spans;
    return collecting.count;
}

static const struct busy_span *overlaps(void *user, const struct busy_span *span)
{
    const struct calendar_span *wanted = user;
    return span->span.start < wanted->end && wanted->start < span->span.end ? span : NULL;
}

const struct busy_span *busy_clash(const struct busy *busy, const struct package *package, int64_t start, int64_t end)
{
    struct calendar_span wanted = {start, end};
    return each(busy, package, overlaps, &wanted);
}
