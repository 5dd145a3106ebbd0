/* damage.c - see damage.h. */
#include "form/damage.h"

#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "form/description.h"
#include "form/error.h"
#include "record/error.h"

enum { DESCRIPTOR_BYTES = 4, WINDOW_BYTES = 8192, CONTROLS_MAX = 16 };

struct window {
    uint8_t data[WINDOW_BYTES];
    size_t length;
};

static void look(const struct damage_place *place, int64_t offset, struct window *window)
{
    ssize_t got = pread(place->fd, window->data, sizeof window->data, (off_t)offset);
    window->length = got > 0 ? (size_t)got : 0;
}

static int64_t left(const struct damage_place *place)
{
    return place->file_bytes - place->offset;
}

static int say(struct fault *fault, int code, const struct damage_place *place)
{
    fault_at_record(fault, place->record, "");
    return code;
}

static bool marked(const struct damage_place *place, const struct window *window, size_t at)
{
    return at < window->length &&
           mark_is_at(place->carrier->form, place->carrier->carrier == FORM_BINARY, window->data + at, window->length - at);
}

static size_t find(const struct damage_place *place, const struct window *window, size_t from)
{
    return mark_find(place->carrier->form, place->carrier->carrier == FORM_BINARY, window->data, window->length, from);
}

/* A line end in any character set: CR, LF (ASCII and EBCDIC), NL. */
static bool is_line_end(uint8_t byte)
{
    return byte == 0x0A || byte == 0x0D || byte == 0x15 || byte == 0x25;
}

static bool all_line_ends(const uint8_t *data, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!is_line_end(data[i]))
            return false;
    return length > 0;
}

static size_t count_crlf(const uint8_t *data, size_t length)
{
    size_t count = 0;
    for (size_t i = 1; i < length; i++)
        count += data[i - 1] == 0x0D && data[i] != 0x0D && is_line_end(data[i]);
    return count;
}

/* The record before begins at 0 of the window, the next one at AT instead of at record_bytes. */
static int name_shift(const struct damage_place *place, const struct window *window, size_t at, struct fault *fault)
{
    const size_t expected = place->record_bytes;
    char hex[24];
    if (at > expected && at - expected <= 2 && all_line_ends(window->data + expected, at - expected)) {
        bytes_hex(hex, sizeof hex, window->data + expected, at - expected, 2);
        fault_set(fault, FORM_E_LINE_ENDS, "%s between records", hex);
        return say(fault, FORM_E_LINE_ENDS, place);
    }
    size_t inserted = at % expected;
    if (at > expected && count_crlf(window->data, at) >= inserted) {
        fault_set(fault, FORM_E_LINE_ENDS, "a CR was put before each LF, %zu of them in this record", inserted);
        return say(fault, FORM_E_LINE_ENDS, place);
    }
    long long off = (long long)at - (long long)expected;
    size_t next = find(place, window, at + 1);
    if (next < window->length && next - at == at)
        fault_set(fault, FORM_E_SHIFTED, "LRECL is off by %lld: records are %zu bytes long, expected %zu", off, at, expected);
    else
        fault_set(fault, FORM_E_SHIFTED, "LRECL is off by %lld from this record on", off);
    return say(fault, FORM_E_SHIFTED, place);
}

static int name_short(const struct damage_place *place, struct fault *fault)
{
    struct window rest;
    char hex[24];
    look(place, place->offset, &rest);
    if (rest.length <= 2 && all_line_ends(rest.data, rest.length)) {
        fault_set(fault, FORM_E_LINE_ENDS, "%s behind the last record", bytes_hex(hex, sizeof hex, rest.data, rest.length, 2));
        return say(fault, FORM_E_LINE_ENDS, place);
    }
    fault_set(fault, FORM_E_TRUNCATED, "%lld of its %zu bytes are there", (long long)left(place), place->record_bytes);
    return say(fault, FORM_E_TRUNCATED, place);
}

static int name_fixed(const struct damage_place *place, struct fault *fault)
{
    struct window window = {.length = 0};
    if (place->previous >= 0)
        look(place, place->previous, &window);
    size_t at = find(place, &window, 1);
    if (at < window.length && at % place->record_bytes != 0)
        return name_shift(place, &window, at, fault);
    if (left(place) < (int64_t)place->record_bytes)
        return name_short(place, fault);
    if (at < window.length || window.length < 4 * place->record_bytes)
        return 0; /* in step again further on, or too little left to tell */
    fault_set(fault, FORM_E_SHIFTED, "no record begins here, nor in the %zu bytes behind", window.length - place->record_bytes);
    return say(fault, FORM_E_SHIFTED, place);
}

