/* staged.c - see staged.h. */
#include "release/staged.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "release/error.h"
#include "release/remark.h"

struct staged {
    int64_t bytes;
    uint8_t digest[HASH_BYTES];
};

/* A relative path that stays below where it begins: no empty part, no "." and no "..". */
static bool is_inside(const char *path)
{
    if (path[0] == '\0' || path[0] == '/')
        return false;
    while (*path != '\0') {
        size_t length = strcspn(path, "/");
        if (length == 0 || (length == 1 && path[0] == '.') || (length == 2 && path[0] == '.' && path[1] == '.'))
            return false;
        path += length;
        if (*path == '/' && *++path == '\0')
            return false;
    }
    return true;
}

/* The file behind ROOT/PATH with every link followed, NULL when it is not there or outside ROOT; to be freed. */
static char *resolve(const char *root, const char *path)
{
    char *joined = file_join(root, path);
    char *real_root = realpath(root, NULL);
    char *real = real_root != NULL ? realpath(joined, NULL) : NULL;
    size_t length = real_root != NULL ? strlen(real_root) : 0;
    if (real != NULL && (strncmp(real, real_root, length) != 0 || real[length] != '/')) {
        free(real);
        real = NULL;
    }
    free(real_root);
    free(joined);
    return real;
}

/* 0, 1 not staged, or a fault. */
static int look_at_file(struct desk *desk, const struct part *part, const struct submission_record *element,
                        struct staged *staged, struct fault *fault)
{
    const char *reference = submission_meant(part_main(part), "submission.staging");
    const char *from = submission_meant(element, "element.from");
    if (!is_inside(reference) || !is_inside(from))
        return 1;
    char *staging = file_join(desk->home, "staging");
    char *root = resolve(staging, reference);
    char *path = root != NULL ? resolve(root, from) : NULL;
    struct stat status;
    int code = 1;
    if (path != NULL && stat(path, &status) == 0 && S_ISREG(status.st_mode)) {
        staged->bytes = status.st_size;
        code = hash_of_file(staged->digest, path, fault);
    }
    free(path);
    free(root);
    free(staging);
    return code;
}

static int look_at_dataset(struct desk *desk, const struct submission_record *element, struct staged *staged,
                           struct fault *fault)
{
    struct dataset dataset;
    const char *member = submission_meant(element, "element.member");
    const char *from = submission_meant(element, "element.from");
    if (!dsn_is_valid(from) || (member[0] != '\0' && !member_is_valid(member)))
        return 1;
    int code = catalog_find(desk->catalog, from, &dataset, fault);
    if (code == 0 && dataset_is_partitioned(&dataset) != (member[0] != '\0'))
        code = 1; /* a member of a sequential data set is not there */
    if (code == 0)
        code = dataset_hash(desk->catalog, &dataset, member, staged->digest, &staged->bytes, fault);
    return code;
}

static void say_name(struct bytes *out, const struct submission_record *element)
{
    const char *member = submission_meant(element, "element.member");
    bytes_text(out, submission_meant(element, "element.from"));
    if (member[0] != '\0')
        bytes_format(out, "(%s)", member);
}

static int judge_element(struct desk *desk, struct part *part, const struct submission_record *element, bool *whole,
                         struct fault *fault)
{
    struct staged staged;
    struct bytes name;
    char hash[HASH_HEX_SIZE];
    bool on_host = form_meaning(part->submission.form, "element.host") != NULL;
    int code = on_host ? look_at_file(desk, part, element, &staged, fault) : look_at_dataset(desk, element, &staged, fault);
    if (code < 0)
        return code;
    bytes_init(&name);
    say_name(&name, element);
    int64_t bytes = submission_amount(element, "element.bytes");
    const char *submitted = submission_meant(element, "element.hash");
    if (code == 1)
        remark_add(&part->entry.findings, &part->submission, element, "element.from", RELEASE_W_NOT_STAGED, "%s",
                   bytes_string(&name));
    else if (staged.bytes != bytes)
        remark_add(&part->entry.findings, &part->submission, element, "element.bytes", RELEASE_E_STAGED_OTHER,
                   "%s has %lld bytes, %lld were submitted", bytes_string(&name), (long long)staged.bytes, (long long)bytes);
    else if (strcmp(hash_hex(hash, staged.digest), submitted) != 0)
        remark_add(&part->entry.findings, &part->submission, element, "element.hash", RELEASE_E_STAGED_OTHER,
                   "%s has SHA-256 %.16s..., %.16s... was submitted", bytes_string(&name), hash, submitted);
    else
        code = 2;
    *whole = *whole && code == 2;
    bytes_release(&name);
    return 0;
}

int staged_judge(struct desk *desk, struct package *package, bool *whole, struct fault *fault)
{
    int code = 0;
    *whole = true;
    for (size_t i = 0; i < package->count && code == 0; i++) {
        struct part *part = &package->parts[i];
        remark_forget(&part->entry.findings, RELEASE_W_NOT_STAGED, RELEASE_W_NOT_STAGED);
        remark_forget(&part->entry.findings, RELEASE_E_STAGED_OTHER, RELEASE_E_STAGED_OTHER);
        const struct submission_record *e = submission_first(&part->submission, FORM_ELEMENT);
        for (; e != NULL && code == 0; e = e->next)
            if (submission_meant(e, "element.from")[0] != '\0')
                code = judge_element(desk, part, e, whole, fault);
    }
    return code;
}
