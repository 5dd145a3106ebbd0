/* streams.c - see streams.h. */
#include "rollback/streams.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "release/entry.h"
#include "release/remark.h"
#include "rollback/turnover.h"

enum { FINDING_FIRST = -800, FINDING_LAST = -849 };

static const uint64_t HASH_MODULUS = 1000000000000000u;

/* ---- the files of one manifest */

static bool is_there(const char *path, const struct bytes *content)
{
    struct bytes old;
    bytes_init(&old);
    bool same = file_exists(path) && file_read(&old, path, content->length, NULL) == 0 && old.length == content->length &&
                memcmp(old.data, content->data, content->length) == 0;
    bytes_release(&old);
    return same;
}

static int publish(const char *folder, const char *name, const struct bytes *content, struct fault *fault)
{
    char *path = file_join(folder, name);
    int code = is_there(path, content) ? 0 : file_write(path, content->data, content->length, fault);
    free(path);
    return code;
}

int streams_write(const struct manifest *manifest, const char *folder, struct fault *fault)
{
    struct bytes json, cutover, rollback;
    bytes_init(&json);
    bytes_init(&cutover);
    bytes_init(&rollback);
    manifest_write(&json, manifest);
    int code = turnover_write(&cutover, manifest, TURNOVER_CUTOVER, fault);
    if (code == 0)
        code = turnover_write(&rollback, manifest, TURNOVER_ROLLBACK, fault);
    if (code == 0)
        code = file_make_folder(folder, fault);
    if (code == 0)
        code = file_replace_sweep(folder, fault);
    if (code == 0)
        code = publish(folder, "manifest.json", &json, fault);
    /* The way back is there before the way in. */
    if (code == 0)
        code = publish(folder, "ROLLBACK.jcl", &rollback, fault);
    if (code == 0)
        code = publish(folder, "CUTOVER.jcl", &cutover, fault);
    bytes_release(&json);
    bytes_release(&cutover);
    bytes_release(&rollback);
    return code;
}

/* ---- the streams of one entry */

struct making {
    struct desk *desk;
    const char *folder;
    struct balance *balance;
    streams_tell *tell;
    void *user;
};

static bool is_of_submission(int code)
{
    return code <= FINDING_FIRST && code >= FINDING_LAST;
}

static int try_to_write(const struct making *making, const struct manifest *manifest, const char *key, struct fault *fault)
{
    char *folder = file_join(making->folder, key);
    int code = streams_write(manifest, folder, fault);
    free(folder);
    for (size_t i = 0; i < manifest->count; i++)
        making->balance->hash_total = (making->balance->hash_total + (uint64_t)manifest->elements[i].bytes) % HASH_MODULUS;
    return code;
}

/* WHY speaks of the manifest; the finding of the element's record and the form's field. */
static void add_finding(struct fault_list *findings, const struct submission *submission, const struct fault *why)
{
    const struct submission_record *record = why->record > 0 ? submission_first(submission, FORM_ELEMENT) : NULL;
    for (int64_t i = 1; i < why->record && record != NULL; i++)
        record = record->next;
    char meaning[80];
    snprintf(meaning, sizeof meaning, "element.%s", why->field);
    remark_add(findings, submission, record, why->field[0] != '\0' ? meaning : NULL, why->code, "%s", why->detail);
}

static bool is_same(const struct fault_list *a, const struct fault_list *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; i < a->count && same; i++)
        same = a->items[i].code == b->items[i].code && a->items[i].record == b->items[i].record &&
               strcmp(a->items[i].field, b->items[i].field) == 0 && strcmp(a->items[i].detail, b->items[i].detail) == 0;
    return same;
}

/* Give ENTRY the finding WHY (code 0: none) in place of those of an earlier run; saved only when that changes something. */
static int note(struct desk *desk, struct entry *entry, const struct submission *submission, const struct fault *why, struct fault *fault)
{
    struct fault_list before = {0};
    for (size_t i = 0; i < entry->findings.count; i++)
        fault_list_add(&before, &entry->findings.items[i]);
    remark_forget(&entry->findings, FINDING_FIRST, FINDING_LAST);
    if (why->code != 0)
        add_finding(&entry->findings, submission, why);
    bool same = is_same(&before, &entry->findings);
    fault_list_release(&before);
    if (same)
        return 0;
    char reason[ENTRY_REASON_SIZE];
    snprintf(reason, sizeof reason, "%s", entry->reason);
    const struct entry_change change = {entry->state, "ROLLBACK", why->code != 0 ? "no streams" : "streams", reason, desk->now};
    int code = desk_begin(desk, fault);
    if (code == 0)
        code = entry_save(desk->reg, desk->txn, entry, &change, fault);
    if (code == 0)
        return desk_commit(desk, fault);
    desk_abort(desk);
    return code;
}

