/* operand.c - see operand.h.  Recursion goes as deep as the form's parentheses: two. */
#include "jcl/operand.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "jcl/error.h"
#include "jcl/job.h"
#include "jcl/name.h"
#include "jcl/operand_class.h"

struct matching {
    const struct parameter *whole;
    struct fault_list *faults;
    bool failed;
};

/* ---- forms ---- */

/* The end of the form at TEXT: a comma, a closing parenthesis, ! * or NUL on its own level. */
static const char *form_end(const char *text)
{
    for (int depth = 0;; text++)
        switch (*text) {
        case '\0':
            return text;
        case '(':
            depth++;
            break;
        case ')':
            if (depth-- == 0)
                return text;
            break;
        case ',':
        case '!':
            if (depth == 0)
                return text;
            break;
        case '*': /* a word, or how many */
            if (depth == 0 && text[1] != '|' && text[1] != ',')
                return text;
            break;
        default:
            break;
        }
}

static const char *choice_end(const char *text, const char *end)
{
    int depth = 0;
    for (; text < end; text++) {
        if (depth == 0 && *text == '|')
            return text;
        depth += *text == '(' ? 1 : *text == ')' ? -1 : 0;
    }
    return end;
}

struct element {
    const char *key;  /* without =; key_length 0: a position */
    size_t key_length;
    const char *form, *end;
    bool required;
    long most;        /* of a position: how many values it takes */
    const char *next; /* the element behind it; NULL: none */
};

/* The element at TEXT, behind "(" or ",". */
static struct element read_element(const char *text)
{
    struct element element = {.most = 1};
    size_t word = 0;
    while ((text[word] >= 'A' && text[word] <= 'Z') || (text[word] >= '0' && text[word] <= '9'))
        word++;
    if (word > 0 && text[word] == '=') {
        element.key = text;
        element.key_length = word;
        text += word + 1;
    }
    element.form = text;
    element.end = text = form_end(text);
    element.required = *text == '!';
    text += element.required;
    if (*text == '*')
        element.most = strtol(text + 1, (char **)&text, 10);
    element.next = *text == ',' ? text + 1 : NULL;
    return element;
}

/* "NEW, OLD or SHR", "0 to 15": what the form takes, in words. */
static void describe(struct bytes *out, const char *form, const char *end)
{
    bool first = true;
    while (form < end) {
        const char *stop = choice_end(form, end);
        if (!first)
            bytes_text(out, stop < end ? ", " : " or ");
        first = false;
        if (*form == '(') {
            struct element element = read_element(form + 1);
            describe(out, element.form, element.end);
            if (element.next != NULL || element.most > 1)
                bytes_text(out, element.most > 1 ? ", several in parentheses" : ", with more behind it in parentheses");
        } else if (*form == '#') {
            const char *dash = memchr(form, '-', (size_t)(stop - form));
            bytes_format(out, "%.*s to %.*s", (int)(dash - form - 1), form + 1, (int)(stop - dash - 1), dash + 1);
        } else if (*form == '@') {
            operand_class_describe(out, form + 1, (size_t)(stop - form - 1));
        } else {
            bytes_add(out, form, (size_t)(stop - form));
        }
        form = stop < end ? stop + 1 : end;
    }
}

/* ---- what is wrong ---- */

static const char *keyword_of(const struct matching *m, const struct parameter *at)
{
    return at->keyword != NULL ? at->keyword : m->whole->keyword != NULL ? m->whole->keyword : "";
}

static bool fail(struct matching *m, const struct parameter *at, const char *form, const char *end)
{
    struct bytes expected;
    char count[48] = "";
    size_t length = operand_parm_length(at);
    if (m->failed)
        return false;
    bytes_init(&expected);
    const char *dsn = strncmp(form, "@dsn", 4) == 0 ? operand_dsn(at, &at) : NULL;
    if (dsn != NULL)
        bytes_text(&expected, dsn);
    else
        describe(&expected, form, end);
    if (length > 8)
        snprintf(count, sizeof count, " (%zu characters)", length);
    jcl_fault(m->faults, JCL_E_OPERAND, at->place, keyword_of(m, at), "got %.60s%s, expected %.150s", at->raw[0] != '\0' ? at->raw : "nothing",
              count, bytes_string(&expected));
    m->failed = true;
    bytes_release(&expected);
    return false;
}

