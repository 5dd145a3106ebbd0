/* rare.c - what decode.c's quick looks do not know: rare numbers, and text of two bytes or at the right.  See walk.h. */
#include "record/error.h"
#include "record/multibyte.h"
#include "record/national.h"
#include "record/number.h"
#include "record/walk.h"

struct span {
    const uint8_t *bytes;
    size_t length;
};

static size_t blanks_before(const struct walk *walk, const struct plan_op *op, struct span span)
{
    if (plan_is_wide(op))
        return national_blanks_before(span.bytes, span.length, op->kind == PLAN_DBCS ? DBCS_BLANK : NATIONAL_BLANK);
    size_t count = 0;
    while (count < span.length && span.bytes[count] == codepage_of(walk->page, op->page)->blank)
        count++;
    return count;
}

static size_t blanks_behind(const struct walk *walk, const struct plan_op *op, struct span span)
{
    if (plan_is_wide(op))
        return national_blanks_behind(span.bytes, span.length, op->kind == PLAN_DBCS ? DBCS_BLANK : NATIONAL_BLANK);
    size_t count = 0;
    while (count < span.length && span.bytes[span.length - 1 - count] == codepage_of(walk->page, op->page)->blank)
        count++;
    return count;
}

/* Without the blanks that --trim takes: right means those that filled the field up, which stand before justified text. */
static struct span trim(const struct walk *walk, const struct plan_op *op, struct span span)
{
    bool justified = op->kind == PLAN_JUSTIFIED || op->justified;
    if (walk->trim == TRIM_BOTH || (walk->trim == TRIM_RIGHT && justified)) {
        size_t count = blanks_before(walk, op, span);
        span.bytes += count;
        span.length -= count;
    }
    if (walk->trim == TRIM_BOTH || (walk->trim == TRIM_RIGHT && !justified))
        span.length -= blanks_behind(walk, op, span);
    return span;
}

/* Text of two bytes each, escaped as a whole when it is none. */
static int decode_wide(const struct walk *walk, const struct plan_op *op, struct bytes *out, struct span span, size_t *bad)
{
    const struct codepage *dbcs = walk->options->dbcs != NULL ? walk->options->dbcs : walk->page;
    size_t start = out->length;
    int code = op->kind == PLAN_NATIONAL ? national_decode(out, span.bytes, span.length, bad)
                                         : dbcs_decode(dbcs, out, span.bytes, span.length, bad);
    if (!walk->page->escape)
        return code;
    if (code == 0) {
        multibyte_escape_text(out, start);
    } else {
        out->length = start;
        multibyte_escape_bytes(out, span.bytes, span.length);
    }
    return 0;
}

static int decode_span(const struct walk *walk, const struct plan_op *op, struct bytes *out, struct span span, size_t *bad)
{
    return plan_is_wide(op) ? decode_wide(walk, op, out, span, bad)
                                     : codepage_decode(codepage_of(walk->page, op->page), out, span.bytes, span.length, bad);
}

int walk_decode_text(const struct walk *walk, const struct plan_op *op, struct bytes *out, const uint8_t *bytes, size_t *bad)
{
    return decode_span(walk, op, out, (struct span){bytes, op->length}, bad);
}

char *walk_rare_value(struct walk *walk, const struct plan_op *op, const uint8_t *bytes, bool quoted, char *to)
{
    if (plan_is_number(op))
        return number_read(to, op, bytes, codepage_of(walk->page, op->page)->ebcdic, walk->options->truncate);
    bytes_clear(&walk->scratch);
    if (decode_span(walk, op, &walk->scratch, trim(walk, op, (struct span){bytes, op->length}), NULL) < 0)
        return NULL;
    if (quoted)
        *to++ = '"';
    to = walk_escape_text(walk, to);
    if (quoted)
        *to++ = '"';
    return to;
}

char *walk_rest(const struct walk *walk, const struct plan_op *op, char *to)
{
    static const char hex[] = "0123456789abcdef";
    int64_t used = op->slot >= 0 ? walk->slots[op->slot].number : 0;
    if (used < 0 || used > op->occurs_max)
        used = op->occurs_max; /* the count is wrong, and was told */
    size_t base = (size_t)(walk->base + (ptrdiff_t)op->offset), end = base + (size_t)op->length * op->occurs_max;
    *to++ = '"';
    for (size_t at = base + (size_t)used * op->length; at < end && at < walk->length; at++) {
        *to++ = hex[walk->record[at] >> 4];
        *to++ = hex[walk->record[at] & 15];
    }
    *to++ = '"';
    return to;
}
