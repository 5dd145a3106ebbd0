/* inspect.c - see inspect.h. */
#include "jcl/inspect.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jcl/error.h"
#include "jcl/form.h"
#include "step/message.h"

/* A procedure that is checked by itself is a member of this name, called by a job that is not shown. */
#define CHECKED "#CHECKED"
static const char CALLER[] = "//CHECK    JOB\n//CHECK    EXEC " CHECKED "\n";
static const char CALLER_FILE[] = "the job that calls it";

/* Before a fragment stands this. */
static const char FRAME[] = "//CHECK    JOB\n//CHECK    EXEC PGM=IEFBR14\n";
enum { FRAME_CARDS = 2 };

struct checked_member { /* a library that has the text at hand, too */
    const struct library *inner;
    const char *file, *text;
    size_t length;
};

/* What is read together. */
struct round {
    struct inspection *inspection;
    const char *file;
    struct deck *deck;
    struct expansion expansion;
    struct fault_list faults;
    int frame;       /* cards before the first of FILE */
    bool procedure;  /* it is one by itself: its symbols come from who calls it */
};

void inspection_init(struct inspection *inspection, const struct inspect_options *options)
{
    *inspection = (struct inspection){.options = *options};
}

/* ---- what is told ---- */

static bool is_hidden(const struct round *round, const struct fault *fault)
{
    return (round->procedure && (fault->code == JCL_E_SYMBOL_UNDEFINED || strcmp(fault->file, CALLER_FILE) == 0)) ||
           (strcmp(fault->file, round->file) == 0 && fault->record <= round->frame);
}

/* Those of FIRST_FILE before those of members. */
static int compare_faults(const void *left, const void *right, void *first)
{
    const struct fault *a = left, *b = right;
    const char *first_file = first;
    bool a_first = strcmp(a->file, first_file) == 0, b_first = strcmp(b->file, first_file) == 0;
    if (a_first != b_first)
        return a_first ? -1 : 1;
    int order = strcmp(a->file, b->file);
    if (order == 0)
        order = (a->record > b->record) - (a->record < b->record);
    if (order == 0)
        order = (a->offset > b->offset) - (a->offset < b->offset);
    if (order == 0)
        order = b->code - a->code;
    return order != 0 ? order : strcmp(a->detail, b->detail);
}

static bool is_same(const struct fault *a, const struct fault *b)
{
    return a->code == b->code && a->record == b->record && a->offset == b->offset && strcmp(a->file, b->file) == 0 &&
           strcmp(a->detail, b->detail) == 0;
}

void inspect_arrange(struct fault_list *faults, const char *file)
{
    size_t kept = 0;
    if (faults->count > 1)
        qsort_r(faults->items, faults->count, sizeof *faults->items, compare_faults, (void *)(uintptr_t)file);
    for (size_t i = 0; i < faults->count; i++)
        if (kept == 0 || !is_same(&faults->items[kept - 1], &faults->items[i]))
            faults->items[kept++] = faults->items[i];
    faults->count = kept;
}

/* The card that a finding is on, of the file or of a member; NULL when it is not at hand. */
static const struct card *find_card(const struct round *round, const struct fault *fault)
{
    const char *file = round->deck->cards.file; /* NULL: it holds nothing */
    const struct cards *cards = file != NULL && strcmp(fault->file, file) == 0 ? &round->deck->cards : NULL;
    for (const struct member_deck *m = round->expansion.procedures.members; m != NULL && cards == NULL; m = m->next)
        if (strcmp(fault->file, bytes_string(&m->member.file)) == 0)
            cards = &m->deck.cards;
    size_t number = fault->record > 0 ? (size_t)fault->record : 0;
    bool there = cards != NULL && number > cards->before && number <= cards->before + cards->count;
    return there ? &cards->items[number - cards->before - 1] : NULL;
}

static void print_all(struct round *round, inspect_print *print, void *context)
{
    struct inspect_counts *counts = &round->inspection->counts;
    struct fault_list *faults = &round->faults;
    inspect_arrange(faults, round->file);
    for (size_t i = 0; i < faults->count; i++) {
        struct fault *fault = &faults->items[i];
        if (is_hidden(round, fault))
            continue;
        const struct card *card = find_card(round, fault);
        char severity = message_severity(fault);
        counts->errors += severity != 'W' && severity != 'I';
        counts->warnings += severity == 'W';
        struct fault shown = *fault;
        if (strcmp(fault->file, round->file) == 0)
            shown.record -= round->frame;
        print(context, &shown, card);
    }
}

/* ---- what is checked ---- */

/* The members that were read, and what symbols and overrides made. */
static void check_forms(const struct expansion *expansion, struct fault_list *faults)
{
    for (const struct member_deck *m = expansion->procedures.members; m != NULL; m = m->next)
        form_check_deck(&m->deck, faults);
    for (size_t i = 0; i < expansion->count; i++)
        if (expansion->items[i].changed && expansion->items[i].statement->kind == STATEMENT_JCL)
            form_check(expansion->items[i].statement, FORM_MADE, faults);
}

