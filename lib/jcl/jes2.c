/* jes2.c - the JES2 statements, slash asterisk and a word in column 3; see form.h.  JES2 Initialization and Tuning, "job entry control language". */
#include "jcl/form.h"

#include <stdlib.h>
#include <string.h>

#include "jcl/error.h"

struct checking {
    const struct statement *statement;
    struct fault_list *faults;
};

typedef void checker(const struct checking *c);

static void fail(const struct checking *c, size_t offset, const char *what, const char *expected)
{
    const struct statement *statement = c->statement;
    struct place place = statement->field_len > 0 ? statement_place(statement, offset) : statement_start(statement);
    size_t length = strcspn(what, " ,");
    jcl_fault(c->faults, JCL_E_JES2, place, statement->operation, "got %.*s, expected %s", length > 0 ? (int)length : 7,
              length > 0 ? what : "nothing", expected);
}

static bool is_number(const char *text, size_t length, long most)
{
    return length >= 1 && length <= 9 && strspn(text, "0123456789") >= length && strtol(text, NULL, 10) <= most;
}

/* Up to a comma or blank outside parentheses. */
static size_t value_length(const char *text)
{
    size_t length = 0, depth = 0;
    for (; text[length] != '\0' && text[length] != ' ' && (text[length] != ',' || depth > 0); length++)
        depth += text[length] == '(' ? 1 : text[length] == ')' && depth > 0 ? (size_t)-1 : 0;
    return length;
}

/* KEY=value, parted by commas, up to the first blank. */
static void check_keys(const struct checking *c, const char *const *numbers, const char *const *texts, const char *expected)
{
    const char *field = c->statement->field, *at = field;
    size_t end = strcspn(field, " ");
    while ((size_t)(at - field) < end) {
        size_t key = strcspn(at, "=, "), value = at[key] == '=' ? value_length(at + key + 1) : 0;
        const char *given = at + key + (at[key] == '='); /* "" for a key alone */
        bool known = false, number = false;
        for (size_t i = 0; numbers[i] != NULL; i++)
            number = number || (strlen(numbers[i]) == key && memcmp(numbers[i], at, key) == 0);
        for (size_t i = 0; texts[i] != NULL; i++)
            known = known || (strlen(texts[i]) == key && memcmp(texts[i], at, key) == 0);
        if (!known && !number)
            fail(c, (size_t)(at - field), at, expected);
        else if (number && !is_number(given, value, 999999999))
            fail(c, (size_t)(given - field), given, "a number");
        at += key + (at[key] == '=') + value;
        at += *at == ',';
    }
}

static void check_jobparm(const struct checking *c)
{
    static const char *const numbers[] = {"BYTES", "M", "CARDS", "C", "COPIES", "N", "LINECT", "K", "LINES", "L", "PAGES", "G", "TIME", "T", NULL};
    static const char *const texts[] = {"BURST", "B", "FORMS", "F", "NOLOG", "J", "PROCLIB", "P", "RESTART", "E", "ROOM", "R", "SYSAFF", "S", NULL};
    check_keys(c, numbers, texts, "BURST BYTES CARDS COPIES FORMS LINECT LINES NOLOG PAGES PROCLIB RESTART ROOM SYSAFF or TIME");
}

static void check_output(const struct checking *c)
{
    size_t code = strcspn(c->statement->field, ", ");
    if (code == 0 || code > 4)
        fail(c, 0, c->statement->field, "a code of 1 to 4 characters, or *");
}

static void check_route(const struct checking *c)
{
    static const char *const kinds[] = {"PRINT", "PUNCH", "XEQ"};
    const char *field = c->statement->field;
    size_t length = strcspn(field, " ");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strlen(kinds[i]) == length && memcmp(kinds[i], field, length) == 0) {
            if (field[length + strspn(field + length, " ")] == '\0')
                fail(c, 0, "", "a destination behind it");
            return;
        }
    fail(c, 0, field, "PRINT, PUNCH or XEQ");
}

static void check_priority(const struct checking *c)
{
    const char *field = c->statement->field;
    if (!is_number(field, strcspn(field, " "), 15))
        fail(c, 0, field, "0 to 15");
}

static void check_word(const struct checking *c)
{
    if (c->statement->field_len == 0)
        fail(c, 0, "", "a name behind it");
}

static void check_nothing(const struct checking *c)
{
    (void)c;
}

void form_check_jes2(const struct statement *statement, bool behind_job, struct fault_list *faults)
{
    static const struct {
        const char *name;
        checker *check;
    } known[] = {
        {"JOBPARM", check_jobparm}, {"ROUTE", check_route},     {"PRIORITY", check_priority}, {"XEQ", check_word},
        {"XMIT", check_word},       {"NOTIFY", check_word},     {"OUTPUT", check_output},     {"MESSAGE", check_nothing},
        {"NETACCT", check_word},    {"SETUP", check_word},      {"SIGNON", check_nothing},    {"SIGNOFF", check_nothing},
        {"EOF", check_nothing},     {"DEL", check_nothing},     {"PURGE", check_nothing},     {"SCAN", check_nothing}, /* to an internal reader */
    };
    const struct checking c = {statement, faults};
    if (statement->operation[0] == '$') /* an operator's command: JES2 reads it, not the job */
        return;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].name, statement->operation) == 0) {
            if (behind_job && known[i].check == check_priority)
                jcl_fault(faults, JCL_E_JES2, statement_start(statement), "PRIORITY", "PRIORITY stands before its JOB");
            known[i].check(&c);
            return;
        }
    jcl_fault(faults, JCL_E_JES2, statement_start(statement), "", "got %.20s, expected JOBPARM ROUTE PRIORITY XEQ XMIT NOTIFY OUTPUT MESSAGE NETACCT or SETUP",
              statement->operation);
}
