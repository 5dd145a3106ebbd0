/*
 * test_ibm.c - Enterprise COBOL for z/OS where GnuCOBOL does otherwise, so that no compiler here can be asked: Language
 * Reference, SYNCHRONIZED clause ("Slack bytes within records", "Slack bytes between records") and USAGE clause; Programming
 * Guide, "Formats for numeric data".  What both do alike: tests/flow/test_gnucobol.sh.
 */
#include "support/suite.h"

#include <stdio.h>

#include "support/record.h"

/* NAME of BOOK, free format, lies at OFFSET with LENGTH. */
static void assert_place(const char *book, const char *name, uint32_t offset, uint32_t length)
{
    struct record_case made;
    record_case_open_book(&made, book, NULL, NULL);
    const struct layout_field *field = layout_find(&made.layout, 0, name);
    assert_non_null(field);
    if (field->offset != offset || field->length != length)
        fail_msg("%s: %s at %u with %u, expected at %u with %u", book, name, field->offset, field->length, offset, length);
    record_case_close(&made);
}

static void test_ibm__slack_bytes_are_counted_from_the_record(void **state)
{
    (void)state;
    /* the table begins at 3: its item needs one byte, from the table's beginning it would be three */
    assert_place("01 R. 05 A PIC X(3). 05 T OCCURS 2. 10 B PIC X(4). 10 C PIC S9(9) COMP SYNC. 05 Z PIC X.", "C", 8, 4);
    /* and already lies right: none */
    assert_place("01 R. 05 A PIC X(3). 05 T OCCURS 2. 10 B PIC X. 10 C PIC S9(9) COMP SYNC. 05 Z PIC X.", "C", 4, 4);
}

static void test_ibm__slack_bytes_end_an_occurrence(void **state)
{
    (void)state;
    /* by the largest boundary in the group, however deep the item, and behind its last member */
    assert_place("01 R. 05 T OCCURS 2. 10 G. 15 A PIC S9(9) COMP. 15 B PIC S9(9) COMP SYNC. 10 C PIC X. 05 Z PIC X.", "T", 0, 12);
    assert_place("01 R. 05 T OCCURS 2. 10 G. 15 A PIC S9(9) COMP. 15 B PIC S9(9) COMP SYNC. 10 C PIC X. 05 Z PIC X.", "C", 8, 1);
    assert_place("01 R. 05 T OCCURS 2. 10 A PIC X(2). 10 V. 15 B PIC X(6). 10 W REDEFINES V. 15 C PIC X(2). 15 D PIC 9(5) COMP SYNC.", "T", 0, 8);
    assert_place("01 R. 05 T OCCURS 2. 10 A PIC X. 10 U OCCURS 2. 15 B PIC X. 15 C PIC 9(5) COMP SYNC. 15 D PIC X. 10 E PIC X.", "T", 0, 20);
}

static void test_ibm__slack_bytes_come_before_a_group(void **state)
{
    (void)state;
    assert_place("01 R. 05 A PIC X. 05 G. 10 B PIC 9(5) COMP SYNC. 10 C PIC X.", "G", 4, 5);
    assert_place("01 R. 05 A PIC X. 05 G. 10 H. 15 B PIC 9(4) COMP SYNC. 10 C PIC X.", "H", 2, 2);
}

static void test_ibm__eight_bytes_lie_on_a_fullword(void **state)
{
    (void)state;
    assert_place("01 R. 05 A PIC X. 05 B PIC S9(18) COMP SYNC.", "B", 4, 8);
    assert_place("01 R. 05 A PIC X(4). 05 B PIC S9(10) COMP-5 SYNC.", "B", 4, 8);
    assert_place("01 R. 05 A PIC X(4). 05 B COMP-2 SYNC.", "B", 8, 8);
}

static void test_ibm__lengths_that_others_give_otherwise(void **state)
{
    (void)state;
    static const struct {
        const char *item;
        uint32_t length;
    } cases[] = {
        {"B PIC 9 COMP-5", 2},    {"B PIC S9(2) COMP-5", 2},   {"B PIC 9(4) COMP", 2},    {"B PIC 9(10) COMP", 8},
        {"B POINTER", 4},         {"B INDEX", 4},              {"B PROCEDURE-POINTER", 8}, {"B FUNCTION-POINTER", 4},
        {"B PIC N(3) NATIONAL", 6}, {"B PIC 9(3) NATIONAL", 6}, {"B COMP-1", 4},           {"B COMP-2", 8},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char book[80];
        snprintf(book, sizeof book, "01 R. 05 A PIC X. 05 %s.", cases[i].item);
        assert_place(book, "B", 1, cases[i].length);
    }
}

/* Numbers of national digits are UTF-16 of the machine z/OS runs on, big-endian; a sign of its own takes two bytes too. */
static void test_ibm__national_digits_are_two_bytes_each(void **state)
{
    (void)state;
    struct record_case made;
    record_case_open(&made, "S9(3)V9 NATIONAL SIGN LEADING SEPARATE", NULL);
    record_case_decode(&made, "002D0031003200330034");
    assert_string_equal(bytes_string(&made.json), "-123.4");
    record_case_close(&made);
}

/* Items behind a table that varies slide; a view takes no room, and slack bytes are those of the table at its most. */
static void test_ibm__items_behind_a_table_slide(void **state)
{
    (void)state;
    struct record_case made;
    record_case_open_book(&made,
                          "01 R. 05 A PIC X(4). 05 V REDEFINES A. 10 VA PIC X(2). 05 N PIC 9. 05 T PIC X OCCURS 0 TO 3 DEPENDING ON N."
                          " 05 B PIC X(2). 05 C REDEFINES B PIC X.",
                          NULL, NULL);
    record_case_decode(&made, "C1C2C3C4F1C5C6C7");
    assert_string_equal(bytes_string(&made.json), "{\"A\":\"ABCD\",\"V\":{\"VA\":\"AB\"},\"N\":1,\"T\":[\"E\"],\"B\":\"FG\",\"C\":\"F\"}");
    assert_int_equal(made.taken, 8);
    record_case_close(&made);
    record_case_open_book(&made, "01 R. 05 N PIC 9. 05 T PIC X OCCURS 0 TO 2 DEPENDING ON N. 05 B PIC 9(4) COMP SYNC. 05 C PIC X.", NULL, NULL);
    record_case_decode(&made, "F1C540" "0007C6");
    assert_string_equal(bytes_string(&made.json), "{\"N\":1,\"T\":[\"E\"],\"B\":7,\"C\":\"F\"}");
    assert_int_equal(made.taken, 6);
    record_case_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ibm__slack_bytes_are_counted_from_the_record),
        cmocka_unit_test(test_ibm__slack_bytes_end_an_occurrence),
        cmocka_unit_test(test_ibm__slack_bytes_come_before_a_group),
        cmocka_unit_test(test_ibm__eight_bytes_lie_on_a_fullword),
        cmocka_unit_test(test_ibm__lengths_that_others_give_otherwise),
        cmocka_unit_test(test_ibm__national_digits_are_two_bytes_each),
        cmocka_unit_test(test_ibm__items_behind_a_table_slide),
    };
    return cmocka_run_group_tests_name("ibm", tests, NULL, NULL);
}
