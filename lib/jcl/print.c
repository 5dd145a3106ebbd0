/* print.c - see print.h. */
#include "jcl/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "jcl/error.h"
#include "jcl/name.h"
#include "jcl/override.h"
#include "jcl/spread.h"

/* The name that a call's procedure has in what is written. */
struct written {
    const struct call *call; /* NULL: a name that is taken and not written here */
    char name[NAME_SIZE];
};

struct printer {
    const struct expansion *expansion;
    struct bytes *out;
    struct fault *fault;
    struct spread spread;
    struct written *written; /* of the job at hand */
    size_t written_count, written_capacity;
};

static const struct effective *item_at(const struct printer *printer, size_t index)
{
    return &printer->expansion->items[index];
}

/* ---- cards ---- */

static void put_card(struct printer *printer, const char *text, size_t length)
{
    while (length > 0 && text[length - 1] == ' ')
        length--;
    bytes_add(printer->out, text, length);
    bytes_char(printer->out, '\n');
}

/* The cards as typed: columns 1 to 71. */
static void put_typed(struct printer *printer, const struct effective *item)
{
    const struct statement *statement = item->statement;
    for (size_t i = 0; i < statement->card_count; i++) {
        const struct card *card = &item->deck->cards.items[statement->first_card + i];
        put_card(printer, card->text, card->length < CARD_LAST_COL ? card->length : CARD_LAST_COL);
    }
}

/* Without what column 72 says these cards would mean something else: the comment that it continues would be parameters. */
static bool needs_column_72(const struct effective *item)
{
    const struct statement *statement = item->statement;
    for (size_t i = 0; i + 1 < statement->card_count && statement->code != JCL_NONE; i++)
        if (card_at(&item->deck->cards.items[statement->first_card + i], CARD_LAST_COL + 1) != ' ')
            return true;
    return false;
}

/* The length of the parameter that begins at FROM, up to its comma. */
static size_t parameter_length(const struct statement *statement, size_t from)
{
    int depth = 0;
    bool quoted = false;
    size_t at = from;
    for (; at < statement->field_len && (quoted || depth > 0 || statement->field[at] != ','); at++) {
        quoted = quoted != (statement->field[at] == '\'');
        depth += quoted ? 0 : (statement->field[at] == '(') - (statement->field[at] == ')');
    }
    return at - from;
}

/* The field with the places where a card may end: behind a comma, inside parentheses only when there is no other way; in
   an IF behind a blank. */
static void gather_field(struct spread *spread, const struct statement *statement)
{
    enum { CARD_ROOM = CARD_LAST_COL - 16 }; /* on a continuation, with its comma */
    int depth = 0;
    bool quoted = false, is_if = statement_is(statement, JCL_IF);
    bool is_long = parameter_length(statement, 0) > CARD_ROOM;
    for (size_t i = 0; i < statement->field_len; i++) {
        char c = statement->field[i];
        bytes_char(&spread->field, c);
        quoted = quoted != (c == '\'');
        depth += quoted ? 0 : (c == '(') - (c == ')');
        if (quoted || c != (is_if ? ' ' : ',') || i + 1 == statement->field_len)
            continue;
        if (is_if || depth == 0)
            is_long = parameter_length(statement, i + 1) > CARD_ROOM;
        if (is_if || depth == 0 || is_long)
            spread_break_here(spread, is_if ? 1 : depth);
    }
}

/* Cut the blanks off the ends of the cards from FROM on: a card is as if padded with them. */
static void cut_blanks(struct bytes *out, size_t from)
{
    size_t to = from;
    for (size_t at = from; at < out->length; at++) {
        while (out->data[at] == '\n' && to > from && out->data[to - 1] == ' ')
            to--;
        out->data[to++] = out->data[at];
    }
    out->length = to;
    if (out->data != NULL)
        out->data[to] = '\0';
}

