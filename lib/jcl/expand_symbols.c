/* expand_symbols.c - see expand_walk.h: what the statements of a job say of symbols, and the data that take them. */
#include <stdlib.h>
#include <string.h>

#include "jcl/error.h"
#include "jcl/expand_walk.h"
#include "jcl/name.h"
#include "jcl/override.h"
#include "jcl/substitute.h"

/* The value of PARAMETER as a symbol's text; "" when it is too long (told), so that what it would be used in is not. */
static const char *value_of(struct walk *walk, const struct parameter *parameter, const char *field)
{
    struct bytes text;
    bytes_init(&text);
    substitute_value(parameter->raw, &text);
    const char *value = "";
    if (text.length > SYMBOL_TEXT_MAX_LEN)
        jcl_fault(walk->faults, JCL_E_SYMBOL_LENGTH, parameter->place, field, "this value has %zu", text.length);
    else
        value = arena_text(&walk->expansion->arena, bytes_string(&text), text.length);
    bytes_release(&text);
    return value;
}

/* Is PARAMETER KEYWORD=VALUE with a symbol's name?  Told when not. */
static bool is_symbol(struct walk *walk, const struct parameter *parameter, const struct statement *statement)
{
    if (parameter->keyword == NULL) {
        jcl_fault(walk->faults, JCL_E_SYNTAX, parameter->place, statement->name, "%.40s: expected SYMBOL=VALUE",
                  parameter->raw[0] != '\0' ? parameter->raw : "nothing between the commas");
        return false;
    }
    const struct parameter *inner = parameter->items;
    if (inner != NULL && inner->keyword != NULL && parameter->raw[0] != '(') { /* A=B=C */
        jcl_fault(walk->faults, JCL_E_SYNTAX, inner->place, statement->name, "got =%.40s behind %.20s: expected apostrophes around the value",
                  inner->raw, inner->keyword);
        return false;
    }
    if (name_is_valid(parameter->keyword, strlen(parameter->keyword)))
        return true;
    jcl_fault(walk->faults, JCL_E_SYMBOL_NAME, parameter->keyword_place, statement->name, "%.40s (%zu characters)",
              parameter->keyword, strlen(parameter->keyword));
    return false;
}

void walk_set(struct walk *walk, struct statement *typed)
{
    struct statement *statement = walk_substitute_carried(walk, typed);
    if (statement->parameters == NULL && !statement->broken)
        jcl_fault(walk->faults, JCL_E_MISSING, statement->operation_place, statement->name, "SYMBOL=VALUE");
    for (const struct parameter *p = statement->broken ? NULL : statement->parameters; p != NULL; p = p->next) {
        const char *value = is_symbol(walk, p, statement) ? value_of(walk, p, statement->name) : NULL;
        if (value != NULL && substitute_is_exec_keyword(p->keyword))
            jcl_fault(walk->faults, JCL_E_SYMBOL_KEYWORD, p->keyword_place, statement->name, "%s", p->keyword);
        if (value != NULL && !symbols_set(&walk->symbols, p->keyword, value, p->place))
            jcl_fault(walk->faults, JCL_W_SYMBOL_HELD, p->keyword_place, statement->name,
                      "%s has the value that the procedure was given", p->keyword);
    }
}

void walk_export(struct walk *walk, struct statement *typed)
{
    const struct statement *statement = walk_substitute_carried(walk, typed);
    const struct parameter *list = parameter_find(statement->parameters, "SYMLIST");
    if (list == NULL || statement->broken)
        return;
    if (!list->is_list)
        symbols_export(&walk->symbols, list->text);
    for (const struct parameter *item = list->items; item != NULL; item = item->next)
        symbols_export(&walk->symbols, item->text);
}

