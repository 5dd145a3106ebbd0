/* quick.c - see quick.h: finding the runs of a plan. */
#include "record/quick.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "record/decimal.h"

enum {
    RUN_OPS_MAX = 512,      /* a table that would unroll to more stays a table */
    RUN_ROOM_MAX = 1 << 18, /* the same in bytes of output */
    SPAN_GAP = 32,          /* bytes between texts that are not worth a span of their own */
    DIGITS_MAX = 15,        /* sixteen lanes, one of them for the point */
    SCALE_MAX = 14
};

struct finding {
    struct quick *quick;
    const struct plan *plan;
    enum quick_form form;
    size_t op_capacity;
    size_t run_capacity;
    size_t span_capacity;
    struct bytes literals;
    struct bytes pending; /* what stands behind the last value so far */
    struct quick_run run; /* at hand */
    uint32_t end;         /* of the record's bytes that it reads */
    uint32_t longest;     /* run, in bytes of the record */
};

static bool is_line(const struct finding *finding)
{
    return finding->form >= QUICK_LINE;
}

static enum quick_kind text_kind(const struct plan_op *op)
{
    return op->length < 32 ? QUICK_TEXT_SHORT : op->length < 64 ? QUICK_TEXT_MIDDLE : QUICK_TEXT_LONG;
}

static enum quick_kind kind_of(const struct finding *finding, const struct plan_op *op)
{
    bool fits = op->digits <= DIGITS_MAX && op->scale >= 0 && op->scale <= SCALE_MAX;
    switch ((enum plan_kind)op->kind) {
    case PLAN_TEXT:
        return text_kind(op);
    case PLAN_ZONED:
        if (!fits || op->sign_leading || op->sign_separate || (op->is_signed && is_line(finding) && !finding->quick->ebcdic))
            return QUICK_OTHER;
        return op->is_signed && finding->quick->ebcdic ? QUICK_ZONED_SIGNED : QUICK_ZONED;
    case PLAN_PACKED:
        return fits ? QUICK_PACKED : QUICK_OTHER;
    case PLAN_BINARY:
        return fits || (op->scale == 0 && op->length <= 8) ? QUICK_BINARY : QUICK_OTHER;
    default:
        return QUICK_OTHER;
    }
}

/* The operation at AT, with all that it brackets, needs no state. */
static bool is_stateless(const struct plan *plan, size_t at)
{
    const struct plan_op *op = &plan->ops[at];
    size_t end = plan_is_leaf(op) ? at : (size_t)op->end;
    for (size_t i = at; i <= end; i++) {
        op = &plan->ops[i];
        bool table = op->kind == PLAN_TABLE || plan_is_leaf(op);
        if (op->kind == PLAN_END || (table && op->slot >= 0) || (op->kind == PLAN_UNION && op->rule >= 0) || (plan_is_leaf(op) && !op->shown))
            return false;
    }
    return true;
}

/* Values of [at, end), tables unrolled, and the room of their text; both saturate where it is too much. */
static size_t unrolled(const struct plan *plan, size_t at, size_t end, size_t *room)
{
    size_t count = 0;
    for (size_t i = at; i < end; i++) {
        const struct plan_op *op = &plan->ops[i];
        if (op->kind == PLAN_TABLE) {
            size_t inner_room = 0, inner = unrolled(plan, i + 1, (size_t)op->end, &inner_room); /* as deep as dimensions */
            if (op->occurs_max > RUN_OPS_MAX || inner > RUN_OPS_MAX || inner_room > RUN_ROOM_MAX)
                return RUN_OPS_MAX + 1;
            count += inner * op->occurs_max;
            *room += inner_room * op->occurs_max + op->room;
            i = (size_t)op->end;
        } else {
            count += plan_is_leaf(op);
            *room += op->room + QUICK_BEYOND;
        }
        if (count > RUN_OPS_MAX || *room > RUN_ROOM_MAX)
            return RUN_OPS_MAX + 1;
    }
    return count;
}

static void put_key(struct finding *finding, const struct plan_op *op)
{
    if (finding->form != QUICK_CSV)
        bytes_add(&finding->pending, finding->plan->keys + op->key, op->key_length);
}

static void put_bracket(struct finding *finding, char bracket)
{
    struct bytes *pending = &finding->pending;
    if (finding->form == QUICK_CSV)
        return;
    if (bracket == '{' || bracket == '[') {
        bytes_char(pending, bracket);
        return;
    }
    if (pending->length > 0 && pending->data[pending->length - 1] == ',')
        pending->length--;
    bytes_char(pending, bracket);
    bytes_char(pending, ',');
}

