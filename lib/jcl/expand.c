/*
 * expand.c - see expand.h.
 *
 * One walk over the statements of the job, descending into procedures and INCLUDE members where they are called.  The
 * EXEC of a procedure is expanded at once, with the symbols as they are there; the statements behind it that change its
 * steps are then applied to the items it made (change.c).
 */
#include "jcl/expand.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "jcl/error.h"
#include "jcl/expand_walk.h"
#include "jcl/name.h"
#include "jcl/override.h"
#include "jcl/substitute.h"

struct statement *walk_copy(struct walk *walk, const struct statement *statement)
{
    struct statement *copy = arena_new(&walk->expansion->arena, sizeof *copy);
    *copy = *statement;
    return copy;
}

struct statement *walk_substitute(struct walk *walk, struct statement *statement)
{
    if (statement->kind != STATEMENT_JCL || statement->field_len == 0 || statement->broken ||
        memchr(statement->field, '&', statement->field_len) == NULL)
        return statement;
    struct statement *copy = walk_copy(walk, statement);
    bool changed = substitute_statement(copy, &walk->symbols, &walk->expansion->arena, walk->faults);
    if (changed)
        copy->parameters = parameter_parse(copy, &walk->expansion->arena, walk->faults);
    return changed || copy->broken ? copy : statement;
}

/* ---- items ---- */

struct effective walk_item(struct walk *walk, struct statement *statement, const struct level *level,
                           const struct deck *deck)
{
    struct effective item = {.statement = walk_substitute(walk, statement), .call = level->call, .deck = deck};
    item.changed = item.statement != statement;
    walk_check_stream(walk, statement, item.statement);
    if (statement->has_data) {
        item.data = deck->cards.items + statement->first_data;
        item.data_count = statement->data_count;
        item.delimiter = statement->has_delimiter ? item.data + item.data_count : NULL;
        walk_substitute_data(walk, &item);
    }
    return item;
}

/* Put ITEM at index AT. */
void walk_insert(struct walk *walk, size_t at, struct effective item)
{
    struct expansion *expansion = walk->expansion;
    expansion->items = memory_grow(expansion->items, &expansion->capacity, expansion->count + 1, sizeof *expansion->items);
    memmove(expansion->items + at + 1, expansion->items + at, (expansion->count - at) * sizeof *expansion->items);
    expansion->items[at] = item;
    expansion->count++;
    for (size_t i = expansion->carried_out_count; i > 0 && expansion->carried_out[i - 1].before > at; i--)
        expansion->carried_out[i - 1].before++;
}

void walk_carry_out(struct walk *walk, struct effective item)
{
    struct expansion *expansion = walk->expansion;
    if (!item.changed)
        return;
    expansion->carried_out = memory_grow(expansion->carried_out, &expansion->carried_out_capacity, expansion->carried_out_count + 1,
                                         sizeof *expansion->carried_out);
    expansion->carried_out[expansion->carried_out_count++] = (struct carried_out){.item = item, .before = expansion->count};
}

struct statement *walk_substitute_carried(struct walk *walk, struct statement *statement)
{
    struct statement *made = walk_substitute(walk, statement);
    walk_carry_out(walk, (struct effective){.statement = made, .changed = made != statement});
    return made;
}

static void append(struct walk *walk, struct statement *statement, const struct level *level, const struct deck *deck)
{
    walk_insert(walk, walk->expansion->count, walk_item(walk, statement, level, deck));
}

/* ---- members ---- */

