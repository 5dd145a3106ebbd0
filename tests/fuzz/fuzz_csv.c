/* fuzz_csv.c - any bytes as CSV: rows count up, lie one behind the other, and cells end in a NUL. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "record/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
    int64_t number;
    int64_t offset;
};

static int check_row(void *user, const struct csv_row *row)
{
    struct seen *seen = user;
    assert(row->number == seen->number + 1 && row->file_offset >= seen->offset);
    for (size_t i = 0; i < row->count; i++)
        assert(row->cells[i].text[row->cells[i].length] == '\0');
    *seen = (struct seen){row->number, row->file_offset + (int64_t)row->bytes};
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct seen seen = {0};
    struct fault fault = {0};
    int code = csv_read(data, size, check_row, &seen, &fault);
    assert(seen.offset <= (int64_t)size && (code == 0 || fault.code == code));
    return 0;
}
