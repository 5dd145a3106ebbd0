/*
 * write.c - see write.h.
 *
 * A statement is gathered as a head ("//NAME     OPER ") and a field (its parameters with the offsets where a card
 * may end), and laid out when the next one begins.  Only value_add puts outside text into the field, after
 * jcl_value_check: that is the place to look at when asking what a value can do.
 */
#include "jcl/write.h"

#include <string.h>

#include "jcl/error.h"
#include "jcl/name.h"

enum {
    COMMENT_LEN = 67, /* columns 5 to 71 */
    DATA_MAX_LEN = 80,
    TEXT_MAX_LEN = 100,
    PROGRAMMER_MAX_LEN = 20,
    PATH_MAX_LEN = 255,
    WORD_MAX_LEN = 44,
};

void jcl_writer_init(struct jcl_writer *writer)
{
    *writer = (struct jcl_writer){0};
}

void jcl_writer_release(struct jcl_writer *writer)
{
    bytes_release(&writer->out);
    spread_release(&writer->spread);
    bytes_release(&writer->data);
    *writer = (struct jcl_writer){0};
}

static bool refused(const struct jcl_writer *writer)
{
    return writer->fault.code != 0;
}

/* ---- values ---- */

static bool is_word(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!name_is_alnum(text[i]) && memchr(".*+-", text[i], 4) == NULL)
            return false;
    return length > 0 && length <= WORD_MAX_LEN;
}

/* Text between apostrophes: printable, and no ampersand that z/OS would take for a symbol. */
static bool is_quotable(const char *text, size_t length, size_t max_len)
{
    for (size_t i = 0; i + 1 < length; i++)
        if (text[i] == '&' && (name_is_alpha(text[i + 1]) || text[i + 1] == '&'))
            return false;
    return length > 0 && length <= max_len && name_is_printable(text, length);
}


static const char *kind_expected(enum jcl_kind kind)
{
    switch (kind) {
    case JCL_NAME:
        return "1 to 8 of A-Z 0-9 $ # @, the first no digit";
    case JCL_QUALIFIED:
        return "a name of 1 to 8 characters, or two joined by a period";
    case JCL_WORD:
        return "1 to 44 of A-Z 0-9 $ # @ . * + -";
    case JCL_DSN:
        return "a data set name of at most 44 characters, qualifiers of 1 to 8";
    case JCL_TEXT:
        return "1 to 100 printable characters, no & before a letter or &";
    case JCL_PROGRAMMER:
        return "1 to 20 printable characters, no & before a letter or &";
    case JCL_PATH:
        return "1 to 255 printable characters, no & before a letter or &";
    }
    return "a known kind";
}

static bool kind_accepts(enum jcl_kind kind, const char *text, size_t length)
{
    switch (kind) {
    case JCL_NAME:
        return name_is_valid(text, length);
    case JCL_QUALIFIED:
        return name_is_qualified(text, length);
    case JCL_WORD:
        return is_word(text, length);
    case JCL_DSN:
        return name_is_dsn(text, length);
    case JCL_TEXT:
        return is_quotable(text, length, TEXT_MAX_LEN);
    case JCL_PROGRAMMER:
        return is_quotable(text, length, PROGRAMMER_MAX_LEN);
    case JCL_PATH:
        return is_quotable(text, length, PATH_MAX_LEN);
    }
    return false;
}

int jcl_value_check(enum jcl_kind kind, const char *what, const char *text, struct fault *fault)
{
    size_t length = text != NULL ? strlen(text) : 0;
    if (text != NULL && kind_accepts(kind, text, length))
        return 0;
    char shown[96];
    return fault_set(fault, JCL_E_VALUE, "%s: got \"%s\" (%zu characters), expected %s", what,
                     text != NULL ? bytes_escape(shown, sizeof shown, text, length) : "", length,
                     kind_expected(kind));
}

/* True when TEXT may stand as KIND; else the refusal sticks. */
static bool accept(struct jcl_writer *writer, enum jcl_kind kind, const char *what, const char *text)
{
    return !refused(writer) && jcl_value_check(kind, what, text, &writer->fault) == 0;
}

/* ---- statements to cards ---- */

/* Lay out the statement that was gathered, if any. */
static void finish_statement(struct jcl_writer *writer)
{
    if (writer->spread.head.length > 0 && !refused(writer))
        spread_put(&writer->spread, &writer->out, &writer->fault);
    spread_clear(&writer->spread);
}

/* ---- in-stream data ---- */

/* Does a card of the data begin with the two characters of MARK? */
static bool data_begins_with(const struct jcl_writer *writer, const char *mark)
{
    const char *card = bytes_string(&writer->data);
    while (*card != '\0') {
        if (card[0] == mark[0] && card[1] == mark[1])
            return true;
        card = strchr(card, '\n') + 1;
    }
    return false;
}

