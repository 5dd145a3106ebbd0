/*
 * people.c - the answers of a run, kept; see people.h.
 *
 * Three trees of facts, one for each key a directory can be asked for.  A fact is NEW until it was asked for and then
 * stands for the whole run:
 *     NEW -> FOUND | ABSENT | UNASKED,  FOUND -> TWICE when a second entry answers to the same name.
 * A group's members are nodes, one for each DN that any group names; a node that is a group itself has members
 * again.  Membership is reachability: each group asked about is flattened once into a sorted array.
 */
#include "people/people.h"

#include <search.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "people/listing.h"
#include "people/identity.h"
#include "people/directory.h"

enum { DEPTH_MAX = 16, MEMBERS_MAX = 2000000 };

enum fact_state { FACT_NEW, FACT_UNASKED, FACT_ABSENT, FACT_FOUND, FACT_TWICE };

struct fact {
    char *key;
    enum fact_state state;
};

struct person {
    struct fact fact; /* key: uid */
    struct node *node;
    char *mail;
    bool active;
};

struct group {
    struct fact fact; /* key: cn */
    struct node *node;
    struct node **everyone; /* all nodes within, sorted by address; NULL until flattened */
    size_t everyone_count;
    bool flattened;
    bool complete; /* every group within was answered for */
};

struct node {
    struct fact fact; /* key: DN.  FOUND: a group; ABSENT: no group */
    struct node **members;
    size_t member_count;
    uint64_t seen; /* by which flattening */
};

struct nodes {
    struct node **items;
    size_t count;
    size_t capacity;
};

struct people {
    struct directory *directory;
    void *facts[DIRECTORY_KEYS];
    struct nodes frontier; /* named as members, not asked for yet */
    size_t member_total;
    uint64_t flattenings;
    bool gone; /* it cannot be asked any more */
    struct fault fault;
};

/* A question on its way: what the answers are entered into. */
struct question {
    struct people *people;
    enum directory_key kind;
};

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct fact *)a)->key, ((const struct fact *)b)->key);
}

static int by_address(const void *a, const void *b)
{
    uintptr_t left = (uintptr_t) * (struct node *const *)a, right = (uintptr_t) * (struct node *const *)b;
    return (left > right) - (left < right);
}

/* The fact for KEY, made NEW when there is none. */
static struct fact *fact_of(struct people *people, enum directory_key kind, const char *key)
{
    static const size_t sizes[DIRECTORY_KEYS] = {sizeof(struct person), sizeof(struct group), sizeof(struct node)};
    struct fact wanted = {.key = (char *)key};
    struct fact **slot = tfind(&wanted, &people->facts[kind], by_key);
    if (slot != NULL)
        return *slot;
    struct fact *fact = memory_new(1, sizes[kind]);
    fact->key = memory_copy_string(key);
    if (tsearch(fact, &people->facts[kind], by_key) == NULL)
        abort(); /* tsearch(3) allocates: out of memory, as memory.h */
    return fact;
}

static struct node *node_of(struct people *people, const char *dn)
{
    return (struct node *)fact_of(people, DIRECTORY_GROUP_DN, dn);
}

static void note(struct people *people, const struct fault *fault)
{
    if (people->fault.code == 0)
        people->fault = *fault;
}

/* A node for a member; new ones are asked for later, but for those whose DN shows that they are people. */
static struct node *member_of(struct people *people, const char *dn)
{
    struct node *node = node_of(people, dn);
    if (node->fact.state != FACT_NEW)
        return node;
    if (strncmp(dn, "uid=", 4) == 0) {
        node->fact.state = FACT_ABSENT;
        return node;
    }
    struct nodes *frontier = &people->frontier;
    frontier->items = memory_grow(frontier->items, &frontier->capacity, frontier->count + 1, sizeof *frontier->items);
    frontier->items[frontier->count++] = node;
    return node;
}

