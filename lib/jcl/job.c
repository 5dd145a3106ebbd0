/* job.c - see job.h. */
#include "jcl/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "jcl/check.h"
#include "jcl/error.h"
#include "jcl/name.h"

/* The job being built. */
struct builder {
    struct deck *deck;
    struct fault_list *faults;
    struct job_list *jobs;
    size_t job_capacity;
    size_t step_capacity;
    struct job *job;        /* NULL before the first JOB */
    struct dd **dd_link;    /* where the next DD goes; NULL when DDs have no place here */
    size_t dd_count;        /* of this step */
    const char *dd_name;    /* of the last DD, to which an unnamed one is concatenated */
    bool stray_told;
};

static void fail(const struct builder *b, int code, struct place place, const char *field, const char *what)
{
    jcl_fault(b->faults, code, place, field, "%s", what);
}

static void expect(const struct builder *b, const struct parameter *parameter, const char *expected)
{
    jcl_fault(b->faults, JCL_E_OPERAND, parameter->place,
                parameter->keyword != NULL ? parameter->keyword : "", "got %.60s, expected %s",
                parameter->raw[0] != '\0' ? parameter->raw : "nothing", expected);
}

static bool is_symbolic(const struct parameter *parameter)
{
    return !parameter->quoted && strchr(parameter->raw, '&') != NULL; /* told by check_statement */
}

/* ---- JOB ---- */

static char read_class(const struct builder *b, const struct parameter *class, char otherwise)
{
    if (class == NULL || is_symbolic(class))
        return otherwise;
    if (strlen(class->text) == 1 && (name_is_alpha(class->text[0]) || (class->text[0] >= '0' && class->text[0] <= '9')))
        return class->text[0];
    expect(b, class, "one character A-Z 0-9");
    return otherwise;
}

static void read_programmer(const struct builder *b, struct job *job, const struct parameter *list)
{
    const struct parameter *programmer = list != NULL && list->keyword == NULL ? list->next : NULL;
    job->programmer = "";
    if (programmer == NULL || programmer->keyword != NULL)
        return;
    job->programmer = programmer->text;
    if (strlen(programmer->text) > 20)
        expect(b, programmer, "a programmer's name of at most 20 characters");
    if (programmer->next != NULL && programmer->next->keyword == NULL)
        expect(b, programmer->next, "KEYWORD=value");
}

static void begin_job(struct builder *b, const struct statement *statement, size_t index)
{
    struct job_list *jobs = b->jobs;
    const struct parameter *list = statement->parameters;
    const struct parameter *class = parameter_find(list, "CLASS"), *cond = parameter_find(list, "COND");
    jobs->items = memory_grow(jobs->items, &b->job_capacity, jobs->count + 1, sizeof *jobs->items);
    b->job = &jobs->items[jobs->count++];
    *b->job = (struct job){.name = statement->name, .class_name = "A", .first_statement = index};
    b->step_capacity = 0;
    b->dd_link = NULL;
    b->stray_told = false;
    if (statement->name[0] == '\0')
        fail(b, JCL_E_MISSING, statement_start(statement), "JOB", "a job name of 1 to 8 characters in column 3");
    else if (strchr(statement->name, '.') != NULL)
        fail(b, JCL_E_NAME, statement_column(statement, 3), "", statement->name);
    if (statement->broken)
        return;
    if (class != NULL && !is_symbolic(class) && !name_is_alnum(class->text[0]))
        expect(b, class, "1 to 8 characters A-Z 0-9");
    else if (class != NULL)
        b->job->class_name = class->text;
    b->job->message_class = read_class(b, parameter_find(list, "MSGCLASS"), 'A');
    read_programmer(b, b->job, list);
    if (cond != NULL)
        conditions_parse(&b->job->conditions, cond, true, &b->deck->arena, b->faults);
}

/* ---- EXEC ---- */

static void read_program(const struct builder *b, struct job_step *step, const struct statement *statement)
{
    const struct parameter *program = parameter_find(statement->parameters, "PGM");
    const struct parameter *first = statement->parameters;
    if (first != NULL && first->keyword == NULL) {
        fail(b, JCL_E_UNSUPPORTED, first->place, statement->name, "a procedure: EXEC PGM=program is expected");
    } else if (program == NULL) {
        if (!statement->refused)
            fail(b, JCL_E_MISSING, statement->operation_place, statement->name, "PGM=program");
    } else if (program->text[0] == '*') {
        fail(b, JCL_E_UNSUPPORTED, program->place, "PGM", "a reference to a DD");
    } else if (!is_symbolic(program)) {
        step->program = program->text;
        if (program->has_items || program->quoted || !name_is_valid(program->text, strlen(program->text)))
            expect(b, program, "a program's name: 1 to 8 of A-Z 0-9 $ # @, never a path");
    }
}

static void join_parm(struct bytes *out, const struct parameter *items)
{
    for (const struct parameter *item = items; item != NULL; item = item->next) {
        if (item != items)
            bytes_char(out, ',');
        if (item->keyword != NULL)
            bytes_format(out, "%s=", item->keyword);
        bytes_text(out, item->text);
        if (item->has_items) {
            bytes_char(out, '(');
            join_parm(out, item->items);
            bytes_char(out, ')');
        }
    }
}

