/* form.c - see form.h. */
#include "jcl/form.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "jcl/error.h"
#include "jcl/expand.h"
#include "jcl/keyword.h"
#include "jcl/name.h"
#include "jcl/operand.h"

enum { ACCOUNT_MAX_BYTES = 143, PROGRAMMER_MAX_BYTES = 20 };

struct checking {
    const struct statement *statement;
    enum jcl_operation operation;
    enum form_extent extent;
    struct fault_list *faults;
    uint64_t seen[KEYWORD_ROWS / 64 + 1]; /* keywords that are there, by their rows */
};

static bool has(const struct checking *c, enum keyword_row row)
{
    return (c->seen[row / 64] >> (row % 64) & 1) != 0;
}

static const struct parameter *find(const struct checking *c, const char *keyword)
{
    return parameter_find(c->statement->parameters, keyword);
}

static void expect(const struct checking *c, const struct parameter *parameter, const char *expected)
{
    jcl_fault(c->faults, JCL_E_OPERAND, parameter->place, parameter->keyword != NULL ? parameter->keyword : c->statement->name,
              "got %.60s, expected %s", parameter->raw[0] != '\0' ? parameter->raw : "nothing", expected);
}

static void misfit(const struct checking *c, const struct parameter *parameter, const char *expected)
{
    jcl_fault(c->faults, JCL_E_SYNTAX, parameter->place, c->statement->name, "got %.40s, expected %s",
              parameter->raw[0] != '\0' ? parameter->raw : "nothing", expected);
}

static bool has_symbol(const struct parameter *parameter)
{
    return strchr(parameter->raw, '&') != NULL;
}

/* ---- positional parameters ---- */

/* Accounting information and the programmer's name. */
static const struct parameter *check_job_positions(const struct checking *c, const struct parameter *p)
{
    if (p != NULL && p->keyword == NULL) {
        if (!has_symbol(p) && operand_parm_length(p) > ACCOUNT_MAX_BYTES)
            jcl_fault(c->faults, JCL_E_OPERAND, p->place, "JOB", "got %zu characters, expected accounting information of at most %d",
                      operand_parm_length(p), ACCOUNT_MAX_BYTES);
        p = p->next;
    }
    if (p != NULL && p->keyword == NULL) {
        if (!has_symbol(p) && strlen(p->text) > PROGRAMMER_MAX_BYTES)
            expect(c, p, "a programmer's name of at most 20 characters");
        p = p->next;
    }
    return p;
}

static const struct parameter *check_dd_positions(const struct checking *c, const struct parameter *p)
{
    static const char *const words[] = {"*", "DATA", "DUMMY", "DYNAM"};
    if (p == NULL || p->keyword != NULL)
        return p;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i], p->text) == 0 && !p->quoted)
            return p->next;
    if (p->raw[0] != '\0' && !has_symbol(p))
        misfit(c, p, "*, DATA, DUMMY, DYNAM or KEYWORD=value");
    return p->next;
}

/* The first parameter behind those whose place says what they are. */
static const struct parameter *check_positions(const struct checking *c, const struct parameter *p)
{
    switch (c->operation) {
    case JCL_JOB:
    case JCL_JOBGROUP:
        return check_job_positions(c, p);
    case JCL_DD:
        return check_dd_positions(c, p);
    case JCL_EXEC:
    case JCL_COMMAND:
    case JCL_CNTL: /* a procedure's name is looked up: expand.c */
        return p != NULL && p->keyword == NULL ? p->next : p;
    default:
        return p;
    }
}

/* ---- keywords ---- */

/* DSN and DSNAME, VOL and VOLUME are one keyword. */
static enum keyword_row other_name(enum keyword_row row)
{
    switch (row) {
    case KEYWORD_DD_DSN:
        return KEYWORD_DD_DSNAME;
    case KEYWORD_DD_DSNAME:
        return KEYWORD_DD_DSN;
    case KEYWORD_DD_VOL:
        return KEYWORD_DD_VOLUME;
    case KEYWORD_DD_VOLUME:
        return KEYWORD_DD_VOL;
    default:
        return row;
    }
}

