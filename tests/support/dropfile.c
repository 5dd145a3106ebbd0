/* dropfile.c - see dropfile.h. */
#include "support/dropfile.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "record/codepage.h"

enum kind { CHARACTERS, DIGITS, PACKED, UNSIGNED, BINARY, RAW };

struct place { /* forms.md, "Common prefix" and "Bodies" */
    char type; /* P: every record; F: E of form F052 */
    const char *name;
    enum kind kind;
    size_t at, length; /* in binary, from 1 */
    size_t text_at, text_length;
};

static const struct place PLACES[] = {
    {'P', "REC-TYPE", CHARACTERS, 1, 1, 1, 1},
    {'P', "FORM-ID", CHARACTERS, 2, 4, 2, 4},
    {'P', "RELEASE-ID", CHARACTERS, 6, 12, 6, 12},
    {'P', "ITERATION", UNSIGNED, 18, 2, 18, 3},
    {'P', "REC-SEQ", BINARY, 20, 4, 21, 8},
    {'H', "AGENCY", CHARACTERS, 25, 8, 29, 8},
    {'H', "SOURCE-SYSTEM", CHARACTERS, 33, 8, 37, 8},
    {'H', "BUSINESS-DATE", DIGITS, 41, 8, 45, 8},
    {'H', "CREATED-DATE", DIGITS, 49, 8, 53, 8},
    {'H', "CREATED-TIME", DIGITS, 57, 6, 61, 6},
    {'H', "CREATED-BY", CHARACTERS, 63, 16, 67, 16},
    {'H', "FILE-SEQ", PACKED, 79, 4, 83, 7},
    {'H', "PAGE-TEST", CHARACTERS, 83, 4, 90, 4},
    {'S', "RELEASE-TITLE", CHARACTERS, 25, 60, 29, 60},
    {'S', "AGENCY", CHARACTERS, 85, 8, 89, 8},
    {'S', "SYSTEM-ID", CHARACTERS, 93, 8, 97, 8},
    {'S', "CHANGE-CLASS", CHARACTERS, 101, 1, 105, 1},
    {'S', "RISK", CHARACTERS, 102, 1, 106, 1},
    {'S', "IMPACT", DIGITS, 103, 1, 107, 1},
    {'S', "REQUESTED-DATE", DIGITS, 104, 8, 108, 8},
    {'S', "REQUESTED-TIME", DIGITS, 112, 4, 116, 4},
    {'S', "DURATION-MIN", PACKED, 116, 3, 120, 5},
    {'S', "BACKOUT-MIN", PACKED, 119, 3, 125, 5},
    {'S', "LATEST-DATE", DIGITS, 122, 8, 130, 8},
    {'S', "SUBMITTER-ID", CHARACTERS, 130, 16, 138, 16},
    {'S', "CHANGE-MANAGER-ID", CHARACTERS, 146, 16, 154, 16},
    {'S', "CONTACT-EMAIL", CHARACTERS, 162, 64, 170, 64},
    {'S', "CONTACT-PHONE", CHARACTERS, 226, 14, 234, 14},
    {'S', "TRACKING-NO", CHARACTERS, 240, 12, 248, 12},
    {'S', "INCIDENT-NO", CHARACTERS, 252, 12, 260, 12},
    {'S', "CAB-FLAG", CHARACTERS, 264, 1, 272, 1},
    {'S', "SECURITY-REVIEW", CHARACTERS, 265, 1, 273, 1},
    {'S', "TEST-REF", CHARACTERS, 266, 16, 274, 16},
    {'S', "TEST-DATE", DIGITS, 282, 8, 290, 8},
    {'S', "OUTAGE-FLAG", CHARACTERS, 290, 1, 298, 1},
    {'S', "TARGET-ENV", CHARACTERS, 291, 1, 299, 1},
    {'S', "PARTS", DIGITS, 292, 1, 300, 1},
    {'S', "STAGING-REF", CHARACTERS, 293, 44, 301, 44},
    {'S', "PREREQ-COUNT", BINARY, 337, 2, 345, 4},
    {'S', "PREREQ-ID-1", CHARACTERS, 339, 12, 349, 12},
    {'S', "PREREQ-ID-2", CHARACTERS, 351, 12, 361, 12},
    {'S', "PREREQ-ID-3", CHARACTERS, 363, 12, 373, 12},
    {'S', "PREREQ-ID-4", CHARACTERS, 375, 12, 385, 12},
    {'E', "ELEM-SEQ", PACKED, 25, 3, 29, 5},
    {'E', "ELEM-TYPE", CHARACTERS, 28, 4, 34, 4},
    {'E', "ACTION", CHARACTERS, 32, 1, 38, 1},
    {'E', "MEMBER", CHARACTERS, 33, 8, 39, 8},
    {'E', "FROM-DSN", CHARACTERS, 41, 44, 47, 44},
    {'E', "TO-DSN", CHARACTERS, 85, 44, 91, 44},
    {'E', "BACKUP-DSN", CHARACTERS, 129, 44, 135, 44},
    {'E', "ELEM-VERSION", CHARACTERS, 173, 8, 179, 8},
    {'E', "ELEM-BYTES", PACKED, 181, 8, 187, 15},
    {'E', "ELEM-SHA256", RAW, 189, 32, 202, 44},
    {'E', "COLLECTION", CHARACTERS, 221, 18, 246, 18},
    {'E', "PLAN-NAME", CHARACTERS, 239, 8, 264, 8},
    {'E', "DB2-SSID", CHARACTERS, 247, 4, 272, 4},
    {'E', "CICS-REGION", CHARACTERS, 251, 8, 276, 8},
    {'E', "LINK-ATTR", CHARACTERS, 259, 8, 284, 8},
    {'E', "MODIFIED-BY", CHARACTERS, 267, 16, 292, 16},
    {'F', "ELEM-SEQ", PACKED, 0, 0, 29, 5},
    {'F', "ELEM-TYPE", CHARACTERS, 0, 0, 34, 4},
    {'F', "ACTION", CHARACTERS, 0, 0, 38, 1},
    {'F', "HOST", CHARACTERS, 0, 0, 39, 32},
    {'F', "FROM-PATH", CHARACTERS, 0, 0, 71, 80},
    {'F', "TO-PATH", CHARACTERS, 0, 0, 151, 80},
    {'F', "BACKUP-PATH", CHARACTERS, 0, 0, 231, 80},
    {'F', "FILE-OWNER", CHARACTERS, 0, 0, 311, 8},
    {'F', "FILE-MODE", CHARACTERS, 0, 0, 319, 4},
    {'F', "ELEM-BYTES", PACKED, 0, 0, 323, 15},
    {'F', "ELEM-SHA256", RAW, 0, 0, 338, 44},
    {'F', "MODIFIED-BY", CHARACTERS, 0, 0, 382, 16},
    {'A', "ROLE", CHARACTERS, 25, 4, 29, 4},
    {'A', "APPROVER-ID", CHARACTERS, 29, 16, 33, 16},
    {'A', "DECISION", CHARACTERS, 45, 1, 49, 1},
    {'A', "DECIDED-DATE", DIGITS, 46, 8, 50, 8},
    {'A', "DECIDED-TIME", DIGITS, 54, 6, 58, 6},
    {'A', "ON-BEHALF-OF", CHARACTERS, 60, 16, 64, 16},
    {'A', "REMARK", CHARACTERS, 76, 120, 80, 120},
    {'N', "KIND", CHARACTERS, 25, 4, 29, 4},
    {'N', "LINE-NO", PACKED, 29, 3, 33, 5},
    {'N', "LINE-TEXT", CHARACTERS, 32, 320, 38, 320},
    {'T', "RECORD-COUNT", PACKED, 25, 5, 29, 9},
    {'T', "SUBMISSION-COUNT", PACKED, 30, 4, 38, 7},
    {'T', "ELEMENT-COUNT", PACKED, 34, 5, 45, 9},
    {'T', "HASH-TOTAL", PACKED, 39, 8, 54, 15},
};
enum { PLACE_COUNT = sizeof PLACES / sizeof PLACES[0] };
_Static_assert((size_t)PLACE_COUNT <= (size_t)DROPFILE_FIELDS, "room for every field");

