/* unfold.c - see unfold.h; how children lie in JSON is said in family.h. */
#include "record/unfold.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "record/error.h"
#include "record/family.h"

/* The keys that a record of KIND has beside its fields: its children's names and their order.  Returns how many, behind USED. */
static size_t list_beside(struct unfold *unfold, int kind, size_t used)
{
    const struct family_tree *tree = &unfold->schema->tree;
    size_t count = 0;
    for (size_t i = 0; tree->parents != NULL && i < tree->count; i++)
        if (tree->parents[i] == kind)
            unfold->beside[used + count++] = tree->names[i];
    if (count > 0)
        unfold->beside[used + count++] = FAMILY_ORDER;
    return count;
}

struct unfold_open { /* the last record of a kind, and of its list the first that was not taken, 0 before the first */
    bool there;
    uint32_t node;
    uint32_t next;
};

void unfold_init(struct unfold *unfold, const struct schema *schema)
{
    struct encode_options options = {.truncate = schema->settings.decode.truncate,
                                     .blank_null = schema->settings.decode.blank_number == BLANK_NULL,
                                     .conditions = schema->settings.conditions,
                                     .dbcs = schema->settings.decode.dbcs};
    size_t used = 0;
    *unfold = (struct unfold){.schema = schema};
    size_t kinds = schema->tree.count;
    unfold->encoders = memory_new(kinds + 1, sizeof *unfold->encoders);
    unfold->beside = memory_new(2 * kinds, sizeof *unfold->beside);
    for (size_t i = 0; i <= kinds; i++) {
        options.beside = unfold->beside + used;
        options.beside_count = i < kinds ? list_beside(unfold, (int)i, used) : 0;
        used += options.beside_count;
        encoder_init(&unfold->encoders[i], &schema->plans[i < kinds ? schema_level(schema, (int)i) : 0], &schema->page, &options);
    }
}

void unfold_release(struct unfold *unfold)
{
    for (size_t i = 0; i <= unfold->schema->tree.count; i++)
        encoder_release(&unfold->encoders[i]);
    free(unfold->encoders);
    free(unfold->beside);
    jsonline_release(&unfold->line);
    bytes_release(&unfold->name);
    bytes_release(&unfold->records);
    free(unfold->ends);
    *unfold = (struct unfold){0};
}

/* What was added to the records is one more. */
static void end_record(struct unfold *unfold)
{
    unfold->ends = memory_grow(unfold->ends, &unfold->capacity, unfold->count + 1, sizeof *unfold->ends);
    unfold->ends[unfold->count++] = unfold->records.length;
}

/* The object at NODE as a record of KIND, behind those before. */
static int add_record(struct unfold *unfold, int kind, uint32_t node, struct fault *fault)
{
    int code = encode_json(&unfold->encoders[kind], &unfold->records, &unfold->line, node, fault);
    if (code == 0)
        end_record(unfold);
    return code;
}

/* The kind that the text at NODE names, FAMILY_NONE when there is none. */
static int kind_named(struct unfold *unfold, uint32_t node)
{
    bytes_clear(&unfold->name);
    jsonline_text(&unfold->line, node, &unfold->name);
    return family_kind(&unfold->schema->tree, bytes_string(&unfold->name));
}

static bool is_child(const struct unfold *unfold, int kind, int parent)
{
    return kind >= 0 && unfold->schema->tree.parents[kind] == parent;
}

static int add_member(struct unfold *unfold, int kind, uint32_t node, struct fault *fault);

/* All children in the list at NODE. */
static int add_list(struct unfold *unfold, int kind, uint32_t node, struct fault *fault)
{
    const struct jsonline_node *nodes = unfold->line.nodes;
    if (nodes[node].kind != JSONLINE_LIST)
        return fault_set(fault, RECORD_E_KIND, "%s: expected a list of objects", unfold->schema->tree.names[kind]);
    int code = 0;
    for (uint32_t at = node + 1; at < nodes[node].end && code == 0; at = nodes[at].end)
        code = add_member(unfold, kind, at, fault);
    return code;
}

