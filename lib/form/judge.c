/* judge.c - see judge.h. */
#include "form/judge.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "form/description.h"
#include "form/envelope.h"
#include "form/error.h"
#include "form/transfer.h"

static const uint64_t HASH_MODULUS = 1000000000000000; /* HASH-TOTAL is a sum modulo 10^15 */

void judge_add(struct drop_summary *summary, const struct fault *finding)
{
    fault_list_add(&summary->findings, finding);
    if (finding->code <= FORM_E_UNKNOWN && finding->code > FORM_W_CODE_PAGE)
        summary->aside = true;
}

void judge_say(struct judge *judge, struct fault *finding, const struct record_view *view)
{
    char context[80] = "";
    if (view != NULL) {
        const char *release = view->key.release;
        snprintf(context, sizeof context, release[0] != '\0' ? "%s, release %s" : "%s", view->key.type, release);
        fault_at_record(finding, view->source.number, context);
    }
    judge_add(judge->summary, finding);
}

static void judge_sequence(struct judge *judge, const struct record_view *view)
{
    const char *field = judge->form->keys[FORM_KEY_SEQUENCE];
    if (view->key.sequence == judge->summary->records)
        return;
    judge->substituted += transfer_is_substituted(judge, FORM_SUBMISSION, field, view);
    if (judge->sequence_said || judge->behind_said)
        return;
    struct fault fault;
    if (view->key.sequence < 0)
        fault_set(&fault, FORM_E_RECORD_SEQUENCE, "it cannot be read, expected %" PRId64, judge->summary->records);
    else
        fault_set(&fault, FORM_E_RECORD_SEQUENCE, "%" PRId64 ", expected %" PRId64, view->key.sequence,
                  judge->summary->records);
    fault_at_field(&fault, field, extract_offset(&judge->records->extractor, FORM_SUBMISSION, field));
    judge_say(judge, &fault, view);
    judge->sequence_said = true;
}

/* One H first, one T last. */
static void judge_order(struct judge *judge, const struct record_view *view)
{
    struct fault fault;
    enum form_role role = view->key.role;
    if (judge->summary->records == 1 && role != FORM_FILE) {
        fault_set(&fault, FORM_E_HEADER_MISSING, "the first record is %s", view->key.type);
        judge_say(judge, &fault, view);
    } else if (role == FORM_FILE && judge->headed) {
        fault_set(&fault, FORM_E_HEADER_DOUBLED, "in record %" PRId64 " of the file", judge->summary->records);
        judge_say(judge, &fault, view);
        judge->sequence_said = true;
    }
    if (role == FORM_TRAILER && judge->closed) {
        fault_set(&fault, FORM_E_TRAILER_DOUBLED, "in record %" PRId64 " of the file", judge->summary->records);
        judge_say(judge, &fault, view);
    } else if (judge->closed && !judge->behind_said && role != FORM_FILE) {
        fault_set(&fault, FORM_E_BEHIND_TRAILER, "a record of type %s", view->key.type);
        judge_say(judge, &fault, view);
        judge->behind_said = true;
    }
}

static void say_interleaved(struct judge *judge, const struct record_view *view, const char *why)
{
    struct fault fault;
    if (judge->interleaved_said)
        return;
    judge->interleaved_said = true;
    fault_set(&fault, FORM_E_INTERLEAVED, "%s", why);
    judge_say(judge, &fault, view);
}

static void begin_submission(struct judge *judge, const struct record_view *view)
{
    const struct record_key *key = &view->key;
    bool known = key->release[0] != '\0' && key->iteration >= 0;
    judge->summary->submissions++;
    judge->open = true;
    judge->in_submission = 0;
    snprintf(judge->release, sizeof judge->release, "%s", known ? key->release : "");
    judge->iteration = key->iteration;
    if (!known)
        return;
    if (keyset_has(&judge->strangers, key->release, key->iteration))
        say_interleaved(judge, view, "records of it lie before its S record");
    keyset_add(&judge->seen, key->release, key->iteration);
}

/* E, A, N: with the S before them, or strangers. */
static void judge_place(struct judge *judge, const struct record_view *view)
{
    const struct record_key *key = &view->key;
    bool known = key->release[0] != '\0' && key->iteration >= 0;
    bool at_home = judge->open && (judge->release[0] == '\0' || (strcmp(judge->release, key->release) == 0 &&
                                                                 judge->iteration == key->iteration));
    if (!known || at_home || judge->closed)
        return;
    if (keyset_has(&judge->seen, key->release, key->iteration))
        say_interleaved(judge, view, "it lies outside its submission");
    keyset_add(&judge->strangers, key->release, key->iteration);
}

static void judge_amount(struct judge *judge, const struct record_view *view)
{
    judge->summary->elements++;
    judge->tested++;
    if (view->key.amount < 0) {
        const char *field = form_meaning(judge->form, "element.bytes");
        judge->unread++;
        judge->hit += !transfer_is_blank(judge, FORM_ELEMENT, field, view);
        judge->substituted += transfer_is_substituted(judge, FORM_ELEMENT, field, view);
        return;
    }
    judge->summary->hash_total = (judge->summary->hash_total + (uint64_t)view->key.amount) % HASH_MODULUS;
}

