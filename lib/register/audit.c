/* audit.c - see register.h: entries of the audit chain, added and read. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "register/chain.h"
#include "register/handle.h"

static const char HEAD_KEY[] = "audit";

void head_init(struct head *head)
{
    *head = (struct head){0};
    memset(head->hash, '0', HASH_HEX_SIZE - 1);
}

int head_read(struct head *head, struct reg *reg, struct reg_txn *txn, struct fault *fault)
{
    struct bytes value;
    bytes_init(&value);
    head_init(head);
    int code = reg_get(reg, txn, REG_HEAD, HEAD_KEY, &value, fault);
    if (code == 0 && sscanf(bytes_string(&value), "%" SCNd64 " %64[0-9a-f]", &head->number, head->hash) != 2)
        code = fault_set(fault, REG_E_ENTRY, "the head of the audit chain");
    bytes_release(&value);
    return code < 0 ? code : 0;
}

int head_write(const struct head *head, struct reg_txn *txn, struct fault *fault)
{
    char text[NUMBER_KEY_SIZE + HASH_HEX_SIZE];
    int length = snprintf(text, sizeof text, "%" PRId64 " %s", head->number, head->hash);
    return reg_put(txn, REG_HEAD, HEAD_KEY, text, (size_t)length, fault);
}

char *number_key(char key[NUMBER_KEY_SIZE], int64_t number)
{
    snprintf(key, NUMBER_KEY_SIZE, "%020" PRId64, number);
    return key;
}

void head_move(struct head *head, char member[HASH_MEMBER_LENGTH + 1], const void *text, size_t length)
{
    uint8_t digest[HASH_BYTES];
    hash_of(digest, text, length);
    hash_hex(head->hash, digest);
    head->number++;
    snprintf(member, HASH_MEMBER_LENGTH + 1, ",\"hash\":\"%s\"}", head->hash);
}

/* The entry behind HEAD without its hash member; empty when a text of EVENT is not UTF-8. */
static void write_event(struct bytes *out, const struct reg_event *event, const struct head *head)
{
    char when[CLOCK_TEXT_SIZE];
    json_t *entry = json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "number", (json_int_t)head->number + 1,
                              "when", clock_text(when, event->when), "who", event->who, "what", event->what, "subject",
                              event->subject, "from", event->from, "to", event->to, "detail", event->detail, "before",
                              head->hash);
    char *text = entry != NULL ? json_dumps(entry, JSON_COMPACT) : NULL;
    if (text != NULL)
        bytes_add(out, text, strlen(text) - 1); /* the closing brace comes with the hash */
    free(text);
    json_decref(entry);
}

static int put_entry(struct reg_txn *txn, const char *subject, const struct head *head, const struct bytes *entry,
                     struct fault *fault)
{
    char number[NUMBER_KEY_SIZE];
    struct bytes key;
    bytes_init(&key);
    int code = reg_insert(txn, REG_AUDIT, number_key(number, head->number), entry->data, entry->length, fault);
    if (code == 1) {
        code = fault_set(fault, REG_E_CHAIN, "the entry is there already");
        fault_at_record(fault, head->number, "");
    }
    bytes_format(&key, "%s/%s", subject, number);
    if (code == 0)
        code = reg_put(txn, REG_SUBJECT, bytes_string(&key), "", 0, fault);
    if (code == 0)
        code = head_write(head, txn, fault);
    bytes_release(&key);
    return code;
}

int reg_audit_add(struct reg_txn *txn, const struct reg_event *event, struct fault *fault)
{
    struct head head;
    struct bytes entry;
    char member[HASH_MEMBER_LENGTH + 1];
    int code = head_read(&head, txn->reg, txn, fault);
    if (code < 0)
        return code;
    bytes_init(&entry);
    write_event(&entry, event, &head);
    if (entry.length == 0) {
        code = fault_set(fault, REG_E_ENTRY, "an audit entry whose text is not UTF-8");
    } else {
        head_move(&head, member, entry.data, entry.length);
        bytes_text(&entry, member);
        code = put_entry(txn, event->subject, &head, &entry, fault);
    }
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
    const char *number = strrchr(key, '/') + 1; /* each key was written with one */
    struct bytes entry;
    bytes_init(&entry);
    int code = reg_get(scan->reg, NULL, REG_AUDIT, number, &entry, scan->fault);
    if (code == 1) {
        code = fault_set(scan->fault, REG_E_CHAIN, "the entry is missing");
        fault_at_record(scan->fault, strtoll(number, NULL, 10), "");
    }
    if (code == 0)
        code = scan->visit(scan->user, number, bytes_string(&entry), entry.length);
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