void walk_give_symbols(struct walk *walk, const struct statement *exec, const struct procedure *procedure)
{
    struct statement *proc = procedure->proc != NULL ? walk_substitute_carried(walk, procedure->proc) : NULL;
    symbols_enter(&walk->symbols);
    const struct parameter *procedure_name = expansion_procedure_of(exec);
    for (const struct parameter *p = exec->parameters; p != NULL; p = p->next) {
        if (p == procedure_name || p->keyword == NULL || strchr(p->keyword, '.') != NULL ||
            substitute_is_exec_keyword(p->keyword) || !is_symbol(walk, p, exec))
            continue;
        const char *value = value_of(walk, p, exec->name);
        if (value != NULL && !symbols_give(&walk->symbols, ORIGIN_EXEC, exec->name, p->keyword, value, p->keyword_place))
            jcl_fault(walk->faults, JCL_E_TWICE, p->keyword_place, exec->name, "%s", p->keyword);
    }
    for (const struct parameter *p = proc != NULL && !proc->broken ? proc->parameters : NULL; p != NULL; p = p->next) {
        const char *value = is_symbol(walk, p, proc) ? value_of(walk, p, proc->name) : NULL;
        if (value != NULL && substitute_is_exec_keyword(p->keyword))
            jcl_fault(walk->faults, JCL_E_SYMBOL_KEYWORD, p->keyword_place, proc->name, "%s", p->keyword);
        if (value != NULL)
            symbols_give(&walk->symbols, ORIGIN_PROC, procedure->name, p->keyword, value, p->keyword_place);
    }
}

/* The data were read before symbols had values: nothing that says where they begin and end may come out of one. */
void walk_check_stream(struct walk *walk, const struct statement *typed, struct statement *made)
{
    const struct parameter *had = parameter_find(typed->parameters, "DLM"), *has = parameter_find(made->parameters, "DLM");
    const struct parameter *first = made->parameters;
    if (typed == made || made->broken || (!statement_is(made, JCL_DD) && !statement_is(made, JCL_XMIT)))
        return;
    if (override_is_stream(made) && !override_is_stream(typed))
        jcl_fault(walk->faults, JCL_E_OPERAND, first->place, made->name,
                  "got %s out of a symbol: symbolic parameters are not permitted in place of * and DATA", first->text);
    else if (has != NULL && (had == NULL || strcmp(had->raw, has->raw) != 0))
        jcl_fault(walk->faults, JCL_E_OPERAND, had != NULL ? has->place : has->keyword_place, "DLM",
                  "got DLM=%.20s out of a symbol: symbolic parameters are not permitted where data begin", has->raw);
    else
        return;
    made->broken = true;
}

void walk_substitute_data(struct walk *walk, struct effective *item)
{
    const struct parameter *symbols = parameter_find(item->statement->parameters, "SYMBOLS");
    if (symbols == NULL)
        return;
    const char *kind = symbols->is_list && symbols->items != NULL ? symbols->items->text : symbols->text;
    unsigned from = strcmp(kind, "JCLONLY") == 0 ? SUBSTITUTE_JCL : SUBSTITUTE_JCL | SUBSTITUTE_SYSTEM;
    struct card *cards = arena_new(&walk->expansion->arena, (item->data_count + 1) * sizeof *cards);
    struct origins origins = {0};
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < item->data_count; i++) {
        const struct card *card = &item->data[i];
        struct place place = cards_place(&item->deck->cards, item->statement->first_data + i, 1);
        cards[i] = *card;
        size_t replaced = substitute_card(card->text, card->length, from, &walk->symbols, place, &text, &origins);
        if (replaced == 0)
            continue;
        while (text.length > CARD_COLUMNS && text.data[text.length - 1] == ' ')
            text.length--;
        if (text.length > CARD_COLUMNS) {
            jcl_fault(walk->faults, JCL_E_SYMBOL_LENGTH, place, item->statement->name, "this card of data has %zu columns then, a card has %d",
                      text.length, CARD_COLUMNS);
            continue;
        }
        cards[i] = (struct card){arena_text(&walk->expansion->arena, bytes_string(&text), text.length), text.length};
    }
    bytes_release(&text);
    struct origin *kept = arena_new(&walk->expansion->arena, (origins.count + 1) * sizeof *kept);
    for (size_t i = 0; i < origins.count; i++)
        kept[i] = origins.items[i];
    item->data_origins = kept;
    item->data_origin_count = origins.count;
    free(origins.items);
    item->data = cards;
    item->statement = walk_copy(walk, item->statement);
    item->changed = true;
    override_drop(item->statement, "SYMBOLS", &walk->expansion->arena, walk->faults);
}
