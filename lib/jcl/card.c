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

/* EBCDIC slashes, and no line end where ASCII text would have had one. */
static bool looks_ebcdic(const char *text, size_t length)
{
    size_t head = length < CARD_COLUMNS ? length : CARD_COLUMNS;
    return length >= 2 && text[0] == 0x61 && text[1] == 0x61 && memchr(text, '\n', head) == NULL &&
           memchr(text, 0x40, head) != NULL;
}

static bool has_statement(const struct cards *cards)
{
    for (size_t i = 0; i < cards->count; i++)
        if (card_begins(&cards->items[i], "//"))
            return true;
    return false;
}

static void split(struct cards *cards, const char *text, size_t length)
{
    size_t capacity = 0;
    while (length > 0) {
        const char *end = memchr(text, '\n', length);
        size_t line = end != NULL ? (size_t)(end - text) : length;
        cards->items = memory_grow(cards->items, &capacity, cards->count + 1, sizeof *cards->items);
        cards->items[cards->count++] = (struct card){text, line};
        line += end != NULL ? 1 : 0;
        text += line;
        length -= line;
    }
}

static int refuse(struct cards *cards, struct fault_list *faults, int code, int card, const char *why)
{
    jcl_fault(faults, code, (struct place){cards->file, card, 1}, "", "%s", why);
    cards->count = 0;
    return code;
}

int cards_split(struct cards *cards, const char *file, const char *text, size_t length, struct fault_list *faults)
{
    *cards = (struct cards){.file = file};
    if (looks_ebcdic(text, length))
        return refuse(cards, faults, JCL_E_EBCDIC, 1, "it begins with X'6161', // in EBCDIC");
    split(cards, text, length);
    for (size_t i = 0; i < cards->count; i++) {
        const struct card *card = &cards->items[i];
        if (card->length > 0 && card->text[card->length - 1] == '\r')
            return refuse(cards, faults, JCL_E_LINE_END, (int)i + 1, "this card is the first of them");
    }
    if (!has_statement(cards))
        return refuse(cards, faults, JCL_E_NOT_JCL, 1,
                      length == 0 ? "the file is empty" : "no card begins with //");
    return 0;
}

void cards_release(struct cards *cards)
{
    free(cards->items);
    *cards = (struct cards){0};
}

char card_at(const struct card *card, int column)
{
    return column >= 1 && (size_t)column <= card->length ? card->text[column - 1] : ' ';
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
