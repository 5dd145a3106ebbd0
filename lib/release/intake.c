/* intake.c - see intake.h.  What becomes of a file's submissions is in posting.c. */
#include "release/intake.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "form/drop.h"
#include "form/error.h"
#include "release/filing.h"
#include "release/posting.h"
#include "release/suspense.h"
#include "step/message.h"

static const uint64_t HASH_MODULUS = 1000000000000000;

/* One file of the drop folder. */
struct arrival {
    struct intake *intake;
    const char *name; /* as bytes */
    bool resumed;     /* a run that was killed began with it */
    char *path;       /* owned */
    struct drop *drop;
    struct filing filing;
    struct fault *fault;
};

static bool has_suffix(const char *name, const char *suffix)
{
    size_t length = strlen(name);
    size_t size = strlen(suffix);
    return length > size && strcmp(name + length - size, suffix) == 0;
}

/* NAME as UTF-8 for documents and messages: bytes that are no text are shown escaped. */
static void show_name(char *text, size_t size, const char *name)
{
    bytes_escape(text, size, name, strlen(name));
}

/* ---- the move, which comes last ---- */

static int move_file(const struct arrival *arrival, const char *place, struct fault *fault)
{
    char *target = file_join(arrival->intake->home, place);
    char *folder = memory_copy_string(target);
    *strrchr(folder, '/') = '\0';
    int code = file_make_folder(folder, fault);
    if (code == 0)
        code = file_move(arrival->path, target, fault);
    free(folder);
    free(target);
    return code;
}

/* archive/CCYYMMDD/NAME, or with .2, .3 ... when a file of that name is there. */
static void choose_archive(const struct arrival *arrival, char *place, size_t size)
{
    char kept[SUSPENSE_NAME_SIZE];
    suspense_name(kept, arrival->filing.name);
    for (int attempt = 1;; attempt++) {
        if (attempt == 1)
            snprintf(place, size, "archive/%08d/%s", arrival->intake->date, kept);
        else
            snprintf(place, size, "archive/%08d/%s.%d", arrival->intake->date, kept, attempt);
        char *path = file_join(arrival->intake->home, place);
        bool taken = file_exists(path);
        free(path);
        if (!taken)
            return;
    }
}

/* A run that was killed registered it, and did not come to move it. */
static bool is_at_its_place(const struct intake *intake, const struct filing *filing)
{
    char *path = file_join(intake->home, filing->kept);
    bool there = file_exists(path);
    free(path);
    return there;
}

/* ---- counting and telling ---- */

static void add_count(struct balance *balance, const struct filing_count *count)
{
    balance->read += count->read;
    balance->posted += count->posted;
    balance->returned += count->returned;
    balance->aside += count->aside;
}

static void count_file(struct intake *intake, const struct filing *filing)
{
    static const enum return_code CODES[] = {RC_DONE, RC_ERROR, RC_WARNING};
    struct fault message;
    intake->files.read++;
    intake->files.posted += filing->state == FILING_POSTED;
    intake->files.aside += filing->state != FILING_POSTED;
    add_count(&intake->submissions, &filing->submissions);
    add_count(&intake->records, &filing->records);
    intake->records.hash_total = (intake->records.hash_total + filing->hash_total) % HASH_MODULUS;
    posting_raise(intake, CODES[filing->state]);
    posting_raise(intake, filing->submissions.returned > 0 ? RC_WARNING : RC_DONE);
    posting_raise(intake, filing->records.aside > filing->records.duplicate && filing->state != FILING_DUPLICATE ? RC_ERROR : RC_DONE);
    fault_set(&message, INTAKE_I_FILE, "%s: %" PRId64 " submissions posted, %" PRId64 " returned, %" PRId64 " set aside",
              filing_state_name(filing->state), filing->submissions.posted, filing->submissions.returned,
              filing->submissions.aside);
    posting_tell(intake, filing->name, &message);
}

