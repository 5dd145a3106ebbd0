/*
 * listing.h - what one directory entry says that matters here, whoever read it.  Internal to lib/people.
 *
 *     struct listing entry = {0};  entry.dn = identity_dn(...);  listing_add(...) for each value;  listing_release(&entry);
 *
 * An entry with a uid is a person, a groupOfNames without one is a group; any other says nothing.
 */
#ifndef CUTOVER_PEOPLE_LISTING_H
#define CUTOVER_PEOPLE_LISTING_H

#include <stdbool.h>
#include <stddef.h>

struct listing_texts {
    char **items;
    size_t count;
    size_t capacity;
};

struct listing {
    char *dn;                     /* as identity_dn makes it; NULL while it is not known */
    struct listing_texts uids;    /* as identity_fold makes them */
    struct listing_texts cns;     /* likewise */
    struct listing_texts members; /* as identity_dn makes them */
    bool of_names;                /* objectClass groupOfNames */
    bool inactive;                /* pwdAccountLockedTime, or employeeType inactive */
    char *mail;                   /* the first; NULL for none */
};

/* The attributes that listing_add looks at, NULL behind the last. */
extern const char *const listing_attributes[];

/*
 * Take in one value.  Attributes with options (mail;lang-en) and others than ours are passed over, as are values
 * that are not text and the empty member that stands for "no member yet".  Returns 0, or -1: a member is no DN.
 */
int listing_add(struct listing *entry, const char *attribute, const char *value, size_t length);

bool listing_is_person(const struct listing *entry);
bool listing_is_group(const struct listing *entry);

void listing_release(struct listing *entry);

#endif
