/* engine.c - see engine.h. */
#include "run/engine.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "run/decide.h"
#include "run/environment.h"
#include "run/error.h"
#include "run/locate.h"

enum { LABEL_SIZE = 16 };

/* One job on its way. */
struct progress_of_job {
    struct engine *engine;
    const struct deck *deck;
    const struct job *job;
    struct spool spool;
    struct listing listing;
    struct result *results; /* one a step */
    char *folder;           /* working folder of the steps */
};

static char *absolute(const char *path)
{
    char *real = realpath(path, NULL);
    return real != NULL ? real : memory_copy_string(path);
}

int engine_init(struct engine *engine, struct step *step, FILE *table, struct fault *fault)
{
    *engine = (struct engine){.step = step, .table = table};
    int code = file_make_folder(step->home, fault);
    if (code < 0)
        return code;
    engine->home = absolute(step->home);
    engine->share = absolute(step->share);
    engine->config_file = step->config_file != NULL ? absolute(step->config_file) : NULL;
    supervisor_begin(&engine->supervisor);
    return 0;
}

void engine_release(struct engine *engine)
{
    supervisor_end(&engine->supervisor);
    free(engine->home);
    free(engine->share);
    free(engine->config_file);
}

/* The step's name in the spool: unique, also when the job uses a name twice or not at all. */
static void label_step(char label[LABEL_SIZE], const struct job *job, size_t index)
{
    const char *name = job->steps[index].name;
    bool again = name[0] == '\0';
    for (size_t i = 0; i < index; i++)
        again = again || strcmp(job->steps[i].name, name) == 0;
    if (again)
        snprintf(label, LABEL_SIZE, "%.8s-%zu", name[0] != '\0' ? name : "STEP", index + 1);
    else
        snprintf(label, LABEL_SIZE, "%.8s", name);
}

/* ---- one step ---- */

