/* deck.c - see deck.h. */
#include "jcl/deck.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "jcl/error.h"
#include "jcl/name.h"

enum { BLOCK_BYTES = 256 * 1024 };

struct delimiter {
    const char *mark;    /* ends the data, and belongs to it */
    bool statement_ends; /* so does a card with //, which does not (rule 36; JES2 also with DLM) */
};

/* One deck being read. */
struct building {
    struct deck *deck;
    struct fault_list *faults;
    struct statement_reader reader;
    bool has_job, has_step;
    bool had_step; /* before the in-stream procedure that is being read */
    int number;          /* of the last JCL statement of its job */
};

static bool is_positional(const struct parameter *parameter, const char *text)
{
    return parameter != NULL && parameter->keyword == NULL && !parameter->quoted && strcmp(parameter->text, text) == 0;
}

/* ---- in-stream data ---- */

static void take_dlm(const struct statement *statement, struct fault_list *faults, struct delimiter *delimiter)
{
    const struct parameter *dlm = parameter_find(statement->parameters, "DLM");
    size_t length = dlm != NULL ? strlen(dlm->text) : 0;
    bool right = length >= 2 && length <= DLM_MAX_LEN;
    if (dlm != NULL && !right && !statement->broken)
        jcl_fault(faults, JCL_E_OPERAND, dlm->place, "DLM", "got %zu characters, expected 2 to %d", length, DLM_MAX_LEN);
    if (right)
        delimiter->mark = dlm->text;
}

/* "XMIT NODEB DLM=ZZ", the JES2 statement: what follows goes to another system. */
static void take_jes2_dlm(const struct building *b, const struct statement *statement, struct delimiter *delimiter)
{
    const char *dlm = strstr(statement->field, "DLM=");
    size_t length = dlm != NULL ? strcspn(dlm + 4, " ,") : 0;
    if (length >= 2 && length <= DLM_MAX_LEN)
        delimiter->mark = arena_text(b->reader.arena, dlm + 4, length);
}

/* Does in-stream data follow, and what ends it? */
static bool find_delimiter(const struct building *b, const struct statement *statement, struct delimiter *delimiter)
{
    *delimiter = (struct delimiter){"/*", false};
    if (statement->kind == STATEMENT_JES2 && strcmp(statement->operation, "XMIT") == 0) {
        take_jes2_dlm(b, statement, delimiter);
        return true;
    }
    bool star = statement_is(statement, JCL_DD) && is_positional(statement->parameters, "*");
    bool data = statement_is(statement, JCL_DD) && is_positional(statement->parameters, "DATA");
    if (!star && !data && !statement_is(statement, JCL_XMIT))
        return false;
    delimiter->statement_ends = star;
    take_dlm(statement, b->faults, delimiter);
    return true;
}

/* A card that was meant to be a statement: one slash, or blanks before two or between them. */
static bool looks_like_statement(const struct card *card)
{
    size_t blanks = 0;
    while (blanks < card->length && card->text[blanks] == ' ')
        blanks++;
    const char *text = card->text + blanks;
    size_t left = card->length - blanks;
    if (blanks > 0)
        return left > 2 && memcmp(text, "//", 2) == 0;
    if (left > 2 && text[0] == '/' && text[1] == ' ') {
        while (++blanks < left && text[blanks] == ' ')
            continue;
        return blanks < left && text[blanks] == '/';
    }
    return left > 2 && text[0] == '/' && name_is_alpha(text[1]);
}

static const struct delimiter GENERATED = {"/*", true};

static void take_data(struct building *b, struct statement *statement, const struct delimiter *delimiter, size_t *next)
{
    struct cards *cards = &b->deck->cards;
    size_t mark_len = strlen(delimiter->mark);
    statement->has_data = true;
    statement->first_data = *next;
    for (; cards_reach(cards, *next); ++*next) {
        const struct card *card = &cards->items[*next];
        if (card->length >= mark_len && memcmp(card->text, delimiter->mark, mark_len) == 0) {
            statement->has_delimiter = true;
            ++*next;
            return;
        }
        if (delimiter->statement_ends && card_at(card, 1) == '/' && card_at(card, 2) == '/')
            return;
        if (delimiter == &GENERATED && looks_like_statement(card))
            jcl_fault(b->faults, JCL_W_GENERATED, cards_place(cards, *next, 1), "", "got %.*s",
                      (int)(card->length < 40 ? card->length : 40), card->text);
        statement->data_count++;
    }
    if (!delimiter->statement_ends && !statement->broken)
        jcl_fault(b->faults, JCL_W_DELIMITER, statement_start(statement), statement->name, "%s", delimiter->mark);
}