static void jcllib(struct walk *walk, struct statement *typed)
{
    const struct statement *statement = walk_substitute_carried(walk, typed);
    const struct parameter *order = parameter_find(statement->parameters, "ORDER");
    const char *why = walk->has_jcllib ? "this is the second" : walk->has_exec || walk->has_include ? "an EXEC or INCLUDE stands before it"
                                                                                                  : "the JOBLIB stands before it";
    if (walk->has_jcllib || walk->has_exec || walk->has_include || walk->has_joblib) {
        jcl_fault(walk->faults, JCL_E_JCLLIB, statement->operation_place, statement->name, "%s", why);
        return;
    }
    walk->has_jcllib = true;
    if (order == NULL || statement->broken)
        return;
    size_t count = order->is_list ? parameter_count(order->items) : 1;
    const char **names = arena_new(&walk->expansion->arena, (count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = order->is_list ? parameter_item(order, i)->text : order->text;
    procedures_set_order(&walk->expansion->procedures, names, count);
}

/* The message of a member that is not there or cannot be read. */
static void fault_member(struct walk *walk, int code, const struct fault *fault, const char *name, struct place place,
                         const char *field)
{
    int number = walk->options->unresolved_ok ? JCL_W_MEMBER_MISSING : JCL_E_MEMBER_MISSING;
    if (code == 0)
        jcl_fault(walk->faults, number, place, field, "%.40s", name);
    else
        jcl_fault(walk->faults, code == JCL_E_MEMBER_MISSING ? code : JCL_E_MEMBER, place, field, "%.160s", fault->detail);
}

static bool is_included(const struct walk *walk, const struct member_deck *member)
{
    for (size_t i = 0; i < walk->include_count; i++)
        if (walk->includes[i] == member)
            return true;
    return false;
}

static void include(struct walk *walk, struct statement *typed, struct level *level)
{
    const struct statement *statement = walk_substitute_carried(walk, typed);
    const struct parameter *name = parameter_find(statement->parameters, "MEMBER");
    struct fault fault = {0};
    int code;
    walk->has_include = true;
    if (name == NULL || statement->broken || !name_is_valid(name->text, strlen(name->text)))
        return; /* its form is told elsewhere */
    struct member_deck *member =
        procedures_include(&walk->expansion->procedures, name->text, walk->faults, &code, &fault);
    if (member == NULL) {
        fault_member(walk, code, &fault, name->text, name->place, statement->name);
    } else if (is_included(walk, member)) {
        jcl_fault(walk->faults, JCL_E_LEVELS, name->place, statement->name, "member %s includes itself", name->text);
    } else if (walk->include_count == EXPANSION_MAX_INCLUDES) {
        jcl_fault(walk->faults, JCL_E_LEVELS, name->place, statement->name, "this would be INCLUDE number %d within each other",
                  EXPANSION_MAX_INCLUDES + 1);
    } else if (!member->procedure.refused) {
        walk->includes[walk->include_count++] = member;
        walk_statements(walk, &member->deck, member->deck.statements, member->deck.count, level);
        walk->include_count--;
    }
}

/* ---- steps and procedures ---- */

const struct parameter *expansion_procedure_of(const struct statement *exec)
{
    const struct parameter *first = exec->parameters;
    if (first == NULL || exec->broken || parameter_find(exec->parameters, "PGM") == first)
        return NULL;
    return first->keyword == NULL || strcmp(first->keyword, "PROC") == 0 ? first : NULL;
}

/* Where its parameters begin. */
static struct place first_place(const struct statement *statement)
{
    return statement->parameters != NULL ? statement->parameters->place : statement_start(statement);
}

/* Every EXEC makes a step, or more of them: false (told) when the job has as many as it may, and nothing more is expanded. */
static bool has_room(struct walk *walk, const struct statement *exec)
{
    if (walk->expansion->step_count < EXPANSION_MAX_STEPS)
        return true;
    const struct statement *outer = walk->outer_exec != NULL ? walk->outer_exec : exec;
    jcl_fault(walk->faults, JCL_E_STEPS, first_place(outer), outer->name, "this is number %d", EXPANSION_MAX_STEPS + 1);
    walk->stopped = true;
    return false;
}

/* ITEM, an EXEC, as a step of the job. */
static void add_exec(struct walk *walk, struct effective item, struct level *level, bool is_call)
{
    walk->expansion->step_count++;
    level_add_step(level, item.statement->name, walk->expansion->count, is_call);
    walk_insert(walk, walk->expansion->count, item);
}

static bool is_called(const struct level *level, const struct procedure *procedure)
{
    for (const struct call *call = level->call; call != NULL; call = call->outer)
        if (call->body == procedure)
            return true;
    return false;
}

/* An EXEC whose procedure is not there, or one that is broken: it stays as a step, and what follows is not judged. */
static void keep_exec(struct walk *walk, struct effective item, struct level *level)
{
    add_exec(walk, item, level, true);
    level->unsure = true;
}

/* The body of PROCEDURE as EXEC calls it; its steps become what the following statements may change. */
static void call_procedure(struct walk *walk, struct effective *item, struct procedure *procedure, struct level *level)
{
    struct statement *exec = item->statement;
    struct call *call = arena_new(&walk->expansion->arena, sizeof *call);
    *call = (struct call){.step = exec->name, .procedure = procedure->name, .outer = level->call, .exec = exec,
                          .body = procedure};
    struct level inner = {.call = call};
    if (level->call == NULL)
        walk->outer_exec = exec;
    size_t from = walk->expansion->count;
    walk_carry_out(walk, *item);
    walk_give_symbols(walk, exec, procedure);
    walk_statements(walk, procedure->deck, procedure->statements, procedure->count, &inner);
    change_end(&inner.change);
    if (inner.steps.count > 0)
        inner.steps.items[inner.steps.count - 1].end = walk->expansion->count;
    symbols_leave(&walk->symbols, walk->faults);
    symbols_begin_step(&walk->symbols);
    if (level->call == NULL)
        walk->outer_exec = NULL;
    if (inner.steps.count == 0 && !procedure->empty_told && !walk->stopped && !procedure->refused) {
        jcl_fault(walk->faults, JCL_E_STEPS, procedure->place, procedure->name, "procedure %s has none", procedure->name);
        procedure->empty_told = true;
    }
    if (inner.steps.count > 0) {
        level_add_step(level, exec->name, from, true);
        change_check_exec(walk, exec, &inner.steps);
        change_begin(&level->change, call, &inner.steps);
    } else if (!walk->stopped) {
        keep_exec(walk, *item, level);
    }
    level_release(&inner);
}

static void exec(struct walk *walk, struct statement *typed, struct level *level, const struct deck *deck)
{
    if (!has_room(walk, typed))
        return;
    struct effective item = walk_item(walk, typed, level, deck);
    struct fault fault = {0};
    int code = 0;
    walk->has_exec = true;
    level->unsure = false;
    if (level->call != NULL) {
        struct statement *copy = walk_copy(walk, item.statement);
        if (override_exec(copy, level->call->exec, level->steps.count, &walk->expansion->arena, walk->faults)) {
            item.statement = copy;
            item.changed = true;
            item.override = level->call->exec;
        }
    }
    const struct parameter *name = expansion_procedure_of(item.statement);
    if (name == NULL) {
        symbols_begin_step(&walk->symbols);
        add_exec(walk, item, level, false);
        level->unsure = item.statement->broken;
        return;
    }
    struct procedure *procedure =
        procedures_find(&walk->expansion->procedures, name->text, walk->faults, &code, &fault);
    if (procedure == NULL) {
        fault_member(walk, code, &fault, name->text, name->place, item.statement->name);
        keep_exec(walk, item, level);
    } else if (procedure->refused) {
        keep_exec(walk, item, level);
    } else if (is_called(level, procedure)) {
        jcl_fault(walk->faults, JCL_E_LEVELS, name->place, item.statement->name, "procedure %s calls itself", name->text);
        keep_exec(walk, item, level);
    } else if (walk->symbols.level == SYMBOL_MAX_LEVELS) {
        jcl_fault(walk->faults, JCL_E_LEVELS, name->place, item.statement->name, "at most %d procedures within each other",
                  SYMBOL_MAX_LEVELS);
        keep_exec(walk, item, level);
    } else {
        call_procedure(walk, &item, procedure, level);
    }
}

/* ---- the walk ---- */

/* What is passed over: flushed and stray cards, and what may not stand in a procedure or an INCLUDE group (rules 20 and 23; told). */
static bool is_refused(struct walk *walk, const struct statement *statement, const struct level *level)
{
    bool included = walk->include_count > 0;
    if (statement->kind == STATEMENT_FLUSHED || statement->kind == STATEMENT_DATA || statement->kind == STATEMENT_DELIMITER)
        return true; /* rule 7; and stray cards, which are blank or told */
    const char *where = included ? "an INCLUDE group" : "a procedure";
    if (!included && level->call == NULL)
        return false;
    if (statement->kind == STATEMENT_JES2) {
        jcl_fault(walk->faults, JCL_E_MEMBER_STATEMENT, statement_start(statement), "", "/*%.20s in %s",
                  statement->operation, where);
        return true;
    }
    bool refused = statement_is(statement, JCL_JOB) || statement_is(statement, JCL_JCLLIB) || statement_is(statement, JCL_PROC);
    if ((included && statement_is(statement, JCL_PEND)) || statement->kind == STATEMENT_NULL)
        return true; /* of PEND, its PROC was told */
    if (refused)
        jcl_fault(walk->faults, JCL_E_MEMBER_STATEMENT, statement->operation_place, statement->name, "%s in %s",
                  statement->operation, where);
    else if (statement_is(statement, JCL_DD) && !included && strcmp(statement->name, "JOBLIB") == 0)
        jcl_fault(walk->faults, JCL_E_MEMBER_STATEMENT, statement_start(statement), statement->name, "JOBLIB in %s", where);
    else if (statement_is(statement, JCL_DD) && included && statement->has_data)
        jcl_fault(walk->faults, JCL_E_MEMBER_STATEMENT, first_place(statement), statement->name, "data in %s", where);
    else
        return false;
    return true;
}

static void begin_job(struct walk *walk, struct level *level)
{
    symbols_release(&walk->symbols);
    symbols_init(&walk->symbols, &walk->expansion->arena, walk->options->system);
    procedures_begin_job(&walk->expansion->procedures);
    walk->has_exec = walk->has_include = walk->has_joblib = walk->has_jcllib = walk->stopped = false;
    walk->expansion->step_count = walk->walked = 0;
    change_end(&level->change);
    level->steps.count = 0;
    level->unsure = false;
}

/* What the overrides of a procedure's EXEC end with; another procedure may stand among them. */
static bool ends_overrides(const struct statement *statement)
{
    switch (statement->code) {
    case JCL_EXEC:
    case JCL_IF:
    case JCL_ELSE:
    case JCL_ENDIF:
    case JCL_JOB:
        return true;
    default:
        return statement->kind == STATEMENT_NULL;
    }
}

/* One statement at LEVEL.  True when it was none that is done with here. */
static bool is_item(struct walk *walk, struct statement *statement, struct level *level, struct deck *deck)
{
    if (ends_overrides(statement))
        change_end(&level->change);
    if (statement_is(statement, JCL_DD) && !walk->has_exec && (strcmp(statement->name, "JOBLIB") == 0 || strcmp(statement->name, "JOBCAT") == 0))
        walk->has_joblib = true; /* JCLLIB comes before it (rule 35) */
    if (statement_is(statement, JCL_SET))
        walk_set(walk, statement);
    else if (statement_is(statement, JCL_EXPORT))
        walk_export(walk, statement);
    else if (statement_is(statement, JCL_JCLLIB))
        jcllib(walk, statement);
    else if (statement_is(statement, JCL_INCLUDE))
        include(walk, statement, level);
    else if (statement_is(statement, JCL_EXEC))
        exec(walk, statement, level, deck);
    else if ((statement_is(statement, JCL_DD) || statement_is(statement, JCL_OUTPUT)))
        return !change_apply(walk, statement, level, deck);
    else if (statement_is(statement, JCL_PEND))
        jcl_fault(walk->faults, JCL_E_ORDER, statement->operation_place, statement->name, "PEND without a PROC before it");
    else
        return true;
    return false;
}

void walk_statements(struct walk *walk, struct deck *deck, struct statement *statements, size_t count,
                     struct level *level)
{
    for (size_t i = 0; i < count; i++) {
        struct statement *statement = &statements[i];
        bool own = level->call == NULL && walk->include_count == 0;
        if (++walk->walked > EXPANSION_MAX_STATEMENTS && !own && !walk->stopped) {
            jcl_fault(walk->faults, JCL_E_LEVELS, statement_start(statement), statement->name, "the job has more than %d statements",
                      EXPANSION_MAX_STATEMENTS);
            walk->stopped = true;
        }
        if ((walk->stopped && !(own && statement_is(statement, JCL_JOB))) || is_refused(walk, statement, level))
            continue;
        if (own && statement_is(statement, JCL_JOB))
            begin_job(walk, level);
        if (own && statement_is(statement, JCL_PROC)) {
            i = procedures_add(&walk->expansion->procedures, deck, (size_t)(statement - deck->statements), walk->faults) -
                (size_t)(statements - deck->statements);
        } else if (is_item(walk, statement, level, deck)) {
            append(walk, statement, level, deck);
        }
    }
}

/* ---- what was told ---- */

static bool is_same(const struct fault *a, const struct fault *b)
{
    return a->code == b->code && a->record == b->record && a->offset == b->offset && strcmp(a->file, b->file) == 0 &&
           strcmp(a->detail, b->detail) == 0;
}

/* Two calls of one procedure tell the same mistake: it is kept once. */
static void add_new(struct fault_list *faults, const struct fault_list *found)
{
    for (size_t i = 0; i < found->count; i++) {
        bool told = false;
        for (size_t j = 0; j < faults->count && !told; j++)
            told = is_same(&faults->items[j], &found->items[i]);
        if (!told && faults->count < CARD_MAX_FAULTS)
            fault_list_add(faults, &found->items[i]);
    }
}

int expansion_build(struct expansion *expansion, struct deck *deck, const struct expansion_options *options,
                    struct fault_list *faults)
{
    *expansion = (struct expansion){0};
    arena_init(&expansion->arena);
    procedures_init(&expansion->procedures, &expansion->arena, options->library);
    struct fault_list found = {0};
    struct walk walk = {.expansion = expansion, .options = options, .faults = &found};
    struct level level = {0};
    symbols_init(&walk.symbols, &expansion->arena, options->system);
    walk_statements(&walk, deck, deck->statements, deck->count, &level);
    change_end(&level.change);
    level_release(&level);
    symbols_release(&walk.symbols);
    add_new(faults, &found);
    fault_list_release(&found);
    for (size_t i = 0; i < faults->count; i++)
        if (faults_stop(&(struct fault_list){.items = &faults->items[i], .count = 1}))
            return faults->items[i].code;
    return 0;
}

void expansion_release(struct expansion *expansion)
{
    procedures_release(&expansion->procedures);
    arena_release(&expansion->arena);
    free(expansion->items);
    free(expansion->carried_out);
    *expansion = (struct expansion){0};
}