static bool has_field(const struct dropfile *file, char type, const struct place *place)
{
    char body = type == 'E' && strcmp(file->form, "F052") == 0 ? 'F' : type;
    return place->type == 'P' || place->type == body;
}

static size_t place_of(const struct dropfile *file, char type, const char *field)
{
    for (size_t i = 0; i < PLACE_COUNT; i++)
        if (has_field(file, type, &PLACES[i]) && strcmp(PLACES[i].name, field) == 0)
            return i;
    fprintf(stderr, "dropfile: record type %c has no field %s\n", type, field);
    abort();
}

void dropfile_set(struct dropfile *file, size_t record, const char *field, const char *value)
{
    char **slot = &file->records[record].values[place_of(file, file->records[record].type, field)];
    free(*slot);
    *slot = value != NULL ? memory_copy_string(value) : NULL;
}

void dropfile_init(struct dropfile *file, const char *form)
{
    *file = (struct dropfile){0};
    snprintf(file->form, sizeof file->form, "%s", form);
    bytes_init(&file->bytes);
}

static void record_clear(struct dropfile_record *record)
{
    for (size_t i = 0; i < DROPFILE_FIELDS; i++)
        free(record->values[i]);
    *record = (struct dropfile_record){0};
}

void dropfile_release(struct dropfile *file)
{
    for (size_t i = 0; i < file->count; i++)
        record_clear(&file->records[i]);
    free(file->records);
    bytes_release(&file->bytes);
}

