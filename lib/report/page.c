/* page.c - see writer.h: one HTML page that needs nothing else and runs nothing, for screen, phone and paper. */
#include <inttypes.h>
#include <string.h>

#include "report/style.h"
#include "report/writer.h"
#include "text/html.h"

static void put(struct report_output *out, const char *before, const char *text, const char *after)
{
    bytes_clear(&out->text);
    html_put_text(&out->text, text, strlen(text));
    fprintf(out->stream, "%s%s%s", before, bytes_string(&out->text), after);
}

static void page_head(struct report_output *out)
{
    const struct report *report = out->report;
    char date[REPORT_DATE_SIZE];
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
          out->stream);
    put(out, "<title>", report->title, "");
    put(out, ", ", report_date_text(date, report->date, false), "</title>\n");
    fputs("<style>\n", out->stream);
    for (size_t i = 0; STYLE[i] != NULL; i++)
        fputs(STYLE[i], out->stream);
    fputs("</style>\n</head>\n<body>\n<header>\n", out->stream);
    put(out, "<p class=\"site\">", report->site, "</p>\n");
    put(out, "<h1>", report->title, "</h1>\n");
    put(out, "<p class=\"date\">", report_date_text(date, report->date, true), "</p>\n</header>\n<main>\n");
}

/* End what is inside of what must be open now, and make sure that it is open. */
static void become(struct report_output *out, enum page_part open)
{
    static const char *const ENDS[] = {"", "</ul>\n</nav>\n", "</dl>\n", "</section>\n", "</tbody>\n</table>\n"};
    bool inside = out->open == OPEN_TABLE && open == OPEN_SECTION;
    if (out->open == open)
        return;
    fputs(ENDS[out->open], out->stream);
    if (out->open == OPEN_TABLE && !inside)
        fputs(ENDS[OPEN_SECTION], out->stream);
    out->open = open;
}

/* A number that counts a section leads there. */
static void put_count(struct report_output *out, const char *label, const char *value, const char *section)
{
    bool leads = strcmp(value, "0") != 0;
    if (out->open != OPEN_COUNTS) {
        become(out, OPEN_COUNTS);
        fputs("<nav aria-label=\"Sections\">\n<ul class=\"counts\">\n", out->stream);
    }
    fputs(leads ? "<li><a href=\"#" : "<li><span", out->stream);
    put(out, "", leads ? section : "", leads ? "\">" : ">");
    put(out, "<b>", value, "</b> ");
    put(out, "", label, leads ? "</a></li>\n" : "</span></li>\n");
}

static void page_fact(struct report_output *out, const char *label, const char *value, const char *section)
{
    if (section != NULL) {
        put_count(out, label, value, section);
        return;
    }
    if (out->open != OPEN_FACTS) {
        become(out, OPEN_FACTS);
        fputs("<dl class=\"facts\">\n", out->stream);
    }
    put(out, "<div><dt>", label, "</dt>");
    put(out, "<dd>", value, "</dd></div>\n");
}

static void page_section(struct report_output *out)
{
    become(out, OPEN_NOTHING);
    put(out, "<section id=\"", out->section.id, "\"");
    put(out, " aria-labelledby=\"h-", out->section.id, "\">\n");
    put(out, "<h2 id=\"h-", out->section.id, "\">");
    put(out, "", out->section.title, "</h2>\n");
    if (out->section.lead != NULL)
        put(out, "<p class=\"lead\">", out->section.lead, "</p>\n");
    out->open = OPEN_SECTION;
}

/* What people call a column: its key. */
static void put_label(struct report_output *out, size_t i)
{
    for (const char *c = out->report->columns[i].key; *c != '\0'; c++)
        fputc(*c == '_' ? ' ' : *c, out->stream);
}

static size_t columns_shown(const struct report_output *out)
{
    size_t count = 0;
    for (size_t i = 0; i < out->report->column_count; i++)
        count += report_shows(out, i) ? 1 : 0;
    return count;
}

