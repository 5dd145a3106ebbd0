/* judge.c - see judge.h. */
#include "form/judge.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "form/description.h"
#include "form/error.h"
#include "form/keyset.h"
#include "step/message.h"

static const uint64_t HASH_MODULUS = 1000000000000000; /* HASH-TOTAL is a sum modulo 10^15 */

struct totals { /* as the trailer has them; -1: could not be read */
    int64_t records, submissions, elements, hash;
};

struct judge {
    struct records *records;
    const struct form *form;
    struct drop_summary *summary;
    int64_t limit;
    bool headed, closed;
    bool behind_said, sequence_said, interleaved_said;
    struct keyset seen;    /* keys of S records */
    struct keyset strangers; /* keys of other records outside their submission */
    char release[13];      /* of the submission under way; "" when none, or its key cannot be read */
    int iteration;
    bool open;             /* a submission is under way */
    int64_t in_submission; /* its records */
    int64_t tested, hit;   /* records with packed amounts, and those of them that cannot be read */
    int64_t substituted;   /* records in which a wrong binary number holds what a translation puts for what it lacks */
    int64_t unread;        /* amounts of elements that cannot be read */
    struct totals totals;
};

void judge_add(struct drop_summary *summary, const struct fault *finding)
{
    fault_list_add(&summary->findings, finding);
    if (finding->code <= FORM_E_UNKNOWN && finding->code > FORM_W_CODE_PAGE)
        summary->aside = true;
}

static void add(struct judge *judge, struct fault *finding, const struct record_view *view)
{
    char context[80] = "";
    if (view != NULL) {
        const char *release = view->key.release;
        snprintf(context, sizeof context, release[0] != '\0' ? "%s, release %s" : "%s", view->key.type, release);
        fault_at_record(finding, view->source.number, context);
    }
    judge_add(judge->summary, finding);
}

/* What a finding says, as the detail of another. */
static void quote(struct fault *fault, int code, const struct fault *finding)
{
    struct bytes text;
    bytes_init(&text);
    message_text(&text, finding);
    fault_set(fault, code, "%s", bytes_string(&text));
    fault_at_field(fault, finding->field, finding->offset);
    bytes_release(&text);
}

static bool is_meant(const struct judge *judge, const char *field, const char *meaning)
{
    const char *name = form_meaning(judge->form, meaning);
    return name != NULL && strcmp(name, field) == 0;
}

static void copy(char *to, size_t size, const struct submission_record *header, const char *meaning)
{
    snprintf(to, size, "%s", submission_meant(header, meaning));
}

/* A binary field of a record whose value is wrong: '?' or SUB in it are the marks of a translation. */
static bool is_substituted(const struct judge *judge, enum form_role role, const char *field, const struct record_view *view)
{
    const struct form_layout *layout = &judge->form->description->layouts[FORM_BINARY];
    if (judge->records->carrier.carrier != FORM_BINARY || field == NULL)
        return false;
    const struct layout_field *found = layout_find(&layout->layout, layout->records[role], field);
    for (size_t i = 0; found != NULL && i < found->length && found->offset + i < view->source.length; i++)
        if (view->source.data[found->offset + i] == 0x6F || view->source.data[found->offset + i] == 0x3F)
            return true;
    return false;
}

/* PAGE-TEST in text and CSV: these bytes are only right if nothing was converted wrongly. */
static void judge_page_test(struct judge *judge, const struct submission_record *header, const struct record_view *view)
{
    const char *shown = submission_meant(header, "file.page_test");
    const char *expected = judge->form->description->page_test;
    if (judge->records->carrier.carrier == FORM_BINARY || shown[0] == '\0' || strcmp(shown, expected) == 0)
        return;
    struct fault fault;
    char escaped[80];
    fault_set(&fault, FORM_E_CHARACTER_SET, "'%s', expected '%s' or blanks",
              bytes_escape(escaped, sizeof escaped, shown, strlen(shown)), expected);
    fault_at_field(&fault, form_meaning(judge->form, "file.page_test"), 0);
    add(judge, &fault, view);
}

