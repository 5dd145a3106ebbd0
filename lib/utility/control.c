/* control.c - see control.h. */
#include "utility/control.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "utility/error.h"

static const char BETWEEN[] = " ,\t";
static const char OPERATORS[] = "=<>^~";

void control_open(struct control *control, const char *text, size_t length)
{
    *control = (struct control){.text = text, .length = length};
    arena_init(&control->arena);
    bytes_init(&control->joined);
}

void control_close(struct control *control)
{
    arena_release(&control->arena);
    bytes_release(&control->joined);
    free(control->places);
    *control = (struct control){0};
}

/* ---- cards ---- */

/* The card at AT of the text: its length without line end, and where the next begins. */
static size_t measure_card(const struct control *control, size_t at, size_t *next)
{
    const char *line = control->text + at, *stop = memchr(line, '\n', control->length - at);
    size_t length = stop != NULL ? (size_t)(stop - line) : control->length - at;
    *next = at + length + (stop != NULL);
    return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
}

static bool next_card(struct control *control)
{
    if (control->at >= control->length)
        return false;
    control->line = control->text + control->at;
    size_t length = measure_card(control, control->at, &control->at);
    if (length > CONTROL_COLUMNS)
        length = CONTROL_COLUMNS;
    while (length > 0 && (control->line[length - 1] == ' ' || control->line[length - 1] == '\t'))
        length--;
    control->line_length = length;
    control->line_at = 0;
    control->card++;
    return true;
}

const char *control_echo(struct control *control, size_t *length)
{
    if (control->echo_card >= control->card)
        return NULL;
    const char *card = control->text + control->echo_at;
    *length = measure_card(control, control->echo_at, &control->echo_at);
    control->echo_card++;
    return card;
}

/* ---- one statement out of its cards ---- */

static void add(struct control *control, char c, size_t column)
{
    size_t at = control->joined.length;
    control->places = memory_grow(control->places, &control->place_capacity, at + 1, sizeof *control->places);
    control->places[at] = (struct control_place){control->card, (int)column + 1};
    bytes_char(&control->joined, c);
}

/* Columns up to END of the card; true: a semicolon ended the statement before. */
static bool scan_card(struct control *control, size_t end)
{
    const char *line = control->line;
    for (size_t i = control->line_at; i < end; i++) {
        bool pair = i + 1 < end;
        if (control->in_comment) {
            control->in_comment = !(pair && line[i] == '*' && line[i + 1] == '/');
            i += !control->in_comment;
        } else if (!control->in_string && pair && line[i] == '/' && line[i + 1] == '*') {
            control->in_comment = true;
            add(control, ' ', i++);
        } else if (!control->in_string && line[i] == ';') {
            control->line_at = i + 1;
            return true;
        } else {
            control->in_string ^= line[i] == '\'';
            add(control, line[i], i);
        }
    }
    return false;
}

/* Take the card up; true: the statement goes on with the next one. */
static bool take_card(struct control *control, bool *joins)
{
    size_t end = control->line_length;
    char last = end > control->line_at ? control->line[end - 1] : '\0';
    bool continued = last == '-' || last == '+';
    while (*joins && control->line_at < end && strchr(BETWEEN, control->line[control->line_at]) != NULL)
        control->line_at++;
    if (scan_card(control, end - continued)) {
        control->line_left = true;
        return false;
    }
    *joins = last == '+';
    if (last == '-' && !control->in_comment && !control->in_string)
        add(control, ' ', end - 1);
    return continued || control->in_comment;
}

/* False: there are no more cards. */
static bool gather(struct control *control)
{
    bool joins = false;
    bytes_clear(&control->joined);
    control->in_comment = control->in_string = false;
    if (!control->line_left && !next_card(control))
        return false;
    control->line_left = false;
    while (take_card(control, &joins) && control->joined.length < CONTROL_STATEMENT_MAX && next_card(control))
        ;
    return true;
}

/* ---- its words ---- */

struct reading {
    struct control *control;
    const char *text;
    size_t at;
    struct fault *fault;
};

static int refuse(const struct reading *reading, size_t at, const char *what)
{
    const struct control *control = reading->control;
    struct control_place place = {control->card, 1};
    if (control->joined.length > 0)
        place = control->places[at < control->joined.length ? at : control->joined.length - 1];
    fault_set(reading->fault, UTILITY_E_CONTROL, "%s", what);
    fault_at_record(reading->fault, place.card, "");
    fault_at_field(reading->fault, "", place.column);
    return UTILITY_E_CONTROL;
}

