/* score.c - see score.h. */
#include "record/score.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "record/error.h"

enum {
    BAD = -WEIGH_BYTE,           /* a value that cannot be is as likely as one byte of chance */
    BLANKS = -WEIGH_BIT,         /* a number of blanks is told, and happens */
    DESCRIPTOR_BYTES = 4,
    QUESTION_MARK = 0x3F,        /* of ASCII: what a transfer makes of what it cannot translate */
    SUBSTITUTE = 0x1A,
    LENGTH_KNOWN = WEIGH_BIT,    /* a record as long as its layout, and one that is not */
    LENGTH_OTHER = 12 * WEIGH_BIT,
    BEYOND_RECORD = 2 * WEIGH_BIT,
    BEYOND_AGAIN = 56,           /* a byte beyond the layout that the record before had there too, and one that it had not */
    BEYOND_OTHER = -28,
    BEYOND_MAX = 64,
};

/* What a part of a record adds. */
struct part {
    int64_t weight;
    int64_t values, bad, hard, plain; /* hard: bad, and not only blank; plain: such, and neither packed nor binary */
    int64_t packed, packed_bad, zoned, zoned_bad, storage, high, lost;
    struct weigh_characters text;
};

struct scoring {
    struct scorer *scorer;
    struct score *score;
    unsigned flags;
    const uint8_t *end;        /* of the record before */
    uint8_t beyond[BEYOND_MAX]; /* of the record before, behind the layout */
    size_t beyond_length;
};


/* The outermost union that a field lies in: its first view, from 1, and the view that holds the field; 0: none. */
static void find_union(const struct layout *layout, int index, const bool *redefined, int *root, int *view)
{
    *root = *view = 0;
    for (int at = index; at != LAYOUT_NONE; at = layout->fields[at].parent) {
        if (layout->fields[at].redefines == LAYOUT_NONE && !redefined[at])
            continue;
        int first = at;
        while (layout->fields[first].redefines != LAYOUT_NONE)
            first = layout->fields[first].redefines;
        *root = first + 1;
        *view = at + 1;
    }
}

void scorer_open(struct scorer *scorer, struct schema *schema)
{
    static const struct decode_options quiet = {0};
    const struct layout *layout = &schema->layout;
    struct decode_options options = schema->settings.decode;
    options.trim = TRIM_RIGHT;
    options.tell = quiet.tell;
    *scorer = (struct scorer){.schema = schema, .decoders = memory_new(schema->plan_count, sizeof *scorer->decoders),
                              .views = memory_new(layout->count, sizeof *scorer->views),
                              .unions = memory_new(layout->count, sizeof *scorer->unions)};
    for (size_t i = 0; i < schema->plan_count; i++)
        decoder_init(&scorer->decoders[i], &schema->plans[i], &schema->page, &options);
    bool *redefined = memory_new(layout->count, sizeof *redefined);
    for (size_t i = 0; i < layout->count; i++)
        if (layout->fields[i].redefines != LAYOUT_NONE)
            redefined[layout->fields[i].redefines] = true;
    for (size_t i = 0; i < layout->count; i++)
        find_union(layout, (int)i, redefined, &scorer->unions[i], &scorer->views[i]);
    free(redefined);
}

void scorer_close(struct scorer *scorer)
{
    for (size_t i = 0; i < scorer->schema->plan_count; i++)
        decoder_release(&scorer->decoders[i]);
    free(scorer->decoders);
    free(scorer->views);
    free(scorer->unions);
    value_list_release(&scorer->values);
    bytes_release(&scorer->padded);
    bytes_release(&scorer->scratch);
    *scorer = (struct scorer){0};
}

