/* test_measure.c - tests of record/measure.h: expressions over the fields of one record. */
#include "support/suite.h"

#include <string.h>

#include "record/error.h"
#include "record/measure.h"
#include "record/recfm.h"

static const char BOOK[] = "01 A. 05 TYPE-CODE PIC X. 05 HDR-LEN PIC 9(3). 05 BODY-LEN PIC S9(4) COMP. 05 N PIC 9. 05 PRICE PIC 9V9."
                           " 05 T OCCURS 0 TO 3 DEPENDING ON N. 10 K PIC 9. 05 AFTER PIC 9. 01 B. 05 N PIC 9. 05 ONLY-B PIC 9.";
static const uint8_t HEAD[] = "\xC1\xF0\xF1\xF0\x00\x07\xF2\xF1\xF1"; /* HDR-LEN 10, BODY-LEN 7, N 2 */

struct fixture {
    struct copybook copybook;
    struct layout layout;
    struct codepage page;
    struct measure measure;
    struct fault fault;
};

static int open_book(void **state)
{
    static struct fixture fixture;
    *state = &fixture;
    assert_int_equal(copybook_parse(&fixture.copybook, BOOK, strlen(BOOK), &copybook_free, &fixture.fault), 0);
    assert_int_equal(layout_make(&fixture.layout, &fixture.copybook, &fixture.fault), 0);
    assert_int_equal(codepage_open(&fixture.page, "CP037", &fixture.fault), 0);
    return 0;
}

static int close_book(void **state)
{
    struct fixture *fixture = *state;
    codepage_close(&fixture->page);
    layout_release(&fixture->layout);
    copybook_release(&fixture->copybook);
    return 0;
}

/* The length, or the code of what refused. */
static long measured(struct fixture *fixture, const char *text, const uint8_t *head)
{
    fixture->fault = (struct fault){0};
    int code = measure_compile(&fixture->measure, &fixture->layout, text, &fixture->page, NULL, &fixture->fault);
    if (code < 0)
        return code;
    ptrdiff_t length = measure_length(&fixture->measure, head, &fixture->fault);
    measure_release(&fixture->measure);
    return (long)length;
}

static void test_measure__expressions(void **state)
{
    static const struct {
        const char *text;
        long length;
    } cases[] = {
        {"HDR-LEN", 10},
        {"hdr-len + 4", 14},
        {"  HDR-LEN+4 ", 14},
        {"HDR-LEN + BODY-LEN * 3", 31},
        {"(HDR-LEN + BODY-LEN) * 3", 51},
        {"HDR-LEN - 1 - 2", 7},
        {"HDR-LEN - (1 - 2)", 11},
        {"4*HDR-LEN - 2*BODY-LEN", 26},
        {"((HDR-LEN))", 10},
        {"ONLY-B + 8", 8}, /* of another 01 level: byte 2 is a zero here */
        {"HDR-LEN - 8", RECORD_E_LENGTH},
        {"HDR-LEN - 10", RECORD_E_LENGTH},
        {"BODY-LEN * 1073741824", RECORD_E_LENGTH},
        {"BODY-LEN * 1073741824 * 1073741824 * 1073741824", RECORD_E_LENGTH},
        {"", RECORD_E_EXPRESSION},
        {"12", RECORD_E_EXPRESSION},
        {"HDR-LEN +", RECORD_E_EXPRESSION},
        {"HDR-LEN / 2", RECORD_E_EXPRESSION},
        {"HDR-LEN 4", RECORD_E_EXPRESSION},
        {"-HDR-LEN", RECORD_E_EXPRESSION},
        {"(HDR-LEN", RECORD_E_EXPRESSION},
        {"HDR-LEN)", RECORD_E_EXPRESSION},
        {"HDR-LEN + 99999999999", RECORD_E_EXPRESSION},
        {"TYPE-CODE", RECORD_E_EXPRESSION},
        {"PRICE", RECORD_E_EXPRESSION},
        {"N", RECORD_E_EXPRESSION},
        {"HDR-LEN-4", RECORD_E_NAME},
        {"K", RECORD_E_NAME},
        {"AFTER", RECORD_E_NAME},
        {"((((((((((((((((((HDR-LEN))))))))))))))))))", RECORD_E_EXPRESSION},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        long length = measured(*state, cases[i].text, HEAD);
        long expected = cases[i].length;
        if (length != expected)
            fail_msg("%s: %ld, expected %ld", cases[i].text, length, expected);
    }
}

static void test_measure__what_is_wrong_is_said(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(measured(fixture, "HDR-LEN - 8", HEAD), RECORD_E_LENGTH);
    assert_string_equal(fixture->fault.detail, "HDR-LEN - 8 is 2, expected 4 to 16777216");
    assert_int_equal(measured(fixture, "HDR-LEN", (const uint8_t *)"\xC1\xC1\xF1\xF0\x00\x07\xF2\xF1\xF1"), RECORD_E_LENGTH);
    assert_string_equal(fixture->fault.detail, "HDR-LEN X'C1F1F0' is no number");
    assert_int_equal(measured(fixture, "HDR-LEN / 2", HEAD), RECORD_E_EXPRESSION);
    assert_string_equal(fixture->fault.detail, "--length-field: got / 2, expected + - or *");
    assert_int_equal(measured(fixture, "N", HEAD), RECORD_E_EXPRESSION);
    assert_string_equal(fixture->fault.detail, "--length-field: N lies at byte 7 in one 01 level, at byte 1 in another");
}

static void test_measure__many_values_wait(void **state)
{
    char text[256] = "";
    for (int i = 0; i < 15; i++)
        strcat(text, "1 * (");
    strcat(text, "HDR-LEN");
    for (int i = 0; i < 15; i++)
        strcat(text, ")");
    assert_int_equal(measured(*state, text, HEAD), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measure__expressions),
        cmocka_unit_test(test_measure__what_is_wrong_is_said),
        cmocka_unit_test(test_measure__many_values_wait),
    };
    return cmocka_run_group_tests_name("measure", tests, open_book, close_book);
}
