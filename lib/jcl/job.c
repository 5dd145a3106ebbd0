/* job.c - see job.h. */
#include "jcl/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "jcl/check.h"
#include "jcl/dd.h"
#include "jcl/error.h"
#include "jcl/inspect.h"
#include "jcl/name.h"
#include "jcl/steps.h"

/* The job being built.  What is wrong with a statement was told before: parsing one again tells nobody. */
struct builder {
    struct expansion *expansion;
    struct fault_list *faults;
    struct fault_list told;
    struct job_list *jobs;
    size_t job_capacity;
    size_t step_capacity;
    struct job *job;       /* NULL before the first JOB */
    struct step_table table;
    const struct job_branch *branch;
    struct dd *last;       /* to which an unnamed DD is concatenated */
};

static struct arena *arena_of(const struct builder *b)
{
    return &b->expansion->arena;
}

/* ---- values ---- */

static long read_number(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits > 0 && digits <= 7 ? strtol(text, NULL, 10) : 0;
}

/* TIME=minutes or TIME=(minutes,seconds) of CPU; 1440, NOLIMIT and MAXIMUM are no limit. */
static int read_time(const struct parameter *time)
{
    if (time == NULL || strcmp(time->text, "NOLIMIT") == 0 || strcmp(time->text, "MAXIMUM") == 0 ||
        strcmp(time->text, "1440") == 0)
        return 0;
    const struct parameter *minutes = time->is_list ? time->items : time;
    long seconds = time->is_list && minutes != NULL && minutes->next != NULL ? read_number(minutes->next->text) : 0;
    return (int)((minutes != NULL ? read_number(minutes->text) : 0) * 60 + seconds);
}

