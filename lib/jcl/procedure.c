/* procedure.c - see procedure.h. */
#include "jcl/procedure.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "jcl/error.h"

void procedures_init(struct procedures *procedures, struct arena *arena, const struct library *library)
{
    *procedures = (struct procedures){.arena = arena, .library = library, .order_text = ""};
}

static void keep(void *item)
{
    (void)item; /* the tree does not own it */
}

static int compare_procedures(const void *a, const void *b)
{
    return strcmp(((const struct procedure *)a)->name, ((const struct procedure *)b)->name);
}

void procedures_release(struct procedures *procedures)
{
    tdestroy(procedures->instream, keep);
    tdestroy(procedures->known, keep);
    while (procedures->members != NULL) {
        struct member_deck *next = procedures->members->next;
        deck_release(&procedures->members->deck);
        member_release(&procedures->members->member);
        free(procedures->members);
        procedures->members = next;
    }
    *procedures = (struct procedures){0};
}

void procedures_begin_job(struct procedures *procedures)
{
    tdestroy(procedures->instream, keep);
    procedures->instream = NULL;
    procedures_set_order(procedures, NULL, 0);
}

void procedures_set_order(struct procedures *procedures, const char **order, size_t count)
{
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < count; i++)
        bytes_format(&text, "%s,", order[i]);
    procedures->order = order;
    procedures->order_count = count;
    procedures->order_text = arena_text(procedures->arena, bytes_string(&text), text.length);
    bytes_release(&text);
}

/* ---- in-stream ---- */

size_t procedures_add(struct procedures *procedures, struct deck *deck, size_t index, struct fault_list *faults)
{
    struct statement *proc = &deck->statements[index];
    struct procedure *procedure = arena_new(procedures->arena, sizeof *procedure);
    size_t end = index + 1;
    for (; end < deck->count && !statement_is(&deck->statements[end], JCL_PEND); end++) {
        const struct statement *inner = &deck->statements[end];
        if (statement_is(inner, JCL_JOB) || inner->kind == STATEMENT_NULL)
            break;
        if (!statement_is(inner, JCL_PROC))
            continue;
        jcl_fault(faults, JCL_E_PROCEDURE, inner->operation_place, inner->name, "%s begins inside the procedure %s",
                  inner->name, proc->name);
        while (end + 1 < deck->count && !statement_is(&deck->statements[end], JCL_PEND))
            end++; /* the inner one's PEND is not ours */
        procedure->refused = true;
    }
    if (proc->name[0] == '\0')
        jcl_fault(faults, JCL_E_MISSING, proc->operation_place, "", "the name of the in-stream procedure");
    bool has_pend = end < deck->count && statement_is(&deck->statements[end], JCL_PEND);
    if (!has_pend) {
        jcl_fault(faults, JCL_E_PROCEDURE, statement_start(proc), proc->name, "procedure %s has no PEND", proc->name);
        return index; /* what follows may as well be the job's own */
    }
    procedure->name = proc->name;
    procedure->deck = deck;
    procedure->statements = &deck->statements[index + 1];
    procedure->count = end - index - 1;
    procedure->proc = proc;
    procedure->place = statement_start(proc);
    procedure->is_instream = true;
    struct procedure **known = tsearch(procedure, &procedures->instream, compare_procedures);
    if (known == NULL)
        abort(); /* tsearch(3) allocates: out of memory, as memory.h */
    if (*known != procedure) {
        jcl_fault(faults, JCL_W_NAME_TWICE, procedure->place, proc->name, "the procedure %s; from here on this one is called",
                  proc->name);
        *known = procedure;
    }
    return end;
}

/* ---- members ---- */

/* The body of a member: behind its PROC statement, which is the first but for comments, and before its PEND. */
static void find_body(struct member_deck *member)
{
    struct procedure *procedure = &member->procedure;
    struct deck *deck = &member->deck;
    size_t from = 0, to = deck->count;
    while (from < to && deck->statements[from].kind == STATEMENT_COMMENT)
        from++;
    if (from < to && statement_is(&deck->statements[from], JCL_PROC))
        procedure->proc = &deck->statements[from++];
    else
        from = 0; /* no PROC: the comments belong to the body */
    if (to > from && statement_is(&deck->statements[to - 1], JCL_PEND))
        to--;
    procedure->name = member->name;
    procedure->deck = deck;
    procedure->statements = from < to ? deck->statements + from : NULL;
    procedure->count = to - from;
    procedure->place = procedure->proc != NULL ? statement_start(procedure->proc)
                                               : (struct place){deck->cards.file, 1, 1};
}

static int compare_members(const void *left, const void *right)
{
    const struct member_deck *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order != 0 ? order : strcmp(a->order, b->order);
}

static void keep_member(struct procedures *procedures, struct member_deck *member)
{
    if (tsearch(member, &procedures->known, compare_members) == NULL)
        abort(); /* out of memory, as above */
    if (procedures->members == NULL)
        procedures->end = &procedures->members;
    *procedures->end = member;
    procedures->end = &member->next;
}

struct member_deck *procedures_include(struct procedures *procedures, const char *name, struct fault_list *faults,
                                       int *code, struct fault *fault)
{
    *code = 0;
    struct member_deck **known =
        tfind(&(struct member_deck){.name = name, .order = procedures->order_text}, &procedures->known, compare_members);
    if (known != NULL)
        return *known;
    struct member_deck *member = memory_new(1, sizeof *member);
    *code = library_find(procedures->library, procedures->order, procedures->order_count, name, &member->member, fault);
    if (*code <= 0) {
        free(member);
        return NULL;
    }
    member->name = arena_text(procedures->arena, name, strlen(name));
    member->order = procedures->order_text;
    member->procedure.refused = deck_read(&member->deck, bytes_string(&member->member.file),
                                          bytes_string(&member->member.text), member->member.text.length, faults) < 0;
    find_body(member);
    keep_member(procedures, member);
    return member;
}

struct procedure *procedures_find(struct procedures *procedures, const char *name, struct fault_list *faults, int *code,
                                  struct fault *fault)
{
    *code = 0;
    struct procedure **instream = tfind(&(struct procedure){.name = name}, &procedures->instream, compare_procedures);
    if (instream != NULL)
        return *instream;
    struct member_deck *member = procedures_include(procedures, name, faults, code, fault);
    return member != NULL ? &member->procedure : NULL;
}