static void node_fill(struct people *people, struct node *node, const struct listing *entry)
{
    if (node->fact.state == FACT_FOUND || node->fact.state == FACT_UNASKED)
        return;
    people->member_total += entry->members.count;
    if (people->member_total > MEMBERS_MAX) {
        struct fault fault;
        fault_set(&fault, PEOPLE_E_NESTING, "more than %d members by the group %s", MEMBERS_MAX, entry->dn);
        note(people, &fault);
        node->fact.state = FACT_UNASKED;
        return;
    }
    node->fact.state = FACT_FOUND;
    node->member_count = entry->members.count;
    node->members = memory_new(entry->members.count, sizeof *node->members);
    for (size_t i = 0; i < entry->members.count; i++)
        node->members[i] = member_of(people, entry->members.items[i]);
}

static void person_fill(struct people *people, struct person *person, const struct listing *entry)
{
    person->node = node_of(people, entry->dn);
    if (person->node->fact.state == FACT_NEW)
        person->node->fact.state = FACT_ABSENT; /* an entry with a uid is no group */
    person->active = !entry->inactive;
    person->mail = entry->mail == NULL ? NULL : memory_copy_string(entry->mail);
}

/* A second entry for one name: nobody can say which is meant. */
static void found_again(struct people *people, struct fact *fact, const struct node *first, const struct listing *entry)
{
    if (strcmp(first->fact.key, entry->dn) == 0)
        return;
    struct fault fault;
    fault_set(&fault, PEOPLE_E_ANSWER, "two entries for %s: %s and %s", fact->key, first->fact.key, entry->dn);
    note(people, &fault);
    fact->state = FACT_TWICE;
}

static void found(void *user, const char *key, const struct listing *entry)
{
    struct question *question = user;
    struct people *people = question->people;
    struct fact *fact = fact_of(people, question->kind, key);
    struct node *node = question->kind == DIRECTORY_PERSON  ? ((struct person *)fact)->node
                        : question->kind == DIRECTORY_GROUP ? ((struct group *)fact)->node
                                                            : NULL;
    if (node != NULL) {
        found_again(people, fact, node, entry);
        return;
    }
    if (question->kind == DIRECTORY_PERSON) {
        person_fill(people, (struct person *)fact, entry);
    } else {
        node = node_of(people, entry->dn);
        node_fill(people, node, entry);
        if (question->kind == DIRECTORY_GROUP_DN)
            return; /* the node is the fact */
        ((struct group *)fact)->node = node;
    }
    fact->state = FACT_FOUND;
}

/* Ask for one batch of NEW facts of a kind. */
static void ask_batch(struct people *people, enum directory_key kind, struct fact *const *facts, size_t count)
{
    const char *keys[DIRECTORY_BATCH_MAX] = {NULL};
    for (size_t i = 0; i < count; i++)
        keys[i] = facts[i]->key;
    struct question question = {people, kind};
    struct fault fault = {0};
    const struct directory_table *table = people->directory->table;
    int code = PEOPLE_E_SERVER;
    if (!people->gone && (code = table->ask(people->directory, kind, keys, count, found, &question, &fault)) < 0)
        note(people, &fault);
    people->gone |= code == PEOPLE_E_SERVER;
    for (size_t i = 0; i < count; i++)
        if (facts[i]->state == FACT_NEW)
            facts[i]->state = code < 0 ? FACT_UNASKED : FACT_ABSENT;
        else if (code < 0 && kind != DIRECTORY_GROUP_DN && facts[i]->state == FACT_FOUND)
            facts[i]->state = FACT_UNASKED; /* a second entry of that name might have followed */
}

static void ask_all(struct people *people, enum directory_key kind, struct fact *const *facts, size_t count)
{
    for (size_t i = 0; i < count; i += DIRECTORY_BATCH_MAX)
        ask_batch(people, kind, facts + i, count - i < DIRECTORY_BATCH_MAX ? count - i : DIRECTORY_BATCH_MAX);
}

