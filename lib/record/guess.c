/*
 * guess.c - see guess.h: which hypothesis is named.  They are listed in hypotheses.c, the words are in guess_say.c.
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
    FORM_MARGIN = 40 * WEIGH_BIT, /* when every value can be read either way */
    FOOTER_MARGIN = 4 * WEIGH_BIT, /* a value there that cannot be one */
    PAGE_BITS = 8,
    UTF8_LEAST = 4,               /* characters of several bytes, where there is no other byte above X'7F' */
    LATER = 4,                    /* further on one record in so many is bad */
    FORM_RECORD = 6 * WEIGH_BIT,  /* numbers of a record must be so much likelier in the other form */
    DOUBT = 32,                   /* a proposal for what can be read must explain so much more of it */
    CHAIN = 8,                    /* descriptors that follow each other do not come by chance, whatever they hold */
    FEW = 20,                     /* one record in so many may be bad */
    CLEARLY = 3,                  /* a proposal has at most so many times fewer bad records */
};

static const char *const pages[] = {"CP037", "CP1047", "CP500", "CP273", "IBM277", "CP278", "CP280", "CP284", "CP285", "CP297",
                                    "CP871", "CP870", "CP875", "CP1025", "CP1026", "CP1140", "CP1141", "ISO-8859-1", "UTF-8", "CP1252", "CP437"};

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
    if (trial->recfm.kind == RECFM_TEXT && given->recfm.kind != RECFM_TEXT && new->records < 2)
        return false; /* no line has ended */
    if ((trial->flags & SCORE_DESTROYED) != 0 && old->bad_records * 2 < old->records)
        return false; /* most numbers are not destroyed */
    return trial_worth(trial) > trial_worth(given) + MARGIN && !new->broken && new->records > 0 &&
           (few_bad(new, bad) || (old->records == 0 && (bad * 2 <= new->records || new->descriptors >= CHAIN)) || bad * old->records * CLEARLY <= old->bad_records * new->records ||
            (old->broken && bad * 2 <= new->records));
}

/* Records are so long that two shorter ones may lie in each, or bytes were changed and numbers fail still. */
static bool is_strained(const struct trials *trials, const struct trial *trial)
{
    bool lost = (trial->flags & SCORE_DESTROYED) != 0 || (trial->undo != UNDO_NOTHING && !few_bad(&trial->score, trial->score.bad_records));
    return lost || (trial->recfm.kind == RECFM_F && trial->recfm.lrecl * 2 >= trials_longest(trials) * 3);
}

/* It leaves nothing to explain: bytes that changed, or nearly all records as sound ones, and no room for more of them. */
static bool explains(const struct trials *trials, const struct trial *trial)
{
    bool roomy = trial->recfm.kind == RECFM_F && trial->recfm.lrecl >= 2 * trials_longest(trials);
    return trial->undo != UNDO_NOTHING || (few_bad(&trial->score, trial->score.bad_records) && !roomy);
}

/* Records can be read as given, and do not fill the file: only what leaves no doubt is named. */
static bool is_much_better(const struct trial *trial, const struct trial *given)
{
    const struct score *new = &trial->score;
    return new->bad_records == 0 && new->partial == 0 && is_better(trial, given) &&
           trial_worth(trial) - trial_worth(given) > MARGIN + new->weight / DOUBT;
}

/* Read in PAGE the text is clearly spelled better than as given; then GAIN says by how much. */
static bool is_spelled_better(const struct spelling *spelling, const struct codepage *given, const struct codepage *page, struct spelling_gain *gain)
{
    *gain = (struct spelling_gain){0};
    if (page->single_byte) {
        spelling_compare(spelling, given, page, gain);
        return spelling_convinces(gain);
    }
    gain->better = given->single_byte && strcasecmp(page->name, "UTF-8") == 0 ? spelling_count_utf8(spelling) : 0;
    return gain->better >= UTF8_LEAST;
}

