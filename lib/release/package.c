/* package.c - see package.h. */
#include "release/package.h"

#include <stdio.h>
#include <string.h>

#include "release/document.h"
#include "release/error.h"

char *package_prefix(char prefix[ENTRY_KEY_SIZE], const char *release, int iteration)
{
    snprintf(prefix, ENTRY_KEY_SIZE, "%.12s.%03d.", release, iteration);
    return prefix;
}

char *package_prefix_of_key(char prefix[ENTRY_KEY_SIZE], const char *key)
{
    const char *dot = strrchr(key, '.');
    snprintf(prefix, ENTRY_KEY_SIZE, "%.*s", dot != NULL ? (int)(dot - key + 1) : 0, key);
    return prefix;
}

static int load_part(struct package *package, struct desk *desk, const char *key, struct fault *fault)
{
    if (package->count == PACKAGE_PARTS)
        return fault_set(fault, RELEASE_E_ENTRY, "%s is part %d of its release", key, PACKAGE_PARTS + 1);
    struct part *part = &package->parts[package->count++];
    int code = entry_load(&part->entry, desk->reg, desk->txn, key, fault);
    if (code != 0)
        return code == 1 ? fault_set(fault, RELEASE_E_CHANGED, "%s is gone", key) : code;
    part->before = part->entry.state;
    return entry_submission(&part->submission, &part->entry, &desk->forms, fault);
}

int package_load(struct package *package, struct desk *desk, const char *prefix, struct fault *fault)
{
    struct entry_keys keys = {0};
    memset(package, 0, sizeof *package);
    int code = entry_keys_with(&keys, desk->reg, desk->txn, prefix, fault);
    for (size_t i = 0; i < keys.count && code == 0; i++)
        code = load_part(package, desk, keys.items[i], fault);
    entry_keys_release(&keys);
    return code;
}

void package_release(struct package *package)
{
    for (size_t i = 0; i < package->count; i++) {
        entry_release(&package->parts[i].entry);
        submission_release(&package->parts[i].submission);
    }
    package->count = 0;
}

void package_keep(struct package *package, enum release_state state)
{
    size_t kept = 0;
    for (size_t i = 0; i < package->count; i++) {
        struct part *part = &package->parts[i];
        if (part->before == state) {
            package->parts[kept++] = *part;
            continue;
        }
        entry_release(&part->entry);
        submission_release(&part->submission);
    }
    package->count = kept;
}

bool package_is_whole(const struct package *package)
{
    size_t parts = 1;
    for (size_t i = 0; i < package->count; i++)
        if ((size_t)package->parts[i].entry.parts > parts)
            parts = (size_t)package->parts[i].entry.parts;
    return package->count >= parts;
}

void package_become(struct package *package, enum release_state state)
{
    for (size_t i = 0; i < package->count; i++) {
        entry_become(&package->parts[i].entry, state);
        package->parts[i].changed = true;
    }
}

int package_save(struct package *package, struct desk *desk, const char *who, const char *what, const char *reason,
                 struct fault *fault)
{
    int code = 0;
    for (size_t i = 0; i < package->count && code == 0; i++) {
        struct part *part = &package->parts[i];
        struct entry_change change = {part->before, who, what, reason, desk->now};
        if (!part->changed)
            continue;
        code = entry_save(desk->reg, desk->txn, &part->entry, &change, fault);
        desk->changes++;
    }
    return code;
}

bool part_is_changed(const struct part *part, struct desk *desk, const char *reason)
{
    struct entry as_saved = part->entry; /* borrows what it points to */
    char key[ENTRY_KEY_SIZE];
    struct bytes now, then;
    bytes_init(&now);
    bytes_init(&then);
    snprintf(as_saved.reason, sizeof as_saved.reason, "%s", reason);
    document_write(&now, &as_saved);
    entry_key(key, as_saved.release, as_saved.iteration, as_saved.form);
    bool same = reg_get(desk->reg, desk->txn, REG_SUBMISSION, key, &then, NULL) == 0 && now.length == then.length &&
                memcmp(now.data, then.data, now.length) == 0;
    bytes_release(&now);
    bytes_release(&then);
    return !same;
}

const struct submission_record *part_main(const struct part *part)
{
    return submission_first(&part->submission, FORM_SUBMISSION);
}
