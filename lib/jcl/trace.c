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

/* Each parameter of ITEM that its override gave: those of its own that were typed on the override's cards. */
static void visit_override(const struct effective *item, struct bytes *out, visit *put)
{
    const struct statement *with = item->override;
    for (const struct parameter *p = with != NULL ? with->parameters : NULL; p != NULL; p = p->next) {
        const struct parameter *mine = item->statement->parameters;
        while (mine != NULL && (mine->place.card != p->place.card || mine->place.column != p->place.column ||
                                strcmp(mine->place.file, p->place.file) != 0))
            mine = mine->next;
        if (mine == NULL)
            continue;
        struct origin origin = {.kind = ORIGIN_OVERRIDE, .symbol = p->keyword != NULL ? p->keyword : "", .value = p->raw,
                                .giver = with->name, .place = p->place, .used = statement_start(item->statement)};
        put(out, &origin);
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

void trace_put_text(const struct expansion *expansion, struct bytes *out)
{
    for (size_t i = 0; i < expansion->count; i++) {
        visit_symbols(expansion->items[i].statement, out, put_line);
        visit_override(&expansion->items[i], out, put_line);
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
    visit_symbols(statement, out, put_object);
    visit_override(item, out, put_object);
    bytes_text(out, "]}\n");
}

void trace_put_json(const struct expansion *expansion, struct bytes *out)
{
    struct bytes step;
    bytes_init(&step);
    for (size_t i = 0; i < expansion->count; i++) {
        const struct effective *item = &expansion->items[i];
        const char *operation = item->statement->kind == STATEMENT_JCL ? item->statement->operation : "";
        if (operation[0] == '\0')
            continue;
        if (strcmp(operation, "EXEC") == 0 || strcmp(operation, "JOB") == 0)
            bytes_clear(&step);
        if (strcmp(operation, "EXEC") == 0) {
            put_calls(&step, item->call);
            bytes_text(&step, item->statement->name);
        }
        put_statement(out, item, bytes_string(&step));
    }
    bytes_release(&step);
}
