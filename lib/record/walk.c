/* walk.c - see walk.h. */
#include "record/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "record/error.h"
#include "record/multibyte.h"
#include "record/national.h"
#include "record/number.h"
#include "record/selector.h"

enum { SHOWN_BYTES = 16, PATH_SIZE = 512 };

/* A byte that stands in the output as its ASCII character. */
static bool is_plain(const struct codepage *page, int byte, enum walk_escape escape)
{
    uint8_t c = page->utf8[byte][0];
    if (page->utf8_length[byte] != 1 || c == 0)
        return false;
    if (escape == ESCAPE_JSON)
        return c >= 0x20 && c != '"' && c != '\\';
    return escape == ESCAPE_NONE || c != '"';
}

/* Vectors know text trimmed on the right, and binary numbers of any value. */
static void open_quicks(struct walk *walk)
{
    static const enum walk_escape escapes[] = {[QUICK_JSON] = ESCAPE_JSON, [QUICK_CSV] = ESCAPE_CSV};
    const struct decode_options *options = walk->options;
    for (int output = QUICK_JSON; output <= QUICK_CSV && options->vectors != VECTORS_NONE && !options->truncate && options->trim == TRIM_RIGHT; output++) {
        uint8_t plains[256];
        for (int byte = 0; byte < 256; byte++) {
            uint8_t plain = walk->plains[escapes[output]][byte];
            plains[byte] = plain != WALK_SPECIAL ? plain : 0;
        }
        walk->quicks[output] = quick_new(walk->plan, (enum quick_form)output, plains, walk->page, options->vectors == VECTORS_ALL);
    }
}

struct walk *walk_new(const struct plan *plan, const struct codepage *page, const struct decode_options *options)
{
    struct walk *walk = memory_new(1, sizeof *walk);
    *walk = (struct walk){.plan = plan, .page = page, .options = options};
    walk->slots = memory_new(plan->slot_count, sizeof *walk->slots);
    walk->selected = memory_new(plan->layout->count, sizeof *walk->selected);
    walk->ebcdic = page->ebcdic;
    walk->trim = options->trim;
    walk->blank = page->blank;
    memset(&walk->blanks, page->blank, sizeof walk->blanks);
    for (int escape = 0; escape < ESCAPES; escape++)
        for (int byte = 0; byte < 256; byte++)
            walk->plains[escape][byte] = is_plain(page, byte, (enum walk_escape)escape) ? page->utf8[byte][0] : WALK_SPECIAL;
    bytes_init(&walk->scratch);
    open_quicks(walk);
    return walk;
}

void walk_free(struct walk *walk)
{
    if (walk == NULL)
        return;
    free(walk->slots);
    free(walk->selected);
    bytes_release(&walk->scratch);
    bytes_release(&walk->padded);
    quick_free(walk->quicks[QUICK_JSON]);
    quick_free(walk->quicks[QUICK_CSV]);
    free(walk);
}

void walk_begin(struct walk *walk, const uint8_t *record, size_t length)
{
    walk->record = record;
    walk->length = length;
    walk->base = 0;
    walk->bad = 0;
    walk->lost = false;
    walk->depth = 0;
    for (size_t i = 0; i < walk->plan->slot_count; i++)
        walk->slots[i] = (struct walk_slot){.number = -1};
}

ptrdiff_t walk_end(const struct walk *walk)
{
    if (walk->lost)
        return RECORD_E_COUNT;
    return (ptrdiff_t)walk->plan->layout->records[walk->plan->record].maximum + walk->base;
}

static char *put_json_escape(char *to, uint8_t c)
{
    static const char short_of[32] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
    *to++ = '\\';
    if (c == '"' || c == '\\' || short_of[c] != 0) {
        *to++ = c < 0x20 ? short_of[c] : (char)c;
        return to;
    }
    memcpy(to, "u00", 3);
    to[3] = (char)('0' + (c >> 4));
    to[4] = "0123456789abcdef"[c & 15];
    return to + 5;
}

