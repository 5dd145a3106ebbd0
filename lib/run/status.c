/* status.c - see status.h. */
#include "run/status.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "run/journal.h"

static const char *const STATE_NAMES[JOB_STATES] = {"HELD", "WAITING", "RUNNING", "ENDED", "INTERRUPTED"};

const char *status_state_name(enum job_state state)
{
    return STATE_NAMES[state];
}

enum job_state status_state_parse(const char *name)
{
    enum job_state state = JOB_HELD;
    while (state < JOB_STATES && strcasecmp(name, STATE_NAMES[state]) != 0)
        state++;
    return state;
}

/* ---- one job ---- */

struct history {
    struct status *status;
    bool held, waiting, ended;
};

static void read_job(struct history *history, const struct journal_line *line)
{
    struct status *status = history->status;
    snprintf(status->name, sizeof status->name, "%s", line->words[1]);
    snprintf(status->class_name, sizeof status->class_name, "%s", line->words[2]);
    history->held = strcmp(line->words[3], "HOLD") == 0;
    status->began = strtoll(line->words[5], NULL, 10);
}

static void read_processor(struct status *status, const struct journal_line *line)
{
    status->pid = (int)strtol(line->words[1], NULL, 10);
    status->ticks = strtoll(line->words[2], NULL, 10);
}

/* What counts is the last line: a job waits until something else is told of it. */
static int read_line(void *user, const struct journal_line *line)
{
    struct history *history = user;
    struct status *status = history->status;
    const char *what = line->words[0];
    history->waiting = strcmp(what, "waiting") == 0;
    if (strcmp(what, "job") == 0 && line->count == 6)
        read_job(history, line);
    else if (strcmp(what, "released") == 0)
        history->held = false;
    else if (strcmp(what, "running") == 0 && line->count == 3)
        read_processor(status, line);
    else if (strcmp(what, "step") == 0 && line->count >= 3)
        snprintf(status->step, sizeof status->step, "%s", line->words[2]);
    else if (strcmp(what, "end") == 0 && line->count >= 2)
        snprintf(status->code, sizeof status->code, "%s", line->words[1]);
    history->ended = history->ended || strcmp(what, "end") == 0;
    return 0;
}

static enum job_state state_of(const struct history *history, bool in_hand)
{
    if (history->ended)
        return JOB_ENDED;
    if (history->held)
        return JOB_HELD;
    if (!in_hand)
        return JOB_INTERRUPTED;
    return history->waiting || history->status->pid == 0 ? JOB_WAITING : JOB_RUNNING;
}

int status_read(struct status *status, const struct spool *spool, struct fault *fault)
{
    struct history history = {.status = status};
    struct fault missing = {0};
    *status = (struct status){0};
    memcpy(status->id, spool->id, sizeof status->id);
    bool in_hand = journal_is_in_hand(spool->folder); /* before its journal: one that ends meanwhile has ended */
    int code = journal_read(spool->folder, read_line, &history, &missing);
    char *path = spool_path(spool, NULL, "JOURNAL");
    if (code < 0 && file_exists(path)) {
        code = fault_set(fault, missing.code, "%s", missing.detail);
    } else {
        code = 0;
        in_hand = in_hand || journal_is_in_hand(spool->folder); /* somebody may have taken it up just now */
        status->state = state_of(&history, in_hand);
    }
    free(path);
    return code;
}

/* ---- all jobs ---- */

/* Which numbers are used: a bit each. */
struct numbers {
    unsigned char bits[SPOOL_NUMBER_MAX / 8 + 1];
};

static int read_numbers(struct numbers *numbers, const char *root, struct fault *fault)
{
    DIR *dir = opendir(root);
    *numbers = (struct numbers){0};
    if (dir == NULL)
        return errno == ENOENT ? 0 : fault_errno(fault, BASE_E_OPEN, errno, "%s", root);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        int number = spool_number(entry->d_name);
        numbers->bits[number / 8] = (unsigned char)(numbers->bits[number / 8] | 1u << number % 8);
    }
    closedir(dir);
    return 0;
}

static int visit_one(const char *home, int number, status_visit *visit, void *user, struct fault *fault)
{
    char id[SPOOL_ID_SIZE];
    struct spool spool;
    struct status status;
    snprintf(id, sizeof id, "JOB%05d", number);
    if (spool_find(&spool, home, id, fault) != 0)
        return 0;
    int code = status_read(&status, &spool, fault);
    spool_close(&spool);
    return code < 0 ? code : visit(user, &status);
}

int status_each(const char *home, status_visit *visit, void *user, struct fault *fault)
{
    struct numbers numbers;
    char *root = file_join(home, "spool");
    int code = read_numbers(&numbers, root, fault);
    free(root);
    for (int number = 1; number <= SPOOL_NUMBER_MAX && code == 0; number++)
        if (numbers.bits[number / 8] >> number % 8 & 1)
            code = visit_one(home, number, visit, user, fault);
    return code;
}