static int make_for(const struct making *making, struct entry *entry, const char *key, struct fault *fault)
{
    struct submission submission;
    struct manifest manifest;
    struct fault why = {0};
    int code = entry_submission(&submission, entry, &making->desk->forms, fault);
    manifest_init(&manifest);
    if (code == 0) {
        manifest_from_submission(&manifest, &submission);
        making->balance->read++;
        code = try_to_write(making, &manifest, key, &why);
        if (code < 0 && !is_of_submission(code))
            *fault = why;
    }
    if (code == 0 || is_of_submission(code))
        code = note(making->desk, entry, &submission, &why, fault);
    if (code == 0 && why.code != 0) {
        making->balance->carried++;
        fault_in_file(&why, key);
        making->tell(making->user, &why);
    } else if (code == 0) {
        making->balance->posted++;
    }
    manifest_release(&manifest);
    submission_release(&submission);
    return code;
}

static int make_one(const struct making *making, const char *key, struct fault *fault)
{
    struct entry entry;
    int code = entry_load(&entry, making->desk->reg, NULL, key, fault);
    if (code == 0) {
        const struct form *form = form_set_find(&making->desk->forms, entry.form);
        /* Elements that are no data sets are none of JCL's business. */
        if (form != NULL && form_meaning(form, "element.member") != NULL)
            code = make_for(making, &entry, key, fault);
    }
    entry_release(&entry);
    return code < 0 ? code : 0;
}

/* ---- streams of what will not be put in */

/* Submission KEY is over and was never put in: 1; else, or when the register knows none, 0, or a fault. */
static int is_over(const struct making *making, const char *key, struct fault *fault)
{
    struct entry entry;
    int code = entry_load(&entry, making->desk->reg, NULL, key, fault);
    if (code == 0)
        code = entry.state == STATE_RETURNED || entry.state == STATE_DENIED || entry.state == STATE_WITHDRAWN ||
               entry.state == STATE_SUPERSEDED;
    else if (code == 1)
        code = 0;
    entry_release(&entry);
    return code;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The way in goes first, and the folder last: a run that is killed between leaves nothing that can be submitted. */
static int remove_streams(const char *folder, struct fault *fault)
{
    static const char *const NAMES[] = {"CUTOVER.jcl", "ROLLBACK.jcl", "manifest.json"};
    int code = file_replace_sweep(folder, fault);
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0] && code == 0; i++) {
        char *path = file_join(folder, NAMES[i]);
        if (unlink(path) != 0 && errno != ENOENT)
            code = fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
        free(path);
    }
    if (code == 0 && rmdir(folder) != 0 && errno != ENOTEMPTY) /* what somebody else put there stays */
        code = fault_errno(fault, BASE_E_WRITE, errno, "%s", folder);
    return code;
}

static int remove_over(const struct making *making, struct fault *fault)
{
    char **names;
    size_t count;
    int code = file_list_others(making->folder, &names, &count, fault);
    for (size_t i = 0; i < count && code >= 0; i++) {
        char *folder = file_join(making->folder, names[i]);
        code = is_folder(folder) ? is_over(making, names[i], fault) : 0;
        if (code == 1)
            code = remove_streams(folder, fault);
        free(folder);
    }
    file_names_free(names, count);
    return code;
}

int streams_make(struct desk *desk, const char *folder, struct balance *balance, streams_tell *tell, void *user, struct fault *fault)
{
    static const enum release_state STATES_READ[] = {STATE_ACCEPTED, STATE_SCHEDULED};
    const struct making making = {desk, folder, balance, tell, user};
    int code = 0;
    for (size_t s = 0; s < sizeof STATES_READ / sizeof STATES_READ[0] && code == 0; s++) {
        struct entry_keys keys = {0};
        code = entry_keys_in_state(&keys, desk->reg, STATES_READ[s], fault);
        for (size_t i = 0; i < keys.count && code == 0; i++)
            code = make_one(&making, keys.items[i], fault);
        entry_keys_release(&keys);
    }
    return code == 0 ? remove_over(&making, fault) : code;
}
