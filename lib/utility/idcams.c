/* idcams.c - see idcams.h: statements, conditions, condition codes. */
#include "utility/idcams.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "utility/error.h"
#include "utility/idcams_call.h"

enum { SYSIN_MAX_BYTES = 64 << 20, NESTED_MAX = 10 };

static const struct command {
    const char *name, *abbreviation;
    int (*run)(struct idcams *ams, const struct control_node *verb);
} COMMANDS[] = {
    {"DEFINE", "DEF", idcams_define},     {"DELETE", "DEL", idcams_delete}, {"REPRO", NULL, idcams_repro},
    {"LISTCAT", "LISTC", idcams_listcat}, {"VERIFY", "VFY", idcams_verify},
};

/* ---- condition codes ---- */

static void set_code(struct idcams *ams, int code)
{
    ams->lastcc = code;
    if (code > ams->maxcc)
        ams->maxcc = code;
    ams->ended = ams->ended || code >= IDCAMS_MAX;
}

/* How a command ended: said, and its condition code noted. */
static void end_command(struct idcams *ams, int code)
{
    if (code == IDCAMS_BYPASSED)
        puts("IDC3202I ABOVE TEXT BYPASSED UNTIL NEXT COMMAND. CONDITION CODE IS 12");
    else if (code >= IDCAMS_FAILED)
        printf("IDC3003I FUNCTION TERMINATED. CONDITION CODE IS %d\n", code);
    else
        printf("IDC0001I FUNCTION COMPLETED, HIGHEST CONDITION CODE WAS %d\n", code);
    putchar('\n');
    set_code(ams, code == IDCAMS_BYPASSED ? IDCAMS_FAILED : code);
}

/* ---- statements ---- */

/* Cards that were read are printed as they stand. */
static void echo(struct idcams *ams)
{
    const char *card;
    size_t length;
    while ((card = control_echo(&ams->control, &length)) != NULL) {
        putchar(' ');
        for (size_t i = 0; i < length; i++)
            putchar((unsigned char)card[i] < ' ' || card[i] == '\x7f' ? ' ' : card[i]);
        putchar('\n');
    }
}

/* The next statement, NULL at the end; what cannot be read is told and passed over. */
static struct control_node *next_statement(struct idcams *ams)
{
    struct control_node *statement = ams->pending;
    struct fault fault;
    int code;
    ams->pending = NULL;
    if (statement != NULL || ams->ended)
        return ams->ended ? NULL : statement;
    while ((code = control_next(&ams->control, &statement, &fault)) < 0) {
        echo(ams);
        fault_in_file(&fault, "SYSIN");
        idcams_fail(ams, &fault);
        end_command(ams, IDCAMS_BYPASSED);
    }
    echo(ams);
    return code == 1 ? statement : NULL;
}

static void refuse(struct idcams *ams, const struct control_node *node, const char *what)
{
    end_command(ams, idcams_refuse(ams, node, what));
}

static void run_command(struct idcams *ams, const struct control_node *verb)
{
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++)
        if (control_is(verb, COMMANDS[i].name, COMMANDS[i].abbreviation)) {
            end_command(ams, COMMANDS[i].run(ams, verb));
            return;
        }
    refuse(ams, verb, "command");
}

/* LASTCC or MAXCC; NULL: neither. */
static int *code_named(struct idcams *ams, const struct control_node *node)
{
    if (control_is(node, "LASTCC", NULL))
        return &ams->lastcc;
    return control_is(node, "MAXCC", NULL) ? &ams->maxcc : NULL;
}

/* SET LASTCC|MAXCC = n: MAXCC alone can go down. */
static void run_set(struct idcams *ams, const struct control_node *verb)
{
    int value, *code = code_named(ams, verb->next);
    const struct control_node *operator = code != NULL ? verb->next->next : NULL;
    if ((!control_is(operator, "=", "EQ")) || !control_number(operator->next, 0, 999999999, &value)) {
        refuse(ams, verb, "this form of");
        return;
    }
    value = value < IDCAMS_MAX ? value : IDCAMS_MAX;
    if (code == &ams->maxcc)
        ams->maxcc = value;
    else
        set_code(ams, value);
    ams->ended = ams->ended || value == IDCAMS_MAX;
}

/* ---- conditions ---- */

static bool compare(const struct control_node *operator, int left, int right, bool *known)
{
    static const struct {
        const char *name, *sign;
        bool less, equal, greater;
    } OPERATORS[] = {{"EQ", "=", false, true, false}, {"NE", "^=", true, false, true}, {"NE", "~=", true, false, true}, {"NE", "<>", true, false, true},
                     {"GT", ">", false, false, true}, {"LT", "<", true, false, false}, {"GE", ">=", false, true, true}, {"LE", "<=", true, true, false}};
    for (size_t i = 0; i < sizeof OPERATORS / sizeof OPERATORS[0]; i++)
        if (control_is(operator, OPERATORS[i].name, OPERATORS[i].sign)) {
            *known = true;
            return left < right ? OPERATORS[i].less : left > right ? OPERATORS[i].greater : OPERATORS[i].equal;
        }
    *known = false;
    return false;
}