static void fill_environment(struct environment *environment, const struct progress_of_job *p,
                             const struct allocation *allocation, bool own, const char *label)
{
    static const char *const EVERYBODY[] = {"PATH", "HOME", "TZ", "LANG", "LC_ALL"};
    static const char *const OWN[] = {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
    const struct step *step = p->engine->step;
    char text[64];
    for (size_t i = 0; i < sizeof EVERYBODY / sizeof EVERYBODY[0]; i++)
        environment_pass(environment, EVERYBODY[i]);
    environment_add_dds(environment, allocation);
    if (!own)
        return;
    for (size_t i = 0; i < sizeof OWN / sizeof OWN[0]; i++)
        environment_pass(environment, OWN[i]);
    environment_add(environment, "CUTOVER_HOME", p->engine->home);
    environment_add(environment, "CUTOVER_SHARE", p->engine->share);
    if (p->engine->config_file != NULL)
        environment_add(environment, "CUTOVER_CONFIG", p->engine->config_file);
    snprintf(text, sizeof text, "%s.%s", p->spool.id, label);
    environment_add(environment, "CUTOVER_STEP", text);
    snprintf(text, sizeof text, "%08d", step->date); /* one for all steps, however late they run */
    environment_add(environment, "CUTOVER_BUSINESS_DATE", text);
    if (step->clock.fixed >= 0)
        environment_add(environment, "CUTOVER_DATE", text);
}

static void execute(struct progress_of_job *p, const struct job_step *step, const char *label,
                    const struct allocation *allocation, const struct location *program, struct result *result)
{
    struct environment environment;
    struct fault fault = {0};
    char *print = spool_path(&p->spool, label, "SYSPRINT"), *out = spool_path(&p->spool, label, "SYSOUT");
    char *name = memory_copy_string(step->program);
    char *parm = step->parm != NULL ? memory_copy_string(step->parm) : NULL;
    char *arguments[] = {name, parm, NULL};
    environment_init(&environment);
    fill_environment(&environment, p, allocation, program->own, label);
    struct execution execution = {.path = program->path, .arguments = arguments, .environment = environment.items,
                                  .folder = p->folder, .time_seconds = step->time_seconds,
                                  .input = allocation_path(allocation, "SYSIN", "/dev/null"),
                                  .output = allocation_path(allocation, "SYSPRINT", print),
                                  .error = allocation_path(allocation, "SYSOUT", out)};
    if (supervisor_run(&p->engine->supervisor, &execution, result, &fault) < 0) {
        step_message(p->engine->step, &fault);
        listing_message(&p->listing, "%s", fault.detail);
        *result = (struct result){.kind = RESULT_ABENDED, .abend = "S806", .reason = 4};
    }
    environment_release(&environment);
    free(print);
    free(out);
    free(name);
    free(parm);
}

/* Find the program and run it; one that is not there is S806, as on z/OS. */
static void find_and_execute(struct progress_of_job *p, const struct job_step *step, const char *label,
                             const struct allocation *allocation, struct result *result)
{
    struct location program;
    struct fault fault = {0};
    if (locate(&program, p->job, step, p->engine->home, &fault) < 0) {
        step_message(p->engine->step, &fault);
        listing_message(&p->listing, "CSV003I REQUESTED MODULE %-8s NOT FOUND", step->program);
        *result = (struct result){.kind = RESULT_ABENDED, .abend = "S806", .reason = 4};
    } else {
        execute(p, step, label, allocation, &program, result);
    }
    location_release(&program);
}

static void tell_abend(struct progress_of_job *p, const char *label, const struct result *result)
{
    struct fault fault;
    if (result->kind != RESULT_ABENDED)
        return;
    fault_set(&fault, RUN_E_ABEND, "%s; what it wrote is in %s/%s.SYSPRINT and .SYSOUT", result->abend, p->spool.folder, label);
    fault_at_record(&fault, 0, p->spool.id);
    fault_at_field(&fault, label, 0);
    step_message(p->engine->step, &fault);
}

static void run_step(struct progress_of_job *p, size_t index)
{
    const struct job_step *step = &p->job->steps[index];
    struct result *result = &p->results[index];
    struct allocation allocation;
    struct fault fault = {0};
    char label[LABEL_SIZE];
    label_step(label, p->job, index);
    spool_note(&p->spool, "%zu %s %s started", index + 1, label, step->program);
    listing_step_begins(&p->listing, step);
    if (allocate(&allocation, p->deck, step, label, p->engine->home, &p->listing, &fault) < 0) {
        step_message(p->engine->step, &fault);
        listing_message(&p->listing, "%s", fault.detail);
        listing_message(&p->listing, "IEF272I %s %s - STEP WAS NOT EXECUTED.", p->job->name, step->name);
        result->kind = RESULT_FAILED;
        return;
    }
    find_and_execute(p, step, label, &allocation, result);
    listing_step_result(&p->listing, step, result);
    if (deallocate(&allocation, result->kind == RESULT_ABENDED, p->engine->home, &p->listing, &fault) < 0) {
        step_message(p->engine->step, &fault);
        listing_message(&p->listing, "%s", fault.detail);
    }
    allocation_release(&allocation);
    listing_step_ends(&p->listing, step, result);
    tell_abend(p, label, result);
}

/* ---- the table ---- */

static void table_head(const struct progress_of_job *p)
{
    if (p->engine->step->json)
        return;
    fprintf(p->engine->table, "%s %s\n%-8s %-8s %-8s %s\n", p->spool.id, p->job->name, "STEP", "PROCSTEP", "PROGRAM",
            "CODE");
    fflush(p->engine->table);
}

static void table_row(const struct progress_of_job *p, size_t index)
{
    char code[RESULT_TEXT_SIZE], label[LABEL_SIZE];
    const struct job_step *step = &p->job->steps[index];
    result_text(code, &p->results[index]);
    label_step(label, p->job, index);
    if (p->engine->step->json) /* names, program and code are of JCL's alphabet: nothing to escape */
        fprintf(p->engine->table,
                "{\"job\": \"%s\", \"name\": \"%s\", \"step\": \"%s\", \"procstep\": null, \"program\": \"%s\", "
                "\"code\": \"%s\"}\n",
                p->spool.id, p->job->name, label, step->program, code);
    else
        fprintf(p->engine->table, "%-8s %-8s %-8s %s\n", label, "-", step->program, code);
    fflush(p->engine->table);
}

/* ---- the job ---- */

static void decide_and_run(struct progress_of_job *p, size_t index)
{
    const struct job_step *step = &p->job->steps[index];
    struct result *result = &p->results[index];
    if (supervisor_is_cancelled(&p->engine->supervisor)) {
        result->kind = RESULT_FLUSHED;
        listing_step_skipped(&p->listing, step, NULL, NULL);
        return;
    }
    switch (decide_step(p->job, p->results, index)) {
    case DECISION_RUN:
        run_step(p, index);
        break;
    case DECISION_BYPASS:
        result->kind = RESULT_BYPASSED;
        listing_step_skipped(&p->listing, step, "IEF202I", "STEP WAS NOT RUN BECAUSE OF CONDITION CODES");
        break;
    case DECISION_END:
        result->kind = RESULT_FLUSHED;
        listing_step_skipped(&p->listing, step, "IEF201I", "JOB TERMINATED BECAUSE OF CONDITION CODES");
        break;
    case DECISION_FLUSH:
        result->kind = RESULT_FLUSHED;
        listing_step_skipped(&p->listing, step, NULL, NULL);
        break;
    }
}

static int begin(struct progress_of_job *p, struct fault *fault)
{
    struct engine *engine = p->engine;
    int code = spool_open(&p->spool, engine->home, fault);
    if (code < 0)
        return code;
    code = listing_open(&p->listing, &p->spool, &engine->step->clock, p->job->name, fault);
    if (code < 0)
        spool_close(&p->spool);
    else
        listing_cards(&p->listing, p->deck, p->job);
    return code;
}

/* Close the spool.  Listings that are not whole are told, and make the job's code at least 12. */
static void end(struct progress_of_job *p, int *exit_code)
{
    struct fault fault;
    if (listing_close(&p->listing, &fault) < 0) {
        step_message(p->engine->step, &fault);
        *exit_code = *exit_code > RC_UNFINISHED ? *exit_code : RC_UNFINISHED;
    }
    spool_close(&p->spool);
}

static int exit_code_of(struct progress_of_job *p)
{
    struct fault fault;
    int signal_number = supervisor_is_cancelled(&p->engine->supervisor);
    if (signal_number == 0)
        return result_exit_code(p->results, p->job->step_count);
    listing_log(&p->listing, "$HASP890 %s CANCELLED", p->spool.id);
    fault_set(&fault, RUN_E_CANCELLED, "%s %s by signal %d", p->spool.id, p->job->name, signal_number);
    step_message(p->engine->step, &fault);
    return ENGINE_EXIT_FAILED;
}

int engine_run(struct engine *engine, const struct deck *deck, const struct job *job, int *exit_code,
               struct fault *fault)
{
    struct progress_of_job p = {.engine = engine, .deck = deck, .job = job};
    char text[RESULT_TEXT_SIZE];
    int code = begin(&p, fault);
    if (code < 0)
        return code;
    p.results = memory_new(job->step_count, sizeof *p.results);
    p.folder = spool_path(&p.spool, NULL, "work");
    code = file_make_folder(p.folder, fault);
    if (code == 0) {
        listing_job_begins(&p.listing, job);
        table_head(&p);
        for (size_t i = 0; i < job->step_count; i++) {
            decide_and_run(&p, i);
            table_row(&p, i);
            spool_note(&p.spool, "%zu ended %s", i + 1, result_text(text, &p.results[i]));
        }
        *exit_code = exit_code_of(&p);
        listing_job_ends(&p.listing, deck, p.results, job->step_count);
        spool_note(&p.spool, "job ended %03d", *exit_code);
        rmdir(p.folder); /* unless a program left something in it */
    }
    free(p.folder);
    free(p.results);
    end(&p, exit_code);
    return code;
}

int engine_refuse(struct engine *engine, const struct deck *deck, const struct job *job,
                  const struct fault_list *faults, struct fault *fault)
{
    struct progress_of_job p = {.engine = engine, .deck = deck, .job = job};
    int exit_code = ENGINE_EXIT_FAILED;
    int code = begin(&p, fault);
    if (code < 0)
        return code;
    listing_job_refused(&p.listing, deck, job, faults);
    spool_note(&p.spool, "job not run: JCL error");
    end(&p, &exit_code);
    return 0;
}
