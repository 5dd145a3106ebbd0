/* resume.c - a job that was interrupted goes on: see progress.h. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/tree.h"
#include "run/concatenate.h"
#include "run/error.h"
#include "run/progress.h"
#include "run/savepoint.h"

/* What step INDEX had, each DD by itself, as its allocation was. */
static int recall(struct progress *p, size_t index, struct allocation *allocation, struct fault *fault)
{
    const struct recovery *recovery = p->work->recovery;
    int code = 0;
    *allocation = (struct allocation){0};
    for (const struct dd *dd = p->job->steps[index].dds; dd != NULL; dd = dd->next)
        for (const struct dd *one = dd; one != NULL && code >= 0; one = one->concatenated) {
            char name[DSN_SIZE];
            bool temporary;
            bool is_data_set = one->kind == DD_DATA_SET || one->kind == DD_TEMPORARY;
            if (!is_data_set || strcmp(dd->name, "STEPLIB") == 0 || holdings_name(&p->holdings, one, name, &temporary, NULL) < 0)
                continue;
            allocation->items = memory_grow(allocation->items, &allocation->capacity, allocation->count + 1, sizeof *allocation->items);
            struct allocated *item = &allocation->items[allocation->count++];
            *item = (struct allocated){.dd = one, .name = dd->name};
            code = holdings_recall(&p->holdings, one, recovery_made(recovery, index, name), &item->taken, fault);
        }
    return code;
}

/* The step is over: what it passed, deleted or kept is known again. */
static int recall_done(struct progress *p, size_t index, struct fault *fault)
{
    struct allocation allocation;
    const struct result *result = &p->results[index];
    if (result->kind != RESULT_RAN && result->kind != RESULT_ABENDED)
        return 0;
    int code = recall(p, index, &allocation, fault);
    p->holdings.recalling = true;
    for (size_t i = 0; i < allocation.count && code >= 0; i++) {
        const char *word;
        const struct allocated *item = &allocation.items[i];
        code = holdings_give(&p->holdings, item->dd, &item->taken, result->kind == RESULT_ABENDED, &word, fault);
    }
    p->holdings.recalling = false;
    allocation_release(&allocation);
    return code;
}

/* Its program is over: its dispositions are carried out, those that were before a second time. */
static int finish(struct progress *p, size_t index, struct fault *fault)
{
    struct allocation allocation = {0};
    const struct result *result = &p->results[index];
    bool ran = result->kind == RESULT_RAN || result->kind == RESULT_ABENDED;
    int code = ran ? recall(p, index, &allocation, fault) : 0;
    if (code >= 0)
        code = execute_end(p, index, &allocation, fault);
    allocation_release(&allocation);
    return code;
}

/* It was killed in its program, or before: nothing of it is left. */
static int take_back(struct progress *p, size_t index, struct fault *fault)
{
    const struct recovery *recovery = p->work->recovery;
    const char *unsaved = recovery_unsaved(recovery, index);
    char *folder = progress_folder(p, index);
    int code = recovery_undo(recovery, index, &p->holdings, &p->work->spool, fault);
    if (code == 0)
        code = holdings_sweep(&p->holdings, fault);
    if (code == 0)
        code = tree_remove(folder, fault);
    if (code == 0 && unsaved != NULL)
        code = fault_set(fault, RUN_E_UNSAVED, "%s in step %zu", unsaved, index + 1);
    free(folder);
    return code;
}

int resume(struct progress *p, size_t *next, struct fault *fault)
{
    const struct recovery *recovery = p->work->recovery;
    int code = 0;
    for (size_t i = 0; i < recovery->base_count && code == 0; i++)
        code = holdings_know_base(&p->holdings, recovery->bases[i].name, recovery->bases[i].last, fault);
    for (size_t i = 0; i < recovery->step_count && i < p->job->step_count && code == 0; i++) {
        const struct recovered_step *step = &recovery->steps[i];
        p->results[i] = step->result;
        *next = step->state == RECOVERED_NONE || step->state == RECOVERED_BEGUN ? i : i + 1;
        if (step->state == RECOVERED_DONE)
            code = recall_done(p, i, fault);
        else if (step->state == RECOVERED_ENDED)
            code = finish(p, i, fault);
        else if (step->state == RECOVERED_BEGUN)
            code = take_back(p, i, fault);
    }
    return code;
}
