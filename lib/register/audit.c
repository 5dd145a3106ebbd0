/*
 * audit.c - see register.h: the audit chain.
 *
 * An entry is {"number":N,"when":...,...,"before":"HEX","hash":"HEX"}; the hash is over the text up to and without
 * ,"hash".  REG_HEAD keeps number and hash of the last entry, so that a tail that was cut off is missed.
 */
#include <inttypes.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "register/handle.h"
#include "register/register.h"

static const char HEAD_KEY[] = "audit";
static const char HASH_MEMBER[] = ",\"hash\":\"";

struct head {
    int64_t number;
    char hash[HASH_HEX_SIZE];
};

static int read_head(struct reg *reg, struct reg_txn *txn, struct head *head, struct fault *fault)
{
    struct bytes value;
    bytes_init(&value);
    int code = reg_get(reg, txn, REG_HEAD, HEAD_KEY, &value, fault);
    if (code == 1) {
        head->number = 0;
        memset(head->hash, '0', HASH_HEX_SIZE - 1);
        head->hash[HASH_HEX_SIZE - 1] = '\0';
        code = 0;
    } else if (code == 0 && sscanf(bytes_string(&value), "%" SCNd64 " %64[0-9a-f]", &head->number, head->hash) != 2) {
        code = fault_set(fault, REG_E_ENTRY, "the head of the audit chain");
    }
    bytes_release(&value);
    return code;
}

static void entry_text(struct bytes *out, const struct reg_event *event, int64_t number, const char *before)
{
    char when[CLOCK_TEXT_SIZE];
    json_t *entry = json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "number", (json_int_t)number, "when",
                              clock_text(when, event->when), "who", event->who, "what", event->what, "subject",
                              event->subject, "from", event->from, "to", event->to, "detail", event->detail, "before",
                              before);
    char *text = entry != NULL ? json_dumps(entry, JSON_COMPACT) : NULL;
    if (text != NULL)
        bytes_add(out, text, strlen(text) - 1); /* the closing brace comes behind the hash */
    free(text);
    json_decref(entry);
}

static char *hash_text(char hash[HASH_HEX_SIZE], const void *text, size_t length)
{
    uint8_t digest[HASH_BYTES];
    hash_of(digest, text, length);
    return hash_hex(hash, digest);
}

static void number_key(char key[24], int64_t number)
{
    snprintf(key, 24, "%020" PRId64, number);
}

static int put_entry(struct reg_txn *txn, const struct reg_event *event, const struct head *last,
                     const struct bytes *entry, struct fault *fault)
{
    char key[24];
    struct bytes text;
    bytes_init(&text);
    number_key(key, last->number);
    int code = reg_insert(txn, REG_AUDIT, key, entry->data, entry->length, fault);
    if (code == 1)
        code = fault_set(fault, REG_E_CHAIN, "entry %s is there already", key);
    if (code == 0) {
        bytes_format(&text, "%s/%s", event->subject, key);
        code = reg_put(txn, REG_SUBJECT, bytes_string(&text), "", 0, fault);
    }
    if (code == 0) {
        bytes_clear(&text);
        bytes_format(&text, "%" PRId64 " %s", last->number, last->hash);
        code = reg_put(txn, REG_HEAD, HEAD_KEY, text.data, text.length, fault);
    }
    bytes_release(&text);
    return code;
}

int reg_audit_add(struct reg_txn *txn, const struct reg_event *event, struct fault *fault)
{
    struct head head;
    int code = read_head(txn->reg, txn, &head, fault);
    if (code < 0)
        return code;
    struct bytes entry;
    bytes_init(&entry);
    entry_text(&entry, event, head.number + 1, head.hash);
    if (entry.length == 0) {
        bytes_release(&entry);
        return fault_set(fault, REG_E_ENTRY, "an audit entry whose text is not UTF-8");
    }
    head.number++;
    hash_text(head.hash, entry.data, entry.length);
    bytes_format(&entry, "%s%s\"}", HASH_MEMBER, head.hash);
    code = put_entry(txn, event, &head, &entry, fault);
    bytes_release(&entry);
    return code;
}

