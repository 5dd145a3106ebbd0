/* randombook.c - see randombook.h. */
#include "support/randombook.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH = 3 }; /* groups and tables in each other */

static uint64_t seed = 1;

void random_seed(uint64_t from)
{
    seed = from * 2 + 0x9E3779B97F4A7C15u;
}

unsigned random_pick(unsigned count)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (unsigned)((seed * 2685821657736338717u) >> 33) % count;
}

static struct node *new_node(struct randombook *book, enum node_kind kind, char letter, unsigned level)
{
    if (book->count == RANDOMBOOK_NODES)
        abort();
    struct node *node = &book->nodes[book->count++];
    *node = (struct node){.kind = kind, .level = level, .clause = ""};
    snprintf(node->name, sizeof node->name, "%c%u", letter, ++book->seen);
    return node;
}

static struct node *append(struct node *group, struct node *node)
{
    struct node **at = &group->child;
    while (*at != NULL)
        at = &(*at)->next;
    *at = node;
    return node;
}

/* GnuCOBOL has COMP-5 of one byte for one and two digits, IBM has not. */
static unsigned real_digits(const struct node *node)
{
    return node->usage == NODE_NATIVE && node->digits < 3 ? 3 : node->digits;
}

/* A number of any usage; inside a group with a clause of its own USAGE and SIGN are left to that. */
static struct node *make_number(struct randombook *book, const struct node *group)
{
    static const char *const signs[] = {"", " SIGN LEADING", " SIGN IS TRAILING", " SIGN LEADING SEPARATE CHARACTER", " TRAILING SEPARATE"};
    struct node *node = new_node(book, NODE_NUMBER, 'F', group->level + 5);
    node->usage = strcmp(group->clause, "") == 0 ? (enum node_usage)random_pick(4) : group->usage;
    node->bare = strcmp(group->clause, "") != 0;
    node->digits = 1 + random_pick(node->usage == NODE_COMP || node->usage == NODE_NATIVE ? 18 : 31);
    node->digits = real_digits(node);
    node->scale = random_pick(2) == 0 ? 0 : random_pick(node->digits + 1);
    node->is_signed = random_pick(3) > 0 || (node->bare && node->usage == NODE_DISPLAY);
    if (node->usage == NODE_DISPLAY && node->is_signed && !node->bare)
        node->clause = signs[random_pick(5)];
    node->synchronized = !book->odo && !group->mute && group->child != NULL && node->digits <= 9 &&
                         (node->usage == NODE_COMP || node->usage == NODE_NATIVE) && random_pick(2) == 0;
    return node;
}

static struct node *make_text(struct randombook *book, unsigned level)
{
    struct node *node = new_node(book, NODE_TEXT, 'X', level);
    node->digits = 1 + random_pick(12);
    if (random_pick(8) == 0)
        snprintf(node->name, sizeof node->name, "FILLER");
    return node;
}

static void make_members(struct randombook *book, struct node *group, unsigned depth, bool in_table);

/* What a table counts by: made here, or one that stands before it. */
static struct node *make_counter(struct randombook *book, struct node *group, unsigned most)
{
    if (book->counter_count > 0 && random_pick(3) == 0)
        return book->counters[random_pick(book->counter_count)];
    struct node *node = new_node(book, NODE_NUMBER, 'N', group->level + 5);
    node->usage = group->usage;
    if (strcmp(group->clause, "") == 0)
        node->usage = (enum node_usage)random_pick(4);
    node->bare = strcmp(group->clause, "") != 0;
    node->is_signed = node->bare && node->usage == NODE_DISPLAY;
    node->digits = 1 + random_pick(4);
    node->digits = real_digits(node);
    node->counts = most;
    if (book->counter_count < 8)
        book->counters[book->counter_count++] = node;
    return append(group, node);
}

static struct node *make_fullword(struct randombook *book, unsigned level)
{
    struct node *node = new_node(book, NODE_NUMBER, 'F', level);
    node->usage = random_pick(2) == 0 ? NODE_COMP : NODE_NATIVE;
    node->digits = 5 + random_pick(5);
    node->synchronized = true;
    return node;
}

