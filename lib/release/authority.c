/*
 * authority.c - see authority.h: groups, names to ask for, and the rights of one person.
 */
#include "release/authority.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "release/error.h"
#include "step/option.h"

static const struct {
    const char *name;
    const char *group; /* NULL: the agency's own */
} ROLE_TABLE[ROLES] = {
    [ROLE_AGCY] = {"AGCY", NULL},   [ROLE_CHGM] = {"CHGM", "chgm"}, [ROLE_SECR] = {"SECR", "secr"},
    [ROLE_LIBR] = {"LIBR", "libr"}, [ROLE_CAB] = {"CAB", "cab"},
};

enum approval_role authority_role(const char *name)
{
    enum approval_role role = 0;
    while (role < ROLES && strcmp(ROLE_TABLE[role].name, name) != 0)
        role++;
    return role;
}

const char *authority_role_name(enum approval_role role)
{
    return ROLE_TABLE[role].name;
}

/* Agency and system are letters and digits only, so that agcy-a-b cannot be read two ways. */
static bool is_code(const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        if (!isascii((unsigned char)text[i]) || !isalnum((unsigned char)text[i]))
            return false;
    return length > 0 && length <= 8;
}

char *authority_group(char group[AUTHORITY_GROUP_SIZE], const char *kind, const char *agency, const char *system)
{
    int length = snprintf(group, AUTHORITY_GROUP_SIZE, "%s-%.8s%s%.8s", kind, agency, system[0] != '\0' ? "-" : "", system);
    for (int i = 0; i < length; i++)
        group[i] = (char)tolower((unsigned char)group[i]);
    return group;
}

enum people_answer authority_is_entitled(struct people *people, const char *uid, enum approval_role role,
                                         const char *agency, const char *system)
{
    char group[AUTHORITY_GROUP_SIZE];
    if (ROLE_TABLE[role].group != NULL)
        return people_is_member(people, uid, ROLE_TABLE[role].group);
    if (!is_code(agency) || !is_code(system))
        return PEOPLE_NO;
    enum people_answer exists = people_group_exists(people, authority_group(group, "agcy", agency, system));
    if (exists == PEOPLE_UNASKED)
        return PEOPLE_UNASKED;
    if (exists == PEOPLE_NO)
        authority_group(group, "agcy", agency, "");
    return people_is_member(people, uid, group);
}

enum people_answer authority_may_submit(struct people *people, const char *uid, const char *agency)
{
    char group[AUTHORITY_GROUP_SIZE];
    return is_code(agency) ? people_is_member(people, uid, authority_group(group, "subm", agency, "")) : PEOPLE_NO;
}

bool authority_is_same(const char *uid, const char *other)
{
    return uid[0] != '\0' && strcasecmp(uid, other) == 0;
}

/* ---- names to ask for */

void authority_names_init(struct authority_names *names)
{
    *names = (struct authority_names){0};
    arena_init(&names->arena);
    for (enum approval_role role = 0; role < ROLES; role++)
        if (ROLE_TABLE[role].group != NULL)
            text_list_add(&names->groups, ROLE_TABLE[role].group);
}

void authority_names_release(struct authority_names *names)
{
    free(names->people.items);
    free(names->groups.items);
    arena_release(&names->arena);
}

static void add_person(struct authority_names *names, const char *uid)
{
    if (uid[0] != '\0')
        text_list_add(&names->people, arena_text(&names->arena, uid, strlen(uid)));
}

static void add_group(struct authority_names *names, const char *group)
{
    text_list_add(&names->groups, arena_text(&names->arena, group, strlen(group)));
}

