/* listing.c - see listing.h.  The texts follow the listings of z/OS 2.4. */
#include "run/listing.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/bytes.h"
#include "base/file.h"
#include "step/message.h"

enum { TEXT_SIZE = 32 };

/* ---- times ---- */

static struct tm split_time(int64_t seconds)
{
    time_t when = (time_t)seconds;
    struct tm parts = {0};
    gmtime_r(&when, &parts);
    return parts;
}

/* 17.06.08 */
static const char *clock_of(char text[TEXT_SIZE], int64_t seconds)
{
    struct tm parts = split_time(seconds);
    strftime(text, TEXT_SIZE, "%H.%M.%S", &parts);
    return text;
}

/* 2026324.2100: year and day of the year, hour and minute. */
static const char *stamp_of(char text[TEXT_SIZE], int64_t seconds)
{
    struct tm parts = split_time(seconds);
    strftime(text, TEXT_SIZE, "%Y%j.%H%M", &parts);
    return text;
}

/* 29 MAR 2023, with the name of the day before it when LONG_FORM. */
static const char *date_of(char text[TEXT_SIZE], int64_t seconds, bool long_form)
{
    static const char *const MONTHS[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                         "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
    static const char *const DAYS[] = {"SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"};
    struct tm parts = split_time(seconds);
    snprintf(text, TEXT_SIZE, "%s%s%02d %s %d", long_form ? DAYS[parts.tm_wday] : "", long_form ? ", " : "",
             parts.tm_mday, MONTHS[parts.tm_mon], parts.tm_year + 1900);
    return text;
}

/* ---- lines ---- */

static FILE *open_listing(const struct spool *spool, const char *name, struct fault *fault)
{
    char *path = spool_path(spool, NULL, name);
    FILE *file = fopen(path, "ae");
    if (file == NULL)
        fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
    else
        setvbuf(file, NULL, _IOLBF, BUFSIZ); /* a line is on disk when the next one is thought of */
    free(path);
    return file;
}

int listing_open(struct listing *listing, const struct spool *spool, const struct clock_source *clock,
                 const char *job, bool first, struct fault *fault)
{
    char day[TEXT_SIZE], time_text[TEXT_SIZE];
    *listing = (struct listing){.spool = spool, .clock = *clock, .job = job, .began = clock_now(clock)};
    listing->log = open_listing(spool, "JESMSGLG", fault);
    listing->jcl = listing->log != NULL ? open_listing(spool, "JESJCL", fault) : NULL;
    listing->messages = listing->jcl != NULL ? open_listing(spool, "JESYSMSG", fault) : NULL;
    if (listing->messages == NULL) {
        listing_close(listing, NULL);
        return BASE_E_WRITE;
    }
    if (!first)
        return 0;
    fprintf(listing->log, "1                   J E S 2  J O B  L O G  --  S Y S T E M  C U T O V E R  --  N O D E  N 1\n0\n");
    fprintf(listing->log, " %s %s ---- %s ----\n", clock_of(time_text, listing->began), spool->id,
            date_of(day, listing->began, true));
    return 0;
}

int listing_close(struct listing *listing, struct fault *fault)
{
    FILE *files[] = {listing->log, listing->jcl, listing->messages};
    int code = 0;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        bool failed = files[i] != NULL && (fflush(files[i]) != 0 || ferror(files[i]));
        if (failed)
            code = fault_set(fault, BASE_E_WRITE, "the listings in %s", listing->spool->folder);
        if (files[i] != NULL)
            fclose(files[i]);
    }
    listing->log = listing->jcl = listing->messages = NULL;
    return code;
}

static void log_arguments(struct listing *listing, const char *format, va_list arguments)
{
    char time_text[TEXT_SIZE];
    fprintf(listing->log, " %s %s  ", clock_of(time_text, clock_now(&listing->clock)), listing->spool->id);
    vfprintf(listing->log, format, arguments);
    fputc('\n', listing->log);
}

void listing_log(struct listing *listing, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    log_arguments(listing, format, arguments);
    va_end(arguments);
}

void listing_message(struct listing *listing, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputc(' ', listing->messages);
    vfprintf(listing->messages, format, arguments);
    fputc('\n', listing->messages);
    va_end(arguments);
}

