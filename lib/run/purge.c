/* purge.c - see purge.h. */
#include "run/purge.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"
#include "run/error.h"
#include "run/journal.h"
#include "run/operator.h"
#include "step/message.h"
#include "text/json.h"

enum { SECONDS_OF_DAY = 86400, ID_LENGTH = SPOOL_ID_SIZE - 1 };

#define LEAVING ".purge" /* .JOBnnnnn.purge: on its way out */

/* ---- one job ---- */

static char *leaving_path(const struct spool *spool)
{
    struct bytes path;
    bytes_init(&path);
    bytes_format(&path, "%.*s.%s%s", (int)(strlen(spool->folder) - ID_LENGTH), spool->folder, spool->id, LEAVING);
    char *text = memory_copy_string(bytes_string(&path));
    bytes_release(&path);
    return text;
}

static int remove_folder(const struct spool *spool, struct fault *fault)
{
    char *leaving = leaving_path(spool);
    int code = 0;
    if (rename(spool->folder, leaving) != 0)
        code = fault_errno(fault, BASE_E_WRITE, errno, "%s", spool->folder);
    if (code == 0)
        code = tree_remove(leaving, fault);
    free(leaving);
    return code;
}

static int check_state(struct status *status, const struct spool *spool, bool force, struct fault *fault)
{
    int code = status_read(status, spool, fault);
    if (code < 0 || status->state == JOB_ENDED || (force && status->state == JOB_INTERRUPTED))
        return code;
    return fault_set(fault, RUN_E_NOT_SO, "%s %s is %s; ENDED was expected%s", status->id, status->name, status_state_name(status->state),
                     status->state == JOB_INTERRUPTED ? ", or --force" : "");
}

/*
 * The state is looked at before the job is in hand, when every job seems to run.  It lasts: what ended stays so, and one that goes on
 * after all is in the hand of who does it.
 */
static int purge_one(const struct spool *spool, bool force, struct status *status, struct fault *fault)
{
    struct journal journal;
    int code = check_state(status, spool, force, fault);
    if (code < 0)
        return code;
    code = journal_open(&journal, spool->folder, fault);
    if (code == 1)
        return fault_set(fault, RUN_E_IN_HAND, "%s", spool->id);
    if (code == 0)
        code = remove_folder(spool, fault);
    journal_close(&journal);
    return code;
}

static void tell_removed(const struct step *step, const struct status *status)
{
    struct bytes line;
    bytes_init(&line);
    if (step->json) {
        bytes_char(&line, '{');
        json_put_member(&line, "jobid", status->id);
        json_put_member(&line, "jobname", status->name[0] != '\0' ? status->name : NULL);
        bytes_text(&line, "}\n");
    } else if (!step->quiet) {
        bytes_format(&line, "%s %s is removed\n", status->id, status->name);
    }
    fwrite(bytes_string(&line), 1, line.length, stdout);
    bytes_release(&line);
}

static int purge_named(struct step *step, const char *id, bool force)
{
    struct spool spool;
    struct status status;
    struct fault fault = {0};
    int code = operator_find(step, id, &spool, &fault);
    if (code == 0)
        code = purge_one(&spool, force, &status, &fault);
    if (code == 0)
        tell_removed(step, &status);
    spool_close(&spool);
    return code < 0 ? step_fail(step, &fault, code == BASE_E_WRITE ? RC_UNFINISHED : RC_NOT_STARTED) : RC_DONE;
}

/* ---- many ---- */

struct ended_job {
    int number;
    int64_t began;
};

struct ended_jobs {
    struct ended_job *items;
    size_t count, capacity;
};

static int collect(void *user, const struct status *status)
{
    struct ended_jobs *jobs = user;
    if (status->state != JOB_ENDED)
        return 0;
    jobs->items = memory_grow(jobs->items, &jobs->capacity, jobs->count + 1, sizeof *jobs->items);
    jobs->items[jobs->count++] = (struct ended_job){spool_number(status->id), status->began};
    return 0;
}

