/* filing.c - see filing.h. */
#include "release/filing.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "form/finding.h"
#include "release/intake.h"
#include "text/json.h"

static const char *const STATES[] = {"POSTED", "ASIDE", "DUPLICATE"};

void filing_init(struct filing *filing)
{
    *filing = (struct filing){.file_seq = -1};
    fault_list_init(&filing->findings);
}

void filing_release(struct filing *filing)
{
    fault_list_release(&filing->findings);
    filing_init(filing);
}

void filing_add(struct filing *filing, const struct fault *finding)
{
    filing->findings_total++;
    if (filing->findings.count < FILING_FINDINGS_MAX)
        fault_list_add(&filing->findings, finding);
}

void filing_describe(struct filing *filing, const struct drop_summary *summary)
{
    memcpy(filing->sha256, summary->sha256, sizeof filing->sha256);
    snprintf(filing->form, sizeof filing->form, "%s", summary->form != NULL ? summary->form->id : "");
    snprintf(filing->carrier, sizeof filing->carrier, "%s", summary->recfm);
    snprintf(filing->codepage, sizeof filing->codepage, "%s", summary->codepage);
    snprintf(filing->agency, sizeof filing->agency, "%s", summary->agency);
    snprintf(filing->source, sizeof filing->source, "%s", summary->source);
    snprintf(filing->created_by, sizeof filing->created_by, "%s", summary->created_by);
    filing->business_date = summary->business_date;
    filing->file_seq = summary->file_seq;
    filing->bytes = summary->bytes;
    filing->elements = summary->elements;
    filing->hash_total = summary->hash_total;
    filing->records.read = summary->records;
    filing->submissions.read = summary->submissions;
    for (size_t i = 0; i < summary->findings.count; i++)
        filing_add(filing, &summary->findings.items[i]);
}

const char *filing_state_name(enum filing_state state)
{
    return STATES[state];
}

static char *key_of(char key[FILING_KEY_SIZE], const char *sha256, int number)
{
    snprintf(key, FILING_KEY_SIZE, number > 0 ? "%s.%03d" : "%s", sha256, number);
    return key;
}

static void put_count(struct bytes *out, const char *key, const struct filing_count *count)
{
    json_put_key(out, key);
    bytes_char(out, '{');
    json_put_number(out, "read", count->read);
    json_put_number(out, "posted", count->posted);
    json_put_number(out, "returned", count->returned);
    json_put_number(out, "aside", count->aside);
    json_put_number(out, "duplicate", count->duplicate);
    bytes_char(out, '}');
}

static void put_text_or_null(struct bytes *out, const char *key, const char *text)
{
    json_put_member(out, key, text[0] != '\0' ? text : NULL);
}

/* Both the register's document and the printed object; KEEP: the register's. */
static void write_filing(struct bytes *out, const struct filing *filing, bool keep)
{
    bytes_char(out, '{');
    json_put_member(out, "name", filing->name);
    json_put_member(out, "sha256", filing->sha256);
    put_text_or_null(out, "form", filing->form);
    put_text_or_null(out, "agency", filing->agency);
    if (filing->file_seq >= 0)
        json_put_number(out, "file_seq", filing->file_seq);
    else
        json_put_member(out, "file_seq", NULL);
    json_put_member(out, "state", filing_state_name(filing->state));
    json_put_number(out, "number", filing->number);
    json_put_number(out, "date", filing->date);
    json_put_member(out, "carrier", filing->carrier);
    json_put_member(out, "codepage", filing->codepage);
    json_put_member(out, "source", filing->source);
    json_put_member(out, "created_by", filing->created_by);
    json_put_number(out, "business_date", filing->business_date);
    json_put_number(out, "bytes", filing->bytes);
    put_count(out, "records", &filing->records);
    put_count(out, "submissions", &filing->submissions);
    json_put_number(out, "elements", filing->elements);
    json_put_number(out, "hash_total", (int64_t)filing->hash_total);
    json_put_member(out, "kept", filing->kept);
    put_text_or_null(out, "suspended", filing->suspended);
    json_put_number(out, "findings_total", filing->findings_total);
    json_put_key(out, "findings");
    if (keep)
        finding_keep_list(out, &filing->findings);
    else
        finding_json_list(out, &filing->findings);
    bytes_char(out, '}');
}

void filing_json(struct bytes *out, const struct filing *filing)
{
    write_filing(out, filing, false);
}

int filing_save(struct reg_txn *txn, const struct filing *filing, struct fault *fault)
{
    char key[FILING_KEY_SIZE];
    struct bytes document;
    bytes_init(&document);
    write_filing(&document, filing, true);
    int code = reg_insert(txn, REG_FILE, key_of(key, filing->sha256, filing->number), document.data, document.length, fault);
    bytes_release(&document);
    return code == 1 ? fault_set(fault, INTAKE_E_FILING, "%s is there already", key) : code;
}

static void read_text(const json_t *object, const char *key, char *to, size_t size)
{
    const char *text = json_string_value(json_object_get(object, key));
    snprintf(to, size, "%s", text != NULL ? text : "");
}

