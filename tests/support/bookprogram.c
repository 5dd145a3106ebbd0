/* bookprogram.c - see bookprogram.h. */
#include "support/bookprogram.h"

#include <stdarg.h>

enum { SUBSCRIPTS = 7 };

struct program {
    const struct randombook *book;
    FILE *to;
};

__attribute__((format(printf, 2, 3))) static void line(const struct program *program, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(program->to, "           ");
    vfprintf(program->to, format, arguments);
    fputc('\n', program->to);
    va_end(arguments);
}

/* NAME (I1 I2) into NODE_TEXT; ONE for I1: the first occurrence. */
static const char *reference(char *text, size_t size, const struct node *node, unsigned depth, bool one)
{
    size_t length = (size_t)snprintf(text, size, "%s", node->name);
    for (unsigned i = 1; i <= depth; i++)
        length += (size_t)snprintf(text + length, size - length, one ? "%s1" : "%sI%u", i == 1 ? " (" : " ", i);
    snprintf(text + length, size - length, "%s", depth > 0 ? ")" : "");
    return text;
}

static void each_leaf(const struct program *program, const struct node *node, unsigned depth, bool filling);

static void each_member(const struct program *program, const struct node *group, unsigned depth, bool filling)
{
    char text[64];
    for (const struct node *node = group->child; node != NULL; node = node->next) {
        if (node->selector != NULL)
            line(program, "IF %s = \"%c\"", reference(text, sizeof text, node->selector, depth, false), node->letter);
        each_leaf(program, node, depth, filling);
        if (node->selector != NULL)
            line(program, "END-IF");
    }
}

/* A statement for each value in their order: from LINE-1 to the item, or back. */
static void each_leaf(const struct program *program, const struct node *node, unsigned depth, bool filling)
{
    char text[64];
    if (node->most > 0) {
        depth++;
        line(program, "PERFORM VARYING I%u FROM 1 BY 1", depth);
        if (node->counter != NULL)
            line(program, "    UNTIL I%u > %s", depth, node->counter->name);
        else
            line(program, "    UNTIL I%u > %u", depth, node->most);
    }
    reference(text, sizeof text, node, depth, false);
    if (node->kind == NODE_GROUP) {
        each_member(program, node, depth, filling);
    } else if (node_is_filler(node)) {
        line(program, "CONTINUE");
    } else if (filling) {
        line(program, "PERFORM GET-VALUE");
        line(program, "MOVE L-%s TO %s", node->name, text);
    } else {
        line(program, "MOVE SPACES TO LINE-1");
        line(program, "MOVE %s TO L-%s", text, node->name);
        line(program, "PERFORM PUT-VALUE");
    }
    if (node->most > 0)
        line(program, "END-PERFORM");
}

/* Where each item lies, counters first set to the most of their tables. */
static void each_place(const struct program *program, const struct node *node, unsigned depth)
{
    char text[64];
    depth += node->most > 0;
    reference(text, sizeof text, node, depth, true);
    if (node->counts > 0)
        line(program, "MOVE %u TO %s", node->counts, node->name);
    if (!node_is_filler(node)) {
        line(program, "MOVE \"%s\" TO P-NAME", node->name);
        line(program, "SET P TO ADDRESS OF %s", text);
        line(program, "MOVE FUNCTION LENGTH (%s) TO P-LENGTH", text);
        line(program, "PERFORM PUT-PLACE");
    }
    for (const struct node *child = node->child; child != NULL; child = child->next)
        each_place(program, child, depth);
}

static void each_counter(const struct program *program, const struct node *node)
{
    if (node->counts > 0)
        line(program, "MOVE %u TO %s", node->counts, node->name);
    for (const struct node *child = node->child; child != NULL; child = child->next)
        each_counter(program, child);
}

/* The line that carries values, as each item's value is written there. */
static void each_view(const struct program *program, const struct node *node)
{
    if (node->kind != NODE_GROUP && !node_is_filler(node)) {
        fprintf(program->to, "           05 L-%s REDEFINES L-1", node->name);
        randombook_picture(program->to, node, node_value_digits(program->book, node), true);
        fprintf(program->to, "%s.\n", node->kind == NODE_NUMBER ? "\n              SIGN LEADING SEPARATE" : "");
    }
    for (const struct node *child = node->child; child != NULL; child = child->next)
        each_view(program, child);
}

