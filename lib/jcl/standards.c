/* standards.c - see standards.h. */
#include "jcl/standards.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "jcl/error.h"
#include "jcl/name.h"

enum standard_kind { NAME_OF_JOB, NAME_OF_STEP, NAME_OF_PROGRAM, NAME_OF_DD, NAME_OF_DSN, FORBIDDEN, REQUIRED, COMMENT_OF_JOB, COMMENT_OF_STEP };

enum { MASK_SIZE = 80, WORD_SIZE = 17 };

struct standard {
    enum standard_kind kind;
    bool warning;
    char operation[WORD_SIZE]; /* of a rule about statements */
    char keyword[WORD_SIZE];   /* "": the operation itself */
    char value[MASK_SIZE];     /* mask of its value; "": any */
    const char *text;          /* masks of a name, the mask of a comment, or why; in the configuration */
};

/* ---- reading ---- */

static int refuse(struct fault *fault, const struct config_entry *entry, const char *expected)
{
    return fault_set(fault, JCL_E_STANDARDS_FILE, "[%s] %s = %s: expected %s", entry->section, entry->key, entry->value, expected);
}

/* "E: text" or "W: text". */
static int read_severity(struct standard *rule, const struct config_entry *entry, struct fault *fault)
{
    const char *value = entry->value;
    if ((value[0] != 'E' && value[0] != 'W') || (value[1] != ':' && value[1] != '\0'))
        return refuse(fault, entry, "E: or W: and a text");
    rule->warning = value[0] == 'W';
    rule->text = value + (value[1] == ':' ? 2 : 1);
    rule->text += strspn(rule->text, " ");
    return 0;
}

static bool take(char *to, size_t size, const char *from, size_t length)
{
    if (length == 0 || length >= size)
        return false;
    memcpy(to, from, length);
    to[length] = '\0';
    return true;
}

/* OPERATION, OPERATION.KEYWORD, OPERATION.KEYWORD(mask). */
static int read_subject(struct standard *rule, const struct config_entry *entry, struct fault *fault)
{
    const char *key = entry->key, *dot = strchr(key, '.'), *open = strchr(key, '(');
    size_t length = strlen(key), end = open != NULL ? (size_t)(open - key) : length;
    size_t operation = dot != NULL && (size_t)(dot - key) < end ? (size_t)(dot - key) : end;
    bool right = take(rule->operation, sizeof rule->operation, key, operation);
    if (operation < end)
        right = right && take(rule->keyword, sizeof rule->keyword, key + operation + 1, end - operation - 1);
    if (open != NULL)
        right = right && rule->keyword[0] != '\0' && key[length - 1] == ')' &&
                take(rule->value, sizeof rule->value, open + 1, length - end - 2);
    if (!right || (rule->kind == REQUIRED && (rule->keyword[0] == '\0' || open != NULL)))
        return refuse(fault, entry, rule->kind == REQUIRED ? "OPERATION.KEYWORD" : "OPERATION, OPERATION.KEYWORD or OPERATION.KEYWORD(mask)");
    return 0;
}

static int read_named(struct standard *rule, const struct config_entry *entry, const char *const *names, enum standard_kind first,
                      struct fault *fault)
{
    for (int i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], entry->key) == 0) {
            rule->kind = (enum standard_kind)((int)first + i);
            return 0;
        }
    return refuse(fault, entry, first == COMMENT_OF_JOB ? "job or step" : "job, step, program, dd or dsn");
}

static int read_rule(struct standard *rule, const struct config_entry *entry, struct fault *fault)
{
    static const char *const names[] = {"job", "step", "program", "dd", "dsn", NULL}, *const comments[] = {"job", "step", NULL};
    if (strcmp(entry->section, "names") == 0) {
        rule->text = entry->value;
        return read_named(rule, entry, names, NAME_OF_JOB, fault);
    }
    int code = read_severity(rule, entry, fault);
    if (code < 0)
        return code;
    if (strcmp(entry->section, "comments") == 0)
        return read_named(rule, entry, comments, COMMENT_OF_JOB, fault);
    rule->kind = strcmp(entry->section, "required") == 0 ? REQUIRED : FORBIDDEN;
    if (rule->kind == FORBIDDEN && strcmp(entry->section, "forbidden") != 0)
        return refuse(fault, entry, "a section names, forbidden, required or comments");
    return read_subject(rule, entry, fault);
}

int standards_read(struct standards *standards, const char *path, struct fault *fault)
{
    *standards = (struct standards){0};
    config_init(&standards->config);
    int code = config_read(&standards->config, path, fault);
    size_t count = code == 0 ? standards->config.count : 0;
    standards->items = memory_new(count + 1, sizeof *standards->items);
    for (size_t i = 0; i < count && code == 0; i++) {
        code = read_rule(&standards->items[i], &standards->config.entries[i], fault);
        standards->count++;
    }
    if (code < 0)
        fault_in_file(fault, path);
    return code;
}

void standards_release(struct standards *standards)
{
    free(standards->items);
    config_release(&standards->config);
    *standards = (struct standards){0};
}

/* ---- checking ---- */

struct checking {
    const struct deck *deck;
    struct fault_list *faults;
};

static void tell(const struct checking *c, const struct standard *rule, struct place place, const char *field, const char *what)
{
    jcl_fault(c->faults, rule->warning ? JCL_W_STANDARD : JCL_E_STANDARD, place, field, "%s", what);
}

