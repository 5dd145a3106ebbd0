/* option.c - see option.h. */
#include "step/option.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/memory.h"
#include "step/message.h"

enum { HELP_LEFT = 26 }; /* columns of an option in --help; the help of a wider one begins a line of its own */

void text_list_add(struct text_list *list, const char *text)
{
    list->items = memory_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items[list->count++] = text;
}

const struct option_spec *option_find(const struct option_spec *table, const char *name, size_t length)
{
    for (const struct option_spec *option = table; option != NULL && option->name != NULL; option++)
        if (strlen(option->name) == length && strncmp(option->name, name, length) == 0)
            return option;
    return NULL;
}

static int set_number(struct option_number *number, const char *name, const char *value, struct fault *fault)
{
    char *end;
    errno = 0;
    long long parsed = strtoll(value, &end, 10);
    if (end == value || *end != '\0' || errno != 0)
        return fault_set(fault, STEP_E_USAGE, "--%s %s: expected a whole number", name, value);
    *number = (struct option_number){true, parsed};
    return 0;
}

static int set_value(const struct option_spec *option, void *values, const char *value, struct fault *fault)
{
    void *target = (char *)values + option->offset;
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)target = true;
        return 0;
    case OPTION_TEXT:
        *(const char **)target = value;
        return 0;
    case OPTION_NUMBER:
        return set_number(target, option->name, value, fault);
    case OPTION_DATE:
        if (date_parse(value, target, NULL) < 0)
            return fault_set(fault, STEP_E_USAGE, "--%s %s: expected a date CCYYMMDD", option->name, value);
        return 0;
    case OPTION_LIST:
        text_list_add(target, value);
        return 0;
    }
    return 0;
}

int option_parse(const struct option_spec *table, void *values, char **words, int count, struct text_list *operands,
                 struct fault *fault)
{
    for (int i = 0; i < count; i++) {
        const char *word = words[i];
        if (strcmp(word, "--") == 0) {
            while (++i < count)
                text_list_add(operands, words[i]);
            break;
        }
        if (strncmp(word, "--", 2) != 0) {
            text_list_add(operands, word);
            continue;
        }
        const char *equals = strchr(word, '=');
        size_t length = equals != NULL ? (size_t)(equals - word) - 2 : strlen(word) - 2;
        const struct option_spec *option = option_find(table, word + 2, length);
        if (option == NULL)
            return fault_set(fault, STEP_E_USAGE, "there is no option %s", word);
        if (option->kind == OPTION_FLAG && equals != NULL)
            return fault_set(fault, STEP_E_USAGE, "--%s takes no value", option->name);
        const char *value = equals != NULL ? equals + 1 : NULL;
        if (option->kind != OPTION_FLAG && value == NULL) {
            if (++i >= count)
                return fault_set(fault, STEP_E_USAGE, "--%s needs %s", option->name, option->metavar);
            value = words[i];
        }
        int code = set_value(option, values, value, fault);
        if (code < 0)
            return code;
    }
    return 0;
}

/* The end of the PARM word that begins at START: the next comma outside apostrophes. */
static const char *word_end(const char *start)
{
    bool quoted = false;
    const char *p = start;
    for (; *p != '\0' && (quoted || *p != ','); p++)
        if (*p == '\'')
            quoted = !quoted;
    return p;
}

/* The text between START and END without enclosing apostrophes, doubled ones made single. */
static char *unquoted(struct arena *arena, const char *start, const char *end)
{
    char *copy = arena_text(arena, start, (size_t)(end - start));
    char *to = copy;
    for (const char *from = copy; *from != '\0'; from++) {
        if (*from != '\'')
            *to++ = *from;
        else if (from[1] == '\'')
            *to++ = *from++;
    }
    *to = '\0';
    return copy;
}

int option_from_parm(const struct option_spec *table, const char *parm, struct arena *arena, struct text_list *words,
                     struct fault *fault)
{
    for (const char *start = parm; *start != '\0';) {
        const char *end = word_end(start);
        char *word = unquoted(arena, start, end);
        size_t length = strcspn(word, "=");
        char *name = arena_text(arena, word, length);
        for (char *p = name; *p != '\0'; p++)
            *p = (char)tolower((unsigned char)*p);
        if (option_find(table, name, length) != NULL) {
            char *option = arena_new(arena, strlen(word) + 3);
            memcpy(option, "--", 2);
            memcpy(option + 2, name, length);
            strcpy(option + 2 + length, word + length);
            text_list_add(words, option);
        } else if (word[0] == '\0') {
            return fault_set(fault, STEP_E_USAGE, "PARM has an empty word: %s", parm);
        } else {
            text_list_add(words, word);
        }
        start = *end == ',' ? end + 1 : end;
    }
    return 0;
}

void option_help(struct bytes *out, const struct option_spec *table)
{
    for (const struct option_spec *option = table; option != NULL && option->name != NULL; option++) {
        char left[96];
        snprintf(left, sizeof left, "--%s%s%s", option->name, option->metavar != NULL ? " " : "",
                 option->metavar != NULL ? option->metavar : "");
        bool wide = strlen(left) > HELP_LEFT;
        bytes_format(out, "  %-*s%s%*s%s\n", HELP_LEFT, left, wide ? "\n" : "", wide ? HELP_LEFT + 3 : 1, "", option->help);
    }
}