/* Note that the keyword is there; false when it was already, by this or its other name. */
static bool note(struct checking *c, enum keyword_row row)
{
    bool first = !has(c, row) && !has(c, other_name(row));
    c->seen[row / 64] |= UINT64_C(1) << (row % 64);
    return first;
}

static void tell_twice(const struct checking *c, const struct parameter *parameter, const char *how)
{
    jcl_fault(c->faults, JCL_E_TWICE, parameter->keyword_place, parameter->keyword, "%s%s", parameter->keyword, how);
}

/*
 * KEYWORD= gives nothing, typed or left by a symbol that is null, and the system does as without it (JCL Reference, "Examples of
 * defining and coding symbols in JCL", 2 and 4).  Not so PGM, and what other statements are about.
 */
static bool needs_value(const struct checking *c, enum keyword_row row)
{
    return row == KEYWORD_EXEC_PGM ||
           (c->operation != JCL_JOB && c->operation != JCL_EXEC && c->operation != JCL_DD && c->operation != JCL_OUTPUT);
}

static void check_keyword(struct checking *c, const struct parameter *parameter, bool calls)
{
    const struct keyword *keyword = parameter->known;
    if (keyword == NULL) {
        bool alone = c->operation == JCL_DD && operand_is_key(parameter, keyword_find(JCL_DD, "DCB")->form, c->faults);
        if (!calls && !alone) /* else it is a symbol, or for one step: expand.c knows */
            jcl_fault(c->faults, JCL_E_KEYWORD, parameter->keyword_place, parameter->keyword, "%s on %.20s", parameter->keyword,
                      c->statement->operation);
    } else if (!note(c, keyword_row(keyword))) {
        tell_twice(c, parameter, "");
    } else if (parameter->raw[0] == '\0' && needs_value(c, keyword_row(keyword))) {
        jcl_fault(c->faults, JCL_E_MISSING, parameter->keyword_place, parameter->keyword, "a value behind %s=", parameter->keyword);
    } else {
        operand_check(parameter, keyword->form, c->faults);
    }
}

static void check_parameters(struct checking *c, bool calls)
{
    bool after_keyword = false;
    for (const struct parameter *p = check_positions(c, c->statement->parameters); p != NULL; p = p->next) {
        if (p->keyword != NULL)
            check_keyword(c, p, calls);
        else if (has_symbol(p)) /* it may become KEYWORD=value */
            continue;
        else if (after_keyword && p->raw[0] == '\0')
            jcl_fault(c->faults, JCL_E_SYNTAX, p->place, c->statement->name, "a parameter is expected between or after commas");
        else
            misfit(c, p, after_keyword ? "KEYWORD=value: positional parameters come first" : "KEYWORD=value");
        after_keyword = after_keyword || p->keyword != NULL;
    }
}

/* ---- what excludes what ---- */

struct pair {
    enum keyword_row first, second;
};

/* Their names: keywords.def has them. */
static const char *name_of(enum keyword_row row)
{
    return keyword_at(row)->name;
}