/* The roles say again what the elements are: on a phone the style sheet takes the table apart. */
static void begin_table(struct report_output *out)
{
    if (out->open == OPEN_TABLE)
        return;
    fputs("<table role=\"table\">\n<thead role=\"rowgroup\">\n<tr role=\"row\">", out->stream);
    for (size_t i = 0; i < out->report->column_count; i++) {
        if (!report_shows(out, i))
            continue;
        fprintf(out->stream, "<th scope=\"col\" role=\"columnheader\"%s>",
                out->report->columns[i].kind == REPORT_NUMBER ? " class=\"number\"" : "");
        put_label(out, i);
        fputs("</th>", out->stream);
    }
    fputs("</tr>\n</thead>\n<tbody role=\"rowgroup\">\n", out->stream);
    out->open = OPEN_TABLE;
}

static void page_heading(struct report_output *out, const char *text)
{
    if (out->open == OPEN_TABLE)
        fputs("</tbody>\n<tbody role=\"rowgroup\">\n", out->stream);
    begin_table(out);
    fprintf(out->stream, "<tr class=\"heading\" role=\"row\"><th scope=\"rowgroup\" role=\"rowheader\" colspan=\"%zu\">", columns_shown(out));
    put(out, "", text, "</th></tr>\n");
}

/* 2026-12-01T22:00:00-05:00 as 1 Dec, 22:00; the year stands in datetime. */
static void put_time(struct report_output *out, const char *iso)
{
    char date[REPORT_DATE_SIZE];
    report_date_text(date, report_date_of(iso), false);
    const char *month = strchr(date, ' ');
    put(out, "<time datetime=\"", iso, "\">");
    fprintf(out->stream, "%.*s%.4s, %.5s</time>", (int)(month - date), date, month, iso + 11);
}

static void put_cell(struct report_output *out, const struct report_column *column, const char *text)
{
    for (const struct report_word *word = column->words; word != NULL && word->code != NULL; word++)
        if (strcmp(word->code, text) == 0) {
            fprintf(out->stream, "<span class=\"%s\">%s</span>", word->word, word->word);
            return;
        }
    if (column->kind == REPORT_TIME && report_date_of(text) != 0)
        put_time(out, text);
    else
        put(out, "", text, "");
}

static void page_row(struct report_output *out, const char *const *cells)
{
    begin_table(out);
    fputs("<tr role=\"row\">", out->stream);
    for (size_t i = 0; i < out->report->column_count; i++) {
        const struct report_column *column = &out->report->columns[i];
        const char *element = column->kind == REPORT_KEY ? "th" : "td";
        if (!report_shows(out, i))
            continue;
        fprintf(out->stream, "<%s role=\"%s\"%s data-label=\"", element, column->kind == REPORT_KEY ? "rowheader" : "cell",
                column->kind == REPORT_KEY ? " scope=\"row\"" : column->kind == REPORT_NUMBER ? " class=\"number\"" : "");
        put_label(out, i);
        fputs("\">", out->stream);
        put_cell(out, column, cells[i]);
        fprintf(out->stream, "</%s>", element);
    }
    fputs("</tr>\n", out->stream);
}

static void page_remark(struct report_output *out, const char *text)
{
    fprintf(out->stream, "<tr class=\"remark\" role=\"row\"><td role=\"cell\" colspan=\"%zu\">", columns_shown(out));
    put(out, "", text, "</td></tr>\n");
}

static void page_note(struct report_output *out, const char *text)
{
    become(out, out->section.title != NULL ? OPEN_SECTION : OPEN_NOTHING);
    put(out, "<p>", text, "</p>\n");
}

static void page_tail(struct report_output *out)
{
    become(out, OPEN_NOTHING);
    if (out->rows == 0)
        fputs("<p>No data.</p>\n", out->stream);
    put(out, "</main>\n<footer>", out->report->id, "");
    fprintf(out->stream, " of Cutover. The register up to entry %" PRId64, out->report->entry);
    put(out, ", ", out->report->as_of, ".</footer>\n</body>\n</html>\n");
}

const struct report_writer WRITER_HTML = {"html",   page_head,   page_fact, page_section, page_heading,
                                          page_row, page_remark, page_note, page_tail};
