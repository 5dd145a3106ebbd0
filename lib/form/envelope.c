/* envelope.c - see envelope.h. */
#include "form/envelope.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/description.h"
#include "form/error.h"
#include "form/transfer.h"
#include "step/message.h"

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
    judge_say(judge, &fault, view);
}

void envelope_header(struct judge *judge, const struct record_view *view)
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
        judge_say(judge, &fault, view);
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

void envelope_trailer(struct judge *judge, const struct record_view *view)
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
        judge->substituted += !hit && transfer_is_substituted(judge, FORM_TRAILER, finding->field, view);
        hit = true;
        quote(&fault, FORM_E_COUNT, finding);
        judge_say(judge, &fault, view);
    }
    judge->hit += hit;
    submission_release(&file);
}

static void compare(struct judge *judge, const char *meaning, int64_t said, int64_t counted)
{
    struct fault fault;
    if (said < 0 || said == counted)
        return;
    fault_set(&fault, FORM_E_COUNT, "the trailer says %" PRId64 ", %" PRId64 " are there", said, counted);
    fault_at_field(&fault, form_meaning(judge->form, meaning), 0);
    judge_say(judge, &fault, NULL);
}

void envelope_totals(struct judge *judge)
{
    const struct drop_summary *summary = judge->summary;
    struct fault fault;
    if (!judge->closed) {
        if (judge->records->carrier.carrier == FORM_CSV)
            return;
        fault_set(&fault, FORM_E_TRAILER_MISSING, "the last of %" PRId64 " records is no %s", summary->records,
                  judge->form->records[FORM_TRAILER].type);
        judge_say(judge, &fault, NULL);
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
    judge_say(judge, &fault, NULL);
}