static void add_part(struct part *sum, const struct part *more)
{
    sum->weight += more->weight;
    sum->values += more->values;
    sum->bad += more->bad;
    sum->hard += more->hard;
    sum->plain += more->plain;
    sum->packed += more->packed;
    sum->packed_bad += more->packed_bad;
    sum->storage += more->storage;
    sum->high += more->high;
    sum->lost += more->lost;
    sum->zoned += more->zoned;
    sum->zoned_bad += more->zoned_bad;
    sum->text.count += more->text.count;
    sum->text.controls += more->text.controls;
    sum->text.foreign += more->text.foreign;
}

static bool is_zoned(const struct value *value)
{
    return value->kind == VALUE_NUMBER && value->field->item->usage == USAGE_DISPLAY;
}

static void count_storage(const struct value *value, struct part *part)
{
    for (size_t i = 0; value->bytes != NULL && i < value->bytes_length; i++) {
        part->storage += value->bytes[i] != 0;
        part->high += value->bytes[i] >= 0x80;
        part->lost += value->bytes[i] == QUESTION_MARK || value->bytes[i] == SUBSTITUTE;
    }
}

/* Digits that a number can have; of floats, those that tell every value from the next. */
static unsigned digits_of(const struct item *item)
{
    return item->usage == USAGE_FLOAT ? 9 : item->usage == USAGE_DOUBLE ? 17 : item->picture.digits;
}

static void weigh_value(const struct value *value, unsigned flags, struct part *part, struct spelling *spelling)
{
    bool number = value->kind == VALUE_NUMBER, zoned = is_zoned(value), bad = value->code != 0;
    if ((flags & SCORE_DESTROYED) != 0 && number && !zoned && value->code != RECORD_E_SHORT)
        return;
    part->values++;
    part->bad += bad;
    part->hard += bad && value->code != RECORD_E_BLANK;
    part->plain += bad && value->code != RECORD_E_BLANK && (!number || zoned || value->code == RECORD_E_SHORT);
    part->zoned += zoned;
    part->zoned_bad += zoned && bad;
    part->packed += number && !zoned;
    part->packed_bad += number && !zoned && bad;
    if (number && !zoned)
        count_storage(value, part);
    if (spelling != NULL && value->kind == VALUE_TEXT && value->bytes != NULL)
        spelling_add(spelling, value->bytes, value->bytes_length);
    if (bad) {
        part->weight += value->code == RECORD_E_BLANK ? BLANKS : value->code == RECORD_E_SHORT ? 0 : BAD;
    } else if (value->text != NULL && value->kind == VALUE_TEXT) {
        part->weight += weigh_text(value->text, value->length, value->bytes_length, &part->text);
    } else if (value->text != NULL && number) {
        part->weight += weigh_number(value->text, value->length, value->bytes_length, digits_of(value->field->item));
    }
}

/* All values of one record; of the views of a union the one that weighs most. */
static void weigh_values(struct scorer *scorer, unsigned flags, struct part *sum)
{
    struct part best = {0}, view = {0};
    int root = 0, at = 0;
    bool chosen = false;
    for (size_t i = 0; i <= scorer->values.count; i++) {
        const struct value *value = i < scorer->values.count ? &scorer->values.items[i] : NULL;
        size_t index = value != NULL ? (size_t)(value->field - scorer->schema->layout.fields) : 0;
        int next_root = value != NULL ? scorer->unions[index] : 0, next_view = value != NULL ? scorer->views[index] : 0;
        if (root != 0 && (next_root != root || next_view != at)) {
            best = !chosen || view.weight > best.weight ? view : best;
            chosen = true;
            view = (struct part){0};
        }
        if (chosen && (next_root != root || next_view < at)) {
            add_part(sum, &best);
            chosen = false;
        }
        root = next_root;
        at = next_view;
        if (value != NULL)
            weigh_value(value, flags, root != 0 ? &view : sum, scorer->spelling);
    }
}