static int read_quoted(struct reading *reading, struct control_node *node)
{
    size_t from = reading->at++;
    char *copy = arena_new(&reading->control->arena, strlen(reading->text + from) + 1), *to = copy;
    for (;; reading->at++) {
        if (reading->text[reading->at] == '\0')
            return refuse(reading, from, "the apostrophe that ends the text is missing");
        if (reading->text[reading->at] == '\'' && reading->text[++reading->at] != '\'')
            break;
        *to++ = reading->text[reading->at];
    }
    node->text = copy;
    node->quoted = true;
    return 0;
}

/* The bytes of a word: an operator's, or those up to what parts words. */
static size_t measure_word(const char *text)
{
    size_t length = strspn(text, OPERATORS);
    return length > 0 ? length : strcspn(text, " ,\t()'=<>^~");
}

static int read_word(struct reading *reading, struct control_node *node)
{
    const char *from = reading->text + reading->at;
    if (*from == '\'')
        return read_quoted(reading, node);
    size_t length = measure_word(from);
    char *copy = arena_text(&reading->control->arena, from, length);
    for (size_t i = 0; i < length; i++)
        if (copy[i] >= 'a' && copy[i] <= 'z')
            copy[i] = (char)(copy[i] - 'a' + 'A');
    node->text = copy;
    reading->at += length;
    return 0;
}

static int read_list(struct reading *reading, struct control_node **first, int depth);

/* The list at an opening parenthesis: that of PREVIOUS, or of a node of its own, which *NODE then is. */
static int open_list(struct reading *reading, struct control_node *previous, struct control_node **node, int depth)
{
    struct control_node *owner = previous;
    size_t from = reading->at++;
    if (depth >= CONTROL_DEPTH_MAX)
        return refuse(reading, from, "too many parentheses within each other");
    if (owner == NULL || owner->has_list) {
        owner = *node = arena_new(&reading->control->arena, sizeof *owner);
        owner->text = "";
        owner->card = reading->control->places[from].card;
        owner->column = reading->control->places[from].column;
    }
    owner->has_list = true;
    int code = read_list(reading, &owner->child, depth + 1);
    if (code == 0 && reading->text[reading->at] != ')')
        return refuse(reading, from, "the closing parenthesis is missing");
    reading->at++;
    return code;
}

static int read_node(struct reading *reading, struct control_node *previous, struct control_node **node, int depth)
{
    *node = NULL;
    if (reading->text[reading->at] == '(')
        return open_list(reading, previous, node, depth);
    const struct control_place *place = &reading->control->places[reading->at];
    *node = arena_new(&reading->control->arena, sizeof **node);
    (*node)->card = place->card;
    (*node)->column = place->column;
    return read_word(reading, *node);
}

/* Nodes up to a closing parenthesis, which is left, or the end. */
static int read_list(struct reading *reading, struct control_node **first, int depth)
{
    struct control_node *last = NULL, *node;
    for (;;) {
        reading->at += strspn(reading->text + reading->at, BETWEEN);
        if (reading->text[reading->at] == '\0' || reading->text[reading->at] == ')')
            return 0;
        int code = read_node(reading, last, &node, depth);
        if (code < 0)
            return code;
        if (node == NULL)
            continue;
        *(last != NULL ? &last->next : first) = node;
        last = node;
    }
}

int control_next(struct control *control, struct control_node **statement, struct fault *fault)
{
    while (gather(control)) {
        struct reading reading = {.control = control, .text = bytes_string(&control->joined), .fault = fault};
        *statement = NULL;
        arena_clear(&control->arena);
        if (control->joined.length >= CONTROL_STATEMENT_MAX)
            return refuse(&reading, 0, "a statement longer than any");
        if (memchr(reading.text, '\0', control->joined.length) != NULL)
            return refuse(&reading, strlen(reading.text), "a byte X'00'");
        int code = read_list(&reading, statement, 0);
        if (code == 0 && reading.text[reading.at] == ')')
            code = refuse(&reading, reading.at, "a closing parenthesis too many");
        if (code < 0 || *statement != NULL)
            return code < 0 ? code : 1;
    }
    return 0;
}

/* ---- looking at them ---- */

bool control_is(const struct control_node *node, const char *name, const char *abbreviation)
{
    return node != NULL && !node->quoted &&
           (strcmp(node->text, name) == 0 || (abbreviation != NULL && strcmp(node->text, abbreviation) == 0));
}

const struct control_node *control_find(const struct control_node *node, const char *name, const char *abbreviation)
{
    while (node != NULL && !control_is(node, name, abbreviation))
        node = node->next;
    return node;
}

bool control_number(const struct control_node *node, int min, int max, int *value)
{
    if (node == NULL || node->quoted || node->text[0] == '\0' || strspn(node->text, "0123456789") != strlen(node->text) ||
        strlen(node->text) > 9)
        return false;
    *value = (int)strtol(node->text, NULL, 10);
    return *value >= min && *value <= max;
}
