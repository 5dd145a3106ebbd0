/* html.c - see html.h. */
#include "text/html.h"

#include "base/utf8.h"

void html_put_text(struct bytes *out, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t width = utf8_width(text + at, length - at);
        unsigned char c = (unsigned char)text[at];
        if (width == 0 || (width == 1 && c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
            bytes_text(out, "\xEF\xBF\xBD");
        else if (c == '&')
            bytes_text(out, "&amp;");
        else if (c == '<')
            bytes_text(out, "&lt;");
        else if (c == '>')
            bytes_text(out, "&gt;");
        else if (c == '"')
            bytes_text(out, "&quot;");
        else if (c == '\'')
            bytes_text(out, "&#39;");
        else
            bytes_add(out, text + at, width);
        at += width > 0 ? width : 1;
    }
}
