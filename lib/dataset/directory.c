/* directory.c - see directory.h. */
#include "dataset/directory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"
#include "dataset/handle.h"

/*
 * A record: the member that NAME is an alias of, eight bytes filled with NUL; the size and the time of change of the file
 * that the user data was given for, eight bytes each, both 0 for an alias; the user data.  When there is a file of that name, it is
 * a member whatever the record says.  A member on its way to another name is an alias of that, with the file's size and time.
 */
enum { HOPS_MAX = 3, STAMP_BYTES = 16, USER_AT = MEMBER_SIZE - 1 + STAMP_BYTES };

struct stamp {
    uint8_t bytes[STAMP_BYTES];
};

struct record {
    char alias_of[MEMBER_SIZE];
    struct stamp stamp;
    uint8_t user[DIRECTORY_USER_MAX];
    size_t user_length;
};

/* ---- records ---- */

static int parse_record(struct record *record, const char *name, const void *value, size_t length, struct fault *fault)
{
    *record = (struct record){0};
    if (length < USER_AT || length > USER_AT + DIRECTORY_USER_MAX)
        return fault_set(fault, DATASET_E_CATALOG, "member %s", name);
    const uint8_t *bytes = value;
    memcpy(record->alias_of, bytes, MEMBER_SIZE - 1);
    memcpy(&record->stamp, bytes + MEMBER_SIZE - 1, STAMP_BYTES);
    record->user_length = length - USER_AT;
    memcpy(record->user, bytes + USER_AT, record->user_length);
    bool sound = record->alias_of[0] == '\0' || member_is_valid(record->alias_of);
    return sound ? 0 : fault_set(fault, DATASET_E_CATALOG, "member %s", name);
}

/* 1: none. */
static int get_record(struct catalog *catalog, struct store_txn *txn, const struct dataset *dataset, const char *name, struct record *record,
                      struct fault *fault)
{
    struct bytes value;
    char key[CATALOG_KEY_SIZE];
    *record = (struct record){0};
    bytes_init(&value);
    int code = store_get(catalog->store, txn, CATALOG_DIRECTORY, key, catalog_key(key, dataset->name, name), &value, fault);
    if (code == 0)
        code = parse_record(record, name, value.data, value.length, fault);
    bytes_release(&value);
    return code;
}

static int put_record(struct store_txn *txn, const struct dataset *dataset, const char *name, const struct record *record,
                      struct fault *fault)
{
    uint8_t value[USER_AT + DIRECTORY_USER_MAX] = {0};
    char key[CATALOG_KEY_SIZE];
    memcpy(value, record->alias_of, strlen(record->alias_of));
    memcpy(value + MEMBER_SIZE - 1, &record->stamp, STAMP_BYTES);
    memcpy(value + USER_AT, record->user, record->user_length);
    return store_put(txn, CATALOG_DIRECTORY, key, catalog_key(key, dataset->name, name), value, USER_AT + record->user_length, fault);
}

static int delete_record(struct store_txn *txn, const struct dataset *dataset, const char *name, struct fault *fault)
{
    char key[CATALOG_KEY_SIZE];
    int code = store_delete(txn, CATALOG_DIRECTORY, key, catalog_key(key, dataset->name, name), fault);
    return code < 0 ? code : 0;
}

/* The records of DATASET, as one array by name. */
struct named_record {
    char name[MEMBER_SIZE];
    struct record record;
};

struct record_list {
    struct named_record *items;
    size_t count, capacity;
    size_t own; /* bytes of the data set's name and NUL in a key */
    struct fault *fault;
};

static int note_record(void *user, const char *key, size_t key_length, const char *value, size_t length)
{
    struct record_list *list = user;
    size_t name_length = key_length - list->own;
    if (name_length >= MEMBER_SIZE)
        return fault_set(list->fault, DATASET_E_CATALOG, "%s", key);
    list->items = memory_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    struct named_record *item = &list->items[list->count++];
    memcpy(item->name, key + list->own, name_length + 1);
    return parse_record(&item->record, item->name, value, length, list->fault);
}

