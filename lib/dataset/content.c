/* content.c - see dataset.h: the bytes of data sets and members. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "dataset/handle.h"

enum { RDW_BYTES = 4 };

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
    if (has_text(member) != dataset->partitioned)
        return fault_set(fault, DATASET_E_KIND, "%s is %s", dataset->name,
                         dataset->partitioned ? "partitioned: name a member" : "sequential: it has no members");
    return 0;
}

/* Length of the variable record at AT with its RDW, 0 when the RDW is not sound. */
static size_t variable_length(const uint8_t *data, size_t left)
{
    if (left < RDW_BYTES || data[2] != 0 || data[3] != 0)
        return 0;
    size_t length = (size_t)data[0] << 8 | data[1];
    return length >= RDW_BYTES && length <= left ? length : 0;
}

static int check_records(const struct dataset *dataset, const uint8_t *data, size_t length, struct fault *fault)
{
    if (dataset->recfm == DATASET_U)
        return 0;
    if (dataset->recfm == DATASET_F || dataset->recfm == DATASET_FB)
        return length % (size_t)dataset->lrecl == 0
                   ? 0
                   : fault_set(fault, DATASET_E_RECORDS, "%s: %zu bytes are no whole records of LRECL %d", dataset->name,
                               length, dataset->lrecl);
    int64_t record = 0;
    for (size_t at = 0, step; at < length; at += step) {
        step = variable_length(data + at, length - at);
        record++;
        if (step == 0 || step > (size_t)dataset->lrecl) {
            char shown[24];
            fault_set(fault, DATASET_E_RECORDS, "%s: RDW %s with LRECL %d", dataset->name,
                      bytes_hex(shown, sizeof shown, data + at, length - at < 4 ? length - at : 4, 4), dataset->lrecl);
            return fault_at_record(fault, record, "");
        }
    }
    return 0;
}

int dataset_put(struct catalog *catalog, const struct dataset *dataset, const char *member, const void *data,
                size_t length, struct fault *fault)
{
    int code = check_kind(dataset, member, fault);
    if (code == 0)
        code = check_records(dataset, data, length, fault);
    if (code < 0)
        return code;
    if (dataset->partitioned) {
        char *folder = dataset_path(catalog, dataset, NULL);
        code = file_make_folder(folder, fault);
        free(folder);
        if (code < 0)
            return code;
    }
    char *path = dataset_path(catalog, dataset, member);
    code = file_write(path, data, length, fault);
    free(path);
    return code;
}

int dataset_get(struct catalog *catalog, const struct dataset *dataset, const char *member, struct bytes *out,
                struct fault *fault)
{
    int code = check_kind(dataset, member, fault);
    if (code < 0)
        return code;
    char *path = dataset_path(catalog, dataset, member);
    code = file_exists(path) ? file_read(out, path, DATASET_MAX_BYTES, fault) : 1;
    free(path);
    return code;
}

int dataset_members(struct catalog *catalog, const struct dataset *dataset, char ***names, size_t *count,
                    struct fault *fault)
{
    *names = NULL;
    *count = 0;
    if (!dataset->partitioned)
        return 0;
    char *path = dataset_path(catalog, dataset, NULL);
    int code = file_list(path, names, count, fault);
    free(path);
    return code;
}

static int remove_path(const char *path, struct fault *fault)
{
    if (remove(path) == 0)
        return 0;
    return errno == ENOENT ? 1 : fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
}

static int remove_members(struct catalog *catalog, const struct dataset *dataset, struct fault *fault)
{
    char **names;
    size_t count;
    int code = dataset_members(catalog, dataset, &names, &count, fault);
    for (size_t i = 0; i < count && code >= 0; i++) {
        char *path = dataset_path(catalog, dataset, names[i]);
        code = remove_path(path, fault);
        free(path);
    }
    file_names_free(names, count);
    return code < 0 ? code : 0;
}

int dataset_delete(struct catalog *catalog, const struct dataset *dataset, const char *member, struct fault *fault)
{
    int code = has_text(member) ? check_kind(dataset, member, fault) : 0;
    if (code < 0)
        return code;
    if (!has_text(member)) {
        /* The entry goes first: content without an entry is not there, and a new data set of that name replaces it. */
        code = catalog_remove(catalog, dataset->name, fault);
        if (code == 0)
            code = remove_members(catalog, dataset, fault);
        if (code != 0)
            return code;
    }
    char *path = dataset_path(catalog, dataset, member);
    code = remove_path(path, fault);
    free(path);
    return code == 1 && !has_text(member) ? 0 : code;
}

int dataset_hash(struct catalog *catalog, const struct dataset *dataset, const char *member,
                 uint8_t digest[HASH_BYTES], int64_t *bytes, struct fault *fault)
{
    struct bytes content;
    bytes_init(&content);
    int code = dataset_get(catalog, dataset, member, &content, fault);
    bool variable = dataset->recfm == DATASET_V || dataset->recfm == DATASET_VB;
    if (code == 0)
        code = check_records(dataset, content.data, content.length, fault);
    if (code == 0 && !variable) {
        hash_of(digest, bytes_string(&content), content.length);
        *bytes = (int64_t)content.length;
    } else if (code == 0) {
        struct hash hash;
        hash_init(&hash);
        *bytes = 0;
        for (size_t at = 0, step; at < content.length; at += step) {
            step = variable_length(content.data + at, content.length - at);
            hash_add(&hash, content.data + at + RDW_BYTES, step - RDW_BYTES);
            *bytes += (int64_t)(step - RDW_BYTES);
        }
        hash_finish(&hash, digest);
    }
    bytes_release(&content);
    return code;
}