/*
 * One way to write it: the operation in its column or behind one blank, and UNIT= before the field, which gives nothing but
 * stands on the first card where a data set of 44 characters with its member does not fit.
 */
static int try_spread(struct printer *printer, const struct statement *statement, const char *head, const char *lead)
{
    struct spread *spread = &printer->spread;
    size_t from = printer->out->length;
    spread_clear(spread);
    bytes_format(&spread->head, head, statement->name, statement->operation);
    if (lead[0] != '\0') {
        bytes_text(&spread->field, lead);
        spread_break_here(spread, 0);
    }
    gather_field(spread, statement);
    int code = spread_put(spread, printer->out, printer->fault);
    if (code < 0)
        printer->out->length = from;
    return code;
}

static int put_spread(struct printer *printer, const struct statement *statement)
{
    size_t from = printer->out->length;
    int code = try_spread(printer, statement, "//%-8s %-4s ", "");
    if (code == JCL_E_FIT)
        code = try_spread(printer, statement, "//%s %s ", "");
    const struct parameter *first = statement->parameters;
    if (code == JCL_E_FIT && statement_is(statement, JCL_DD) && first != NULL && first->keyword != NULL &&
        parameter_find(first, "UNIT") == NULL)
        code = try_spread(printer, statement, "//%s %s ", "UNIT=,");
    cut_blanks(printer->out, from);
    if (code < 0 && printer->fault != NULL) {
        struct place place = statement_start(statement);
        fault_in_file(printer->fault, place.file);
        fault_at_record(printer->fault, place.card, NULL);
        fault_at_field(printer->fault, statement->name, place.column);
    }
    return code;
}

static void put_cards_of_data(struct printer *printer, const struct effective *item)
{
    for (size_t i = 0; i < item->data_count; i++) {
        bytes_add(printer->out, item->data[i].text, item->data[i].length);
        bytes_char(printer->out, '\n');
    }
}

/* Does a card of the data begin with MARK? */
static bool has_card(const struct effective *item, const char *mark)
{
    for (size_t i = 0; i < item->data_count; i++)
        if (card_begins(&item->data[i], mark))
            return true;
    return false;
}

static const char *mark_of(const struct effective *item)
{
    const struct parameter *dlm = parameter_find(item->statement->parameters, "DLM");
    return dlm != NULL ? dlm->text : "/*";
}

/* Would the data end before their end?  Symbols in them may do that. */
static bool ends_early(const struct effective *item)
{
    const struct parameter *first = item->statement->parameters;
    bool star = first != NULL && strcmp(first->text, "*") == 0;
    return item->changed && item->statement->has_data && override_is_stream(item->statement) &&
           (has_card(item, mark_of(item)) || (star && has_card(item, "//")));
}

/* Two characters that no card of the data begins with, @@ or $$ if that can be; NULL when the data hold every pair. */
static const char *free_mark(const struct effective *item, char mark[3])
{
    static const char CHARACTERS[] = "@$#ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    mark[2] = '\0';
    enum { COUNT = sizeof CHARACTERS - 1 };
    for (size_t i = 0; i < COUNT * COUNT; i++) { /* the same character twice first */
        mark[0] = CHARACTERS[i % COUNT];
        mark[1] = CHARACTERS[(i + i / COUNT) % COUNT];
        if (!has_card(item, mark))
            return mark;
    }
    return NULL;
}

/* The statement with DATA and a delimiter of its own, and its data. */
static int put_delimited(struct printer *printer, const struct effective *item)
{
    char mark[3];
    struct bytes field;
    struct statement statement = *item->statement;
    if (free_mark(item, mark) == NULL)
        return fault_set(printer->fault, JCL_E_FIT, "the data of %s hold every delimiter there is", statement.name);
    bytes_init(&field);
    bytes_format(&field, "DATA,DLM=%s", mark);
    for (const struct parameter *p = statement.parameters->next; p != NULL; p = p->next)
        if (p->keyword == NULL || strcmp(p->keyword, "DLM") != 0)
            bytes_format(&field, ",%s%s%s", p->keyword != NULL ? p->keyword : "", p->keyword != NULL ? "=" : "", p->raw);
    statement.field = bytes_string(&field);
    statement.field_len = field.length;
    int code = put_spread(printer, &statement);
    put_cards_of_data(printer, item);
    bytes_format(printer->out, "%s\n", mark);
    bytes_release(&field);
    return code;
}

