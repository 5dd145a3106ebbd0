/* idcams_delete.c - DELETE: see idcams.h. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "utility/idcams_call.h"

static const struct idcams_keyword KEYWORDS[] = {
    {"ALIAS", NULL}, {"CLUSTER", "CL"}, {"GENERATIONDATAGROUP", "GDG"}, {"NONVSAM", "NVSAM"}, {"PURGE", "PRG"}, {"NOPURGE", "NPRG"}, {"FORCE", "FRC"}, {"NOFORCE", "NFRC"},
    {"SCRATCH", "SCR"}, {"NOSCRATCH", "NSCR"}, {"ERASE", "ERAS"}, {"NOERASE", "NERAS"}, {"CATALOG", "CAT"}, {0}};

struct deletion {
    struct idcams *ams;
    const char *type; /* as idcams_type; NULL: any */
    bool force;
};

/* What a pattern means, before any of it is deleted. */
struct matches {
    const char *type;
    char (*names)[DSN_SIZE];
    size_t count, capacity;
};

/* ---- one ---- */

static int missing(const char *name, const char *member)
{
    bool is_member = member[0] != '\0';
    char text[DSN_SIZE + MEMBER_SIZE + 2];
    snprintf(text, sizeof text, is_member ? "%s(%s)" : "%s", name, member);
    printf("IDC3012I ENTRY %s NOT FOUND\nIDC0551I ** ENTRY %s NOT DELETED\n", text, text);
    return IDCAMS_MISSING;
}

static bool is_type(const struct dataset *dataset, const char *type)
{
    return type == NULL || strcmp(idcams_type(dataset), type) == 0;
}

/* Remove DATASET, which is catalogued, from it.  *LETTER is what IDC0550I calls it. */
static int remove_entry(const struct deletion *deletion, const struct dataset *dataset, char *letter, struct fault *fault)
{
    struct catalog *catalog = deletion->ams->catalog;
    char base[DSN_SIZE];
    struct gdg gdg;
    int number;
    *letter = strcmp(idcams_type(dataset), "CLUSTER") == 0 ? 'C' : dataset->organization == DATASET_ALIAS ? 'X' : 'A';
    if (dataset->organization == DATASET_GDG) {
        *letter = 'B';
        return gdg_delete(catalog, dataset->name, deletion->force, fault);
    }
    if (!generation_parse(dataset->name, base, &number) || gdg_find(catalog, base, &gdg, NULL) != 0)
        return dataset_delete(catalog, dataset, NULL, fault);
    *letter = 'H';
    return generation_delete(catalog, base, number, fault);
}

static int delete_entry(const struct deletion *deletion, const char *name)
{
    struct idcams *ams = deletion->ams;
    struct dataset dataset;
    struct fault fault;
    char letter = 'A';
    int code = catalog_entry(ams->catalog, name, &dataset, &fault); /* of an alias, the alias */
    if (code == 1 || (code == 0 && !is_type(&dataset, deletion->type)))
        return missing(name, "");
    if (code == 0)
        code = remove_entry(deletion, &dataset, &letter, &fault);
    if (code == 1)
        return missing(name, "");
    if (code < 0) {
        idcams_fail(ams, &fault);
        printf("IDC0551I ** ENTRY %s NOT DELETED\n", name);
        return code == DATASET_E_KIND ? IDCAMS_MISSING : IDCAMS_FAILED;
    }
    printf("IDC0550I ENTRY (%c) %s DELETED\n", letter, name);
    return 0;
}

static int delete_member(const struct deletion *deletion, const char *name, const char *member)
{
    struct idcams *ams = deletion->ams;
    struct dataset dataset;
    struct fault fault;
    int code = catalog_find(ams->catalog, name, &dataset, &fault);
    if (code == 0 && idcams_claim(ams, dataset.name, true) != 0) /* NAME may be an alias */
        return IDCAMS_FAILED;
    if (code == 0)
        code = dataset_delete(ams->catalog, &dataset, member, &fault);
    if (code < 0)
        return idcams_fail(ams, &fault);
    if (code == 1)
        return missing(name, member);
    printf("IDC0549I MEMBER %s DELETED\n", member);
    return 0;
}

