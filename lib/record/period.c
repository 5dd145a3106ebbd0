/*
 * period.c - see trial.h: at which lengths, and from where, a file's bytes are numbers where the layout has numbers.
 *
 * A probe is one byte of a field with what it can be; a place fits a layout by how many of its probes do.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "record/trial.h"

enum {
    PROBES = 1024,           /* of one 01 level */
    PROBES_FEW = 96,         /* of them, where many places are tried */
    PLACES = 32,             /* records looked at for each length */
    LENGTHS_MAX = 32760,
    HEADERS_MAX = 4096,
    WINDOW = 1 << 15,        /* of autocorrelation */
    LAGS_MAX = 8192,
    BEST = 8,
    SHIFT_MAX = 16,          /* bytes that one record may be off */
    FULL = 1000,             /* all probes fit */
    SOUND = 960,
    LENGTH_BITS = 14,
    OTHER_PAGE_BITS = 8,
    HEADER_BITS = 16,
    CUT_MAX = 256,           /* bytes that all records may be too short or too long, and at most one in so many */
    CUT_PART = 4,
    CUT_RECORDS = 6,         /* at least, of which each is so */
    CHAIN = 6,               /* records behind a header that must follow each other */
};

enum probe_kind { PROBE_TEXT = 1, PROBE_ZONED = 2, PROBE_ZONED_SIGN = 4, PROBE_PACKED = 8, PROBE_PACKED_SIGN = 16 };

struct probe {
    uint32_t offset;
    uint8_t kind;
};

struct probes { /* of one 01 level */
    struct probe items[PROBES];
    size_t count;
    size_t numbers;
};

struct signature {
    struct probes *levels;
    size_t count;
    size_t skip;        /* bytes of a record before its data */
    uint8_t kinds[256]; /* probes that a byte fits */
};

struct place {
    size_t at;
    unsigned fit;
};

/* What each byte can be. */
static void fill_kinds(uint8_t kinds[256], const struct codepage *page)
{
    for (int byte = 0; byte < 256; byte++) {
        int high = byte >> 4, low = byte & 15;
        bool digit = low < 10 && high == (page->ebcdic ? 15 : 3);
        bool sign = page->ebcdic ? low < 10 && high >= 12 && high != 14
                                 : digit || byte == '{' || byte == '}' || (byte >= 'A' && byte <= 'R') || (byte >= 'p' && byte <= 'y');
        bool control = page->single_byte && (page->utf8_length[byte] == 0 || page->utf8[byte][0] < 0x20 || page->utf8[byte][0] == 0x7F ||
                                             (page->utf8[byte][0] == 0xC2 && page->utf8[byte][1] < 0xA0));
        kinds[byte] = (uint8_t)((control ? 0 : PROBE_TEXT) | (digit ? PROBE_ZONED : 0) | (sign ? PROBE_ZONED_SIGN : 0) |
                                (high < 10 && low < 10 ? PROBE_PACKED : 0) |
                                (high < 10 && (low == 12 || low == 13 || low == 15) ? PROBE_PACKED_SIGN : 0));
    }
}

static void add_probe(struct probes *probes, size_t offset, enum probe_kind kind)
{
    if (probes->count < PROBES)
        probes->items[probes->count++] = (struct probe){(uint32_t)offset, (uint8_t)kind};
}

static void probe_field(struct probes *probes, const struct plan_op *op)
{
    size_t last = op->length - 1;
    switch (op->kind) {
    case PLAN_TEXT:
        for (size_t i = 0; i < op->length && i < 4; i++)
            add_probe(probes, op->offset + i, PROBE_TEXT);
        return;
    case PLAN_ZONED:
        if (op->sign_separate)
            return;
        for (size_t i = 0; i < op->length; i++)
            add_probe(probes, op->offset + i, i == (op->sign_leading ? 0 : last) && op->is_signed ? PROBE_ZONED_SIGN : PROBE_ZONED);
        probes->numbers++;
        return;
    case PLAN_PACKED:
        for (size_t i = 0; i < op->length; i++)
            add_probe(probes, op->offset + i, i == last ? PROBE_PACKED_SIGN : PROBE_PACKED);
        probes->numbers++;
        return;
    default:
        return;
    }
}