/* A delimiter of two letters that no card begins with; NULL when all are taken. */
static const char *choose_delimiter(const struct jcl_writer *writer, char mark[3])
{
    for (mark[0] = 'Z'; mark[0] >= 'A'; mark[0]--)
        for (mark[1] = 'Z'; mark[1] >= 'A'; mark[1]--)
            if (!data_begins_with(writer, mark))
                return mark;
    return NULL;
}

static void finish_data(struct jcl_writer *writer)
{
    char mark[3] = "/*";
    if (!writer->in_data || refused(writer))
        return;
    writer->in_data = false;
    if (data_begins_with(writer, "/*") || data_begins_with(writer, "//")) {
        if (choose_delimiter(writer, mark) == NULL) {
            fault_set(&writer->fault, JCL_E_FIT, "in-stream data: every delimiter of two letters occurs in it");
            return;
        }
        bytes_format(&writer->spread.field, "DATA,DLM=%s", mark);
    } else {
        bytes_char(&writer->spread.field, '*');
    }
    finish_statement(writer);
    bytes_add(&writer->out, writer->data.data, writer->data.length);
    bytes_format(&writer->out, "%s\n", mark);
    bytes_clear(&writer->data);
}

/* ---- statements ---- */

static void finish(struct jcl_writer *writer)
{
    if (!refused(writer) && writer->depth > 0)
        fault_set(&writer->fault, JCL_E_VALUE, "%d open parentheses at the end of a statement", writer->depth);
    if (writer->in_data)
        finish_data(writer);
    else
        finish_statement(writer);
}

void jcl_write_statement(struct jcl_writer *writer, const char *name, const char *operation)
{
    finish(writer);
    if ((name != NULL && !accept(writer, JCL_QUALIFIED, "name", name)) ||
        !accept(writer, JCL_NAME, "operation", operation))
        return;
    bytes_format(&writer->spread.head, "//%-8s %-4s ", name != NULL ? name : "", operation);
    writer->first = true;
}

/* The comma before a parameter, and its keyword.  False when nothing more is to be written. */
static bool begin_parameter(struct jcl_writer *writer, const char *keyword)
{
    if (refused(writer) || (keyword != NULL && !accept(writer, JCL_QUALIFIED, "keyword", keyword)))
        return false;
    if (writer->spread.head.length == 0 || writer->in_data) {
        fault_set(&writer->fault, JCL_E_VALUE, "%s: no statement is open", keyword != NULL ? keyword : "a value");
        return false;
    }
    if (!writer->first) {
        bytes_char(&writer->spread.field, ',');
        spread_break_here(&writer->spread, writer->depth);
    }
    writer->first = false;
    if (keyword != NULL)
        bytes_format(&writer->spread.field, "%s=", keyword);
    return true;
}

static void add_quoted(struct bytes *field, const char *text)
{
    bytes_char(field, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            bytes_char(field, '\'');
        bytes_char(field, *text);
    }
    bytes_char(field, '\'');
}

void jcl_write_value(struct jcl_writer *writer, const char *keyword, enum jcl_kind kind, const char *value)
{
    if (!accept(writer, kind, keyword != NULL ? keyword : "value", value) || !begin_parameter(writer, keyword))
        return;
    if (kind == JCL_TEXT || kind == JCL_PROGRAMMER || kind == JCL_PATH)
        add_quoted(&writer->spread.field, value);
    else
        bytes_text(&writer->spread.field, value);
}

void jcl_write_number(struct jcl_writer *writer, const char *keyword, int64_t value)
{
    if (!refused(writer) && (value < 0 || value > INT32_MAX))
        fault_set(&writer->fault, JCL_E_VALUE, "%s: got %lld, expected 0 to 2147483647",
                  keyword != NULL ? keyword : "value", (long long)value);
    if (begin_parameter(writer, keyword))
        bytes_format(&writer->spread.field, "%lld", (long long)value);
}

void jcl_write_dsn(struct jcl_writer *writer, const char *keyword, const char *dsn, const char *member)
{
    if (!accept(writer, JCL_DSN, keyword, dsn))
        return;
    if (member != NULL && !name_is_generation(member, strlen(member)) &&
        !accept(writer, JCL_NAME, "member", member))
        return;
    if (!begin_parameter(writer, keyword))
        return;
    bytes_text(&writer->spread.field, dsn);
    if (member != NULL)
        bytes_format(&writer->spread.field, "(%s)", member);
}

void jcl_write_open(struct jcl_writer *writer, const char *keyword)
{
    if (!refused(writer) && writer->depth == JCL_WRITE_DEPTH)
        fault_set(&writer->fault, JCL_E_VALUE, "more than %d parentheses within each other", JCL_WRITE_DEPTH);
    if (!begin_parameter(writer, keyword))
        return;
    bytes_char(&writer->spread.field, '(');
    writer->depth++;
    writer->first = true;
}