/* Ask what the members named so far are, and the members of those, until nothing new is named. */
static void follow_groups(struct people *people)
{
    struct nodes *frontier = &people->frontier;
    for (int depth = 0; depth < DEPTH_MAX && frontier->count > 0; depth++) {
        struct nodes taken = *frontier;
        *frontier = (struct nodes){0};
        size_t count = 0;
        for (size_t i = 0; i < taken.count; i++)
            if (taken.items[i]->fact.state == FACT_NEW)
                taken.items[count++] = taken.items[i];
        ask_all(people, DIRECTORY_GROUP_DN, (struct fact *const *)taken.items, count);
        free(taken.items);
    }
    for (size_t i = 0; i < frontier->count; i++) {
        struct fact *fact = &frontier->items[i]->fact;
        if (fact->state != FACT_NEW)
            continue;
        struct fault fault;
        fault_set(&fault, PEOPLE_E_NESTING, "%s is deeper than %d groups", fact->key, DEPTH_MAX);
        note(people, &fault);
        fact->state = FACT_UNASKED;
    }
    frontier->count = 0;
}

/* Ask for those of NAMES that were not asked for before. */
static void ask_names(struct people *people, enum directory_key kind, const char *const *names, size_t count)
{
    struct fact **facts = NULL;
    size_t fact_count = 0, capacity = 0;
    for (size_t i = 0; i < count; i++) {
        char folded[IDENTITY_SIZE];
        if (names[i] == NULL || !identity_fold(folded, names[i], strlen(names[i])))
            continue;
        struct fact *fact = fact_of(people, kind, folded);
        if (fact->state != FACT_NEW)
            continue;
        fact->state = FACT_UNASKED; /* so that a name that comes twice is taken once */
        facts = memory_grow(facts, &capacity, fact_count + 1, sizeof *facts);
        facts[fact_count++] = fact;
    }
    for (size_t i = 0; i < fact_count; i++)
        facts[i]->state = FACT_NEW;
    ask_all(people, kind, facts, fact_count);
    free(facts);
}

void people_prefetch(struct people *people, const char *const *uids, size_t uid_count, const char *const *groups,
                     size_t group_count)
{
    /* people first: who is known to be a person is not asked for as a group */
    ask_names(people, DIRECTORY_PERSON, uids, uid_count);
    ask_names(people, DIRECTORY_GROUP, groups, group_count);
    follow_groups(people);
}

/* The fact for a name, asked for if need be; NULL when the name is nobody's. */
static struct fact *answer_of(struct people *people, enum directory_key kind, const char *name)
{
    char folded[IDENTITY_SIZE];
    if (name == NULL || !identity_fold(folded, name, strlen(name)))
        return NULL;
    struct fact *fact = fact_of(people, kind, folded);
    if (fact->state == FACT_NEW) {
        ask_all(people, kind, &fact, 1);
        follow_groups(people);
    }
    return fact;
}

static enum people_answer answer(const struct fact *fact)
{
    if (fact == NULL || fact->state == FACT_ABSENT)
        return PEOPLE_NO;
    return fact->state == FACT_FOUND ? PEOPLE_YES : PEOPLE_UNASKED;
}

enum people_answer people_is_known(struct people *people, const char *uid)
{
    return answer(answer_of(people, DIRECTORY_PERSON, uid));
}

enum people_answer people_is_active(struct people *people, const char *uid)
{
    struct fact *fact = answer_of(people, DIRECTORY_PERSON, uid);
    enum people_answer known = answer(fact);
    return known != PEOPLE_YES ? known : ((struct person *)fact)->active ? PEOPLE_YES : PEOPLE_NO;
}

enum people_answer people_mail(struct people *people, const char *uid, const char **mail)
{
    struct fact *fact = answer_of(people, DIRECTORY_PERSON, uid);
    enum people_answer known = answer(fact);
    *mail = known == PEOPLE_YES ? ((struct person *)fact)->mail : NULL;
    return known == PEOPLE_YES && *mail == NULL ? PEOPLE_NO : known;
}

