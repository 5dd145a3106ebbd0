/* operator.c - see operator.h. */
#include "run/operator.h"

#include <errno.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <unistd.h>

#include "base/file.h"
#include "run/error.h"
#include "run/journal.h"
#include "run/listing.h"
#include "run/process.h"
#include "run/submit.h"
#include "step/message.h"
#include "text/json.h"

int operator_find(const struct step *step, const char *id, struct spool *spool, struct fault *fault)
{
    char shown[40];
    if (spool_find(spool, step->home, id, fault) == 0)
        return 0;
    return fault_set(fault, RUN_E_NO_JOB, "%s", bytes_escape(shown, sizeof shown, id, strlen(id)));
}

/* ---- jobs ---- */

struct jobs_query {
    bool states[JOB_STATES];
    const char *pattern;
    bool json;
    struct bytes out;
};

static const char *or_dash(const char *text)
{
    return text[0] != '\0' ? text : "-";
}

static void put_member(struct bytes *out, const char *key, const char *text)
{
    json_put_member(out, key, text[0] != '\0' ? text : NULL);
}

static void put_json(struct bytes *out, const struct status *status, const char *began)
{
    bytes_char(out, '{');
    put_member(out, "jobid", status->id);
    put_member(out, "jobname", status->name);
    put_member(out, "class", status->class_name);
    put_member(out, "state", status_state_name(status->state));
    put_member(out, "code", status->code);
    put_member(out, "step", status->step);
    put_member(out, "began", began);
    bytes_text(out, "}\n");
}

static int print_job(void *user, const struct status *status)
{
    struct jobs_query *query = user;
    char began[CLOCK_TEXT_SIZE] = "";
    if (!query->states[status->state] || fnmatch(query->pattern, status->name, FNM_NOESCAPE | FNM_CASEFOLD) != 0)
        return 0;
    if (status->name[0] != '\0')
        clock_text(began, status->began);
    bytes_clear(&query->out);
    if (query->json)
        put_json(&query->out, status, began);
    else
        bytes_format(&query->out, "%-8s %-8s %-8s %-11s %-10s %-17s %s\n", status->id, or_dash(status->name), or_dash(status->class_name),
                     status_state_name(status->state), or_dash(status->code), or_dash(status->step), or_dash(began));
    fwrite(query->out.data, 1, query->out.length, stdout);
    return 0;
}

static int choose_states(struct jobs_query *query, const struct text_list *states, struct fault *fault)
{
    for (enum job_state state = JOB_HELD; state < JOB_STATES; state++)
        query->states[state] = states->count == 0;
    for (size_t i = 0; i < states->count; i++) {
        enum job_state state = status_state_parse(states->items[i]);
        if (state == JOB_STATES)
            return fault_set(fault, STEP_E_USAGE, "%.40s is no state; HELD WAITING RUNNING ENDED INTERRUPTED are", states->items[i]);
        query->states[state] = true;
    }
    return 0;
}

int operator_jobs(struct step *step, const struct text_list *states, const char *pattern)
{
    struct jobs_query query = {.pattern = pattern != NULL ? pattern : "*", .json = step->json};
    struct fault fault = {0};
    if (choose_states(&query, states, &fault) < 0)
        return step_fail(step, &fault, RC_NOT_STARTED);
    bytes_init(&query.out);
    if (!step->json)
        printf("%-8s %-8s %-8s %-11s %-10s %-17s %s\n", "JOBID", "JOBNAME", "CLASS", "STATE", "CODE", "STEP", "BEGAN");
    int code = status_each(step->home, print_job, &query, &fault);
    bytes_release(&query.out);
    return code < 0 ? step_fail(step, &fault, RC_UNFINISHED) : RC_DONE;
}

/* ---- cancel ---- */

static int not_so(struct fault *fault, const struct status *status, const char *wanted)
{
    return fault_set(fault, RUN_E_NOT_SO, "%s %s is %s%s%s; %s", status->id, status->name, status_state_name(status->state),
                     status->code[0] != '\0' ? ", " : "", status->code, wanted);
}

/* A line of JESMSGLG; the listings are there to be read, a job does not depend on them. */
static void log_line_of(struct step *step, const struct spool *spool, const struct fault *told)
{
    struct listing listing;
    struct fault fault;
    int code = listing_open(&listing, spool, &step->clock, "", false, &fault);
    if (code == 0) {
        listing_log(&listing, "CUT765I %s", told->detail);
        code = listing_close(&listing, &fault);
    }
    if (code < 0)
        step_message(step, &fault);
}

/*
 * SIGTERM to the process that has the job in hand, and to no other of its number: the descriptor is of one process, and once it is
 * open, the time at which that one began tells which.
 */