/* ---- JESJCL ---- */

/* One statement's cards; MARK, if any, stands for their slashes: XX of a procedure, ++ of one in the stream, X/ and +/ when overridden. */
static void list_statement(struct listing *listing, const struct deck *deck, const struct statement *statement, int number,
                           const char *mark, bool is_job)
{
    for (size_t i = 0; i < statement->card_count; i++) {
        const struct card *card = &deck->cards.items[statement->first_card + i];
        size_t skipped = mark != NULL && card->length >= 2 ? 2 : 0;
        int length = (int)((card->length < CARD_COLUMNS ? card->length : CARD_COLUMNS) - skipped);
        if (i == 0 && number > 0)
            fprintf(listing->jcl, " %8d ", number);
        else
            fprintf(listing->jcl, " %8s ", "");
        if (skipped > 0)
            fputs(mark, listing->jcl);
        fprintf(listing->jcl, i == 0 && is_job ? "%-80.*s%s\n" : "%.*s%s\n", length, card->text + skipped,
                i == 0 && is_job ? listing->spool->id : "");
    }
}

/* What symbols made of it. */
static void list_substitution(struct listing *listing, const struct effective *item)
{
    const struct statement *statement = item->statement;
    if (item->changed && item->override == NULL)
        fprintf(listing->jcl, "           IEFC653I SUBSTITUTION JCL - %.200s\n", statement->field);
}

static const struct call *outermost(const struct call *call)
{
    while (call != NULL && call->outer != NULL)
        call = call->outer;
    return call;
}

struct cards_walk {
    struct listing *listing; /* NULL: nothing is written, only counted */
    const struct deck *deck;
    const struct expansion *expansion;
    size_t item, last_item; /* of the expansion: the next one, and behind the job's last */
    int number;
    const struct statement *wanted; /* its number is looked for */
    int found;                      /* 0: not met yet */
};

/* Count STATEMENT, and write it. */
static void pass(struct cards_walk *walk, const struct deck *deck, const struct statement *statement, const char *mark, bool is_job)
{
    int number = statement->kind == STATEMENT_JCL ? ++walk->number : 0;
    if (statement == walk->wanted && walk->found == 0)
        walk->found = number;
    if (walk->listing != NULL)
        list_statement(walk->listing, deck, statement, number, mark, is_job);
}

static const char *mark_of(const struct effective *item)
{
    bool instream = item->call->body != NULL && item->call->body->is_instream;
    return item->override != NULL ? (instream ? "+/" : "X/") : instream ? "++" : "XX";
}

/* The statements of the procedure that the next items of the expansion are of. */
static void list_call(struct cards_walk *walk)
{
    while (walk->item < walk->last_item && walk->expansion->items[walk->item].call == NULL)
        walk->item++;
    if (walk->item == walk->last_item)
        return;
    const struct call *call = outermost(walk->expansion->items[walk->item].call);
    bool instream = call->body != NULL && call->body->is_instream;
    if (walk->listing != NULL)
        fprintf(walk->listing->jcl, "           IEFC001I PROCEDURE %s WAS EXPANDED USING %s\n", call->procedure,
                instream ? "INSTREAM PROCEDURE DEFINITION" : call->body != NULL ? call->body->place.file : "A LIBRARY");
    for (; walk->item < walk->last_item; walk->item++) {
        const struct effective *item = &walk->expansion->items[walk->item];
        if (outermost(item->call) != call)
            break;
        pass(walk, item->deck, item->statement, mark_of(item), false);
        if (walk->listing != NULL)
            list_substitution(walk->listing, item);
    }
}

static void walk_cards(struct cards_walk *walk, const struct job *job)
{
    walk->item = job->first_item;
    walk->last_item = job->first_item + job->item_count;
    for (size_t i = 0; i < job->statement_count; i++) {
        const struct statement *statement = &walk->deck->statements[job->first_statement + i];
        pass(walk, walk->deck, statement, NULL, i == 0);
        if (statement_is(statement, JCL_EXEC) && expansion_procedure_of(statement) != NULL)
            list_call(walk);
    }
}