enum people_answer people_group_exists(struct people *people, const char *group)
{
    return answer(answer_of(people, DIRECTORY_GROUP, group));
}

/* Collect all that is reachable; seen marks keep groups that contain each other from being walked for ever. */
static void flatten(struct people *people, struct group *group)
{
    struct nodes all = {0};
    uint64_t mark = ++people->flattenings;
    group->flattened = group->complete = true;
    const struct node *node = group->node;
    for (size_t next = 0;; node = all.items[next++]) {
        if (node->fact.state == FACT_UNASKED)
            group->complete = false;
        for (size_t i = 0; i < node->member_count; i++) {
            struct node *member = node->members[i];
            if (member->seen == mark)
                continue;
            member->seen = mark;
            all.items = memory_grow(all.items, &all.capacity, all.count + 1, sizeof(struct node *));
            all.items[all.count++] = member;
        }
        if (next == all.count)
            break;
    }
    if (all.count > 0)
        qsort(all.items, all.count, sizeof(struct node *), by_address);
    group->everyone = all.items;
    group->everyone_count = all.count;
}

enum people_answer people_is_member(struct people *people, const char *uid, const char *group_name)
{
    struct fact *person = answer_of(people, DIRECTORY_PERSON, uid);
    struct fact *found_group = answer_of(people, DIRECTORY_GROUP, group_name);
    enum people_answer known = answer(person), exists = answer(found_group);
    if (known == PEOPLE_NO || exists == PEOPLE_NO)
        return PEOPLE_NO;
    if (known == PEOPLE_UNASKED || exists == PEOPLE_UNASKED)
        return PEOPLE_UNASKED;
    struct group *group = (struct group *)found_group;
    if (!group->flattened)
        flatten(people, group);
    struct node *const *wanted = &((struct person *)person)->node;
    if (group->everyone_count > 0 &&
        bsearch(wanted, group->everyone, group->everyone_count, sizeof(struct node *), by_address) != NULL)
        return PEOPLE_YES;
    return group->complete ? PEOPLE_NO : PEOPLE_UNASKED;
}

enum people_answer people_may_act_for(struct people *people, const char *uid, const char *principal)
{
    static const char prefix[] = "dele-";
    char name[sizeof prefix + IDENTITY_SIZE];
    memcpy(name, prefix, sizeof prefix);
    if (principal == NULL || !identity_fold(name + sizeof prefix - 1, principal, strlen(principal)))
        return PEOPLE_NO;
    return people_is_member(people, uid, name);
}

const struct fault *people_fault(const struct people *people)
{
    return people->fault.code == 0 ? NULL : &people->fault;
}

int people_open(struct people **people, const struct config *config, const char *home, const char *share,
                struct fault *fault)
{
    struct directory *directory;
    int code = directory_open(&directory, &(struct directory_settings){config, home, share}, fault);
    if (code < 0)
        return code;
    *people = memory_new(1, sizeof **people);
    (*people)->directory = directory;
    return 0;
}

static void person_free(void *item)
{
    struct person *person = item;
    free(person->fact.key);
    free(person->mail);
    free(person);
}

static void group_free(void *item)
{
    struct group *group = item;
    free(group->fact.key);
    free(group->everyone);
    free(group);
}

static void node_free(void *item)
{
    struct node *node = item;
    free(node->fact.key);
    free(node->members);
    free(node);
}

void people_close(struct people *people)
{
    if (people == NULL)
        return;
    people->directory->table->close(people->directory);
    tdestroy(people->facts[DIRECTORY_PERSON], person_free);
    tdestroy(people->facts[DIRECTORY_GROUP], group_free);
    tdestroy(people->facts[DIRECTORY_GROUP_DN], node_free);
    free(people->frontier.items);
    free(people);
}