static const struct pair DD_EXCLUSIVE[] = {
    {KEYWORD_DD_SYSOUT, KEYWORD_DD_DISP}, {KEYWORD_DD_SYSOUT, KEYWORD_DD_PATH}, {KEYWORD_DD_SYSOUT, KEYWORD_DD_DDNAME},
    {KEYWORD_DD_SYSOUT, KEYWORD_DD_LIKE}, {KEYWORD_DD_SYSOUT, KEYWORD_DD_EXPDT}, {KEYWORD_DD_SYSOUT, KEYWORD_DD_RETPD},
    {KEYWORD_DD_SYSOUT, KEYWORD_DD_LABEL}, {KEYWORD_DD_SYSOUT, KEYWORD_DD_VOL}, {KEYWORD_DD_SYSOUT, KEYWORD_DD_VOLUME},
    {KEYWORD_DD_SYSOUT, KEYWORD_DD_AMP}, {KEYWORD_DD_PATH, KEYWORD_DD_DSN}, {KEYWORD_DD_PATH, KEYWORD_DD_DSNAME},
    {KEYWORD_DD_PATH, KEYWORD_DD_DISP}, {KEYWORD_DD_PATH, KEYWORD_DD_UNIT}, {KEYWORD_DD_PATH, KEYWORD_DD_SPACE},
    {KEYWORD_DD_PATH, KEYWORD_DD_VOL}, {KEYWORD_DD_PATH, KEYWORD_DD_VOLUME}, {KEYWORD_DD_PATH, KEYWORD_DD_DDNAME},
    {KEYWORD_DD_DDNAME, KEYWORD_DD_DSN}, {KEYWORD_DD_DDNAME, KEYWORD_DD_DSNAME}, {KEYWORD_DD_DDNAME, KEYWORD_DD_DISP},
    {KEYWORD_DD_DDNAME, KEYWORD_DD_UNIT}, {KEYWORD_DD_DDNAME, KEYWORD_DD_SPACE}, {KEYWORD_DD_AMP, KEYWORD_DD_DCB},
    {KEYWORD_DD_AMP, KEYWORD_DD_RECFM}, {KEYWORD_DD_EXPDT, KEYWORD_DD_RETPD}, {KEYWORD_DD_LIKE, KEYWORD_DD_REFDD},
    {KEYWORD_DD_RECORG, KEYWORD_DD_RECFM}, {KEYWORD_DD_RECORG, KEYWORD_DD_DCB}, {KEYWORD_DD_SUBSYS, KEYWORD_DD_PATH},
    {KEYWORD_DD_SUBSYS, KEYWORD_DD_SYSOUT}, {KEYWORD_DD_SEGMENT, KEYWORD_DD_DSN}, {KEYWORD_DD_TERM, KEYWORD_DD_SYSOUT},
};

/* A DD with data of its own has none of these. */
static const enum keyword_row WITH_DATA[] = {
    KEYWORD_DD_DISP, KEYWORD_DD_SYSOUT, KEYWORD_DD_PATH, KEYWORD_DD_UNIT, KEYWORD_DD_SPACE, KEYWORD_DD_VOL, KEYWORD_DD_VOLUME,
    KEYWORD_DD_DDNAME, KEYWORD_DD_LABEL, KEYWORD_DD_AMP, KEYWORD_DD_EXPDT, KEYWORD_DD_RETPD, KEYWORD_DD_LIKE, KEYWORD_DD_SUBSYS,
};

static const struct pair JOB_EXCLUSIVE[] = {
    {KEYWORD_JOB_USER, KEYWORD_JOB_EMAIL}, {KEYWORD_JOB_SYSAFF, KEYWORD_JOB_SYSTEM}, {KEYWORD_JOB_REGION, KEYWORD_JOB_REGIONX},
};
static const struct pair EXEC_EXCLUSIVE[] = {
    {KEYWORD_EXEC_PARM, KEYWORD_EXEC_PARMDD}, {KEYWORD_EXEC_REGION, KEYWORD_EXEC_REGIONX}, {KEYWORD_EXEC_PGM, KEYWORD_EXEC_PROC},
};

/* The first cannot be without the second. */
static const struct pair DD_COMPANIONS[] = {
    {KEYWORD_DD_PATHOPTS, KEYWORD_DD_PATH}, {KEYWORD_DD_PATHMODE, KEYWORD_DD_PATH}, {KEYWORD_DD_PATHDISP, KEYWORD_DD_PATH},
    {KEYWORD_DD_KEYENCD1, KEYWORD_DD_KEYLABL1}, {KEYWORD_DD_KEYENCD2, KEYWORD_DD_KEYLABL2}, {KEYWORD_DD_SPIN, KEYWORD_DD_SYSOUT},
    {KEYWORD_DD_SEGMENT, KEYWORD_DD_SYSOUT}, {KEYWORD_DD_OUTLIM, KEYWORD_DD_SYSOUT},
    {KEYWORD_DD_DEST, KEYWORD_DD_SYSOUT},
};