static int read_records(struct catalog *catalog, struct store_txn *txn, const struct dataset *dataset, struct record_list *list,
                        struct fault *fault)
{
    *list = (struct record_list){.own = strlen(dataset->name) + 1, .fault = fault};
    return store_scan(catalog->store, txn, CATALOG_DIRECTORY, dataset->name, list->own, note_record, list, fault);
}

/* ---- members ---- */

static void put_number(uint8_t *to, uint64_t number)
{
    for (int i = 7; i >= 0; i--, number >>= 8)
        to[i] = (uint8_t)number;
}

/* Is there a member NAME?  Then *STAMP says which content it has. */
static bool is_member(const struct catalog *catalog, const struct dataset *dataset, const char *name, struct stamp *stamp)
{
    struct stat status;
    char *path = dataset_path(catalog, dataset, name);
    bool there = lstat(path, &status) == 0 && S_ISREG(status.st_mode);
    free(path);
    if (there) {
        put_number(stamp->bytes, (uint64_t)status.st_size);
        put_number(stamp->bytes + 8, (uint64_t)status.st_mtim.tv_sec * 1000000000u + (uint64_t)status.st_mtim.tv_nsec);
    }
    return there;
}

static int check(const struct dataset *dataset, const char *name, struct fault *fault)
{
    if (!dataset_is_partitioned(dataset))
        return fault_set(fault, DATASET_E_KIND, "%s is %s: it has no directory", dataset->name,
                         dataset_organization_name(dataset->organization));
    return member_is_valid(name) ? 0 : fault_set(fault, DATASET_E_NAME, "member %.40s", name);
}

static int check_both(const struct dataset *dataset, const char *name, const char *other, struct fault *fault)
{
    int code = check(dataset, name, fault);
    return code == 0 ? check(dataset, other, fault) : code;
}

/* What RECORD (none: zeroed) says of NAME, and whether there is such a file with STAMP.  False: there is neither. */
static bool make_entry(struct directory_entry *entry, const char *name, const struct record *record, bool there, const struct stamp *stamp)
{
    *entry = (struct directory_entry){0};
    memcpy(entry->name, name, strlen(name) + 1);
    bool has_user = there ? memcmp(stamp, &record->stamp, sizeof *stamp) == 0 : record->alias_of[0] != '\0';
    if (!there)
        memcpy(entry->alias_of, record->alias_of, sizeof entry->alias_of);
    if (has_user) {
        memcpy(entry->user, record->user, record->user_length);
        entry->user_length = record->user_length;
    }
    return there || entry->alias_of[0] != '\0';
}

int directory_find(struct catalog *catalog, const struct dataset *dataset, const char *name, struct directory_entry *entry,
                   struct fault *fault)
{
    struct record record;
    struct stamp stamp;
    int code = check(dataset, name, fault);
    if (code == 0)
        code = get_record(catalog, NULL, dataset, name, &record, fault);
    if (code < 0)
        return code;
    return make_entry(entry, name, &record, is_member(catalog, dataset, name, &stamp), &stamp) ? 0 : 1;
}

int directory_resolve(struct catalog *catalog, const struct dataset *dataset, const char *name, char member[MEMBER_SIZE],
                      struct fault *fault)
{
    struct record record;
    struct stamp stamp;
    int code = check(dataset, name, fault);
    if (code < 0)
        return code;
    memcpy(member, name, strlen(name) + 1);
    for (int hops = 0; hops <= HOPS_MAX; hops++) {
        if (is_member(catalog, dataset, member, &stamp))
            return 0;
        code = get_record(catalog, NULL, dataset, member, &record, fault);
        if (code != 0 || record.alias_of[0] == '\0')
            break;
        memcpy(member, record.alias_of, MEMBER_SIZE);
    }
    memcpy(member, name, strlen(name) + 1);
    return code < 0 ? code : 1;
}

/* ---- changes ---- */

