/* test_layout.c - tests of record/layout.h: offsets and lengths, and what does not fit together. */
#include "support/suite.h"

#include <string.h>

#include "record/error.h"
#include "record/layout.h"

static void assert_layout(const char *source, const char *expected)
{
    struct copybook copybook;
    struct layout layout;
    struct fault fault = {0};
    struct bytes out;
    bytes_init(&out);
    assert_int_equal(copybook_parse(&copybook, source, strlen(source), &copybook_free, &fault), 0);
    if (layout_make(&layout, &copybook, &fault) < 0) {
        bytes_format(&out, "%d %s", fault.code, fault.detail);
    } else {
        for (size_t i = 0; i < layout.count; i++)
            bytes_format(&out, "%s@%u+%u ", layout.fields[i].item->name, layout.fields[i].offset, layout.fields[i].length);
        for (size_t i = 0; i < layout.record_count; i++)
            bytes_format(&out, "[%u-%u]", layout.records[i].minimum, layout.records[i].maximum);
        layout_release(&layout);
    }
    assert_string_equal(bytes_string(&out), expected);
    bytes_release(&out);
    copybook_release(&copybook);
}

static void test_layout__offsets_and_lengths(void **state)
{
    (void)state;
    assert_layout("01 R. 05 A PIC X(3). 05 B PIC 9(4) COMP. 05 C PIC 9(5) COMP. 05 D PIC 9(10) COMP. 05 E PIC S9(4) COMP-3. 05 F PIC S9(5) COMP-3.",
                  "R@0+23 A@0+3 B@3+2 C@5+4 D@9+8 E@17+3 F@20+3 [23-23]");
    assert_layout("01 R. 05 A PIC S9(3) SIGN LEADING SEPARATE. 05 B PIC S9(3). 05 C PIC 9(3)V99.", "R@0+12 A@0+4 B@4+3 C@7+5 [12-12]");
    assert_layout("01 R. 05 T OCCURS 3. 10 A PIC X(2). 10 B PIC X OCCURS 4. 05 Z PIC X.", "R@0+19 T@0+6 A@0+2 B@2+1 Z@18+1 [19-19]");
    assert_layout("01 R. 05 N PIC 9. 05 T OCCURS 1 TO 3 DEPENDING ON N. 10 A PIC X(2). 05 Z PIC X.", "R@0+8 N@0+1 T@1+2 A@1+2 Z@7+1 [4-8]");
    assert_layout("01 R. 05 T OCCURS 2. 10 N PIC 9. 10 A PIC X(2) OCCURS 0 TO 5 DEPENDING ON N. 05 Z PIC X.", "R@0+23 T@0+11 N@0+1 A@1+2 Z@22+1 [3-23]");
    assert_layout("01 R. 05 A PIC X(4). 05 B REDEFINES A. 10 C PIC X. 10 D PIC X(2). 05 E REDEFINES B PIC X(3). 05 Z PIC X.",
                  "R@0+5 A@0+4 B@0+3 C@0+1 D@1+2 E@0+3 Z@4+1 [5-5]");
    assert_layout("01 R. 05 A PIC X(2). 05 B REDEFINES A PIC X(6). 05 Z PIC X.", "R@0+7 A@0+2 B@0+6 Z@6+1 [7-7]");
    assert_layout("01 R PIC X(5). 01 Q. 05 A PIC X.", "R@0+5 Q@0+1 A@0+1 [5-5][1-1]");
    assert_layout("01 Q REDEFINES R. 05 A PIC X.", "Q@0+1 A@0+1 [1-1]");
}

static void test_layout__what_does_not_fit(void **state)
{
    (void)state;
    assert_layout("01 R. 05 A PIC X. 05 B PIC X. 05 C REDEFINES A PIC X.", "-203 C REDEFINES what does not stand before it: A");
    assert_layout("01 R. 05 C REDEFINES A PIC X.", "-203 C REDEFINES what does not stand before it: A");
    assert_layout("01 R. 05 A PIC X OCCURS 2. 05 C REDEFINES A PIC X.", "-203 C REDEFINES a table or is one: A");
    assert_layout("01 R. 05 A PIC X OCCURS 0 TO 2 DEPENDING ON N. 05 N PIC 9.", "-203 A DEPENDING ON what does not stand before it in the record: N");
    assert_layout("01 R. 05 N PIC X. 05 A PIC X OCCURS 0 TO 2 DEPENDING ON N.", "-203 A DEPENDING ON what is no whole number: N");
    assert_layout("01 R. 05 T OCCURS 2. 10 N PIC 9. 05 A PIC X OCCURS 0 TO 2 DEPENDING ON N.", "-203 A DEPENDING ON an item of another table: N");
    assert_layout("01 R. 05 N PIC 9. 05 G. 10 A PIC X OCCURS 0 TO 2 DEPENDING ON N. 05 H REDEFINES G PIC X.",
                  "-203 H REDEFINES what holds OCCURS DEPENDING ON: G");
    assert_layout("01 R OCCURS 2. 05 A PIC X.", "-203 R is level 01 and has OCCURS");
    assert_layout("01 R. 05 A PIC X(9999999) OCCURS 99.", "-203 A ends beyond the longest record there is");
}

static void test_layout__listing_and_json(void **state)
{
    (void)state;
    static const char source[] = "01 R. 05 N PIC 9. 05 T OCCURS 0 TO 2 DEPENDING ON N. 10 A PIC S9(3) COMP-3.";
    struct copybook copybook;
    struct layout layout;
    struct bytes out;
    bytes_init(&out);
    assert_int_equal(copybook_parse(&copybook, source, strlen(source), &copybook_free, NULL), 0);
    assert_int_equal(layout_make(&layout, &copybook, NULL), 0);
    layout_json(&out, &layout);
    assert_string_equal(bytes_string(&out),
                        "[\n{\"level\":1,\"name\":\"R\",\"offset\":0,\"length\":5,\"picture\":null,\"usage\":null,\"occurs\":null,\"redefines\":null},\n"
                        "{\"level\":5,\"name\":\"N\",\"offset\":0,\"length\":1,\"picture\":\"9\",\"usage\":\"DISPLAY\",\"occurs\":null,\"redefines\":null},\n"
                        "{\"level\":5,\"name\":\"T\",\"offset\":1,\"length\":2,\"picture\":null,\"usage\":null,\"occurs\":2,\"occurs_min\":0,"
                        "\"depending_on\":\"N\",\"redefines\":null},\n"
                        "{\"level\":10,\"name\":\"A\",\"offset\":1,\"length\":2,\"picture\":\"S9(3)\",\"usage\":\"COMP-3\",\"occurs\":null,\"redefines\":null}\n]\n");
    bytes_clear(&out);
    layout_print(&out, &layout);
    assert_non_null(strstr(bytes_string(&out), "\n  05 T                                      1        2                              OCCURS 0 TO 2 DEPENDING ON N\n"));
    assert_non_null(strstr(bytes_string(&out), "\n    10 A                                    1        2  S9(3)              COMP-3\n"));
    bytes_release(&out);
    layout_release(&layout);
    copybook_release(&copybook);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout__offsets_and_lengths),
        cmocka_unit_test(test_layout__what_does_not_fit),
        cmocka_unit_test(test_layout__listing_and_json),
    };
    return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