/* TEXT is as one of the blank-parted MASKS says. */
static bool fits(const char *masks, const char *text)
{
    char mask[MASK_SIZE];
    while (*(masks += strspn(masks, " ")) != '\0') {
        size_t length = strcspn(masks, " ");
        if (take(mask, sizeof mask, masks, length) && fnmatch(mask, text, 0) == 0)
            return true;
        masks += length;
    }
    return false;
}

static void check_name(const struct checking *c, const struct standard *rule, struct place place, const char *name)
{
    char what[200];
    if (name[0] == '\0' || strchr(name, '&') != NULL || strchr(name, '*') != NULL || fits(rule->text, name))
        return;
    snprintf(what, sizeof what, "%.60s, expected a name like %.100s", name, rule->text);
    tell(c, rule, place, name, what);
}

static void check_value(const struct checking *c, const struct standard *rule, const struct statement *statement, const char *keyword)
{
    const struct parameter *value = parameter_find(statement->parameters, keyword);
    if (value != NULL && value->text[0] != '\0')
        check_name(c, rule, value->place, value->text);
}

static void check_names(const struct checking *c, const struct standard *rule, const struct statement *statement)
{
    bool job = statement_is(statement, JCL_JOB), exec = statement_is(statement, JCL_EXEC);
    bool dd = statement_is(statement, JCL_DD);
    if ((rule->kind == NAME_OF_JOB && job) || (rule->kind == NAME_OF_STEP && exec) || (rule->kind == NAME_OF_DD && dd)) {
        check_name(c, rule, statement_column(statement, 3), statement->name);
    } else if (rule->kind == NAME_OF_PROGRAM && exec) {
        check_value(c, rule, statement, "PGM");
    } else if (rule->kind == NAME_OF_DSN && dd) {
        check_value(c, rule, statement, "DSN");
        check_value(c, rule, statement, "DSNAME");
    }
}

static void check_forbidden(const struct checking *c, const struct standard *rule, const struct statement *statement)
{
    char what[200];
    const struct parameter *parameter = parameter_find(statement->parameters, rule->keyword);
    if (rule->keyword[0] == '\0') {
        snprintf(what, sizeof what, "%s is not to be used here: %.150s", rule->operation, rule->text);
        tell(c, rule, statement->operation_place, statement->name, what);
    } else if (parameter != NULL && (rule->value[0] == '\0' || fnmatch(rule->value, parameter->raw, 0) == 0)) {
        snprintf(what, sizeof what, "%s%s%.40s on %s is not to be used here: %.80s", rule->keyword, rule->value[0] != '\0' ? "=" : "",
                 rule->value[0] != '\0' ? parameter->raw : "", rule->operation, rule->text);
        tell(c, rule, parameter->keyword_place, rule->keyword, what);
    }
}

static void check_required(const struct checking *c, const struct standard *rule, const struct statement *statement)
{
    char what[200];
    if (parameter_find(statement->parameters, rule->keyword) != NULL)
        return;
    snprintf(what, sizeof what, "%s has no %s: %.150s", rule->operation, rule->keyword, rule->text);
    tell(c, rule, statement->operation_place, statement->name, what);
}

static bool is_such_comment(const struct checking *c, const struct standard *rule, size_t index)
{
    const struct statement *statement = &c->deck->statements[index];
    char text[CARD_LAST_COL + 1] = "";
    if (statement->kind != STATEMENT_COMMENT)
        return false;
    const struct card *card = &c->deck->cards.items[statement->first_card];
    size_t length = card->length < CARD_LAST_COL ? card->length : CARD_LAST_COL;
    memcpy(text, card->text, length);
    const char *said = text + 3 + strspn(text + 3, " *"); /* behind its mark */
    return fnmatch(rule->text[0] != '\0' ? rule->text : "*", said, 0) == 0;
}

/* The job that begins at FIRST has such a comment somewhere; a step right before it, behind other comments. */
static void check_comment(const struct checking *c, const struct standard *rule, size_t first, bool of_job)
{
    char what[200];
    bool found = false;
    for (size_t i = first + 1; of_job && i < c->deck->count && !found && strcmp(c->deck->statements[i].operation, "JOB") != 0; i++)
        found = is_such_comment(c, rule, i);
    for (size_t i = first; i > 0 && !found && c->deck->statements[i - 1].kind == STATEMENT_COMMENT; i--)
        found = is_such_comment(c, rule, i - 1);
    if (found)
        return;
    snprintf(what, sizeof what, "this %s has no comment like %.150s", of_job ? "job" : "step", rule->text);
    tell(c, rule, statement_start(&c->deck->statements[first]), c->deck->statements[first].name, what);
}

static void check_statement(const struct checking *c, const struct standard *rule, size_t index)
{
    const struct statement *statement = &c->deck->statements[index];
    bool job = statement_is(statement, JCL_JOB), exec = statement_is(statement, JCL_EXEC);
    if ((rule->kind == COMMENT_OF_JOB && job) || (rule->kind == COMMENT_OF_STEP && exec))
        check_comment(c, rule, index, job);
    else if (rule->kind == FORBIDDEN && strcmp(rule->operation, statement->operation) == 0)
        check_forbidden(c, rule, statement);
    else if (rule->kind == REQUIRED && strcmp(rule->operation, statement->operation) == 0 && !statement->broken)
        check_required(c, rule, statement);
    else if (rule->kind <= NAME_OF_DSN)
        check_names(c, rule, statement);
}

void standards_check(const struct standards *standards, const struct deck *deck, struct fault_list *faults)
{
    const struct checking c = {deck, faults};
    for (size_t i = 0; i < deck->count; i++)
        for (size_t k = 0; k < standards->count && deck->statements[i].kind == STATEMENT_JCL; k++)
            check_statement(&c, &standards->items[k], i);
}
