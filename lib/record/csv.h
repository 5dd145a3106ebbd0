/*
 * csv.h - rows of a CSV file (RFC 4180, UTF-8, a byte-order mark allowed), by libcsv.  Floor 1.
 *
 *     int row(void *user, const struct csv_row *row) { ... return 0; }
 *     csv_read(&limits, data, length, row, user, &fault)
 *
 * Rows are counted as a spreadsheet counts them: the first is 1, an empty line is a row without cells, a line end
 * inside quotes does not count.  The only include of <csv.h> is csv.c.
 */
#ifndef CUTOVER_RECORD_CSV_H
#define CUTOVER_RECORD_CSV_H

#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

enum { CSV_CELLS_MAX = 16384, CSV_ROW_BYTES_MAX = 1 << 24 };

struct csv_cell {
    const char *text; /* without quotes, NUL-terminated, may hold NULs; good until the callback returns */
    size_t length;
};

struct csv_row {
    int64_t number;      /* from 1 */
    int64_t file_offset; /* of its first byte, from 0 */
    size_t bytes;        /* that it takes in the file with its line end; of CRLF the CR */
    const struct csv_cell *cells;
    size_t count;
};

/* Goes on while it returns 0; what else it returns is what csv_read returns. */
typedef int csv_row_read(void *user, const struct csv_row *row);

/*
 * Give every row of DATA.  Returns 0, what the callback returned, or RECORD_E_CSV, RECORD_E_UTF8 with the row as record
 * and the position in it as offset; rows before it have been given.
 */
int csv_read(const void *data, size_t length, csv_row_read *row, void *user, struct fault *fault);

#endif
