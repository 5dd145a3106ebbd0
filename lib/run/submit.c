/* submit.c - see submit.h. */
#include "run/submit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "run/engine.h"
#include "run/error.h"
#include "run/reading.h"

enum { PROCLIBS_MAX_BYTES = 1 << 18 };

/* The file's name without its folders, for messages. */
static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* ---- into the spool ---- */

static int write_in(const struct spool *spool, const char *name, const void *data, size_t length, struct fault *fault)
{
    char *path = spool_path(spool, NULL, name);
    int code = file_write(path, data, length, fault);
    free(path);
    return code;
}

/* The folders as they are seen from anywhere; a line each. */
static int write_proclibs(const struct spool *spool, const struct text_list *proclibs, struct fault *fault)
{
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < proclibs->count; i++) {
        char *real = realpath(proclibs->items[i], NULL);
        bytes_format(&text, "%s\n", real != NULL ? real : proclibs->items[i]);
        free(real);
    }
    int code = write_in(spool, "PROCLIBS", text.data, text.length, fault);
    bytes_release(&text);
    return code;
}

/* A folder, what was submitted, and the first line of the journal: now the job is the spool's.  It is ours to run. */
static int put_in_spool(struct engine *engine, const struct reading *reading, size_t index, const struct text_list *proclibs,
                        struct engine_work *work, struct fault *fault)
{
    const struct job *job = &reading->jobs.items[index];
    *work = (struct engine_work){.deck = &reading->deck, .expansion = &reading->expansion, .job = job, .journal.fd = -1};
    int code = spool_open(&work->spool, engine->home, fault);
    if (code == 0)
        code = journal_open(&work->journal, work->spool.folder, fault);
    if (code == 1)
        code = fault_set(fault, RUN_E_IN_HAND, "%s", work->spool.id);
    if (code == 0)
        code = write_in(&work->spool, "INPUT", bytes_string(&reading->text), reading->text.length, fault);
    if (code == 0)
        code = write_proclibs(&work->spool, proclibs, fault);
    if (code == 0) {
        journal_note(&work->journal, "job %.8s %.8s %s %zu %lld", job->name[0] != '\0' ? job->name : "-", job->class_name,
                     job->typrun == TYPRUN_HOLD ? "HOLD" : "RUN", index, (long long)clock_now(&engine->step->clock));
        code = journal_sync(&work->journal, fault);
    }
    return code;
}

static void leave(struct engine_work *work)
{
    journal_close(&work->journal);
    spool_close(&work->spool);
}

/* ---- what is not run ---- */

static int refuse(struct engine *engine, const struct reading *reading, const struct text_list *proclibs, struct fault *fault)
{
    struct engine_work work = {.journal.fd = -1};
    int code = 0;
    if (reading->jobs.count > 0) {
        code = put_in_spool(engine, reading, 0, proclibs, &work, fault);
        if (code == 0)
            code = engine_refuse(engine, &work, &reading->faults, fault);
        leave(&work);
    }
    if (code < 0)
        return step_fail(engine->step, fault, RC_NOT_STARTED);
    fault_set(fault, RUN_E_JCL, "%zu errors", reading->faults.count);
    fault_in_file(fault, reading->deck.cards.file);
    step_message(engine->step, fault);
    return ENGINE_EXIT_FAILED;
}

/* ---- what is ---- */

/* STEP or STEP.PROCSTEP as an index of JOB's steps. */
static int find_restart(const struct job *job, const char *where, size_t *index, struct fault *fault)
{
    char step[16], procstep[16];
    snprintf(step, sizeof step, "%.*s", (int)strcspn(where, "."), where);
    snprintf(procstep, sizeof procstep, "%s", strchr(where, '.') != NULL ? strchr(where, '.') + 1 : "");
    *index = job_find_step(job, step, procstep);
    return *index < job->step_count ? 0 : fault_set(fault, RUN_E_RESTART, "%s has no step %.40s", job->name, where);
}

/* TYPRUN: HOLD waits for release, SCAN was looked at. */
static int set_aside(struct engine *engine, struct engine_work *work, struct fault *fault)
{
    bool held = work->job->typrun == TYPRUN_HOLD;
    int code = engine_list(engine, work, held ? "$HASP101 HELD" : "$HASP396 SCANNED, NOT RUN", !held, fault);
    if (code < 0)
        return step_fail(engine->step, fault, RC_NOT_STARTED);
    if (engine->step->json)
        fprintf(engine->table, "{\"job\": \"%s\", \"name\": \"%s\", \"typrun\": \"%s\"}\n", work->spool.id, work->job->name, held ? "HOLD" : "SCAN");
    else
        fprintf(engine->table, "%s %s %s\n", work->spool.id, work->job->name, held ? "is held: cutover release runs it" : "is right, and was not run: TYPRUN=SCAN");
    return RC_DONE;
}