/*
 * A table with SYNC.  GnuCOBOL counts slack bytes from its beginning, and puts those of its end before its last member or
 * nowhere: so it begins on a fullword, has no groups, and ends on one.
 */
static struct node *make_aligned(struct randombook *book, struct node *group)
{
    append(group, make_fullword(book, group->level + 5));
    struct node *table = new_node(book, NODE_GROUP, 'T', group->level + 5);
    for (unsigned count = 1 + random_pick(5); count > 0; count--)
        append(table, random_pick(3) > 0 ? make_number(book, table) : make_text(book, table->level + 5));
    append(table, make_fullword(book, table->level + 5));
    return table;
}

static void make_table(struct randombook *book, struct node *group, unsigned depth, bool in_table)
{
    unsigned most = 1 + random_pick(4);
    struct node *counter = NULL, *table = NULL;
    if (book->odo && !in_table && random_pick(2) == 0)
        counter = make_counter(book, group, most);
    else if (book->odo && book->counter_count > 0 && random_pick(2) == 0)
        counter = book->counters[random_pick(book->counter_count)];
    if (depth < DEPTH && random_pick(3) > 0) {
        bool aligned = !in_table && !book->odo && !group->mute && group->child != NULL && random_pick(2) == 0;
        table = aligned ? make_aligned(book, group) : new_node(book, NODE_GROUP, 'T', group->level + 5);
        table->mute = !aligned;
        if (!aligned)
            make_members(book, table, depth + 1, true);
    } else {
        table = random_pick(2) == 0 ? make_number(book, group) : make_text(book, group->level + 5);
        snprintf(table->name, sizeof table->name, "E%u", ++book->seen);
        table->synchronized = table->synchronized && !in_table;
    }
    table->counter = counter;
    table->most = counter != NULL ? counter->counts : most;
    table->least = counter != NULL ? 0 : table->most;
    append(group, table);
}

/* Digits and what is laid over them: a number, a group of texts and numbers, a table. */
static void make_area(struct randombook *book, struct node *group)
{
    struct node *area = append(group, new_node(book, NODE_TEXT, 'A', group->level + 5));
    area->digits = 2 + random_pick(20);
    area->area = area;
    for (unsigned views = 1 + random_pick(2); views > 0; views--) {
        struct node *view = append(group, new_node(book, random_pick(2) == 0 ? NODE_NUMBER : NODE_GROUP, 'V', group->level + 5));
        view->redefines = area;
        view->area = area;
        view->digits = 1 + random_pick(area->digits);
        view->scale = random_pick(view->digits + 1);
        if (view->kind == NODE_NUMBER && view->digits * 2 <= area->digits && random_pick(2) == 0)
            view->least = view->most = 2;
        for (unsigned left = view->digits; view->kind == NODE_GROUP && left > 0;) {
            struct node *part = append(view, new_node(book, random_pick(2) == 0 ? NODE_NUMBER : NODE_TEXT, 'P', group->level + 10));
            part->area = area;
            part->digits = 1 + random_pick(left);
            part->most = part->digits * 2 <= left && random_pick(2) == 0 ? 2 : 0;
            part->least = part->most;
            left -= part->digits * (part->most + (part->most == 0));
        }
    }
}

/* A letter and two groups, one over the other, of which it selects one. */
static void make_views(struct randombook *book, struct node *group, unsigned depth, bool in_table)
{
    struct node *letter = append(group, new_node(book, NODE_TEXT, 'K', group->level + 5));
    struct node *first = NULL;
    letter->digits = 1;
    for (char which = 'A'; which <= 'B'; which++) {
        struct node *view = append(group, new_node(book, NODE_GROUP, 'V', group->level + 5));
        view->selector = letter;
        view->letter = which;
        view->redefines = first;
        first = first != NULL ? first : view;
        view->mute = in_table;
        make_members(book, view, depth > DEPTH ? depth : DEPTH, true);
    }
}