bool form_excludes(const char *one, const char *other)
{
    const struct keyword *a = keyword_find(JCL_DD, one), *b = keyword_find(JCL_DD, other);
    for (size_t i = 0; a != NULL && b != NULL && i < sizeof DD_EXCLUSIVE / sizeof DD_EXCLUSIVE[0]; i++) {
        const struct keyword *first = keyword_at(DD_EXCLUSIVE[i].first), *second = keyword_at(DD_EXCLUSIVE[i].second);
        if ((a == first && b == second) || (a == second && b == first))
            return true;
    }
    return false;
}

/* Of the two the one that was typed later. */
static const struct parameter *later(const struct checking *c, const struct parameter *a, const struct parameter *b)
{
    for (const struct parameter *p = c->statement->parameters; p != NULL; p = p->next)
        if (p == a || p == b)
            return p == a ? b : a;
    return b;
}

/* KEYWORD= gives nothing, and KEYWORD=&SYMBOL may: what symbols made of it is looked at in its turn. */
static bool is_open(const struct parameter *parameter)
{
    return parameter->raw[0] == '\0' || (parameter->raw[0] == '&' && parameter->raw[1] != '&');
}

static void check_pairs(const struct checking *c, const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!has(c, pairs[i].first) || !has(c, pairs[i].second))
            continue;
        const struct parameter *first = find(c, name_of(pairs[i].first)), *second = find(c, name_of(pairs[i].second));
        if (is_open(first) || is_open(second))
            continue;
        const struct parameter *at = later(c, first, second);
        jcl_fault(c->faults, JCL_E_EXCLUSIVE, at->keyword_place, at->keyword, "%s and %s", first->keyword, second->keyword);
        return;
    }
}

/* A symbol that stands for a parameter, or before one, may be what is missing. */
static bool has_symbol_for_parameter(const struct checking *c)
{
    for (const struct parameter *p = c->statement->parameters; p != NULL; p = p->next)
        if (p->keyword == NULL && has_symbol(p))
            return true;
    return false;
}

static void check_companions(const struct checking *c)
{
    if (has_symbol_for_parameter(c))
        return;
    for (size_t i = 0; i < sizeof DD_COMPANIONS / sizeof DD_COMPANIONS[0]; i++) {
        if (!has(c, DD_COMPANIONS[i].first) || has(c, DD_COMPANIONS[i].second))
            continue;
        const struct parameter *first = find(c, name_of(DD_COMPANIONS[i].first));
        if (!is_open(first))
            jcl_fault(c->faults, JCL_E_COMPANION, first->keyword_place, first->keyword, "%s goes with %s", first->keyword,
                      name_of(DD_COMPANIONS[i].second));
    }
}

/* ---- statements ---- */

/* What stands in DCB and by itself, too. */
static void check_dcb(const struct checking *c)
{
    const struct parameter *dcb = has(c, KEYWORD_DD_DCB) ? find(c, "DCB") : NULL;
    for (const struct parameter *p = dcb != NULL ? dcb->items : NULL; p != NULL; p = p->next)
        if (p->keyword != NULL && find(c, p->keyword) != NULL)
            tell_twice(c, p, ", by itself and in DCB");
}

static void check_data_dd(const struct checking *c)
{
    const struct parameter *dlm = has(c, KEYWORD_DD_DLM) ? find(c, "DLM") : NULL;
    const struct parameter *symbols = has(c, KEYWORD_DD_SYMBOLS) ? find(c, "SYMBOLS") : NULL;
    bool data = c->statement->has_data;
    for (size_t i = 0; data && i < sizeof WITH_DATA / sizeof WITH_DATA[0]; i++) {
        const struct parameter *p = has(c, WITH_DATA[i]) ? find(c, name_of(WITH_DATA[i])) : NULL;
        if (p != NULL && !is_open(p))
            jcl_fault(c->faults, JCL_E_EXCLUSIVE, p->keyword_place, p->keyword, "in-stream data and %s", p->keyword);
    }
    if (dlm != NULL && !data)
        jcl_fault(c->faults, JCL_E_EXCLUSIVE, dlm->keyword_place, "DLM", "DLM, and a DD without data");
    if (symbols != NULL && !data && !is_open(symbols) && c->extent != FORM_PART)
        jcl_fault(c->faults, JCL_E_EXCLUSIVE, symbols->keyword_place, "SYMBOLS", "SYMBOLS, and a DD without data");
}

