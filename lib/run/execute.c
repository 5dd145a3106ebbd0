/* execute.c - one step: see progress.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"
#include "run/ddfile.h"
#include "run/environment.h"
#include "run/error.h"
#include "run/locate.h"
#include "run/process.h"
#include "run/progress.h"
#include "run/savepoint.h"
#include "run/variable.h"

/* One step while it runs. */
struct execute {
    struct progress *p;
    const struct job_step *step;
    size_t index;
    char label[LABEL_SIZE];
    char *folder;       /* its working folder */
    char *code_file;    /* where a code beyond 255 is written */
    struct allocation allocation;
};

static struct allocate_place place_of(const struct execute *e)
{
    return (struct allocate_place){.holdings = &e->p->holdings, .journal = &e->p->work->journal, .listing = &e->p->listing,
                                   .home = e->p->engine->home, .label = e->label, .folder = e->folder};
}

/* ---- its environment ---- */

static void fill_own(struct environment *environment, const struct execute *e)
{
    static const char *const PASSED[] = {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
    const struct engine *engine = e->p->engine;
    const struct step *step = engine->step;
    char text[64];
    char *dds = file_join(e->folder, "DDS");
    for (size_t i = 0; i < sizeof PASSED / sizeof PASSED[0]; i++)
        environment_pass(environment, PASSED[i]);
    environment_add(environment, "CUTOVER_HOME", engine->home);
    environment_add(environment, "CUTOVER_SHARE", engine->share);
    if (engine->config_file != NULL)
        environment_add(environment, "CUTOVER_CONFIG", engine->config_file);
    snprintf(text, sizeof text, "%s.%s", e->p->work->spool.id, e->label);
    environment_add(environment, "CUTOVER_STEP", text);
    environment_add(environment, "CUTOVER_DDS", dds);
    environment_add(environment, "CUTOVER_HELD", e->p->reservation.held);
    snprintf(text, sizeof text, "%08d", step->date); /* one for all steps, however late they run */
    environment_add(environment, "CUTOVER_BUSINESS_DATE", text);
    if (step->clock.fixed >= 0)
        environment_add(environment, "CUTOVER_DATE", text);
    free(dds);
}

static void fill_environment(struct environment *environment, const struct execute *e, const struct location *program)
{
    static const char *const EVERYBODY[] = {"PATH", "HOME", "TZ", "LANG", "LC_ALL"};
    for (size_t i = 0; i < sizeof EVERYBODY / sizeof EVERYBODY[0]; i++)
        environment_pass(environment, EVERYBODY[i]);
    environment_add_dds(environment, &e->allocation);
    if (program->own || program->modules != NULL)
        environment_add(environment, "CUTOVER_RETURN_CODE", e->code_file);
    if (program->own)
        fill_own(environment, e);
    else
        environment_add_cobol(environment, program->modules);
}

/* ---- its program ---- */

/* PARMDD: the records of that DD one behind the other, without their trailing blanks. */
static char *read_parm(const struct execute *e, struct fault *fault)
{
    struct bytes text, parm;
    const char *path = e->step->parmdd != NULL ? allocation_path(&e->allocation, e->step->parmdd, NULL) : NULL;
    if (path == NULL)
        return e->step->parm != NULL ? memory_copy_string(e->step->parm) : NULL;
    bytes_init(&text);
    bytes_init(&parm);
    if (file_read(&text, path, 1 << 20, fault) == 0)
        for (const char *line = bytes_string(&text); *line != '\0';) {
            size_t length = strcspn(line, "\n"), kept = length;
            while (kept > 0 && line[kept - 1] == ' ')
                kept--;
            bytes_add(&parm, line, kept);
            line += length + (line[length] == '\n');
        }
    if (parm.length > PARMDD_MAX_BYTES)
        parm.length = PARMDD_MAX_BYTES;
    char *copy = memory_copy_text(bytes_string(&parm), parm.length);
    bytes_release(&text);
    bytes_release(&parm);
    return copy;
}

static void note_process(void *user, int pid)
{
    struct execute *e = user;
    journal_note(&e->p->work->journal, "process %d %lld", pid, process_ticks(pid));
}

/* The least of what is left to the step, the procedure that it is a step of, and the job; 0: no limit. */
static int seconds_left(const struct execute *e)
{
    const struct job *job = e->p->job;
    int seconds = e->step->time_seconds;
    int64_t left = job->time_seconds - e->p->cpu_ms / 1000;
    if (job->time_seconds > 0 && (seconds == 0 || left < seconds))
        seconds = left > 0 ? (int)left : 1;
    return seconds;
}

static int64_t memory_limit(const struct execute *e)
{
    int region = e->step->region_kib > 0 ? e->step->region_kib : e->p->job->region_kib;
    return (int64_t)region * 1024 * e->p->engine->region_factor;
}

static void fail_start(struct execute *e, const struct fault *fault, struct result *result)
{
    step_message(e->p->engine->step, fault);
    *result = (struct result){.kind = RESULT_ABENDED, .abend = "S806", .reason = 4};
}

/* A program that failed on a file system without room: z/OS would have ended it when it wanted more space. */
static void look_for_room(const struct execute *e, struct result *result)
{
    struct statvfs status;
    if (result->kind != RESULT_RAN || result->code == 0)
        return;
    for (size_t i = 0; i < e->allocation.count; i++)
        if (statvfs(e->allocation.items[i].path, &status) == 0 && status.f_bavail == 0 && status.f_blocks > 0) {
            *result = (struct result){.kind = RESULT_ABENDED, .abend = "SB37", .reason = 4, .cpu_ms = result->cpu_ms};
            spool_use_reserve(&e->p->work->spool);
            return;
        }
}

/* What a COBOL program has written of V and VB becomes records of the data set; what is none is an I/O error. */
static void take_back(struct execute *e, struct result *result)
{
    struct fault fault = {0};
    if (variable_take_back(&e->allocation, &fault) == 0)
        return;
    step_message(e->p->engine->step, &fault);
    listing_message(&e->p->listing, "%s", fault.detail);
    *result = (struct result){.kind = RESULT_ABENDED, .abend = "S002", .reason = 4, .cpu_ms = result->cpu_ms};
}

static void start(struct execute *e, const struct location *program, struct result *result)
{
    struct environment environment;
    struct fault fault = {0};
    const struct spool *spool = &e->p->work->spool;
    char *print = spool_path(spool, e->label, "SYSPRINT"), *out = spool_path(spool, e->label, "SYSOUT");
    char *name = memory_copy_string(e->step->program), *parm = read_parm(e, &fault);
    char *arguments[4] = {name, parm, NULL, NULL};
    if (program->module != NULL) { /* cobrun MODULE PARM */
        arguments[1] = program->module;
        arguments[2] = parm;
    }
    environment_init(&environment);
    fill_environment(&environment, e, program);
    struct execution execution = {.path = program->path, .arguments = arguments, .environment = environment.items,
                                  .folder = e->folder, .time_seconds = seconds_left(e), .memory_bytes = memory_limit(e),
                                  .input = allocation_path(&e->allocation, "SYSIN", "/dev/null"),
                                  .output = allocation_path(&e->allocation, "SYSPRINT", print),
                                  .error = allocation_path(&e->allocation, "SYSOUT", out),
                                  .started = note_process, .user = e};
    if (supervisor_run(&e->p->engine->supervisor, &execution, result, &fault) < 0) {
        listing_message(&e->p->listing, "%s", fault.detail);
        fail_start(e, &fault, result);
    } else {
        result_read_file(result, e->code_file);
        look_for_room(e, result);
    }
    environment_release(&environment);
    free(print);
    free(out);
    free(name);
    free(parm);
}

/* Find the program and run it; one that is not there is S806, as on z/OS. */
static void find_and_start(struct execute *e, struct result *result)
{
    struct location program;
    struct fault fault = {0};
    const struct locate_place place = {.job = e->p->job, .step = e->step, .holdings = &e->p->holdings, .home = e->p->engine->home,
                                       .folder = e->folder};
    if (locate(&program, &place, &fault) < 0) {
        listing_message(&e->p->listing, "CSV003I REQUESTED MODULE %-8s NOT FOUND", e->step->program);
        fail_start(e, &fault, result);
    } else if (program.modules != NULL && variable_lend(&e->allocation, e->folder, &fault) < 0) {
        step_message(e->p->engine->step, &fault);
        listing_message(&e->p->listing, "%s", fault.detail);
        *result = (struct result){.kind = RESULT_ABENDED, .abend = "S002", .reason = 4};
    } else {
        start(e, &program, result);
        take_back(e, result);
    }
    location_release(&program);
}

static void tell_abend(const struct execute *e, const struct result *result)
{
    struct fault fault;
    if (result->kind != RESULT_ABENDED)
        return;
    fault_set(&fault, RUN_E_ABEND, "%s; what it wrote is in %s/%s.SYSPRINT and .SYSOUT", result->abend, e->p->work->spool.folder, e->label);
    fault_at_record(&fault, 0, e->p->work->spool.id);
    fault_at_field(&fault, e->label, 0);
    step_message(e->p->engine->step, &fault);
}

/* ---- before and after ---- */

static void refuse(struct execute *e, struct result *result, const struct fault *fault)
{
    step_message(e->p->engine->step, fault);
    listing_message(&e->p->listing, "%s", fault->detail);
    listing_step_skipped(&e->p->listing, e->step, NULL, NULL);
    result->kind = RESULT_FAILED;
}

/* The step's data sets, what they were before, and its files for our own programs.  RUN_E_ALLOCATE: the step is not run. */
static int prepare(struct execute *e, struct fault *fault)
{
    struct progress *p = e->p;
    const struct allocate_place place = place_of(e);
    int code = tree_remove(e->folder, fault);
    if (code == 0)
        code = file_make_plain_folder(e->folder, fault);
    if (code == 0)
        code = allocate(&e->allocation, e->step, &place, fault);
    if (code == 0)
        code = savepoint_take(&e->allocation, &p->work->spool, &p->work->journal, p->engine->save_bytes, fault);
    if (code == 0)
        code = ddfile_write(&e->allocation, e->folder, fault);
    return code == 0 ? journal_sync(&p->work->journal, fault) : code;
}

int execute_end(struct progress *p, size_t index, struct allocation *allocation, struct fault *fault)
{
    const struct result *result = &p->results[index];
    char label[LABEL_SIZE];
    struct fault why = {0};
    progress_label(label, p->job, index);
    const struct allocate_place place = {.holdings = &p->holdings, .listing = &p->listing, .home = p->engine->home, .label = label};
    if (deallocate(allocation, result->kind == RESULT_ABENDED, &place, &why) < 0) {
        step_message(p->engine->step, &why);
        listing_message(&p->listing, "%s", why.detail);
    }
    journal_note(&p->work->journal, "done %zu", index + 1);
    int code = savepoint_drop(&p->work->spool, fault);
    return code == 0 ? reserve_give_back(&p->reservation, index, fault) : code;
}

int execute_step(struct progress *p, size_t index, struct fault *fault)
{
    struct execute e = {.p = p, .step = &p->job->steps[index], .index = index, .folder = progress_folder(p, index)};
    struct result *result = &p->results[index];
    struct fault why = {0};
    char text[RESULT_TEXT_SIZE];
    progress_label(e.label, p->job, index);
    e.code_file = file_join(e.folder, "RC");
    journal_note(&p->work->journal, "step %zu %s %s", index + 1, e.label, e.step->program);
    int code = journal_sync(&p->work->journal, fault);
    listing_step_begins(&p->listing, e.step);
    if (code == 0 && prepare(&e, &why) < 0)
        refuse(&e, result, &why);
    else if (code == 0)
        find_and_start(&e, result);
    if (code == 0 && result->kind != RESULT_FAILED) {
        p->cpu_ms += result->cpu_ms;
        listing_step_result(&p->listing, e.step, result);
    }
    journal_note(&p->work->journal, "ended %zu %s", index + 1, result_text(text, result));
    if (code == 0)
        code = journal_sync(&p->work->journal, fault);
    if (code == 0)
        code = execute_end(p, index, &e.allocation, fault);
    if (code == 0 && result->kind != RESULT_FAILED)
        listing_step_ends(&p->listing, e.step, result);
    if (code == 0)
        code = tree_remove(e.folder, fault);
    tell_abend(&e, result);
    allocation_release(&e.allocation);
    free(e.code_file);
    free(e.folder);
    return code;
}
