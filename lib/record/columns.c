/* columns.c - the header of decode_csv.  See decode.h. */
#include <stdio.h>
#include <string.h>

#include "record/csv.h"
#include "record/decode.h"

enum { SUFFIX_SIZE = 16 * COPYBOOK_DIMENSIONS_MAX };

/* The columns of the operations FIRST to END, each name with the occurrences around it: TXN-DATE-2. */
static void put_columns(const struct plan *plan, size_t first, size_t end, const char *suffix, struct bytes *out)
{
    for (size_t i = first; i < end; i++) {
        const struct plan_op *op = &plan->ops[i];
        if (op->kind == PLAN_TABLE) {
            for (uint32_t occurrence = 1; op->shown && occurrence <= op->occurs_max; occurrence++) {
                char inner[SUFFIX_SIZE];
                snprintf(inner, sizeof inner, "%s-%u", suffix, occurrence);
                put_columns(plan, i + 1, (size_t)op->end, inner, out); /* no deeper than tables: 7 */
            }
            i = (size_t)op->end;
        } else if (op->kind == PLAN_REST) {
            bytes_format(out, "%s%s,", PLAN_SLACK, suffix);
        } else if (plan_is_leaf(op) && op->shown) {
            const char *name = plan_is_slack(plan->layout, op) ? PLAN_SLACK : plan->layout->fields[op->field].item->name;
            bytes_format(out, "%s%s,", name, suffix);
        }
    }
}

void decode_csv_header(const struct plan *plan, struct bytes *out)
{
    size_t before = out->length;
    put_columns(plan, 0, plan->count, "", out);
    if (out->length > before)
        out->data[--out->length] = '\0';
}
