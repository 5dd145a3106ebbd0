/*
 * guess.c - see guess.h: the hypotheses, and which of them is named; its words are in guess_say.c.
 *
 * All are tried on a little of the sample, the likeliest on more.  The first trial is what was given.
 */
#include "record/guess.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "record/error.h"
#include "record/guess_say.h"
#include "record/trial.h"

enum {
    SCREEN_BYTES = 1 << 14,
    FINALISTS = 8,
    MARGIN = 24 * WEIGH_BIT,      /* that a proposal must be better by */
    PAGE_MARGIN = 40 * WEIGH_BIT, /* when every value can be read either way */
    FOOTER_MARGIN = 4 * WEIGH_BIT, /* a value there that cannot be one */
    PAGE_BITS = 8,
    PAGE_OTHERS = 4,              /* characters that are another, at least */
    PAGE_CHARACTER = 12,          /* and by so much for each character that is another */
    CONTROLS = 64,                /* one character in so many may be a control character */
    LATER = 4,                    /* further on one record in so many is bad */
    FORM_RECORD = 4 * WEIGH_BIT,  /* numbers of a record must be so much likelier in the other form */
    DOUBT = 32,                   /* a proposal for what can be read must explain so much more of it */
    FEW = 20,                     /* one record in so many may be bad */
    CLEARLY = 3,                  /* a proposal has at most so many times fewer bad records */
};

/* How records may lie; what a frame does not say is as given. */
static const struct frame {
    enum recfm_kind kind;
    bool little, excludes;         /* RDW */
    bool bdw_little, bdw_excludes;
    int32_t bits;
} frames[] = {
    {RECFM_V, false, false, false, false, 6},  {RECFM_V, true, false, true, false, 9},    {RECFM_V, false, true, false, true, 9},
    {RECFM_V, true, true, true, true, 11},     {RECFM_VB, false, false, false, false, 7}, {RECFM_VB, true, false, true, false, 10},
    {RECFM_VB, false, true, false, true, 11},  {RECFM_VB, false, true, false, false, 12}, {RECFM_VB, true, true, true, true, 13},
    {RECFM_VB, true, true, true, false, 13},   {RECFM_VB, false, false, true, false, 13}, {RECFM_VB, true, false, false, false, 13},
    {RECFM_VBS, false, false, false, false, 10}, {RECFM_VS, false, false, false, false, 10}, {RECFM_VBS, true, false, true, false, 13},
    {RECFM_F, false, false, false, false, 6},  {RECFM_TEXT, false, false, false, false, 8},
};

/* What may have been done to the bytes, and in which kind of page they are to be read then. */
static const struct way {
    enum undo undo;
    bool ebcdic; /* the page is the EBCDIC one, whatever was given; else the other */
    int32_t bits;
} ways[] = {
    {UNDO_TO_ASCII, true, 16},
    {UNDO_TO_ASCII_1047, true, 18},
    {UNDO_TO_EBCDIC, true, 20},
    {UNDO_TO_EBCDIC, false, 20},
    {UNDO_CRLF, true, 16},
};

static const char *const pages[] = {"CP037", "CP1047", "CP500", "CP273", "CP277", "CP278", "CP280", "CP284", "CP285", "CP297",
                                    "CP871", "CP870", "CP875", "CP1025", "CP1026", "CP1140", "CP1141", "ISO-8859-1", "UTF-8", "CP1252", "CP437"};

static size_t layout_longest(const struct trials *trials)
{
    return trials->readings[0].schema.settings.recfm.longest;
}

/* The bytes of an F record when its layout alone says so; 0: records have their own length. */
static size_t layout_lrecl(const struct trials *trials)
{
    const struct schema *schema = &trials->readings[0].schema;
    for (size_t i = 0; i < schema->layout.record_count && !schema->settings.plan.occurs_maximum; i++)
        if (schema->layout.fields[schema->layout.records[i].field].varies)
            return 0;
    return layout_longest(trials);
}

static struct trial framed(const struct trials *trials, const struct frame *frame)
{
    struct trial trial = trials->items[0];
    struct recfm *recfm = &trial.recfm;
    bool same = frame->kind == recfm->kind;
    recfm->kind = frame->kind;
    recfm->little_endian = frame->little;
    recfm->rdw_excludes_itself = frame->excludes;
    recfm->bdw_little_endian = frame->bdw_little;
    recfm->bdw_excludes_itself = frame->bdw_excludes;
    recfm->measure = NULL;
    if (!same || frame->kind == RECFM_F)
        recfm->lrecl = frame->kind == RECFM_F ? layout_lrecl(trials) : 0;
    trial.bits = frame->bits;
    trial.flags = frame->kind == RECFM_TEXT ? SCORE_PAD : 0;
    return trial;
}