static int stop_processor(const struct spool *spool, const struct status *status, struct fault *fault)
{
    struct status now;
    int process = pidfd_open(status->pid, 0);
    int code = process < 0 && errno != ESRCH ? fault_errno(fault, RUN_E_SIGNAL, errno, "process %d of %s", status->pid, status->id) : 0;
    if (code == 0)
        code = status_read(&now, spool, fault);
    if (code == 0 && (process < 0 || now.state == JOB_ENDED || now.pid != status->pid || process_ticks(status->pid) != status->ticks))
        code = not_so(fault, &now, "its processor was another a moment ago");
    if (code == 0 && pidfd_send_signal(process, SIGTERM, NULL, 0) != 0)
        code = fault_errno(fault, RUN_E_SIGNAL, errno, "process %d of %s", status->pid, status->id);
    if (process >= 0)
        close(process);
    return code;
}

/* Take the job in hand and note that it has ended, unless it has. */
static int end_it(const struct spool *spool, struct fault *fault)
{
    struct journal journal;
    struct status status;
    int code = journal_open(&journal, spool->folder, fault);
    if (code == 1)
        return fault_set(fault, RUN_E_IN_HAND, "%s", spool->id);
    if (code == 0)
        code = status_read(&status, spool, fault);
    if (code == 0 && status.state != JOB_ENDED) {
        journal_note(&journal, "end CANCELED");
        code = journal_sync(&journal, fault);
    }
    journal_close(&journal);
    return code;
}

/*
 * The job goes on with a signal that tells it to stop already waiting: the engine takes back what its interrupted step did, carries
 * out dispositions and runs nothing.  Where that cannot be done it says why, and the job just ends.
 */
static int end_interrupted(struct step *step, const struct spool *spool, struct fault *fault)
{
    const struct submit_options options = {0};
    FILE *nowhere = fopen("/dev/null", "we");
    sigset_t stop, before;
    if (nowhere == NULL)
        return fault_errno(fault, BASE_E_OPEN, errno, "/dev/null");
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigprocmask(SIG_BLOCK, &stop, &before);
    signal(SIGTERM, SIG_DFL);
    raise(SIGTERM);
    submit_again(step, spool->id, &options, nowhere);
    const struct timespec now = {0, 0};
    sigtimedwait(&stop, NULL, &now); /* it never came so far as to look */
    sigprocmask(SIG_SETMASK, &before, NULL);
    fclose(nowhere);
    return end_it(spool, fault);
}

static int cancel(struct step *step, const struct spool *spool, const struct status *status, struct fault *fault)
{
    switch (status->state) {
    case JOB_HELD:
        return end_it(spool, fault);
    case JOB_INTERRUPTED:
        return end_interrupted(step, spool, fault);
    case JOB_WAITING:
    case JOB_RUNNING:
        return status->pid > 0 ? stop_processor(spool, status, fault) : not_so(fault, status, "its processor is at an earlier job of its file");
    default:
        return not_so(fault, status, "there is nothing to cancel");
    }
}

int operator_cancel(struct step *step, const char *id, const char *reason)
{
    char shown[128];
    struct spool spool;
    struct status status;
    struct fault fault = {0}, told;
    if (reason == NULL || reason[0] == '\0') {
        fault_set(&fault, STEP_E_USAGE, "--reason TEXT is expected: it is kept with the job");
        return step_fail(step, &fault, RC_NOT_STARTED);
    }
    int code = operator_find(step, id, &spool, &fault);
    if (code == 0)
        code = status_read(&status, &spool, &fault);
    if (code == 0)
        code = cancel(step, &spool, &status, &fault);
    if (code == 0) {
        fault_set(&told, RUN_I_CANCELLED, "%s %s: %s", id, status.name, bytes_escape(shown, sizeof shown, reason, strlen(reason)));
        step_message(step, &told);
        log_line_of(step, &spool, &told);
    }
    spool_close(&spool);
    return code < 0 ? step_fail(step, &fault, RC_NOT_STARTED) : RC_DONE;
}

/* ---- release ---- */

static int release(const struct spool *spool, struct fault *fault)
{
    struct journal journal;
    struct status status;
    int code = journal_open(&journal, spool->folder, fault);
    if (code == 1)
        return fault_set(fault, RUN_E_IN_HAND, "%s", spool->id);
    if (code == 0)
        code = status_read(&status, spool, fault);
    if (code == 0 && status.state != JOB_HELD)
        code = not_so(fault, &status, "HELD was expected");
    if (code == 0) {
        journal_note(&journal, "released");
        code = journal_sync(&journal, fault);
    }
    journal_close(&journal);
    return code;
}

int operator_release(struct step *step, const char *const *ids, int count)
{
    const struct submit_options options = {0};
    int highest = RC_DONE;
    for (int i = 0; i < count; i++) {
        struct spool spool;
        struct fault fault = {0};
        int code = operator_find(step, ids[i], &spool, &fault);
        if (code == 0)
            code = release(&spool, &fault);
        code = code < 0 ? step_fail(step, &fault, RC_NOT_STARTED) : submit_again(step, spool.id, &options, stdout);
        highest = code > highest ? code : highest;
        spool_close(&spool);
    }
    return highest;
}