/* Returns how many there are. */
static size_t check_jobs(const struct expansion *expansion, const char *file, struct fault_list *faults)
{
    size_t jobs = 0;
    struct jobcheck check;
    jobcheck_init(&check, faults);
    for (size_t i = 0; i < expansion->count; i++) {
        const struct statement *statement = expansion->items[i].statement;
        bool job = statement_is(statement, JCL_JOB) && expansion->items[i].call == NULL;
        if (job && jobs++ > 0)
            jobcheck_end(&check);
        jobcheck_statement(&check, statement, expansion->items[i].call);
    }
    bool other = check.stray_told || check.jobgroup.seen || faults->count > 0;
    jobcheck_end(&check);
    jobcheck_release(&check);
    if (jobs == 0 && !other)
        jcl_fault(faults, JCL_E_MISSING, (struct place){file, 1, 1}, "", "a JOB statement");
    return jobs;
}

static size_t expand_and_check(struct deck *deck, struct expansion *expansion, const struct expansion_options *options, const char *file,
                               struct fault_list *faults)
{
    form_check_deck(deck, faults);
    expansion_build(expansion, deck, options, faults);
    check_forms(expansion, faults);
    return check_jobs(expansion, file, faults);
}

void inspect_deck(struct deck *deck, struct expansion *expansion, const struct expansion_options *options, struct fault_list *faults)
{
    expand_and_check(deck, expansion, options, deck->cards.file, faults);
}

static void count_statements(struct round *round)
{
    for (size_t i = 0; i < round->deck->count; i++)
        round->inspection->counts.statements += round->deck->statements[i].kind == STATEMENT_JCL;
}

/* ROUND has the deck and what was told when it was read. */
static void inspect_round(struct round *round, const struct expansion_options *options, inspect_print *print, void *context)
{
    round->inspection->counts.jobs += expand_and_check(round->deck, &round->expansion, options, round->file, &round->faults);
    if (round->inspection->options.standards != NULL)
        standards_check(round->inspection->options.standards, round->deck, &round->faults);
    count_statements(round);
    print_all(round, print, context);
    expansion_release(&round->expansion);
}

/* ---- procedures and fragments ---- */

static int fetch_checked(void *context, const char *dsn, const char *name, struct member *member, struct fault *fault)
{
    const struct checked_member *checked = context;
    if (strcmp(name, CHECKED) != 0)
        return checked->inner != NULL ? checked->inner->fetch(checked->inner->context, dsn, name, member, fault) : 0;
    bytes_init(&member->file);
    bytes_init(&member->text);
    bytes_text(&member->file, checked->file);
    bytes_add(&member->text, checked->text, checked->length);
    return 1;
}

static void inspect_text(struct round *round, const char *file, const char *text, size_t length, const struct expansion_options *options,
                         inspect_print *print, void *context)
{
    struct deck deck;
    round->deck = &deck;
    round->faults.count = 0;
    deck_read(&deck, file, text, length, &round->faults);
    inspect_round(round, options, print, context);
    deck_release(&deck);
}

static void inspect_procedure(struct round *round, const char *text, size_t length, inspect_print *print, void *context)
{
    struct expansion_options options = round->inspection->options.expansion;
    struct checked_member checked = {options.library, round->file, text, length};
    const struct library library = {fetch_checked, &checked};
    options.library = &library;
    round->procedure = true;
    inspect_text(round, CALLER_FILE, CALLER, sizeof CALLER - 1, &options, print, context);
}

static void inspect_fragment(struct round *round, const char *text, size_t length, inspect_print *print, void *context)
{
    struct bytes framed;
    bytes_init(&framed);
    bytes_text(&framed, FRAME);
    bytes_add(&framed, text, length);
    round->frame = FRAME_CARDS;
    inspect_text(round, round->file, bytes_string(&framed), framed.length, &round->inspection->options.expansion, print, context);
    bytes_release(&framed);
}

static const struct statement *find_first(const struct deck *deck)
{
    for (size_t i = 0; i < deck->count; i++)
        if (deck->statements[i].kind == STATEMENT_JCL)
            return &deck->statements[i];
    return NULL;
}

static bool has_job(const struct deck *deck)
{
    for (size_t i = 0; i < deck->count; i++)
        if (statement_is(&deck->statements[i], JCL_JOB))
            return true;
    return false;
}

/* A deck without a JOB is the whole file: the reader still has its text. */
static void inspect_next(struct round *round, const struct deck_reader *reader, inspect_print *print, void *context)
{
    const struct statement *first = find_first(round->deck);
    const char *text = bytes_string(&reader->block);
    bool whole = round->deck->cards.before == 0 && !has_job(round->deck);
    if (whole && first != NULL && statement_is(first, JCL_PROC))
        inspect_procedure(round, text, reader->block.length, print, context);
    else if (whole && round->inspection->options.fragment)
        inspect_fragment(round, text, reader->block.length, print, context);
    else
        inspect_round(round, &round->inspection->options.expansion, print, context);
}

int inspection_file(struct inspection *inspection, int fd, const char *file, inspect_print *print, void *context)
{
    struct deck_reader reader;
    struct deck deck;
    int code;
    struct round round = {.inspection = inspection, .file = file};
    deck_reader_open(&reader, fd, file);
    deck_init(&deck);
    fault_list_init(&round.faults);
    while ((code = deck_next(&reader, &deck, &round.faults)) == 1) {
        round.deck = &deck;
        inspect_next(&round, &reader, print, context);
        round.faults.count = 0;
    }
    round.deck = &deck;
    if (code < 0)
        print_all(&round, print, context);
    fault_list_release(&round.faults);
    deck_release(&deck);
    deck_reader_release(&reader);
    return code == JCL_E_READ ? code : 0;
}
