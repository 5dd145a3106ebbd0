/* listing.c - see listing.h: a table of attributes, and what each does to an entry. */
#include "people/listing.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "people/identity.h"

const char *const listing_attributes[] = {"objectClass",          "uid", "cn", "member", "mail", "employeeType",
                                          "pwdAccountLockedTime", NULL};

static void texts_add(struct listing_texts *texts, char *owned)
{
    texts->items = memory_grow(texts->items, &texts->capacity, texts->count + 1, sizeof *texts->items);
    texts->items[texts->count++] = owned;
}

static void texts_release(struct listing_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        free(texts->items[i]);
    free(texts->items);
}

static void add_name(struct listing_texts *texts, const char *value, size_t length)
{
    char name[IDENTITY_SIZE];
    if (identity_fold(name, value, length))
        texts_add(texts, memory_copy_string(name));
}

static int add_member(struct listing *entry, const char *value, size_t length)
{
    if (length == 0)
        return 0;
    char *dn = identity_dn(value, length);
    if (dn == NULL)
        return -1;
    texts_add(&entry->members, dn);
    return 0;
}

static bool is_word(const char *value, size_t length, const char *word)
{
    char name[IDENTITY_SIZE];
    return identity_fold(name, value, length) && strcmp(name, word) == 0;
}

int listing_add(struct listing *entry, const char *attribute, const char *value, size_t length)
{
    if (strcasecmp(attribute, "member") == 0)
        return add_member(entry, value, length);
    if (strcasecmp(attribute, "uid") == 0)
        add_name(&entry->uids, value, length);
    else if (strcasecmp(attribute, "cn") == 0)
        add_name(&entry->cns, value, length);
    else if (strcasecmp(attribute, "objectClass") == 0)
        entry->of_names |= is_word(value, length, "groupofnames");
    else if (strcasecmp(attribute, "employeeType") == 0)
        entry->inactive |= is_word(value, length, "inactive");
    else if (strcasecmp(attribute, "pwdAccountLockedTime") == 0)
        entry->inactive = true;
    else if (strcasecmp(attribute, "mail") == 0 && entry->mail == NULL && length > 0 && identity_is_text(value, length))
        entry->mail = memory_copy_text(value, length);
    return 0;
}

bool listing_is_person(const struct listing *entry)
{
    return entry->uids.count > 0;
}

bool listing_is_group(const struct listing *entry)
{
    return entry->of_names && entry->uids.count == 0;
}

void listing_release(struct listing *entry)
{
    free(entry->dn);
    free(entry->mail);
    texts_release(&entry->uids);
    texts_release(&entry->cns);
    texts_release(&entry->members);
    *entry = (struct listing){0};
}