int directory_set_alias(struct catalog *catalog, const struct dataset *dataset, const char *alias, const char *member,
                        struct fault *fault)
{
    struct record record = {0};
    struct stamp stamp;
    struct store_txn *txn;
    int code = check_both(dataset, alias, member, fault);
    if (code == 0 && is_member(catalog, dataset, alias, &stamp))
        code = fault_set(fault, DATASET_E_THERE, "%s(%s)", dataset->name, alias);
    if (code == 0)
        code = directory_resolve(catalog, dataset, member, record.alias_of, fault);
    if (code == 0)
        code = store_begin(catalog->store, &txn, fault);
    return code == 0 ? catalog_end(txn, put_record(txn, dataset, alias, &record, fault), fault) : code;
}

/* RECORD of NAME, of what is there now.  1: there is neither member nor alias. */
static int get_present(struct catalog *catalog, struct store_txn *txn, const struct dataset *dataset, const char *name, struct record *record,
                       bool *there, struct fault *fault)
{
    struct stamp stamp;
    int code = get_record(catalog, txn, dataset, name, record, fault);
    *there = is_member(catalog, dataset, name, &stamp);
    if (code < 0)
        return code;
    if (!*there)
        return record->alias_of[0] == '\0' ? 1 : 0;
    if (memcmp(&stamp, &record->stamp, sizeof stamp) != 0)
        record->user_length = 0;
    record->stamp = stamp;
    memset(record->alias_of, 0, sizeof record->alias_of);
    return 0;
}

int directory_set_user(struct catalog *catalog, const struct dataset *dataset, const char *name, const void *user, size_t length,
                       struct fault *fault)
{
    struct record record;
    struct store_txn *txn;
    bool there;
    int code = check(dataset, name, fault);
    if (code == 0 && length > DIRECTORY_USER_MAX)
        code = fault_set(fault, DATASET_E_ATTRIBUTES, "%zu bytes of user data, expected at most %d", length, DIRECTORY_USER_MAX);
    if (code == 0)
        code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    code = get_present(catalog, txn, dataset, name, &record, &there, fault);
    if (code == 0) {
        record.user_length = length;
        if (length > 0)
            memcpy(record.user, user, length);
        code = put_record(txn, dataset, name, &record, fault);
    }
    return catalog_end(txn, code, fault);
}

int directory_drop(struct catalog *catalog, const struct dataset *dataset, const char *member, bool with_aliases, struct fault *fault)
{
    struct record record;
    struct record_list list = {0};
    struct store_txn *txn;
    int found = get_record(catalog, NULL, dataset, member, &record, fault);
    int code = found < 0 ? found : with_aliases ? read_records(catalog, NULL, dataset, &list, fault) : 0;
    if (code == 0 && found == 1 && list.count == 0)
        return 1;
    if (code == 0)
        code = store_begin(catalog->store, &txn, fault);
    if (code == 0) {
        for (size_t i = 0; i < list.count && code == 0; i++)
            if (strcmp(list.items[i].record.alias_of, member) == 0)
                code = delete_record(txn, dataset, list.items[i].name, fault);
        if (code == 0)
            code = delete_record(txn, dataset, member, fault);
        code = catalog_end(txn, code, fault);
    }
    free(list.items);
    return code < 0 ? code : record.alias_of[0] != '\0' ? 0 : 1;
}

/* ---- rename ---- */

/* The file has its new name: so have the user data and the aliases. */
static int follow(struct catalog *catalog, struct store_txn *txn, const struct dataset *dataset, const char *old, const char *name,
                  struct record *record, struct fault *fault)
{
    struct record_list list;
    int code = read_records(catalog, txn, dataset, &list, fault);
    for (size_t i = 0; i < list.count && code == 0; i++) {
        struct named_record *item = &list.items[i];
        if (strcmp(item->record.alias_of, old) != 0)
            continue;
        memcpy(item->record.alias_of, name, strlen(name) + 1);
        code = put_record(txn, dataset, item->name, &item->record, fault);
    }
    free(list.items);
    if (code == 0)
        code = delete_record(txn, dataset, old, fault);
    if (code == 0 && record->user_length > 0)
        code = put_record(txn, dataset, name, record, fault);
    return code;
}