/* The last submitted first; behind JOB99999 numbers come again, so that time counts before them. */
static int newest_first(const void *left, const void *right)
{
    const struct ended_job *a = left, *b = right;
    if (a->began != b->began)
        return a->began > b->began ? -1 : 1;
    return b->number - a->number;
}

static int purge_old(struct step *step, const struct purge_options *options)
{
    struct ended_jobs jobs = {0};
    struct fault fault = {0};
    int64_t before = clock_now(&step->clock) - (options->older_than.given ? options->older_than.value * SECONDS_OF_DAY : 0);
    int code = status_each(step->home, collect, &jobs, &fault);
    int highest = code < 0 ? step_fail(step, &fault, RC_UNFINISHED) : RC_DONE;
    if (jobs.count > 0)
        qsort(jobs.items, jobs.count, sizeof *jobs.items, newest_first);
    for (size_t i = options->keep.given ? (size_t)options->keep.value : 0; i < jobs.count && code == 0; i++) {
        char id[SPOOL_ID_SIZE];
        if (options->older_than.given && jobs.items[i].began >= before)
            continue;
        snprintf(id, sizeof id, "JOB%05d", jobs.items[i].number);
        int one = purge_named(step, id, false);
        highest = one > highest ? one : highest;
    }
    free(jobs.items);
    return highest;
}

/* What a purge that was killed had begun to remove. */
static int sweep(const struct step *step, struct fault *fault)
{
    char *root = step_path(step, "spool");
    DIR *dir = opendir(root);
    int code = 0;
    for (struct dirent *entry; dir != NULL && code == 0 && (entry = readdir(dir)) != NULL;) {
        char id[SPOOL_ID_SIZE] = "";
        if (entry->d_name[0] == '.' && strlen(entry->d_name) == 1 + ID_LENGTH + strlen(LEAVING))
            memcpy(id, entry->d_name + 1, ID_LENGTH);
        if (spool_number(id) == 0 || strcmp(entry->d_name + 1 + ID_LENGTH, LEAVING) != 0)
            continue;
        char *path = file_join(root, entry->d_name);
        code = tree_remove(path, fault);
        free(path);
    }
    if (dir != NULL)
        closedir(dir);
    free(root);
    return code;
}

static int check_options(const struct purge_options *options, int count, struct fault *fault)
{
    enum { DAYS_MAX = 36500 };
    bool chosen = options->older_than.given || options->keep.given;
    if ((count > 0) == chosen)
        return fault_set(fault, STEP_E_USAGE, "jobs JOBnnnnn, or --older-than DAYS or --keep COUNT, are expected");
    if (options->force && count == 0)
        return fault_set(fault, STEP_E_USAGE, "--force is for jobs that are named");
    if (options->older_than.value < 0 || options->older_than.value > DAYS_MAX || options->keep.value < 0 || options->keep.value > SPOOL_NUMBER_MAX)
        return fault_set(fault, STEP_E_USAGE, "0 to %d days and 0 to %d jobs are expected", DAYS_MAX, SPOOL_NUMBER_MAX);
    return 0;
}

int purge(struct step *step, const char *const *ids, int count, const struct purge_options *options)
{
    struct lock lock;
    struct fault fault = {0};
    int highest = RC_DONE;
    if (check_options(options, count, &fault) < 0 || step_lock(step, &lock, "purge", false, &fault) < 0)
        return step_fail(step, &fault, RC_NOT_STARTED);
    if (sweep(step, &fault) < 0)
        highest = step_fail(step, &fault, RC_UNFINISHED);
    else if (count == 0)
        highest = purge_old(step, options);
    for (int i = 0; i < count && highest != RC_UNFINISHED; i++) {
        int code = purge_named(step, ids[i], options->force);
        highest = code > highest ? code : highest;
    }
    lock_release(&lock);
    return highest;
}
