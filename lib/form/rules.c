/* rules.c - see rules.h. */
#include "form/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "form/error.h"

/* The next word of *TEXT, which moves behind it; 0 at the end. */
static size_t next_word(const char **text, const char **word)
{
    *text += strspn(*text, " \t");
    *word = *text;
    size_t length = strcspn(*text, " \t");
    *text += length;
    return length;
}

static const struct form_field *find_field(const struct form_record *record, const char *name, size_t length)
{
    for (size_t i = 0; i < record->field_count; i++)
        if (strlen(record->fields[i].name) == length && memcmp(record->fields[i].name, name, length) == 0)
            return &record->fields[i];
    return NULL;
}

static int not_understood(struct fault *fault, const char *word, size_t length, const char *expected)
{
    return fault_set(fault, FORM_E_DESCRIPTION, "'%.*s' is not %s", (int)length, word, expected);
}

int rules_parse_check(struct form_rules *rules, const struct form_record *record, const char *text, struct fault *fault)
{
    static const char NOT_BEFORE[] = "not-before:";
    const size_t prefix = sizeof NOT_BEFORE - 1;
    const char *word;
    for (size_t length; (length = next_word(&text, &word)) > 0;) {
        if (length > prefix && memcmp(word, NOT_BEFORE, prefix) == 0) {
            rules->not_before = find_field(record, word + prefix, length - prefix);
            if (rules->not_before == NULL)
                return not_understood(fault, word + prefix, length - prefix, "a field of this record");
            continue;
        }
        const struct check *check = check_find(word, length);
        if (check == NULL || rules->check_count == FORM_CHECKS_MAX)
            return not_understood(fault, word, length, "a check");
        rules->checks[rules->check_count++] = check;
    }
    return 0;
}

/* FIELD VALUE... up to the end or "|". */
static int parse_condition(struct form_condition *condition, const struct form_record *record, const char **text,
                           struct arena *arena, struct fault *fault)
{
    const char *word;
    size_t length = next_word(text, &word);
    condition->field = find_field(record, word, length);
    if (condition->field == NULL)
        return not_understood(fault, word, length, "a field of this record");
    condition->values = arena_new(arena, (strlen(*text) / 2 + 1) * sizeof *condition->values);
    while ((length = next_word(text, &word)) > 0 && !(length == 1 && *word == '|'))
        if (!(length == 1 && *word == '*'))
            condition->values[condition->value_count++] = arena_text(arena, word, length);
    return 0;
}

int rules_parse_required(struct form_rules *rules, const struct form_record *record, const char *text,
                         struct arena *arena, struct fault *fault)
{
    static const char *const KINDS[] = {"never", "always", "when", "unless"};
    const char *word;
    size_t length = next_word(&text, &word);
    for (size_t kind = 0; kind < sizeof KINDS / sizeof KINDS[0]; kind++)
        if (strlen(KINDS[kind]) == length && memcmp(KINDS[kind], word, length) == 0)
            rules->required = (enum required_kind)kind;
    if (rules->required == REQUIRED_NEVER && (length != 5 || memcmp(word, "never", 5) != 0))
        return not_understood(fault, word, length, "always, when, unless or never");
    if (rules->required < REQUIRED_WHEN)
        return 0;
    do {
        if (rules->condition_count == FORM_CONDITIONS_MAX)
            return fault_set(fault, FORM_E_DESCRIPTION, "more than %d conditions", FORM_CONDITIONS_MAX);
        int code = parse_condition(&rules->conditions[rules->condition_count++], record, &text, arena, fault);
        if (code < 0)
            return code;
    } while (*text != '\0');
    return 0;
}

/* What is there: text that is not blank, a number that is not zero (zeros stand for none). */
static bool is_given(const struct form_field *field, const char *value)
{
    return value[0] != '\0' && !(field->kind == FORM_KIND_NUMBER && strtoll(value, NULL, 10) == 0);
}

static bool holds(const struct form_condition *condition, const char *value)
{
    if (condition->value_count == 0)
        return is_given(condition->field, value);
    for (size_t i = 0; i < condition->value_count; i++)
        if (strcmp(condition->values[i], value) == 0)
            return true;
    return false;
}

/* A condition on a value that could not be read is not judged: that value has its finding already. */
static bool is_required(const struct form_rules *rules, const struct submission_record *record)
{
    if (rules->required < REQUIRED_WHEN)
        return rules->required == REQUIRED_ALWAYS;
    bool any = false;
    for (size_t i = 0; i < rules->condition_count; i++) {
        const char *value = record->values[rules->conditions[i].field->slot];
        if (value == NULL)
            return false;
        any = any || holds(&rules->conditions[i], value);
    }
    return any == (rules->required == REQUIRED_WHEN);
}

