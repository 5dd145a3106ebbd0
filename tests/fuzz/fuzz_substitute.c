/*
 * fuzz_substitute.c - any bytes as symbols and a deck: fields stay bounded, every character of one has a place.
 *
 * Lines NAME=VALUE define symbols; from the first line that begins with // on it is a deck.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jcl/deck.h"
#include "jcl/name.h"
#include "jcl/substitute.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Define what the line says; NAMES that begin with S are exported. */
static void define(struct symbols *symbols, const char *line, size_t length)
{
    const char *sign = memchr(line, '=', length);
    struct bytes name, raw, value;
    if (sign == NULL || !name_is_valid(line, (size_t)(sign - line)))
        return;
    bytes_init(&name);
    bytes_init(&raw);
    bytes_init(&value);
    bytes_add(&name, line, (size_t)(sign - line));
    bytes_add(&raw, sign + 1, length - (size_t)(sign - line) - 1);
    substitute_value(bytes_string(&raw), &value);
    assert(value.length <= raw.length);
    if (value.length <= SYMBOL_TEXT_MAX_LEN)
        symbols_set(symbols, bytes_string(&name), bytes_string(&value), (struct place){"FUZZ", 1, 1});
    if (line[0] == 'S')
        symbols_export(symbols, bytes_string(&name));
    bytes_release(&name);
    bytes_release(&raw);
    bytes_release(&value);
}

static void check_parts(const struct statement *statement)
{
    assert(statement->field_len <= STATEMENT_MAX_LEN && strlen(statement->field) <= statement->field_len);
    for (size_t i = 0; i + 1 < statement->part_count; i++)
        assert(statement->parts[i].offset < statement->parts[i + 1].offset);
    for (size_t i = 0; i < statement->field_len; i += 17)
        assert(statement_place(statement, i).card >= 1 && statement_place(statement, i).column >= 1);
}

static void substitute(const char *text, size_t length, struct symbols *symbols, struct arena *arena)
{
    struct deck deck;
    struct fault_list faults;
    struct bytes card;
    struct origins origins = {0};
    bytes_init(&card);
    fault_list_init(&faults);
    bool joins = false; /* an ampersand of a value may stand before letters now */
    for (size_t i = 0; i < symbols->set.count; i++)
        joins = joins || strchr(symbols->set.items[i].text, '&') != NULL;
    deck_read(&deck, "FUZZ", text, length, &faults);
    for (size_t i = 0; i < deck.count; i++) {
        struct statement *statement = &deck.statements[i];
        if (statement->kind != STATEMENT_JCL)
            continue;
        if (substitute_statement(statement, symbols, arena, &faults) && !statement->broken) {
            check_parts(statement);
            bool again = substitute_statement(statement, symbols, arena, &faults);
            assert(!again || joins || memmem(text, length, "&&", 2) != NULL); /* a value is not looked at again */
        }
    }
    for (size_t i = 0; i < deck.cards.count; i++)
        substitute_card(deck.cards.items[i].text, deck.cards.items[i].length, SUBSTITUTE_JCL | SUBSTITUTE_SYSTEM, symbols,
                        cards_place(&deck.cards, i, 1), &card, &origins);
    free(origins.items);
    bytes_release(&card);
    deck_release(&deck);
    fault_list_release(&faults);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct system_symbol SYSTEM[] = {{"SYSNAME", "CUTOVER"}, {"SYSUID", NULL}, {NULL, NULL}};
    struct arena arena;
    struct symbols symbols;
    const char *text = (const char *)data, *end = text + size;
    if (size > 65536 || (size > 0 && memchr(data, 0, size) != NULL))
        return 0;
    arena_init(&arena);
    symbols_init(&symbols, &arena, SYSTEM);
    while (text < end && !(end - text >= 2 && text[0] == '/' && text[1] == '/')) {
        const char *line_end = memchr(text, '\n', (size_t)(end - text));
        define(&symbols, text, (size_t)((line_end != NULL ? line_end : end) - text));
        text = line_end != NULL ? line_end + 1 : end;
    }
    symbols_begin_step(&symbols);
    if (text < end)
        substitute(text, (size_t)(end - text), &symbols, &arena);
    symbols_release(&symbols);
    arena_release(&arena);
    return 0;
}