struct default_value {
    char type; /* as in PLACES */
    const char *name, *value;
};

static const char HASH[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static const struct default_value DEFAULTS[] = {
    {'H', "AGENCY", "CHFS"}, {'H', "SOURCE-SYSTEM", "CHGREL"}, {'H', "BUSINESS-DATE", "20261120"},
    {'H', "CREATED-DATE", "20261120"}, {'H', "CREATED-TIME", "181500"}, {'H', "CREATED-BY", "RHOLLIS"},
    {'H', "FILE-SEQ", "1"}, {'H', "PAGE-TEST", "[]!|"},
    {'S', "RELEASE-TITLE", "Benefit tables: [2027] rates, {x} and a|b"}, {'S', "AGENCY", "CHFS"},
    {'S', "SYSTEM-ID", "MEDICAID"}, {'S', "CHANGE-CLASS", "N"}, {'S', "RISK", "M"}, {'S', "IMPACT", "3"},
    {'S', "REQUESTED-DATE", "20261201"}, {'S', "REQUESTED-TIME", "2200"}, {'S', "DURATION-MIN", "60"},
    {'S', "BACKOUT-MIN", "30"}, {'S', "LATEST-DATE", "20261215"}, {'S', "SUBMITTER-ID", "rhollis"},
    {'S', "CHANGE-MANAGER-ID", "nbaker"}, {'S', "CONTACT-EMAIL", "ruth.hollis@example.gov"},
    {'S', "CONTACT-PHONE", "502-555-0100"}, {'S', "TRACKING-NO", "TRK-26-0042"}, {'S', "CAB-FLAG", "N"},
    {'S', "TEST-REF", "QA-2026-1107"}, {'S', "TEST-DATE", "20261113"}, {'S', "OUTAGE-FLAG", "Y"},
    {'S', "TARGET-ENV", "P"}, {'S', "PARTS", "1"}, {'S', "STAGING-REF", "CHFS.STAGE"}, {'S', "PREREQ-COUNT", "2"},
    {'S', "PREREQ-ID-1", "CHFS-0001"}, {'S', "PREREQ-ID-2", "CHFS-0002"},
    {'E', "ELEM-SEQ", "1"}, {'E', "ELEM-TYPE", "LOAD"}, {'E', "ACTION", "R"}, {'E', "MEMBER", "CHBASE"},
    {'E', "FROM-DSN", "CHFS.STAGE.LOADLIB"}, {'E', "TO-DSN", "CHFS.PROD.LOADLIB"},
    {'E', "BACKUP-DSN", "CHFS.BACKUP.LOADLIB"}, {'E', "ELEM-BYTES", "1500"}, {'E', "ELEM-SHA256", HASH},
    {'E', "MODIFIED-BY", "wrenp"},
    {'F', "ELEM-SEQ", "1"}, {'F', "ELEM-TYPE", "FILE"}, {'F', "ACTION", "R"}, {'F', "HOST", "app1.example.gov"},
    {'F', "FROM-PATH", "bin/base"}, {'F', "TO-PATH", "/opt/chfs/bin/base"}, {'F', "BACKUP-PATH", "/var/backup/chfs/base"},
    {'F', "FILE-OWNER", "chfs"}, {'F', "FILE-MODE", "0755"}, {'F', "ELEM-BYTES", "1500"}, {'F', "ELEM-SHA256", HASH},
    {'F', "MODIFIED-BY", "wrenp"},
    {'A', "ROLE", "AGCY"}, {'A', "APPROVER-ID", "dpratt"}, {'A', "DECISION", "A"}, {'A', "DECIDED-DATE", "20261119"},
    {'A', "DECIDED-TIME", "101500"}, {'A', "REMARK", "tested; go"},
    {'N', "KIND", "INST"}, {'N', "LINE-NO", "1"}, {'N', "LINE-TEXT", "Copy the load module and refresh LLA."},
};

size_t dropfile_add(struct dropfile *file, char type, const char *release, const char *iteration)
{
    file->records = memory_grow(file->records, &file->capacity, file->count + 1, sizeof *file->records);
    size_t at = file->count++;
    char text[2] = {type, '\0'};
    file->records[at] = (struct dropfile_record){.type = type};
    dropfile_set(file, at, "REC-TYPE", text);
    dropfile_set(file, at, "FORM-ID", file->form);
    dropfile_set(file, at, "RELEASE-ID", release);
    dropfile_set(file, at, "ITERATION", iteration);
    char body = type == 'E' && strcmp(file->form, "F052") == 0 ? 'F' : type;
    for (size_t i = 0; i < sizeof DEFAULTS / sizeof DEFAULTS[0]; i++)
        if (DEFAULTS[i].type == body)
            dropfile_set(file, at, DEFAULTS[i].name, DEFAULTS[i].value);
    if (type == 'S' && strcmp(file->form, "F052") == 0)
        dropfile_set(file, at, "STAGING-REF", "chfs-0042");
    return at;
}

void dropfile_add_submission(struct dropfile *file, const char *release, const char *iteration)
{
    dropfile_add(file, 'S', release, iteration);
    dropfile_add(file, 'E', release, iteration);
    size_t second = dropfile_add(file, 'E', release, iteration);
    dropfile_set(file, second, "ELEM-SEQ", "2");
    dropfile_set(file, second, "ELEM-BYTES", "2500");
    dropfile_add(file, 'A', release, iteration);
    dropfile_set(file, dropfile_add(file, 'A', release, iteration), "ROLE", "CHGM");
    dropfile_add(file, 'N', release, iteration);
    dropfile_set(file, dropfile_add(file, 'N', release, iteration), "KIND", "NOTE");
    dropfile_set(file, dropfile_add(file, 'N', release, iteration), "KIND", "BACK");
}

void dropfile_good(struct dropfile *file, const char *form)
{
    dropfile_init(file, form);
    dropfile_add(file, 'H', NULL, NULL);
    dropfile_add_submission(file, "CHFS-0042", "1");
    dropfile_add(file, 'T', NULL, NULL);
}

void dropfile_remove(struct dropfile *file, size_t from, size_t count)
{
    for (size_t i = from; i < from + count; i++)
        record_clear(&file->records[i]);
    memmove(file->records + from, file->records + from + count, (file->count - from - count) * sizeof *file->records);
    file->count -= count;
}

void dropfile_repeat(struct dropfile *file, size_t from, size_t to)
{
    struct dropfile_record copy = {.type = file->records[from].type};
    for (size_t i = 0; i < DROPFILE_FIELDS; i++)
        if (file->records[from].values[i] != NULL)
            copy.values[i] = memory_copy_string(file->records[from].values[i]);
    file->records = memory_grow(file->records, &file->capacity, file->count + 1, sizeof *file->records);
    memmove(file->records + to + 1, file->records + to, (file->count - to) * sizeof *file->records);
    file->records[to] = copy;
    file->count++;
}

static const char *value_of(const struct dropfile *file, size_t record, const char *field)
{
    const char *value = file->records[record].values[place_of(file, file->records[record].type, field)];
    return value != NULL ? value : "";
}

static void set_default(struct dropfile *file, size_t record, const char *field, long long number)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", number);
    if (value_of(file, record, field)[0] == '\0')
        dropfile_set(file, record, field, text);
}