/* A job whose folder and journal are ours.  RESTART NULL: as its JOB statement says. */
static int run_one(struct engine *engine, struct engine_work *work, const char *restart, struct fault *fault)
{
    int exit_code = 0, code = 0;
    const struct job *job = work->job;
    bool fresh = (work->recovery == NULL || !work->recovery->ran) && work->first_step == 0;
    if (job->typrun == TYPRUN_SCAN || (job->typrun == TYPRUN_HOLD && work->recovery == NULL && work->first_step == 0 && restart == NULL))
        return set_aside(engine, work, fault);
    const char *where = restart != NULL ? restart : job->restart;
    if (where[0] != '\0' && fresh)
        code = find_restart(job, where, &work->first_step, fault);
    if (code == 0 && work->first_step > 0 && (work->recovery == NULL || !work->recovery->ran)) {
        journal_note(&work->journal, "from %zu", work->first_step + 1);
        code = journal_sync(&work->journal, fault);
    }
    if (code == 0)
        code = engine_run(engine, work, &exit_code, fault);
    return code < 0 ? step_fail(engine->step, fault, RC_NOT_STARTED) : exit_code;
}

/* All jobs into the spool, then one after the other. */
static int run_all(struct engine *engine, const struct reading *reading, const struct submit_options *options, struct fault *fault)
{
    size_t count = reading->jobs.count;
    struct engine_work *works = memory_new(count, sizeof *works);
    size_t ready = 0;
    int highest = 0, code = 0;
    for (; ready < count && code == 0; ready++)
        code = put_in_spool(engine, reading, ready, &options->proclibs, &works[ready], fault);
    if (code < 0)
        highest = step_fail(engine->step, fault, RC_NOT_STARTED);
    for (size_t i = 0; i < count && code == 0 && !supervisor_is_cancelled(&engine->supervisor); i++) {
        int exit_code = run_one(engine, &works[i], options->restart, fault);
        journal_close(&works[i].journal);
        highest = exit_code > highest ? exit_code : highest;
    }
    for (size_t i = 0; i < ready; i++)
        leave(&works[i]);
    free(works);
    return highest;
}

int submit_file(struct step *step, const char *path, const struct submit_options *options, FILE *table)
{
    struct reading reading;
    struct engine engine;
    struct fault fault = {0};
    int code = reading_open(&reading, step, path, name_of(path), options->proclibs.items, options->proclibs.count, &fault);
    for (size_t i = 0; i < reading.faults.count; i++)
        step_message(step, &reading.faults.items[i]);
    if (code == 0)
        code = engine_init(&engine, step, table, &fault);
    if (code < 0) {
        code = step_fail(step, &fault, RC_NOT_STARTED);
    } else {
        code = faults_stop(&reading.faults) ? refuse(&engine, &reading, &options->proclibs, &fault)
                                            : run_all(&engine, &reading, options, &fault);
        engine_release(&engine);
    }
    reading_release(&reading);
    return code;
}

/* ---- again ---- */

static int read_proclibs(const struct spool *spool, struct bytes *text, struct text_list *proclibs, struct fault *fault)
{
    char *path = spool_path(spool, NULL, "PROCLIBS");
    int code = file_read(text, path, PROCLIBS_MAX_BYTES, fault);
    free(path);
    if (code < 0)
        return code;
    bytes_char(text, '\0');
    for (char *line = (char *)text->data, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = '\0';
        proclibs->items = memory_grow(proclibs->items, &proclibs->capacity, proclibs->count + 1, sizeof *proclibs->items);
        proclibs->items[proclibs->count++] = line;
    }
    return 0;
}

/* The first step that abended or could not be run. */
static size_t find_failed(const struct recovery *recovery)
{
    for (size_t i = 0; i < recovery->step_count; i++)
        if (recovery->steps[i].result.kind == RESULT_ABENDED || recovery->steps[i].result.kind == RESULT_FAILED)
            return i;
    return recovery->step_count;
}

