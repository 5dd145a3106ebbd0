/* print.c - see writer.h: FBA 133 with ASA control, and the page head that batch shops know. */
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "report/writer.h"

/* ---- text as a printer has it: a character, a column */

/* U+00C0 to U+00FF. */
static const char LATIN[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

static char plain(const unsigned char *text, size_t width)
{
    if (width == 1)
        return text[0] < ' ' || text[0] > '~' ? '.' : (char)text[0];
    if (width == 2 && text[0] == 0xC3)
        return LATIN[text[1] & 0x3F];
    if (width == 2 && text[0] == 0xC2 && text[1] == 0xA0)
        return ' ';
    if (width == 3 && text[0] == 0xE2 && text[1] == 0x80) {
        static const char MARKS[][2] = {{'\x93', '-'}, {'\x94', '-'}, {'\x98', '\''}, {'\x99', '\''}, {'\x9C', '"'}, {'\x9D', '"'}};
        for (size_t i = 0; i < sizeof MARKS / sizeof MARKS[0]; i++)
            if ((char)text[2] == MARKS[i][0])
                return MARKS[i][1];
    }
    return '?';
}

static void add_plain(struct bytes *out, const char *text)
{
    for (size_t at = 0, length = strlen(text); at < length;) {
        size_t width = utf8_width(text + at, length - at);
        bytes_char(out, width > 0 ? plain((const unsigned char *)text + at, width) : '?');
        at += width > 0 ? width : 1;
    }
}

/* How much of TEXT goes into WIDTH columns: up to a blank when there is one. */
static size_t piece(const char *text, size_t width)
{
    size_t length = strlen(text), end = length;
    if (length <= width)
        return length;
    for (end = width; end > 0 && text[end] != ' '; end--)
        ;
    return end > 0 ? end : width;
}

static const char *behind(const char *text, size_t length)
{
    return text + length + strspn(text + length, " ");
}

/* ---- lines and pages */

static int lines_of(char control)
{
    return control == '0' ? 2 : control == '-' ? 3 : 1;
}

/* A record of 133 bytes: CONTROL, and at most 132 columns of TEXT, which is plain. */
static void put_line(struct report_output *out, char control, const char *text, size_t length)
{
    fprintf(out->stream, "%c%-*.*s\n", control, PRINT_COLUMNS, (int)(length < PRINT_COLUMNS ? length : PRINT_COLUMNS), text);
    out->line += lines_of(control);
}

/* LEFT, MIDDLE and RIGHT in one line of the page head. */
static void head_line(struct report_output *out, char control, const char *left, const char *middle, const char *right)
{
    char line[PRINT_COLUMNS + 1];
    struct bytes text;
    bytes_init(&text);
    add_plain(&text, middle);
    size_t length = text.length < 64 ? text.length : 64, start = (PRINT_COLUMNS - length) / 2;
    snprintf(line, sizeof line, "%-*.33s%-*.*s%33.33s", (int)start, left, (int)(PRINT_COLUMNS - 33 - start), (int)length,
             bytes_string(&text), right);
    put_line(out, control, line, PRINT_COLUMNS);
    bytes_release(&text);
}

static void new_page(struct report_output *out)
{
    const struct report *report = out->report;
    char date[40], page[40], program[40], as_of[40], entry[40];
    out->line = 0;
    snprintf(date, sizeof date, "DATE RUN %04d-%02d-%02d", report->date / 10000, report->date / 100 % 100, report->date % 100);
    snprintf(page, sizeof page, "REPORT PAGE %5d", ++out->page);
    snprintf(program, sizeof program, "PROGRAM ID %s", report->id);
    head_line(out, '1', date, report->site, page);
    snprintf(as_of, sizeof as_of, "AS OF    %s", report->as_of);
    snprintf(entry, sizeof entry, "REGISTER ENTRY %8" PRId64, report->entry);
    head_line(out, ' ', as_of, "CUTOVER", entry);
    head_line(out, ' ', program, report->title, "");
    out->heads_due = true;
}

static void put_title(struct report_output *out, const char *suffix)
{
    struct bytes text;
    bytes_init(&text);
    add_plain(&text, out->section.title);
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] >= 'a' && text.data[i] <= 'z')
            text.data[i] = (uint8_t)(text.data[i] - 'a' + 'A');
    bytes_text(&text, suffix);
    put_line(out, '-', bytes_string(&text), text.length);
    bytes_release(&text);
}

