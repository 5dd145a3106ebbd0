/* streams.c - see streams.h. */
#include "rollback/streams.h"

#include <stdlib.h>

#include "base/file.h"
#include "release/entry.h"
#include "rollback/stream.h"

struct making {
    const struct form_set *forms;
    const char *folder;
    struct balance *balance;
    streams_tell *tell;
    void *user;
    struct fault *fault;
};

static int write_file(const char *folder, const char *name, const struct bytes *content, struct fault *fault)
{
    char *path = file_join(folder, name);
    int code = file_write(path, content->data, content->length, fault);
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
    int code = stream_write(&cutover, manifest, STREAM_CUTOVER, fault);
    if (code == 0)
        code = stream_write(&rollback, manifest, STREAM_ROLLBACK, fault);
    if (code == 0)
        code = file_make_folder(folder, fault);
    if (code == 0)
        code = file_replace_sweep(folder, fault);
    if (code == 0)
        code = write_file(folder, "manifest.json", &json, fault);
    /* The way back is there before the way in. */
    if (code == 0)
        code = write_file(folder, "ROLLBACK.jcl", &rollback, fault);
    if (code == 0)
        code = write_file(folder, "CUTOVER.jcl", &cutover, fault);
    bytes_release(&json);
    bytes_release(&cutover);
    bytes_release(&rollback);
    return code;
}

/* Faults that are of the submission, not of the run. */
static bool is_of_submission(int code)
{
    return code <= ROLLBACK_E_MANIFEST && code >= ROLLBACK_E_ACTION;
}

static int make_one(struct making *making, const struct entry *entry, const char *key)
{
    struct submission submission;
    struct manifest manifest;
    int code = entry_submission(&submission, entry, making->forms, making->fault);
    manifest_init(&manifest);
    if (code == 0)
        manifest_from_submission(&manifest, &submission);
    char *folder = file_join(making->folder, key);
    if (code == 0)
        code = streams_write(&manifest, folder, making->fault);
    free(folder);
    manifest_release(&manifest);
    submission_release(&submission);
    return code;
}

static int visit(void *user, const struct entry *entry)
{
    struct making *making = user;
    char key[ENTRY_KEY_SIZE];
    const struct form *form = form_set_find(making->forms, entry->form);
    if (form == NULL || form_meaning(form, "element.member") == NULL)
        return 0; /* its elements are no data sets: JCL has nothing to do with them */
    making->balance->read++;
    int code = make_one(making, entry, entry_key(key, entry->release, entry->iteration, entry->form));
    if (code == 0) {
        making->balance->posted++;
        return 0;
    }
    if (!is_of_submission(code))
        return code;
    fault_in_file(making->fault, key);
    making->tell(making->user, making->fault);
    making->balance->carried++;
    return 0;
}

int streams_make(struct reg *reg, const struct form_set *forms, const char *folder, struct balance *balance,
                 streams_tell *tell, void *user, struct fault *fault)
{
    static const enum release_state states[] = {STATE_ACCEPTED, STATE_SCHEDULED};
    struct making making = {forms, folder, balance, tell, user, fault};
    int code = 0;
    for (size_t i = 0; i < sizeof states / sizeof states[0] && code == 0; i++)
        code = entry_scan_state(reg, states[i], visit, &making, fault);
    return code;
}