/* PARM='A,B', PARM=(A,'B C') and PARM=A: the outer apostrophes and parentheses go, the commas stay (rule 9). */
static void read_parm(const struct builder *b, struct job_step *step, const struct parameter *parm)
{
    struct bytes text;
    if (parm == NULL)
        return;
    bytes_init(&text);
    bytes_text(&text, parm->text);
    if (parm->has_items && !parm->is_list)
        bytes_char(&text, '(');
    join_parm(&text, parm->items);
    if (parm->has_items && !parm->is_list)
        bytes_char(&text, ')');
    if (text.length > PARM_MAX_BYTES)
        jcl_fault(b->faults, JCL_E_OPERAND, parm->place, "PARM",
                    "got %zu characters, expected at most %d", text.length, PARM_MAX_BYTES);
    step->parm = arena_text(&b->deck->arena, bytes_string(&text), text.length);
    bytes_release(&text);
}

/* Digits to a number of at most MAXIMUM; -1 for anything else; 0 for nothing. */
static long read_digits(const struct parameter *item, long maximum)
{
    size_t length = item != NULL ? strlen(item->text) : 0;
    if (length == 0)
        return item == NULL || item->raw[0] == '\0' ? 0 : -1;
    if (length > 6 || strspn(item->text, "0123456789") != length)
        return -1;
    long value = strtol(item->text, NULL, 10);
    return value <= maximum ? value : -1;
}

/* TIME=minutes or TIME=(minutes,seconds) of CPU; 1440, NOLIMIT and MAXIMUM are no limit. */
static void read_time(const struct builder *b, struct job_step *step, const struct parameter *time)
{
    if (time == NULL || strcmp(time->text, "NOLIMIT") == 0 || strcmp(time->text, "MAXIMUM") == 0 ||
        strcmp(time->text, "1440") == 0 || is_symbolic(time))
        return;
    const struct parameter *minutes = time->is_list ? time->items : time;
    long whole = read_digits(minutes, 357912);
    long seconds = time->is_list && minutes != NULL ? read_digits(minutes->next, 59) : 0;
    if (whole < 0 || seconds < 0 || whole + seconds == 0)
        expect(b, time, "minutes, (minutes,seconds) or NOLIMIT");
    else
        step->time_seconds = (int)(whole * 60 + seconds);
}

static bool names_earlier(const struct job *job, const char *name)
{
    for (size_t i = 0; i + 1 < job->step_count; i++)
        if (strcmp(job->steps[i].name, name) == 0)
            return true;
    return false;
}

static void check_references(const struct builder *b, const struct job_step *step)
{
    for (size_t i = 0; i < step->conditions.count; i++) {
        const struct condition *test = &step->conditions.tests[i];
        if (test->step[0] != '\0' && !names_earlier(b->job, test->step))
            fail(b, JCL_E_REFERENCE, test->place, "COND", test->step);
        else if (test->procstep[0] != '\0')
            fail(b, JCL_E_UNSUPPORTED, test->place, "COND", "a step of a procedure in COND");
    }
}

static void begin_step(struct builder *b, const struct statement *statement)
{
    struct job *job = b->job;
    const struct parameter *list = statement->parameters, *cond = parameter_find(list, "COND");
    if (job->step_count == JOB_MAX_STEPS) {
        fail(b, JCL_E_STEPS, statement_start(statement), statement->name, "this one is the 256th");
        b->dd_link = NULL;
        return;
    }
    job->steps = memory_grow(job->steps, &b->step_capacity, job->step_count + 1, sizeof *job->steps);
    struct job_step *step = &job->steps[job->step_count++];
    *step = (struct job_step){.name = statement->name, .statement = statement};
    if (strchr(statement->name, '.') != NULL)
        fail(b, JCL_E_NAME, statement_column(statement, 3), "", statement->name);
    else if (statement->name[0] != '\0' && names_earlier(job, statement->name))
        fail(b, JCL_W_NAME_TWICE, statement_start(statement), statement->name, "a step");
    b->dd_link = &step->dds;
    b->dd_name = NULL;
    b->dd_count = 0;
    step->program = "";
    if (statement->broken)
        return;
    read_program(b, step, statement);
    read_parm(b, step, parameter_find(list, "PARM"));
    read_time(b, step, parameter_find(list, "TIME"));
    if (cond != NULL)
        conditions_parse(&step->conditions, cond, false, &b->deck->arena, b->faults);
    check_references(b, step);
}

/* ---- DD ---- */

static bool is_library(const char *name)
{
    return strcmp(name, "JOBLIB") == 0 || strcmp(name, "STEPLIB") == 0;
}

static bool dd_is_used(const struct job_step *step, const char *name)
{
    for (const struct dd *dd = step->dds; dd != NULL; dd = dd->next)
        if (strcmp(dd->name, name) == 0)
            return true;
    return false;
}