static bool has_symbol(const struct parameter *parameter)
{
    for (const char *at = strchr(parameter->raw, '&'); at != NULL; at = strchr(at + 1, '&')) {
        if (at[1] != '&')
            return true;
        at++;
    }
    return false;
}

/* ---- matching ---- */

static bool is_word(const struct parameter *parameter, const char *word, size_t length)
{
    if (parameter->text[0] != word[0])
        return false;
    return !parameter->quoted && !parameter->has_items && strlen(parameter->text) == length && memcmp(parameter->text, word, length) == 0;
}

static bool is_number(const struct parameter *parameter, const char *range)
{
    char *end;
    const char *text = parameter->text;
    size_t digits = strspn(text, "0123456789");
    if (parameter->quoted || parameter->has_items || digits == 0 || digits > 10 || text[digits] != '\0')
        return false;
    long long value = strtoll(text, NULL, 10), least = strtoll(range, &end, 10), most = strtoll(end + 1, NULL, 10);
    return value >= least && value <= most;
}

static bool match_simple(const struct parameter *parameter, const char *form, const char *end)
{
    if (*form == '#')
        return is_number(parameter, form + 1);
    if (*form == '@')
        return operand_class_is(parameter, form + 1, (size_t)(end - form - 1));
    return is_word(parameter, form, (size_t)(end - form));
}

static bool match(struct matching *m, const struct parameter *parameter, const char *form, const char *end);

static bool is_key(const struct element *element, const char *keyword)
{
    return element->key_length > 0 && strlen(keyword) == element->key_length && memcmp(keyword, element->key, element->key_length) == 0;
}

/* KEY=value inside a list. */
static bool match_key(struct matching *m, const struct parameter *item, const char *elements)
{
    bool has_keys = false;
    for (const char *text = elements; text != NULL;) {
        struct element element = read_element(text);
        has_keys = has_keys || element.key_length > 0;
        if (is_key(&element, item->keyword))
            return item->raw[0] == '\0' || match(m, item, element.form, element.end);
        text = element.next;
    }
    if (!m->failed && has_keys)
        jcl_fault(m->faults, JCL_E_KEYWORD, item->keyword_place, keyword_of(m, m->whole), "%s in %s", item->keyword, keyword_of(m, m->whole));
    else if (!m->failed)
        jcl_fault(m->faults, JCL_E_SYNTAX, item->keyword_place, keyword_of(m, m->whole), "got %.20s=, expected a value without an equals sign",
                  item->keyword);
    m->failed = true;
    return false;
}

/* Positions in order, keys anywhere. */
static bool match_list(struct matching *m, const struct parameter *parameter, const char *elements)
{
    struct element element = read_element(elements);
    long taken = 0;
    for (const struct parameter *item = parameter->items; item != NULL; item = item->next) {
        if (item->keyword != NULL) {
            if (!match_key(m, item, elements))
                return false;
            continue;
        }
        if (taken == element.most && element.next != NULL) {
            element = read_element(element.next);
            taken = 0;
        }
        if (element.key_length > 0 || taken++ == element.most) {
            if (!m->failed)
                jcl_fault(m->faults, JCL_E_OPERAND, item->place, keyword_of(m, m->whole), "got %.60s, expected no more values here",
                          item->raw[0] != '\0' ? item->raw : "a comma");
            m->failed = true;
            return false;
        }
        bool empty = item->raw[0] == '\0';
        if (empty ? element.required : !match(m, item, element.form, element.end))
            return empty ? fail(m, item, element.form, element.end) : false;
    }
    for (bool at_hand = taken == 0; element.key_length == 0; at_hand = true) { /* what is left must not be required */
        if (at_hand && element.required)
            return fail(m, parameter, element.form, element.end);
        if (element.next == NULL)
            break;
        element = read_element(element.next);
    }
    return true;
}

