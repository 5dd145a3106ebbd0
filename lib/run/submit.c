/* submit.c - see submit.h. */
#include "run/submit.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "run/engine.h"
#include "run/error.h"

enum { DECK_MAX_BYTES = 64 << 20 };

/* The file's name without its folders, for messages. */
static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static int refuse(struct engine *engine, const struct deck *deck, const struct job_list *jobs,
                  const struct fault_list *faults, struct fault *fault)
{
    int code = jobs->count > 0 ? engine_refuse(engine, deck, &jobs->items[0], faults, fault) : 0;
    if (code < 0)
        return step_fail(engine->step, fault, RC_NOT_STARTED);
    fault_set(fault, RUN_E_JCL, "%zu errors", faults->count);
    fault_in_file(fault, deck->cards.file);
    step_message(engine->step, fault);
    return ENGINE_EXIT_FAILED;
}

static int run_jobs(struct engine *engine, const struct deck *deck, const struct job_list *jobs, struct fault *fault)
{
    int highest = 0;
    for (size_t i = 0; i < jobs->count && !supervisor_is_cancelled(&engine->supervisor); i++) {
        int exit_code = 0;
        if (engine_run(engine, deck, &jobs->items[i], &exit_code, fault) < 0)
            return step_fail(engine->step, fault, RC_NOT_STARTED);
        highest = exit_code > highest ? exit_code : highest;
    }
    return highest;
}

static int submit_text(struct step *step, const char *name, const struct bytes *text, FILE *table)
{
    struct deck deck;
    struct job_list jobs;
    struct fault_list faults;
    struct engine engine;
    struct fault fault = {0};
    fault_list_init(&faults);
    deck_read(&deck, name, bytes_string(text), text->length, &faults);
    jobs_read(&jobs, &deck, &faults);
    for (size_t i = 0; i < faults.count; i++)
        step_message(step, &faults.items[i]);
    int code;
    if (engine_init(&engine, step, table, &fault) < 0) {
        code = step_fail(step, &fault, RC_NOT_STARTED);
    } else {
        code = faults_stop(&faults) ? refuse(&engine, &deck, &jobs, &faults, &fault)
                                    : run_jobs(&engine, &deck, &jobs, &fault);
        engine_release(&engine);
    }
    fault_list_release(&faults);
    jobs_release(&jobs);
    deck_release(&deck);
    return code;
}

int submit_file(struct step *step, const char *path, FILE *table)
{
    struct bytes text;
    struct fault fault = {0};
    bytes_init(&text);
    int code = file_read(&text, path, DECK_MAX_BYTES, &fault);
    if (code < 0)
        code = step_fail(step, &fault, RC_NOT_STARTED);
    else
        code = submit_text(step, name_of(path), &text, table);
    bytes_release(&text);
    return code;
}

int submit_night(struct step *step, FILE *table)
{
    struct lock lock;
    struct fault fault = {0};
    int code = step_lock(step, &lock, "night", false, &fault);
    if (code < 0) {
        if (code == BASE_E_LOCKED)
            fault.code = RUN_E_NIGHT;
        return step_fail(step, &fault, RC_NOT_STARTED);
    }
    char *path = file_join(step->share, "jcl/NIGHTLY.jcl");
    code = submit_file(step, path, table);
    free(path);
    lock_release(&lock);
    return code;
}