static void judge_header(struct judge *judge, const struct record_view *view)
{
    struct submission file;
    struct drop_summary *summary = judge->summary;
    submission_init(&file, judge->form);
    const struct submission_record *header = extract_record(&judge->records->extractor, FORM_FILE, &view->source, &file);
    judge_page_test(judge, header, view);
    judge->tested++;
    for (size_t i = 0; i < file.findings.count; i++) {
        const struct fault *finding = &file.findings.items[i];
        struct fault fault;
        bool known_by = is_meant(judge, finding->field, "file.agency") || is_meant(judge, finding->field, "file.sequence");
        if (is_meant(judge, finding->field, "file.page_test"))
            continue;
        quote(&fault, known_by ? FORM_E_HEADER_FIELD : FORM_W_HEADER_FIELD, finding);
        judge->hit += is_meant(judge, finding->field, "file.sequence");
        add(judge, &fault, view);
    }
    copy(summary->agency, sizeof summary->agency, header, "file.agency");
    copy(summary->source, sizeof summary->source, header, "file.source");
    copy(summary->created_by, sizeof summary->created_by, header, "file.created_by");
    summary->business_date = (int)submission_amount(header, "file.business_date");
    if (submission_meant(header, "file.sequence")[0] != '\0')
        summary->file_seq = submission_amount(header, "file.sequence");
    submission_release(&file);
}

static int64_t total(const struct submission_record *trailer, const char *meaning)
{
    const char *text = submission_meant(trailer, meaning);
    return text[0] != '\0' && text[0] != '-' ? strtoll(text, NULL, 10) : -1;
}

static void judge_trailer(struct judge *judge, const struct record_view *view)
{
    struct submission file;
    submission_init(&file, judge->form);
    const struct submission_record *trailer =
        extract_record(&judge->records->extractor, FORM_TRAILER, &view->source, &file);
    judge->totals = (struct totals){total(trailer, "trailer.records"), total(trailer, "trailer.submissions"),
                                    total(trailer, "trailer.elements"), total(trailer, "trailer.hash_total")};
    judge->tested++;
    bool hit = false;
    for (size_t i = 0; i < file.findings.count; i++) {
        const struct fault *finding = &file.findings.items[i];
        struct fault fault;
        if (!is_meant(judge, finding->field, "trailer.records") && !is_meant(judge, finding->field, "trailer.submissions") &&
            !is_meant(judge, finding->field, "trailer.elements") && !is_meant(judge, finding->field, "trailer.hash_total"))
            continue;
        judge->substituted += !hit && is_substituted(judge, FORM_TRAILER, finding->field, view);
        hit = true;
        quote(&fault, FORM_E_COUNT, finding);
        add(judge, &fault, view);
    }
    judge->hit += hit;
    submission_release(&file);
}

static void judge_sequence(struct judge *judge, const struct record_view *view)
{
    const char *field = judge->form->keys[FORM_KEY_SEQUENCE];
    if (view->key.sequence == judge->summary->records)
        return;
    judge->substituted += is_substituted(judge, FORM_SUBMISSION, field, view);
    if (judge->sequence_said || judge->behind_said)
        return;
    struct fault fault;
    if (view->key.sequence < 0)
        fault_set(&fault, FORM_E_RECORD_SEQUENCE, "it cannot be read, expected %" PRId64, judge->summary->records);
    else
        fault_set(&fault, FORM_E_RECORD_SEQUENCE, "%" PRId64 ", expected %" PRId64, view->key.sequence,
                  judge->summary->records);
    fault_at_field(&fault, field, extract_offset(&judge->records->extractor, FORM_SUBMISSION, field));
    add(judge, &fault, view);
    judge->sequence_said = true;
}