void listing_cards(struct listing *listing, const struct deck *deck, const struct expansion *expansion, const struct job *job)
{
    struct cards_walk walk = {.listing = listing, .deck = deck, .expansion = expansion};
    walk_cards(&walk, job);
}

int listing_number(const struct deck *deck, const struct expansion *expansion, const struct job *job, const struct statement *statement)
{
    struct cards_walk walk = {.deck = deck, .expansion = expansion, .wanted = statement};
    walk_cards(&walk, job);
    return walk.found;
}

/* ---- the job ---- */

void listing_job_begins(struct listing *listing, const struct job *job)
{
    char time_text[TEXT_SIZE];
    listing_log(listing, "$HASP373 %-8s STARTED - INIT 1    - CLASS %-8s - SYS CUTOVER", job->name, job->class_name);
    listing_log(listing, "IEF403I %s - STARTED - TIME=%s", job->name, clock_of(time_text, clock_now(&listing->clock)));
}

/* The number of the statement that card CARD belongs to. */
static int statement_of_card(const struct deck *deck, const struct job *job, int64_t card)
{
    int number = 1;
    for (size_t i = 0; i < job->statement_count; i++) {
        const struct statement *statement = &deck->statements[job->first_statement + i];
        if (statement->number > 0 && (int64_t)statement->first_card < card)
            number = statement->number;
    }
    return number;
}

void listing_job_refused(struct listing *listing, const struct deck *deck, const struct job *job,
                         const struct fault_list *faults)
{
    listing_message(listing, "STMT NO. MESSAGE");
    for (size_t i = 0; i < faults->count; i++) {
        struct bytes line;
        bytes_init(&line);
        message_line(&line, &faults->items[i]);
        listing_message(listing, "%8d %s", statement_of_card(deck, job, faults->items[i].record), bytes_string(&line));
        bytes_release(&line);
    }
    listing_log(listing, "IEFC452I %s - JOB NOT RUN - JCL ERROR", job->name);
    listing_log(listing, "$HASP395 %-8s ENDED - JCL ERROR", job->name);
}

/* ---- steps ---- */

/* "job step", or "job procstep step". */
#define WHERE "%s %s%s%s"
#define WHERE_OF(listing, step) (listing)->job, (step)->procstep, (step)->procstep[0] != '\0' ? " " : "", (step)->name

void listing_step_begins(struct listing *listing, const struct job_step *step)
{
    listing->step_began = clock_now(&listing->clock);
    listing_message(listing, "IEF236I ALLOC. FOR " WHERE, WHERE_OF(listing, step));
}

void listing_step_skipped(struct listing *listing, const struct job_step *step, const char *id, const char *why)
{
    if (id != NULL)
        listing_message(listing, "%s " WHERE " - %s", id, WHERE_OF(listing, step), why);
    listing_message(listing, "IEF272I " WHERE " - STEP WAS NOT EXECUTED.", WHERE_OF(listing, step));
}

void listing_step_result(struct listing *listing, const struct job_step *step, const struct result *result)
{
    char time_text[TEXT_SIZE];
    bool user = result->abend[0] == 'U';
    if (result->kind == RESULT_RAN) {
        listing_message(listing, "IEF142I " WHERE " - STEP WAS EXECUTED - COND CODE %04d", WHERE_OF(listing, step),
                        result->code);
    } else if (result->kind == RESULT_ABENDED) {
        listing_log(listing, "IEF450I " WHERE " - ABEND %s %s REASON=%08X TIME=%s", WHERE_OF(listing, step),
                    user ? "S000" : result->abend, user ? result->abend : "U0000", (unsigned)result->reason,
                    clock_of(time_text, clock_now(&listing->clock)));
        listing_message(listing, "IEF472I " WHERE " - COMPLETION CODE - SYSTEM=%s USER=%s REASON=%08X", WHERE_OF(listing, step), user ? "000" : result->abend + 1, user ? result->abend + 1 : "0000",
                        (unsigned)result->reason);
    }
}

