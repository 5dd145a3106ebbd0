/* engine.c - see engine.h. */
#include "run/engine.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"
#include "run/decide.h"
#include "run/error.h"
#include "run/process.h"
#include "run/progress.h"

static char *absolute(const char *path)
{
    char *real = realpath(path, NULL);
    return real != NULL ? real : memory_copy_string(path);
}

int engine_init(struct engine *engine, struct step *step, FILE *table, struct fault *fault)
{
    int64_t save_mib;
    *engine = (struct engine){.step = step, .table = table};
    int code = file_make_folder(step->home, fault);
    if (code == 0)
        code = config_number(&step->config, "run", "save_mib", 1024, &save_mib, fault);
    if (code == 0)
        code = config_number(&step->config, "run", "region_factor", 0, &engine->region_factor, fault);
    if (code < 0)
        return code;
    engine->save_bytes = save_mib << 20;
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

/* ---- names ---- */

void progress_label(char label[LABEL_SIZE], const struct job *job, size_t index)
{
    const struct job_step *step = &job->steps[index];
    bool again = step->name[0] == '\0' && step->procstep[0] == '\0';
    for (size_t i = 0; i < index && !again; i++)
        again = strcmp(job->steps[i].name, step->name) == 0 && strcmp(job->steps[i].procstep, step->procstep) == 0;
    char number[8] = "";
    if (again)
        snprintf(number, sizeof number, "-%zu", index + 1);
    snprintf(label, LABEL_SIZE, "%.8s%s%.8s%.4s", step->name[0] == '\0' && step->procstep[0] == '\0' ? "STEP" : step->name,
             step->procstep[0] != '\0' && step->name[0] != '\0' ? "." : "", step->procstep, number);
}

char *progress_folder(const struct progress *p, size_t index)
{
    char name[16];
    snprintf(name, sizeof name, "work.%zu", index + 1);
    return spool_path(&p->work->spool, NULL, name);
}

/* ---- the table ---- */

static void table_head(const struct progress *p)
{
    if (p->engine->step->json)
        return;
    fprintf(p->engine->table, "%s %s\n%-8s %-8s %-8s %s\n", p->work->spool.id, p->job->name, "STEP", "PROCSTEP", "PROGRAM", "CODE");
    fflush(p->engine->table);
}

static void table_row(const struct progress *p, size_t index)
{
    char code[RESULT_TEXT_SIZE], label[LABEL_SIZE];
    const struct job_step *step = &p->job->steps[index];
    result_text(code, &p->results[index]);
    progress_label(label, p->job, index);
    char *dot = strchr(label, '.');
    const char *procstep = dot != NULL ? dot + 1 : "-";
    if (dot != NULL)
        *dot = '\0';
    if (p->engine->step->json) { /* names, program and code are of JCL's alphabet: nothing to escape */
        fprintf(p->engine->table, "{\"job\": \"%s\", \"name\": \"%s\", \"step\": \"%s\", \"procstep\": ", p->work->spool.id, p->job->name, label);
        if (dot != NULL)
            fprintf(p->engine->table, "\"%s\", ", procstep);
        else
            fputs("null, ", p->engine->table);
        fprintf(p->engine->table, "\"program\": \"%s\", \"code\": \"%s\"}\n", step->program, code);
    } else {
        fprintf(p->engine->table, "%-8s %-8s %-8s %s\n", label, procstep, step->program, code);
    }
    fflush(p->engine->table);
}

/* ---- the steps ---- */

static void skip(struct progress *p, size_t index, enum result_kind kind, const char *id, const char *why)
{
    p->results[index].kind = kind;
    listing_step_skipped(&p->listing, &p->job->steps[index], id, why);
}

static void skip_branch(struct progress *p, size_t index)
{
    char why[80];
    const struct job_branch *branch = decide_branch(&p->job->steps[index], p->results);
    snprintf(why, sizeof why, "STEP WAS NOT RUN BECAUSE OF CONDITIONAL EXPRESSION ON STATEMENT %d",
             branch != NULL ? listing_number(p->work->deck, p->work->expansion, p->job, branch->statement) : 0);
    skip(p, index, RESULT_BYPASSED, "IEF206I", why);
}

/* Decide step INDEX, and run it or not.  Returns 0, or a code when the job cannot go on. */
static int run_step(struct progress *p, size_t index, struct fault *fault)
{
    enum decision decision = decide_step(p->job, p->results, index);
    char text[RESULT_TEXT_SIZE];
    if (supervisor_is_cancelled(&p->engine->supervisor))
        decision = DECISION_FLUSH;
    switch (decision) {
    case DECISION_RUN:
        return execute_step(p, index, fault);
    case DECISION_BYPASS:
        skip(p, index, RESULT_BYPASSED, "IEF202I", "STEP WAS NOT RUN BECAUSE OF CONDITION CODES");
        break;
    case DECISION_BRANCH:
        skip_branch(p, index);
        break;
    case DECISION_END:
        skip(p, index, RESULT_FLUSHED, "IEF201I", "JOB TERMINATED BECAUSE OF CONDITION CODES");
        break;
    case DECISION_FLUSH:
        skip(p, index, RESULT_FLUSHED, NULL, NULL);
        break;
    }
    journal_note(&p->work->journal, "ended %zu %s", index + 1, result_text(text, &p->results[index]));
    journal_note(&p->work->journal, "done %zu", index + 1);
    return reserve_give_back(&p->reservation, index, fault);
}

static int run_steps(struct progress *p, size_t next, struct fault *fault)
{
    int code = 0;
    table_head(p);
    for (size_t i = p->work->first_step; i < next; i++)
        table_row(p, i);
    for (size_t i = next; i < p->job->step_count && code == 0; i++) {
        code = run_step(p, i, fault);
        table_row(p, i);
    }
    return code;
}

/* ---- the job ---- */

/* Announce the generations that were newest: they count as long as the job lasts. */
static int note_bases(struct progress *p, struct fault *fault)
{
    for (size_t i = 0; i < p->holdings.base_count; i++) {
        const struct generations *generations = &p->holdings.bases[i].generations;
        journal_note(&p->work->journal, "generation %s %d", p->holdings.bases[i].name,
                     generations->count > 0 ? generations->numbers[generations->count - 1] : 0);
    }
    return journal_sync(&p->work->journal, fault);
}

static void tell_resumed(struct progress *p, size_t next)
{
    struct fault fault;
    const struct job_step *step = next < p->job->step_count ? &p->job->steps[next] : NULL;
    fault_set(&fault, RUN_I_RESUMED, "%s %s at %s", p->work->spool.id, p->job->name, step != NULL ? step->name : "its end");
    step_message(p->engine->step, &fault);
    listing_log(&p->listing, "CUT761I %s", fault.detail);
}

/* One job of a name at a time, and no more of a class than it has initiators.  1: told to stop while it waited. */
static int enter_queue(struct progress *p, struct fault *fault)
{
    char what[QUEUE_WHAT_SIZE] = "", told[QUEUE_WHAT_SIZE] = "";
    const struct job *job = p->job;
    int code = queue_open(&p->queue, &p->engine->step->config, p->engine->home, fault);
    while (code == 0 && (code = queue_enter(&p->queue, &p->work->spool, job->name, job->class_name, what, fault)) == 1) {
        if (strcmp(what, told) != 0) {
            snprintf(told, sizeof told, "%s", what);
            journal_note(&p->work->journal, "waiting %s", what);
            listing_log(&p->listing, "$HASP101 %-8s WAITS FOR %s", job->name, what);
        }
        if (supervisor_pause(&p->engine->supervisor) != 0)
            return 1;
        code = 0;
    }
    return code;
}

/* Data sets first, all of them; then what was there before, when the job goes on.  1: told to stop while it waited. */
static int begin(struct progress *p, size_t *next, struct fault *fault)
{
    struct engine_work *work = p->work;
    const struct reserve_request request = {.job = p->job, .first_step = work->first_step, .holdings = &p->holdings, .journal = &work->journal,
                                            .listing = &p->listing, .supervisor = &p->engine->supervisor};
    int code = 0;
    *next = work->first_step;
    const struct recovery *recovery = work->recovery;
    for (size_t i = 0; recovery != NULL && i < recovery->base_count && code == 0; i++)
        code = holdings_know_base(&p->holdings, recovery->bases[i].name, recovery->bases[i].last, fault);
    if (code == 0)
        code = reserve(&p->reservation, &request, fault);
    if (code == 0 && (recovery == NULL || recovery->base_count == 0))
        code = note_bases(p, fault);
    if (code == 0 && recovery != NULL) {
        code = resume(p, next, fault);
        if (code == 0)
            tell_resumed(p, *next);
    }
    return code;
}

static void tell_passed(void *user, const char *name, const char *word)
{
    listing_disposition(user, NULL, name, word);
}

static bool any_abended(const struct progress *p)
{
    for (size_t i = 0; i < p->job->step_count; i++)
        if (p->results[i].kind == RESULT_ABENDED)
            return true;
    return false;
}

static int exit_code_of(struct progress *p, char text[16])
{
    struct fault fault;
    int signal_number = supervisor_is_cancelled(&p->engine->supervisor);
    result_job_text(text, p->results, p->job->step_count);
    if (signal_number == 0)
        return result_exit_code(p->results, p->job->step_count);
    listing_log(&p->listing, "$HASP890 %s CANCELLED", p->work->spool.id);
    fault_set(&fault, RUN_E_CANCELLED, "%s %s by signal %d", p->work->spool.id, p->job->name, signal_number);
    step_message(p->engine->step, &fault);
    snprintf(text, 16, "CANCELED");
    return ENGINE_EXIT_FAILED;
}

/* The last of the job: what it passed to nobody, its code in journal and listing. */
static int end(struct progress *p, int *exit_code, struct fault *fault)
{
    char text[16];
    *exit_code = exit_code_of(p, text);
    int code = holdings_end(&p->holdings, any_abended(p), tell_passed, &p->listing, fault);
    listing_job_ends(&p->listing, p->work->deck, p->results, p->job->step_count);
    journal_note(&p->work->journal, "end %s", text);
    int synced = journal_sync(&p->work->journal, fault);
    return code < 0 ? code : synced;
}

static int open_job(struct progress *p, struct fault *fault)
{
    struct engine_work *work = p->work;
    bool again = work->recovery != NULL && work->recovery->ran;
    int code = listing_open(&p->listing, &work->spool, &p->engine->step->clock, work->job->name, !again, fault);
    if (code == 0 && !again)
        listing_cards(&p->listing, work->deck, work->expansion, work->job);
    return code;
}

/* Listings that are not whole are told, and make the job's code at least 12. */
static void close_job(struct progress *p, int *exit_code)
{
    struct fault fault;
    if (listing_close(&p->listing, &fault) < 0) {
        step_message(p->engine->step, &fault);
        *exit_code = *exit_code > RC_UNFINISHED ? *exit_code : RC_UNFINISHED;
    }
}

int engine_run(struct engine *engine, struct engine_work *work, int *exit_code, struct fault *fault)
{
    struct progress p = {.engine = engine, .work = work, .job = work->job, .reservation.enqueue.fd = -1, .queue.fd = -1};
    const struct recovery *recovery = work->recovery;
    size_t next = 0;
    journal_note(&work->journal, "running %d %lld", (int)getpid(), process_ticks((int)getpid()));
    int code = open_job(&p, fault);
    if (code < 0)
        return code;
    int64_t began = recovery != NULL ? recovery->began : p.listing.began;
    code = enter_queue(&p, fault);
    if (code == 0)
        journal_note(&work->journal, "begun");
    spool_keep_reserve(&work->spool);
    p.results = memory_new(work->job->step_count, sizeof *p.results);
    holdings_init(&p.holdings, engine->home, &work->spool, work->job->name, began);
    if (code == 0 && (recovery == NULL || !recovery->ran))
        listing_job_begins(&p.listing, work->job);
    if (code == 0)
        code = begin(&p, &next, fault);
    if (code == 0)
        code = run_steps(&p, next, fault);
    if (code == 1) /* cancelled while it waited: its steps are not run */
        code = 0;
    if (code == 0)
        code = end(&p, exit_code, fault);
    spool_use_reserve(&work->spool);
    reservation_release(&p.reservation);
    holdings_release(&p.holdings);
    free(p.results);
    close_job(&p, exit_code);
    queue_leave(&p.queue);
    return code;
}

int engine_refuse(struct engine *engine, struct engine_work *work, const struct fault_list *faults, struct fault *fault)
{
    struct progress p = {.engine = engine, .work = work, .job = work->job};
    int exit_code = ENGINE_EXIT_FAILED;
    int code = open_job(&p, fault);
    if (code < 0)
        return code;
    listing_job_refused(&p.listing, work->deck, work->job, faults);
    journal_note(&work->journal, "end JCLERR");
    code = journal_sync(&work->journal, fault);
    close_job(&p, &exit_code);
    return code;
}

int engine_list(struct engine *engine, struct engine_work *work, const char *what, bool ended, struct fault *fault)
{
    struct progress p = {.engine = engine, .work = work, .job = work->job};
    int exit_code = 0;
    int code = open_job(&p, fault);
    if (code < 0)
        return code;
    listing_log(&p.listing, "%s", what);
    if (ended)
        journal_note(&work->journal, "end RC=0000");
    code = journal_sync(&work->journal, fault);
    close_job(&p, &exit_code);
    return code;
}
