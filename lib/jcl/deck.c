/* deck.c - see deck.h. */
#include "jcl/deck.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "jcl/error.h"

struct delimiter {
    const char *mark;    /* ends the data, and belongs to it */
    bool statement_ends; /* so does a card with //, which does not (rule 36; JES2 also with DLM) */
};

static bool is_positional(const struct parameter *parameter, const char *text)
{
    return parameter != NULL && parameter->keyword == NULL && !parameter->quoted && strcmp(parameter->text, text) == 0;
}

/* Does in-stream data follow, and what ends it? */
static bool find_delimiter(const struct statement *statement, struct fault_list *faults, struct delimiter *delimiter)
{
    if (strcmp(statement->operation, "DD") != 0)
        return false;
    bool star = is_positional(statement->parameters, "*");
    if (!star && !is_positional(statement->parameters, "DATA"))
        return false;
    *delimiter = (struct delimiter){"/*", star};
    const struct parameter *dlm = parameter_find(statement->parameters, "DLM");
    size_t length = dlm != NULL ? strlen(dlm->text) : 0;
    if (dlm != NULL && (length < 2 || length > DLM_MAX_LEN))
        jcl_fault(faults, JCL_E_OPERAND, dlm->place, "DLM", "got %zu characters, expected 2 to %d",
                    length, DLM_MAX_LEN);
    else if (dlm != NULL)
        delimiter->mark = dlm->text;
    return true;
}

static void take_data(struct deck *deck, struct statement *statement, const struct delimiter *delimiter, size_t *next,
                      struct fault_list *faults)
{
    statement->has_data = true;
    statement->first_data = *next;
    for (; *next < deck->cards.count; ++*next) {
        const struct card *card = &deck->cards.items[*next];
        if (card_begins(card, delimiter->mark)) {
            ++*next;
            return;
        }
        if (delimiter->statement_ends && card_begins(card, "//"))
            return;
        statement->data_count++;
    }
    if (!delimiter->statement_ends)
        jcl_fault(faults, JCL_W_DELIMITER, statement_start(statement), statement->name, "%s",
                    delimiter->mark);
}

/* Tell of the first of several stray cards only. */
static void check_stray(const struct deck *deck, const struct statement *statement, struct fault_list *faults)
{
    const struct card *card = &deck->cards.items[statement->first_card];
    bool first = deck->count < 2 || deck->statements[deck->count - 2].kind != STATEMENT_DATA;
    if (statement->kind == STATEMENT_DATA && first && !card_is_blank(card, 1, CARD_COLUMNS))
        jcl_fault(faults, JCL_E_DATA, statement_start(statement), "", "got %.*s",
                    (int)(card->length < 40 ? card->length : 40), card->text);
}

static bool begins_job(const struct statement *statement)
{
    return statement->kind == STATEMENT_JCL && strcmp(statement->operation, "JOB") == 0;
}

/* Read the statement at card *NEXT, its parameters and its data. */
static void read_one(struct deck *deck, struct statement *statement, size_t *next, struct fault_list *faults)
{
    struct delimiter delimiter;
    statement_read(statement, &deck->cards, next, &deck->arena, faults);
    statement->parameters = parameter_parse(statement, &deck->arena, faults);
    if (statement->kind == STATEMENT_JCL && find_delimiter(statement, faults, &delimiter))
        take_data(deck, statement, &delimiter, next, faults);
}

int deck_read(struct deck *deck, const char *file, const char *text, size_t length, struct fault_list *faults)
{
    *deck = (struct deck){0};
    arena_init(&deck->arena);
    int code = cards_split(&deck->cards, file, text, length, faults);
    int number = 0;
    bool flushing = false; /* behind a null statement everything up to the next JOB is passed over (rule 7) */
    for (size_t next = 0; next < deck->cards.count;) {
        struct fault_list found = {0};
        deck->statements = memory_grow(deck->statements, &deck->capacity, deck->count + 1, sizeof *deck->statements);
        struct statement *statement = &deck->statements[deck->count++];
        read_one(deck, statement, &next, &found);
        check_stray(deck, statement, &found);
        if (begins_job(statement)) {
            flushing = false;
            number = 0;
        }
        statement->number = statement->kind == STATEMENT_JCL ? ++number : 0;
        if (flushing)
            deck->count--;
        for (size_t i = 0; i < found.count && !flushing && faults->count < CARD_MAX_FAULTS; i++)
            fault_list_add(faults, &found.items[i]);
        fault_list_release(&found);
        flushing = flushing || statement->kind == STATEMENT_NULL;
    }
    return code;
}

void deck_release(struct deck *deck)
{
    cards_release(&deck->cards);
    arena_release(&deck->arena);
    free(deck->statements);
    *deck = (struct deck){0};
}