static int delete_one(const struct deletion *deletion, const char *name, const char *member)
{
    int code = idcams_claim(deletion->ams, name, true);
    if (code != 0) {
        printf("IDC0551I ** ENTRY %s NOT DELETED\n", name);
        return code;
    }
    return member[0] != '\0' ? delete_member(deletion, name, member) : delete_entry(deletion, name);
}

/* ---- those of a pattern ---- */

static int note_match(void *user, const struct dataset *dataset)
{
    struct matches *matches = user;
    if (!is_type(dataset, matches->type))
        return 0;
    matches->names = memory_grow(matches->names, &matches->capacity, matches->count + 1, sizeof *matches->names);
    memcpy(matches->names[matches->count++], dataset->name, DSN_SIZE);
    return 0;
}

/* One asterisk, for one whole qualifier that is not the first. */
static bool is_pattern_sound(const char *pattern)
{
    const char *star = strchr(pattern, '*');
    return star > pattern && star[-1] == '.' && (star[1] == '\0' || star[1] == '.') && strchr(star + 1, '*') == NULL && strchr(pattern, '%') == NULL;
}

static int delete_pattern(const struct deletion *deletion, const struct control_node *node)
{
    struct matches matches = {.type = deletion->type};
    struct fault fault;
    int highest = 0;
    if (!is_pattern_sound(node->text))
        return idcams_refuse(deletion->ams, node, "an asterisk that is not one whole qualifier:");
    int code = catalog_list(deletion->ams->catalog, node->text, note_match, &matches, &fault);
    if (code < 0)
        highest = idcams_fail(deletion->ams, &fault);
    else if (matches.count == 0)
        highest = missing(node->text, "");
    for (size_t i = 0; i < matches.count && code == 0; i++) {
        int one = delete_one(deletion, matches.names[i], "");
        highest = one > highest ? one : highest;
    }
    free(matches.names);
    return highest;
}

/* ---- the command ---- */

static int delete_named(const struct deletion *deletion, const struct control_node *node)
{
    char name[DSN_SIZE], member[MEMBER_SIZE];
    if (strchr(node->text, '*') != NULL)
        return delete_pattern(deletion, node);
    int code = idcams_name(deletion->ams, node, name, member);
    return code == 0 ? delete_one(deletion, name, member) : code;
}

static const char *type_in(const struct control_node *keywords)
{
    if (control_find(keywords, "CLUSTER", "CL") != NULL)
        return "CLUSTER";
    if (control_find(keywords, "GENERATIONDATAGROUP", "GDG") != NULL)
        return "GDG";
    if (control_find(keywords, "ALIAS", NULL) != NULL)
        return "ALIAS";
    return control_find(keywords, "NONVSAM", "NVSAM") != NULL ? "NONVSAM" : NULL;
}

/* DELETE name or (names), then keywords. */
int idcams_delete(struct idcams *ams, const struct control_node *verb)
{
    const struct control_node *names = verb->has_list ? verb->child : verb->next;
    const struct control_node *keywords = verb->has_list || verb->next == NULL ? verb->next : verb->next->next;
    const struct deletion deletion = {.ams = ams, .type = type_in(keywords), .force = control_find(keywords, "FORCE", "FRC") != NULL};
    int highest = 0, code = names == NULL ? idcams_refuse(ams, verb, "without a name:") : idcams_check(ams, keywords, KEYWORDS);
    if (code == 0 && control_find(keywords, "NOSCRATCH", "NSCR") != NULL)
        code = idcams_refuse(ams, control_find(keywords, "NOSCRATCH", "NSCR"), "to uncatalog what the system keeps:");
    if (code == 0)
        code = idcams_catalog(ams);
    if (code != 0)
        return code;
    for (const struct control_node *node = names; node != NULL; node = verb->has_list ? node->next : NULL) {
        code = delete_named(&deletion, node);
        code = code == IDCAMS_BYPASSED ? IDCAMS_FAILED : code;
        highest = code > highest ? code : highest;
    }
    return highest;
}
