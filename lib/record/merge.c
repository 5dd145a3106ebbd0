/* merge.c - see merge.h. */
#include "record/merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "record/decode.h"

/* Names of the header, each with the level that had it last: a level may have a name twice. */
struct names {
    const char **items;
    size_t *lengths;
    size_t *levels;
    size_t count;
};

static size_t find(const struct names *names, const char *name, size_t length, size_t level)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->lengths[i] == length && names->levels[i] != level && memcmp(names->items[i], name, length) == 0)
            return i;
    return names->count;
}

/* The columns of one level among those there are; new ones go behind. */
static void add_level(struct merge *merge, struct names *names, size_t level, const char *header)
{
    for (size_t column = 0; column < merge->plans[level].columns; column++) {
        size_t length = strcspn(header, ",");
        size_t at = find(names, header, length, level);
        names->items[at] = header;
        names->lengths[at] = length;
        names->levels[at] = level;
        names->count += at == names->count;
        merge->columns[level][column] = at;
        header += length + (header[length] == ',');
    }
}

void merge_init(struct merge *merge, const struct plan *plans, size_t count)
{
    *merge = (struct merge){.plans = plans, .plan_count = count, .needed = count > 1};
    size_t most = 0;
    for (size_t level = 0; level < count; level++)
        most += plans[level].columns;
    merge->columns = memory_new(count, sizeof *merge->columns);
    if (!merge->needed)
        return;
    struct names names = {memory_new(most, sizeof(char *)), memory_new(most, sizeof(size_t)), memory_new(most, sizeof(size_t)), 0};
    struct bytes *headers = memory_new(count, sizeof *headers);
    for (size_t level = 0; level < count; level++) {
        merge->columns[level] = memory_new(plans[level].columns, sizeof **merge->columns);
        decode_csv_header(&plans[level], &headers[level]);
        add_level(merge, &names, level, bytes_string(&headers[level]));
    }
    for (size_t i = 0; i < names.count; i++) {
        bytes_add(&merge->header, names.items[i], names.lengths[i]);
        bytes_text(&merge->header, i + 1 < names.count ? "," : "");
    }
    merge->column_count = names.count;
    merge->row_cells = memory_new(names.count, sizeof *merge->row_cells);
    for (size_t level = 0; level < count; level++)
        bytes_release(&headers[level]);
    free(headers);
    free(names.items);
    free(names.lengths);
    free(names.levels);
}

void merge_release(struct merge *merge)
{
    for (size_t level = 0; level < merge->plan_count; level++)
        free(merge->columns[level]);
    free(merge->columns);
    free(merge->row_cells);
    bytes_release(&merge->header);
    bytes_release(&merge->row);
    bytes_release(&merge->cells);
    *merge = (struct merge){0};
}

void merge_header(const struct merge *merge, struct bytes *out)
{
    if (merge->needed)
        bytes_add(out, merge->header.data, merge->header.length);
    else
        decode_csv_header(&merge->plans[0], out);
}

/* Length of the cell at TEXT: up to the comma outside quotes. */
static size_t cell_length(const char *text, size_t left)
{
    bool quoted = false;
    size_t length = 0;
    for (; length < left && (quoted || text[length] != ','); length++)
        quoted ^= text[length] == '"';
    return length;
}

void merge_row(struct merge *merge, size_t level)
{
    const char *text = bytes_string(&merge->row);
    size_t left = merge->row.length;
    for (size_t column = 0; column < merge->plans[level].columns; column++) {
        size_t length = cell_length(text, left);
        struct merge_cell *cell = &merge->row_cells[merge->columns[level][column]];
        if (cell->length == 0 && length > 0) {
            *cell = (struct merge_cell){merge->cells.length, length};
            bytes_add(&merge->cells, text, length);
        }
        length += length < left;
        text += length;
        left -= length;
    }
}

void merge_put(struct merge *merge, struct bytes *out)
{
    for (size_t i = 0; i < merge->column_count; i++) {
        const struct merge_cell *cell = &merge->row_cells[i];
        if (i > 0)
            bytes_char(out, ',');
        bytes_add(out, merge->cells.data + cell->start, cell->length);
    }
    memset(merge->row_cells, 0, merge->column_count * sizeof *merge->row_cells);
    bytes_clear(&merge->cells);
}