char *walk_escape_text(const struct walk *walk, char *to)
{
    for (size_t i = 0; i < walk->scratch.length; i++) {
        uint8_t c = walk->scratch.data[i];
        if (walk->escape == ESCAPE_JSON && (c < 0x20 || c == '"' || c == '\\')) {
            to = put_json_escape(to, c);
            continue;
        }
        if (walk->escape == ESCAPE_CSV && c == '"')
            *to++ = '"';
        *to++ = (char)c;
    }
    return to;
}

char *walk_special_text(struct walk *walk, const uint8_t *from, size_t length, char *to)
{
    bytes_clear(&walk->scratch);
    while (walk->trim == TRIM_BOTH && length > 0 && *from == walk->blank)
        from++, length--;
    return codepage_decode(walk->page, &walk->scratch, from, length, NULL) < 0 ? NULL : walk_escape_text(walk, to);
}

void walk_subscripts(const struct walk *walk, uint32_t subscripts[COPYBOOK_DIMENSIONS_MAX])
{
    for (int i = 0; i < walk->depth; i++)
        subscripts[i] = walk->frames[i].done + 1;
}

/* "(2,3)" for the tables on and around FIELD; nothing when there are none. */
static void put_subscripts(char *text, size_t size, int first, int count, const uint32_t *subscripts)
{
    size_t used = 0;
    text[0] = '\0';
    for (int i = first; i < count && used + 16 < size; i++)
        used += (size_t)snprintf(text + used, size - used, "%c%u", i == first ? '(' : ',', subscripts[i]);
    if (count > first && used + 2 < size)
        snprintf(text + used, size - used, ")");
}

/* TXN(2).TXN-AMT: the names of the groups below level 01, each table with its occurrence. */
static size_t put_path(const struct walk *walk, const struct layout_field *field, const uint32_t *subscripts, char *path, size_t size)
{
    const struct layout_field *parent = field->parent != LAYOUT_NONE ? &walk->plan->layout->fields[field->parent] : NULL;
    size_t used = 0;
    int outer = parent != NULL ? parent->dimensions : 0;
    if (parent != NULL && parent->parent != LAYOUT_NONE)
        used = put_path(walk, parent, subscripts, path, size); /* as deep as levels go: 49 */
    char tail[32];
    put_subscripts(tail, sizeof tail, outer, field->dimensions, subscripts);
    int added = snprintf(path + used, size - used, "%s%s%s", used > 0 ? "." : "", field->item->name, tail);
    used += (size_t)added;
    return used < size ? used : size - 1;
}

/* What the page does not have, where in the field, or what is wrong with a number's bytes. */
static void describe(const struct walk *walk, const struct plan_op *op, int code, size_t at, const uint8_t *bytes, struct fault *fault)
{
    char shown[80];
    size_t bad = 0;
    if (code == RECORD_E_SHORT) {
        fault_set(fault, code, "it takes bytes %zu to %zu, the record has %zu", at + 1, at + op->length, walk->length);
    } else if (code == RECORD_E_TEXT) {
        struct bytes scratch;
        bytes_init(&scratch);
        walk_decode_text(walk, op, &scratch, bytes, &bad);
        bytes_release(&scratch);
        bool single = !plan_is_wide(op) && !op->national && codepage_of(walk->page, op->page)->single_byte;
        size_t size = single || bad + 2 > op->length ? 1 : 2;
        bool open = !single && !plan_is_wide(op) && bytes[bad] == SHIFT_OUT;
        fault_set(fault, code, "%s, byte %zu of the field,%s", bytes_hex(shown, sizeof shown, bytes + bad, open ? 1 : size, size), bad + 1,
                  open ? " a shift that is not ended," : "");
    } else {
        bool sign = number_has_sign(op, bytes, codepage_of(walk->page, op->page)->ebcdic);
        fault_set(fault, code, "%s%s", bytes_hex(shown, sizeof shown, bytes, op->length, SHOWN_BYTES),
                  sign ? ", signed in a field without sign," : "");
    }
}

int walk_explain(const struct walk *walk, const struct plan_op *op, int code, size_t at, const uint8_t *bytes,
                 const uint32_t *subscripts, struct fault *fault)
{
    const struct layout_field *field = &walk->plan->layout->fields[op->field];
    char name[128], tail[96];
    describe(walk, op, code, at, bytes, fault);
    put_subscripts(tail, sizeof tail, 0, field->dimensions, subscripts);
    snprintf(name, sizeof name, "%s%s", field->item->name, tail);
    return fault_at_field(fault, name, (int64_t)at + 1);
}