/* A record of KIND at NODE: it is what the next of the kinds below it belong to. */
static int add_open(struct unfold *unfold, int kind, uint32_t node, struct unfold_open *open, struct fault *fault)
{
    for (size_t i = 0; i < unfold->schema->tree.count; i++)
        for (int above = unfold->schema->tree.parents[i]; above != FAMILY_NONE; above = unfold->schema->tree.parents[above])
            if (above == kind)
                open[i] = (struct unfold_open){0};
    open[kind].node = node;
    open[kind].there = true;
    return add_record(unfold, kind, node, fault);
}

/* The next record that FAMILY_ORDER has, a name at NODE: the first of its kind below its open parent that was not taken. */
static int add_next(struct unfold *unfold, uint32_t name, struct unfold_open *open, struct fault *fault)
{
    const struct jsonline_node *nodes = unfold->line.nodes;
    char shown[64];
    uint32_t hint = 0;
    int kind = nodes[name].kind == JSONLINE_TEXT ? kind_named(unfold, name) : -1;
    int parent = kind >= 0 ? unfold->schema->tree.parents[kind] : FAMILY_NONE;
    if (parent == FAMILY_NONE || !open[parent].there)
        return fault_set(fault, RECORD_E_NAME, "parent of %s, which \"" FAMILY_ORDER "\" has, before it",
                         bytes_escape(shown, sizeof shown, unfold->name.data, unfold->name.length));
    const char *key = unfold->schema->tree.names[kind];
    int list = jsonline_member(&unfold->line, open[parent].node, key, strlen(key), &hint);
    if (list >= 0 && nodes[list].kind != JSONLINE_LIST)
        return fault_set(fault, RECORD_E_KIND, "%s: expected a list of objects", key);
    uint32_t at = open[kind].next != 0 ? open[kind].next : (uint32_t)list + 1;
    if (list < 0 || at >= nodes[list].end)
        return fault_set(fault, RECORD_E_COUNT, "%s: \"" FAMILY_ORDER "\" has more than there are", key);
    open[kind].next = nodes[at].end;
    return add_open(unfold, kind, at, open, fault);
}

/* How many records lie below the object at NODE, of KIND: as deep as parents go. */
static uint32_t count_below(struct unfold *unfold, int kind, uint32_t node)
{
    const struct jsonline_node *nodes = unfold->line.nodes;
    uint32_t count = 0;
    for (uint32_t at = node + 1; nodes[node].kind == JSONLINE_OBJECT && at < nodes[node].end; at = nodes[at + 1].end) {
        int child = kind_named(unfold, at);
        if (!is_child(unfold, child, kind) || nodes[at + 1].kind != JSONLINE_LIST)
            continue;
        count += nodes[at + 1].count;
        for (uint32_t item = at + 2; item < nodes[at + 1].end; item = nodes[item].end)
            count += count_below(unfold, child, item);
    }
    return count;
}

static int add_in_order(struct unfold *unfold, int kind, uint32_t root, uint32_t order, struct fault *fault)
{
    const struct jsonline_node *nodes = unfold->line.nodes;
    if (nodes[order].kind != JSONLINE_LIST)
        return fault_set(fault, RECORD_E_KIND, "\"" FAMILY_ORDER "\": expected a list of names");
    uint32_t below = count_below(unfold, kind, root);
    if (nodes[order].count != below)
        return fault_set(fault, RECORD_E_COUNT, "%u records are below the root, \"" FAMILY_ORDER "\" has %u", below, nodes[order].count);
    struct unfold_open *open = memory_new(unfold->schema->tree.count, sizeof *open);
    int code = add_open(unfold, kind, root, open, fault);
    for (uint32_t at = order + 1; at < nodes[order].end && code == 0; at = nodes[at].end)
        code = add_next(unfold, at, open, fault);
    free(open);
    return code;
}