static void tell_cpu(struct listing *listing, int64_t cpu_ms)
{
    int64_t hundredths = listing->clock.fixed >= 0 ? 0 : cpu_ms / 10;
    listing_message(listing, "        CPU: %5d HR  %02d MIN  %02d.%02d SEC    SRB: %5d HR  %02d MIN  %02d.%02d SEC",
                    (int)(hundredths / 360000), (int)(hundredths / 6000 % 60), (int)(hundredths / 100 % 60),
                    (int)(hundredths % 100), 0, 0, 0, 0);
}

void listing_step_ends(struct listing *listing, const struct job_step *step, const struct result *result)
{
    char start[TEXT_SIZE], stop[TEXT_SIZE];
    listing->cpu_ms += result->cpu_ms;
    listing_message(listing, "IEF373I STEP/%-8s/START %s", step->name, stamp_of(start, listing->step_began));
    listing_message(listing, "IEF032I STEP/%-8s/STOP  %s", step->name, stamp_of(stop, clock_now(&listing->clock)));
    tell_cpu(listing, result->cpu_ms);
}

void listing_disposition(struct listing *listing, const struct dd *dd, const char *name, const char *word)
{
    char text[72];
    enum dd_kind kind = dd != NULL ? dd->kind : DD_DATA_SET;
    if (kind == DD_DUMMY)
        return;
    if (kind == DD_SYSOUT || kind == DD_INSTREAM)
        snprintf(text, sizeof text, "%s.%s.D%07zu.?", listing->job, listing->spool->id, 101 + listing->data_sets++);
    else if (kind == DD_PATH)
        snprintf(text, sizeof text, "%.60s", dd->path);
    else if (dd != NULL && dd->member[0] != '\0')
        snprintf(text, sizeof text, "%s(%s)", name, dd->member);
    else
        snprintf(text, sizeof text, "%s", name);
    listing_message(listing, "IEF285I   %-44s %s", text, word);
}

/* ---- the end ---- */

static void tell_statistics(struct listing *listing, const struct deck *deck)
{
    char day[TEXT_SIZE];
    int64_t seconds = clock_now(&listing->clock) - listing->began;
    fprintf(listing->log, "0------ JES2 JOB STATISTICS ------\n");
    fprintf(listing->log, "-  %s JOB EXECUTION DATE\n", date_of(day, listing->began, false));
    fprintf(listing->log, "-  %11zu CARDS READ\n", deck->cards.count);
    fprintf(listing->log, "-  %11zu SYSOUT PRINT RECORDS\n", listing->sysout_lines);
    fprintf(listing->log, "-  %8d.%02d MINUTES EXECUTION TIME\n", (int)(seconds / 60), (int)(seconds % 60 * 100 / 60));
}

void listing_job_ends(struct listing *listing, const struct deck *deck, const struct result *results, size_t count)
{
    char start[TEXT_SIZE], stop[TEXT_SIZE], time_text[TEXT_SIZE];
    const struct result *abended = NULL;
    bool failed = false;
    for (size_t i = 0; i < count; i++) {
        failed = failed || results[i].kind == RESULT_FAILED;
        if (abended == NULL && results[i].kind == RESULT_ABENDED)
            abended = &results[i];
    }
    listing_message(listing, "IEF375I  JOB/%-8s/START %s", listing->job, stamp_of(start, listing->began));
    listing_message(listing, "IEF033I  JOB/%-8s/STOP  %s", listing->job, stamp_of(stop, clock_now(&listing->clock)));
    tell_cpu(listing, listing->cpu_ms);
    if (failed)
        listing_log(listing, "IEF453I %s - JOB FAILED - JCL ERROR - TIME=%s", listing->job,
                    clock_of(time_text, clock_now(&listing->clock)));
    else
        listing_log(listing, "IEF404I %s - ENDED - TIME=%s", listing->job,
                    clock_of(time_text, clock_now(&listing->clock)));
    if (failed)
        listing_log(listing, "$HASP395 %-8s ENDED - JCL ERROR", listing->job);
    else if (abended != NULL)
        listing_log(listing, "$HASP395 %-8s ENDED - ABEND=%s", listing->job, abended->abend);
    else
        listing_log(listing, "$HASP395 %-8s ENDED - RC=%04d", listing->job, result_highest(results, count));
    tell_statistics(listing, deck);
}
