/*
 * copygen - random copybooks with records of known values, and a COBOL program that writes, places and reads them.
 *     copygen DIR SEED BOOKS RECORDS
 * Into DIR, for each book from 1: Bn.cpy; Bn.values, a line a value in the order of the record; Bn.json, what decode must
 * make of it; Bn.segment, a rule a line.  And BOOKS.cob: called with W it reads Bn.values and writes Bn.dat (variable,
 * RDW without itself), with P it writes Bn.places (name, offset, length; tables at their maximum), with R it reads Bn.new
 * and writes Bn.back, which must be Bn.values.  No length and no offset is computed here: that is COBOL's.  Books have
 * OCCURS DEPENDING ON or else SYNC and REDEFINES: GnuCOBOL 3.1 mislays items behind both (it counts views and no slack).
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "support/bookprogram.h"
#include "support/randombook.h"

struct output {
    const struct randombook *book;
    FILE *values, *json;
};

static FILE *open_file(const char *folder, unsigned number, const char *end)
{
    char path[512];
    if (number > 0)
        snprintf(path, sizeof path, "%s/B%u%s", folder, number, end);
    else
        snprintf(path, sizeof path, "%s/BOOKS%s", folder, end);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

/* Sign and digits; a zero has no minus. */
static void make_native(const struct node *node, unsigned digits, char *value)
{
    unsigned bits = node->digits <= 4 ? 16 : node->digits <= 9 ? 32 : 64;
    uint64_t any = (uint64_t)random_pick(1u << 31) << 33 | (uint64_t)random_pick(1u << 31) << 2 | random_pick(4);
    any >>= 64 - bits + random_pick(bits);
    bool negative = node->is_signed && (any >> (bits - 1) != 0 || random_pick(2) == 0) && any != 0;
    if (node->is_signed && any >> (bits - 1) != 0)
        any = ((uint64_t)1 << (bits - 1)) - (any & 1); /* the least, or the most that can be */
    if (node->is_signed && any == (uint64_t)1 << (bits - 1))
        negative = true;
    snprintf(value, RANDOMBOOK_VALUE, "%c%0*" PRIu64, negative ? '-' : '+', (int)digits, any);
}

static void make_value(const struct randombook *book, struct node *node, char *value)
{
    unsigned digits = node_value_digits(book, node), zeros = random_pick(3) == 0 ? random_pick(digits + 1) : 0;
    if (node->area != NULL && node->area != node) {
        char sign[2] = {node->kind == NODE_NUMBER ? '+' : '\0', '\0'};
        snprintf(value, RANDOMBOOK_VALUE, "%s%.*s", sign, (int)node->digits, node->area->value + node->area->cursor);
        node->area->cursor += node->digits;
    } else if (node->counts > 0) {
        snprintf(value, RANDOMBOOK_VALUE, "+%0*u", (int)digits, random_pick(node->counts + 1));
    } else if (node->name[0] == 'K') {
        snprintf(value, RANDOMBOOK_VALUE, "%c", 'A' + (int)random_pick(2));
    } else if (node->kind == NODE_TEXT) {
        for (unsigned i = 0; i < node->digits; i++)
            value[i] = (char)(node->area != NULL ? '0' + (int)random_pick(10) : random_pick(5) == 0 ? ' ' : ' ' + (int)random_pick(95));
        value[node->digits] = '\0';
    } else if (digits != node->digits) {
        make_native(node, digits, value);
    } else {
        bool some = false;
        for (unsigned i = 1; i <= digits; i++) {
            value[i] = (char)(i <= zeros ? '0' : '0' + (int)random_pick(10));
            some = some || value[i] != '0';
        }
        value[0] = some && node->is_signed && random_pick(2) == 0 ? '-' : '+';
        value[digits + 1] = '\0';
    }
}