/* REC-SEQ, and in each T the totals of the whole file. */
static void fill_totals(struct dropfile *file)
{
    long long submissions = 0, elements = 0, total = 0;
    for (size_t i = 0; i < file->count; i++) {
        submissions += file->records[i].type == 'S';
        elements += file->records[i].type == 'E';
        if (file->records[i].type == 'E')
            total += strtoll(value_of(file, i, "ELEM-BYTES"), NULL, 10);
        set_default(file, i, "REC-SEQ", (long long)i + 1);
        set_default(file, i, "ITERATION", 0);
    }
    for (size_t i = 0; i < file->count; i++) {
        if (file->records[i].type != 'T')
            continue;
        set_default(file, i, "RECORD-COUNT", (long long)file->count);
        set_default(file, i, "SUBMISSION-COUNT", submissions);
        set_default(file, i, "ELEMENT-COUNT", elements);
        set_default(file, i, "HASH-TOTAL", total);
    }
}

static void put_number(uint8_t *to, const struct place *place, const char *value)
{
    bool minus = value[0] == '-';
    unsigned long long number = strtoull(value + (minus ? 1 : 0), NULL, 10);
    if (place->kind == BINARY) {
        for (size_t i = place->length; i-- > 0; number >>= 8)
            to[i] = (uint8_t)number;
        return;
    }
    if (place->kind == DIGITS) {
        for (size_t i = place->length; i-- > 0; number /= 10)
            to[i] = (uint8_t)(0xF0 + number % 10);
        return;
    }
    uint8_t sign = place->kind == UNSIGNED ? 0xF : minus ? 0xD : 0xC;
    to[place->length - 1] = (uint8_t)((number % 10) << 4 | sign);
    number /= 10;
    for (size_t i = place->length - 1; i-- > 0; number /= 100)
        to[i] = (uint8_t)(((number / 10) % 10) << 4 | number % 10);
}