/* REGION=4096K or 8M; 0K and 0M are as much as there is. */
static int read_region(const struct parameter *region)
{
    if (region == NULL || region->text[0] == '\0')
        return 0;
    long number = read_number(region->text);
    return (int)(strchr(region->text, 'M') != NULL ? number * 1024 : number);
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
static const char *read_parm(const struct builder *b, const struct parameter *parm)
{
    struct bytes text;
    if (parm == NULL)
        return NULL;
    bytes_init(&text);
    bytes_text(&text, parm->text);
    if (parm->has_items && !parm->is_list)
        bytes_char(&text, '(');
    join_parm(&text, parm->items);
    if (parm->has_items && !parm->is_list)
        bytes_char(&text, ')');
    const char *kept = arena_text(arena_of(b), bytes_string(&text), text.length);
    bytes_release(&text);
    return kept;
}

/* ---- references ---- */

static size_t find_step(const struct builder *b, const struct call *from, const char *name, const char *procstep)
{
    const struct table_step *step = step_table_find(&b->table, from, name, procstep);
    return step != NULL ? (size_t)(step - b->table.steps) - 1 : CONDITION_ANY_STEP;
}

static void resolve_conditions(const struct builder *b, struct conditions *conditions, const struct call *from)
{
    for (size_t i = 0; i < conditions->count; i++) {
        struct condition *test = &conditions->tests[i];
        test->target = test->step[0] != '\0' ? find_step(b, from, test->step, test->procstep) : CONDITION_ANY_STEP;
    }
}

/* As deep as the condition is: RELATION_MAX_DEPTH. */
static void resolve_relation(const struct builder *b, struct relation *relation, const struct call *from)
{
    if (relation->left != NULL)
        resolve_relation(b, relation->left, from);
    if (relation->right != NULL)
        resolve_relation(b, relation->right, from);
    relation->target = CONDITION_ANY_STEP;
    if (relation->kind == RELATION_TEST && relation->step[0] != '\0')
        relation->target = find_step(b, from, relation->step, relation->procstep);
}

/* *.DD, *.STEP.DD or *.STEP.PROCSTEP.DD as a step on level FROM sees it; NULL when it leads nowhere (told by the check). */
static const struct dd *find_dd(const struct builder *b, const struct call *from, const char *reference)
{
    char part[3][NAME_SIZE] = {"", "", ""};
    size_t count = 0;
    for (const char *text = reference + 2; text != NULL && count < 3; count++) {
        size_t length = strcspn(text, ".");
        if (length >= NAME_SIZE)
            return NULL;
        memcpy(part[count], text, length);
        text = text[length] == '.' ? text + length + 1 : NULL;
    }
    const struct job *job = b->job;
    size_t index = count == 1 ? job->step_count - 1 : find_step(b, from, part[0], count == 3 ? part[1] : "");
    return count > 0 && index < job->step_count ? dd_find(job->steps[index].dds, part[count - 1]) : NULL;
}

/* ---- JOB ---- */

static enum job_typrun read_typrun(const struct parameter *typrun)
{
    if (typrun == NULL)
        return TYPRUN_NONE;
    return strcmp(typrun->text, "SCAN") == 0 ? TYPRUN_SCAN : TYPRUN_HOLD; /* check.c lets no other pass */
}

static void begin_job(struct builder *b, const struct effective *item, size_t index)
{
    const struct statement *statement = item->statement;
    const struct parameter *list = statement->broken ? NULL : statement->parameters;
    const struct parameter *class = parameter_find(list, "CLASS"), *cond = parameter_find(list, "COND");
    const struct parameter *message_class = parameter_find(list, "MSGCLASS"), *restart = parameter_find(list, "RESTART");
    const struct parameter *programmer = list != NULL && list->keyword == NULL ? list->next : NULL;
    struct job_list *jobs = b->jobs;
    jobs->items = memory_grow(jobs->items, &b->job_capacity, jobs->count + 1, sizeof *jobs->items);
    b->job = &jobs->items[jobs->count++];
    *b->job = (struct job){.name = statement->name, .class_name = "A", .message_class = 'A', .programmer = "", .restart = "",
                           .first_item = index};
    b->step_capacity = 0;
    b->branch = NULL;
    b->last = NULL;
    step_table_clear(&b->table);
    if (class != NULL && class->text[0] != '\0')
        b->job->class_name = class->text;
    if (message_class != NULL && message_class->text[0] != '\0')
        b->job->message_class = message_class->text[0];
    if (programmer != NULL && programmer->keyword == NULL)
        b->job->programmer = programmer->text;
    if (restart != NULL && restart->text[0] != '*')
        b->job->restart = restart->text;
    if (cond != NULL)
        conditions_parse(&b->job->conditions, cond, true, arena_of(b), &b->told);
    resolve_conditions(b, &b->job->conditions, NULL);
    b->job->typrun = read_typrun(parameter_find(list, "TYPRUN"));
    b->job->time_seconds = read_time(parameter_find(list, "TIME"));
    b->job->region_kib = read_region(parameter_find(list, "REGION"));
}

/* ---- EXEC ---- */

static void read_program(const struct builder *b, struct job_step *step, const struct parameter *program, const struct call *call)
{
    step->program = program != NULL ? program->text : "";
    if (strncmp(step->program, "*.", 2) == 0)
        step->program_dd = find_dd(b, call, step->program);
}

/* The step is complete: DDs that lead to later ones become those. */
static void end_step(struct builder *b)
{
    struct job_step *step = b->job != NULL && b->job->step_count > 0 ? &b->job->steps[b->job->step_count - 1] : NULL;
    if (step != NULL)
        dd_resolve_forward(&step->dds);
    b->last = NULL;
}

static void begin_step(struct builder *b, const struct effective *item)
{
    struct job *job = b->job;
    const struct statement *statement = item->statement;
    const struct parameter *list = statement->parameters, *cond = parameter_find(list, "COND");
    const struct parameter *parmdd = parameter_find(list, "PARMDD");
    end_step(b);
    job->steps = memory_grow(job->steps, &b->step_capacity, job->step_count + 1, sizeof *job->steps);
    struct job_step *step = &job->steps[job->step_count++];
    *step = (struct job_step){.name = statement->name, .procstep = "", .statement = statement, .call = item->call, .branch = b->branch};
    if (item->call != NULL) {
        step->procstep = statement->name;
        step->name = item->call->step;
    }
    read_program(b, step, parameter_find(list, "PGM"), item->call);
    step->parm = read_parm(b, parameter_find(list, "PARM"));
    step->parmdd = parmdd != NULL && parmdd->text[0] != '\0' ? parmdd->text : NULL;
    step->time_seconds = read_time(parameter_find(list, "TIME"));
    step->region_kib = read_region(parameter_find(list, "REGION"));
    if (cond != NULL)
        conditions_parse(&step->conditions, cond, false, arena_of(b), &b->told);
    resolve_conditions(b, &step->conditions, item->call);
    step_table_add(&b->table, statement->name, item->call, statement);
}

/* ---- DD ---- */

static void add_dd(struct builder *b, const struct effective *item)
{
    struct job *job = b->job;
    struct dd_references references = {0};
    struct dd *dd = dd_parse(item, arena_of(b), &references, b->faults);
    dd->number = ++job->dd_count;
    if (references.dsn != NULL)
        dd->same_as = find_dd(b, item->call, references.dsn);
    if (references.model != NULL)
        dd->model = find_dd(b, item->call, references.model);
    if (dd->name[0] == '\0') {
        if (b->last == NULL)
            return; /* told by the check */
        dd->name = b->last->name;
        struct dd *last = b->last;
        while (last->concatenated != NULL)
            last = last->concatenated;
        last->concatenated = dd;
        return;
    }
    struct dd **list = job->step_count > 0 ? &job->steps[job->step_count - 1].dds : &job->joblib;
    b->last = dd;
    if (dd_find(*list, dd->name) != NULL)
        return; /* of two with one name the first counts; what is concatenated to the second goes with it */
    while (*list != NULL)
        list = &(*list)->next;
    *list = dd;
}

/* ---- IF ---- */

static void open_branch(struct builder *b, const struct effective *item)
{
    struct job_branch *branch = arena_new(arena_of(b), sizeof *branch);
    struct relation *relation = relation_parse(item->statement, arena_of(b), &b->told);
    if (relation != NULL)
        resolve_relation(b, relation, item->call);
    *branch = (struct job_branch){.relation = relation, .before = b->job->step_count, .statement = item->statement,
                                  .outer = b->branch};
    b->branch = branch;
}

static void turn_branch(struct builder *b)
{
    struct job_branch *branch = arena_new(arena_of(b), sizeof *branch);
    if (b->branch == NULL)
        return;
    *branch = *b->branch;
    branch->otherwise = true;
    b->branch = branch;
}

/* ---- the jobs ---- */

static void add_item(struct builder *b, size_t index)
{
    const struct effective *item = &b->expansion->items[index];
    const struct statement *statement = item->statement;
    if (statement->kind != STATEMENT_JCL || (b->job == NULL && !statement_is(statement, JCL_JOB)))
        return;
    if (statement_is(statement, JCL_JOB)) {
        end_step(b);
        begin_job(b, item, index);
    } else if (statement_is(statement, JCL_EXEC)) {
        begin_step(b, item);
    } else if (statement_is(statement, JCL_DD)) {
        add_dd(b, item);
    } else if (statement_is(statement, JCL_IF)) {
        open_branch(b, item);
    } else if (statement_is(statement, JCL_ELSE)) {
        turn_branch(b);
    } else if (statement_is(statement, JCL_ENDIF) && b->branch != NULL) {
        b->branch = b->branch->outer;
    }
    b->job->item_count = index + 1 - b->job->first_item;
}

/* Where each job stands in the deck: from its JOB to the next. */
static void find_statements(struct job_list *jobs, const struct deck *deck)
{
    size_t next = 0;
    for (size_t i = 0; i < deck->count; i++) {
        if (statement_is(&deck->statements[i], JCL_JOB) && next < jobs->count)
            jobs->items[next++].first_statement = i;
        if (next > 0)
            jobs->items[next - 1].statement_count = i + 1 - jobs->items[next - 1].first_statement;
    }
}

/* Names for those who list a job that is not run. */
static void read_headers(struct builder *b)
{
    for (size_t i = 0; i < b->expansion->count; i++)
        if (statement_is(b->expansion->items[i].statement, JCL_JOB))
            begin_job(b, &b->expansion->items[i], i);
}

void jobs_read(struct job_list *jobs, struct deck *deck, struct expansion *expansion, const struct expansion_options *options,
               struct fault_list *faults)
{
    struct builder builder = {.expansion = expansion, .faults = faults, .jobs = jobs};
    *jobs = (struct job_list){0};
    fault_list_init(&builder.told);
    inspect_deck(deck, expansion, options, faults);
    for (size_t i = 0; i < expansion->count; i++)
        check_statement(expansion->items[i].statement, faults);
    if (faults_stop(faults))
        read_headers(&builder);
    for (size_t i = 0; i < expansion->count && !faults_stop(faults); i++)
        add_item(&builder, i);
    end_step(&builder);
    find_statements(jobs, deck);
    inspect_arrange(faults, deck->cards.file);
    fault_list_release(&builder.told);
    step_table_release(&builder.table);
}

void jobs_release(struct job_list *jobs)
{
    for (size_t i = 0; i < jobs->count; i++)
        free(jobs->items[i].steps);
    free(jobs->items);
    *jobs = (struct job_list){0};
}

size_t job_find_step(const struct job *job, const char *step, const char *procstep)
{
    for (size_t i = 0; i < job->step_count; i++)
        if (strcmp(job->steps[i].name, step) == 0 && (procstep[0] == '\0' || strcmp(job->steps[i].procstep, procstep) == 0))
            return i;
    return job->step_count;
}