/* The cards of data as they are, then the delimiter. */
static void put_data(struct printer *printer, const struct effective *item)
{
    const struct card *typed = item->delimiter;
    put_cards_of_data(printer, item);
    if (typed != NULL)
        bytes_add(printer->out, typed->text, typed->length < CARD_LAST_COL ? typed->length : CARD_LAST_COL);
    else
        bytes_text(printer->out, mark_of(item));
    bytes_char(printer->out, '\n');
}

static int put_item(struct printer *printer, const struct effective *item)
{
    const struct statement *statement = item->statement;
    int code = 0;
    if (ends_early(item))
        return put_delimited(printer, item);
    if (item->changed || statement->card_count == 0 || needs_column_72(item))
        code = put_spread(printer, statement);
    else
        put_typed(printer, item);
    if (code == 0 && statement->has_data)
        put_data(printer, item);
    return code;
}

/* ---- names of procedures ---- */

static struct written *add_name(struct printer *printer, const struct call *call, const char *name)
{
    printer->written = memory_grow(printer->written, &printer->written_capacity, printer->written_count + 1,
                                   sizeof *printer->written);
    struct written *written = &printer->written[printer->written_count++];
    written->call = call;
    snprintf(written->name, sizeof written->name, "%s", name);
    return written;
}

static bool is_taken(const struct printer *printer, const char *name)
{
    for (size_t i = 0; i < printer->written_count; i++)
        if (strcmp(printer->written[i].name, name) == 0)
            return true;
    return false;
}

static const struct written *find_written(const struct printer *printer, const struct call *call)
{
    for (size_t i = 0; i < printer->written_count; i++)
        if (printer->written[i].call == call)
            return &printer->written[i];
    return NULL;
}

/* The first call of a procedure takes its name. */
static void take_own_name(struct printer *printer, const struct call *call)
{
    if (call == NULL || find_written(printer, call) != NULL)
        return;
    take_own_name(printer, call->outer);
    if (!is_taken(printer, call->procedure))
        add_name(printer, call, call->procedure);
}

/* Names of the job's procedures: those of the first calls, and those of calls that stay. */
static void take_names(struct printer *printer, size_t from, size_t to)
{
    printer->written_count = 0;
    for (size_t i = from; i < to; i++) {
        const struct effective *item = item_at(printer, i);
        take_own_name(printer, item->call);
        const struct parameter *kept = statement_is(item->statement, JCL_EXEC) ? expansion_procedure_of(item->statement) : NULL;
        if (kept != NULL)
            add_name(printer, NULL, kept->text);
    }
}

/* DAY#2, DAY#3: eight characters at most, and no other's. */
static const struct written *name_of(struct printer *printer, const struct call *call)
{
    const struct written *written = find_written(printer, call);
    for (int number = 2; written == NULL; number++) {
        char tail[16], name[32];
        int tail_len = snprintf(tail, sizeof tail, "#%d", number);
        snprintf(name, sizeof name, "%.*s%s", NAME_MAX_LEN - tail_len, call->procedure, tail);
        if (!is_taken(printer, name))
            written = add_name(printer, call, name);
    }
    return written;
}

/* ---- procedures ---- */

/* The call of LEVEL's own that CALL is in, or CALL itself. */
static const struct call *call_below(const struct call *call, const struct call *level)
{
    while (call->outer != level)
        call = call->outer;
    return call;
}