/* The same with tables at their maximum, or not: F records have another length then. */
static void add_occurs(struct trials *trials, const struct trial *like)
{
    struct trial trial = *like;
    trial.other_occurs = true;
    trial.bits += PAGE_BITS;
    if (trial.recfm.kind == RECFM_F && trial.recfm.measure == NULL)
        trial.recfm.lrecl = trials->readings[0].schema.settings.plan.occurs_maximum ? 0 : layout_longest(trials);
    trials_add(trials, &trial);
}

static void add_frames(struct trials *trials, const char *page, int32_t bits)
{
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++) {
        struct trial trial = framed(trials, &frames[i]);
        trial.page = page;
        trial.bits += bits;
        trials_add(trials, &trial);
        if (trial.flags == 0)
            add_occurs(trials, &trial);
    }
}

/* A file that went through a transfer as text: as it was given, with line ends behind its records, or as lines. */
static void add_text_ways(struct trials *trials, const struct way *way)
{
    static const struct frame lines = {.kind = RECFM_TEXT, .bits = 6}, fixed = {.kind = RECFM_F, .bits = 6};
    size_t lrecl = layout_lrecl(trials);
    struct trial made[6] = {trials->items[0], framed(trials, &lines), framed(trials, &fixed)};
    size_t count = 3;
    for (size_t more = 1; lrecl > 0 && more <= 2; more++) {
        made[count] = framed(trials, &fixed);
        made[count++].recfm.lrecl = lrecl + more;
    }
    for (size_t i = 0; i < count; i++)
        for (unsigned flags = 0; flags <= SCORE_DESTROYED; flags += SCORE_DESTROYED) {
            struct trial trial = made[i];
            trial.page = way->ebcdic ? trials_ebcdic_page(trials) : "ISO-8859-1";
            trial.undo = way->undo;
            trial.flags |= flags;
            trial.bits += way->bits + (flags != 0 ? 4 : 0);
            if (way->undo != UNDO_CRLF || flags == 0)
                trials_add(trials, &trial);
        }
}

static void add_all(struct trials *trials)
{
    const char *given = trials->items[0].page, *other = trials_other_page(trials);
    struct trial trial = trials->items[0];
    trial.page = other;
    trial.bits = PAGE_BITS;
    trials_add(trials, &trial);
    add_occurs(trials, &trials->items[0]);
    add_frames(trials, given, 0);
    add_frames(trials, other, PAGE_BITS);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        add_text_ways(trials, &ways[i]);
    if (trials->items[0].score.first_bad <= 1)
        period_headers(trials);
    period_lengths(trials, given);
    period_lengths(trials, other);
}

static int by_worth(const void *left, const void *right)
{
    const struct trial *a = left, *b = right;
    int64_t more = trial_worth(b) - trial_worth(a);
    return more > 0 ? 1 : more < 0 ? -1 : a->bits - b->bits;
}

/* The likeliest trial: of those that do best on a little, the one that does best on more. */
static void run_all(struct trials *trials, size_t bytes)
{
    size_t kept = 1;
    for (size_t i = 1; i < trials->count; i++)
        if (trial_run(trials, &trials->items[i], SCREEN_BYTES < bytes ? SCREEN_BYTES : bytes))
            trials->items[kept++] = trials->items[i];
    qsort(trials->items + 1, kept - 1, sizeof trials->items[0], by_worth);
    trials->count = kept < FINALISTS + 1 ? kept : FINALISTS + 1;
    for (size_t i = 1; i < trials->count; i++)
        trial_run(trials, &trials->items[i], bytes);
    qsort(trials->items + 1, trials->count - 1, sizeof trials->items[0], by_worth);
}

static bool few_bad(const struct score *score, int64_t bad)
{
    return score->records > 0 && bad * FEW <= score->records && !score->broken;
}

/*
 * A proposal leaves clearly fewer records bad: or none would be read.  Where characters were changed on the way, numbers
 * that are none are not held against it.
 */