/* One value where a list may stand is its first position; DSN=A(B) is such a value, too. */
static bool match_single(struct matching *m, const struct parameter *parameter, const char *form, const char *elements, const char *end)
{
    struct element element = read_element(elements);
    struct matching quiet = {.whole = m->whole, .faults = m->faults, .failed = true};
    if (element.key_length > 0 || !match(&quiet, parameter, element.form, element.end))
        return fail(m, parameter, form, end);
    if (memchr(elements, '!', (size_t)(end - elements)) == NULL)
        return true;
    for (const char *text = element.next; text != NULL;) {
        struct element other = read_element(text);
        if (other.required)
            return fail(m, parameter, other.form, other.end);
        text = other.next;
    }
    return true;
}

static bool match(struct matching *m, const struct parameter *parameter, const char *form, const char *end)
{
    const char *list = NULL;
    if (has_symbol(parameter))
        return true;
    for (const char *choice = form; choice < end && list == NULL;) {
        if (*choice == '(') {
            list = choice;
            break;
        }
        const char *stop = choice_end(choice, end);
        if (match_simple(parameter, choice, stop))
            return true;
        choice = stop < end ? stop + 1 : end;
    }
    if (list != NULL && parameter->is_list)
        return match_list(m, parameter, list + 1);
    if (list == NULL)
        return fail(m, parameter, form, end);
    return match_single(m, parameter, form, list + 1, end);
}

/*
 * Jobs say the same again and again: values that were found right, each with its form.  A value's text says all that matching looks at,
 * so that this changes how soon the answer comes, not what it is.
 */
enum { REMEMBERED = 256, REMEMBERED_LEN = 48 };

static _Thread_local struct {
    const char *form;
    char raw[REMEMBERED_LEN];
} remembered[REMEMBERED];

/* The place for a value of LENGTH, at most REMEMBERED_LEN - 1 bytes. */
static size_t place_of(const char *raw, size_t length, const char *form)
{
    uint64_t hash = (uintptr_t)form;
    for (size_t i = 0; i < length; i++)
        hash = hash * 31 + (unsigned char)raw[i];
    return (hash ^ hash >> 17) % REMEMBERED;
}

bool operand_check(const struct parameter *parameter, const char *form, struct fault_list *faults)
{
    struct matching m = {.whole = parameter, .faults = faults};
    size_t length = strlen(parameter->raw);
    if (length == 0) /* KEYWORD= : nothing is given, as an override has it */
        return true;
    if (length >= REMEMBERED_LEN)
        return match(&m, parameter, form, form + strlen(form));
    size_t place = place_of(parameter->raw, length, form);
    if (remembered[place].form == form && memcmp(remembered[place].raw, parameter->raw, length + 1) == 0)
        return true;
    if (!match(&m, parameter, form, form + strlen(form)))
        return false;
    remembered[place].form = form;
    memcpy(remembered[place].raw, parameter->raw, length + 1);
    return true;
}

bool operand_is_key(const struct parameter *parameter, const char *form, struct fault_list *faults)
{
    struct matching m = {.whole = parameter, .faults = faults};
    for (const char *text = form + 1; text != NULL;) {
        struct element element = read_element(text);
        if (is_key(&element, parameter->keyword))
            return parameter->raw[0] == '\0' || match(&m, parameter, element.form, element.end) || m.failed;
        text = element.next;
    }
    return false;
}

bool operand_has_key(const char *form, const char *keyword)
{
    for (const char *text = form + 1; text != NULL;) {
        struct element element = read_element(text);
        if (is_key(&element, keyword))
            return true;
        text = element.next;
    }
    return false;
}

/* ---- PARM ---- */

static size_t join_length(const struct parameter *items)
{
    size_t length = 0;
    for (const struct parameter *item = items; item != NULL; item = item->next) {
        length += item != items;
        length += item->keyword != NULL ? strlen(item->keyword) + 1 : 0;
        length += strlen(item->text);
        length += item->has_items ? 2 + join_length(item->items) : 0;
    }
    return length;
}

size_t operand_parm_length(const struct parameter *parm)
{
    return strlen(parm->text) + join_length(parm->items) + (parm->has_items && !parm->is_list ? 2 : 0);
}