static void tell_findings(const struct arrival *arrival)
{
    for (size_t i = 0; i < arrival->filing.findings.count; i++)
        posting_tell(arrival->intake, arrival->filing.name, &arrival->filing.findings.items[i]);
}

/* ---- what becomes of a file ---- */

static void all_aside(struct filing_count *count, bool duplicate)
{
    count->aside = count->read;
    count->duplicate = duplicate ? count->read : 0;
}

/* Damage, a FILE-SEQ that is taken, or the same bytes again: the whole file, with its findings. */
static int set_aside(struct arrival *arrival, enum filing_state state)
{
    struct filing *filing = &arrival->filing;
    struct suspense suspense;
    struct reg_txn *txn = NULL;
    filing->state = state;
    all_aside(&filing->records, state == FILING_DUPLICATE);
    all_aside(&filing->submissions, state == FILING_DUPLICATE);
    int code = suspense_open(&suspense, arrival->intake->home, filing->name, filing->sha256, filing->number, arrival->fault);
    for (size_t i = 0; i < filing->findings.count && code == 0; i++)
        suspense_add_finding(&suspense, &filing->findings.items[i]);
    if (code == 0)
        code = suspense_commit(&suspense, arrival->fault);
    if (code == 0) {
        snprintf(filing->kept, sizeof filing->kept, "%s", suspense.place);
        code = reg_begin(arrival->intake->reg, &txn, arrival->fault);
    }
    if (code == 0)
        code = posting_save_filing(arrival->intake, txn, filing, NULL, arrival->fault);
    if (code == 0) {
        code = reg_commit(txn, arrival->fault);
        txn = NULL;
    }
    reg_abort(txn);
    suspense_release(&suspense);
    return code == 0 ? move_file(arrival, filing->kept, arrival->fault) : code;
}

/* The same bytes again: find the number of this arrival; of one that a killed run left, finish the move. */
static int take_again(struct arrival *arrival, const struct filing *first)
{
    struct intake *intake = arrival->intake;
    struct fault finding;
    struct filing known;
    for (int number = 0;; number++) {
        int code = filing_load(&known, intake->reg, NULL, first->sha256, number, arrival->fault);
        bool left = code == 0 && arrival->resumed && strcmp(known.name, arrival->filing.name) == 0 && !is_at_its_place(intake, &known);
        if (left) {
            filing_release(&arrival->filing);
            arrival->filing = known;
            return move_file(arrival, known.kept, arrival->fault);
        }
        filing_release(&known);
        if (code < 0)
            return code;
        if (code == 1) {
            arrival->filing.number = number;
            break;
        }
    }
    fault_list_release(&arrival->filing.findings);
    arrival->filing.findings_total = 0;
    fault_set(&finding, INTAKE_W_SEEN, "it came as %s on %08d and is %s", first->name, first->date,
              filing_state_name(first->state));
    filing_add(&arrival->filing, &finding);
    tell_findings(arrival);
    return set_aside(arrival, FILING_DUPLICATE);
}

static void claim_of(const struct filing *filing, char *claim, size_t size)
{
    snprintf(claim, size, "%s/%s/%07" PRId64, filing->form, filing->agency, filing->file_seq);
}

/* FILE-SEQ is one more than the last of the agency and form.  Returns 1 when the file must be set aside. */
static int check_sequence(struct arrival *arrival, const char *claim)
{
    struct filing *filing = &arrival->filing;
    struct fault finding;
    struct bytes key, value;
    bytes_init(&key);
    bytes_init(&value);
    int code = reg_get(arrival->intake->reg, NULL, REG_SEQUENCE, claim, &value, arrival->fault);
    bool taken = code == 0;
    if (taken) {
        fault_set(&finding, INTAKE_E_SEQUENCE, "%" PRId64 " was that of the file with SHA-256 %.16s...", filing->file_seq,
                  bytes_string(&value));
        filing_add(filing, &finding);
    } else if (code == 1) {
        const char *number = strrchr(claim, '/') + 1;
        char prefix[64];
        snprintf(prefix, sizeof prefix, "%.*s", (int)(number - claim), claim);
        code = reg_last(arrival->intake->reg, NULL, REG_SEQUENCE, prefix, &key, &value, arrival->fault);
        int64_t last = code == 0 ? strtoll(bytes_string(&key) + strlen(prefix), NULL, 10) : -1;
        if (code == 0 && filing->file_seq > last + 1) {
            fault_set(&finding, INTAKE_W_GAP, "%" PRId64 ", the last was %" PRId64, filing->file_seq, last);
            filing_add(filing, &finding);
        }
    }
    bytes_release(&key);
    bytes_release(&value);
    return code < 0 ? code : taken;
}