static bool is_better(const struct trial *trial, const struct trial *given)
{
    const struct score *new = &trial->score, *old = &given->score;
    bool changed = trial->undo != UNDO_NOTHING || strcasecmp(trial->page, given->page) != 0;
    int64_t bad = changed ? new->bad_plain : new->bad_records;
    return trial_worth(trial) > trial_worth(given) + MARGIN && !new->broken && new->records > 0 &&
           (few_bad(new, bad) || old->records == 0 || bad * old->records * CLEARLY <= old->bad_records * new->records ||
            (old->broken && bad * 2 <= new->records));
}

/* It leaves nothing to explain: bytes that changed, or nearly all records as sound ones. */
static bool explains(const struct trial *trial)
{
    return trial->undo != UNDO_NOTHING || few_bad(&trial->score, trial->score.bad_records);
}

/* Records can be read as given, and do not fill the file: only what leaves no doubt is named. */
static bool is_much_better(const struct trial *trial, const struct trial *given)
{
    const struct score *new = &trial->score;
    return new->bad_records == 0 && new->partial == 0 && is_better(trial, given) &&
           trial_worth(trial) - trial_worth(given) > MARGIN + new->weight / DOUBT;
}

/* Characters of the text scored last that two pages read otherwise. */
static int64_t count_other(const struct scorer *left, const struct scorer *right)
{
    const struct codepage *a = &left->schema->page, *b = &right->schema->page;
    int64_t count = 0;
    for (int byte = 0; byte < 256; byte++)
        if (a->utf8_length[byte] != b->utf8_length[byte] || memcmp(a->utf8[byte], b->utf8[byte], CODEPAGE_UTF8_MAX) != 0)
            count += left->bytes[byte];
    return count;
}

/* Among pages that read TRIAL's bytes the likeliest; the one it has unless another is clearly better. */
static struct trial choose_page(struct trials *trials, const struct trial *trial)
{
    size_t bytes = SAMPLE_HEAD_BYTES;
    struct trial best = *trial;
    const struct reading *given = trials_reading(trials, trial->page, trial->other_occurs, trial->form);
    if (given == NULL || !trial_run(trials, &best, bytes))
        return *trial;
    int64_t worth = trial_worth(&best);
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct trial other = *trial;
        other.page = pages[i];
        struct reading *reading = trials_reading(trials, pages[i], trial->other_occurs, trial->form);
        if (reading == NULL || reading == given || reading->schema.page.ebcdic != given->schema.page.ebcdic)
            continue;
        int64_t others = count_other(&given->scorer, &reading->scorer), margin = PAGE_MARGIN + PAGE_CHARACTER * others;
        if ((reading->schema.page.single_byte && others < PAGE_OTHERS) || !trial_run(trials, &other, bytes))
            continue;
        if (trial_worth(&other) > trial_worth(&best) && trial_worth(&other) > worth + margin)
            best = other;
    }
    return best;
}

static void propose(struct guess *guess, struct trials *trials, const struct trial *trial)
{
    guess->after = trial->score;
    guess_say_cause(guess, trials, trial);
}

/* Records fail, or do not fill the file: another way to part it, or to undo what was done to it. */
static bool decide_frame(struct guess *guess, struct trials *trials, size_t bytes, bool few)
{
    struct trial *given = &trials->items[0];
    struct period_drift drift;
    add_all(trials);
    run_all(trials, bytes);
    struct trial *best = &trials->items[1];
    bool named = trials->count > 1 && (few ? is_much_better(best, given) : is_better(best, given));
    if (!few && !(named && explains(best)) && period_drifts(trials, &drift)) {
        guess_say_drift(guess, trials, &drift);
    } else if (named) {
        *best = best->undo == UNDO_NOTHING ? choose_page(trials, best) : *best;
        propose(guess, trials, best);
    } else if (!few) {
        guess_say_unknown(guess);
    }
    return named || !few;
}

/* Bytes behind the last record: less than one, or, when descriptors followed each other nearly to the end, no more of them. */
static int64_t find_footer(const struct trials *trials)
{
    const struct score *score = &trials->items[0].score;
    const struct sample *sample = &trials->samples[UNDO_NOTHING];
    int64_t length = (int64_t)sample->pieces[0].length, left = length - score->behind;
    if (!score->broken)
        return score->partial;
    return sample->whole && left * FEW <= length ? left : 0;
}

