/* entry.c - see entry.h: keys, loading, saving, scanning.  The bytes themselves are document.c's. */
#include "release/entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "release/document.h"
#include "release/error.h"

void entry_init(struct entry *entry)
{
    *entry = (struct entry){0};
    fault_list_init(&entry->findings);
    bytes_init(&entry->document);
}

void entry_release(struct entry *entry)
{
    fault_list_release(&entry->findings);
    bytes_release(&entry->document);
    entry_init(entry);
}

/* At most SIZE bytes with the NUL, never ending inside a character. */
static void copy_text(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)from[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(to, from, length);
    to[length] = '\0';
}

void entry_from_submission(struct entry *entry, const struct submission *submission)
{
    const struct submission_record *s = submission_first(submission, FORM_SUBMISSION);
    const char *class = submission_meant(s, "submission.class");
    int64_t parts = submission_amount(s, "submission.parts");
    entry_init(entry);
    copy_text(entry->release, sizeof entry->release, submission->release);
    entry->iteration = submission->iteration;
    copy_text(entry->form, sizeof entry->form, submission->form->id);
    copy_text(entry->agency, sizeof entry->agency, submission_meant(s, "submission.agency"));
    copy_text(entry->system, sizeof entry->system, submission_meant(s, "submission.system"));
    copy_text(entry->submitter, sizeof entry->submitter, submission_meant(s, "submission.submitter"));
    copy_text(entry->class, sizeof entry->class, class);
    entry->parts = parts >= 1 && parts <= 9 ? (int)parts : 1;
    submission_content_hash(entry->content, submission);
    submission_json(&entry->document, submission);
    for (size_t i = 0; i < submission->findings.count; i++)
        fault_list_add(&entry->findings, &submission->findings.items[i]);
}

void entry_become(struct entry *entry, enum release_state state)
{
    entry->state = state;
    if (!state_has_slot(state)) {
        entry->has_slot = false;
        entry->slot = (struct entry_slot){0};
    }
    if (state != STATE_OFFERED) {
        entry->alternate_count = 0;
        memset(entry->alternates, 0, sizeof entry->alternates);
    }
}

int entry_submission(struct submission *submission, const struct entry *entry, const struct form_set *forms,
                     struct fault *fault)
{
    const struct form *form = form_set_find(forms, entry->form);
    *submission = (struct submission){0};
    if (form == NULL)
        return fault_set(fault, RELEASE_E_ENTRY, "%s is of form %s, which copybooks/ does not have", entry->release,
                         entry->form);
    return submission_parse(submission, form, bytes_string(&entry->document), entry->document.length, fault);
}

char *entry_key(char key[ENTRY_KEY_SIZE], const char *release, int iteration, const char *form)
{
    snprintf(key, ENTRY_KEY_SIZE, "%.12s.%03d.%.4s", release, iteration, form);
    return key;
}

static char *own_key(char key[ENTRY_KEY_SIZE], const struct entry *entry)
{
    return entry_key(key, entry->release, entry->iteration, entry->form);
}

int entry_load(struct entry *entry, struct reg *reg, struct reg_txn *txn, const char *key, struct fault *fault)
{
    struct bytes value;
    bytes_init(&value);
    entry_init(entry);
    int code = reg_get(reg, txn, REG_SUBMISSION, key, &value, fault);
    if (code == 0)
        code = document_read(entry, bytes_string(&value), value.length, fault);
    if (code < 0)
        fault_in_file(fault, key);
    bytes_release(&value);
    return code;
}

/* What an entry of each state has, and no other does. */
static int check(const struct entry *entry, struct fault *fault)
{
    const char *wrong = NULL;
    if (entry->has_slot != state_has_slot(entry->state))
        wrong = entry->has_slot ? "has a slot" : "has no slot";
    else if (entry->has_slot && entry->slot.end <= entry->slot.start)
        wrong = "has a slot that ends before it begins";
    else if (entry->alternate_count < 0 || entry->alternate_count > ENTRY_ALTERNATES ||
             (entry->alternate_count > 0 && entry->state != STATE_OFFERED))
        wrong = "has alternates";
    if (wrong == NULL)
        return 0;
    return fault_set(fault, RELEASE_E_ENTRY, "%s.%03d.%s would be %s and %s", entry->release, entry->iteration,
                     entry->form, state_name(entry->state), wrong);
}

/* The state in the register must be the one the caller read: nobody saved the entry in between. */
static int check_unchanged(struct reg *reg, struct reg_txn *txn, const char *key, enum release_state from,
                           struct fault *fault)
{
    struct entry stored;
    int code = entry_load(&stored, reg, txn, key, fault);
    enum release_state state = code == 0 ? stored.state : STATE_NEW;
    entry_release(&stored);
    if (code < 0 || state == from)
        return code < 0 ? code : 0;
    return fault_set(fault, RELEASE_E_CHANGED, "%s is %s now, and was %s", key,
                     state == STATE_NEW ? "not there" : state_name(state),
                     from == STATE_NEW ? "not there" : state_name(from));
}

static int put_index(struct reg_txn *txn, const char *key, enum release_state from, enum release_state to,
                     struct fault *fault)
{
    char index[ENTRY_KEY_SIZE + 16];
    if (from == to)
        return 0;
    snprintf(index, sizeof index, "%s/%s", state_name(to), key);
    int code = reg_put(txn, REG_STATE, index, "", 0, fault);
    if (code < 0 || from == STATE_NEW)
        return code;
    snprintf(index, sizeof index, "%s/%s", state_name(from), key);
    return reg_delete(txn, REG_STATE, index, fault) < 0 ? fault->code : 0;
}

