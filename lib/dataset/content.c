/* content.c - see dataset.h: the bytes of data sets and members. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "dataset/directory.h"
#include "dataset/handle.h"

static bool has_text(const char *member)
{
    return member != NULL && member[0] != '\0';
}

char *dataset_path(const struct catalog *catalog, const struct dataset *dataset, const char *member)
{
    struct bytes path;
    bytes_init(&path);
    bytes_format(&path, "%s/%s", catalog->data, dataset->name);
    if (has_text(member))
        bytes_format(&path, "/%s", member);
    return (char *)path.data;
}

static int check_kind(const struct dataset *dataset, const char *member, struct fault *fault)
{
    if (has_text(member) && !member_is_valid(member))
        return fault_set(fault, DATASET_E_NAME, "member %.40s", member);
    if (has_text(member) != dataset_is_partitioned(dataset))
        return fault_set(fault, DATASET_E_KIND, "%s is %s", dataset->name,
                         dataset_is_partitioned(dataset) ? "partitioned: name a member" : "sequential: it has no members");
    return 0;
}

static bool is_variable(const struct dataset *dataset)
{
    return dataset->recfm == DATASET_V || dataset->recfm == DATASET_VB;
}

/* Records of V and VB: their data into HASH, if any, and its length into *BYTES. */
static int read_variable(FILE *file, const struct dataset *dataset, struct hash *hash, int64_t *bytes, struct fault *fault)
{
    uint8_t rdw[RDW_BYTES], data[LRECL_MAX];
    size_t got;
    *bytes = 0;
    for (int64_t record = 1; (got = fread(rdw, 1, sizeof rdw, file)) > 0; record++) {
        size_t length = got == sizeof rdw ? (size_t)rdw[0] << 8 | rdw[1] : 0;
        bool sound = length >= RDW_BYTES && length <= (size_t)dataset->lrecl && rdw[2] == 0 && rdw[3] == 0;
        if (!sound || fread(data, 1, length - RDW_BYTES, file) != length - RDW_BYTES) {
            char shown[24];
            fault_set(fault, DATASET_E_RECORDS, "%s: RDW %s with LRECL %d%s", dataset->name,
                      bytes_hex(shown, sizeof shown, rdw, got, sizeof rdw), dataset->lrecl,
                      sound ? ", and the record is cut off" : "");
            fault_at_record(fault, record, "");
            return DATASET_E_RECORDS;
        }
        if (hash != NULL)
            hash_add(hash, data, length - RDW_BYTES);
        *bytes += (int64_t)(length - RDW_BYTES);
    }
    return 0;
}

/* The same of F, FB and U, whose records lie one after another. */
static int read_plain(FILE *file, const struct dataset *dataset, struct hash *hash, int64_t *bytes, struct fault *fault)
{
    uint8_t data[LRECL_MAX];
    *bytes = 0;
    for (size_t got; (got = fread(data, 1, sizeof data, file)) > 0; *bytes += (int64_t)got)
        if (hash != NULL)
            hash_add(hash, data, got);
    if (dataset->recfm == DATASET_U || *bytes % dataset->lrecl == 0)
        return 0;
    return fault_set(fault, DATASET_E_RECORDS, "%s: %lld bytes are no whole records of LRECL %d", dataset->name,
                     (long long)*bytes, dataset->lrecl);
}

static int read_records(FILE *file, const struct dataset *dataset, struct hash *hash, int64_t *bytes, struct fault *fault)
{
    int code = is_variable(dataset) ? read_variable(file, dataset, hash, bytes, fault)
                                    : read_plain(file, dataset, hash, bytes, fault);
    return ferror(file) ? fault_errno(fault, BASE_E_OPEN, errno, "%s", dataset->name) : code;
}

int dataset_check(const struct dataset *dataset, const char *member, const void *data, size_t length, struct fault *fault)
{
    int64_t bytes;
    int code = catalog_check_attributes(dataset, fault);
    if (code == 0)
        code = check_kind(dataset, member, fault);
    if (code < 0 || length == 0)
        return code;
    FILE *file = fmemopen((void *)(uintptr_t)data, length, "r"); /* which writes nothing to what it reads */
    if (file == NULL)
        return fault_errno(fault, BASE_E_OPEN, errno, "%s", dataset->name);
    code = read_records(file, dataset, NULL, &bytes, fault);
    fclose(file);
    return code;
}

