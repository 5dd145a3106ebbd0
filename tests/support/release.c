/* release.c - see release.h. */
#include "support/release.h"

#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "step/message.h"

static const char BASE[] =
    "S RELEASE-TITLE=Base AGENCY=CHFS SYSTEM-ID=BASE CHANGE-CLASS=N RISK=L IMPACT=3 REQUESTED-DATE=20261201 "
    "REQUESTED-TIME=2200 DURATION-MIN=60 BACKOUT-MIN=30 SUBMITTER-ID=rhollis CHANGE-MANAGER-ID=nbaker "
    "CONTACT-EMAIL=ruth.hollis@example.gov CAB-FLAG=N TEST-REF=QA-1 TEST-DATE=20261113 OUTAGE-FLAG=N TARGET-ENV=P "
    "PARTS=1;"
    "+A ROLE=AGCY APPROVER-ID=jfenwick DECISION=A DECIDED-DATE=20261117;"
    "+A ROLE=CHGM APPROVER-ID=nbaker DECISION=A DECIDED-DATE=20261117;"
    "+N KIND=INST LINE-TEXT=do;+N KIND=NOTE LINE-TEXT=what;+N KIND=IMPA LINE-TEXT=none;+N KIND=BACK LINE-TEXT=undo;";
static const char BASE_F053[] = "+E ELEM-TYPE=LOAD ACTION=D MEMBER=PGMA TO-DSN=CHFS.PROD.LOADLIB "
                                "BACKUP-DSN=CHFS.BACKUP.LOADLIB MODIFIED-BY=dlin;";
static const char BASE_F052[] = "+E ELEM-TYPE=FILE ACTION=D HOST=app1 TO-PATH=/opt/a BACKUP-PATH=/opt/b MODIFIED-BY=dlin;";

/* ---- the desk */

static void open_desk(struct release_desk *test)
{
    struct fault fault = {0};
    if (desk_open(&test->desk, &test->step, DESK_ALL, &fault) < 0)
        fail_msg("%s %s", fault.file, fault.detail);
}

void release_desk_open(struct release_desk *test, int date, const char *config)
{
    static const struct program PROGRAM = {.name = "test"};
    struct bytes text;
    *test = (struct release_desk){0};
    test->home = suite_folder_new();
    test->step = (struct step){.program = &PROGRAM, .home = test->home, .share = CUTOVER_SHARE, .date = date};
    test->step.clock.fixed = date_to_days(date) * 86400;
    bytes_init(&text);
    bytes_format(&text, "[people]\nldif = %s/tests/samples/people.ldif\n[policy]\nrequire_proof = no\n%s", CUTOVER_SHARE, config);
    release_file(test, "cutover.conf", text.data, text.length);
    bytes_release(&text);
    char *path = file_join(test->home, "cutover.conf");
    config_init(&test->step.config);
    assert_int_equal(config_read(&test->step.config, path, NULL), 0);
    free(path);
    open_desk(test);
}

void release_desk_close(struct release_desk *test)
{
    desk_close(&test->desk);
    config_release(&test->step.config);
    suite_folder_remove(test->home);
}

void release_desk_date(struct release_desk *test, int date)
{
    desk_close(&test->desk);
    test->step.date = date;
    test->step.clock.fixed = date_to_days(date) * 86400;
    open_desk(test);
}

void release_file(struct release_desk *test, const char *name, const void *data, size_t length)
{
    char *path = file_join(test->home, name);
    char *folder = memory_copy_string(path);
    *strrchr(folder, '/') = '\0';
    assert_int_equal(file_make_folder(folder, NULL), 0);
    assert_int_equal(file_write(path, data, length, NULL), 0);
    free(folder);
    free(path);
}

/* ---- a submission of words */

static const enum form_role ROLE_OF[] = {['S'] = FORM_SUBMISSION, ['E'] = FORM_ELEMENT, ['A'] = FORM_APPROVAL, ['N'] = FORM_NARRATIVE};

static struct submission_record *add(struct submission *submission, enum form_role role)
{
    static int64_t number;
    number = submission->first[FORM_SUBMISSION] == NULL ? 2 : number + 1;
    struct submission_record *record = submission_add(submission, role, number);
    for (size_t i = 0; i < record->type->field_count; i++) {
        const struct form_field *field = &record->type->fields[i];
        for (size_t at = 0; at < field->occurs; at++)
            record->values[field->slot + at] = field->kind == FORM_KIND_NUMBER ? "0" : "";
    }
    submission->record_count++;
    return record;
}

/* FIELD=VALUE or FIELD/2=VALUE. */
static void set(struct submission *submission, struct submission_record *record, char *word)
{
    char *value = strchr(word, '=');
    assert_non_null(value);
    *value++ = '\0';
    char *slash = strchr(word, '/');
    size_t at = slash != NULL ? (size_t)atoi(slash + 1) - 1 : 0;
    if (slash != NULL)
        *slash = '\0';
    for (char *c = value; *c != '\0'; c++)
        *c = *c == '_' ? ' ' : *c;
    const struct form_field *field = form_field_find(record->type, word);
    if (field == NULL)
        fail_msg("no field %s", word);
    if (field->kind == FORM_KIND_NUMBER) /* canonical, as it is read */
        value += strspn(value, "0") - (value[strspn(value, "0")] == '\0' && value[0] != '\0');
    record->values[field->slot + at] = arena_text(&submission->arena, value, strlen(value));
}