static int post(struct arrival *arrival)
{
    struct filing *filing = &arrival->filing;
    char claim[80];
    claim_of(filing, claim, sizeof claim);
    int code = check_sequence(arrival, claim);
    tell_findings(arrival);
    if (code == 1)
        return set_aside(arrival, FILING_ASIDE);
    choose_archive(arrival, filing->kept, sizeof filing->kept);
    if (code == 0)
        code = posting_run(arrival->intake, arrival->drop, claim, filing, arrival->fault);
    return code == 0 ? move_file(arrival, filing->kept, arrival->fault) : code;
}

static int take_file(struct arrival *arrival)
{
    struct filing first;
    const struct drop_summary *summary = drop_summary(arrival->drop);
    filing_describe(&arrival->filing, summary);
    arrival->filing.date = arrival->intake->date;
    show_name(arrival->filing.name, sizeof arrival->filing.name, arrival->name);
    int code = filing_load(&first, arrival->intake->reg, NULL, summary->sha256, 0, arrival->fault);
    if (code == 0) {
        code = take_again(arrival, &first);
    } else if (code == 1 && summary->aside) {
        tell_findings(arrival);
        code = set_aside(arrival, FILING_ASIDE);
    } else if (code == 1) {
        code = post(arrival);
    }
    filing_release(&first);
    return code;
}

/* A file that cannot be read is tried again by the next run, and the others go on. */
static void carry(struct arrival *arrival, const struct fault *why)
{
    arrival->intake->files.read++;
    arrival->intake->files.carried++;
    posting_raise(arrival->intake, RC_UNFINISHED);
    char name[FILING_NAME_SIZE];
    show_name(name, sizeof name, arrival->name);
    posting_tell(arrival->intake, name, why);
}

static void remove_done(const struct arrival *arrival)
{
    char *path = file_join(arrival->intake->drop, arrival->name);
    size_t size = strlen(path) + sizeof ".done";
    char *done = memory_new(size, 1);
    snprintf(done, size, "%s.done", path);
    unlink(done);
    free(done);
    free(path);
}

static int take_name(struct intake *intake, const char *claimed, const char *name, bool resumed, struct fault *fault)
{
    struct arrival arrival = {.intake = intake, .name = name, .resumed = resumed, .path = file_join(claimed, name), .fault = fault};
    struct fault why = {0};
    int code = 0;
    filing_init(&arrival.filing);
    if (drop_open(&arrival.drop, intake->forms, intake->config, arrival.path, &why) < 0) {
        carry(&arrival, &why);
    } else {
        code = take_file(&arrival);
        if (code == 0) {
            remove_done(&arrival);
            count_file(intake, &arrival.filing);
        }
    }
    drop_close(arrival.drop);
    filing_release(&arrival.filing);
    free(arrival.path);
    return code;
}

/* Complete, by the rule of the configuration: renamed to its name, or NAME.done is there. */
static bool is_complete(char **names, size_t count, size_t at, bool by_done)
{
    const char *name = names[at];
    if (has_suffix(name, ".part"))
        return false;
    if (!by_done)
        return true;
    size_t length = strlen(name);
    for (size_t i = 0; i < count; i++)
        if (strncmp(names[i], name, length) == 0 && strcmp(names[i] + length, ".done") == 0)
            return !has_suffix(name, ".done");
    return false;
}