int dataset_put(struct catalog *catalog, const struct dataset *dataset, const char *member, const void *data,
                size_t length, struct fault *fault)
{
    int code = dataset_check(dataset, member, data, length, fault);
    if (code < 0)
        return code;
    if (dataset_is_partitioned(dataset)) {
        char *folder = dataset_path(catalog, dataset, NULL);
        code = file_make_folder(folder, fault);
        free(folder);
        if (code < 0)
            return code;
    }
    char *path = dataset_path(catalog, dataset, member);
    code = file_write(path, data, length, fault);
    free(path);
    if (code == 0 && dataset_is_partitioned(dataset))
        code = directory_drop(catalog, dataset, member, false, fault);
    return code < 0 ? code : 0;
}

/* The file to read: of an alias, its member's. */
static int find_path(struct catalog *catalog, const struct dataset *dataset, const char *member, char **path, struct fault *fault)
{
    char real[MEMBER_SIZE] = "";
    int code = check_kind(dataset, member, fault);
    if (code == 0 && has_text(member))
        code = directory_resolve(catalog, dataset, member, real, fault);
    if (code >= 0)
        *path = dataset_path(catalog, dataset, real);
    return code < 0 ? code : 0;
}

int dataset_get(struct catalog *catalog, const struct dataset *dataset, const char *member, struct bytes *out,
                struct fault *fault)
{
    char *path;
    int code = find_path(catalog, dataset, member, &path, fault);
    if (code < 0)
        return code;
    code = file_exists(path) ? file_read(out, path, DATASET_MAX_BYTES, fault) : 1;
    free(path);
    return code;
}

int dataset_members(struct catalog *catalog, const struct dataset *dataset, char ***names, size_t *count,
                    struct fault *fault)
{
    *names = NULL;
    *count = 0;
    if (!dataset_is_partitioned(dataset))
        return 0;
    char *path = dataset_path(catalog, dataset, NULL);
    int code = file_list(path, names, count, fault);
    free(path);
    return code;
}

/* 1: there was nothing. */
static int remove_path(const char *path, struct fault *fault)
{
    if (remove(path) == 0)
        return 0;
    return errno == ENOENT ? 1 : fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
}

/* All that is in the folder at PATH, with what killed writers left there. */
static int empty_folder(const char *path, struct fault *fault)
{
    int code = 0;
    DIR *folder = opendir(path);
    if (folder == NULL)
        return errno == ENOENT || errno == ENOTDIR ? 0 : fault_errno(fault, BASE_E_OPEN, errno, "%s", path);
    for (struct dirent *entry; code >= 0 && (entry = readdir(folder)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        char *file = file_join(path, entry->d_name);
        code = remove_path(file, fault);
        free(file);
    }
    closedir(folder);
    return code < 0 ? code : 0;
}

/* The alternate indexes of keyed data: no data set's name has a qualifier that is a number. */
static int remove_indexes(const char *path, struct fault *fault)
{
    int code = 0;
    for (int number = 1; code == 0; number++) {
        struct bytes index;
        bytes_init(&index);
        bytes_format(&index, "%s.%d", path, number);
        code = remove_path(bytes_string(&index), fault);
        bytes_release(&index);
    }
    return code < 0 ? code : 0;
}

int content_remove(struct catalog *catalog, const struct dataset *dataset, struct fault *fault)
{
    char *path = dataset_path(catalog, dataset, NULL);
    int code = empty_folder(path, fault);
    if (code == 0)
        code = remove_indexes(path, fault);
    if (code == 0)
        code = remove_path(path, fault);
    free(path);
    return code < 0 ? code : 0;
}

int dataset_delete(struct catalog *catalog, const struct dataset *dataset, const char *member, struct fault *fault)
{
    if (!has_text(member))
        return catalog_remove(catalog, dataset, fault);
    int code = check_kind(dataset, member, fault);
    if (code < 0)
        return code;
    int dropped = directory_drop(catalog, dataset, member, dataset->organization == DATASET_POE, fault);
    if (dropped < 0)
        return dropped;
    char *path = dataset_path(catalog, dataset, member);
    code = remove_path(path, fault);
    free(path);
    return code == 1 ? dropped : code;
}

int dataset_hash(struct catalog *catalog, const struct dataset *dataset, const char *member,
                 uint8_t digest[HASH_BYTES], int64_t *bytes, struct fault *fault)
{
    char *path;
    int code = find_path(catalog, dataset, member, &path, fault);
    if (code < 0)
        return code;
    FILE *file = fopen(path, "re");
    if (file == NULL)
        code = errno == ENOENT ? 1 : fault_errno(fault, BASE_E_OPEN, errno, "%s", path);
    free(path);
    if (file == NULL)
        return code;
    struct hash hash;
    hash_init(&hash);
    code = read_records(file, dataset, &hash, bytes, fault);
    hash_finish(&hash, digest);
    fclose(file);
    return code;
}
