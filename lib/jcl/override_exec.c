/* override_exec.c - what the EXEC of a procedure says for its steps; see override.h. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "jcl/expand.h"
#include "jcl/override.h"
#include "jcl/piece.h"
#include "jcl/substitute.h"

/* Does CALLER's piece speak to this step?  *NOTHING: it takes the keyword away. */
static bool is_for_step(const struct piece *piece, const struct statement *exec, size_t index, bool *nothing)
{
    char keyword[20];
    *nothing = false;
    if (piece->keyword_len == 0 || piece->keyword_len >= sizeof keyword)
        return false;
    memcpy(keyword, piece_text(piece, piece->start), piece->keyword_len);
    keyword[piece->keyword_len] = '\0';
    if (!substitute_is_exec_keyword(keyword) || strcmp(keyword, "PGM") == 0 || strcmp(keyword, "PROC") == 0)
        return false;
    if (piece->step > 0)
        return piece->step_len == strlen(exec->name) &&
               memcmp(piece_text(piece, piece->step), exec->name, piece->step_len) == 0;
    bool first_only = strcmp(keyword, "PARM") == 0 || strcmp(keyword, "PARMDD") == 0;
    *nothing = (first_only && index > 0) || strcmp(keyword, "TIME") == 0;
    return true;
}

/* PARM and PARMDD exclude each other. */
static bool excludes_parm(const struct piece *with, const struct piece *old)
{
    return (piece_is(with, "PARM") && piece_is(old, "PARMDD")) || (piece_is(with, "PARMDD") && piece_is(old, "PARM"));
}

/* What CALLER says for the step, one piece a keyword: KEYWORD.STEP goes before KEYWORD. */
static void collect(struct pieces *said, const struct pieces *caller, const struct statement *exec, size_t index)
{
    *said = (struct pieces){0};
    for (size_t i = 0; i < caller->count; i++) {
        bool nothing;
        struct piece piece = caller->items[i];
        if (!is_for_step(&piece, exec, index, &nothing))
            continue;
        if (nothing)
            piece.value_len = 0;
        struct piece *earlier = pieces_find(said, &piece);
        if (earlier != NULL && (piece.step > 0 || earlier->step == 0)) {
            *earlier = piece;
        } else if (earlier == NULL) {
            said->items = memory_grow(said->items, &said->capacity, said->count + 1, sizeof *said->items);
            said->items[said->count++] = piece;
        }
    }
    for (size_t i = 0; i < said->count; i++)
        said->items[i].step = 0; /* it is this one */
}

/* Change OLD by SAID.  KEEP: the EXEC calls a procedure itself, so that taking away is to be said to its steps. */
static void change_exec(struct pieces *old, struct pieces *said, bool keep)
{
    for (size_t i = 0; i < old->count; i++)
        for (size_t j = 0; j < said->count; j++) {
            struct piece *new = &said->items[j];
            bool same = piece_is_same(&old->items[i], new), time = same && new->value_len == 0 && piece_is(new, "TIME");
            if (!same || old->items[i].step > 0) { /* TIME without a step takes away all that are inside, TIME.STEP of a call too */
                old->items[i].dropped = old->items[i].dropped || time || (new->value_len > 0 && excludes_parm(new, &old->items[i]));
                continue;
            }
            if (new->value_len == 0 && !keep)
                old->items[i].dropped = true;
            else
                old->items[i] = *new;
            new->dropped = true;
        }
    for (size_t j = 0; j < said->count; j++)
        said->items[j].dropped = said->items[j].dropped || (said->items[j].value_len == 0 && !keep);
}

bool override_exec(struct statement *exec, const struct statement *caller, size_t index, struct arena *arena,
                   struct fault_list *faults)
{
    if (caller->broken || exec->broken)
        return false;
    struct pieces old, theirs, said;
    struct joiner joiner = {0};
    pieces_take(&theirs, caller, 0, caller->field_len);
    collect(&said, &theirs, exec, index);
    bool changed = said.count > 0;
    if (changed) {
        pieces_take(&old, exec, 0, exec->field_len);
        bytes_init(&joiner.text);
        change_exec(&old, &said, expansion_procedure_of(exec) != NULL);
        joiner_add_all(&joiner, &old);
        joiner_add_all(&joiner, &said);
        joiner_finish(exec, &joiner, arena, faults);
        free(old.items);
    }
    free(said.items);
    free(theirs.items);
    return changed;
}