/* Room for LINES more, on a new page if need be, on which a section goes on under its title. */
static void need_lines(struct report_output *out, int lines)
{
    if (out->line + lines <= PRINT_LINES)
        return;
    new_page(out);
    if (out->section.title != NULL)
        put_title(out, " (CONTINUED)");
}

/* TEXT over as many lines as it needs, INDENT columns from the left; the first with CONTROL. */
static void put_text(struct report_output *out, char control, size_t indent, const char *text)
{
    struct bytes whole, line;
    bytes_init(&whole);
    bytes_init(&line);
    add_plain(&whole, text);
    const char *rest = bytes_string(&whole);
    do {
        size_t length = piece(rest, PRINT_COLUMNS - indent);
        bytes_clear(&line);
        bytes_format(&line, "%*s%.*s", (int)indent, "", (int)length, rest);
        need_lines(out, lines_of(control));
        put_line(out, control, bytes_string(&line), line.length);
        rest = behind(rest, length);
        control = ' ';
    } while (rest[0] != '\0');
    bytes_release(&whole);
    bytes_release(&line);
}

/* ---- columns */

/* The width of column I: text in the last one shown has what is left. */
static size_t width_of(const struct report_output *out, size_t i)
{
    size_t before = 0, last = i;
    for (size_t k = 0; k < out->report->column_count; k++) {
        if (!report_shows(out, k))
            continue;
        before += k < i ? (size_t)out->report->columns[k].width + 1 : 0;
        last = k > last ? k : last;
    }
    return last == i && out->report->columns[i].kind == REPORT_TEXT ? PRINT_COLUMNS - before : (size_t)out->report->columns[i].width;
}

/* One cell in the line being gathered: LENGTH of TEXT in WIDTH columns. */
static void add_cell(struct report_output *out, enum report_kind kind, size_t width, const char *text, size_t length)
{
    int before = kind == REPORT_NUMBER ? (int)(width - length) : 0;
    bytes_format(&out->text, "%*s%.*s%*s ", before, "", (int)length, text, (int)(width - length) - before, "");
}

static void column_heads(struct report_output *out)
{
    for (int line = 0; line < 2; line++) {
        bytes_clear(&out->text);
        for (size_t i = 0; i < out->report->column_count; i++) {
            const struct report_column *column = &out->report->columns[i];
            size_t width = width_of(out, i), length = strlen(column->title);
            if (!report_shows(out, i))
                continue;
            for (size_t k = 0; line == 1 && k < width; k++)
                bytes_char(&out->text, '-');
            if (line == 0)
                add_cell(out, column->kind, width, column->title, length < width ? length : width);
            else
                bytes_char(&out->text, ' ');
        }
        put_line(out, line == 0 ? '0' : ' ', bytes_string(&out->text), out->text.length);
    }
    out->heads_due = false;
}

/* ---- the writer */

static void print_head(struct report_output *out)
{
    new_page(out);
}

static void print_fact(struct report_output *out, const char *label, const char *value, const char *section)
{
    char line[256];
    snprintf(line, sizeof line, section != NULL ? "%-20.20s %6s" : "%-20.20s %s", label, value);
    if (strlen(label) + strlen(value) < sizeof line - 8)
        put_text(out, out->line == 3 ? '0' : ' ', 0, line);
    else {
        put_text(out, out->line == 3 ? '0' : ' ', 0, label);
        put_text(out, ' ', 4, value);
    }
}