static void exclude(const struct checking *c, const struct parameter *a, const struct parameter *b, const char *what)
{
    const struct parameter *at = later(c, a, b);
    jcl_fault(c->faults, JCL_E_EXCLUSIVE, at->keyword_place, at->keyword, "%s", what);
}

/* "Do not code any parameters with the DYNAM parameter"; with DUMMY any but those that send it elsewhere. */
static void check_dummy(const struct checking *c)
{
    const struct parameter *first = c->statement->parameters;
    if (first == NULL || first->keyword != NULL || first->quoted)
        return;
    bool dummy = strcmp(first->text, "DUMMY") == 0, dynam = strcmp(first->text, "DYNAM") == 0;
    for (const struct parameter *p = first->next; p != NULL && (dummy || dynam); p = p->next)
        if (p->keyword != NULL && (dynam || strcmp(p->keyword, "DDNAME") == 0 || strcmp(p->keyword, "QNAME") == 0) && !is_open(p)) {
            jcl_fault(c->faults, JCL_E_EXCLUSIVE, p->keyword_place, p->keyword, "%s and %s", first->text, p->keyword);
            return;
        }
}

/*
 * "Do not code the SYSOUT writer-name subparameter when coding a DEST userid subparameter"; "Do not code an OUTPUT parameter when
 * the writer-name subparameter is INTRDR" (JCL Reference, SYSOUT, "Relationship to other parameters").
 */
static void check_sysout(const struct checking *c)
{
    const struct parameter *sysout = has(c, KEYWORD_DD_SYSOUT) ? find(c, "SYSOUT") : NULL;
    const struct parameter *writer = sysout != NULL ? parameter_item(sysout, 1) : NULL;
    const struct parameter *dest = has(c, KEYWORD_DD_DEST) ? find(c, "DEST") : NULL, *output = has(c, KEYWORD_DD_OUTPUT) ? find(c, "OUTPUT") : NULL;
    const struct parameter *user = dest != NULL && dest->is_list ? parameter_item(dest, 1) : NULL;
    if (writer == NULL || is_open(writer))
        return;
    if (user != NULL && !is_open(user))
        exclude(c, sysout, dest, "a writer in SYSOUT and a user in DEST");
    if (strcmp(writer->text, "INTRDR") == 0 && output != NULL && !is_open(output))
        exclude(c, sysout, output, "INTRDR in SYSOUT, and OUTPUT");
}

static void check_dd(const struct checking *c)
{
    bool both = has(c, KEYWORD_DD_AVGREC) && has(c, KEYWORD_DD_SPACE);
    const struct parameter *avgrec = both ? find(c, "AVGREC") : NULL, *space = both ? find(c, "SPACE") : NULL;
    bool data = c->statement->has_data;
    check_dcb(c);
    check_data_dd(c);
    check_dummy(c);
    check_sysout(c);
    check_pairs(c, DD_EXCLUSIVE, sizeof DD_EXCLUSIVE / sizeof DD_EXCLUSIVE[0]);
    if (both && space->items != NULL &&
        (strcmp(space->items->text, "TRK") == 0 || strcmp(space->items->text, "CYL") == 0))
        jcl_fault(c->faults, JCL_E_EXCLUSIVE, avgrec->keyword_place, "AVGREC", "AVGREC, and SPACE in %s", space->items->text);
    if (c->extent == FORM_PART)
        return;
    check_companions(c);
    if (c->statement->parameters == NULL)
        jcl_fault(c->faults, JCL_E_MISSING, statement_start(c->statement), c->statement->name, "%s",
                  data ? "* or DATA, since data follow" : "DSN, PATH, SYSOUT, *, DATA or DUMMY");
}