static void print_text(FILE *to, const char *text)
{
    fputc('"', to);
    for (; *text != '\0'; text++)
        fprintf(to, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    fputc('"', to);
}

/* No zero before the digits but one, exactly the decimals of the picture. */
static void print_number(FILE *to, const char *value, unsigned scale)
{
    size_t whole = strlen(value) - 1 - scale;
    const char *digits = value + 1;
    for (; whole > 0 && *digits == '0'; whole--)
        digits++;
    fprintf(to, "%s%.*s%s", value[0] == '-' ? "-" : "", (int)whole, digits, whole == 0 ? "0" : "");
    fprintf(to, "%s%s", scale > 0 ? "." : "", digits + whole);
}

static void put_leaf(const struct output *output, struct node *node)
{
    make_value(output->book, node, node->value);
    if (node == node->area)
        node->cursor = 0;
    for (size_t end = strlen(node->value); end > 0 && node->value[end - 1] == ' '; end--)
        node->value[end - 1] = '\0';
    fprintf(output->values, "%s\n", node->value);
    if (node->kind == NODE_TEXT)
        print_text(output->json, node->value);
    else
        print_number(output->json, node->value, node->scale);
}

static void put_members(const struct output *output, struct node *group, bool *first);

static void put_one(const struct output *output, struct node *node)
{
    bool first = true;
    if (node->kind != NODE_GROUP) {
        put_leaf(output, node);
        return;
    }
    fputc('{', output->json);
    put_members(output, node, &first);
    fputc('}', output->json);
}

static unsigned occurrences(const struct node *node)
{
    return node->counter != NULL ? (unsigned)strtoul(node->counter->value + 1, NULL, 10) : node->most;
}

static void put_table(const struct output *output, struct node *node)
{
    fputc('[', output->json);
    for (unsigned i = 0; i < occurrences(node); i++) {
        if (i > 0)
            fputc(',', output->json);
        put_one(output, node);
    }
    fputc(']', output->json);
}

static void put_members(const struct output *output, struct node *group, bool *first)
{
    for (struct node *node = group->child; node != NULL; node = node->next) {
        if (node->selector != NULL && node->selector->value[0] != node->letter)
            continue;
        if (node->area != NULL && node->redefines != NULL)
            node->area->cursor = 0;
        if (node_is_filler(node)) {
            put_members(output, node, first);
            continue;
        }
        fprintf(output->json, "%s\"%s\":", *first ? "" : ",", node->name);
        *first = false;
        if (node->most > 0)
            put_table(output, node);
        else
            put_one(output, node);
    }
}

static void print_rules(FILE *to, const struct node *node)
{
    if (node->selector != NULL)
        fprintf(to, "%s=%c:%s\n", node->selector->name, node->letter, node->name);
    for (const struct node *child = node->child; child != NULL; child = child->next)
        print_rules(to, child);
}

static void make_book(const char *folder, unsigned number, unsigned records, FILE *cobol)
{
    static struct randombook book;
    randombook_make(&book, number);
    FILE *copybook = open_file(folder, number, ".cpy"), *rules = open_file(folder, number, ".segment");
    randombook_print(copybook, &book);
    print_rules(rules, &book.nodes[0]);
    fclose(copybook);
    fclose(rules);
    struct output output = {&book, open_file(folder, number, ".values"), open_file(folder, number, ".json")};
    for (unsigned i = 0; i < records; i++) {
        put_one(&output, &book.nodes[0]);
        fputc('\n', output.json);
    }
    fclose(output.values);
    fclose(output.json);
    bookprogram_print(cobol, &book, records);
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: copygen DIR SEED BOOKS RECORDS\n");
        return 1;
    }
    random_seed(strtoull(argv[2], NULL, 10));
    unsigned books = (unsigned)strtoul(argv[3], NULL, 10), records = (unsigned)strtoul(argv[4], NULL, 10);
    FILE *cobol = open_file(argv[1], 0, ".cob");
    fprintf(cobol, "       IDENTIFICATION DIVISION.\n       PROGRAM-ID. BOOKS.\n       DATA DIVISION.\n       WORKING-STORAGE SECTION.\n"
                   "       01 WHAT PIC X.\n       PROCEDURE DIVISION.\n           ACCEPT WHAT FROM COMMAND-LINE\n");
    for (unsigned i = 1; i <= books; i++)
        fprintf(cobol, "           CALL \"BOOK%u\" USING WHAT\n", i);
    fprintf(cobol, "           STOP RUN.\n       END PROGRAM BOOKS.\n");
    for (unsigned i = 1; i <= books; i++)
        make_book(argv[1], i, records, cobol);
    return fclose(cobol) != 0;
}