/* Among pages that read TRIAL's bytes the one they are spelled in; the one it has unless another is clearly better. */
static struct trial choose_page(struct trials *trials, const struct trial *trial)
{
    struct trial best = *trial;
    struct spelling spelling = {0};
    struct reading *given = trials_reading(trials, trial->page, trial->other_occurs, trial->form);
    if (given == NULL)
        return best;
    given->scorer.spelling = &spelling;
    trial_run(trials, &best, SAMPLE_HEAD_BYTES);
    given->scorer.spelling = NULL;
    bool sound = !given->schema.page.single_byte && best.score.bad == 0; /* characters of several bytes do not come by chance */
    for (size_t i = 0; i < sizeof pages / sizeof pages[0] && !sound; i++) {
        struct spelling_gain gain;
        struct reading *reading = trials_reading(trials, pages[i], trial->other_occurs, trial->form);
        if (reading == NULL || reading == given || reading->schema.page.ebcdic != given->schema.page.ebcdic ||
            !is_spelled_better(&spelling, &given->schema.page, &reading->schema.page, &gain) ||
            gain.better - gain.worse <= best.gain.better - best.gain.worse)
            continue;
        best.page = pages[i];
        best.gain = gain;
    }
    spelling_release(&spelling);
    if (best.page != trial->page)
        trial_run(trials, &best, SAMPLE_HEAD_BYTES);
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
    struct period_cut cut;
    trials_add_all(trials);
    run_all(trials, bytes);
    size_t at = 1;
    while (at < trials->count && !(few ? is_much_better : is_better)(&trials->items[at], given))
        at++;
    struct trial *best = &trials->items[at];
    bool named = at < trials->count;
    bool open = !few && !(named && explains(trials, best));
    if ((open || (named && is_strained(trials, best))) && period_cuts(trials, &cut)) {
        guess_say_cut(guess, trials, &cut);
    } else if (open && period_drifts(trials, &drift)) {
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
    int64_t least = trial_worth(&best) + FORM_MARGIN + FORM_RECORD * best.score.records;
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
    struct trial page = choose_page(trials, given);
    if (strcasecmp(page.page, given->page) != 0)
        propose(guess, trials, &page);
}

/* No byte of the file is left for records: without header and footer. */
static void decide_impossible(struct guess *guess, struct trials *trials, size_t bytes)
{
    struct trial trial = trials->items[0];
    trial.recfm.header_bytes = trial.recfm.footer_bytes = 0;
    trial_run(trials, &trial, bytes);
    propose(guess, trials, &trial);
}

/* All that is wrong is that spanned records lack segments. */
static bool decide_segments(struct guess *guess, const struct trials *trials)
{
    const struct score *score = &guess->before;
    int64_t end = (int64_t)trials->samples[UNDO_NOTHING].pieces[0].length; /* where the last record may lack some too */
    if (score->segments == 0 || (score->broken && score->behind < end) || score->bad_records > score->segments + score->broken)
        return false;
    guess_say_segments(guess);
    return true;
}

/* Records are much longer than what is in them: blocks, perhaps. */
static bool is_roomy(const struct trials *trials, const struct trial *trial)
{
    return trial_is_described(trial->recfm.kind) && trial->score.behind > trial->score.records * 2 * (int64_t)trials_longest(trials);
}

static void decide(struct guess *guess, struct trials *trials)
{
    struct trial *given = &trials->items[0];
    size_t longest = trials_longest(trials) * 16;
    size_t bytes = longest > SCORE_BYTES ? longest : SCORE_BYTES;
    if (trials->samples[UNDO_NOTHING].pieces[0].length == 0)
        return; /* nothing in it */
    trial_run(trials, given, bytes);
    guess->before = given->score;
    bool few = few_bad(&given->score, given->score.bad_records), doubtful = given->score.partial > 0 || is_roomy(trials, given);
    if (guess_is_impossible(trials)) {
        decide_impossible(guess, trials, bytes);
        return;
    }
    if (decide_segments(guess, trials))
        return;
    if (given->score.broken && decide_footer(guess, trials, bytes))
        return;
    if ((!few || doubtful) && decide_frame(guess, trials, bytes, few))
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