/* A keyword that the operation has not, which was told: that something is missing need not be. */
static bool has_unknown(const struct checking *c)
{
    for (const struct parameter *p = c->statement->parameters; p != NULL; p = p->next)
        if (p->keyword != NULL && p->known == NULL)
            return true;
    return false;
}

static void check_exec(const struct checking *c, bool calls)
{
    check_pairs(c, EXEC_EXCLUSIVE, sizeof EXEC_EXCLUSIVE / sizeof EXEC_EXCLUSIVE[0]);
    const struct parameter *first = c->statement->parameters;
    if (!calls && find(c, "PGM") == NULL && has_unknown(c)) {
        return;
    } else if (!calls && find(c, "PGM") == NULL) {
        jcl_fault(c->faults, JCL_E_MISSING, c->statement->operation_place, c->statement->name, "PGM=program, or a procedure's name");
    } else if (first != NULL && first->keyword != NULL && strcmp(first->keyword, "PGM") != 0 && strcmp(first->keyword, "PROC") != 0) {
        const struct parameter *named = find(c, calls ? "PROC" : "PGM");
        jcl_fault(c->faults, JCL_E_SYNTAX, named->keyword_place, named->keyword, "got %s=%.20s behind others, expected it first", named->keyword, named->raw);
    } else if (first != NULL && first->keyword == NULL && find(c, "PGM") != NULL) {
        jcl_fault(c->faults, JCL_E_EXCLUSIVE, find(c, "PGM")->keyword_place, "PGM", "a procedure and PGM");
    }
}

/* Operations that need one thing: a name, or parameters. */
static void check_needs(const struct checking *c)
{
    static const struct {
        enum jcl_operation operation;
        const char *keyword; /* NULL: a parameter at all */
        const char *what;
    } needs[] = {
        {JCL_INCLUDE, "MEMBER", "MEMBER=name"}, {JCL_JCLLIB, "ORDER", "ORDER=library"},
        {JCL_OUTPUT, NULL, "a parameter"},   {JCL_XMIT, "DEST", "DEST=node"},        {JCL_COMMAND, NULL, "the command in apostrophes"},
        {JCL_EXPORT, "SYMLIST", "SYMLIST=*, or (symbols)"}, {JCL_AFTER, "NAME", "NAME=job"}, {JCL_BEFORE, "NAME", "NAME=job"},
        {JCL_CONCURRENT, "NAME", "NAME=job"}, {JCL_SCHEDULE, NULL, "a parameter"},   {JCL_NOTIFY, NULL, "USER=user or EMAIL='address'"},
    };
    for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++)
        if (needs[i].operation == c->operation &&
            (needs[i].keyword != NULL ? find(c, needs[i].keyword) == NULL && !has_unknown(c) : c->statement->parameters == NULL))
            jcl_fault(c->faults, JCL_E_MISSING, c->statement->operation_place, c->statement->operation, "%s", needs[i].what);
    bool named = c->operation == JCL_OUTPUT || c->operation == JCL_CNTL || c->operation == JCL_GJOB || c->operation == JCL_JOBGROUP;
    if (named && c->statement->name[0] == '\0')
        jcl_fault(c->faults, JCL_E_MISSING, statement_start(c->statement), c->statement->operation, "a name in column 3");
}

static void tell_operation(const struct checking *c)
{
    const struct statement *statement = c->statement;
    const char *operation = statement->operation;
    bool lower = false;
    for (const char *p = operation; *p != '\0'; p++)
        lower = lower || islower((unsigned char)*p);
    const char *name = statement->name;
    if (operation[0] == '\0' && name[0] != '\0' && !name_is_qualified(name, strlen(name)))
        return; /* the name was told: it took the operation in */
    if (operation[0] == '\0')
        jcl_fault(c->faults, JCL_E_OPERATION, statement->operation_place, statement->name, "nothing stands behind the name");
    else if (statement->name[0] == '\0' && strchr(operation, '=') != NULL)
        jcl_fault(c->faults, JCL_E_OPERATION, statement->operation_place, "",
                  "got %.40s; if it continues the card before, that one must end with a comma", operation);
    else
        jcl_fault(c->faults, lower ? JCL_E_CASE : JCL_E_OPERATION, statement->operation_place, statement->name, "got %.40s", operation);
}

