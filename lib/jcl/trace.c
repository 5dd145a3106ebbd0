/* trace.c - see trace.h. */
#include "jcl/trace.h"

#include <string.h>

#include "base/bytes.h"
#include "text/json.h"

typedef void visit(struct bytes *out, const struct origin *origin);

/* Each symbol's value in STATEMENT's field, in order. */
static void visit_symbols(const struct statement *statement, struct bytes *out, visit *put)
{
    for (size_t i = 0; i < statement->part_count; i++)
        if (statement->parts[i].origin != NULL)
            put(out, statement->parts[i].origin);
}

static void visit_data(const struct effective *item, struct bytes *out, visit *put)
{
    for (size_t i = 0; i < item->data_origin_count; i++)
        put(out, &item->data_origins[i]);
}

/* Is a parameter of LIST the one that was typed where P was? */
static bool has_typed(const struct parameter *list, const struct parameter *p)
{
    while (list != NULL && (list->place.card != p->place.card || list->place.column != p->place.column ||
                            strcmp(list->place.file, p->place.file) != 0))
        list = list->next;
    return list != NULL;
}

static void put_given(const struct effective *item, const struct parameter *p, struct bytes *out, visit *put)
{
    const struct origin origin = {.kind = ORIGIN_OVERRIDE, .symbol = p->keyword != NULL ? p->keyword : "", .value = p->raw,
                                  .giver = item->override->name, .place = p->place, .used = statement_start(item->statement)};
    put(out, &origin);
}

/* Each parameter of ITEM that its override gave, by the place where it was typed; of DCB and AMP each subparameter. */
static void visit_override(const struct effective *item, struct bytes *out, visit *put)
{
    const struct statement *with = item->override;
    for (const struct parameter *p = with != NULL ? with->parameters : NULL; p != NULL; p = p->next) {
        const struct parameter *merged = p->keyword != NULL ? parameter_find(item->statement->parameters, p->keyword) : NULL;
        if (has_typed(item->statement->parameters, p)) {
            put_given(item, p, out, put);
            continue;
        }
        if (merged != NULL && !p->is_list && has_typed(merged->items, p))
            put_given(item, p, out, put);
        for (const struct parameter *q = p->items; q != NULL && merged != NULL; q = q->next)
            if (has_typed(merged->items, q))
                put_given(item, q, out, put);
    }
}

static const char *word_of(enum origin_kind kind)
{
    static const char *const WORDS[] = {"SET", "PROC", "EXEC", "system", "override"};
    return WORDS[kind];
}

/* ---- text ---- */

static void put_line(struct bytes *out, const struct origin *origin)
{
    bytes_format(out, "%s card %d column %d: %s%s%s by ", origin->used.file, origin->used.card, origin->used.column,
                 origin->symbol, origin->symbol[0] != '\0' ? "=" : "", origin->value);
    switch (origin->kind) {
    case ORIGIN_SET:
        bytes_text(out, "SET");
        break;
    case ORIGIN_PROC:
        bytes_format(out, "PROC %s as default", origin->giver);
        break;
    case ORIGIN_EXEC:
        bytes_format(out, "EXEC %s", origin->giver);
        break;
    case ORIGIN_SYSTEM:
        bytes_text(out, "the system\n");
        return;
    case ORIGIN_OVERRIDE:
        bytes_format(out, "the override %s", origin->giver);
        break;
    }
    bytes_format(out, " on card %d of %s\n", origin->place.card, origin->place.file);
}

static void visit_all(const struct effective *item, struct bytes *out, visit *put)
{
    visit_symbols(item->statement, out, put);
    visit_override(item, out, put);
    visit_data(item, out, put);
}

/* What was carried out before item INDEX, from *NEXT on; NULL: no more. */
static const struct effective *next_carried_out(const struct expansion *expansion, size_t index, size_t *next)
{
    if (*next == expansion->carried_out_count || expansion->carried_out[*next].before > index)
        return NULL;
    return &expansion->carried_out[(*next)++].item;
}

void trace_put_text(const struct expansion *expansion, struct bytes *out)
{
    const struct effective *carried;
    for (size_t i = 0, next = 0; i <= expansion->count; i++) {
        while ((carried = next_carried_out(expansion, i, &next)) != NULL)
            visit_all(carried, out, put_line);
        if (i < expansion->count)
            visit_all(&expansion->items[i], out, put_line);
    }
}

/* ---- JSON ---- */

static void put_object(struct bytes *out, const struct origin *origin)
{
    bytes_text(out, out->data[out->length - 1] == '[' ? "{" : ",{");
    json_put_number(out, "card", origin->used.card);
    json_put_number(out, "column", origin->used.column);
    json_put_member(out, "symbol", origin->symbol);
    json_put_member(out, "value", origin->value);
    json_put_member(out, "by", word_of(origin->kind));
    json_put_member(out, "giver", origin->giver);
    json_put_member(out, "given_file", origin->place.file);
    json_put_number(out, "given_card", origin->place.card);
    json_put_number(out, "given_column", origin->place.column);
    bytes_char(out, '}');
}

static void put_calls(struct bytes *out, const struct call *call)
{
    if (call == NULL)
        return;
    put_calls(out, call->outer);
    bytes_format(out, "%s.", call->step);
}

static void put_statement(struct bytes *out, const struct effective *item, const char *step)
{
    const struct statement *statement = item->statement;
    bytes_char(out, '{');
    json_put_member(out, "file", statement->start.file);
    json_put_number(out, "card", (int64_t)statement->first_card + 1);
    json_put_member(out, "step", step);
    json_put_member(out, "name", statement->name);
    json_put_member(out, "operation", statement->operation);
    json_put_member(out, "field", statement->field);
    json_put_key(out, "from");
    bytes_char(out, '[');
    visit_all(item, out, put_object);
    bytes_text(out, "]}\n");
}

/* STEP becomes the one that ITEM begins, if it does. */
static void follow_step(struct bytes *step, const struct effective *item)
{
    if (statement_is(item->statement, JCL_EXEC) || statement_is(item->statement, JCL_JOB))
        bytes_clear(step);
    if (statement_is(item->statement, JCL_EXEC)) {
        put_calls(step, item->call);
        bytes_text(step, item->statement->name);
    }
}

void trace_put_json(const struct expansion *expansion, struct bytes *out)
{
    struct bytes step;
    const struct effective *carried;
    bytes_init(&step);
    for (size_t i = 0, next = 0; i <= expansion->count; i++) {
        while ((carried = next_carried_out(expansion, i, &next)) != NULL)
            put_statement(out, carried, bytes_string(&step));
        const struct effective *item = i < expansion->count ? &expansion->items[i] : NULL;
        if (item == NULL || item->statement->kind != STATEMENT_JCL || item->statement->operation[0] == '\0')
            continue;
        follow_step(&step, item);
        put_statement(out, item, bytes_string(&step));
    }
    bytes_release(&step);
}
