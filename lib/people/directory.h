/*
 * directory.h - where the facts come from: one table of functions for each way of asking.  Internal to lib/people.
 *
 * people.c keeps the answers and follows groups in groups; a directory only looks entries up, so that both ways
 * behave alike in everything else.  A directory is opened by the name that [people] source gives.
 */
#ifndef CUTOVER_PEOPLE_DIRECTORY_H
#define CUTOVER_PEOPLE_DIRECTORY_H

#include <stddef.h>

#include "base/fault.h"
#include "people/listing.h"
#include "step/config.h"

enum directory_key {
    DIRECTORY_PERSON,   /* people by uid, as identity_fold makes it */
    DIRECTORY_GROUP,    /* groups by cn, likewise */
    DIRECTORY_GROUP_DN, /* groups by DN, as identity_dn makes it */
};
enum { DIRECTORY_KEYS = 3, DIRECTORY_BATCH_MAX = 100 };

/* Called for each entry found, with the key asked for that it answers; both are gone when it returns. */
typedef void directory_found(void *user, const char *key, const struct listing *entry);

struct directory;

struct directory_table {
    /*
     * Look up at most DIRECTORY_BATCH_MAX distinct keys.  Returns 0 when all were answered (what was not found is not
     * there); PEOPLE_E_ANSWER when these could not be, PEOPLE_E_SERVER when nothing can be asked any more.
     * An entry may be found more than once.
     */
    int (*ask)(struct directory *directory, enum directory_key kind, const char *const *keys, size_t count,
               directory_found *found, void *user, struct fault *fault);
    void (*close)(struct directory *directory);
};

/* First member of every directory's own struct. */
struct directory {
    const struct directory_table *table;
};

/* The section [people] and where its files are looked for. */
struct directory_settings {
    const struct config *config;
    const char *home;
    const char *share;
};

/* As people_open.  *DIRECTORY is closed through its table. */
int directory_open(struct directory **directory, const struct directory_settings *settings, struct fault *fault);
int directory_ldif_open(struct directory **directory, const struct directory_settings *settings, struct fault *fault);
int directory_ldap_open(struct directory **directory, const struct directory_settings *settings, struct fault *fault);

/* As directory_ldif_open, from LENGTH bytes of LDIF that are called NAME in messages. */
int directory_ldif_read(struct directory **directory, const char *name, const char *text, size_t length,
                        struct fault *fault);

/* Key of [people]: its text or NULL; and as the path of a file, to be freed, NULL when it is not set. */
const char *directory_text(const struct directory_settings *settings, const char *key);
char *directory_file(const struct directory_settings *settings, const char *key);

#endif
