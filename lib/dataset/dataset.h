/*
 * dataset.h - data sets by name: sequential ones, and partitioned ones with members.  Floor 2.
 *
 * Below the folder given to catalog_open (HOME/datasets): catalog/ is a Berkeley DB environment that knows each data set's
 * attributes, data/DSN is a sequential data set's bytes as a plain file, data/DSN/MEMBER a member's.  Records lie
 * in the file as on z/OS without blocks: F and FB one after another, V and VB each behind its RDW, U as it is.
 *
 *     struct catalog *catalog;
 *     catalog_open(&catalog, folder, &fault);
 *     struct dataset dataset;
 *     if (catalog_find(catalog, "CHFS.STAGE.LOADLIB", &dataset, &fault) == 0) ...
 *     dataset_put(catalog, &dataset, "PGMA", data, length, &fault);
 *     catalog_close(catalog);
 *
 * Writing is atomic: a kill leaves the old content or the new.  Names: MVS JCL Reference SA23-1385, "DSNAME parameter": qualifiers
 * of 1 to 8 of A-Z 0-9 $ # @ and hyphen, the first no digit or hyphen, 44 characters in all; members 1 to 8 without hyphen.
 * Functions return 0, 1 (not there), or a DATASET_E, STORE_E or BASE_E code.
 */
#ifndef CUTOVER_DATASET_DATASET_H
#define CUTOVER_DATASET_DATASET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "base/hash.h"

enum dataset_error {
    DATASET_E_NAME = -700,    /* not a data set name, member name or pattern */
    DATASET_E_RECORDS = -701, /* content that is not records of its RECFM and LRECL */
    DATASET_E_KIND = -702,    /* a member of a sequential data set, or a partitioned one without member */
    DATASET_E_ATTRIBUTES = -703, /* RECFM or LRECL that do not go together or are another's */
    DATASET_E_CATALOG = -704, /* the catalog holds what is not an entry */
    DATASET_E_MISSING = -705, /* no such data set, or member, for what needs one */
    DATASET_E_THERE = -706,   /* a name that is in use */
    DATASET_E_BUSY = -707,    /* for callers of enqueue_take: another job has it */
};

enum { DSN_SIZE = 45, MEMBER_SIZE = 9, DATASET_MAX_BYTES = 1 << 30 };

enum dataset_recfm { DATASET_F, DATASET_FB, DATASET_V, DATASET_VB, DATASET_U };

enum dataset_organization {
    DATASET_PS,    /* sequential */
    DATASET_PO,    /* partitioned: PDS */
    DATASET_POE,   /* partitioned: PDSE */
    DATASET_KS,    /* keyed, in entry order, by relative record: as GnuCOBOL keeps INDEXED, SEQUENTIAL and RELATIVE files */
    DATASET_ES,
    DATASET_RR,
    DATASET_GDG,   /* the base of a generation data group: generation.h */
    DATASET_ALIAS, /* another name of a data set */
};

struct dataset {
    char name[DSN_SIZE];
    enum dataset_organization organization;
    enum dataset_recfm recfm;
    int lrecl; /* F, FB: bytes of each record.  V, VB: most bytes of one with its RDW.  U: 0 or the most */
    char control; /* column 1 is carriage control: A (ASA) or M (machine); 0: none */
    int key_offset, key_length; /* KS: bytes, from 0 */
    int record_average, record_maximum; /* KS, ES, RR: RECORDSIZE; 0: nobody said */
    char target[DSN_SIZE];      /* ALIAS: the data set it stands for */
};

static inline bool dataset_is_partitioned(const struct dataset *dataset)
{
    return dataset->organization == DATASET_PO || dataset->organization == DATASET_POE;
}

struct catalog;

/* FOLDER is made when missing.  Several processes may have it open; store_open says what opening costs. */
int catalog_open(struct catalog **catalog, const char *folder, struct fault *fault);
void catalog_close(struct catalog *catalog); /* takes NULL */

bool dsn_is_valid(const char *name);
bool member_is_valid(const char *name);