/* It was over: a new job, from the step that was named or the one that failed. */
static int run_anew(struct engine *engine, const struct reading *reading, const struct recovery *recovery, const char *id,
                    const struct submit_options *options, const struct text_list *proclibs, struct fault *fault)
{
    struct engine_work work = {.journal.fd = -1};
    size_t first = find_failed(recovery);
    if (options->restart == NULL && (recovery->ended == false || first == recovery->step_count)) {
        fault_set(fault, RUN_E_RESTART, "%s ended with %s: no step of it failed; name one with --restart", id, recovery->code);
        return step_fail(engine->step, fault, RC_NOT_STARTED);
    }
    int code = put_in_spool(engine, reading, recovery->index, proclibs, &work, fault);
    work.first_step = options->restart == NULL ? first : 0;
    code = code < 0 ? step_fail(engine->step, fault, RC_NOT_STARTED) : run_one(engine, &work, options->restart, fault);
    leave(&work);
    return code;
}

/* Its text is read from the spool; RECOVERY says how far it came. */
static int go_on(struct engine *engine, struct engine_work *work, const struct recovery *recovery, const struct submit_options *options,
                 struct fault *fault)
{
    struct reading reading;
    struct bytes lines;
    struct text_list proclibs = {0};
    bytes_init(&lines);
    char *input = spool_path(&work->spool, NULL, "INPUT");
    int code = read_proclibs(&work->spool, &lines, &proclibs, fault);
    if (code == 0)
        code = reading_open(&reading, engine->step, input, work->spool.id, proclibs.items, proclibs.count, fault);
    if (code < 0) {
        code = step_fail(engine->step, fault, RC_NOT_STARTED);
    } else {
        for (size_t i = 0; i < reading.faults.count; i++)
            step_message(engine->step, &reading.faults.items[i]);
        work->deck = &reading.deck;
        work->expansion = &reading.expansion;
        work->job = recovery->index < reading.jobs.count ? &reading.jobs.items[recovery->index] : NULL;
        work->recovery = recovery;
        work->first_step = recovery->first_step;
        if (faults_stop(&reading.faults) || work->job == NULL)
            code = step_fail(engine->step, (fault_set(fault, RUN_E_RESTART, "%s: its JCL or its procedures are not as they were", work->spool.id), fault), RC_NOT_STARTED);
        else if (recovery->ended || options->restart != NULL)
            code = run_anew(engine, &reading, recovery, work->spool.id, options, &proclibs, fault);
        else
            code = run_one(engine, work, NULL, fault);
    }
    reading_release(&reading);
    bytes_release(&lines);
    free(proclibs.items);
    free(input);
    return code;
}

static int take_in_hand(struct engine *engine, struct engine_work *work, const struct submit_options *options, const char *id, struct fault *fault)
{
    struct recovery recovery = {0};
    int code = spool_find(&work->spool, engine->home, id, fault);
    if (code == 1)
        code = fault_set(fault, RUN_E_RESTART, "there is no job %.40s in the spool", id);
    if (code == 0)
        code = journal_open(&work->journal, work->spool.folder, fault);
    if (code == 1)
        code = fault_set(fault, RUN_E_IN_HAND, "%s", id);
    if (code == 0)
        code = recovery_read(&recovery, work->spool.folder, fault);
    if (code == 0 && recovery.held)
        code = fault_set(fault, RUN_E_RESTART, "%s is held: release it first", id);
    code = code < 0 ? step_fail(engine->step, fault, RC_NOT_STARTED) : go_on(engine, work, &recovery, options, fault);
    recovery_release(&recovery);
    return code;
}

int submit_again(struct step *step, const char *id, const struct submit_options *options, FILE *table)
{
    struct engine engine;
    struct engine_work work = {.journal.fd = -1};
    struct fault fault = {0};
    int code = engine_init(&engine, step, table, &fault);
    if (code < 0)
        return step_fail(step, &fault, RC_NOT_STARTED);
    code = take_in_hand(&engine, &work, options, id, &fault);
    leave(&work);
    engine_release(&engine);
    return code;
}

int submit_night(struct step *step, FILE *table)
{
    struct lock lock;
    struct fault fault = {0};
    const struct submit_options options = {0};
    int code = step_lock(step, &lock, "night", false, &fault);
    if (code < 0) {
        if (code == BASE_E_LOCKED)
            fault.code = RUN_E_NIGHT;
        return step_fail(step, &fault, RC_NOT_STARTED);
    }
    char *path = file_join(step->share, "jcl/NIGHTLY.jcl");
    code = submit_file(step, path, &options, table);
    free(path);
    lock_release(&lock);
    return code;
}