/* What is left behind the last record is no beginning of another one. */
static bool decide_footer(struct guess *guess, struct trials *trials, size_t bytes)
{
    const struct trial *given = &trials->items[0];
    struct trial trial = *given;
    int64_t left = find_footer(trials), margin = given->score.broken ? -PAGE_BITS * WEIGH_BIT : FOOTER_MARGIN;
    trial.recfm.footer_bytes += (size_t)left;
    trial.bits = PAGE_BITS;
    if (left == 0 || !trial_run(trials, &trial, bytes) || trial.score.bad_records > 0 || trial.score.broken ||
        trial_worth(&trial) < trial_worth(given) + margin)
        return false;
    propose(guess, trials, &trial);
    return true;
}

static bool decide_later(struct guess *guess, struct trials *trials)
{
    struct score further;
    scorer_further(&trials->readings[0].scorer, &trials->items[0].recfm, &trials->samples[UNDO_NOTHING], &further);
    if (further.records == 0 || further.bad_records * LATER < further.records)
        return false;
    guess_say_later(guess, &further);
    return true;
}

/* Numbers whose every byte can be: in the other form they are smaller, or shorter. */
static bool decide_form(struct guess *guess, struct trials *trials, size_t bytes)
{
    struct trial best = trials->items[0];
    const struct layout *layout = &trials->readings[0].schema.layout;
    bool forms[FORMS] = {false};
    for (size_t i = 0; i < layout->count; i++) {
        enum usage usage = layout->fields[i].item->usage;
        bool native = usage == USAGE_NATIVE, floating = usage == USAGE_FLOAT || usage == USAGE_DOUBLE;
        forms[FORM_TURNED] = forms[FORM_TURNED] || native;
        forms[FORM_FLOAT] = forms[FORM_FLOAT] || floating;
        forms[FORM_BOTH] = forms[FORM_BOTH] || floating || native;
    }
    int64_t least = trial_worth(&best) + PAGE_MARGIN + FORM_RECORD * best.score.records;
    for (enum form form = FORM_TURNED; form < FORMS; form++) {
        struct trial trial = trials->items[0];
        trial.form = form;
        trial.bits = form == FORM_BOTH ? 2 * PAGE_BITS : PAGE_BITS;
        if (forms[form] && trial_run(trials, &trial, bytes) && trial_worth(&trial) > least && trial_worth(&trial) > trial_worth(&best))
            best = trial;
    }
    if (best.form != FORM_GIVEN)
        propose(guess, trials, &best);
    return best.form != FORM_GIVEN;
}

static void decide_page(struct guess *guess, struct trials *trials)
{
    const struct trial *given = &trials->items[0];
    if (given->score.text.controls * CONTROLS > given->score.text.count)
        return; /* that is no text, in whatever page */
    struct trial page = choose_page(trials, given);
    if (strcasecmp(page.page, given->page) != 0)
        propose(guess, trials, &page);
}

static void decide(struct guess *guess, struct trials *trials)
{
    struct trial *given = &trials->items[0];
    size_t longest = layout_longest(trials) * 16;
    size_t bytes = longest > SCORE_BYTES ? longest : SCORE_BYTES;
    if (trials->samples[UNDO_NOTHING].pieces[0].length == 0)
        return; /* nothing in it */
    trial_run(trials, given, bytes);
    guess->before = given->score;
    bool few = few_bad(&given->score, given->score.bad_records), partial = given->score.partial > 0;
    if (given->score.broken && decide_footer(guess, trials, bytes))
        return;
    if ((!few || partial) && decide_frame(guess, trials, bytes, few))
        return;
    if (decide_footer(guess, trials, bytes) || decide_later(guess, trials) || decide_form(guess, trials, bytes))
        return;
    decide_page(guess, trials);
}

int guess_make(struct guess *guess, const struct settings *settings, const char *copybook, size_t length, const struct sample *sample,
               struct fault *fault)
{
    struct trials *trials = memory_new(1, sizeof *trials);
    *guess = (struct guess){.settings = *settings, .given = *settings};
    arena_init(&guess->arena);
    int code = trials_open(trials, settings, copybook, length, sample, fault);
    if (code == 0)
        decide(guess, trials);
    trials_close(trials);
    free(trials);
    return code;
}

void guess_release(struct guess *guess)
{
    arena_release(&guess->arena);
    *guess = (struct guess){0};
}
