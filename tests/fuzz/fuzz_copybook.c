/* fuzz_copybook.c - any bytes as a copybook: refused, or laid out, compiled and printed.  The first byte chooses fixed or free source. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "record/decode.h"
#include "record/layout.h"
#include "record/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Members lie inside their groups; records are no longer than they may be. */
static void check(const struct layout *layout)
{
    for (size_t i = 0; i < layout->count; i++) {
        const struct layout_field *field = &layout->fields[i];
        uint64_t end = field->offset + (uint64_t)field->length * field->item->occurs_max;
        assert(field->length > 0 && end <= LAYOUT_RECORD_MAX);
        if (field->parent != LAYOUT_NONE) {
            const struct layout_field *parent = &layout->fields[field->parent];
            assert(field->offset >= parent->offset && end <= (uint64_t)parent->offset + parent->length);
        }
    }
    for (size_t i = 0; i < layout->record_count; i++)
        assert(layout->records[i].minimum <= layout->records[i].maximum);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct copybook copybook;
    struct layout layout;
    struct plan plan;
    struct fault fault;
    struct bytes out;
    if (size == 0 || copybook_parse(&copybook, (const char *)data + 1, size - 1, data[0] % 2 == 0 ? &copybook_fixed : &copybook_free, &fault) < 0)
        return 0;
    if (layout_make(&layout, &copybook, &fault) == 0) {
        check(&layout);
        bytes_init(&out);
        layout_json(&out, &layout);
        layout_print(&out, &layout);
        if (plan_compile(&plan, &layout, 0, &(struct plan_options){.filler = data[0] % 3 == 0}, &fault) == 0) {
            if (plan.columns < 1000)
                decode_csv_header(&plan, &out);
            plan_release(&plan);
        }
        bytes_release(&out);
        layout_release(&layout);
    }
    copybook_release(&copybook);
    return 0;
}