/* The items of CALL are [from, end). */
static size_t end_of_call(const struct printer *printer, size_t from, size_t to, const struct call *call)
{
    size_t end = from;
    while (end < to) {
        const struct call *inner = item_at(printer, end)->call;
        while (inner != NULL && inner != call)
            inner = inner->outer;
        if (inner == NULL)
            break;
        end++;
    }
    return end;
}

static const struct parameter *time_of(const struct statement *exec)
{
    const struct parameter *time = parameter_find(exec->parameters, "TIME");
    return time != NULL && time->raw[0] != '\0' ? time : NULL;
}

static void add_time(struct spread *spread, const char *step, const struct parameter *time)
{
    bytes_char(&spread->field, ',');
    spread_break_here(spread, 0);
    bytes_format(&spread->field, "TIME%s%s=%s", step[0] != '\0' ? "." : "", step, time->raw);
}

/*
 * CALL as EXEC of what was written, its items are [FROM, END).  All that it says is in them but for TIME, which is for the procedure as a
 * whole and would take away those of its steps: they are said again.
 */
static int put_call(struct printer *printer, const struct call *call, size_t from, size_t end)
{
    struct spread *spread = &printer->spread;
    const struct parameter *time = time_of(call->exec);
    const struct call *last = NULL;
    spread_clear(spread);
    bytes_format(&spread->head, "//%-8s EXEC ", call->step);
    bytes_text(&spread->field, name_of(printer, call)->name);
    if (time != NULL)
        add_time(spread, "", time);
    for (size_t i = from; i < end && time != NULL; i++) {
        const struct effective *item = item_at(printer, i);
        const struct call *inner = item->call != call ? call_below(item->call, call) : NULL;
        const struct statement *step = inner != NULL ? inner->exec : item->statement;
        bool begins = inner != NULL ? inner != last : statement_is(step, JCL_EXEC);
        last = inner;
        if (begins && time_of(step) != NULL)
            add_time(spread, step->name, time_of(step));
    }
    return spread_put(spread, printer->out, printer->fault);
}

static int put_procedures(struct printer *printer, size_t from, size_t to, const struct call *level);

/* The items of LEVEL in [from, to), the calls among them as EXEC of what was written before. */
static int put_level(struct printer *printer, size_t from, size_t to, const struct call *level)
{
    int code = 0;
    while (from < to && code == 0) {
        const struct call *call = item_at(printer, from)->call;
        if (call == level) {
            code = put_item(printer, item_at(printer, from++));
            continue;
        }
        call = call_below(call, level);
        size_t end = end_of_call(printer, from, to, call);
        if (level == NULL)
            code = put_procedures(printer, from, end, NULL);
        if (code == 0)
            code = put_call(printer, call, from, end);
        from = end;
    }
    return code;
}

/* The calls on LEVEL in [from, to) as in-stream procedures; those that they call go before them. */
static int put_procedures(struct printer *printer, size_t from, size_t to, const struct call *level)
{
    int code = 0;
    while (from < to && code == 0) {
        const struct call *call = item_at(printer, from)->call;
        if (call == level) {
            from++;
            continue;
        }
        call = call_below(call, level);
        size_t end = end_of_call(printer, from, to, call);
        code = put_procedures(printer, from, end, call);
        bytes_format(printer->out, "//%-8s PROC\n", name_of(printer, call)->name);
        if (code == 0)
            code = put_level(printer, from, end, call);
        bytes_text(printer->out, "//         PEND\n");
        from = end;
    }
    return code;
}

int expansion_print(const struct expansion *expansion, struct bytes *out, struct fault *fault)
{
    struct printer printer = {.expansion = expansion, .out = out, .fault = fault};
    int code = 0;
    for (size_t from = 0, to; from < expansion->count && code == 0; from = to) {
        to = from + 1;
        while (to < expansion->count && !statement_is(expansion->items[to].statement, JCL_JOB))
            to++;
        take_names(&printer, from, to);
        code = put_level(&printer, from, to, NULL);
    }
    spread_release(&printer.spread);
    free(printer.written);
    return code;
}
