/* card.c - see card.h. */
#include "jcl/card.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "jcl/error.h"
#include "step/message.h"

bool card_looks_ebcdic(const char *text, size_t length)
{
    unsigned char third = length > 2 ? (unsigned char)text[2] : 0;
    return length > 2 && text[0] == 0x61 && text[1] == 0x61 && (third >= 0x80 || third == 0x40 || third == 0x5C);
}

void cards_init(struct cards *cards, const char *file, const char *text, size_t length)
{
    *cards = (struct cards){.file = file, .rest = text, .rest_len = length};
}

void cards_release(struct cards *cards)
{
    free(cards->items);
    *cards = (struct cards){0};
}

/* The UTF-8 byte order mark that editors put at the beginning of a file, before the slash of its first card: how long it is. */
static size_t mark_length(const char *text, size_t length)
{
    return length > 3 && memcmp(text, "\xEF\xBB\xBF/", 4) == 0 ? 3 : 0;
}

bool cards_reach(struct cards *cards, size_t index)
{
    while (cards->count <= index) {
        const char *end = cards->rest_len > 0 ? memchr(cards->rest, '\n', cards->rest_len) : NULL;
        if (end == NULL && (cards->open || cards->rest_len == 0)) {
            cards->cut = cards->cut || cards->open;
            return false;
        }
        size_t taken = end != NULL ? (size_t)(end - cards->rest) + 1 : cards->rest_len, length = taken - (end != NULL);
        if (cards->count == cards->capacity)
            cards->items = memory_grow(cards->items, &cards->capacity, cards->count + 1, sizeof *cards->items);
        if (length > 0 && cards->rest[length - 1] == '\r') {
            length--;
            cards->crlf = cards->crlf != 0 ? cards->crlf : cards->before + cards->count + 1;
        }
        size_t mark = mark_length(cards->rest, length);
        if (mark > 0 && cards->marked == 0)
            cards->marked = cards->before + cards->count + 1;
        cards->items[cards->count++] = (struct card){cards->rest + mark, length - mark};
        cards->rest += taken;
        cards->rest_len -= taken;
    }
    return true;
}

struct place cards_place(const struct cards *cards, size_t index, int column)
{
    return (struct place){cards->file, (int)(cards->before + index) + 1, column};
}

bool card_is_blank(const struct card *card, int from, int to)
{
    for (int column = from; column <= to && (size_t)column <= card->length; column++)
        if (card->text[column - 1] != ' ')
            return false;
    return true;
}

bool card_begins(const struct card *card, const char *mark)
{
    size_t length = strlen(mark);
    return card->length >= length && memcmp(card->text, mark, length) == 0;
}

void jcl_fault(struct fault_list *faults, int code, struct place place, const char *field, const char *format, ...)
{
    if (faults->count >= CARD_MAX_FAULTS)
        return;
    char detail[256], escaped[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    struct fault fault;
    fault_set(&fault, code, "%s", bytes_escape(escaped, sizeof escaped, detail, strlen(detail)));
    if (faults->count == CARD_MAX_FAULTS - 1)
        fault_set(&fault, JCL_E_TOO_MANY, "%d, and there are more", CARD_MAX_FAULTS - 1);
    fault_in_file(&fault, place.file);
    fault_at_record(&fault, place.card, NULL);
    fault_at_field(&fault, field, place.column);
    fault_list_add(faults, &fault);
}

bool faults_stop(const struct fault_list *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        char severity = message_severity(&faults->items[i]);
        if (severity != 'W' && severity != 'I')
            return true;
    }
    return false;
}