/* IF code operator number THEN: *HOLDS, and the node of THEN; NULL: it is none. */
static const struct control_node *read_condition(struct idcams *ams, const struct control_node *verb, bool *holds)
{
    int number;
    bool known = false;
    const int *code = code_named(ams, verb->next);
    const struct control_node *operator = code != NULL ? verb->next->next : NULL;
    const struct control_node *value = operator != NULL ? operator->next : NULL;
    if (control_number(value, 0, 999999999, &number))
        *holds = compare(operator, *code, number, &known);
    return known && control_is(value->next, "THEN", NULL) ? value->next : NULL;
}

static void run_statement(struct idcams *ams, const struct control_node *statement, bool live, int depth);

/* What stands behind THEN or ELSE: nothing, a statement, or DO and what comes up to END. */
static void run_clause(struct idcams *ams, const struct control_node *clause, bool live, int depth)
{
    const struct control_node *statement;
    if (clause == NULL || !control_is(clause, "DO", NULL)) {
        if (clause != NULL)
            run_statement(ams, clause, live, depth);
        return;
    }
    if (clause->next != NULL)
        run_statement(ams, clause->next, live, depth);
    while ((statement = next_statement(ams)) != NULL && !control_is(statement, "END", NULL))
        run_statement(ams, statement, live, depth);
}

static void run_if(struct idcams *ams, const struct control_node *verb, bool live, int depth)
{
    bool holds = false;
    const struct control_node *then = read_condition(ams, verb, &holds);
    if (depth >= NESTED_MAX) { /* nobody can say any more what steers what */
        refuse(ams, verb, "so deeply nested");
        ams->ended = true;
        return;
    }
    if (then == NULL) { /* what it was to steer is not done, either way */
        refuse(ams, verb, "this form of");
        then = control_find(verb, "THEN", NULL);
        live = false;
    }
    run_clause(ams, then != NULL ? then->next : NULL, live && holds, depth + 1);
    struct control_node *statement = next_statement(ams);
    if (statement != NULL && control_is(statement, "ELSE", NULL))
        run_clause(ams, statement->next, live && !holds, depth + 1);
    else
        ams->pending = statement;
}

/* LIVE: else it is only read over. */
static void run_statement(struct idcams *ams, const struct control_node *statement, bool live, int depth)
{
    if (control_is(statement, "IF", NULL))
        run_if(ams, statement, live, depth);
    else if (!live || ams->ended)
        return;
    else if (control_is(statement, "SET", NULL))
        run_set(ams, statement);
    else if (control_is(statement, "CANCEL", NULL))
        ams->ended = true;
    else
        run_command(ams, statement);
}

/* ---- the step ---- */

static void print_title(const struct step *step)
{
    int64_t now = clock_now(&step->clock), second = now % 86400;
    int date = date_of_seconds(now);
    printf("IDCAMS  SYSTEM SERVICES%43sTIME: %02d:%02d:%02d        %02d/%02d/%02d     PAGE      1\n\n", "", (int)(second / 3600),
           (int)(second / 60 % 60), (int)(second % 60), date / 100 % 100, date % 100, date / 10000 % 100);
}

/* SYSIN, the table of DDs, and what the job has. */
static int read_all(struct idcams *ams, struct bytes *input, struct fault *fault)
{
    const char *table = getenv("CUTOVER_DDS"), *held = getenv("CUTOVER_HELD");
    int code = file_read(input, "/dev/stdin", SYSIN_MAX_BYTES, fault);
    if (code == 0 && table != NULL)
        code = dd_table_read(&ams->dds, table, fault);
    else if (code == 0)
        dd_table_from_environment(&ams->dds);
    if (code == 0 && held != NULL && file_exists(held))
        code = file_read(&ams->held, held, SYSIN_MAX_BYTES, fault);
    return code;
}

static void run_all(struct idcams *ams, const struct bytes *input)
{
    const struct control_node *statement;
    control_open(&ams->control, bytes_string(input), input->length);
    while ((statement = next_statement(ams)) != NULL)
        run_statement(ams, statement, true, 0);
    control_close(&ams->control);
}

int idcams_run(struct step *step, void *options)
{
    struct idcams ams = {.step = step, .enqueue.fd = -1};
    struct bytes input;
    struct fault fault;
    (void)options;
    bytes_init(&input);
    bytes_init(&ams.held);
    print_title(step);
    if (read_all(&ams, &input, &fault) < 0)
        set_code(&ams, idcams_fail(&ams, &fault));
    else
        run_all(&ams, &input);
    printf("IDC0002I IDCAMS PROCESSING COMPLETE. MAXIMUM CONDITION CODE WAS %d\n", ams.maxcc);
    catalog_close(ams.catalog);
    enqueue_close(&ams.enqueue);
    dd_table_release(&ams.dds);
    bytes_release(&ams.held);
    bytes_release(&input);
    return ams.maxcc;
}