/* The statement becomes the DD that JES generates for data in a step. */
static void generate_dd(struct building *b, struct statement *statement, size_t *next)
{
    statement->kind = STATEMENT_JCL;
    statement->name = "SYSIN";
    statement->operation = "DD";
    statement->code = JCL_DD;
    statement->field = "*";
    statement->field_len = 1;
    statement->card_count = 0;
    statement->parameters = arena_new(&b->deck->arena, sizeof *statement->parameters);
    *statement->parameters = (struct parameter){.text = "*", .raw = "*", .keyword_place = statement->start, .place = statement->start};
    --*next;
    take_data(b, statement, &GENERATED, next);
}

/* Is there a stray card before the last statement that was told?  A blank one was not. */
static bool stray_before(const struct deck *deck)
{
    for (size_t i = deck->count - 1; i > 0 && deck->statements[i - 1].kind == STATEMENT_DATA; i--)
        if (!card_is_blank(&deck->cards.items[deck->statements[i - 1].first_card], 1, CARD_COLUMNS))
            return true;
    return false;
}

/* Data that no DD announces is that of //SYSIN DD * in a step; elsewhere the first card of it is told. */
static void take_stray(struct building *b, struct statement *statement, size_t *next)
{
    struct deck *deck = b->deck;
    const struct card *card = &deck->cards.items[statement->first_card];
    struct statement *before = deck->count > 1 ? &deck->statements[deck->count - 2] : NULL;
    if (b->has_step && statement_is(before, JCL_DD) && before->parameters == NULL && !before->has_data) { /* DD, and the asterisk forgotten */
        deck->count--;
        --*next;
        take_data(b, before, &GENERATED, next);
    } else if (b->has_step) {
        generate_dd(b, statement, next);
    } else if (!card_is_blank(card, 1, CARD_COLUMNS) && !stray_before(deck)) {
        jcl_fault(b->faults, JCL_E_DATA, statement_start(statement), "", "got %.*s", (int)(card->length < 40 ? card->length : 40), card->text);
    }
}

/* ---- statements ---- */

/* Behind a null statement everything up to the next JOB is passed over (rule 7). */
static void take_flushed(struct building *b, struct statement *statement, size_t *next)
{
    struct cards *cards = &b->deck->cards;
    statement->kind = STATEMENT_FLUSHED;
    for (; cards_reach(cards, *next); ++*next) {
        const struct card *card = &cards->items[*next];
        const char *word = memchr(card->text, ' ', card->length);
        const char *end = card->text + card->length;
        if (!card_begins(card, "//") || card_begins(card, "//*") || word == NULL)
            continue;
        while (word < end && *word == ' ')
            word++;
        if (end - word >= 3 && memcmp(word, "JOB", 3) == 0 && (end - word == 3 || word[3] == ' '))
            return;
    }
}

/* Read the statement at card *NEXT, its parameters and its data. */
static void read_one(struct building *b, struct statement *statement, size_t *next)
{
    struct delimiter delimiter;
    statement_read(&b->reader, statement, next);
    statement->parameters = statement->kind == STATEMENT_JCL ? parameter_parse(statement, &b->deck->arena, b->faults) : NULL;
    if (statement->kind == STATEMENT_DATA)
        take_stray(b, statement, next);
    else if (find_delimiter(b, statement, &delimiter))
        take_data(b, statement, &delimiter, next);
}

static struct statement *add_statement(struct deck *deck)
{
    if (deck->count == deck->capacity)
        deck->statements = memory_grow(deck->statements, &deck->capacity, deck->count + 1, sizeof *deck->statements);
    return &deck->statements[deck->count++];
}

/* Behind a null statement: what is passed over, if anything. */
static void flush(struct building *b, size_t *next)
{
    size_t first = *next;
    struct statement flushed = {.start = cards_place(&b->deck->cards, first, 1), .operation_place = cards_place(&b->deck->cards, first, 1),
                                .first_card = first, .name = "", .operation = "", .field = ""};
    take_flushed(b, &flushed, next);
    flushed.card_count = *next - first;
    if (flushed.card_count > 0)
        *add_statement(b->deck) = flushed;
    b->has_job = b->has_step = false;
}