static int bad_descriptor(const struct damage_place *place, int code, const struct window *window, const char *why,
                          struct fault *fault)
{
    char hex[24];
    bytes_hex(hex, sizeof hex, window->data, window->length < DESCRIPTOR_BYTES ? window->length : DESCRIPTOR_BYTES,
              DESCRIPTOR_BYTES);
    fault_set(fault, code, "%s at byte %lld, %s", hex, (long long)place->offset + 1, why);
    return say(fault, code, place);
}

/* At OFFSET the file ends, or a sound RDW (behind a BDW, perhaps) and a record begin. */
static bool goes_on(const struct damage_place *place, int64_t offset)
{
    struct window window;
    look(place, offset, &window);
    if (offset >= place->file_bytes)
        return offset == place->file_bytes;
    if (descriptor_length(window.data, window.length) <= DESCRIPTOR_BYTES)
        return false;
    return marked(place, &window, DESCRIPTOR_BYTES) || marked(place, &window, 2 * DESCRIPTOR_BYTES);
}

static int name_variable(const struct damage_place *place, int cause, struct fault *fault)
{
    struct window window;
    look(place, place->offset, &window);
    int length = descriptor_length(window.data, window.length);
    int full = (int)place->record_bytes + DESCRIPTOR_BYTES;
    if (length < 0 && window.length >= DESCRIPTOR_BYTES)
        return bad_descriptor(place, FORM_E_RDW, &window, "expected a length of at least 4 and two zero bytes", fault);
    if (length < 0 || length > left(place)) {
        bool another = find(place, &window, DESCRIPTOR_BYTES + 1) < window.length;
        if (length > full || another)
            return bad_descriptor(place, FORM_E_RDW, &window, "longer than the rest of the file", fault);
        fault_set(fault, FORM_E_TRUNCATED, "%lld of its %d bytes are there", (long long)left(place), length);
        return say(fault, FORM_E_TRUNCATED, place);
    }
    bool sound = goes_on(place, place->offset + length);
    if (length > full && sound) {
        fault_set(fault, FORM_E_SHIFTED, "LRECL is off by %d: the RDW says %d bytes, expected at most %d", length - full, length,
                  full);
        return say(fault, FORM_E_SHIFTED, place);
    }
    if (sound && cause == 0)
        return 0;
    return bad_descriptor(place, FORM_E_RDW, &window, "no record begins behind it: this length or the one before is wrong",
                          fault);
}

/* The last record of a block that says LENGTH bytes, more than there are at OFFSET, is cut off, not whole. */
static bool ends_inside_record(const struct damage_place *place, int64_t offset)
{
    struct window window;
    for (int64_t at = offset + DESCRIPTOR_BYTES; at < place->file_bytes;) {
        look(place, at, &window);
        int record = descriptor_length(window.data, window.length);
        if (record < 0 || record > (int)place->record_bytes + DESCRIPTOR_BYTES)
            return window.length < DESCRIPTOR_BYTES;
        if (record > place->file_bytes - at)
            return true;
        at += record;
    }
    return false;
}

/* From the first block on, the one that does not add up. */
static int name_block(const struct damage_place *place, int cause, struct fault *fault)
{
    struct damage_place block = *place;
    struct window window;
    for (block.offset = 0; block.offset < block.file_bytes;) {
        look(place, block.offset, &window);
        int length = descriptor_length(window.data, window.length);
        if (length <= DESCRIPTOR_BYTES || !goes_on(place, block.offset + DESCRIPTOR_BYTES))
            return window.length < 2 * DESCRIPTOR_BYTES
                       ? name_variable(&block, RECORD_E_TRUNCATED, fault)
                       : bad_descriptor(&block, FORM_E_BDW, &window, "no block of records begins here", fault);
        if (length > left(&block)) {
            if (!ends_inside_record(place, block.offset))
                return bad_descriptor(&block, FORM_E_BDW, &window, "longer than the rest of the file", fault);
            fault_set(fault, FORM_E_TRUNCATED, "%lld of the %d bytes of its block are there", (long long)left(&block), length);
            return say(fault, FORM_E_TRUNCATED, place);
        }
        if (block.offset + length > place->offset)
            break;
        block.offset += length;
    }
    look(place, place->offset, &window);
    int record = descriptor_length(window.data, window.length);
    bool fits = record >= DESCRIPTOR_BYTES && record <= (int)place->record_bytes + DESCRIPTOR_BYTES;
    bool whole = fits && marked(place, &window, DESCRIPTOR_BYTES);       /* but its block ends inside it */
    bool next_block = !whole && marked(place, &window, 2 * DESCRIPTOR_BYTES); /* its block ends before */
    if (cause != 0 && (whole || next_block)) {
        look(place, block.offset, &window);
        return bad_descriptor(&block, FORM_E_BDW, &window, "its records do not add up to it", fault);
    }
    return name_variable(place, cause, fault);
}