void jcl_write_close(struct jcl_writer *writer)
{
    if (!refused(writer) && writer->depth == 0)
        fault_set(&writer->fault, JCL_E_VALUE, "a parenthesis is closed that was not opened");
    if (refused(writer))
        return;
    bytes_char(&writer->spread.field, ')');
    writer->depth--;
    writer->first = false;
}

void jcl_write_omit(struct jcl_writer *writer)
{
    begin_parameter(writer, NULL);
}

static bool is_one_of(const char *text, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strcmp(text, *list) == 0)
            return true;
    return false;
}

static void write_relation(struct jcl_writer *writer, const struct jcl_relation *relation)
{
    static const char *const OPERATORS[] = {"EQ", "NE", "GT", "LT", "GE", "LE", NULL};
    static const char *const TESTS[] = {"RUN", "ABEND", NULL};
    bool with_value = strcmp(relation->keyword, "RC") == 0;
    if (relation->step != NULL && !accept(writer, JCL_QUALIFIED, "step", relation->step))
        return;
    if (with_value ? relation->operator == NULL || !is_one_of(relation->operator, OPERATORS) || relation->value < 0 ||
                         relation->value > 4095
                   : relation->operator != NULL || !is_one_of(relation->keyword, TESTS)) {
        fault_set(&writer->fault, JCL_E_VALUE, "a relation on %s: expected RC with EQ NE GT LT GE LE and 0 to 4095, or RUN, or ABEND",
                  relation->step != NULL ? relation->step : "the job");
        return;
    }
    bytes_format(&writer->spread.field, "%s%s%s%s", relation->negated ? "NOT " : "",
                 relation->step != NULL ? relation->step : "", relation->step != NULL ? "." : "", relation->keyword);
    if (with_value)
        bytes_format(&writer->spread.field, " %s %d", relation->operator, relation->value);
}

void jcl_write_if(struct jcl_writer *writer, const char *name, const struct jcl_relation *relations, size_t count)
{
    jcl_write_statement(writer, name, "IF");
    if (!refused(writer) && count == 0)
        fault_set(&writer->fault, JCL_E_VALUE, "an IF without a relation");
    if (refused(writer))
        return;
    bytes_char(&writer->spread.field, '(');
    for (size_t i = 0; i < count && !refused(writer); i++) {
        if (i > 0) {
            bytes_text(&writer->spread.field, " AND ");
            spread_break_here(&writer->spread, writer->depth);
        }
        write_relation(writer, &relations[i]);
    }
    bytes_text(&writer->spread.field, ") THEN");
}

/* Length of the first part of TEXT that fits on a comment card: up to a blank if there is one. */
static size_t comment_part(const char *text, size_t length)
{
    if (length <= COMMENT_LEN)
        return length;
    for (size_t i = COMMENT_LEN; i > 0; i--)
        if (text[i] == ' ')
            return i;
    return COMMENT_LEN;
}

void jcl_write_comment(struct jcl_writer *writer, const char *text)
{
    finish(writer);
    size_t length = strlen(text);
    if (!refused(writer) && !name_is_printable(text, length)) {
        char shown[96];
        fault_set(&writer->fault, JCL_E_VALUE, "comment: got \"%s\", expected printable characters",
                  bytes_escape(shown, sizeof shown, text, length));
    }
    if (refused(writer))
        return;
    do {
        size_t part = comment_part(text, length);
        size_t shown_len = part;
        while (shown_len > 0 && text[shown_len - 1] == ' ')
            shown_len--;
        bytes_format(&writer->out, shown_len > 0 ? "//* %.*s\n" : "//*%.*s\n", (int)shown_len, text);
        while (part < length && text[part] == ' ')
            part++;
        text += part;
        length -= part;
    } while (length > 0);
}

void jcl_write_data(struct jcl_writer *writer, const char *name)
{
    if (!refused(writer) && name == NULL)
        fault_set(&writer->fault, JCL_E_VALUE, "in-stream data without a DD name");
    jcl_write_statement(writer, name, "DD");
    if (!refused(writer))
        writer->in_data = true;
}

void jcl_write_card(struct jcl_writer *writer, const char *text)
{
    if (refused(writer))
        return;
    size_t length = strlen(text);
    if (!writer->in_data) {
        fault_set(&writer->fault, JCL_E_VALUE, "a data card without jcl_write_data before it");
    } else if (length > DATA_MAX_LEN || !name_is_printable(text, length)) {
        char shown[96];
        fault_set(&writer->fault, JCL_E_VALUE, "data card: got \"%s\" (%zu characters), expected at most 80, printable",
                  bytes_escape(shown, sizeof shown, text, length), length);
    } else {
        bytes_add(&writer->data, text, length);
        bytes_char(&writer->data, '\n');
    }
}

int jcl_write_end(struct jcl_writer *writer, struct fault *fault)
{
    finish(writer);
    if (refused(writer) && fault != NULL)
        *fault = writer->fault;
    return writer->fault.code;
}
