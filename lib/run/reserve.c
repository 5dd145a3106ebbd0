/* reserve.c - see reserve.h. */
#include "run/reserve.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

static void add(struct reservation *reservation, const char *name, bool exclusive, size_t step)
{
    for (size_t i = 0; i < reservation->count; i++) {
        struct reserved *item = &reservation->items[i];
        if (strcmp(item->name, name) == 0) {
            item->exclusive = item->exclusive || exclusive;
            item->last_step = step;
            return;
        }
    }
    reservation->items = memory_grow(reservation->items, &reservation->capacity, reservation->count + 1, sizeof *reservation->items);
    struct reserved *item = &reservation->items[reservation->count++];
    *item = (struct reserved){.exclusive = exclusive, .last_step = step};
    snprintf(item->name, sizeof item->name, "%s", name);
}

/* A DD of STEP and those concatenated to it.  Generations are named when their base is known. */
static void add_dd(struct reservation *reservation, struct holdings *holdings, const struct dd *dd, size_t step, bool bases)
{
    for (; dd != NULL; dd = dd->concatenated) {
        char name[DSN_SIZE];
        bool temporary;
        const struct dd *first = dd;
        while (first->same_as != NULL)
            first = first->same_as;
        if (first->kind != DD_DATA_SET)
            continue;
        if (bases && first->relative)
            add(reservation, first->dsn, first->generation > 0, step);
        else if (bases != first->relative && holdings_name(holdings, dd, name, &temporary, NULL) == 0)
            add(reservation, name, dd->status != DD_SHR, step);
    }
}

static void add_job(struct reservation *reservation, const struct reserve_request *request, bool bases)
{
    const struct job *job = request->job;
    for (const struct dd *dd = job->joblib; dd != NULL; dd = dd->next)
        add_dd(reservation, request->holdings, dd, job->step_count, bases);
    for (size_t i = request->first_step; i < job->step_count; i++)
        for (const struct dd *dd = job->steps[i].dds; dd != NULL; dd = dd->next)
            add_dd(reservation, request->holdings, dd, i, bases);
}

/* Now that nobody adds a generation: which there are.  The journal keeps it for a job that goes on. */
static int know_bases(const struct reserve_request *request, struct fault *fault)
{
    const struct job *job = request->job;
    int code = 0;
    for (size_t i = request->first_step; i < job->step_count; i++)
        for (const struct dd *dd = job->steps[i].dds; dd != NULL; dd = dd->next)
            for (const struct dd *one = dd; one != NULL && code == 0; one = one->concatenated)
                if (one->relative && one->kind == DD_DATA_SET)
                    code = holdings_know_base(request->holdings, one->dsn, -1, fault);
    return code;
}

static int take_all(struct reservation *reservation, size_t *busy, struct fault *fault)
{
    struct enqueue_request *requests = memory_new(reservation->count, sizeof *requests);
    for (size_t i = 0; i < reservation->count; i++)
        requests[i] = (struct enqueue_request){reservation->items[i].name, reservation->items[i].exclusive};
    int code = enqueue_take(&reservation->enqueue, requests, reservation->count, busy, fault);
    free(requests);
    return code;
}

static void give_all(struct reservation *reservation)
{
    for (size_t i = 0; i < reservation->count; i++)
        enqueue_give(&reservation->enqueue, reservation->items[i].name);
}

/* Once: bases and whole names; then the generations that they lead to.  1: *BUSY is another's, and nothing is held. */
static int try_all(struct reservation *reservation, const struct reserve_request *request, const char **busy, struct fault *fault)
{
    size_t index = 0;
    reservation->count = 0;
    add_job(reservation, request, true);
    int code = reservation->count > 0 ? take_all(reservation, &index, fault) : 0;
    size_t first = reservation->count;
    if (code == 0)
        code = know_bases(request, fault);
    if (code == 0)
        add_job(reservation, request, false);
    if (code == 0 && reservation->count > first) {
        struct reservation rest = *reservation;
        rest.items += first;
        rest.count -= first;
        code = take_all(&rest, &index, fault);
        index += first;
        if (code == 1) {
            give_all(reservation);
            holdings_forget_bases(request->holdings);
        }
    }
    if (code == 1)
        *busy = reservation->items[index].name;
    return code;
}

static int write_held(struct reservation *reservation, struct fault *fault)
{
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < reservation->count; i++)
        bytes_format(&text, "%c %s\n", reservation->items[i].exclusive ? 'X' : 'S', reservation->items[i].name);
    FILE *file = fopen(reservation->held, "we");
    int code = file == NULL || fwrite(text.data, 1, text.length, file) != text.length ? BASE_E_WRITE : 0;
    if (file != NULL && fclose(file) != 0)
        code = BASE_E_WRITE;
    bytes_release(&text);
    return code < 0 ? fault_set(fault, code, "%s", reservation->held) : 0;
}

int reserve(struct reservation *reservation, const struct reserve_request *request, struct fault *fault)
{
    char told[DSN_SIZE] = "";
    const char *busy = NULL;
    int code;
    *reservation = (struct reservation){.held = spool_path(request->holdings->spool, NULL, "HELD")};
    code = enqueue_open(&reservation->enqueue, request->holdings->folder, fault);
    if (code < 0)
        return code;
    while ((code = try_all(reservation, request, &busy, fault)) == 1) {
        if (strcmp(told, busy) != 0) {
            snprintf(told, sizeof told, "%s", busy);
            journal_note(request->journal, "waiting %s", busy);
            listing_log(request->listing, "IEF861I FOLLOWING RESERVED DATA SET NAMES UNAVAILABLE TO %s", request->job->name);
            listing_log(request->listing, "IEF863I DSN = %s", busy);
        }
        if (supervisor_pause(request->supervisor) != 0)
            return 1;
    }
    return code < 0 ? code : reservation->count > 0 ? write_held(reservation, fault) : 0;
}

int reserve_give_back(struct reservation *reservation, size_t step, struct fault *fault)
{
    size_t kept = 0, before = reservation->count;
    for (size_t i = 0; i < before; i++)
        if (reservation->items[i].last_step > step)
            reservation->items[kept++] = reservation->items[i];
        else
            enqueue_give(&reservation->enqueue, reservation->items[i].name);
    reservation->count = kept;
    return kept < before ? write_held(reservation, fault) : 0;
}

void reservation_release(struct reservation *reservation)
{
    if (reservation->held != NULL)
        unlink(reservation->held);
    enqueue_close(&reservation->enqueue);
    free(reservation->items);
    free(reservation->held);
    *reservation = (struct reservation){0};
}