static int put_audit(struct reg_txn *txn, const char *key, const struct entry *entry,
                     const struct entry_change *change, struct fault *fault)
{
    struct reg_event event = {.when = change->when, .who = change->who, .what = change->what, .subject = key,
                              .from = state_name(change->from), .to = state_name(entry->state),
                              .detail = change->reason};
    return reg_audit_add(txn, &event, fault);
}

/* A new entry is found by the drop file it came in, too. */
static int put_origin(struct reg_txn *txn, const char *key, const struct entry *entry, struct fault *fault)
{
    char index[HASH_HEX_SIZE + ENTRY_KEY_SIZE + 1];
    snprintf(index, sizeof index, "%s/%s", entry->sha256, key);
    return reg_put(txn, REG_CONTENT, index, "", 0, fault);
}

int entry_save(struct reg *reg, struct reg_txn *txn, struct entry *entry, const struct entry_change *change,
               struct fault *fault)
{
    struct fault local;
    char key[ENTRY_KEY_SIZE];
    fault = fault != NULL ? fault : &local;
    own_key(key, entry);
    if (!state_may_become(change->from, entry->state))
        return fault_set(fault, RELEASE_E_STATE, "%s from '%s' to '%s'", key, state_name(change->from),
                         state_name(entry->state));
    copy_text(entry->reason, sizeof entry->reason, change->reason);
    int code = check(entry, fault);
    if (code == 0)
        code = check_unchanged(reg, txn, key, change->from, fault);
    if (code < 0)
        return code;
    struct bytes value;
    bytes_init(&value);
    document_write(&value, entry);
    code = reg_put(txn, REG_SUBMISSION, key, value.data, value.length, fault);
    bytes_release(&value);
    if (code == 0)
        code = put_index(txn, key, change->from, entry->state, fault);
    if (code == 0 && change->from == STATE_NEW)
        code = put_origin(txn, key, entry, fault);
    if (code == 0)
        code = put_audit(txn, key, entry, change, fault);
    return code;
}

struct key_scan {
    struct entry_keys *keys;
    size_t skip; /* bytes of the index before the key */
};

static int add_key(void *user, const char *key, const char *value, size_t length)
{
    (void)value;
    (void)length;
    struct key_scan *scan = user;
    struct entry_keys *keys = scan->keys;
    keys->items = memory_grow(keys->items, &keys->capacity, keys->count + 1, sizeof *keys->items);
    keys->items[keys->count++] = memory_copy_string(key + scan->skip);
    return 0;
}

int entry_keys_in_state(struct entry_keys *keys, struct reg *reg, enum release_state state, struct fault *fault)
{
    char prefix[ENTRY_KEY_SIZE];
    snprintf(prefix, sizeof prefix, "%s/", state_name(state));
    struct key_scan scan = {keys, strlen(prefix)};
    return reg_scan(reg, NULL, REG_STATE, prefix, add_key, &scan, fault);
}

int entry_keys_with(struct entry_keys *keys, struct reg *reg, struct reg_txn *txn, const char *prefix, struct fault *fault)
{
    struct key_scan scan = {keys, 0};
    return reg_scan(reg, txn, REG_SUBMISSION, prefix, add_key, &scan, fault);
}

void entry_keys_release(struct entry_keys *keys)
{
    for (size_t i = 0; i < keys->count; i++)
        free(keys->items[i]);
    free(keys->items);
    *keys = (struct entry_keys){0};
}

/* Visit the entries of KEYS and release them.  CODE is what gathering them gave. */
static int visit_keys(struct entry_keys *keys, int code, struct reg *reg, entry_visit *visit, void *user,
                      struct fault *fault)
{
    for (size_t i = 0; i < keys->count && code == 0; i++) {
        struct entry entry;
        code = entry_load(&entry, reg, NULL, keys->items[i], fault);
        if (code == 0)
            code = visit(user, &entry);
        else if (code == 1)
            code = 0; /* gone since the index was read */
        entry_release(&entry);
    }
    entry_keys_release(keys);
    return code;
}

int entry_scan_state(struct reg *reg, enum release_state state, entry_visit *visit, void *user, struct fault *fault)
{
    struct entry_keys keys = {0};
    int code = entry_keys_in_state(&keys, reg, state, fault);
    return visit_keys(&keys, code, reg, visit, user, fault);
}

int entry_scan_file(struct reg *reg, const char *sha256, entry_visit *visit, void *user, struct fault *fault)
{
    struct entry_keys keys = {0};
    char prefix[HASH_HEX_SIZE + 1];
    snprintf(prefix, sizeof prefix, "%s/", sha256);
    struct key_scan scan = {&keys, strlen(prefix)};
    int code = reg_scan(reg, NULL, REG_CONTENT, prefix, add_key, &scan, fault);
    return visit_keys(&keys, code, reg, visit, user, fault);
}

struct scan {
    entry_visit *visit;
    void *user;
    struct fault *fault;
};

static int scan_one(void *user, const char *key, const char *value, size_t length)
{
    struct scan *scan = user;
    struct entry entry;
    entry_init(&entry);
    int code = document_read(&entry, value, length, scan->fault);
    code = code == 0 ? scan->visit(scan->user, &entry) : (fault_in_file(scan->fault, key), code);
    entry_release(&entry);
    return code;
}

int entry_scan(struct reg *reg, entry_visit *visit, void *user, struct fault *fault)
{
    struct scan scan = {visit, user, fault};
    return reg_scan(reg, NULL, REG_SUBMISSION, "", scan_one, &scan, fault);
}

void entry_slot_set(struct entry_slot *slot, struct calendar *calendar, const char *window, int64_t start, int64_t end)
{
    copy_text(slot->window, sizeof slot->window, window);
    slot->start = start;
    slot->end = end;
    calendar_iso(calendar, slot->start_text, start);
    calendar_iso(calendar, slot->end_text, end);
}
