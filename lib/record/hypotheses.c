/*
 * hypotheses.c - see trial.h: the ways in which a file may have been made, sent or described, as tables.
 */
#include "record/trial.h"

enum { OTHER_BITS = 8 };

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
    {UNDO_UTF8, false, 16},
    {UNDO_UTF8_EBCDIC, true, 16},
    {UNDO_CRLF, true, 16},
};

size_t trials_longest(const struct trials *trials)
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
    return trials_longest(trials);
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
    trial.bits += OTHER_BITS;
    if (trial.recfm.kind == RECFM_F && trial.recfm.measure == NULL)
        trial.recfm.lrecl = trials->readings[0].schema.settings.plan.occurs_maximum ? 0 : trials_longest(trials);
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
    if (trials_sample(trials, way->undo) == &trials->samples[UNDO_NOTHING])
        return;
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

void trials_add_all(struct trials *trials)
{
    const char *given = trials->items[0].page, *other = trials_other_page(trials);
    struct trial trial = trials->items[0];
    trial.bits = OTHER_BITS;
    trial.page = other;
    trials_add(trials, &trial);
    trial.page = trials->readings[0].schema.page.ebcdic ? "CP037" : "ISO-8859-1"; /* which have every byte */
    trials_add(trials, &trial);
    add_occurs(trials, &trials->items[0]);
    add_frames(trials, given, 0);
    add_frames(trials, other, OTHER_BITS);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        add_text_ways(trials, &ways[i]);
    const struct score *score = &trials->items[0].score;
    if (score->first_bad <= 1 || (score->packed_bad + score->zoned_bad) * 2 > score->packed + score->zoned)
        period_headers(trials);
    period_lengths(trials, given);
    period_lengths(trials, other);
}
