/*
 * chain.c - see register.h: the check of the whole audit chain.
 *
 * Entries may be added while it is checked: the head is read behind the last entry that was seen, and the check goes
 * on until both agree.
 */
#include "register/chain.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "register/handle.h"

struct walk {
    struct reg *reg;
    struct head last; /* of the entries that fit */
    struct fault *fault;
};

static int misfit(struct walk *walk, const char *why)
{
    fault_set(walk->fault, REG_E_CHAIN, "%s", why);
    fault_at_record(walk->fault, walk->last.number + 1, "");
    return REG_E_CHAIN;
}

/* Does the entry say that it is NUMBER and that BEFORE came before it? */
static bool follows(const char *text, size_t length, const struct head *last)
{
    char begins[48], ends[96];
    int first = snprintf(begins, sizeof begins, "{\"number\":%lld,", (long long)last->number + 1);
    int tail = snprintf(ends, sizeof ends, ",\"before\":\"%s\"", last->hash);
    return length > (size_t)(first + tail) && memcmp(text, begins, (size_t)first) == 0 &&
           memcmp(text + length - (size_t)tail, ends, (size_t)tail) == 0;
}

/* Is entry KEY found by its subject? */
static int check_subject(struct walk *walk, const char *key, const char *text, size_t length)
{
    struct bytes index, nothing;
    bytes_init(&index);
    bytes_init(&nothing);
    json_t *entry = json_loadb(text, length, 0, NULL);
    const char *subject = json_string_value(json_object_get(entry, "subject"));
    bytes_format(&index, "%s/%s", subject != NULL ? subject : "", key);
    json_decref(entry);
    int code = reg_get(walk->reg, NULL, REG_SUBJECT, bytes_string(&index), &nothing, walk->fault);
    bytes_release(&index);
    bytes_release(&nothing);
    return code == 1 ? misfit(walk, "the entry is not in the index of its subject") : code;
}

static int check_entry(void *user, const char *key, size_t key_length, const char *text, size_t length)
{
    struct walk *walk = user;
    struct head next = walk->last;
    char expected[NUMBER_KEY_SIZE], member[HASH_MEMBER_LENGTH + 1];
    number_key(expected, walk->last.number + 1);
    if (key_length != strlen(expected) || memcmp(key, expected, key_length) != 0)
        return misfit(walk, "the entry is missing, or one was put in");
    size_t hashed = length > HASH_MEMBER_LENGTH ? length - HASH_MEMBER_LENGTH : 0;
    if (!follows(text, hashed, &walk->last))
        return misfit(walk, "the entry does not carry its number and the hash of the one before");
    head_move(&next, member, text, hashed);
    if (memcmp(text + hashed, member, HASH_MEMBER_LENGTH) != 0)
        return misfit(walk, "the entry was changed: its hash is another");
    int code = check_subject(walk, key, text, length);
    if (code == 0)
        walk->last = next;
    return code;
}

/* Check the entries behind those that fit. */
static int check_more(struct walk *walk)
{
    char after[NUMBER_KEY_SIZE];
    number_key(after, walk->last.number);
    return store_scan_after(walk->reg->store, NULL, REG_AUDIT, "", 0, after, walk->last.number > 0 ? strlen(after) : 0,
                            check_entry, walk, walk->fault);
}

static int check_head(struct walk *walk, const struct head *head)
{
    if (head->number > walk->last.number)
        return misfit(walk, "the entry and those behind it are gone");
    if (head->number < walk->last.number || strcmp(head->hash, walk->last.hash) != 0) {
        walk->last.number--;
        return misfit(walk, "the head of the chain names another entry as the last");
    }
    return 0;
}

struct index_count {
    int64_t last;
    int64_t count;
};

static int count_index(void *user, const char *key, const char *value, size_t length)
{
    (void)value;
    (void)length;
    struct index_count *index = user;
    const char *number = strrchr(key, '/');
    if (number == NULL || strtoll(number + 1, NULL, 10) <= index->last)
        index->count++;
    return 0;
}

/* Each entry was found by its subject; there must be no more in the index than those. */
static int check_index(struct walk *walk)
{
    struct index_count index = {.last = walk->last.number};
    int code = reg_scan(walk->reg, NULL, REG_SUBJECT, "", count_index, &index, walk->fault);
    if (code == 0 && index.count != walk->last.number)
        code = fault_set(walk->fault, REG_E_CHAIN, "%lld entries, but %lld in the index of subjects",
                         (long long)walk->last.number, (long long)index.count);
    return code;
}

int reg_audit_check(struct reg *reg, struct reg_chain *chain, struct fault *fault)
{
    struct walk walk = {.reg = reg, .fault = fault};
    struct head head;
    int64_t seen;
    int code;
    head_init(&walk.last);
    do {
        seen = walk.last.number;
        code = check_more(&walk);
        if (code == 0)
            code = head_read(&head, reg, NULL, fault);
    } while (code == 0 && head.number > walk.last.number && walk.last.number > seen);
    if (code == 0)
        code = check_head(&walk, &head);
    if (code == 0)
        code = check_index(&walk);
    chain->count = walk.last.number;
    memcpy(chain->hash, walk.last.hash, sizeof chain->hash);
    return code;
}
