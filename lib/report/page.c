/* page.c - see writer.h: one HTML page that needs nothing else, for screen, phone and paper. */
#include <string.h>

#include "report/writer.h"
#include "text/html.h"

static const char STYLE[] =
    ":root{--ink:#1b2430;--soft:#5b6675;--line:#d9dee5;--paper:#fff;--band:#f5f7fa;--mark:#0b5cad}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa5b4;--line:#323b47;--paper:#12171e;--band:#1a212b;--mark:#6fb1f5}}"
    "*{box-sizing:border-box}"
    "body{margin:0 auto;max-width:84rem;padding:2rem 1.25rem;font:15px/1.5 system-ui,\"Segoe UI\",\"Helvetica Neue\",Arial,sans-serif;color:var(--ink);background:var(--paper)}"
    "header{border-bottom:3px solid var(--mark);padding-bottom:.75rem;margin-bottom:1.5rem}"
    "h1{font-size:1.6rem;margin:0;letter-spacing:-.01em}"
    "header p{margin:.15rem 0 0;color:var(--soft)}"
    "h2{font-size:1.05rem;margin:2rem 0 .5rem}"
    ".wrap{overflow-x:auto}"
    "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}"
    "th{text-align:left;font-size:.75rem;text-transform:uppercase;letter-spacing:.04em;color:var(--soft);border-bottom:1px solid var(--line)}"
    "th,td{padding:.4rem .75rem .4rem 0;vertical-align:top}"
    "td{border-bottom:1px solid var(--line);overflow-wrap:break-word;min-width:3ch}"
    "tbody tr:hover{background:var(--band)}"
    "td:first-child{font-weight:600;white-space:nowrap}"
    ".note{max-width:70ch}"
    "footer{margin-top:2.5rem;color:var(--soft);font-size:.85rem}"
    "@media print{body{padding:0;max-width:none;font-size:10pt}tr{break-inside:avoid}h2{break-after:avoid}}";

static void put(struct report_output *out, const char *before, const char *text, const char *after)
{
    bytes_clear(&out->text);
    html_put_text(&out->text, text, strlen(text));
    fprintf(out->stream, "%s%s%s", before, bytes_string(&out->text), after);
}

static void page_head(struct report_output *out)
{
    const struct report *report = out->report;
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n",
          out->stream);
    put(out, "<title>", report->title, "</title>\n");
    fprintf(out->stream, "<style>%s</style>\n</head>\n<body>\n<header>\n", STYLE);
    put(out, "<h1>", report->title, "</h1>\n");
    put(out, "<p>", report->site, "");
    fprintf(out->stream, " &middot; business date %04d-%02d-%02d</p>\n</header>\n<main>\n", report->date / 10000,
            report->date / 100 % 100, report->date % 100);
}

static void end_table(struct report_output *out)
{
    if (out->in_table)
        fputs("</tbody>\n</table>\n</div>\n", out->stream);
    out->in_table = false;
}

static void page_group(struct report_output *out, const char *group)
{
    end_table(out);
    put(out, "<h2>", group, "</h2>\n<div class=\"wrap\" tabindex=\"0\">\n<table>\n<thead><tr>");
    for (size_t i = 0; i < out->report->column_count; i++)
        put(out, "<th scope=\"col\">", out->report->columns[i].title, "</th>");
    fputs("</tr></thead>\n<tbody>\n", out->stream);
    out->in_table = true;
}

static void page_row(struct report_output *out, const char *group, const char *const *cells)
{
    (void)group;
    fputs("<tr>", out->stream);
    for (size_t i = 0; i < out->report->column_count; i++)
        put(out, "<td>", cells[i], "</td>");
    fputs("</tr>\n", out->stream);
}

static void page_note(struct report_output *out, const char *text)
{
    end_table(out);
    put(out, "<p class=\"note\">", text, "</p>\n");
}

static void page_tail(struct report_output *out)
{
    end_table(out);
    if (out->rows == 0)
        fputs("<p class=\"note\">No data.</p>\n", out->stream);
    put(out, "</main>\n<footer>Cutover &middot; ", out->report->id, "</footer>\n</body>\n</html>\n");
}

const struct report_writer WRITER_HTML = {"html", page_head, page_group, page_row, page_note, page_tail};