static int follow_now(struct catalog *catalog, const struct dataset *dataset, const char *old, const char *name, struct record *record,
                      struct fault *fault)
{
    struct store_txn *txn;
    memset(record->alias_of, 0, sizeof record->alias_of);
    int code = store_begin(catalog->store, &txn, fault);
    return code == 0 ? catalog_end(txn, follow(catalog, txn, dataset, old, name, record, fault), fault) : code;
}

/* First OLD leads to NAME, so that after a kill both do, whichever has the file. */
static int rename_member(struct catalog *catalog, const struct dataset *dataset, const char *old, const char *name, struct record *record,
                         struct fault *fault)
{
    struct store_txn *txn;
    int code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    memcpy(record->alias_of, name, strlen(name) + 1);
    code = catalog_end(txn, put_record(txn, dataset, old, record, fault), fault);
    if (code < 0)
        return code;
    char *from = dataset_path(catalog, dataset, old), *to = dataset_path(catalog, dataset, name);
    code = file_move(from, to, fault);
    free(from);
    free(to);
    return code == 0 ? follow_now(catalog, dataset, old, name, record, fault) : code;
}

static int rename_alias(struct catalog *catalog, const struct dataset *dataset, const char *old, const char *name,
                        const struct record *record, struct fault *fault)
{
    struct store_txn *txn;
    int code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    code = put_record(txn, dataset, name, record, fault);
    if (code == 0)
        code = delete_record(txn, dataset, old, fault);
    return catalog_end(txn, code, fault);
}

int directory_rename(struct catalog *catalog, const struct dataset *dataset, const char *old, const char *name, struct fault *fault)
{
    static const struct stamp NONE;
    struct record record, other;
    bool there, other_there;
    int code = check_both(dataset, old, name, fault);
    if (code == 0)
        code = get_present(catalog, NULL, dataset, old, &record, &there, fault);
    int taken = code == 0 ? get_present(catalog, NULL, dataset, name, &other, &other_there, fault) : code;
    if (code != 0 || taken < 0)
        return code != 0 ? code : taken;
    bool moved = !there && strcmp(record.alias_of, name) == 0 && memcmp(&record.stamp, &NONE, sizeof NONE) != 0;
    if (moved && taken == 0 && other_there)
        return follow_now(catalog, dataset, old, name, &record, fault);
    if (taken == 0)
        return fault_set(fault, DATASET_E_THERE, "%s(%s)", dataset->name, name);
    return there ? rename_member(catalog, dataset, old, name, &record, fault) : rename_alias(catalog, dataset, old, name, &record, fault);
}

/* ---- list ---- */

/* The files and the records, both by name, as one list. */
static int visit_all(const struct catalog *catalog, const struct dataset *dataset, char *const *names, size_t count,
                     const struct record_list *list, directory_visit *visit, void *user)
{
    static const struct record NONE;
    int code = 0;
    for (size_t at = 0, item = 0; code == 0 && (at < count || item < list->count);) {
        struct directory_entry entry;
        struct stamp stamp = {0};
        int order = at == count ? 1 : item == list->count ? -1 : strcmp(names[at], list->items[item].name);
        const char *name = order <= 0 ? names[at] : list->items[item].name;
        bool there = order <= 0 && member_is_valid(name) && is_member(catalog, dataset, name, &stamp);
        if (member_is_valid(name) && make_entry(&entry, name, order >= 0 ? &list->items[item].record : &NONE, there, &stamp))
            code = visit(user, &entry);
        at += order <= 0;
        item += order >= 0;
    }
    return code;
}

int directory_list(struct catalog *catalog, const struct dataset *dataset, directory_visit *visit, void *user, struct fault *fault)
{
    char **names;
    size_t count;
    struct record_list list;
    int code = check(dataset, "A", fault);
    if (code == 0)
        code = dataset_members(catalog, dataset, &names, &count, fault);
    if (code < 0)
        return code;
    code = read_records(catalog, NULL, dataset, &list, fault);
    if (code == 0)
        code = visit_all(catalog, dataset, names, count, &list, visit, user);
    free(list.items);
    file_names_free(names, count);
    return code;
}