static void print_section(struct report_output *out)
{
    int lead = out->section.lead != NULL ? 1 : 0;
    if (out->line + 9 + lead > PRINT_LINES)
        new_page(out);
    put_title(out, "");
    if (lead)
        put_text(out, ' ', 0, out->section.lead);
    out->heads_due = true;
}

static void print_heading(struct report_output *out, const char *text)
{
    need_lines(out, 6);
    if (out->heads_due)
        column_heads(out);
    put_text(out, '0', 0, text);
}

/* The cells that are shown, as print has them: TIME as 2026-12-01 22:00. */
static void cells_to_print(const struct report_output *out, const char *const *cells, struct bytes *texts)
{
    for (size_t i = 0; i < out->report->column_count; i++) {
        bytes_init(&texts[i]);
        if (!report_shows(out, i))
            continue;
        if (out->report->columns[i].kind == REPORT_TIME && report_date_of(cells[i]) != 0)
            bytes_format(&texts[i], "%.10s %.5s", cells[i], cells[i] + 11);
        else
            add_plain(&texts[i], cells[i]);
    }
}

static int lines_needed(const struct report_output *out, const struct bytes *texts)
{
    int most = 1;
    for (size_t i = 0; i < out->report->column_count; i++) {
        int lines = 0;
        for (const char *rest = bytes_string(&texts[i]); rest[0] != '\0'; lines++)
            rest = behind(rest, piece(rest, width_of(out, i)));
        most = lines > most ? lines : most;
    }
    return most;
}

/* As many lines as its longest cell needs; it stays on a page if it can. */
static void print_row(struct report_output *out, const char *const *cells)
{
    struct bytes texts[REPORT_COLUMNS_MAX];
    const char *rest[REPORT_COLUMNS_MAX];
    size_t count = out->report->column_count;
    cells_to_print(out, cells, texts);
    int lines = lines_needed(out, texts);
    need_lines(out, (lines < 40 ? lines : 1) + (out->heads_due ? 3 : 0));
    for (size_t i = 0; i < count; i++)
        rest[i] = bytes_string(&texts[i]);
    for (; lines > 0; lines--) {
        need_lines(out, 1);
        if (out->heads_due)
            column_heads(out);
        bytes_clear(&out->text);
        for (size_t i = 0; i < count; i++) {
            size_t width = width_of(out, i), length = piece(rest[i], width);
            if (report_shows(out, i))
                add_cell(out, out->report->columns[i].kind, width, rest[i], length);
            rest[i] = behind(rest[i], length);
        }
        put_line(out, ' ', bytes_string(&out->text), out->text.length);
    }
    for (size_t i = 0; i < count; i++)
        bytes_release(&texts[i]);
}

static void print_remark(struct report_output *out, const char *text)
{
    put_text(out, ' ', 8, text);
}

static void print_note(struct report_output *out, const char *text)
{
    put_text(out, '0', 0, text);
}

/* What the codes mean that stand in columns. */
static void legend(struct report_output *out)
{
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < out->report->column_count; i++) {
        const struct report_column *column = &out->report->columns[i];
        for (const struct report_word *word = column->words; word != NULL && word->code != NULL; word++)
            bytes_format(&text, "%s%s %s %s", word == column->words ? column->title : "", word == column->words ? ":" : ",", word->code, word->word);
        if (column->words != NULL)
            bytes_text(&text, ".  ");
    }
    if (text.length > 0)
        put_text(out, '0', 0, bytes_string(&text));
    bytes_release(&text);
}

static void print_tail(struct report_output *out)
{
    static const char NO_DATA[] = "*** NO DATA ***", END[] = "*** END OF REPORT ***";
    out->section.title = NULL;
    if (out->rows > 0)
        legend(out);
    if (out->rows == 0) {
        need_lines(out, 3);
        put_line(out, '-', NO_DATA, sizeof NO_DATA - 1);
    }
    need_lines(out, 3);
    put_line(out, '-', END, sizeof END - 1);
}

const struct report_writer WRITER_PRINT = {"txt",         print_head, print_fact,   print_section, print_heading,
                                           print_row,     print_remark, print_note, print_tail};
