/* recover.c - see recover.h. */
#include "run/recover.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "run/process.h"
#include "run/savepoint.h"

static struct recovered_step *step_at(struct recovery *recovery, const char *word)
{
    long number = strtol(word, NULL, 10);
    if (number < 1 || number > JOB_MAX_STEPS)
        return NULL;
    while (recovery->step_count < (size_t)number) {
        recovery->steps = memory_grow(recovery->steps, &recovery->step_capacity, recovery->step_count + 1, sizeof *recovery->steps);
        recovery->steps[recovery->step_count++] = (struct recovered_step){0};
    }
    return &recovery->steps[number - 1];
}

static void copy_name(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from);
}

static void read_job(struct recovery *recovery, const struct journal_line *line)
{
    copy_name(recovery->name, sizeof recovery->name, line->words[1]);
    copy_name(recovery->class_name, sizeof recovery->class_name, line->words[2]);
    recovery->held = strcmp(line->words[3], "HOLD") == 0;
    recovery->index = (size_t)strtoul(line->words[4], NULL, 10);
    recovery->began = strtoll(line->words[5], NULL, 10);
}

static void read_step(struct recovery *recovery, const struct journal_line *line)
{
    struct recovered_step *step = step_at(recovery, line->words[1]);
    if (step != NULL)
        step->state = RECOVERED_BEGUN;
    recovery->process = 0;
}

static void read_ended(struct recovery *recovery, const struct journal_line *line)
{
    struct recovered_step *step = step_at(recovery, line->words[1]);
    if (step == NULL)
        return;
    step->state = RECOVERED_ENDED;
    result_parse(&step->result, line->words[2]);
}

static void read_done(struct recovery *recovery, const struct journal_line *line)
{
    struct recovered_step *step = step_at(recovery, line->words[1]);
    if (step != NULL)
        step->state = RECOVERED_DONE;
}

static void read_base(struct recovery *recovery, const struct journal_line *line)
{
    recovery->bases = memory_grow(recovery->bases, &recovery->base_capacity, recovery->base_count + 1, sizeof *recovery->bases);
    copy_name(recovery->bases[recovery->base_count].name, DSN_SIZE, line->words[1]);
    recovery->bases[recovery->base_count++].last = (int)strtol(line->words[2], NULL, 10);
}

static void read_process(struct recovery *recovery, const struct journal_line *line)
{
    recovery->process = (int)strtol(line->words[1], NULL, 10);
    recovery->ticks = strtoll(line->words[2], NULL, 10);
}

static void keep_line(struct recovery *recovery, const struct journal_line *line)
{
    recovery->lines = memory_grow(recovery->lines, &recovery->line_capacity, recovery->line_count + 1, sizeof *recovery->lines);
    struct recovered_line *kept = &recovery->lines[recovery->line_count++];
    *kept = (struct recovered_line){.step = recovery->step_count};
    for (; kept->count < line->count && kept->count < 3; kept->count++)
        kept->words[kept->count] = memory_copy_string(line->words[kept->count]);
}

static int read_line(void *user, const struct journal_line *line)
{
    struct recovery *recovery = user;
    const char *what = line->words[0];
    if (strcmp(what, "job") == 0 && line->count == 6) {
        read_job(recovery, line);
    } else if (strcmp(what, "released") == 0) {
        recovery->held = false;
    } else if (strcmp(what, "running") == 0) {
        recovery->ran = true;
    } else if (strcmp(what, "from") == 0 && line->count == 2) {
        recovery->first_step = (size_t)strtoul(line->words[1], NULL, 10) - 1;
    } else if (strcmp(what, "generation") == 0 && line->count == 3) {
        read_base(recovery, line);
    } else if (strcmp(what, "step") == 0 && line->count >= 2) {
        read_step(recovery, line);
    } else if (strcmp(what, "process") == 0 && line->count == 3) {
        read_process(recovery, line);
    } else if (strcmp(what, "ended") == 0 && line->count == 3) {
        read_ended(recovery, line);
    } else if (strcmp(what, "done") == 0 && line->count == 2) {
        read_done(recovery, line);
    } else if (strcmp(what, "end") == 0 && line->count >= 2) {
        recovery->ended = true;
        copy_name(recovery->code, sizeof recovery->code, line->words[1]);
    } else if (line->count >= 2) {
        keep_line(recovery, line);
    }
    return 0;
}

int recovery_read(struct recovery *recovery, const char *folder, struct fault *fault)
{
    *recovery = (struct recovery){0};
    return journal_read(folder, read_line, recovery, fault);
}

void recovery_release(struct recovery *recovery)
{
    for (size_t i = 0; i < recovery->line_count; i++)
        for (size_t j = 0; j < recovery->lines[i].count; j++)
            free(recovery->lines[i].words[j]);
    free(recovery->lines);
    free(recovery->steps);
    free(recovery->bases);
    *recovery = (struct recovery){0};
}

size_t recovery_interrupted(const struct recovery *recovery)
{
    for (size_t i = 0; i < recovery->step_count; i++)
        if (recovery->steps[i].state == RECOVERED_BEGUN || recovery->steps[i].state == RECOVERED_ENDED)
            return i;
    return recovery->step_count;
}

/* The lines of step STEP that begin with WHAT, one after the other: *AT is where to go on. */
static const struct recovered_line *next_line(const struct recovery *recovery, size_t step, const char *what, size_t *at)
{
    for (; *at < recovery->line_count; ++*at) {
        const struct recovered_line *line = &recovery->lines[*at];
        if (line->step == step + 1 && strcmp(line->words[0], what) == 0)
            return &recovery->lines[(*at)++];
    }
    return NULL;
}

bool recovery_made(const struct recovery *recovery, size_t step, const char *name)
{
    const struct recovered_line *line;
    for (size_t at = 0; (line = next_line(recovery, step, "making", &at)) != NULL;)
        if (strcmp(line->words[1], name) == 0)
            return true;
    return false;
}

const char *recovery_unsaved(const struct recovery *recovery, size_t step)
{
    size_t at = 0;
    const struct recovered_line *line = next_line(recovery, step, "unsaved", &at);
    return line != NULL ? line->words[1] : NULL;
}

int recovery_undo(const struct recovery *recovery, size_t step, struct holdings *holdings, const struct spool *spool, struct fault *fault)
{
    int code = 0;
    const struct recovered_line *line;
    if (recovery->process > 0)
        process_end_group(recovery->process, recovery->ticks);
    for (size_t at = 0; code == 0 && (line = next_line(recovery, step, "making", &at)) != NULL;)
        code = holdings_unmake(holdings, line->words[1], fault);
    for (size_t i = 0; i < recovery->line_count && code == 0; i++) {
        struct journal_line words = {.count = recovery->lines[i].count};
        for (size_t j = 0; j < words.count; j++)
            words.words[j] = recovery->lines[i].words[j];
        if (recovery->lines[i].step == step + 1)
            code = savepoint_restore(spool, &words, fault);
    }
    return code;
}