/* Does data that no DD announces stand in a step?  The steps of an in-stream procedure end with it. */
static void follow_steps(struct building *b, const struct statement *statement)
{
    if (statement_is(statement, JCL_PROC)) {
        b->had_step = b->has_step;
        b->has_step = false;
    } else if (statement_is(statement, JCL_PEND)) {
        b->has_step = b->had_step;
    } else if (statement_is(statement, JCL_JOB)) {
        b->has_step = b->had_step = false;
    } else if (statement_is(statement, JCL_EXEC)) {
        b->has_step = true;
    }
}

/*
 * Statements from the first card on; of ONE_JOB up to the JOB statement that begins the next.  Returns the number of cards that
 * they are.
 */
static size_t read_statements(struct deck *deck, struct fault_list *faults, bool one_job)
{
    struct building b = {.deck = deck, .faults = faults, .reader = {.cards = &deck->cards, .arena = &deck->arena, .faults = faults}};
    size_t next = 0;
    bool had_job = false;
    while (cards_reach(&deck->cards, next)) {
        size_t first = next, told = faults->count;
        struct statement *statement = add_statement(deck);
        read_one(&b, statement, &next);
        bool job = statement_is(statement, JCL_JOB);
        if (job && one_job && had_job) {
            deck->count--;
            faults->count = told;
            next = first;
            break;
        }
        had_job = had_job || job;
        follow_steps(&b, statement);
        b.number = job ? 0 : b.number;
        statement = &deck->statements[deck->count - 1];
        if (statement->number == 0)
            statement->number = statement->kind == STATEMENT_JCL ? ++b.number : 0;
        if (statement->kind == STATEMENT_NULL)
            flush(&b, &next);
    }
    statement_reader_release(&b.reader);
    return next;
}

/* ---- decks ---- */

void deck_init(struct deck *deck)
{
    *deck = (struct deck){0};
    arena_init(&deck->arena);
}

void deck_release(struct deck *deck)
{
    cards_release(&deck->cards);
    arena_release(&deck->arena);
    free(deck->statements);
    *deck = (struct deck){0};
}

static bool has_statement(const struct deck *deck)
{
    for (size_t i = 0; i < deck->count; i++)
        if (deck->statements[i].kind != STATEMENT_DATA && deck->statements[i].kind != STATEMENT_DELIMITER)
            return true;
    return false;
}

static int tell_not_jcl(struct fault_list *faults, const char *file, bool empty)
{
    jcl_fault(faults, JCL_E_NOT_JCL, (struct place){file, 1, 1}, "", "%s", empty ? "the file is empty" : "no card begins with //");
    return JCL_E_NOT_JCL;
}

static int tell_ebcdic(struct fault_list *faults, const char *file)
{
    jcl_fault(faults, JCL_E_EBCDIC, (struct place){file, 1, 1}, "", "it begins with X'6161', // in EBCDIC");
    return JCL_E_EBCDIC;
}

static void tell_crlf(const struct cards *cards, struct fault_list *faults)
{
    int column = (int)cards->items[cards->crlf - cards->before - 1].length + 1;
    jcl_fault(faults, JCL_E_LINE_END, (struct place){cards->file, (int)cards->crlf, column}, "", "this card is the first of them");
}

static void tell_mark(const struct cards *cards, struct fault_list *faults)
{
    jcl_fault(faults, JCL_E_BYTE_ORDER, (struct place){cards->file, (int)cards->marked, 1}, "", "X'EFBBBF'");
}

int deck_read(struct deck *deck, const char *file, const char *text, size_t length, struct fault_list *faults)
{
    deck_init(deck);
    if (card_looks_ebcdic(text, length))
        return tell_ebcdic(faults, file);
    size_t told = faults->count;
    cards_init(&deck->cards, file, text, length);
    read_statements(deck, faults, false);
    if (deck->cards.crlf != 0)
        tell_crlf(&deck->cards, faults);
    if (deck->cards.marked != 0)
        tell_mark(&deck->cards, faults);
    if (has_statement(deck))
        return 0;
    faults->count = told;
    deck->count = deck->cards.count = 0;
    return tell_not_jcl(faults, file, length == 0);
}

static void write_cards(const struct deck *deck, size_t first, size_t count, struct bytes *out)
{
    const struct cards *cards = &deck->cards;
    if (count == 0)
        return;
    size_t behind = first + count;
    const char *from = cards->items[first].text, *end = behind < cards->count ? cards->items[behind].text : cards->rest;
    bytes_add(out, from, (size_t)(end - from));
}