/* Fields that lie at the same place in every record: up to the first table that varies, and in no union. */
static void probe_plan(struct probes *probes, const struct plan *plan)
{
    for (const struct plan_op *op = plan->ops; op->kind != PLAN_END; op++) {
        if (op->kind == PLAN_TABLE && plan->exact && op->occurs_min != op->occurs_max)
            return;
        if (op->kind == PLAN_UNION)
            op = &plan->ops[op->end];
        else
            probe_field(probes, op);
    }
}

static void signature_init(struct signature *signature, const struct schema *schema)
{
    *signature = (struct signature){.count = schema->plan_count, .skip = schema->settings.recfm.record_skip,
                                    .levels = memory_new(schema->plan_count, sizeof *signature->levels)};
    fill_kinds(signature->kinds, &schema->page);
    for (size_t i = 0; i < schema->plan_count; i++)
        probe_plan(&signature->levels[i], &schema->plans[i]);
}

static bool signature_has_numbers(const struct signature *signature)
{
    for (size_t i = 0; i < signature->count; i++)
        if (signature->levels[i].numbers > 0)
            return true;
    return false;
}

/* How well the LENGTH bytes at BYTES begin a record, in thousandths: as the level that fits best. */
static unsigned fit(const struct signature *signature, const uint8_t *bytes, size_t length)
{
    unsigned best = 0;
    for (size_t level = 0; level < signature->count; level++) {
        const struct probes *probes = &signature->levels[level];
        unsigned fits = 0;
        size_t count = probes->count < PROBES_FEW ? probes->count : PROBES_FEW;
        for (size_t i = 0; i < count; i++) {
            const struct probe *probe = &probes->items[i];
            size_t at = signature->skip + probe->offset;
            fits += at < length && (signature->kinds[bytes[at]] & probe->kind) != 0;
        }
        unsigned share = count > 0 ? fits * FULL / (unsigned)count : 0;
        best = share > best ? share : best;
    }
    return best;
}

/* The same for records of LENGTH bytes from AT on, on average. */
static unsigned fit_run(const struct signature *signature, const struct sample_piece *head, size_t at, size_t length, size_t most)
{
    unsigned sum = 0, count = 0;
    for (; at + length <= head->length && count < most; at += length, count++)
        sum += fit(signature, head->bytes + at, length);
    return count > 0 ? sum / count : 0;
}

/* Keep the best places, the better first; a multiple of one that fits as well says nothing new. */
static void keep(struct place best[BEST], size_t *count, size_t at, unsigned value, bool multiples)
{
    for (size_t i = 0; i < *count && !multiples; i++)
        if (at % best[i].at == 0 && value <= best[i].fit + FULL / 200)
            return;
    size_t to = *count;
    while (to > 0 && best[to - 1].fit < value)
        to--;
    if (to == BEST)
        return;
    size_t behind = (*count < BEST ? *count : BEST - 1) - to;
    memmove(&best[to + 1], &best[to], behind * sizeof *best);
    best[to] = (struct place){at, value};
    *count += *count < BEST;
}

static void add_lengths(struct trials *trials, const char *page, const struct place best[BEST], size_t count)
{
    struct trial trial = trials->items[0];
    for (size_t i = 0; i < count; i++) {
        trial.page = page;
        trial.bits = LENGTH_BITS + (page != trials->items[0].page ? OTHER_PAGE_BITS : 0);
        trial.recfm.kind = RECFM_F;
        trial.recfm.measure = NULL;
        trial.recfm.lrecl = best[i].at;
        trials_add(trials, &trial);
    }
}

/* Bytes that are the same LAG bytes further on, in thousandths. */
static unsigned same_at(const uint8_t *bytes, size_t length, size_t lag)
{
    unsigned same = 0;
    for (size_t i = 0; i + lag < length; i++)
        same += bytes[i] == bytes[i + lag];
    return (unsigned)((uint64_t)same * FULL / (length - lag));
}

/* Lengths at which more is the same than at the ones beside them: runs of blanks are the same at every short one. */
static void correlate(struct trials *trials, const char *page, const struct sample_piece *head, size_t start)
{
    struct place best[BEST];
    size_t count = 0, length = head->length - start < WINDOW ? head->length - start : WINDOW;
    unsigned before = FULL, here = FULL;
    for (size_t lag = 1; lag <= LAGS_MAX && lag < length / 2; lag++) {
        unsigned behind = same_at(head->bytes + start, length, lag);
        if (here > before && here > behind)
            keep(best, &count, lag - 1, 2 * here - before - behind, false);
        before = here;
        here = behind;
    }
    add_lengths(trials, page, best, count);
}