static void make_group(struct randombook *book, struct node *group, unsigned depth, bool in_table)
{
    static const struct {
        const char *clause;
        enum node_usage usage;
    } clauses[] = {{" COMP-3", NODE_PACKED}, {" USAGE IS COMP", NODE_COMP},
                   {" SIGN LEADING SEPARATE", NODE_DISPLAY}, {" SIGN LEADING", NODE_DISPLAY}};
    struct node *made = append(group, new_node(book, NODE_GROUP, 'G', group->level + 5));
    made->mute = in_table;
    if (random_pick(3) == 0) {
        unsigned which = random_pick(4);
        made->clause = clauses[which].clause;
        made->usage = clauses[which].usage;
        for (unsigned count = 1 + random_pick(4); count > 0; count--)
            append(made, make_number(book, made));
        return;
    }
    if (random_pick(6) == 0)
        snprintf(made->name, sizeof made->name, "FILLER");
    make_members(book, made, depth + 1, in_table);
}

static void make_members(struct randombook *book, struct node *group, unsigned depth, bool in_table)
{
    append(group, make_number(book, group));
    for (unsigned count = 1 + random_pick(5); count > 0 && book->count < RANDOMBOOK_NODES / 2; count--) {
        unsigned kind = random_pick(depth < DEPTH ? 12 : 8);
        if (kind < 4)
            append(group, make_number(book, group));
        else if (kind < 6)
            append(group, make_text(book, group->level + 5));
        else if (kind == 6 && !book->odo)
            make_area(book, group);
        else if (kind == 7 && !book->odo && depth <= DEPTH && group->level < 30)
            make_views(book, group, depth + 1, in_table);
        else if (kind < 11)
            make_table(book, group, depth, in_table);
        else
            make_group(book, group, depth, in_table);
    }
}

void randombook_picture(FILE *to, const struct node *node, unsigned digits, bool is_signed)
{
    if (node->kind == NODE_TEXT) {
        fprintf(to, " PIC X(%u)", node->digits);
        return;
    }
    fprintf(to, " PIC %s", is_signed ? "S" : "");
    if (digits > node->scale)
        fprintf(to, "9(%u)", digits - node->scale);
    if (node->scale > 0)
        fprintf(to, "V9(%u)", node->scale);
}

static void print_item(FILE *to, const struct node *node)
{
    static const char *const usages[] = {"", " COMP", " COMP-3", " COMP-5"};
    fprintf(to, "%*s%02u  %s", 7 + (int)node->level / 5 * 2, "", node->level, node->name);
    if (node->redefines != NULL)
        fprintf(to, " REDEFINES %s", node->redefines->name);
    if (node->kind != NODE_GROUP)
        randombook_picture(to, node, node->digits, node->is_signed);
    fprintf(to, "%s%s", node->clause[0] != '\0' ? "\n           " : "", node->clause);
    fprintf(to, "%s", node->kind == NODE_GROUP || node->bare ? "" : usages[node->usage]);
    if (node->synchronized)
        fprintf(to, " SYNC");
    if (node->counter != NULL)
        fprintf(to, "\n           OCCURS %u TO %u TIMES DEPENDING ON %s", node->least, node->most, node->counter->name);
    else if (node->most > 0)
        fprintf(to, "\n           OCCURS %u TIMES", node->most);
    fprintf(to, ".\n");
    for (const struct node *child = node->child; child != NULL; child = child->next)
        print_item(to, child);
}

bool node_is_filler(const struct node *node)
{
    return strcmp(node->name, "FILLER") == 0;
}

unsigned node_value_digits(const struct randombook *book, const struct node *node)
{
    if (node->usage != NODE_NATIVE || !book->native_full)
        return node->digits;
    return node->digits <= 4 ? 5 : node->digits <= 9 ? 10 : node->is_signed ? 19 : 20;
}

void randombook_make(struct randombook *book, unsigned number)
{
    *book = (struct randombook){.number = number, .native_full = random_pick(2) == 0, .odo = random_pick(2) == 0};
    struct node *record = new_node(book, NODE_GROUP, 'R', 0);
    make_members(book, record, 0, false); /* at level 05 and deeper */
    record->level = 1;
}

void randombook_print(FILE *to, const struct randombook *book)
{
    print_item(to, &book->nodes[0]);
}