/* What is pending becomes a literal. */
static uint32_t keep_literal(struct finding *finding, uint32_t *length)
{
    uint32_t at = (uint32_t)finding->literals.length;
    *length = (uint32_t)finding->pending.length;
    bytes_add(&finding->literals, bytes_string(&finding->pending), finding->pending.length);
    bytes_clear(&finding->pending);
    return at;
}

/* A text's bytes belong to the span before when little lies between. */
static void add_span(struct finding *finding, uint32_t offset, uint32_t length)
{
    struct quick *quick = finding->quick;
    struct quick_span *last = quick->span_count > finding->run.first_span ? &quick->spans[quick->span_count - 1] : NULL;
    if (last != NULL && offset >= last->offset && offset <= last->offset + last->length + SPAN_GAP) {
        uint32_t end = offset + length - last->offset;
        last->length = last->length > end ? last->length : end;
        return;
    }
    quick->spans = memory_grow(quick->spans, &finding->span_capacity, quick->span_count + 1, sizeof *quick->spans);
    quick->spans[quick->span_count++] = (struct quick_span){offset, length};
}

/* The lanes of a number: digits aligned to the right, of packed ones two a byte but for the last, which has the sign. */
static void set_lanes(const struct finding *finding, struct quick_op *made, const struct plan_op *op)
{
    size_t count = made->kind == QUICK_PACKED ? 2 * (size_t)op->length - 1 : op->length;
    for (size_t lane = 0; lane < 16; lane++) {
        bool used = lane + count >= 16;
        size_t digit = lane + count - 16;
        made->gather[lane] = (uint8_t)(!used ? 128 : made->kind == QUICK_PACKED ? digit / 2 : digit);
        made->zones[lane] = !used ? 0 : finding->quick->ebcdic ? 0xF0 : 0x30;
    }
    made->scale = (uint8_t)op->scale;
    made->shuffles = finding->quick->shuffles[op->scale];
    made->width = (uint8_t)(16 + (op->scale > 0));
    made->point = (uint16_t)(1u << (15 - op->scale));
    made->guard = made->kind == QUICK_PACKED && op->digits % 2 == 0 ? 0xF0 : 0;
    made->signs = (uint16_t)(1u << 12 | 1u << 15 | (unsigned)op->is_signed << 13); /* C F D */
}

static void add_value(struct finding *finding, size_t at, uint32_t base)
{
    struct quick *quick = finding->quick;
    const struct plan_op *op = &finding->plan->ops[at];
    put_key(finding, op);
    if (!plan_is_number(op))
        bytes_char(&finding->pending, '"');
    quick->ops = memory_grow(quick->ops, &finding->op_capacity, quick->count + 1, sizeof *quick->ops);
    struct quick_op made = {.kind = (uint8_t)kind_of(finding, op), .offset = op->offset + base, .length = op->length, .op = (uint32_t)at};
    memcpy(made.head, bytes_string(&finding->pending), finding->pending.length < sizeof made.head ? finding->pending.length : sizeof made.head);
    made.literal = keep_literal(finding, &made.literal_length);
    if (made.kind <= QUICK_TEXT_LONG)
        add_span(finding, made.offset, made.length);
    else if (made.kind != QUICK_OTHER)
        set_lanes(finding, &made, op);
    made.inside = op->length >= 64 ? UINT64_MAX : ((uint64_t)1 << op->length) - 1;
    quick->ops[quick->count++] = made;
    if (!plan_is_number(op))
        bytes_char(&finding->pending, '"');
    bytes_char(&finding->pending, ',');
    if (finding->run.start > made.offset)
        finding->run.start = made.offset;
    if (finding->end < made.offset + made.length)
        finding->end = made.offset + made.length;
}

/* What is not in the text: FILLER, and groups of nothing else. */
static bool is_left_out(const struct finding *finding, size_t at)
{
    const struct plan_op *ops = finding->plan->ops;
    if (finding->form != QUICK_LINE)
        return false;
    if (plan_is_leaf(&ops[at]))
        return ops[at].filler;
    if (ops[at].kind != PLAN_GROUP && ops[at].kind != PLAN_TABLE)
        return false;
    bool named = false;
    for (size_t i = at; i < (size_t)ops[at].end && !named; i++)
        named = plan_is_leaf(&ops[i]) && !ops[i].filler;
    return !named;
}