/* Text is ASCII; anything else was converted wrongly or not at all.  Returns false when it is not. */
static bool judge_characters(struct judge *judge, const struct record_view *view)
{
    if (judge->records->carrier.carrier != FORM_TEXT)
        return true;
    for (size_t i = 0; i < view->source.length; i++) {
        if (view->source.data[i] < 0x80)
            continue;
        struct fault fault;
        char hex[24];
        bytes_hex(hex, sizeof hex, view->source.data + i, view->source.length - i, 2);
        fault_set(&fault, FORM_E_CHARACTER_SET, "%s is not ASCII", hex);
        fault_at_field(&fault, "", (int64_t)i + 1);
        judge_say(judge, &fault, view);
        return false;
    }
    return true;
}

/* A line that does not begin with a record type and FORM-ID, nor carries its number: a broken line. */
static bool judge_line(struct judge *judge, const struct record_view *view)
{
    const struct source_record *source = &view->source;
    if (judge->records->carrier.carrier != FORM_TEXT || mark_is_at(judge->form, false, source->data, source->length) ||
        view->key.sequence == judge->summary->records)
        return true;
    struct fault fault;
    char shown[40];
    fault_set(&fault, FORM_E_SHIFTED, "a line begins with '%s': a line end inside the record before it, or lost bytes",
              bytes_escape(shown, sizeof shown, source->data, source->length < 8 ? source->length : 8));
    judge_say(judge, &fault, view);
    return false;
}

/* How long a trailer must be to have all its numbers. */
static size_t trailer_bytes(const struct form *form)
{
    const struct form_layout *layout = &form->description->layouts[FORM_TEXT];
    const struct layout_field *fields = layout->layout.fields;
    int level = layout->layout.records[layout->records[FORM_TRAILER]].field;
    size_t bytes = 0;
    for (int i = level + 1; i < fields[level].end; i++)
        if (fields[i].item->picture.kind == PICTURE_NUMBER)
            bytes = fields[i].offset + fields[i].length;
    return bytes;
}

/* The last line has no line end: whole only if it is full, or a trailer with all its numbers. */
static bool judge_cut(struct judge *judge, const struct record_view *view)
{
    size_t full = judge->records->record_bytes;
    if (judge->records->carrier.carrier != FORM_TEXT || !view->cut)
        return true;
    if (view->source.length >= (view->key.role == FORM_TRAILER ? trailer_bytes(judge->form) : full))
        return true;
    struct fault fault;
    fault_set(&fault, FORM_E_TRUNCATED, "%zu of its %zu bytes are there, and no line end", view->source.length, full);
    judge_say(judge, &fault, view);
    return false;
}

static bool judge_size(struct judge *judge, const struct record_view *view)
{
    if (++judge->in_submission <= judge->limit)
        return true;
    struct fault fault;
    fault_set(&fault, FORM_E_TOO_LARGE, "more than %" PRId64 " records", judge->limit);
    judge_say(judge, &fault, view);
    return false;
}

static int judge_record(void *user, const struct record_view *view)
{
    struct judge *judge = user;
    judge->summary->records++;
    if (!judge_characters(judge, view) || !judge_line(judge, view) || !judge_cut(judge, view))
        return 1;
    judge_order(judge, view);
    judge_sequence(judge, view);
    switch (view->key.role) {
    case FORM_FILE:
        if (!judge->headed)
            envelope_header(judge, view);
        judge->headed = true;
        judge->open = false;
        judge->summary->envelope++;
        return 0;
    case FORM_TRAILER:
        if (!judge->closed)
            envelope_trailer(judge, view);
        judge->closed = true;
        judge->open = false;
        judge->summary->envelope++;
        return 0;
    case FORM_SUBMISSION:
        begin_submission(judge, view);
        break;
    case FORM_ELEMENT:
        judge_amount(judge, view);
        judge_place(judge, view);
        break;
    case FORM_APPROVAL:
    case FORM_NARRATIVE:
    case FORM_ROLES:
        judge_place(judge, view);
        break;
    }
    return judge_size(judge, view) ? 0 : 1;
}

static void note_columns(struct judge *judge)
{
    for (size_t i = 0; i < judge->records->column_count; i++) {
        const struct records_column *column = &judge->records->columns[i];
        struct fault fault;
        char shown[80];
        if (column->known)
            continue;
        fault_set(&fault, FORM_W_COLUMN, "'%s'", bytes_escape(shown, sizeof shown, column->name, strlen(column->name)));
        fault_at_record(&fault, 1, "");
        judge_say(judge, &fault, NULL);
    }
}

int judge_file(struct records *records, int64_t limit, struct drop_summary *summary, struct fault *fault)
{
    struct judge judge = {.records = records, .form = records->carrier.form, .summary = summary, .limit = limit};
    keyset_init(&judge.seen);
    keyset_init(&judge.strangers);
    note_columns(&judge);
    struct fault damage = {0};
    int code = records_read(records, judge_record, &judge, &damage);
    if (code < 0 && code != BASE_E_OPEN)
        judge_add(summary, &damage);
    else if (code == 0)
        envelope_totals(&judge);
    transfer_judge(&judge);
    keyset_release(&judge.seen);
    keyset_release(&judge.strangers);
    if (code != BASE_E_OPEN)
        return 0;
    *fault = damage;
    return code;
}
