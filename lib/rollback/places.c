/* places.c - see places.h.  Every use of a data set, sorted by its name: those that must agree are neighbours. */
#include "rollback/places.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum use { USE_STAGED, USE_CHANGED, USE_BACKUP, USES };

static const char *const USE_NAMES[USES] = {"staged", "changed", "a backup"};

struct place {
    const char *dsn;
    enum use use;
    const struct manifest_element *element;
    size_t number; /* of the element, from 1 */
};

static int compare(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    int order = strcmp(a->dsn, b->dsn);
    if (order == 0)
        order = (int)a->use - (int)b->use;
    if (order == 0)
        order = strcmp(a->element->member, b->element->member);
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* A name that is missing is the stream writer's to refuse. */
static size_t gather(struct place *places, const struct manifest *manifest)
{
    size_t count = 0;
    for (size_t i = 0; i < manifest->count; i++) {
        const struct manifest_element *element = &manifest->elements[i];
        if (element->to[0] != '\0')
            places[count++] = (struct place){element->to, USE_CHANGED, element, i + 1};
        if (element->action[0] != 'D' && element->from[0] != '\0')
            places[count++] = (struct place){element->from, USE_STAGED, element, i + 1};
        if (element->action[0] != 'A' && element->backup[0] != '\0')
            places[count++] = (struct place){element->backup, USE_BACKUP, element, i + 1};
    }
    return count;
}

/* A and B name one data set. */
static int check_pair(const struct place *a, const struct place *b, struct fault *fault)
{
    const struct place *second = a->number > b->number ? a : b, *first = second == a ? b : a;
    const char *problem = NULL;
    if (a->use != b->use)
        problem = USE_NAMES[first->use];
    else if (strcmp(a->element->type, b->element->type) != 0)
        problem = "of another type";
    else if (a->use == USE_BACKUP && strcmp(a->element->to, b->element->to) != 0)
        problem = "the backup of another data set";
    else if (a->use == USE_CHANGED && strcmp(a->element->member, b->element->member) == 0)
        problem = "changed at the same place";
    if (problem == NULL)
        return 0;
    fault_set(fault, ROLLBACK_E_PLACES, "%.44s is %s in element %zu", a->dsn, problem, first->number);
    return fault_at_record(fault, (int64_t)second->number, "element of the manifest");
}

int places_check(const struct manifest *manifest, struct fault *fault)
{
    struct place *places = memory_new(3 * manifest->count + 1, sizeof *places);
    size_t count = gather(places, manifest);
    int code = 0;
    qsort(places, count, sizeof *places, compare);
    for (size_t i = 1; i < count && code == 0; i++)
        if (strcmp(places[i - 1].dsn, places[i].dsn) == 0)
            code = check_pair(&places[i - 1], &places[i], fault);
    free(places);
    return code;
}