/* The record as the 01 level that is selected, or the one that fits best; returns what it takes, below 0: not known. */
static ptrdiff_t weigh_record(struct scoring *scoring, const uint8_t *data, size_t length, struct part *best)
{
    struct scorer *scorer = scoring->scorer;
    ptrdiff_t taken = 0;
    int chosen = schema_choose(scorer->schema, &scorer->scratch, data, length);
    bool any = false;
    for (size_t level = 0; level < scorer->schema->plan_count; level++) {
        struct part part = {0};
        if (chosen != SCHEMA_EVERY && (size_t)chosen != level)
            continue;
        ptrdiff_t answer = decode_values(&scorer->decoders[level], &scorer->values, data, length, NULL);
        weigh_values(scorer, scoring->flags, &part);
        part.weight += answer < 0 ? BAD : 0;
        part.hard += answer < 0;
        part.plain += answer < 0;
        if (!any || part.weight > best->weight) {
            *best = part;
            taken = answer;
        }
        any = true;
    }
    return taken;
}

static void add_record(struct score *score, const struct part *part, bool wrong, int64_t number)
{
    bool bad = wrong || part->hard > 0;
    score->weight += part->weight;
    score->records++;
    score->bad_records += bad;
    score->bad_plain += wrong || part->plain > 0;
    score->first_bad = bad && score->first_bad == 0 ? number : score->first_bad;
    score->values += part->values;
    score->bad += part->bad;
    score->packed += part->packed;
    score->packed_bad += part->packed_bad;
    score->storage += part->storage;
    score->storage_high += part->high;
    score->storage_lost += part->lost;
    score->zoned += part->zoned;
    score->zoned_bad += part->zoned_bad;
    score->text.count += part->text.count;
    score->text.controls += part->text.controls;
    score->text.foreign += part->text.foreign;
}

/* What stands behind the layout says little, and more when it is always as long and the same. */
static void weigh_beyond(struct scoring *scoring, const struct recfm_record *record, size_t taken)
{
    size_t whole = record->length > taken ? record->length - taken : 0, length = whole < BEYOND_MAX ? whole : BEYOND_MAX;
    const uint8_t *bytes = record->data + taken;
    bool same = length == scoring->beyond_length;
    scoring->score->weight -= same ? length > 0 ? BEYOND_RECORD : 0 : LENGTH_OTHER;
    for (size_t i = 0; i < length && same; i++)
        scoring->score->weight += bytes[i] == scoring->beyond[i] ? BEYOND_AGAIN : BEYOND_OTHER;
    if (length > 0)
        memcpy(scoring->beyond, bytes, length);
    scoring->beyond_length = length;
}

/* Descriptors in front, line ends behind. */
static void weigh_frame(struct scoring *scoring, const struct recfm *recfm, const struct recfm_record *record, ptrdiff_t taken)
{
    struct score *score = scoring->score;
    if (recfm->kind == RECFM_F || recfm->kind == RECFM_U)
        return;
    if (recfm->kind == RECFM_TEXT) {
        score->weight += (int64_t)(record->whole_length - record->length) * WEIGH_BYTE -
                         (record->length == recfm->longest ? LENGTH_KNOWN : LENGTH_OTHER);
        return;
    }
    int64_t descriptors = 1;
    if (record->piece_count > 1)
        descriptors += (int64_t)record->piece_count - 1;
    else if (record->start != NULL && scoring->end != NULL && record->start == scoring->end + DESCRIPTOR_BYTES)
        descriptors++;
    score->descriptors += descriptors;
    score->weight += descriptors * DESCRIPTOR_BYTES * WEIGH_BYTE - (descriptors - 1) * LENGTH_OTHER;
    score->weight -= taken >= 0 && (size_t)taken == record->length ? LENGTH_KNOWN : LENGTH_OTHER;
    scoring->end = record->start != NULL ? record->start + record->whole_length : NULL;
}

static bool has_own_length(const struct recfm *recfm)
{
    return recfm->kind == RECFM_F && recfm->lrecl == 0 && recfm->measure == NULL;
}