static void tell(struct walk *walk, const struct plan_op *op, const struct fault *fault, const uint8_t *bytes)
{
    char path[PATH_SIZE];
    uint32_t subscripts[COPYBOOK_DIMENSIONS_MAX] = {0};
    walk_subscripts(walk, subscripts);
    put_path(walk, &walk->plan->layout->fields[op->field], subscripts, path, sizeof path);
    walk->options->tell(walk->options->user, fault, path, bytes, bytes != NULL ? op->length : 0);
}

/* Blanks where a decimal number should be; a binary number and a float may have such bytes. */
static bool is_blank(const struct walk *walk, const struct plan_op *op, const uint8_t *bytes)
{
    if (op->kind == PLAN_BINARY || op->kind == PLAN_RARE_BINARY || op->kind == PLAN_FLOAT)
        return false;
    if (op->national)
        return national_blanks_before(bytes, op->length, NATIONAL_BLANK) == op->length;
    for (size_t i = 0; i < op->length; i++)
        if (bytes[i] != codepage_of(walk->page, op->page)->blank)
            return false;
    return true;
}

static int code_of(const struct walk *walk, const struct plan_op *op, const uint8_t *bytes)
{
    if (bytes == NULL)
        return RECORD_E_SHORT;
    if (!plan_is_number(op))
        return RECORD_E_TEXT;
    if (is_blank(walk, op, bytes))
        return RECORD_E_BLANK;
    switch (op->kind) {
    case PLAN_ZONED:
    case PLAN_RARE_ZONED:
        return RECORD_E_ZONED;
    case PLAN_PACKED:
    case PLAN_RARE_PACKED:
        return RECORD_E_PACKED;
    case PLAN_FLOAT:
        return RECORD_E_FLOAT;
    default:
        return RECORD_E_BINARY;
    }
}

int walk_bad_value(struct walk *walk, const struct plan_op *op, size_t at)
{
    const uint8_t *bytes = at + op->length <= walk->length ? walk->record + at : NULL;
    int code = code_of(walk, op, bytes);
    if (code == RECORD_E_BLANK && walk->options->blank_number != BLANK_ERROR)
        return walk->options->blank_number == BLANK_ZERO ? WALK_ZERO : 0;
    walk->bad++;
    if (walk->options->tell != NULL) {
        struct fault fault;
        uint32_t subscripts[COPYBOOK_DIMENSIONS_MAX] = {0};
        walk_subscripts(walk, subscripts);
        walk_explain(walk, op, code, at, bytes, subscripts, &fault);
        tell(walk, op, &fault, bytes);
    }
    return code;
}

/* The number's text, NUL-terminated; false when it is none. */
static bool read_number(const struct walk *walk, const struct plan_op *op, const uint8_t *bytes, char text[DECIMAL_ROOM])
{
    char *end = number_read(text, op, bytes, codepage_of(walk->page, op->page)->ebcdic, walk->options->truncate);
    if (end == NULL && walk->options->blank_number == BLANK_ZERO && is_blank(walk, op, bytes)) {
        *text = '0';
        end = text + 1;
    }
    if (end != NULL)
        *end = '\0';
    return end != NULL;
}

void walk_keep(struct walk *walk, const struct plan_op *op, size_t at)
{
    struct walk_slot *slot = &walk->slots[op->slot];
    char text[DECIMAL_ROOM];
    *slot = (struct walk_slot){.op = op, .number = -1};
    slot->bytes = at + op->length <= walk->length ? walk->record + at : NULL;
    if (!plan_is_number(op))
        return;
    if (slot->bytes != NULL && read_number(walk, op, slot->bytes, text))
        slot->number = strtoll(text, NULL, 10);
    else if (!op->shown && !op->again) /* what is shown is told there */
        walk_bad_value(walk, op, at);
}