/* Operations whose parameters are symbols, conditions or text: others read them. */
static bool is_checked_elsewhere(enum jcl_operation operation)
{
    return operation == JCL_SET || operation == JCL_PROC || operation == JCL_IF || operation == JCL_ELSE || operation == JCL_ENDIF ||
           operation == JCL_PEND || operation == JCL_ENDCNTL || operation == JCL_ENDGROUP || operation == JCL_ENDSET;
}

void form_check(const struct statement *statement, enum form_extent extent, struct fault_list *faults)
{
    struct checking c = {.statement = statement, .operation = statement->code, .extent = extent, .faults = faults};
    if (c.operation == JCL_NONE) {
        tell_operation(&c);
        return;
    }
    if (statement->broken)
        return;
    bool calls = c.operation == JCL_EXEC && expansion_procedure_of(statement) != NULL;
    check_needs(&c);
    if (is_checked_elsewhere(c.operation))
        return;
    check_parameters(&c, calls);
    if (c.operation == JCL_DD)
        check_dd(&c);
    else if (c.operation == JCL_EXEC)
        check_exec(&c, calls);
    else if (c.operation == JCL_JOB)
        check_pairs(&c, JOB_EXCLUSIVE, sizeof JOB_EXCLUSIVE / sizeof JOB_EXCLUSIVE[0]);
}

/* The command statement of old: // VARY 280,OFFLINE. */
static bool is_old_command(const struct statement *statement)
{
    static const char *const commands[] = {"CANCEL", "C", "DISPLAY", "D", "HOLD", "H", "LOG", "L", "MODIFY", "F", "MOUNT", "M", "RELEASE", "A",
                                           "REPLY", "R", "RESET", "E", "SEND", "SE", "SETPROG", "START", "S", "STOP", "P", "UNLOAD", "U",
                                           "VARY", "V", "WRITELOG", "W", "MSGRT", "MR", "CONTROL", "K"};
    for (size_t i = 0; statement->name[0] == '\0' && i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i], statement->operation) == 0 && statement->field_len > 0)
            return true;
    return false;
}

/* The DD at hand while a deck is read, to which unnamed ones are concatenated; NULL: none. */
static const char *check_concatenation(const struct statement *statement, enum jcl_operation operation, const char *dd, bool *between,
                                       struct fault_list *faults)
{
    if (operation == JCL_DD && statement->name[0] == '\0' && dd != NULL && *between)
        jcl_fault(faults, JCL_E_BETWEEN, statement_start(statement), dd, "it would continue %s", dd);
    *between = operation != JCL_DD;
    if (operation == JCL_EXEC || operation == JCL_JOB)
        return NULL;
    return operation == JCL_DD && statement->name[0] != '\0' ? statement->name : dd;
}

void form_check_deck(const struct deck *deck, struct fault_list *faults)
{
    const char *dd = NULL;
    bool between = false;
    bool cntl = false, overriding = false, job = false;
    for (size_t i = 0; i < deck->count; i++) {
        const struct statement *statement = &deck->statements[i];
        if (statement->kind == STATEMENT_JES2)
            form_check_jes2(statement, job, faults);
        if (statement->kind != STATEMENT_JCL)
            continue;
        enum jcl_operation operation = statement->code;
        job = job || operation == JCL_JOB;
        dd = check_concatenation(statement, operation, dd, &between, faults);
        if (operation == JCL_EXEC)
            overriding = expansion_procedure_of(statement) != NULL;
        if ((operation != JCL_NONE || !cntl) && !is_old_command(statement))
            form_check(statement, overriding && (operation == JCL_DD || operation == JCL_OUTPUT) ? FORM_PART : FORM_WHOLE, faults);
        cntl = operation == JCL_CNTL || (cntl && operation != JCL_ENDCNTL);
    }
}