/* "required when ELEM-TYPE is DBRM", the rule that a missing value breaks. */
static int say_required(struct fault *fault, const struct form_rules *rules)
{
    char text[200] = "always";
    size_t at = 0;
    for (size_t i = 0; i < rules->condition_count && at < sizeof text; i++) {
        const struct form_condition *condition = &rules->conditions[i];
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s is", i == 0 ? "" : " or ", condition->field->name);
        for (size_t v = 0; v < condition->value_count && at < sizeof text; v++)
            at += (size_t)snprintf(text + at, sizeof text - at, "%s %s", v == 0 ? "" : ",", condition->values[v]);
        if (condition->value_count == 0 && at < sizeof text)
            at += (size_t)snprintf(text + at, sizeof text - at, " given");
    }
    const char *word = rules->required == REQUIRED_WHEN ? "when " : rules->required == REQUIRED_UNLESS ? "unless " : "";
    return fault_set(fault, FORM_E_REQUIRED, "required %s%s", word, text);
}

static bool in_range(const struct form_range *range, const struct form_field *field, const char *value)
{
    if (field->kind != FORM_KIND_NUMBER)
        return strcmp(value, range->first) >= 0 && strcmp(value, range->last) <= 0;
    long long number = strtoll(value, NULL, 10);
    return number >= strtoll(range->first, NULL, 10) && number <= strtoll(range->last, NULL, 10);
}

static int judge_ranges(struct fault *fault, const struct form_field *field, const char *value)
{
    const struct form_rules *rules = field->rules;
    for (size_t i = 0; i < rules->range_count; i++)
        if (in_range(&rules->ranges[i], field, value))
            return 0;
    if (rules->range_count == 0)
        return 0;
    char expected[160] = "";
    size_t at = 0;
    for (size_t i = 0; i < rules->range_count && at < sizeof expected; i++) {
        const struct form_range *range = &rules->ranges[i];
        const char *first = range->first[0] != '\0' ? range->first : "blank";
        const char *comma = i == 0 ? "" : ", ";
        at += (size_t)(strcmp(range->first, range->last) == 0
                           ? snprintf(expected + at, sizeof expected - at, "%s%s", comma, first)
                           : snprintf(expected + at, sizeof expected - at, "%s%s to %s", comma, first, range->last));
    }
    char shown[80];
    bytes_escape(shown, sizeof shown, value, strlen(value));
    return fault_set(fault, FORM_E_VALUE, "'%s', expected %s", shown, expected);
}

static int judge_order(struct fault *fault, const struct form_field *field, const char *value,
                       const struct submission_record *record)
{
    const struct form_field *other = field->rules->not_before;
    const char *bound = other != NULL ? record->values[other->slot] : NULL;
    if (bound == NULL || !is_given(other, bound) || strtoll(value, NULL, 10) >= strtoll(bound, NULL, 10))
        return 0;
    return fault_set(fault, FORM_E_ORDER, "%s is before %s %s", value, other->name, bound);
}

/* The first thing wrong with one value; later ones would follow from it. */
static int judge_value(struct fault *fault, const struct form_field *field, const char *value,
                       const struct submission_record *record)
{
    const struct form_rules *rules = field->rules;
    bool given = is_given(field, value);
    if (!given && is_required(rules, record))
        return say_required(fault, rules);
    if (field->kind == FORM_KIND_NUMBER && value[0] == '-')
        return fault_set(fault, FORM_E_NEGATIVE, "%s", value);
    int code = judge_ranges(fault, field, value);
    for (size_t i = 0; code == 0 && given && i < rules->check_count; i++)
        code = check_text(rules->checks[i], value, fault);
    return code < 0 || !given ? code : judge_order(fault, field, value, record);
}

char *rules_context(char context[RULES_CONTEXT_SIZE], const struct submission_record *record)
{
    const char *release = submission_text(record, record->form->keys[FORM_KEY_RELEASE]);
    char shown[64];
    bytes_escape(shown, sizeof shown, release, strlen(release));
    snprintf(context, RULES_CONTEXT_SIZE, release[0] != '\0' ? "%s, release %s" : "%s", record->type->type, shown);
    return context;
}

void rules_judge(const struct submission_record *record, const int64_t *offsets, struct fault_list *findings)
{
    char context[RULES_CONTEXT_SIZE];
    for (size_t i = 0; i < record->type->field_count; i++) {
        const struct form_field *field = &record->type->fields[i];
        size_t count = submission_count_of(record, field);
        for (size_t slot = field->slot; slot < field->slot + count; slot++) {
            struct fault fault;
            const char *value = record->values[slot];
            if (value == NULL || judge_value(&fault, field, value, record) == 0)
                continue;
            fault_at_record(&fault, record->number, rules_context(context, record));
            fault_at_field(&fault, field->name, offsets != NULL ? offsets[slot] : 0);
            fault_list_add(findings, &fault);
        }
    }
}