void period_lengths(struct trials *trials, const char *page)
{
    const struct reading *reading = trials_reading(trials, page, false, FORM_GIVEN);
    const struct sample *sample = trials_sample(trials, UNDO_NOTHING);
    const struct sample_piece *head = &sample->pieces[0];
    size_t start = trials->items[0].recfm.header_bytes, count = 0;
    struct place best[BEST];
    struct signature signature;
    if (reading == NULL || start >= head->length)
        return;
    signature_init(&signature, &reading->schema);
    size_t longest = (head->length - start) / 2 < LENGTHS_MAX ? (head->length - start) / 2 : LENGTHS_MAX;
    for (size_t length = 1; length <= longest && signature_has_numbers(&signature); length++)
        keep(best, &count, length, fit_run(&signature, head, start, length, PLACES), false);
    add_lengths(trials, page, best, count);
    correlate(trials, page, head, start);
    free(signature.levels);
}

static void add_header(struct trials *trials, const struct recfm *recfm, size_t bytes)
{
    struct trial trial = trials->items[0];
    trial.recfm = *recfm;
    trial.recfm.header_bytes = bytes;
    trial.bits = HEADER_BITS;
    trials_add(trials, &trial);
}

/* Records that follow each other behind HEADER bytes. */
static bool chains(const struct recfm *given, const struct sample *sample, size_t header)
{
    struct recfm recfm = *given;
    struct recfm_reader reader;
    struct recfm_record record;
    struct fault fault;
    int answer, count = 0;
    recfm.header_bytes = header;
    recfm_open(&reader, &recfm);
    recfm_feed(&reader, sample->pieces[0].bytes, sample->pieces[0].length, sample->whole);
    while (count < CHAIN && (answer = recfm_next(&reader, &record, &fault)) == 1)
        count += record.length > 0;
    bool ended = count > 1 && reader.at == reader.usable && sample->whole;
    recfm_close(&reader);
    return count == CHAIN || ended;
}

void period_headers(struct trials *trials)
{
    const struct reading *reading = &trials->readings[0];
    const struct sample *sample = trials_sample(trials, UNDO_NOTHING);
    const struct sample_piece *head = &sample->pieces[0];
    const struct recfm *recfm = &trials->items[0].recfm;
    struct place best[BEST];
    struct signature signature;
    size_t count = 0;
    bool described = recfm->kind != RECFM_F && recfm->kind != RECFM_U && recfm->kind != RECFM_TEXT;
    if (!described && (recfm->kind != RECFM_F || recfm->lrecl == 0))
        return;
    signature_init(&signature, &reading->schema);
    for (size_t header = 0; header <= HEADERS_MAX && header * 2 <= head->length; header++) {
        if (header == recfm->header_bytes)
            continue;
        if (!described)
            keep(best, &count, header, fit_run(&signature, head, header, recfm->lrecl + recfm->record_skip, PLACES / 2), true);
        else if (count < BEST && chains(recfm, sample, header))
            best[count++] = (struct place){header, 0};
    }
    for (size_t i = 0; i < count; i++)
        add_header(trials, recfm, best[i].at);
    free(signature.levels);
}

/* Where a record begins that ought to begin at AT: the nearest place that fits, and behind which the next one does. */
static bool find_start(const struct signature *signature, const struct sample_piece *head, size_t at, size_t length, ptrdiff_t *shift)
{
    for (ptrdiff_t far = 0; far <= SHIFT_MAX && (size_t)far <= length / 4; far++)
        for (int side = -1; side <= (far > 0 ? 1 : -1); side += 2) {
            ptrdiff_t to = (ptrdiff_t)at + side * far;
            if (to < 0 || (size_t)to + length > head->length || fit(signature, head->bytes + to, length) < SOUND)
                continue;
            *shift = side * far;
            return true;
        }
    return false;
}