struct subject_scan {
    struct reg *reg;
    reg_visit *visit;
    void *user;
    struct fault *fault;
};

static int visit_subject(void *user, const char *key, const char *value, size_t length)
{
    (void)value;
    (void)length;
    struct subject_scan *scan = user;
    const char *number = strrchr(key, '/');
    struct bytes entry;
    bytes_init(&entry);
    int code = reg_get(scan->reg, NULL, REG_AUDIT, number + 1, &entry, scan->fault);
    if (code == 1)
        code = fault_set(scan->fault, REG_E_CHAIN, "entry %s is missing", number + 1);
    if (code == 0)
        code = scan->visit(scan->user, number + 1, bytes_string(&entry), entry.length);
    bytes_release(&entry);
    return code;
}

int reg_audit_scan(struct reg *reg, const char *subject, reg_visit *visit, void *user, struct fault *fault)
{
    if (subject == NULL)
        return reg_scan(reg, NULL, REG_AUDIT, "", visit, user, fault);
    struct subject_scan scan = {reg, visit, user, fault};
    struct bytes prefix;
    bytes_init(&prefix);
    bytes_format(&prefix, "%s/", subject);
    int code = reg_scan(reg, NULL, REG_SUBJECT, bytes_string(&prefix), visit_subject, &scan, fault);
    bytes_release(&prefix);
    return code;
}

struct chain {
    struct head last;
    struct fault *fault;
};

static int misfit(struct chain *chain, const char *why)
{
    fault_set(chain->fault, REG_E_CHAIN, "%s", why);
    return fault_at_record(chain->fault, chain->last.number + 1, "");
}

/* Does the entry say that it is NUMBER and that BEFORE came before it? */
static bool entry_follows(const char *text, int64_t number, const char *before)
{
    char begins[48], ends[96];
    snprintf(begins, sizeof begins, "{\"number\":%" PRId64 ",", number);
    snprintf(ends, sizeof ends, ",\"before\":\"%s\"%s", before, HASH_MEMBER);
    size_t length = strlen(text), tail = strlen(ends) + HASH_HEX_SIZE - 1 + 2;
    return strncmp(text, begins, strlen(begins)) == 0 && length > tail &&
           strncmp(text + length - tail, ends, strlen(ends)) == 0;
}

static int check_entry(void *user, const char *key, const char *value, size_t length)
{
    struct chain *chain = user;
    char expected[24], hash[HASH_HEX_SIZE];
    number_key(expected, chain->last.number + 1);
    if (strcmp(key, expected) != 0)
        return misfit(chain, "the entry is missing");
    if (!entry_follows(value, chain->last.number + 1, chain->last.hash))
        return misfit(chain, "the entry does not carry the hash of the one before");
    size_t hashed = length - (strlen(HASH_MEMBER) + HASH_HEX_SIZE - 1 + 2);
    hash_text(hash, value, hashed);
    if (strncmp(hash, value + hashed + strlen(HASH_MEMBER), HASH_HEX_SIZE - 1) != 0)
        return misfit(chain, "the entry was changed: its hash is another");
    chain->last.number++;
    memcpy(chain->last.hash, hash, sizeof hash);
    return 0;
}

int reg_audit_check(struct reg *reg, int64_t *count, struct fault *fault)
{
    struct chain chain = {.fault = fault};
    struct head head;
    memset(chain.last.hash, '0', HASH_HEX_SIZE - 1);
    int code = reg_scan(reg, NULL, REG_AUDIT, "", check_entry, &chain, fault);
    if (code == 0)
        code = read_head(reg, NULL, &head, fault);
    *count = chain.last.number;
    if (code == 0 && (head.number != chain.last.number || strcmp(head.hash, chain.last.hash) != 0))
        code = misfit(&chain, head.number > chain.last.number ? "entries behind this one are gone"
                                                              : "the head of the chain is of another chain");
    return code;
}