static struct submission_record **find(struct submission *submission, enum form_role role, const char *which)
{
    static const char *const MEANINGS[FORM_ROLES] = {[FORM_APPROVAL] = "approval.role", [FORM_NARRATIVE] = "narrative.kind"};
    struct submission_record **at = &submission->first[role];
    while (*at != NULL && MEANINGS[role] != NULL && strcmp(submission_meant(*at, MEANINGS[role]), which) != 0)
        at = &(*at)->next;
    if (*at == NULL)
        fail_msg("no record %s", which);
    return at;
}

static void change(struct submission *submission, char *words)
{
    char *save, *word = strtok_r(words, " ", &save);
    if (word == NULL)
        return;
    char verb = word[0] == '+' || word[0] == '-' ? *word++ : '=';
    enum form_role role = ROLE_OF[(unsigned char)word[0]];
    struct submission_record *record = NULL;
    if (verb == '+') {
        record = add(submission, role);
    } else {
        bool named = role == FORM_APPROVAL || role == FORM_NARRATIVE;
        struct submission_record **at = find(submission, role, named ? strtok_r(NULL, " ", &save) : "");
        record = *at;
        if (verb == '-') {
            *at = record->next;
            return;
        }
    }
    while ((word = strtok_r(NULL, " ", &save)) != NULL)
        set(submission, record, word);
}

static void change_all(struct submission *submission, const char *changes)
{
    char *copy = memory_copy_string(changes), *save;
    for (char *one = strtok_r(copy, ";", &save); one != NULL; one = strtok_r(NULL, ";", &save))
        change(submission, one);
    free(copy);
}

static void set_key(struct submission *submission, const char *key)
{
    char words[80];
    snprintf(submission->release, sizeof submission->release, "%.*s", (int)strcspn(key, "."), key);
    submission->iteration = atoi(strchr(key, '.') + 1);
    snprintf(words, sizeof words, "S RELEASE-ID=%s ITERATION=%d FORM-ID=%s REC-TYPE=S", submission->release,
             submission->iteration, submission->form->id);
    change(submission, words);
}

void release_post(struct release_desk *test, const char *key, const char *changes)
{
    struct submission submission;
    struct entry entry;
    struct fault fault = {0};
    const char *id = strrchr(key, '.') + 1;
    submission_init(&submission, form_set_find(&test->desk.forms, id));
    add(&submission, FORM_SUBMISSION);
    set_key(&submission, key);
    change_all(&submission, BASE);
    change_all(&submission, strcmp(id, "F052") == 0 ? BASE_F052 : BASE_F053);
    change_all(&submission, changes);
    entry_from_submission(&entry, &submission);
    snprintf(entry.file, sizeof entry.file, "test.%s", id);
    memset(entry.sha256, '0', HASH_HEX_SIZE - 1);
    entry.received = test->desk.date;
    entry.state = STATE_RECEIVED;
    assert_int_equal(desk_begin(&test->desk, NULL), 0);
    struct entry_change change_made = {STATE_NEW, "test", "posted", "", test->desk.now};
    if (entry_save(test->desk.reg, test->desk.txn, &entry, &change_made, &fault) < 0)
        fail_msg("%s", fault.detail);
    assert_int_equal(desk_commit(&test->desk, NULL), 0);
    entry_release(&entry);
    submission_release(&submission);
}

/* ---- what became of it */

void release_load(struct release_desk *test, const char *key, struct entry *entry)
{
    struct fault fault = {0};
    if (entry_load(entry, test->desk.reg, NULL, key, &fault) != 0)
        fail_msg("%s: %s", key, fault.detail);
}

const char *release_outcome(struct release_desk *test, const char *key)
{
    struct entry entry;
    release_load(test, key, &entry);
    int length = snprintf(test->outcome, sizeof test->outcome, "%s", state_name(entry.state));
    for (size_t i = 0; i < entry.findings.count; i++) {
        const struct fault *finding = &entry.findings.items[i];
        length += snprintf(test->outcome + length, sizeof test->outcome - (size_t)length, " %d%s%s", -finding->code,
                           finding->field[0] != '\0' ? "/" : "", finding->field);
    }
    entry_release(&entry);
    return test->outcome;
}

const char *release_slot(struct release_desk *test, const char *key)
{
    struct entry entry;
    release_load(test, key, &entry);
    test->detail[0] = '\0';
    if (entry.has_slot)
        snprintf(test->detail, sizeof test->detail, "%.16s%s%s", entry.slot.start_text,
                 entry.slot.window[0] != '\0' ? " " : "", entry.slot.window);
    entry_release(&entry);
    return test->detail;
}
