/*
 * fuzz_copybook.c - any bytes as a copybook and the members that it copies: refused, or laid out, compiled and printed.
 *
 * The first byte chooses the options.  The copybook reaches to the first NUL; each further piece between NULs is a member:
 * its name, a line end, its text.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "record/decode.h"
#include "record/layout.h"
#include "record/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    const uint8_t *data;
    size_t size;
};

/* The piece of INPUT behind the NUL at *AT; false at the end. */
static bool next_piece(const struct input *input, size_t *at, struct input *piece)
{
    if (*at >= input->size)
        return false;
    const uint8_t *start = input->data + *at + 1;
    size_t left = input->size - *at - 1;
    const uint8_t *end = left > 0 ? memchr(start, 0, left) : NULL;
    *piece = (struct input){start, end != NULL ? (size_t)(end - start) : left};
    *at = (size_t)(piece->data - input->data) + piece->size;
    return true;
}

static int read_member(void *context, const char *member, const char *library, struct bytes *text)
{
    const struct input *input = context;
    struct input piece;
    const uint8_t *nul = memchr(input->data, 0, input->size);
    size_t at = nul != NULL ? (size_t)(nul - input->data) : input->size;
    (void)library;
    while (next_piece(input, &at, &piece)) {
        const uint8_t *line = piece.size > 0 ? memchr(piece.data, '\n', piece.size) : NULL;
        size_t name = line != NULL ? (size_t)(line - piece.data) : 0;
        if (name == 0 || name != strlen(member) || strncasecmp((const char *)piece.data, member, name) != 0)
            continue;
        bytes_add(text, line + 1, piece.size - name - 1);
        return 0;
    }
    return -1;
}

/* Members lie inside their groups, slack before them too; records are no longer than they may be. */
static void check(const struct layout *layout)
{
    for (size_t i = 0; i < layout->count; i++) {
        const struct layout_field *field = &layout->fields[i];
        uint64_t end = field->offset + (uint64_t)field->length * field->item->occurs_max;
        assert(field->length > 0 && end <= LAYOUT_RECORD_MAX && field->slack <= field->offset && field->slack < 8);
        if (field->parent != LAYOUT_NONE) {
            const struct layout_field *parent = &layout->fields[field->parent];
            assert(field->offset - field->slack >= parent->offset && end <= (uint64_t)parent->offset + parent->length);
        }
    }
    for (size_t i = 0; i < layout->record_count; i++)
        assert(layout->records[i].minimum <= layout->records[i].maximum);
    for (size_t i = 0; i < layout->renames_count; i++) {
        const struct layout_renames *renames = &layout->renames[i];
        assert(renames->length > 0 && renames->offset + renames->length <= layout->records[renames->record].maximum);
        assert(renames->first <= renames->last);
    }
}

static void print(const struct copybook *copybook, bool filler)
{
    struct layout layout;
    struct plan plan;
    struct fault fault;
    struct bytes out;
    if (layout_make(&layout, copybook, &fault) < 0)
        return;
    check(&layout);
    bytes_init(&out);
    layout_json(&out, &layout);
    layout_print(&out, &layout);
    if (plan_compile(&plan, &layout, 0, &(struct plan_options){.filler = filler}, &fault) == 0) {
        if (plan.columns < 1000)
            decode_csv_header(&plan, &out);
        plan_release(&plan);
    }
    bytes_release(&out);
    layout_release(&layout);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct copybook copybook;
    struct fault fault;
    if (size == 0)
        return 0;
    struct input input = {data + 1, size - 1};
    const struct copybook_library library = {read_member, &input};
    struct copybook_source source = data[0] % 2 == 0 ? copybook_fixed : copybook_free;
    source.library = &library;
    source.binary_minimal = data[0] % 5 == 0;
    source.picture = (struct picture_options){.decimal_comma = data[0] % 7 == 0, .currency = data[0] % 11 == 0 ? 'F' : 0};
    const uint8_t *nul = size > 1 ? memchr(input.data, 0, input.size) : NULL;
    size_t length = nul != NULL ? (size_t)(nul - input.data) : input.size;
    if (copybook_parse(&copybook, (const char *)input.data, length, &source, &fault) < 0)
        return 0;
    print(&copybook, data[0] % 3 == 0);
    copybook_release(&copybook);
    return 0;
}