bool period_drifts(struct trials *trials, struct period_drift *drift)
{
    const struct recfm *recfm = &trials->items[0].recfm;
    const struct sample_piece *head = &trials_sample(trials, UNDO_NOTHING)->pieces[0];
    struct signature signature;
    *drift = (struct period_drift){0};
    if (recfm->kind != RECFM_F || recfm->lrecl == 0)
        return false;
    signature_init(&signature, &trials->readings[0].schema);
    size_t length = recfm->lrecl + recfm->record_skip;
    ptrdiff_t shift;
    for (size_t at = recfm->header_bytes; at + length <= head->length && signature_has_numbers(&signature); at += length) {
        drift->records++;
        if (!find_start(&signature, head, at, length, &shift))
            continue;
        drift->sound++;
        if (drift->records > 1) { /* what is off before the first record is a header */
            drift->slips += shift != 0;
            drift->bytes += shift;
            drift->first = shift != 0 && drift->first == 0 ? drift->records - 1 : drift->first;
        }
        at = (size_t)((ptrdiff_t)at + shift);
    }
    free(signature.levels);
    return drift->slips > 0 && drift->slips * 2 <= drift->records && drift->sound * 10 >= drift->records * 7;
}

/* How often each probe fits at records of LENGTH bytes, DELTA bytes further on than it ought to lie; returns of how many. */
static unsigned count_hits(const struct signature *signature, const struct sample_piece *head, size_t start, size_t length, ptrdiff_t delta,
                           unsigned hits[PROBES])
{
    const struct probes *probes = &signature->levels[0];
    unsigned places = 0;
    memset(hits, 0, PROBES * sizeof *hits);
    for (size_t at = start; at + length <= head->length && places < PLACES; at += length, places++)
        for (size_t i = 0; i < probes->count; i++) {
            ptrdiff_t to = (ptrdiff_t)(signature->skip + probes->items[i].offset) + delta;
            hits[i] += to >= 0 && (size_t)to < length && (signature->kinds[head->bytes[at + (size_t)to]] & probes->items[i].kind) != 0;
        }
    return places;
}

/* Where records of LENGTH bytes may have been cut: CUT has the best place, its fit in thousandths is returned. */
static unsigned fit_cut(const struct signature *signature, const struct sample_piece *head, size_t start, size_t length, ptrdiff_t delta,
                        struct period_cut *cut)
{
    const struct probes *probes = &signature->levels[0];
    unsigned front[PROBES], back[PROBES], best = 0;
    unsigned places = count_hits(signature, head, start, length, 0, front);
    count_hits(signature, head, start, length, delta, back);
    size_t gone = delta < 0 ? (size_t)-delta : 0, behind = 0, fits = 0, taken = 0;
    for (size_t i = 0; i < probes->count; i++)
        fits += back[i];
    for (size_t split = 0; split <= probes->count && places > 0; split++) {
        size_t at = split < probes->count ? probes->items[split].offset : length - (size_t)(delta > 0 ? delta : 0);
        for (; behind < probes->count && (probes->items[behind].offset < at + gone || behind < split); behind++)
            fits -= back[behind]; /* of what lies in front, and of what is gone */
        size_t counted = split + probes->count - behind;
        unsigned value = counted * 2 > probes->count ? (unsigned)((fits + taken) * FULL / (counted * places)) : 0;
        if (value > best)
            *cut = (struct period_cut){length, split > 0 ? probes->items[split - 1].offset + 1u : 0, at + gone, delta};
        else if (value == best && value > 0)
            cut->last = at + gone;
        best = value > best ? value : best;
        taken += split < probes->count ? front[split] : 0;
    }
    return best;
}

bool period_cuts(struct trials *trials, struct period_cut *cut)
{
    const struct recfm *recfm = &trials->items[0].recfm;
    const struct sample *sample = trials_sample(trials, UNDO_NOTHING);
    struct signature signature;
    if (recfm->kind != RECFM_F || recfm->lrecl == 0 || recfm->measure != NULL)
        return false;
    signature_init(&signature, &trials->readings[0].schema);
    ptrdiff_t whole = (ptrdiff_t)(recfm->lrecl + recfm->record_skip), most = whole / CUT_PART < CUT_MAX ? whole / CUT_PART : CUT_MAX;
    int64_t bytes = sample->file_bytes - (int64_t)(recfm->header_bytes + recfm->footer_bytes);
    unsigned best = 0;
    for (ptrdiff_t delta = -most; delta <= most && signature.count == 1 && signature_has_numbers(&signature); delta++) {
        struct period_cut found;
        if (delta == 0 || bytes % (whole + delta) != 0 || bytes < CUT_RECORDS * (whole + delta))
            continue;
        unsigned value = fit_cut(&signature, &sample->pieces[0], recfm->header_bytes, (size_t)(whole + delta), delta, &found);
        if (value > best)
            *cut = found;
        best = value > best ? value : best;
    }
    free(signature.levels);
    return best >= SOUND;
}