/* A NAME.done whose file a killed run moved away would make the next file of that name complete before it is. */
static void sweep_done(const struct intake *intake, char **names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!has_suffix(names[i], ".done"))
            continue;
        char *path = file_join(intake->drop, names[i]);
        size_t length = strlen(path) - strlen(".done");
        path[length] = '\0';
        bool lonely = !file_exists(path);
        path[length] = '.';
        if (lonely)
            unlink(path);
        free(path);
    }
}

static int check_balances(const struct intake *intake, struct fault *fault)
{
    int code = balance_check(&intake->files, fault);
    if (code == 0)
        code = balance_check(&intake->submissions, fault);
    return code == 0 ? balance_check(&intake->records, fault) : code;
}

/* Those that a killed run, or one that could not read them, had claimed: they come first, as they did. */
static int take_claimed(struct intake *intake, const char *claimed, struct fault *fault)
{
    char **names;
    size_t count;
    int code = file_list(claimed, &names, &count, fault);
    for (size_t i = 0; i < count && code == 0; i++)
        code = take_name(intake, claimed, names[i], true, fault);
    file_names_free(names, count);
    return code;
}

/*
 * Out of the senders' reach before it is looked at: a file that they send again under its name is another one, whenever
 * it comes.
 */
static int claim_and_take(struct intake *intake, const char *claimed, const char *name, struct fault *fault)
{
    char *from = file_join(intake->drop, name), *to = file_join(claimed, name);
    struct fault why;
    int code = file_exists(to) ? 1 : file_move(from, to, &why); /* 1: one of its name could not be read, it waits behind it */
    free(from);
    free(to);
    if (code == 0)
        return take_name(intake, claimed, name, false, fault);
    if (code == 1)
        fault_set(&why, BASE_E_OPEN, "%s, it waits behind the one of its name in %s", name, claimed);
    struct arrival arrival = {.intake = intake, .name = name};
    carry(&arrival, &why);
    return 0;
}

/* Folders, links and pipes are not followed; somebody may think that they were sent. */
static int tell_others(struct intake *intake, struct fault *fault)
{
    char **names;
    size_t count;
    int code = file_list_others(intake->drop, &names, &count, fault);
    for (size_t i = 0; i < count; i++) {
        struct fault message;
        char name[FILING_NAME_SIZE];
        show_name(name, sizeof name, names[i]);
        fault_set(&message, INTAKE_W_NO_FILE, "%s", name);
        posting_tell(intake, "", &message);
        posting_raise(intake, RC_WARNING);
    }
    file_names_free(names, count);
    return code;
}

static int take_all(struct intake *intake, bool by_done, struct fault *fault)
{
    char **names;
    size_t count;
    char *claimed = file_join(intake->home, "intake");
    int code = file_make_folder(claimed, fault);
    if (code == 0)
        code = take_claimed(intake, claimed, fault);
    if (code == 0)
        code = tell_others(intake, fault);
    if (code == 0 && (code = file_list(intake->drop, &names, &count, fault)) == 0) {
        if (by_done)
            sweep_done(intake, names, count);
        for (size_t i = 0; i < count && code == 0; i++)
            if (is_complete(names, count, i, by_done))
                code = claim_and_take(intake, claimed, names[i], fault);
        file_names_free(names, count);
    }
    free(claimed);
    return code;
}

int intake_run(struct intake *intake, struct fault *fault)
{
    const char *complete = config_text(intake->config, "intake", "complete", "rename");
    bool by_done = strcmp(complete, "done") == 0;
    intake->return_code = RC_DONE;
    intake->files = (struct balance){.step = "INTAKE", .unit = "file"};
    intake->submissions = (struct balance){.step = "INTAKE", .unit = "submission"};
    intake->records = (struct balance){.step = "INTAKE", .unit = "record"};
    if (!by_done && strcmp(complete, "rename") != 0)
        return fault_set(fault, STEP_E_CONFIG, "[intake] complete = %s: expected rename or done", complete);
    int code = take_all(intake, by_done, fault);
    return code == 0 ? check_balances(intake, fault) : code;
}
