/* idcams_listcat.c - LISTCAT: see idcams.h. */
#include <stdlib.h>
#include <string.h>

#include "utility/idcams_call.h"

static const struct idcams_keyword KEYWORDS[] = {
    {"ENTRIES", "ENT"}, {"LEVEL", "LVL"}, {"NAME", NULL}, {"ALL", NULL}, {"ALIAS", NULL}, {"CLUSTER", "CL"}, {"GENERATIONDATAGROUP", "GDG"}, {"NONVSAM", "NVSAM"}, {"CATALOG", "CAT"},
    {0}};

enum { COUNTED = 4, LISTCAT_MISSING = 4 };
static const char *const TYPES[COUNTED] = {"ALIAS", "CLUSTER", "GDG", "NONVSAM"};

static const char *const LONG_TYPES[COUNTED] = {NULL, "CL", "GENERATIONDATAGROUP", "NVSAM"};

struct listing {
    struct idcams *ams;
    const struct control_node *verb;
    bool all;
    int counts[COUNTED];
    int found; /* by this pattern */
};

static void print_attributes(const struct dataset *dataset)
{
    printf("     DSORG---------%s RECFM---------%s%.1s LRECL---------%d", dataset_organization_name(dataset->organization),
           dataset_recfm_name(dataset->recfm), &dataset->control, dataset->lrecl);
    if (dataset->key_length > 0)
        printf(" KEYLEN--------%d RKP-----------%d", dataset->key_length, dataset->key_offset);
    if (dataset->record_maximum > 0)
        printf(" AVGLRECL------%d MAXLRECL------%d", dataset->record_average, dataset->record_maximum);
    putchar('\n');
}

static int print_group(struct catalog *catalog, const char *base, struct fault *fault)
{
    struct gdg gdg;
    struct generations generations;
    int code = gdg_find(catalog, base, &gdg, fault);
    if (code == 0)
        code = generations_read(catalog, base, &generations, fault);
    if (code != 0)
        return code;
    printf("     LIMIT---------%d %s %s %s\n", gdg.limit, gdg.empty ? "EMPTY" : "NOEMPTY", gdg.scratch ? "SCRATCH" : "NOSCRATCH", gdg.lifo ? "LIFO" : "FIFO");
    for (size_t i = 0; i < generations.count; i++) {
        char name[DSN_SIZE];
        printf("     NONVSAM--%s\n", generation_name(name, base, generations.numbers[i]));
    }
    generations_release(&generations);
    return 0;
}

/* Without ALIAS, CLUSTER, GDG or NONVSAM all are asked for. */
static bool is_asked(const struct listing *listing, const char *type)
{
    bool any = false, own = false;
    for (size_t i = 0; i < COUNTED; i++) {
        bool given = control_find(listing->verb->next, TYPES[i], LONG_TYPES[i]) != NULL;
        any = any || given;
        own = own || (given && strcmp(TYPES[i], type) == 0);
    }
    return own || !any;
}

static int note_group(struct listing *listing, const struct dataset *dataset)
{
    struct fault fault;
    int code = print_group(listing->ams->catalog, dataset->name, &fault);
    return code < 0 ? idcams_fail(listing->ams, &fault) : 0;
}

static int print_entry(void *user, const struct dataset *dataset)
{
    struct listing *listing = user;
    const char *type = idcams_type(dataset);
    listing->found++;
    if (!is_asked(listing, type))
        return 0;
    for (size_t i = 0; i < COUNTED; i++)
        listing->counts[i] += strcmp(TYPES[i], type) == 0;
    printf("%s %.*s %s\n", type, (int)(15 - strlen(type)), "---------------", dataset->name);
    if (!listing->all)
        return 0;
    if (dataset->organization == DATASET_GDG)
        return note_group(listing, dataset);
    if (dataset->organization == DATASET_ALIAS) {
        printf("     RELATE--------%s\n", dataset->target);
        return 0;
    }
    print_attributes(dataset);
    return 0;
}

static int list_pattern(struct listing *listing, const char *pattern)
{
    struct fault fault;
    listing->found = 0;
    int code = catalog_list(listing->ams->catalog, pattern, print_entry, listing, &fault);
    if (code < 0)
        return idcams_fail(listing->ams, &fault);
    if (code == 0 && listing->found == 0 && pattern != NULL) {
        printf("IDC3012I ENTRY %s NOT FOUND\n", pattern);
        return LISTCAT_MISSING;
    }
    return code;
}

static int list_all(struct listing *listing)
{
    const struct control_node *entries = control_find(listing->verb->next, "ENTRIES", "ENT"), *level = control_find(listing->verb->next, "LEVEL", "LVL");
    int highest = 0;
    if (entries == NULL && level == NULL)
        return list_pattern(listing, NULL);
    for (const struct control_node *node = (entries != NULL ? entries : level)->child; node != NULL; node = node->next) {
        char pattern[DSN_SIZE + 8];
        snprintf(pattern, sizeof pattern, level != NULL ? "%.44s.**" : "%.44s", node->text);
        int code = list_pattern(listing, pattern);
        highest = code > highest ? code : highest;
    }
    return highest;
}

static void print_counts(const struct listing *listing)
{
    int total = 0;
    puts("         THE NUMBER OF ENTRIES PROCESSED WAS:");
    for (size_t i = 0; i < COUNTED; i++) {
        printf("                   %s %.*s%d\n", TYPES[i], (int)(23 - strlen(TYPES[i])), "-----------------------", listing->counts[i]);
        total += listing->counts[i];
    }
    printf("                   TOTAL ------------------%d\n", total);
}

int idcams_listcat(struct idcams *ams, const struct control_node *verb)
{
    struct listing listing = {.ams = ams, .verb = verb, .all = control_find(verb->next, "ALL", NULL) != NULL};
    int code = idcams_check(ams, verb->next, KEYWORDS);
    if (code == 0)
        code = idcams_catalog(ams);
    if (code == 0) {
        code = list_all(&listing);
        print_counts(&listing);
    }
    return code;
}
