/* nesting.c - see nesting.h. */
#include "jcl/nesting.h"

#include <string.h>

#include "jcl/error.h"

static void fail(const struct nesting *nesting, const struct statement *statement, const char *what)
{
    jcl_fault(nesting->faults, JCL_E_NESTING, statement->operation_place, statement->operation, "%s", what);
}

static struct nesting_level *top(struct nesting *nesting)
{
    return nesting->depth > 0 ? &nesting->levels[nesting->depth - 1] : NULL;
}

static bool is_inside(const struct call *call, const struct call *around)
{
    while (call != around && call != NULL)
        call = call->outer;
    return call == around;
}

/* A procedure has ended: what it left open is told. */
static void leave(struct nesting *nesting, const struct call *call)
{
    while (top(nesting) != NULL && !is_inside(call, top(nesting)->call)) {
        fail(nesting, top(nesting)->statement, "an IF whose ENDIF is not in its procedure");
        nesting->depth--;
    }
}

static void open_level(struct nesting *nesting, const struct statement *statement, const struct call *call)
{
    if (nesting->depth == NESTING_MAX_DEPTH) {
        if (nesting->beyond++ == 0)
            fail(nesting, statement, "an IF inside 15 others; at most 15 levels");
        return;
    }
    nesting->levels[nesting->depth++] = (struct nesting_level){.statement = statement, .call = call};
}

/* The IF that an ELSE or ENDIF belongs to; NULL when there is none (told). */
static struct nesting_level *find_level(struct nesting *nesting, const struct statement *statement, const struct call *call)
{
    struct nesting_level *level = top(nesting);
    if (level != NULL && level->call == call)
        return level;
    fail(nesting, statement, statement_is(statement, JCL_ELSE) ? "an ELSE without its IF" : "an ENDIF without its IF");
    return NULL;
}

static void close_level(struct nesting *nesting, const struct statement *statement, const struct call *call)
{
    if (nesting->beyond > 0) {
        nesting->beyond--;
        return;
    }
    struct nesting_level *level = find_level(nesting, statement, call);
    if (level == NULL)
        return;
    if (!level->has_step)
        fail(nesting, level->statement, "an IF without a step behind THEN or ELSE");
    nesting->depth--;
}

void nesting_statement(struct nesting *nesting, const struct statement *statement, const struct call *call)
{
    leave(nesting, call);
    if (statement_is(statement, JCL_IF)) {
        open_level(nesting, statement, call);
    } else if (statement_is(statement, JCL_ENDIF)) {
        close_level(nesting, statement, call);
    } else if (statement_is(statement, JCL_ELSE)) {
        struct nesting_level *level = nesting->beyond == 0 ? find_level(nesting, statement, call) : NULL;
        if (level != NULL && level->has_else)
            fail(nesting, statement, "a second ELSE for one IF");
        if (level != NULL)
            level->has_else = true;
    } else if (statement_is(statement, JCL_EXEC)) {
        for (int i = 0; i < nesting->depth; i++)
            nesting->levels[i].has_step = true;
    }
}

void nesting_end(struct nesting *nesting)
{
    for (int i = 0; i < nesting->depth; i++)
        fail(nesting, nesting->levels[i].statement, "an IF without its ENDIF");
    nesting->depth = nesting->beyond = 0;
}
