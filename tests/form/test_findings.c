/*
 * test_findings.c - what is wrong with one submission: each case is a good file with one field spoilt, and names the
 * finding, its record, field and offset.  The file itself stays sound, and the submission beside stays clean.
 */
#include "support/reading.h"

#include <stdio.h>
#include <string.h>

#include "form/error.h"
#include "record/error.h"

static struct reading reading;

static int open_forms(void **state)
{
    (void)state;
    reading_init(&reading);
    return 0;
}

static int close_forms(void **state)
{
    (void)state;
    reading_release(&reading);
    return 0;
}

enum { S = 1, E = 2, A = 4, N = 6 }; /* indexes of records in a good file */

struct spoilt {
    const char *name;
    const char *form;
    enum drop_framing framing;
    size_t record;
    const char *field;
    const char *value;  /* NULL: bytes instead */
    const char *bytes;  /* put at the start of the field after writing */
    size_t bytes_length;
    int code;
    int64_t offset;
};

#define VALUE(form, framing, record, field, value, code, offset) \
    {#field " = " value, form, framing, record, field, value, NULL, 0, code, offset}
#define BYTES(form, framing, record, field, bytes, code, offset) \
    {#field " bytes " #bytes, form, framing, record, field, NULL, bytes, sizeof bytes - 1, code, offset}

static const struct spoilt CASES[] = {
    /* bytes that are not a sign or a digit */
    BYTES("F053", DROP_FB, S, "DURATION-MIN", "\x00\x06\x05", RECORD_E_PACKED, 116),
    BYTES("F053", DROP_FB, S, "BACKOUT-MIN", "\x00\x0A\x0C", RECORD_E_PACKED, 119),
    BYTES("F053", DROP_VB, E, "ELEM-BYTES", "\x40\x40\x40\x40\x40\x40\x40\x40", RECORD_E_BLANK, 181),
    BYTES("F053", DROP_FB, N, "ITERATION", "\x00\x1D", RECORD_E_PACKED, 18),
    BYTES("F053", DROP_FB, S, "REQUESTED-DATE", "\xF2\xF0\xC1", RECORD_E_ZONED, 104),
    BYTES("F053", DROP_FB, S, "LATEST-DATE", "\x40\x40\x40\x40\x40\x40\x40\x40", RECORD_E_BLANK, 122),
    BYTES("F053", DROP_FB, S, "TEST-DATE", "\0\0\0\0\0\0\0\0", RECORD_E_ZONED, 282),
    BYTES("F053", DROP_TEXT, S, "DURATION-MIN", "0006O", RECORD_E_ZONED, 120),
    BYTES("F053", DROP_TEXT, E, "ELEM-BYTES", "00000000000150{", RECORD_E_ZONED, 187),
    VALUE("F053", DROP_CSV, S, "DURATION-MIN", "1h", FORM_E_NOT_A_NUMBER, 0),
    VALUE("F053", DROP_CSV, S, "REQUESTED-DATE", "2026-12-01", FORM_E_NOT_A_NUMBER, 0),
    VALUE("F053", DROP_CSV, S, "LATEST-DATE", "", FORM_E_NOT_A_NUMBER, 0),
    VALUE("F053", DROP_CSV, E, "ELEM-SEQ", "100000", FORM_E_NOT_A_NUMBER, 0),
    VALUE("F053", DROP_FB, S, "DURATION-MIN", "-60", FORM_E_NEGATIVE, 116),
    VALUE("F053", DROP_CSV, S, "BACKOUT-MIN", "-1", FORM_E_NEGATIVE, 0),
    /* values and ranges of level 88 */
    VALUE("F053", DROP_FB, S, "CHANGE-CLASS", "X", FORM_E_VALUE, 101),
    VALUE("F053", DROP_FB, S, "RISK", "l", FORM_E_VALUE, 102),
    VALUE("F053", DROP_FB, S, "IMPACT", "5", FORM_E_VALUE, 103),
    VALUE("F053", DROP_FB, S, "DURATION-MIN", "1441", FORM_E_VALUE, 116),
    VALUE("F053", DROP_FB, S, "DURATION-MIN", "0", FORM_E_VALUE, 116),
    VALUE("F053", DROP_FB, S, "BACKOUT-MIN", "0", FORM_E_VALUE, 119),
    VALUE("F053", DROP_FB, S, "CAB-FLAG", " ", FORM_E_VALUE, 264),
    VALUE("F053", DROP_FB, S, "SECURITY-REVIEW", "Y", FORM_E_VALUE, 265),
    VALUE("F053", DROP_FB, S, "TARGET-ENV", "Q", FORM_E_VALUE, 291),
    VALUE("F053", DROP_FB, S, "PARTS", "3", FORM_E_VALUE, 292),
    VALUE("F053", DROP_FB, S, "PREREQ-COUNT", "5", FORM_E_VALUE, 337),
    VALUE("F053", DROP_FB, E, "ELEM-TYPE", "EXEC", FORM_E_VALUE, 28),
    VALUE("F052", DROP_TEXT, E, "ELEM-TYPE", "LOAD", FORM_E_VALUE, 34),
    VALUE("F053", DROP_FB, A, "ROLE", "BOSS", FORM_E_VALUE, 25),
    VALUE("F053", DROP_FB, A, "DECISION", "Y", FORM_E_VALUE, 45),
    VALUE("F053", DROP_FB, N, "KIND", "JOKE", FORM_E_VALUE, 25),
    /* text */
    BYTES("F053", DROP_FB, S, "RELEASE-TITLE", "\xC1\x15", FORM_E_CONTROL, 25),
    BYTES("F053", DROP_FB, A, "REMARK", "\x25", FORM_E_CONTROL, 76),
    BYTES("F053", DROP_FB, S, "TRACKING-NO", "\xE3\x00", FORM_E_CONTROL, 240),
    BYTES("F053", DROP_TEXT, N, "LINE-TEXT", "a\tb", FORM_E_CONTROL, 38),
    VALUE("F053", DROP_CSV, N, "LINE-TEXT", "two\x01" "lines", FORM_E_CONTROL, 0),
    VALUE("F053", DROP_CSV, S, "TRACKING-NO", "TRK-26-0042-LONGER", FORM_E_TOO_LONG, 0),
    /* raw bytes */
    BYTES("F052", DROP_TEXT, E, "ELEM-SHA256", "!!!!", FORM_E_RAW, 338),
    VALUE("F052", DROP_CSV, E, "ELEM-SHA256", "0123", FORM_E_RAW, 0),
    /* names, paths, addresses, modes */
    VALUE("F053", DROP_FB, S, "SYSTEM-ID", "MED-1", FORM_E_NAME, 93),
    VALUE("F053", DROP_FB, S, "PREREQ-ID-2", "0001-CHFS", FORM_E_NAME, 351),
    VALUE("F053", DROP_FB, S, "SUBMITTER-ID", "a)(uid=*", FORM_E_NAME, 130),
    VALUE("F053", DROP_FB, E, "MEMBER", "1CHBASE", FORM_E_NAME, 33),
    VALUE("F053", DROP_FB, E, "MEMBER", "chbase", FORM_E_NAME, 33),
    VALUE("F053", DROP_FB, E, "TO-DSN", "CHFS.PRODUCTION.LOADLIB", FORM_E_NAME, 85),
    VALUE("F053", DROP_FB, E, "FROM-DSN", "CHFS..LOADLIB", FORM_E_NAME, 41),
    VALUE("F053", DROP_FB, E, "BACKUP-DSN", "CHFS.X',DISP=OLD", FORM_E_NAME, 129),
    VALUE("F053", DROP_FB, E, "CICS-REGION", "//", FORM_E_NAME, 251),
    VALUE("F052", DROP_TEXT, E, "HOST", "app1;reboot", FORM_E_NAME, 39),
    VALUE("F052", DROP_TEXT, E, "TO-PATH", "opt/chfs", FORM_E_PATH, 151),
    VALUE("F052", DROP_TEXT, E, "BACKUP-PATH", "/var/../etc", FORM_E_PATH, 231),
    VALUE("F052", DROP_TEXT, E, "FROM-PATH", "/bin/base", FORM_E_PATH, 71),
    VALUE("F052", DROP_TEXT, E, "FROM-PATH", "bin/..", FORM_E_PATH, 71),
    VALUE("F052", DROP_TEXT, E, "FILE-MODE", "0789", FORM_E_OCTAL, 319),
    VALUE("F053", DROP_FB, S, "CONTACT-EMAIL", "a@x.gov, b@x.gov", FORM_E_EMAIL, 162),
    VALUE("F053", DROP_FB, S, "CONTACT-EMAIL", "Ruth <r@x.gov>", FORM_E_EMAIL, 162),
    /* dates and times */
    VALUE("F053", DROP_FB, S, "REQUESTED-DATE", "20261301", FORM_E_DATE, 104),
    VALUE("F053", DROP_FB, S, "TEST-DATE", "20260230", FORM_E_DATE, 282),
    VALUE("F053", DROP_FB, S, "REQUESTED-TIME", "2460", FORM_E_TIME, 112),
    VALUE("F053", DROP_FB, A, "DECIDED-TIME", "106000", FORM_E_TIME, 54),
    VALUE("F053", DROP_FB, S, "LATEST-DATE", "20261130", FORM_E_ORDER, 122),
    /* required */
    VALUE("F053", DROP_FB, S, "AGENCY", "", FORM_E_REQUIRED, 85),
    VALUE("F053", DROP_FB, S, "REQUESTED-DATE", "0", FORM_E_REQUIRED, 104),
    VALUE("F053", DROP_FB, S, "CONTACT-EMAIL", "", FORM_E_REQUIRED, 162),
    VALUE("F053", DROP_FB, S, "CHANGE-CLASS", "E", FORM_E_REQUIRED, 252),
    VALUE("F053", DROP_FB, E, "ELEM-TYPE", "", FORM_E_REQUIRED, 28),
    VALUE("F053", DROP_FB, E, "ACTION", "", FORM_E_REQUIRED, 32),
    VALUE("F053", DROP_FB, E, "MEMBER", "", FORM_E_REQUIRED, 33),
    VALUE("F053", DROP_FB, E, "FROM-DSN", "", FORM_E_REQUIRED, 41),
    VALUE("F053", DROP_FB, E, "TO-DSN", "", FORM_E_REQUIRED, 85),
    VALUE("F053", DROP_FB, E, "BACKUP-DSN", "", FORM_E_REQUIRED, 129),
    VALUE("F053", DROP_FB, E, "ELEM-BYTES", "0", FORM_E_REQUIRED, 181),
    VALUE("F053", DROP_FB, E, "ELEM-SHA256", "", FORM_E_REQUIRED, 189),
    VALUE("F053", DROP_FB, E, "ELEM-TYPE", "DBRM", FORM_E_REQUIRED, 221),
    VALUE("F052", DROP_TEXT, E, "HOST", "", FORM_E_REQUIRED, 39),
    VALUE("F052", DROP_TEXT, E, "TO-PATH", "", FORM_E_REQUIRED, 151),
    /* what belongs elsewhere */
    VALUE("F053", DROP_FB, S, "AGENCY", "KYTC", FORM_E_AGENCY, 85),
    VALUE("F053", DROP_FB, N, "REC-TYPE", "X", FORM_E_TYPE, 1),
    VALUE("F053", DROP_FB, N, "FORM-ID", "F052", FORM_E_FORM, 2),
};
enum { CASE_COUNT = sizeof CASES / sizeof CASES[0] };

/* A good file with a second submission behind the one that is spoilt. */
static void two_submissions(struct dropfile *file, const char *form)
{
    dropfile_init(file, form);
    dropfile_add(file, 'H', NULL, NULL);
    dropfile_add_submission(file, "CHFS-0042", "1");
    dropfile_add_submission(file, "CHFS-0043", "1");
    dropfile_add(file, 'T', NULL, NULL);
}

static void test_case(void **state)
{
    const struct spoilt *spoilt = *state;
    struct dropfile file;
    two_submissions(&file, spoilt->form);
    if (spoilt->value != NULL)
        dropfile_set(&file, spoilt->record, spoilt->field, spoilt->value);
    dropfile_write(&file, spoilt->framing, "CP037");
    if (spoilt->value == NULL) {
        size_t length;
        size_t at = dropfile_at(&file, spoilt->framing, spoilt->record, spoilt->field, &length);
        at += spoilt->framing == DROP_VB ? 4 * (spoilt->record + 1) : 0;
        memcpy(file.bytes.data + at, spoilt->bytes, spoilt->bytes_length);
    }
    reading_of(&reading, file.bytes.data, file.bytes.length);
    assert_false(reading.summary->aside);
    assert_int_equal(reading.part_count, 2);
    assert_true(reading.keyed[0]);
    const struct fault *finding = finding_of(&reading.parts[0].findings, spoilt->code, NULL);
    assert_int_equal(finding->record, spoilt->record + (spoilt->framing == DROP_CSV ? 2 : 1));
    if (finding->offset != spoilt->offset)
        fail_msg("%s at %lld, expected %lld", finding->field, (long long)finding->offset, (long long)spoilt->offset);
    assert_int_equal(reading.parts[1].findings.count, 0);
    dropfile_release(&file);
}

/* Blank means none where the form allows it. */
static void test_findings__what_is_optional_may_be_blank(void **state)
{
    (void)state;
    static const struct {
        const char *form;
        size_t record;
        const char *fields[10]; /* name, value, ... */
    } FINE[] = {
        {"F053", S, {"LATEST-DATE", "0", "TEST-DATE", "0", "TEST-REF", "", "TRACKING-NO", "", "CONTACT-PHONE", ""}},
        {"F053", S, {"CHANGE-CLASS", "E", "INCIDENT-NO", "INC-77", "PREREQ-COUNT", "0"}},
        {"F053", E, {"ACTION", "D", "FROM-DSN", "", "ELEM-BYTES", "0", "ELEM-SHA256", ""}},
        {"F053", E, {"ACTION", "A", "BACKUP-DSN", ""}},
        {"F053", E, {"ELEM-TYPE", "SEQ", "MEMBER", ""}},
        {"F052", E, {"ELEM-TYPE", "SVC", "FROM-PATH", "", "BACKUP-PATH", "", "ELEM-BYTES", "0", "ELEM-SHA256", ""}},
        /* Judged with the release, not by the form: such an approval only does not count. */
        {"F053", A, {"DECIDED-DATE", "20261399", "APPROVER-ID", "", "ON-BEHALF-OF", "nobody at all"}},
    };
    for (size_t i = 0; i < sizeof FINE / sizeof FINE[0]; i++) {
        struct dropfile file;
        dropfile_good(&file, FINE[i].form);
        for (size_t f = 0; f < 10 && FINE[i].fields[f] != NULL; f += 2)
            dropfile_set(&file, FINE[i].record, FINE[i].fields[f], FINE[i].fields[f + 1]);
        dropfile_write(&file, strcmp(FINE[i].form, "F053") == 0 ? DROP_FB : DROP_TEXT, "CP037");
        reading_of(&reading, file.bytes.data, file.bytes.length);
        if (reading.parts[0].findings.count != 0)
            fail_msg("case %zu: %s %s", i, reading.parts[0].findings.items[0].field, reading.parts[0].findings.items[0].detail);
        dropfile_release(&file);
    }
}

/* A short record of VB is padded: text is blank, a number is a finding. */
static void test_findings__short_records_are_padded(void **state)
{
    (void)state;
    struct dropfile file;
    dropfile_good(&file, "F053");
    dropfile_write(&file, DROP_VB, "CP037");
    size_t at = 404 * S;
    memmove(file.bytes.data + at + 4 + 270, file.bytes.data + at + 404, file.bytes.length - at - 404);
    file.bytes.length -= 130;
    file.bytes.data[at] = (274 >> 8) & 0xFF;
    file.bytes.data[at + 1] = 274 & 0xFF;
    reading_of(&reading, file.bytes.data, file.bytes.length);
    assert_false(reading.summary->aside);
    assert_int_equal(finding_of(&reading.parts[0].findings, FORM_E_PADDING, "TEST-DATE")->offset, 282);
    finding_of(&reading.parts[0].findings, FORM_E_PADDING, "PREREQ-COUNT");
    const struct submission_record *s = submission_first(&reading.parts[0], FORM_SUBMISSION);
    assert_string_equal(submission_text(s, "TEST-REF"), "QA-20"); /* 266 to 270 */
    assert_string_equal(submission_text(s, "STAGING-REF"), "");
    dropfile_release(&file);
}

/* Bytes behind the prerequisites that are there are padding. */
static void test_findings__prerequisites_beyond_the_count_are_padding(void **state)
{
    (void)state;
    struct dropfile file;
    size_t length;
    dropfile_good(&file, "F053");
    dropfile_set(&file, S, "PREREQ-COUNT", "1");
    dropfile_write(&file, DROP_FB, "CP037");
    memset(file.bytes.data + dropfile_at(&file, DROP_FB, S, "PREREQ-ID-2", &length), 0, 20);
    reading_of(&reading, file.bytes.data, file.bytes.length);
    assert_int_equal(reading.parts[0].findings.count, 0);
    assert_int_equal(submission_occurrences(submission_first(&reading.parts[0], FORM_SUBMISSION), "PREREQ-ID"), 1);
    dropfile_release(&file);
}

static void test_findings__without_a_key_records_cannot_be_returned(void **state)
{
    (void)state;
    static const char *const KEYS[][2] = {{"RELEASE-ID", "9CHFS"}, {"RELEASE-ID", "../../etc"}, {"RELEASE-ID", ""},
                                          {"FORM-ID", "F052"}};
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
        struct dropfile file;
        two_submissions(&file, "F053");
        dropfile_set(&file, S, KEYS[i][0], KEYS[i][1]);
        dropfile_write(&file, DROP_FB, "CP037");
        reading_of(&reading, file.bytes.data, file.bytes.length);
        assert_false(reading.summary->aside);
        assert_int_equal(reading.part_count, 2);
        assert_false(reading.keyed[0]);
        assert_int_equal(reading.raw_length[0], 8 * 400); /* all its records go aside with it */
        finding_of(&reading.parts[0].findings, FORM_E_NO_KEY, KEYS[i][0]);
        assert_true(reading.keyed[1]);
        dropfile_release(&file);
    }
}

static void test_findings__records_without_an_s_go_aside(void **state)
{
    (void)state;
    struct dropfile file;
    two_submissions(&file, "F053");
    dropfile_remove(&file, S, 1);
    dropfile_write(&file, DROP_TEXT, NULL);
    reading_of(&reading, file.bytes.data, file.bytes.length);
    assert_false(reading.summary->aside);
    assert_int_equal(reading.part_count, 2);
    assert_false(reading.keyed[0]);
    finding_of(&reading.parts[0].findings, FORM_E_ORPHAN, NULL);
    assert_int_equal(reading.raw_length[0], 7 * 401);
    assert_true(reading.keyed[1]);
    dropfile_release(&file);
}

static void test_findings__csv_cells_of_other_types_are_findings(void **state)
{
    (void)state;
    static const char TEXT[] = "REC-TYPE,FORM-ID,RELEASE-ID,ITERATION,AGENCY,FILE-SEQ,KIND,ROLE\n"
                               "H,F053,,0,CHFS,1,,\nS,F053,CHFS-0001,1,CHFS,,,\nA,F053,CHFS-0001,1,,,NOTE,AGCY\n";
    reading_of(&reading, TEXT, sizeof TEXT - 1);
    assert_false(reading.summary->aside);
    assert_int_equal(finding_of(&reading.parts[0].findings, FORM_E_CELL, "KIND")->record, 4);
}

static void test_findings__an_amount_that_cannot_be_read_leaves_the_hash_open(void **state)
{
    (void)state;
    struct dropfile file;
    size_t length;
    dropfile_good(&file, "F053");
    dropfile_write(&file, DROP_FB, "CP037");
    file.bytes.data[dropfile_at(&file, DROP_FB, E, "ELEM-BYTES", &length) + 7] = 0x50;
    reading_of(&reading, file.bytes.data, file.bytes.length);
    assert_false(reading.summary->aside);
    finding_of(&reading.summary->findings, FORM_W_HASH_UNKNOWN, "HASH-TOTAL");
    finding_of(&reading.parts[0].findings, RECORD_E_PACKED, "ELEM-BYTES");
    dropfile_release(&file);
}

static void test_findings__are_bounded(void **state)
{
    (void)state;
    struct dropfile file;
    dropfile_good(&file, "F053");
    dropfile_remove(&file, 9, 1);
    for (int i = 0; i < DROP_FINDINGS_MAX + 10; i++)
        dropfile_set(&file, dropfile_add(&file, 'N', "CHFS-0042", "1"), "KIND", "BAD");
    dropfile_add(&file, 'T', NULL, NULL);
    dropfile_write(&file, DROP_FB, "CP037");
    reading_of(&reading, file.bytes.data, file.bytes.length);
    assert_int_equal(reading.parts[0].findings.count, DROP_FINDINGS_MAX + 1);
    finding_of(&reading.parts[0].findings, FORM_E_MORE, NULL);
    dropfile_release(&file);
}

int main(void)
{
    enum { OTHERS = 8 };
    struct CMUnitTest tests[OTHERS + CASE_COUNT] = {
        cmocka_unit_test(test_findings__what_is_optional_may_be_blank),
        cmocka_unit_test(test_findings__short_records_are_padded),
        cmocka_unit_test(test_findings__prerequisites_beyond_the_count_are_padding),
        cmocka_unit_test(test_findings__without_a_key_records_cannot_be_returned),
        cmocka_unit_test(test_findings__records_without_an_s_go_aside),
        cmocka_unit_test(test_findings__csv_cells_of_other_types_are_findings),
        cmocka_unit_test(test_findings__an_amount_that_cannot_be_read_leaves_the_hash_open),
        cmocka_unit_test(test_findings__are_bounded),
    };
    char names[CASE_COUNT][120];
    for (size_t i = 0; i < CASE_COUNT; i++) {
        snprintf(names[i], sizeof names[i], "test_findings__one: %s record %zu, %.60s", CASES[i].form, CASES[i].record,
                 CASES[i].name);
        tests[OTHERS + i] = (struct CMUnitTest){.name = names[i], .test_func = test_case,
                                                .initial_state = (void *)(uintptr_t)&CASES[i]};
    }
    return cmocka_run_group_tests(tests, open_forms, close_forms);
}