/* What a count that cannot stand means for its table: at most its maximum, and what follows is anywhere. */
static uint32_t wrong_count(struct walk *walk, const struct plan_op *op, const struct walk_slot *slot)
{
    walk->lost = slot->number < 0 || slot->number > op->occurs_max;
    walk->bad++;
    if (walk->options->tell != NULL) {
        struct fault fault;
        const char *counter = walk->plan->layout->fields[walk->plan->layout->fields[op->field].depending_on].item->name;
        if (slot->number < 0)
            fault_set(&fault, RECORD_E_COUNT, "%s cannot be read as a count, expected %u to %u", counter, op->occurs_min, op->occurs_max);
        else
            fault_set(&fault, RECORD_E_COUNT, "%s is %lld, expected %u to %u", counter, (long long)slot->number, op->occurs_min,
                      op->occurs_max);
        fault_at_field(&fault, walk->plan->layout->fields[op->field].item->name, walk->base + (ptrdiff_t)op->offset + 1);
        tell(walk, op, &fault, NULL);
    }
    return slot->number < 0 ? op->occurs_min : slot->number > op->occurs_max ? op->occurs_max : (uint32_t)slot->number;
}

/* The occurrence at hand begins in the record; else tell it once for all that follow. */
static bool occurrence_is_there(struct walk *walk, const struct plan_op *op)
{
    size_t at = (size_t)(walk->base + (ptrdiff_t)op->offset);
    if (at < walk->length)
        return true;
    if (!op->shown)
        return false;
    walk->bad++;
    if (walk->options->tell != NULL) {
        struct fault fault;
        uint32_t subscripts[COPYBOOK_DIMENSIONS_MAX] = {0};
        walk_subscripts(walk, subscripts);
        walk_explain(walk, op, RECORD_E_SHORT, at, NULL, subscripts, &fault);
        tell(walk, op, &fault, NULL);
    }
    return false;
}

bool walk_table_begin(struct walk *walk, const struct plan_op *op)
{
    struct walk_frame *frame = &walk->frames[walk->depth++];
    *frame = (struct walk_frame){.op = op, .base = walk->base, .count = op->occurs_max};
    if (op->slot >= 0) {
        const struct walk_slot *slot = &walk->slots[op->slot];
        bool right = slot->number >= op->occurs_min && slot->number <= op->occurs_max;
        walk->depth--; /* the count is not of an occurrence */
        frame->count = right ? (uint32_t)slot->number : wrong_count(walk, op, slot);
        walk->depth++;
    }
    frame->over = frame->count == 0 || !occurrence_is_there(walk, op);
    return !frame->over;
}

bool walk_table_next(struct walk *walk, const struct plan_op *op)
{
    struct walk_frame *frame = &walk->frames[walk->depth - 1];
    if (frame->over)
        return false;
    frame->done++;
    walk->base += (ptrdiff_t)op->length;
    return frame->done < frame->count && occurrence_is_there(walk, op);
}

size_t walk_table_end(struct walk *walk, const struct plan_op *op)
{
    struct walk_frame *frame = &walk->frames[--walk->depth];
    if (walk->plan->exact)
        walk->base += ((ptrdiff_t)frame->count - (ptrdiff_t)frame->done - (ptrdiff_t)op->occurs_max) * (ptrdiff_t)op->length;
    else
        walk->base = frame->base;
    return op->occurs_max - frame->done;
}

void walk_union(struct walk *walk, const struct plan_op *op)
{
    int32_t *selected = &walk->selected[op->field];
    *selected = -1;
    const struct plan *plan = walk->plan;
    for (size_t i = (size_t)op->rule; op->rule >= 0 && i < plan->rule_count && plan->rules[i].root == op->field; i++) {
        const struct walk_slot *slot = &walk->slots[plan->rules[i].slot];
        if (slot->bytes == NULL)
            continue;
        selector_text(&walk->scratch, slot->op, slot->bytes, walk->page);
        if (strcmp(bytes_string(&walk->scratch), plan->rules[i].value) == 0) {
            *selected = (int32_t)plan->rules[i].view;
            return;
        }
    }
}

bool walk_view(const struct walk *walk, const struct plan_op *op)
{
    const struct layout_field *field = &walk->plan->layout->fields[op->field];
    int32_t selected = walk->selected[field->redefines != LAYOUT_NONE ? field->redefines : op->field];
    return selected < 0 || (uint32_t)selected == op->occurs_min;
}
