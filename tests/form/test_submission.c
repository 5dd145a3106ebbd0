/* test_submission.c - the submission model and its document. */
#include "support/reading.h"

#include <stdlib.h>
#include <string.h>

#include "form/error.h"

static struct reading reading;
static const struct form *form;

static int open_forms(void **state)
{
    (void)state;
    reading_init(&reading);
    form = form_set_find(&reading.forms, "F053");
    return 0;
}

static int close_forms(void **state)
{
    (void)state;
    reading_release(&reading);
    return 0;
}

/* A submission with an S and an E, values by the order of fields. */
static void build(struct submission *submission)
{
    submission_init(submission, form);
    for (enum form_role role = FORM_SUBMISSION; role <= FORM_ELEMENT; role++) {
        struct submission_record *record = submission_add(submission, role, role + 1);
        for (size_t i = 0; i < record->type->slot_count; i++)
            record->values[i] = "";
        for (size_t i = 0; i < record->type->field_count; i++)
            if (record->type->fields[i].kind == FORM_KIND_NUMBER)
                record->values[record->type->fields[i].slot] = "1";
    }
}

static void set(struct submission *submission, enum form_role role, const char *name, const char *value)
{
    const struct form_field *field = form_field_find(&form->records[role], name);
    submission->first[role]->values[field->slot] = value;
}

static void test_submission__document_reads_back(void **state)
{
    (void)state;
    struct submission submission, back;
    struct bytes first, second;
    struct fault fault = {0};
    bytes_init(&first);
    bytes_init(&second);
    build(&submission);
    set(&submission, FORM_SUBMISSION, "RELEASE-ID", "CHFS-0042");
    set(&submission, FORM_SUBMISSION, "RELEASE-TITLE", "a \"quoted\" \\ \x01 \xC3\xA9 title");
    set(&submission, FORM_SUBMISSION, "PREREQ-ID", "CHFS-0001");
    set(&submission, FORM_ELEMENT, "ELEM-BYTES", "999999999999999");
    set(&submission, FORM_ELEMENT, "ELEM-SEQ", NULL);
    submission_json(&first, &submission);
    assert_non_null(strstr(bytes_string(&first), "\"PREREQ-ID\":[\"CHFS-0001\"]"));
    assert_non_null(strstr(bytes_string(&first), "\"ELEM-SEQ\":null"));
    assert_non_null(strstr(bytes_string(&first), "\"ELEM-BYTES\":999999999999999"));
    assert_int_equal(submission_parse(&back, form, bytes_string(&first), first.length, &fault), 0);
    submission_json(&second, &back);
    assert_string_equal(bytes_string(&first), bytes_string(&second));
    assert_string_equal(back.release, "CHFS-0042");
    assert_int_equal(back.iteration, 1);
    bytes_release(&first);
    bytes_release(&second);
    submission_release(&submission);
    submission_release(&back);
}

static void test_submission__documents_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const WRONG[] = {"",
                                        "[]",
                                        "{}",
                                        "{\"S\":{},\"E\":[],\"A\":[],\"N\":[]}",
                                        "{\"S\":null,\"E\":[],\"A\":[],\"N\":[]}",
                                        "{\"S\":{\"REC-TYPE\":{}},\"E\":[],\"A\":[],\"N\":[]}"};
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        struct submission submission;
        struct fault fault = {0};
        assert_int_equal(submission_parse(&submission, form, WRONG[i], strlen(WRONG[i]), &fault), FORM_E_DOCUMENT);
        submission_release(&submission);
    }
}

static void test_submission__content_hash_leaves_out_where_it_came_from(void **state)
{
    (void)state;
    struct submission submission;
    char hash[HASH_HEX_SIZE], other[HASH_HEX_SIZE];
    build(&submission);
    submission_content_hash(hash, &submission);
    set(&submission, FORM_SUBMISSION, "REC-SEQ", "77");
    submission.first[FORM_ELEMENT]->number = 99;
    assert_string_equal(submission_content_hash(other, &submission), hash);
    set(&submission, FORM_ELEMENT, "MEMBER", "OTHER");
    assert_string_not_equal(submission_content_hash(other, &submission), hash);
    submission_release(&submission);
}

static void test_submission__tables_have_what_their_count_says(void **state)
{
    (void)state;
    struct submission submission;
    build(&submission);
    const struct submission_record *s = submission_first(&submission, FORM_SUBMISSION);
    set(&submission, FORM_SUBMISSION, "PREREQ-COUNT", "9");
    assert_int_equal(submission_occurrences(s, "PREREQ-ID"), 4);
    set(&submission, FORM_SUBMISSION, "PREREQ-COUNT", "-1");
    assert_int_equal(submission_occurrences(s, "PREREQ-ID"), 0);
    set(&submission, FORM_SUBMISSION, "PREREQ-COUNT", NULL);
    assert_int_equal(submission_occurrences(s, "PREREQ-ID"), 0);
    assert_string_equal(submission_text_at(s, "PREREQ-ID", 4), "");
    assert_string_equal(submission_text(s, "NO-SUCH-FIELD"), "");
    assert_string_equal(submission_text(NULL, "PREREQ-ID"), "");
    assert_string_equal(submission_meant(s, "element.to"), "");
    assert_int_equal(submission_number(s, "PARTS"), 1);
    submission_release(&submission);
}

static void test_submission__findings_are_sorted_as_the_file_reads(void **state)
{
    (void)state;
    static const int64_t PLACES[][2] = {{3, 20}, {0, 0}, {3, 5}, {2, 90}};
    static const int64_t SORTED[][2] = {{0, 0}, {2, 90}, {3, 5}, {3, 20}};
    struct fault_list list;
    fault_list_init(&list);
    for (size_t i = 0; i < 4; i++) {
        struct fault fault = {.code = FORM_E_VALUE, .record = PLACES[i][0], .offset = PLACES[i][1]};
        fault_list_add(&list, &fault);
    }
    submission_sort_findings(&list);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(list.items[i].record, SORTED[i][0]);
        assert_int_equal(list.items[i].offset, SORTED[i][1]);
    }
    fault_list_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_submission__document_reads_back),
        cmocka_unit_test(test_submission__documents_that_are_none_are_refused),
        cmocka_unit_test(test_submission__content_hash_leaves_out_where_it_came_from),
        cmocka_unit_test(test_submission__tables_have_what_their_count_says),
        cmocka_unit_test(test_submission__findings_are_sorted_as_the_file_reads),
    };
    return cmocka_run_group_tests(tests, open_forms, close_forms);
}
