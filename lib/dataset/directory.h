/*
 * directory.h - the directory of a partitioned data set: its members, their aliases and user data.  Floor 2.
 *
 *     directory_set_alias(catalog, &library, "PGMX", "PGMA", &fault);       PGMX is PGMA, too
 *     directory_set_user(catalog, &library, "PGMA", user, length, &fault);
 *     directory_find(catalog, &library, "PGMX", &entry, &fault);            entry.alias_of is "PGMA"
 *     directory_list(catalog, &library, visit, user, &fault);               members and aliases by name
 *
 * A member is there when its file is (dataset_put, dataset_delete); aliases and user data are kept beside it in the catalog.
 * User data belongs to the content that it was given for: when the member is written again, by a program too, it is gone.
 * What is put under an alias's name is a member of its own from then on.  A member that is deleted leaves its aliases
 * behind in a PDS, where they lead nowhere, and takes them along in a PDSE.  Source: z/OS DFSMS Using Data Sets, "Processing
 * a partitioned data set (PDS)" and "Differences between PDSE and PDS"; z/OS DFSMS Macro Instructions for Data Sets, BLDL and STOW.
 * Functions return 0, 1 (not there), DATASET_E_NAME, DATASET_E_KIND for what is not partitioned, or a STORE_E or BASE_E code.
 */
#ifndef CUTOVER_DATASET_DIRECTORY_H
#define CUTOVER_DATASET_DIRECTORY_H

#include "dataset/dataset.h"

enum { DIRECTORY_USER_MAX = 62 };

struct directory_entry {
    char name[MEMBER_SIZE];
    char alias_of[MEMBER_SIZE]; /* "": a member */
    uint8_t user[DIRECTORY_USER_MAX];
    size_t user_length;
};

/* The member or alias NAME; an alias may lead nowhere. */
int directory_find(struct catalog *catalog, const struct dataset *dataset, const char *name, struct directory_entry *entry,
                   struct fault *fault);

/* The member that has the content of NAME: itself, or what it is an alias of.  1: NAME is neither, or leads nowhere; MEMBER is NAME then. */
int directory_resolve(struct catalog *catalog, const struct dataset *dataset, const char *name, char member[MEMBER_SIZE],
                      struct fault *fault);

/* Make ALIAS stand for MEMBER, from now on if it is an alias already.  1: no such member.  DATASET_E_THERE: ALIAS is a member. */
int directory_set_alias(struct catalog *catalog, const struct dataset *dataset, const char *alias, const char *member,
                        struct fault *fault);

/* LENGTH bytes, 0 to DIRECTORY_USER_MAX (else DATASET_E_ATTRIBUTES), as user data of the member or alias NAME. */
int directory_set_user(struct catalog *catalog, const struct dataset *dataset, const char *name, const void *user, size_t length,
                       struct fault *fault);

/*
 * Rename a member, with its aliases and user data, or an alias.  A kill leaves both names leading to the content, and the same
 * call finishes it.  DATASET_E_THERE: NAME is in use.
 */
int directory_rename(struct catalog *catalog, const struct dataset *dataset, const char *old, const char *name, struct fault *fault);

/* Every member and alias by name in byte order.  Not 0 ends it and is returned. */
typedef int directory_visit(void *user, const struct directory_entry *entry);
int directory_list(struct catalog *catalog, const struct dataset *dataset, directory_visit *visit, void *user, struct fault *fault);

#endif