/* Where this DD goes, and under which name; false when it has no place (told). */
static bool place_dd(struct builder *b, const struct statement *statement, const char **name)
{
    struct job *job = b->job;
    struct place at = statement_start(statement);
    *name = statement->name;
    if (strcmp(statement->name, "JOBLIB") == 0) {
        if (job->step_count > 0 || job->joblib != NULL) {
            fail(b, JCL_E_ORDER, at, "JOBLIB", "JOBLIB stands once, between JOB and the first EXEC");
            return false;
        }
        b->dd_link = &job->joblib;
    } else if (statement->name[0] == '\0') {
        if (b->dd_link == NULL || b->dd_name == NULL)
            fail(b, JCL_E_ORDER, at, "", "a DD without a name has no DD to be concatenated to");
        else if (!is_library(b->dd_name))
            fail(b, JCL_E_UNSUPPORTED, at, b->dd_name, "a concatenation");
        *name = b->dd_name != NULL ? b->dd_name : "";
        return b->dd_link != NULL && b->dd_name != NULL;
    } else if (job->step_count == 0) {
        fail(b, JCL_E_ORDER, at, statement->name, "a DD before the first EXEC");
        return false;
    } else if (strchr(statement->name, '.') != NULL) {
        fail(b, JCL_E_UNSUPPORTED, at, statement->name, "a DD for a step of a procedure");
    } else if (dd_is_used(&job->steps[job->step_count - 1], statement->name)) {
        fail(b, JCL_W_NAME_TWICE, at, statement->name, "a DD of this step; the first one counts");
    }
    return b->dd_link != NULL;
}

static void add_dd(struct builder *b, const struct statement *statement)
{
    const char *name;
    if (b->dd_count > STEP_MAX_DDS || !place_dd(b, statement, &name))
        return;
    if (b->dd_count++ == STEP_MAX_DDS) {
        fail(b, JCL_E_DDS, statement_start(statement), statement->name, "this is the next one");
        return;
    }
    b->dd_name = name;
    *b->dd_link = dd_parse(b->deck, statement, name, b->faults);
    if (is_library(name) && !statement->broken && (*b->dd_link)->kind != DD_PATH)
        fail(b, JCL_E_UNSUPPORTED, statement_start(statement), name, "a library that is no PATH='folder'");
    b->dd_link = &(*b->dd_link)->next;
}

/* ---- the deck ---- */

static void end_job(struct builder *b, size_t index)
{
    if (b->job == NULL)
        return;
    const struct statement *statement = &b->deck->statements[b->job->first_statement];
    b->job->statement_count = index - b->job->first_statement;
    if (b->job->step_count == 0)
        fail(b, JCL_E_STEPS, statement_start(statement), b->job->name, "this one has none");
}

static void add_statement(struct builder *b, size_t index)
{
    struct statement *statement = &b->deck->statements[index];
    if (statement->kind == STATEMENT_JES2)
        jcl_fault(b->faults, JCL_E_UNSUPPORTED, statement_start(statement), "",
                    "the JES2 statement %.20s", statement->operation);
    if (statement->kind != STATEMENT_JCL)
        return;
    bool taken = check_statement(statement, b->faults);
    if (statement_is(statement, JCL_JOB)) {
        end_job(b, index);
        begin_job(b, statement, index);
    } else if (b->job == NULL) {
        if (!b->stray_told)
            fail(b, JCL_E_ORDER, statement_start(statement), statement->name, "it stands before the first JOB");
        b->stray_told = true;
    } else if (taken && statement_is(statement, JCL_EXEC)) {
        begin_step(b, statement);
    } else if (taken) {
        add_dd(b, statement);
    }
}

/* In the order of the cards, as a person mends them. */
static int compare_places(const void *left, const void *right)
{
    const struct fault *a = left, *b = right;
    if (a->code == JCL_E_TOO_MANY || b->code == JCL_E_TOO_MANY)
        return (a->code == JCL_E_TOO_MANY) - (b->code == JCL_E_TOO_MANY);
    if (a->record != b->record)
        return a->record < b->record ? -1 : 1;
    if (a->offset != b->offset)
        return a->offset < b->offset ? -1 : 1;
    return b->code - a->code;
}

void jobs_read(struct job_list *jobs, struct deck *deck, struct fault_list *faults)
{
    struct builder builder = {.deck = deck, .faults = faults, .jobs = jobs};
    *jobs = (struct job_list){0};
    for (size_t i = 0; i < deck->count; i++)
        add_statement(&builder, i);
    end_job(&builder, deck->count);
    if (jobs->count == 0 && deck->cards.count > 0 && !builder.stray_told)
        fail(&builder, JCL_E_MISSING, (struct place){deck->cards.file, 1, 1}, "", "a JOB statement");
    if (faults->count > 0)
        qsort(faults->items, faults->count, sizeof *faults->items, compare_places);
}

void jobs_release(struct job_list *jobs)
{
    for (size_t i = 0; i < jobs->count; i++)
        free(jobs->items[i].steps);
    free(jobs->items);
    *jobs = (struct job_list){0};
}