static void score_record(struct scoring *scoring, struct recfm_reader *reader, struct recfm_record *record, int answer)
{
    struct part part = {0};
    struct scorer *scorer = scoring->scorer;
    const uint8_t *data = record->data;
    size_t length = record->length, longest = reader->recfm.longest;
    if ((scoring->flags & SCORE_PAD) != 0 && length < longest) {
        bytes_clear(&scorer->padded);
        bytes_add(&scorer->padded, data, length);
        memset(bytes_reserve(&scorer->padded, longest - length), scorer->schema->page.blank, longest - length);
        data = scorer->padded.data;
        length = longest;
    }
    ptrdiff_t taken = weigh_record(scoring, data, length, &part);
    if (has_own_length(&reader->recfm)) {
        if (taken >= 0)
            recfm_take(reader, record, (size_t)taken);
        reader->broken = reader->broken || taken < 0;
    } else if (taken >= 0 && reader->recfm.kind == RECFM_F) {
        weigh_beyond(scoring, record, (size_t)taken);
    }
    weigh_frame(scoring, &reader->recfm, record, taken);
    if (answer == RECORD_E_TRUNCATED)
        scoring->score->partial = (int64_t)record->whole_length;
    if (data != record->data) /* blanks that are not there weigh nothing */
        part.weight -= (int64_t)(length - record->length) * WEIGH_BYTE;
    part.weight += answer < 0 ? BAD : 0;
    add_record(scoring->score, &part, answer < 0, record->number);
}

/* The records that lie whole in the first BYTES of a piece. */
static void score_piece(struct scoring *scoring, const struct recfm *recfm, const struct sample_piece *piece, size_t bytes, bool last)
{
    struct recfm_reader reader;
    struct recfm_record record;
    struct fault fault;
    int answer;
    recfm_open(&reader, recfm);
    recfm_feed(&reader, piece->bytes, bytes, last);
    while ((answer = recfm_next(&reader, &record, &fault)) != 0) {
        scoring->score->segments += answer == RECORD_E_SEGMENT || answer == RECORD_E_UNENDED;
        if (recfm_has_record(answer)) {
            score_record(scoring, &reader, &record, answer);
            continue;
        }
        scoring->score->weight += BAD;
        scoring->score->first_bad = scoring->score->first_bad == 0 ? fault.record : scoring->score->first_bad;
        scoring->score->bad_records++;
        scoring->score->bad_plain++;
    }
    scoring->score->broken = reader.broken && scoring->score->partial == 0;
    scoring->score->behind = (int64_t)reader.at;
    recfm_close(&reader);
}

void scorer_further(struct scorer *scorer, const struct recfm *recfm, const struct sample *sample, struct score *score)
{
    struct scoring scoring = {.scorer = scorer, .score = score};
    struct recfm plain = *recfm;
    int64_t whole = (int64_t)(recfm->lrecl + recfm->record_skip), header = (int64_t)recfm->header_bytes;
    *score = (struct score){0};
    plain.header_bytes = plain.footer_bytes = 0;
    for (size_t i = 1; i < sample->count && recfm->kind == RECFM_F && recfm->lrecl > 0 && recfm->measure == NULL; i++) {
        struct sample_piece piece = sample->pieces[i];
        size_t start = (size_t)((whole - (piece.offset - header) % whole) % whole);
        if (start >= piece.length)
            continue;
        int64_t bad = score->bad_records;
        piece.bytes += start;
        piece.length -= start;
        score_piece(&scoring, &plain, &piece, piece.length, false);
        score->reached = bad == 0 && score->bad_records > 0 ? piece.offset : score->reached;
    }
}

void scorer_run(struct scorer *scorer, const struct recfm *recfm, const struct sample *sample, size_t bytes, unsigned flags,
                struct score *score)
{
    const struct sample_piece *head = &sample->pieces[0];
    struct scoring scoring = {.scorer = scorer, .score = score, .flags = flags};
    size_t used = head->length < bytes ? head->length : bytes;
    *score = (struct score){0};
    score_piece(&scoring, recfm, head, used, sample->whole && used == head->length);
}
