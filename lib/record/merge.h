/*
 * merge.h - CSV of a file with several 01 levels: one row of columns for all of them.  Floor 1; for convert.c alone.
 *
 * The columns are those of every level by name, in the order in which they first appear; a row leaves the columns of
 * other levels empty (as drop files in CSV do).  With one level there is nothing to do.
 */
#ifndef CUTOVER_RECORD_MERGE_H
#define CUTOVER_RECORD_MERGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"
#include "record/plan.h"

struct merge_cell { /* in cells */
    size_t start;
    size_t length;
};

struct merge {
    bool needed;
    const struct plan *plans;
    size_t plan_count;
    struct bytes header;
    size_t **columns;  /* of each plan: where each of its columns goes */
    struct merge_cell *row_cells; /* of each column */
    size_t column_count;
    struct bytes row;  /* one level's row, as decode_csv gives it */
    struct bytes cells;
};

void merge_init(struct merge *merge, const struct plan *plans, size_t count);
void merge_release(struct merge *merge);

/* Append the header. */
void merge_header(const struct merge *merge, struct bytes *out);

/* Put merge->row, a row of LEVEL, into its columns; one that has a value already keeps it. */
void merge_row(struct merge *merge, size_t level);

/* Append the row and begin a new one. */
void merge_put(struct merge *merge, struct bytes *out);

#endif