/* Take "DSN" or "DSN(MEMBER)" apart.  Returns 0 or DATASET_E_NAME; MEMBER becomes "" when there is none. */
int dsn_parse(const char *text, char name[DSN_SIZE], char member[MEMBER_SIZE], struct fault *fault);

/* "PS" "PO" "POE" "KS" "ES" "RR" "GDG" "ALIAS" and back; -1 for another word. */
const char *dataset_organization_name(enum dataset_organization organization);
int dataset_organization_parse(const char *text);

/* "F" "FB" "V" "VB" "U" and back; -1 for another word. */
const char *dataset_recfm_name(enum dataset_recfm recfm);
int dataset_recfm_parse(const char *text);

/* The data set of that name, or that it is an alias of: then with its own name.  1: not catalogued. */
int catalog_find(struct catalog *catalog, const char *name, struct dataset *dataset, struct fault *fault);

/* The entry of that name, an alias as an alias.  1: not catalogued. */
int catalog_entry(struct catalog *catalog, const char *name, struct dataset *dataset, struct fault *fault);

/*
 * Catalog it, without content.  1: there is one of that name.  An alias needs a data set that is there (DATASET_E_MISSING)
 * and is no alias or group itself (DATASET_E_KIND); it goes with it.
 */
int catalog_define(struct catalog *catalog, const struct dataset *dataset, struct fault *fault);

/* Change the attributes of a data set without content.  1: not catalogued.  DATASET_E_KIND: not of that organization, or alias or group. */
int catalog_alter(struct catalog *catalog, const struct dataset *dataset, struct fault *fault);

/* Every data set whose name matches PATTERN in order: % one character, * any in a qualifier, ** any qualifiers; NULL all. */
typedef int catalog_visit(void *user, const struct dataset *dataset);
int catalog_list(struct catalog *catalog, const char *pattern, catalog_visit *visit, void *user, struct fault *fault);

/* Member names in order; to be freed with file_names_free. */
int dataset_members(struct catalog *catalog, const struct dataset *dataset, char ***names, size_t *count,
                    struct fault *fault);

/* The file of a data set or member, whether it is there or not; to be freed.  MEMBER is NULL or "" for a sequential one. */
char *dataset_path(const struct catalog *catalog, const struct dataset *dataset, const char *member);

/*
 * May DATA be the content?  Its name and attributes, member or none, and whole records of its RECFM and LRECL.
 * Returns 0 or DATASET_E_NAME, _ATTRIBUTES, _KIND, _RECORDS (with the record's number for V and VB).
 */
int dataset_check(const struct dataset *dataset, const char *member, const void *data, size_t length,
                  struct fault *fault);

/*
 * Replace the content by DATA, records as they lie in the file, after dataset_check.  The data set must be catalogued.  The
 * user data of a member goes with what it was; the name of an alias becomes a member.
 */
int dataset_put(struct catalog *catalog, const struct dataset *dataset, const char *member, const void *data,
                size_t length, struct fault *fault);

/* The whole content, of an alias its member's, at most DATASET_MAX_BYTES.  1: it has none, or no such member. */
int dataset_get(struct catalog *catalog, const struct dataset *dataset, const char *member, struct bytes *out,
                struct fault *fault);

/*
 * Delete a member or alias of one, or with MEMBER NULL or "" the whole data set of that name with its catalog entry and
 * aliases, or the alias alone.  A generation leaves its group.  1: not there.  DATASET_E_KIND: a group with generations.
 */
int dataset_delete(struct catalog *catalog, const struct dataset *dataset, const char *member, struct fault *fault);

/*
 * SHA-256 and number of the bytes of its records one after another, without separators or RDW (forms.md, "Staged
 * objects"); reads a piece at a time.  1: it has no content, or no such member.  DATASET_E_RECORDS: what lies there
 * is not whole records.
 */
int dataset_hash(struct catalog *catalog, const struct dataset *dataset, const char *member,
                 uint8_t digest[HASH_BYTES], int64_t *bytes, struct fault *fault);

#endif