/* The object at NODE and what lies below it: as deep as parents go, FAMILY_DEPTH_MAX. */
static int add_member(struct unfold *unfold, int kind, uint32_t node, struct fault *fault)
{
    const struct jsonline_node *nodes = unfold->line.nodes;
    int code = add_record(unfold, kind, node, fault);
    if (code < 0 || unfold->schema->tree.parents == NULL)
        return code;
    for (uint32_t at = node + 1; at < nodes[node].end && code == 0; at = nodes[at + 1].end) {
        int child = kind_named(unfold, at);
        bool view = unfold->schema->tree.views && nodes[at + 1].kind == JSONLINE_OBJECT; /* of the record itself */
        if (is_child(unfold, child, kind) && !view)
            code = add_list(unfold, child, at + 1, fault);
        else if (strcmp(bytes_string(&unfold->name), FAMILY_ORDER) == 0)
            code = fault_set(fault, RECORD_E_NAME, "\"" FAMILY_ORDER "\" here: it is the root's");
    }
    return code;
}

/* A record of KIND that a line has, with what lies below it. */
static int add_root(struct unfold *unfold, int kind, uint32_t node, struct fault *fault)
{
    uint32_t hint = 0;
    int order = unfold->schema->tree.parents != NULL && unfold->line.nodes[node].kind == JSONLINE_OBJECT
                    ? jsonline_member(&unfold->line, node, FAMILY_ORDER, strlen(FAMILY_ORDER), &hint)
                    : -1;
    return order >= 0 ? add_in_order(unfold, kind, node, (uint32_t)order, fault) : add_member(unfold, kind, node, fault);
}

/* {"NAME":{...}}: the first member that is whole; several are there when no rule selected one. */
static int add_levels(struct unfold *unfold, struct fault *fault)
{
    const struct jsonline_node *nodes = unfold->line.nodes;
    if (nodes[0].kind != JSONLINE_OBJECT || nodes[0].count == 0)
        return fault_set(fault, RECORD_E_KIND, "expected an object with the name of an 01 level");
    struct fault first = {0};
    for (uint32_t at = 1; at < nodes[0].end; at = nodes[at + 1].end) {
        int level = kind_named(unfold, at); /* kinds are levels */
        char shown[64];
        unfold->count = 0;
        bytes_clear(&unfold->records);
        if (level < 0)
            fault_set(fault, RECORD_E_NAME, "01 level %s", bytes_escape(shown, sizeof shown, unfold->name.data, unfold->name.length));
        else if (add_root(unfold, level, at + 1, fault) == 0)
            return 0;
        if (first.code == 0)
            first = *fault;
    }
    *fault = first;
    return first.code;
}

/* An object of the only level: its kind is that of the view it has, which is an object and no list of children. */
static int add_view(struct unfold *unfold, struct fault *fault)
{
    const struct jsonline_node *nodes = unfold->line.nodes;
    int kind = FAMILY_NONE;
    for (uint32_t at = 1; nodes[0].kind == JSONLINE_OBJECT && kind == FAMILY_NONE && at < nodes[0].end; at = nodes[at + 1].end)
        kind = nodes[at + 1].kind == JSONLINE_OBJECT ? kind_named(unfold, at) : FAMILY_NONE;
    return kind == FAMILY_NONE ? add_record(unfold, (int)unfold->schema->tree.count, 0, fault) : add_root(unfold, kind, 0, fault);
}

int unfold_line(struct unfold *unfold, const char *text, size_t length, const char *limit, struct fault *fault)
{
    unfold->count = 0;
    bytes_clear(&unfold->records);
    int code;
    if (unfold->schema->plan_count == 1 && !unfold->schema->tree.views) {
        code = encode_line(&unfold->encoders[0], &unfold->records, text, length, limit, fault);
        if (code == 0)
            end_record(unfold);
        return code;
    }
    code = jsonline_parse(&unfold->line, text, length, fault);
    if (code == 0)
        code = unfold->schema->tree.views ? add_view(unfold, fault) : add_levels(unfold, fault);
    if (code < 0)
        unfold->count = 0;
    return code;
}