static void add_range(struct finding *finding, size_t first, size_t end, uint32_t base)
{
    for (size_t i = first; i < end; i++) {
        const struct plan_op *op = &finding->plan->ops[i];
        if (is_left_out(finding, i)) {
            i = plan_is_leaf(op) ? i : (size_t)op->end;
        } else if (plan_is_leaf(op)) {
            add_value(finding, i, base);
        } else if (op->kind == PLAN_TABLE) {
            if (op->shown) {
                put_key(finding, op);
                put_bracket(finding, '[');
            }
            for (uint32_t j = 0; j < op->occurs_max; j++)
                add_range(finding, i + 1, (size_t)op->end, base + j * op->length); /* as deep as dimensions */
            if (op->shown)
                put_bracket(finding, ']');
            i = (size_t)op->end;
        } else if (op->kind == PLAN_GROUP && op->shown) {
            put_key(finding, op);
            put_bracket(finding, '{');
        } else if (op->kind == PLAN_GROUP_END && op->shown) {
            put_bracket(finding, '}');
        }
    }
}

/* The longest stretch from AT of what needs no state and is not too much; its end, AT when there is none. */
static size_t stretch(const struct plan *plan, size_t at, size_t *room)
{
    size_t count = 0, end = at;
    for (;;) {
        const struct plan_op *op = &plan->ops[end];
        bool opens = plan_is_leaf(op) || op->kind == PLAN_GROUP || op->kind == PLAN_TABLE || op->kind == PLAN_UNION;
        if (!opens || !is_stateless(plan, end))
            return end;
        size_t next = (plan_is_leaf(op) ? end : (size_t)op->end) + 1, more = 0;
        size_t values = unrolled(plan, end, next, &more);
        if (count + values > RUN_OPS_MAX || *room + more > RUN_ROOM_MAX)
            return end;
        count += values;
        *room += more;
        end = next;
    }
}

static void add_run(struct finding *finding, size_t at, size_t end, size_t room)
{
    struct quick *quick = finding->quick;
    finding->run = (struct quick_run){.first = (uint32_t)quick->count, .next = (uint32_t)end, .start = UINT32_MAX, .room = room + QUICK_BEYOND,
                                      .first_span = (uint32_t)quick->span_count};
    finding->end = 0;
    add_range(finding, at, end, 0);
    struct quick_run *run = &finding->run;
    run->count = (uint32_t)quick->count - run->first;
    run->start = run->start < finding->end ? run->start : finding->end;
    run->length = finding->end - run->start;
    for (uint32_t i = run->first; i < quick->count; i++)
        quick->ops[i].offset -= run->start;
    for (uint32_t i = run->first_span; i < quick->span_count; i++)
        quick->spans[i].offset -= run->start;
    run->span_count = (uint32_t)quick->span_count - run->first_span;
    finding->longest = run->length > finding->longest ? run->length : finding->longest;
    run->tail = keep_literal(finding, &run->tail_length);
    run->room += run->tail_length;
    quick->runs = memory_grow(quick->runs, &finding->run_capacity, quick->run_count + 1, sizeof *quick->runs);
    quick->runs[quick->run_count++] = *run;
    quick->run_of[at] = (uint32_t)quick->run_count;
}

/* The character of a number at each place: whole digits from the first that is no leading zero, lane 0 (the point), decimals. */
static void make_shuffles(struct quick *quick)
{
    for (unsigned scale = 0; scale < 16; scale++)
        for (unsigned zeros = 0; zeros + scale < 16; zeros++) {
            uint8_t *shuffle = quick->shuffles[scale][zeros];
            unsigned whole = 16 - scale - zeros;
            for (unsigned i = 0; i < 16; i++)
                shuffle[i] = (uint8_t)(i < whole ? zeros + i : i == whole ? 0 : zeros + i - 1);
        }
}

static void make_lanes(struct quick *quick)
{
    struct quick_lanes *lanes = &quick->lanes;
    memset(lanes->blanks, quick->blank, sizeof lanes->blanks);
    memset(lanes->nines, 9, sizeof lanes->nines);
    memset(lanes->zeros, '0', sizeof lanes->zeros);
    memset(lanes->unsigned_last, 0xFF, sizeof lanes->unsigned_last);
    lanes->zeros[0] = '.';
    lanes->unsigned_last[15] = 0x0F;
    for (size_t i = 0; i < 16; i++) {
        lanes->first_halves[i] = i % 2 == 1 ? 0x0F : 0;
        lanes->second_halves[i] = i % 2 == 0 ? 0x0F : 0;
    }
}

