/* csv.c - see csv.h. */
#include "record/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "record/codepage.h"
#include "record/error.h"

/* Cells are collected as offsets into one text, which moves while it grows. */
struct csv_reading {
    struct csv_parser parser;
    csv_row_read *row;
    void *user;
    struct bytes text;
    size_t *ends; /* behind the NUL of each cell */
    size_t end_capacity;
    struct csv_cell *cells;
    size_t cell_capacity;
    size_t count;
    int64_t number;
    size_t row_start; /* in the data */
    size_t at;        /* behind what has been parsed, or is being */
    int last_end;     /* the character that ended the last row: CR before LF is one line end */
    size_t last_end_at;
    int answer;
};

static void add_cell(void *text, size_t length, void *user)
{
    struct csv_reading *reading = user;
    if (reading->count >= CSV_CELLS_MAX || reading->text.length > CSV_ROW_BYTES_MAX)
        return;
    bytes_add(&reading->text, text, length);
    bytes_char(&reading->text, '\0');
    reading->ends = memory_grow(reading->ends, &reading->end_capacity, reading->count + 1, sizeof *reading->ends);
    reading->ends[reading->count++] = reading->text.length;
}

static void give_row(struct csv_reading *reading)
{
    reading->cells = memory_grow(reading->cells, &reading->cell_capacity, reading->count + 1, sizeof *reading->cells);
    for (size_t i = 0; i < reading->count; i++) {
        size_t start = i > 0 ? reading->ends[i - 1] : 0;
        reading->cells[i] = (struct csv_cell){bytes_string(&reading->text) + start, reading->ends[i] - start - 1};
    }
    struct csv_row row = {.number = ++reading->number, .file_offset = (int64_t)reading->row_start, .cells = reading->cells,
                          .bytes = reading->at - reading->row_start, .count = reading->count};
    if (reading->answer == 0)
        reading->answer = reading->row(reading->user, &row);
    reading->count = 0;
    bytes_clear(&reading->text);
}

/* libcsv calls this for each line end outside quotes: 13, 10, or -1 for the end of the data. */
static void end_row(int character, void *user)
{
    struct csv_reading *reading = user;
    bool second_half = character == CSV_LF && reading->last_end == CSV_CR && reading->last_end_at + 1 == reading->at;
    reading->last_end = character;
    reading->last_end_at = reading->at;
    if (!second_half)
        give_row(reading);
    reading->row_start = reading->at;
}

static int refuse(struct csv_reading *reading, struct fault *fault, int code, const char *why)
{
    fault_set(fault, code, "%s", why);
    fault_at_record(fault, reading->number + 1, "");
    return code;
}

/* The end of the piece that begins at FROM: behind its line end, CRLF taken apart as libcsv does. */
static size_t piece_end(const char *data, size_t length, size_t from)
{
    while (from < length && data[from] != '\n' && data[from] != '\r')
        from++;
    return from < length ? from + 1 : length;
}

static int check_utf8(struct csv_reading *reading, const char *data, size_t start, size_t end, struct fault *fault)
{
    size_t bad;
    char shown[24];
    if (utf8_is_valid(data + start, end - start, &bad))
        return 0;
    refuse(reading, fault, RECORD_E_UTF8, bytes_hex(shown, sizeof shown, data + start + bad, 1, 1));
    return fault_at_field(fault, "", (int64_t)(start + bad - reading->row_start) + 1);
}

static int parse_piece(struct csv_reading *reading, const char *data, size_t start, size_t end, struct fault *fault)
{
    int code = check_utf8(reading, data, start, end, fault);
    if (code < 0)
        return code;
    reading->at = end;
    size_t parsed = csv_parse(&reading->parser, data + start, end - start, add_cell, end_row, reading);
    if (parsed != end - start) {
        refuse(reading, fault, RECORD_E_CSV, "a quote stands inside a value, or something behind the quote that closes it");
        return fault_at_field(fault, "", (int64_t)(start + parsed - reading->row_start) + 1);
    }
    if (reading->count >= CSV_CELLS_MAX || reading->text.length > CSV_ROW_BYTES_MAX || end - reading->row_start > CSV_ROW_BYTES_MAX)
        return refuse(reading, fault, RECORD_E_CSV, "the row is too long");
    return reading->answer;
}

static int read_all(struct csv_reading *reading, const char *data, size_t length, struct fault *fault)
{
    size_t start = length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    int code = 0;
    reading->row_start = reading->at = start;
    while (start < length && code == 0) {
        size_t end = piece_end(data, length, start);
        code = parse_piece(reading, data, start, end, fault);
        start = end;
    }
    if (code == 0 && csv_fini(&reading->parser, add_cell, end_row, reading) != 0)
        return refuse(reading, fault, RECORD_E_CSV, "a quote is never closed");
    return code != 0 ? code : reading->answer;
}

/* RFC 4180: blanks around a value belong to it. */
static int is_space(unsigned char c)
{
    (void)c;
    return 0;
}

int csv_read(const void *data, size_t length, csv_row_read *row, void *user, struct fault *fault)
{
    struct csv_reading reading = {.row = row, .user = user, .last_end = -1};
    if (csv_init(&reading.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL) != 0)
        return fault_set(fault, RECORD_E_CSV, "libcsv cannot start");
    csv_set_space_func(&reading.parser, is_space);
    bytes_init(&reading.text);
    int code = read_all(&reading, data, length, fault);
    csv_free(&reading.parser);
    bytes_release(&reading.text);
    free(reading.ends);
    free(reading.cells);
    return code;
}