static void put_binary(uint8_t record[400], const struct dropfile *file, size_t at, const struct codepage *page)
{
    memset(record, 0x40, 400);
    for (size_t i = 0; i < PLACE_COUNT; i++) {
        const struct place *place = &PLACES[i];
        const char *value = file->records[at].values[i] != NULL ? file->records[at].values[i] : "";
        uint8_t *to = record + place->at - 1;
        if (!has_field(file, file->records[at].type, place))
            continue;
        if (place->kind == CHARACTERS)
            codepage_encode(page, to, place->length, value, strlen(value));
        else if (place->kind == RAW)
            hex_decode(to, value, strlen(value));
        else
            put_number(to, place, value);
    }
}

static void put_text(uint8_t record[400], const struct dropfile *file, size_t at)
{
    memset(record, ' ', 400);
    for (size_t i = 0; i < PLACE_COUNT; i++) {
        const struct place *place = &PLACES[i];
        const char *value = file->records[at].values[i] != NULL ? file->records[at].values[i] : "";
        uint8_t *to = record + place->text_at - 1;
        if (!has_field(file, file->records[at].type, place))
            continue;
        char text[DROPFILE_VALUE];
        uint8_t raw[64];
        if (place->kind == RAW && value[0] != '\0') {
            hex_decode(raw, value, strlen(value));
            base64_encode(text, raw, strlen(value) / 2);
        } else if (place->kind == CHARACTERS || place->kind == RAW) {
            snprintf(text, sizeof text, "%s", value);
        } else {
            snprintf(text, sizeof text, "%0*llu", (int)place->text_length, strtoull(value, NULL, 10));
        }
        memcpy(to, text, strlen(text) < place->text_length ? strlen(text) : place->text_length);
    }
}