/* One H first, one T last. */
static void judge_order(struct judge *judge, const struct record_view *view)
{
    struct fault fault;
    enum form_role role = view->key.role;
    if (judge->summary->records == 1 && role != FORM_FILE) {
        fault_set(&fault, FORM_E_HEADER_MISSING, "the first record is %s", view->key.type);
        add(judge, &fault, view);
    } else if (role == FORM_FILE && judge->headed) {
        fault_set(&fault, FORM_E_HEADER_DOUBLED, "in record %" PRId64 " of the file", judge->summary->records);
        add(judge, &fault, view);
        judge->sequence_said = true;
    }
    if (role == FORM_TRAILER && judge->closed) {
        fault_set(&fault, FORM_E_TRAILER_DOUBLED, "in record %" PRId64 " of the file", judge->summary->records);
        add(judge, &fault, view);
    } else if (judge->closed && !judge->behind_said && role != FORM_FILE) {
        fault_set(&fault, FORM_E_BEHIND_TRAILER, "a record of type %s", view->key.type);
        add(judge, &fault, view);
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
    add(judge, &fault, view);
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
        judge->hit++;
        judge->unread++;
        judge->substituted += is_substituted(judge, FORM_ELEMENT, form_meaning(judge->form, "element.bytes"), view);
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
        add(judge, &fault, view);
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
    add(judge, &fault, view);
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
    add(judge, &fault, view);
    return false;
}

static bool judge_size(struct judge *judge, const struct record_view *view)
{
    if (++judge->in_submission <= judge->limit)
        return true;
    struct fault fault;
    fault_set(&fault, FORM_E_TOO_LARGE, "more than %" PRId64 " records", judge->limit);
    add(judge, &fault, view);
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
            judge_header(judge, view);
        judge->headed = true;
        judge->open = false;
        judge->summary->envelope++;
        return 0;
    case FORM_TRAILER:
        if (!judge->closed)
            judge_trailer(judge, view);
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

static void compare(struct judge *judge, const char *meaning, int64_t said, int64_t counted)
{
    struct fault fault;
    if (said < 0 || said == counted)
        return;
    fault_set(&fault, FORM_E_COUNT, "the trailer says %" PRId64 ", %" PRId64 " are there", said, counted);
    fault_at_field(&fault, form_meaning(judge->form, meaning), 0);
    add(judge, &fault, NULL);
}

static void judge_totals(struct judge *judge)
{
    const struct drop_summary *summary = judge->summary;
    struct fault fault;
    if (!judge->closed) {
        if (judge->records->carrier.carrier == FORM_CSV)
            return;
        fault_set(&fault, FORM_E_TRAILER_MISSING, "the last of %" PRId64 " records is no %s", summary->records,
                  judge->form->records[FORM_TRAILER].type);
        add(judge, &fault, NULL);
        return;
    }
    compare(judge, "trailer.records", judge->totals.records, summary->records);
    compare(judge, "trailer.submissions", judge->totals.submissions, summary->submissions);
    compare(judge, "trailer.elements", judge->totals.elements, summary->elements);
    if (judge->totals.hash < 0)
        return;
    int code = judge->unread > 0 ? FORM_W_HASH_UNKNOWN : FORM_E_HASH_TOTAL;
    if (judge->unread > 0)
        fault_set(&fault, code, "%" PRId64 " amounts cannot be read", judge->unread);
    else if ((uint64_t)judge->totals.hash != summary->hash_total)
        fault_set(&fault, code, "the trailer says %" PRId64 ", the elements add up to %" PRIu64, judge->totals.hash,
                  summary->hash_total);
    else
        return;
    fault_at_field(&fault, form_meaning(judge->form, "trailer.hash_total"), 0);
    add(judge, &fault, NULL);
}

/*
 * More than half of what has packed amounts cannot be read, or wrong numbers hold what a translation puts for what it
 * lacks: one cause explains it all, so it stands alone.
 */
static void judge_transfer(struct judge *judge)
{
    bool most = judge->hit >= 2 && 2 * judge->hit > judge->tested;
    if (judge->records->carrier.carrier != FORM_BINARY || (!most && judge->substituted < 2))
        return;
    struct fault fault;
    judge->summary->findings.count = 0;
    if (most)
        fault_set(&fault, FORM_E_TEXT_MODE, "%" PRId64 " of %" PRId64 " records have packed fields that cannot be read",
                  judge->hit, judge->tested);
    else
        fault_set(&fault, FORM_E_TEXT_MODE, "%" PRId64 " records have '?' or SUB in binary and packed fields", judge->substituted);
    add(judge, &fault, NULL);
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
        add(judge, &fault, NULL);
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
        judge_totals(&judge);
    judge_transfer(&judge);
    keyset_release(&judge.seen);
    keyset_release(&judge.strangers);
    if (code != BASE_E_OPEN)
        return 0;
    *fault = damage;
    return code;
}