static int name_line(const struct damage_place *place, struct fault *fault)
{
    struct window window;
    look(place, place->offset, &window);
    const uint8_t *feed = memchr(window.data, '\n', window.length);
    size_t length = feed != NULL ? (size_t)(feed - window.data) : window.length;
    size_t full = place->record_bytes;
    if (length > 0 && window.data[length - 1] == '\r')
        length--;
    if (length <= full)
        return 0;
    if (marked(place, &window, full) && full < length)
        fault_set(fault, FORM_E_SHIFTED, "a line of %zu bytes: there is no line end between its records", length);
    else
        fault_set(fault, FORM_E_SHIFTED, "LRECL is off by %zu: a line of %zu bytes, expected at most %zu", length - full, length,
                  full);
    return say(fault, FORM_E_SHIFTED, place);
}

int damage_name(const struct damage_place *place, int cause, struct fault *fault)
{
    switch (place->carrier->framing) {
    case FRAME_FB:
        return name_fixed(place, fault);
    case FRAME_VB:
        return name_variable(place, cause, fault);
    case FRAME_BLOCKED:
        return name_block(place, cause, fault);
    case FRAME_TEXT:
        return name_line(place, fault);
    case FRAME_NONE:
    case FRAME_CSV:
        break;
    }
    return 0;
}

/* Every unsigned DISPLAY number of the header's layout in CARRIER is digits in HEAD; it has at least one. */
static bool shows(const struct form *form, enum form_carrier carrier, bool ebcdic, const uint8_t *head, size_t length)
{
    const struct form_layout *layout = &form->description->layouts[carrier];
    if (!layout->taken || !mark_role_is_at(form, FORM_FILE, ebcdic, head, length))
        return false;
    const struct layout_field *fields = layout->layout.fields;
    int level = layout->layout.records[layout->records[FORM_FILE]].field;
    size_t seen = 0;
    for (int i = level + 1; i < fields[level].end; i++) {
        const struct item *item = fields[i].item;
        if (item->picture.kind != PICTURE_NUMBER || item->picture.is_signed || item->usage != USAGE_DISPLAY)
            continue;
        for (size_t at = fields[i].offset; at < fields[i].offset + fields[i].length; at++)
            if (at >= length || (head[at] & 0xF0) != (ebcdic ? 0xF0 : 0x30) || (head[at] & 0x0F) > 9)
                return false;
        seen++;
    }
    return seen > 0;
}

int damage_of_conversion(const struct carrier *carrier, const uint8_t *head, size_t length, struct fault *fault)
{
    const struct form *form = carrier->form;
    char hex[80];
    if (carrier->framing == FRAME_TEXT && shows(form, FORM_BINARY, false, head, length)) {
        const struct form_layout *layout = &form->description->layouts[FORM_BINARY];
        const struct layout_field *field =
            layout_find(&layout->layout, layout->records[FORM_FILE], form->keys[FORM_KEY_ITERATION]);
        bytes_hex(hex, sizeof hex, head + field->offset, field->length, 8);
        fault_set(fault, FORM_E_TEXT_MODE, "binary records in ASCII; %s became %s", field->item->name, hex);
        fault_at_record(fault, 1, form->records[FORM_FILE].type);
        return FORM_E_TEXT_MODE;
    }
    if (carrier->framing == FRAME_FB && (shows(form, FORM_TEXT, true, head, length) ||
                                         !form->description->layouts[FORM_BINARY].taken)) {
        fault_set(fault, FORM_E_CHARACTER_SET, "text records in EBCDIC, expected ASCII");
        fault_at_record(fault, 1, form->records[FORM_FILE].type);
        return FORM_E_CHARACTER_SET;
    }
    return 0;
}