static int64_t read_number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static void read_count(const json_t *object, const char *key, struct filing_count *count)
{
    const json_t *value = json_object_get(object, key);
    *count = (struct filing_count){read_number(value, "read"), read_number(value, "posted"), read_number(value, "returned"),
                                   read_number(value, "aside"), read_number(value, "duplicate")};
}

static void read_members(struct filing *filing, const json_t *object)
{
    read_text(object, "name", filing->name, sizeof filing->name);
    read_text(object, "sha256", filing->sha256, sizeof filing->sha256);
    read_text(object, "form", filing->form, sizeof filing->form);
    read_text(object, "agency", filing->agency, sizeof filing->agency);
    if (json_is_integer(json_object_get(object, "file_seq")))
        filing->file_seq = read_number(object, "file_seq");
    filing->number = (int)read_number(object, "number");
    filing->date = (int)read_number(object, "date");
    read_text(object, "carrier", filing->carrier, sizeof filing->carrier);
    read_text(object, "codepage", filing->codepage, sizeof filing->codepage);
    read_text(object, "source", filing->source, sizeof filing->source);
    read_text(object, "created_by", filing->created_by, sizeof filing->created_by);
    filing->business_date = (int)read_number(object, "business_date");
    filing->bytes = read_number(object, "bytes");
    read_count(object, "records", &filing->records);
    read_count(object, "submissions", &filing->submissions);
    filing->elements = read_number(object, "elements");
    filing->hash_total = (uint64_t)read_number(object, "hash_total");
    read_text(object, "kept", filing->kept, sizeof filing->kept);
    read_text(object, "suspended", filing->suspended, sizeof filing->suspended);
    filing->findings_total = read_number(object, "findings_total");
}

static int read_filing(struct filing *filing, const char *text, size_t length, struct fault *fault)
{
    json_error_t error;
    json_t *object = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
    if (!json_is_object(object)) {
        json_decref(object);
        return fault_set(fault, INTAKE_E_FILING, "a file's document is not a JSON object");
    }
    read_members(filing, object);
    const char *state = json_string_value(json_object_get(object, "state"));
    int code = -1;
    for (size_t i = 0; state != NULL && i < sizeof STATES / sizeof STATES[0]; i++)
        if (strcmp(STATES[i], state) == 0) {
            filing->state = (enum filing_state)i;
            code = 0;
        }
    if (code == 0)
        code = finding_read_list(&filing->findings, json_object_get(object, "findings"), fault);
    else
        code = fault_set(fault, INTAKE_E_FILING, "a file's document has no state");
    json_decref(object);
    return code;
}

int filing_load(struct filing *filing, struct reg *reg, struct reg_txn *txn, const char *sha256, int number,
                struct fault *fault)
{
    char key[FILING_KEY_SIZE];
    struct bytes value;
    bytes_init(&value);
    filing_init(filing);
    int code = reg_get(reg, txn, REG_FILE, key_of(key, sha256, number), &value, fault);
    if (code == 0)
        code = read_filing(filing, bytes_string(&value), value.length, fault);
    bytes_release(&value);
    return code;
}

struct filing_key {
    int date;
    char *name;
    char sha256[HASH_HEX_SIZE];
    int number;
};

struct filing_scan {
    int date;
    struct filing_key *items;
    size_t count, capacity;
    struct fault *fault;
};

static int note_key(void *user, const char *key, const char *value, size_t length)
{
    struct filing_scan *scan = user;
    struct filing filing;
    (void)key;
    filing_init(&filing);
    int code = read_filing(&filing, value, length, scan->fault);
    if (code == 0 && (scan->date == 0 || scan->date == filing.date)) {
        scan->items = memory_grow(scan->items, &scan->capacity, scan->count + 1, sizeof *scan->items);
        struct filing_key *item = &scan->items[scan->count++];
        *item = (struct filing_key){.date = filing.date, .name = memory_copy_string(filing.name), .number = filing.number};
        memcpy(item->sha256, filing.sha256, sizeof item->sha256);
    }
    filing_release(&filing);
    return code;
}

static int compare(const void *left, const void *right)
{
    const struct filing_key *a = left;
    const struct filing_key *b = right;
    int order = a->date != b->date ? (a->date < b->date ? -1 : 1) : strcmp(a->name, b->name);
    if (order == 0)
        order = strcmp(a->sha256, b->sha256);
    return order != 0 ? order : a->number - b->number;
}

int filing_scan(struct reg *reg, int date, filing_visit *visit, void *user, struct fault *fault)
{
    struct filing_scan scan = {.date = date, .fault = fault};
    int code = reg_scan(reg, NULL, REG_FILE, "", note_key, &scan, fault);
    if (scan.count > 1)
        qsort(scan.items, scan.count, sizeof *scan.items, compare);
    for (size_t i = 0; i < scan.count; i++) {
        struct filing filing;
        if (code == 0) {
            code = filing_load(&filing, reg, NULL, scan.items[i].sha256, scan.items[i].number, fault);
            code = code == 0 ? visit(user, &filing) : code < 0 ? code : 0;
            filing_release(&filing);
        }
        free(scan.items[i].name);
    }
    free(scan.items);
    return code;
}