void deck_write(const struct deck *deck, struct bytes *out)
{
    for (size_t i = 0; i < deck->count; i++) {
        const struct statement *statement = &deck->statements[i];
        write_cards(deck, statement->first_card, statement->card_count, out);
        write_cards(deck, statement->first_data, statement->data_count + statement->has_delimiter, out);
    }
}

/* ---- a job at a time ---- */

void deck_reader_open(struct deck_reader *reader, int fd, const char *file)
{
    *reader = (struct deck_reader){.fd = fd, .file = file};
    bytes_init(&reader->block);
}

void deck_reader_release(struct deck_reader *reader)
{
    bytes_release(&reader->block);
}

/* Read more behind what is left, which moves to the front; twice as much when nothing was given away since. */
static int fill(struct deck_reader *reader, struct fault_list *faults)
{
    struct bytes *block = &reader->block;
    size_t left = block->length - reader->start, want = left > BLOCK_BYTES ? left : BLOCK_BYTES;
    if (reader->start > 0)
        memmove(block->data, block->data + reader->start, left);
    block->length = left;
    reader->start = 0;
    bytes_reserve(block, want);
    while (want > 0 && !reader->ended) {
        ssize_t got = read(reader->fd, block->data + block->length, want);
        if (got < 0 && errno != EINTR) {
            jcl_fault(faults, JCL_E_READ, (struct place){reader->file, (int)reader->cards + 1, 1}, "", "%s", strerror(errno));
            return JCL_E_READ;
        }
        reader->ended = got == 0;
        block->length += got > 0 ? (size_t)got : 0;
        want -= got > 0 ? (size_t)got : 0;
    }
    return 0;
}

/* Cards, statements and texts of the job before are gone, their memory is not. */
static void clear(struct deck_reader *reader, struct deck *deck)
{
    const char *text = reader->block.length > 0 ? (const char *)reader->block.data + reader->start : "";
    struct cards kept = deck->cards;
    cards_init(&deck->cards, reader->file, text, reader->block.length - reader->start);
    deck->cards.items = kept.items;
    deck->cards.capacity = kept.capacity;
    deck->cards.before = reader->cards;
    deck->cards.open = !reader->ended;
    deck->count = 0;
    arena_clear(&deck->arena);
}

/* The deck was read to its end: what it says of the file, and where the next one begins. */
static void take(struct deck_reader *reader, struct deck *deck, size_t cards, struct fault_list *faults)
{
    const char *block = reader->block.length > 0 ? (const char *)reader->block.data : deck->cards.rest; /* nothing was read at all */
    reader->start = (size_t)((cards < deck->cards.count ? deck->cards.items[cards].text : deck->cards.rest) - block);
    reader->cards += cards;
    deck->cards.rest = block + reader->start; /* the cards behind are the next deck's */
    deck->cards.count = cards;
    reader->has_statement = reader->has_statement || has_statement(deck);
    if (deck->cards.crlf != 0 && !reader->crlf_told)
        tell_crlf(&deck->cards, faults);
    if (deck->cards.marked != 0)
        tell_mark(&deck->cards, faults);
    reader->crlf_told = reader->crlf_told || deck->cards.crlf != 0;
}

int deck_next(struct deck_reader *reader, struct deck *deck, struct fault_list *faults)
{
    size_t told = faults->count;
    bool first = reader->cards == 0 && reader->start == 0;
    for (;;) {
        if (!reader->ended && reader->block.length - reader->start < BLOCK_BYTES / 4 && fill(reader, faults) < 0)
            return JCL_E_READ;
        if (first && reader->block.length > 0 && card_looks_ebcdic((const char *)reader->block.data, reader->block.length)) {
            reader->start = reader->block.length;
            reader->ended = reader->has_statement = true;
            return tell_ebcdic(faults, reader->file);
        }
        clear(reader, deck);
        size_t cards = read_statements(deck, faults, true);
        if (!deck->cards.cut) {
            take(reader, deck, cards, faults);
            break;
        }
        faults->count = told;
        if (fill(reader, faults) < 0)
            return JCL_E_READ;
    }
    bool empty = deck->cards.count == 0, last = reader->ended && reader->start == reader->block.length;
    if (last && !reader->has_statement) {
        faults->count = told;
        reader->has_statement = true;
        return tell_not_jcl(faults, reader->file, empty);
    }
    return empty ? 0 : 1;
}