static void program_data(const struct program *program, const struct node *record)
{
    unsigned n = program->book->number;
    fprintf(program->to, "       IDENTIFICATION DIVISION.\n       PROGRAM-ID. BOOK%u.\n       ENVIRONMENT DIVISION.\n", n);
    fprintf(program->to, "       INPUT-OUTPUT SECTION.\n       FILE-CONTROL.\n");
    line(program, "SELECT DATA-FILE ASSIGN DYNAMIC DATA-NAME\n               ORGANIZATION SEQUENTIAL.");
    line(program, "SELECT IN-FILE ASSIGN \"B%u.values\"\n               ORGANIZATION LINE SEQUENTIAL.", n);
    line(program, "SELECT OUT-FILE ASSIGN DYNAMIC OUT-NAME\n               ORGANIZATION LINE SEQUENTIAL.");
    fprintf(program->to, "       DATA DIVISION.\n       FILE SECTION.\n       FD DATA-FILE RECORD IS VARYING\n"
                         "           FROM 1 TO 30000 DEPENDING ON X.\n");
    fprintf(program->to, "           COPY \"B%u.cpy\".\n       01 AREA-1 PIC X(30000).\n", n);
    fprintf(program->to, "       FD IN-FILE.\n       01 LINE-IN PIC X(80).\n       FD OUT-FILE.\n");
    fprintf(program->to, "       01 LINE-OUT PIC X(80).\n       WORKING-STORAGE SECTION.\n       01 DATA-NAME PIC X(20).\n"
                         "       01 OUT-NAME PIC X(20).\n       01 X PIC 9(9) COMP-5.\n       01 ENDED PIC 9.\n");
    for (unsigned i = 1; i <= SUBSCRIPTS; i++)
        fprintf(program->to, "       01 I%u PIC 9(4) COMP-5.\n", i);
    fprintf(program->to, "       01 P POINTER.\n       01 PA REDEFINES P PIC 9(18) COMP-5.\n       01 Q POINTER.\n"
                         "       01 QA REDEFINES Q PIC 9(18) COMP-5.\n       01 PLACE.\n           05 P-NAME PIC X(12).\n"
                         "           05 P-OFFSET PIC 9(8).\n           05 FILLER PIC X VALUE SPACE.\n           05 P-LENGTH PIC 9(8).\n");
    fprintf(program->to, "       01 LINE-1.\n           05 L-1 PIC X(80).\n");
    each_view(program, record);
    fprintf(program->to, "       LINKAGE SECTION.\n       01 WHAT PIC X.\n       PROCEDURE DIVISION USING WHAT.\n");
}

static void program_steps(const struct program *program, const struct node *record, unsigned records)
{
    unsigned n = program->book->number;
    line(program, "EVALUATE WHAT WHEN \"W\" PERFORM WRITING");
    line(program, "WHEN \"P\" PERFORM PLACES WHEN \"R\" PERFORM READING");
    line(program, "END-EVALUATE GOBACK.");
    fprintf(program->to, "       GET-VALUE.\n           READ IN-FILE INTO LINE-1.\n"
                         "       PUT-VALUE.\n           WRITE LINE-OUT FROM LINE-1.\n"
                         "       PUT-PLACE.\n           COMPUTE P-OFFSET = PA - QA\n           WRITE LINE-OUT FROM PLACE.\n       WRITING.\n");
    line(program, "MOVE \"B%u.dat\" TO DATA-NAME", n);
    line(program, "OPEN INPUT IN-FILE OUTPUT DATA-FILE");
    line(program, "PERFORM %u TIMES MOVE SPACES TO AREA-1", records);
    each_member(program, record, 0, true);
    line(program, "MOVE FUNCTION LENGTH (%s) TO X WRITE AREA-1", record->name);
    line(program, "END-PERFORM CLOSE IN-FILE DATA-FILE.");
    fprintf(program->to, "       PLACES.\n");
    line(program, "MOVE \"B%u.places\" TO OUT-NAME", n);
    line(program, "MOVE \"B%u.none\" TO DATA-NAME", n);
    line(program, "OPEN OUTPUT DATA-FILE OUT-FILE");
    line(program, "SET Q TO ADDRESS OF %s", record->name);
    each_counter(program, record);
    each_place(program, record, 0);
    line(program, "CLOSE OUT-FILE DATA-FILE.");
    fprintf(program->to, "       READING.\n");
    line(program, "MOVE \"B%u.new\" TO DATA-NAME", n);
    line(program, "MOVE \"B%u.back\" TO OUT-NAME MOVE 0 TO ENDED", n);
    line(program, "OPEN INPUT DATA-FILE OUTPUT OUT-FILE");
    line(program, "PERFORM UNTIL ENDED = 1");
    line(program, "READ DATA-FILE AT END MOVE 1 TO ENDED NOT AT END");
    each_member(program, record, 0, false);
    line(program, "END-READ END-PERFORM CLOSE DATA-FILE OUT-FILE.");
    fprintf(program->to, "       END PROGRAM BOOK%u.\n", n);
}

void bookprogram_print(FILE *to, const struct randombook *book, unsigned records)
{
    struct program program = {book, to};
    program_data(&program, &book->nodes[0]);
    program_steps(&program, &book->nodes[0], records);
}