static void add_part(struct authority_names *names, const struct part *part)
{
    char group[AUTHORITY_GROUP_SIZE];
    const struct submission_record *main = part_main(part);
    const char *agency = submission_meant(main, "submission.agency");
    const char *system = submission_meant(main, "submission.system");
    add_person(names, submission_meant(main, "submission.submitter"));
    add_person(names, submission_meant(main, "submission.manager"));
    add_group(names, authority_group(group, "subm", agency, ""));
    add_group(names, authority_group(group, "agcy", agency, ""));
    add_group(names, authority_group(group, "agcy", agency, system));
    for (const struct submission_record *a = submission_first(&part->submission, FORM_APPROVAL); a != NULL; a = a->next) {
        const char *principal = submission_meant(a, "approval.on_behalf_of");
        add_person(names, submission_meant(a, "approval.approver"));
        add_person(names, principal);
        if (principal[0] != '\0') {
            char delegation[ENTRY_TEXT_SIZE + 8];
            snprintf(delegation, sizeof delegation, "dele-%.64s", principal);
            add_group(names, delegation);
        }
    }
}

void authority_names_add(struct authority_names *names, const struct package *package)
{
    for (size_t i = 0; i < package->count; i++)
        add_part(names, &package->parts[i]);
}

static int compare_names(const void *left, const void *right)
{
    const char *const *a = left;
    const char *const *b = right;
    return strcasecmp(*a, *b);
}

static size_t distinct(const char **to, const struct text_list *list)
{
    size_t count = 0;
    if (list->count == 0)
        return 0;
    memcpy(to, list->items, list->count * sizeof *to);
    qsort(to, list->count, sizeof *to, compare_names);
    for (size_t i = 0; i < list->count; i++)
        if (count == 0 || strcasecmp(to[count - 1], to[i]) != 0)
            to[count++] = to[i];
    return count;
}

void authority_names_ask(const struct authority_names *names, struct people *people)
{
    const char **uids = memory_new(names->people.count, sizeof *uids);
    const char **groups = memory_new(names->groups.count, sizeof *groups);
    size_t uid_count = distinct(uids, &names->people), group_count = distinct(groups, &names->groups);
    people_prefetch(people, uids, uid_count, groups, group_count);
    free(uids);
    free(groups);
}

/* ---- one person at the desk */

/* YES: known and active.  Else FAULT says which it is not. */
static enum people_answer is_active(struct people *people, const char *uid, struct fault *fault)
{
    enum people_answer answer = people_is_known(people, uid);
    if (answer == PEOPLE_NO)
        fault_set(fault, RELEASE_E_NOT_ALLOWED, "%s is not known in the directory", uid);
    if (answer != PEOPLE_YES)
        return answer;
    answer = people_is_active(people, uid);
    if (answer == PEOPLE_NO)
        fault_set(fault, RELEASE_E_NOT_ALLOWED, "%s is inactive", uid);
    return answer;
}

enum people_answer authority_has_role(struct people *people, const char *uid, unsigned roles, struct fault *fault)
{
    enum people_answer answer = is_active(people, uid, fault);
    char groups[64] = "";
    size_t length = 0;
    if (answer != PEOPLE_YES)
        return answer;
    for (enum approval_role role = 0; role < ROLES; role++) {
        if ((roles & 1u << role) == 0 || ROLE_TABLE[role].group == NULL)
            continue;
        enum people_answer member = people_is_member(people, uid, ROLE_TABLE[role].group);
        if (member != PEOPLE_NO)
            return member;
        length += (size_t)snprintf(groups + length, sizeof groups - length, "%s%s", length > 0 ? " or " : "",
                                   ROLE_TABLE[role].group);
    }
    fault_set(fault, RELEASE_E_NOT_ALLOWED, "%s is not a member of %s", uid, groups);
    return PEOPLE_NO;
}

enum people_answer authority_is_submitter(struct people *people, const char *uid, const struct package *package,
                                          struct fault *fault)
{
    enum people_answer answer = is_active(people, uid, fault);
    for (size_t i = 0; answer == PEOPLE_YES && i < package->count; i++) {
        const char *submitter = package->parts[i].entry.submitter;
        enum people_answer mine =
            authority_is_same(uid, submitter) ? PEOPLE_YES : people_may_act_for(people, uid, submitter);
        if (mine != PEOPLE_NO)
            return mine;
    }
    if (answer != PEOPLE_YES)
        return answer;
    fault_set(fault, RELEASE_E_NOT_ALLOWED, "%s did not submit it, and may not act for who did", uid);
    return PEOPLE_NO;
}