static void put_cell(struct bytes *out, const char *text)
{
    bytes_char(out, '"');
    for (; *text != '\0'; text++)
        bytes_text(out, *text == '"' ? "\"\"" : (char[]){*text, '\0'});
    bytes_char(out, '"');
}

/* A column a name: those of several record types share one. */
static bool is_first_of_name(const struct dropfile *file, size_t at)
{
    bool f052 = strcmp(file->form, "F052") == 0;
    if (PLACES[at].type == (f052 ? 'E' : 'F'))
        return false;
    for (size_t i = 0; i < at; i++)
        if (PLACES[i].type != (f052 ? 'E' : 'F') && strcmp(PLACES[i].name, PLACES[at].name) == 0)
            return false;
    return true;
}

static void write_csv(struct dropfile *file)
{
    for (size_t record = 0; record <= file->count; record++) {
        const char *comma = "";
        for (size_t i = 0; i < PLACE_COUNT; i++) {
            if (!is_first_of_name(file, i))
                continue;
            bytes_text(&file->bytes, comma);
            comma = ",";
            if (record == 0) {
                bytes_text(&file->bytes, PLACES[i].name);
                continue;
            }
            const struct dropfile_record *from = &file->records[record - 1];
            for (size_t j = 0; j < PLACE_COUNT; j++) {
                if (strcmp(PLACES[j].name, PLACES[i].name) != 0 || !has_field(file, from->type, &PLACES[j]))
                    continue;
                bool number = PLACES[j].kind != CHARACTERS && PLACES[j].kind != RAW;
                if (from->values[j] != NULL || number)
                    put_cell(&file->bytes, from->values[j] != NULL ? from->values[j] : "0");
            }
        }
        bytes_char(&file->bytes, '\n');
    }
}

static void put_descriptor(struct bytes *out, size_t length)
{
    bytes_add(out, (uint8_t[]){(uint8_t)(length >> 8), (uint8_t)length, 0, 0}, 4);
}

enum { BLOCK_RECORDS = 4 };

void dropfile_write(struct dropfile *file, enum drop_framing framing, const char *page_name)
{
    struct codepage page;
    struct fault fault = {0};
    uint8_t record[400];
    fill_totals(file);
    bytes_clear(&file->bytes);
    if (framing == DROP_CSV) {
        write_csv(file);
        return;
    }
    if (framing != DROP_TEXT && codepage_open(&page, page_name, &fault) < 0)
        abort();
    for (size_t i = 0; i < file->count; i++) {
        size_t in_block = file->count - i < BLOCK_RECORDS ? file->count - i : BLOCK_RECORDS;
        if (framing == DROP_BLOCKED && i % BLOCK_RECORDS == 0)
            put_descriptor(&file->bytes, 4 + in_block * 404);
        if (framing == DROP_VB || framing == DROP_BLOCKED)
            put_descriptor(&file->bytes, 404);
        if (framing == DROP_TEXT)
            put_text(record, file, i);
        else
            put_binary(record, file, i, &page);
        bytes_add(&file->bytes, record, sizeof record);
        if (framing == DROP_TEXT)
            bytes_char(&file->bytes, '\n');
    }
    if (framing != DROP_TEXT)
        codepage_close(&page);
}

size_t dropfile_at(const struct dropfile *file, enum drop_framing framing, size_t record, const char *field, size_t *length)
{
    const struct place *place = &PLACES[place_of(file, file->records[record].type, field)];
    *length = framing == DROP_TEXT ? place->text_length : place->length;
    return record * (framing == DROP_TEXT ? 401 : 400) + (framing == DROP_TEXT ? place->text_at : place->at) - 1;
}