/* The way back: WHOLE digits, a point and SCALE decimals to digits aligned to the right, zeros before them. */
static void make_gathers(struct quick *quick)
{
    for (unsigned scale = 0; scale < 16; scale++)
        for (unsigned whole = 0; whole + scale <= 16 && whole < 16; whole++) {
            uint8_t *gather = quick->shuffles[scale][whole];
            unsigned before = 16 - scale - whole;
            for (unsigned i = 0; i < 16; i++)
                gather[i] = (uint8_t)(i < before ? 128 : i < before + whole ? i - before : i - before + 1);
        }
}

static void make_rows(struct quick *quick, const uint8_t table[256])
{
    for (size_t row = 0; row < QUICK_ROWS; row++)
        for (size_t i = 0; i < 32; i++) {
            size_t byte = (row + 2) * 16 + i % 16;
            bool first = row == 0 || row == 6; /* the first of bytes below X'80', and of those from there */
            quick->rows[row][i] = table[byte] ^ (first ? 0 : table[byte - 16]);
        }
}

static void find_runs(struct finding *finding)
{
    for (size_t i = 0; finding->plan->ops[i].kind != PLAN_END; i++) {
        size_t room = 0, end = stretch(finding->plan, i, &room);
        if (end > i) {
            add_run(finding, i, end, room);
            i = end - 1;
        }
    }
}

/* The bytes between the values of a line. */
static void find_gaps(struct quick *quick, uint32_t record_length)
{
    uint32_t at = 0;
    quick->gaps = memory_new(quick->count + 1, sizeof *quick->gaps);
    for (size_t i = 0; i <= quick->count; i++) { /* operations of one run without unions ascend */
        uint32_t next = i < quick->count ? quick->runs[0].start + quick->ops[i].offset : record_length;
        if (next > at)
            quick->gaps[quick->gap_count++] = (struct quick_gap){at, next - at};
        at = i < quick->count ? next + quick->ops[i].length : next;
    }
}

/* One run is the whole plan, and no two values share bytes: braces around it, and a line can be read. */
static bool close_line(struct finding *finding)
{
    struct quick *quick = finding->quick;
    const struct plan *plan = finding->plan;
    struct quick_run *run = quick->runs;
    if (quick->run_count != 1 || quick->run_of[0] == 0 || plan->ops[run->next].kind != PLAN_END || run->count == 0)
        return false;
    for (size_t i = 0; i < plan->count; i++)
        if (plan->ops[i].kind == PLAN_UNION)
            return false;
    finding->literals.data[run->tail + run->tail_length - 1] = '}'; /* in place of the last comma */
    find_gaps(quick, plan->layout->records[plan->record].maximum);
    return true;
}

struct quick *quick_new(const struct plan *plan, enum quick_form form, const uint8_t table[256], const struct codepage *page,
                        bool wide)
{
    if (!quick_supported() || !page->single_byte)
        return NULL;
    struct quick *quick = aligned_alloc(_Alignof(struct quick), sizeof *quick);
    if (quick == NULL)
        return NULL; /* the plain way needs no memory */
    memset(quick, 0, sizeof *quick);
    quick->plan = plan;
    quick->form = form;
    quick->ebcdic = page->ebcdic;
    quick->blank = page->blank;
    quick->translate = wide && quick_supported_wide() ? quick_translate_wide : quick_translate;
    memcpy(quick->table, table, sizeof quick->table);
    quick->run_of = memory_new(plan->count, sizeof *quick->run_of);
    struct finding finding = {.quick = quick, .plan = plan, .form = form};
    if (is_line(&finding))
        bytes_char(&finding.pending, '{');
    find_runs(&finding);
    bytes_reserve(&finding.literals, QUICK_BEYOND); /* a literal is read in large pieces */
    bytes_release(&finding.pending);
    quick->literals = finding.literals.data;
    quick->text = memory_new(finding.longest + QUICK_BEYOND, 1);
    make_rows(quick, table);
    make_lanes(quick);
    (is_line(&finding) ? make_gathers : make_shuffles)(quick);
    if (is_line(&finding) && !close_line(&finding)) {
        quick_free(quick);
        return NULL;
    }
    return quick;
}

void quick_free(struct quick *quick)
{
    if (quick == NULL)
        return;
    free(quick->ops);
    free(quick->runs);
    free(quick->run_of);
    free(quick->literals);
    free(quick->gaps);
    free(quick->spans);
    free(quick->text);
    free(quick);
}
