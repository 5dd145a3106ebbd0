/* test_layout.c - tests of record/layout.h: offsets and lengths, and what does not fit together. */
#include "support/suite.h"

#include <stdio.h>
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
        for (size_t i = 0; i < layout.count; i++) {
            const struct layout_field *field = &layout.fields[i];
            bytes_format(&out, "%s@%u+%u", field->item->name, field->offset, field->length);
            if (field->slack > 0)
                bytes_format(&out, "/%u", field->slack);
            if (field->depending_on != LAYOUT_NONE && strstr(field->item->depending_on, " OF ") != NULL)
                bytes_format(&out, "<%d>", field->depending_on);
            bytes_char(&out, ' ');
        }
        for (size_t i = 0; i < layout.record_count; i++)
            bytes_format(&out, "[%u-%u]", layout.records[i].minimum, layout.records[i].maximum);
        for (size_t i = 0; i < layout.renames_count; i++)
            bytes_format(&out, "{%s@%u+%u}", layout.renames[i].item->name, layout.renames[i].offset, layout.renames[i].length);
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

static void test_layout__usages_have_their_lengths(void **state)
{
    (void)state;
    static const struct {
        const char *clauses;
        unsigned bytes;
    } cases[] = {
        {"PIC X(3)", 3}, {"PIC 9(5)V99", 7}, {"PIC S9(5) SIGN TRAILING SEPARATE", 6}, {"PIC 9(5) SIGN LEADING SEPARATE", 5},
        {"PIC 99PPP", 2}, {"PIC PPP99", 2}, {"PIC $$,$$9.99CR", 11}, {"PIC 9 COMP", 2}, {"PIC 9(4) COMP", 2}, {"PIC 9(5) COMP", 4},
        {"PIC 9(9) BINARY", 4}, {"PIC 9(10) COMP-4", 8}, {"PIC S9(18) COMP-5", 8}, {"PIC 9(4)V9 COMP", 4}, {"PIC 9 COMP-3", 1},
        {"PIC 9(2) COMP-3", 2}, {"PIC S9(31) COMP-3", 16}, {"PIC 9(5) COMP-6", 3}, {"PIC 9(4) COMP-6", 2}, {"COMP-1", 4}, {"COMP-2", 8},
        {"INDEX", 4}, {"POINTER", 4}, {"PROCEDURE-POINTER", 8}, {"FUNCTION-POINTER", 4}, {"OBJECT REFERENCE", 4}, {"PIC N(3)", 6},
        {"PIC G(3) DISPLAY-1", 6}, {"PIC 9(3) NATIONAL", 6}, {"PIC S9(3) NATIONAL SIGN LEADING SEPARATE", 8}, {"PIC NBN NATIONAL", 6},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char source[128], expected[64];
        snprintf(source, sizeof source, "01 R %s.", cases[i].clauses);
        snprintf(expected, sizeof expected, "R@0+%u [%u-%u]", cases[i].bytes, cases[i].bytes, cases[i].bytes);
        assert_layout(source, expected);
    }
}

/* As GnuCOBOL has them with -fbinary-size=1--8. */
static void test_layout__minimal_binary_lengths(void **state)
{
    (void)state;
    static const struct {
        const char *sign;
        unsigned bytes[18]; /* of 1 to 18 digits */
    } cases[] = {{"S", {1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 7, 7, 8, 8}}, {"", {1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8, 8}}};
    struct copybook_source minimal = copybook_free;
    minimal.binary_minimal = true;
    for (unsigned i = 0; i < 2 * 18; i++) {
        char source[64];
        struct copybook copybook;
        struct layout layout;
        unsigned digits = i % 18 + 1;
        snprintf(source, sizeof source, "01 R PIC %s9(%u) COMP SYNC.", cases[i / 18].sign, digits);
        assert_int_equal(copybook_parse(&copybook, source, strlen(source), &minimal, NULL), 0);
        assert_int_equal(layout_make(&layout, &copybook, NULL), 0);
        assert_int_equal(layout.fields[0].length, cases[i / 18].bytes[digits - 1]);
        layout_release(&layout);
        copybook_release(&copybook);
    }
}

/* The examples of the Enterprise COBOL 6.5 Language Reference, page entry-synchronized-clause, slack bytes. */
static void test_layout__slack_bytes(void **state)
{
    (void)state;
    assert_layout("01 FIELD-A. 05 FIELD-B PIC X(5). 05 FIELD-C. 10 FIELD-D PIC XX. 10 FIELD-E PIC S9(6) COMP SYNC.",
                  "FIELD-A@0+12 FIELD-B@0+5 FIELD-C@5+7 FIELD-D@5+2 FIELD-E@8+4/1 [12-12]");
    assert_layout("01 FIELD-L. 05 FIELD-M PIC X(5). 05 FIELD-N PIC XX. 05 FIELD-O. 10 FIELD-P PIC S9(6) COMP SYNC.",
                  "FIELD-L@0+12 FIELD-M@0+5 FIELD-N@5+2 FIELD-O@8+4/1 FIELD-P@8+4 [12-12]");
    assert_layout("01 WORK-RECORD. 05 WORK-CODE PIC X. 05 COMP-TABLE OCCURS 10. 10 COMP-TYPE PIC X. 10 COMP-PAY PIC S9(4)V99 COMP SYNC. "
                  "10 COMP-HOURS PIC S9(3) COMP SYNC. 10 COMP-NAME PIC X(5).",
                  "WORK-RECORD@0+161 WORK-CODE@0+1 COMP-TABLE@1+16 COMP-TYPE@1+1 COMP-PAY@4+4/2 COMP-HOURS@8+2 COMP-NAME@10+5 [161-161]");
    assert_layout("01 COMP-RECORD. 05 A-1 PIC X(5). 05 A-2 PIC X(3). 05 A-3 PIC X(3). 05 B-1 PIC S9999 COMP SYNC. 05 B-2 PIC S99999 COMP SYNC. "
                  "05 B-3 PIC S9999 COMP SYNC.",
                  "COMP-RECORD@0+22 A-1@0+5 A-2@5+3 A-3@8+3 B-1@12+2/1 B-2@16+4/2 B-3@20+2 [22-22]");
    /* every usage's boundary; what is not binary has none */
    assert_layout("01 R SYNC. 05 A PIC X. 05 B COMP-1. 05 C PIC X. 05 D COMP-2. 05 E PIC X. 05 F INDEX. 05 G PIC X. 05 H POINTER. 05 I PIC X. "
                  "05 J PIC 9(18) COMP. 05 K PIC X. 05 L PIC S9(3) COMP-3. 05 M PIC S9(4) COMP-5.",
                  "R@0+58 A@0+1 B@4+4/3 C@8+1 D@16+8/7 E@24+1 F@28+4/3 G@32+1 H@36+4/3 I@40+1 J@44+8/3 K@52+1 L@53+2 M@56+2/1 [58-58]");
    /* nested tables: the inner one first, then the outer one */
    assert_layout("01 R. 05 T OCCURS 2. 10 A PIC X. 10 U OCCURS 3. 15 B PIC S9(4) COMP SYNC. 15 C PIC X. 10 D PIC X. 05 Z PIC X.",
                  "R@0+33 T@0+16 A@0+1 U@2+4/1 B@2+2 C@4+1 D@14+1 Z@32+1 [33-33]");
    /* no padding for what redefines */
    assert_layout("01 R. 05 X PIC X. 05 A PIC X(4). 05 B REDEFINES A PIC S9(9) BINARY SYNC. 05 C PIC 9(4) COMP SYNC.",
                  "R@0+8 X@0+1 A@1+4 B@1+4 C@6+2/1 [8-8]");
    assert_layout("01 R. 05 X PIC X. 05 A PIC X(4). 05 B REDEFINES A. 10 C PIC S9(9) BINARY SYNC.",
                  "-203 B begins with a SYNCHRONIZED item that lies on no boundary for it: REDEFINES A");
}

static void test_layout__redefinitions_and_tables(void **state)
{
    (void)state;
    assert_layout("01 R. 05 A PIC X(10). 05 B REDEFINES A PIC X OCCURS 10. 05 C REDEFINES A OCCURS 5. 10 D PIC X. 10 E PIC X. 05 Z PIC X.",
                  "R@0+11 A@0+10 B@0+1 C@0+2 D@0+1 E@1+1 Z@10+1 [11-11]");
    assert_layout("01 R. 05 A OCCURS 3 PIC X(2). 05 B REDEFINES A PIC X(8). 05 C REDEFINES B PIC X. 05 Z PIC X.",
                  "R@0+9 A@0+2 B@0+8 C@0+1 Z@8+1 [9-9]");
    assert_layout("01 R. 05 G. 10 A PIC X(4). 10 B REDEFINES A. 15 C PIC X(2). 15 D REDEFINES C PIC 9(2). 05 H REDEFINES G. 10 I PIC X.",
                  "R@0+4 G@0+4 A@0+4 B@0+2 C@0+2 D@0+2 H@0+1 I@0+1 [4-4]");
    assert_layout("01 R. 02 A OCCURS 2. 03 B OCCURS 2. 04 C OCCURS 2. 05 D OCCURS 2. 06 E OCCURS 2. 07 F OCCURS 2. 08 G PIC X OCCURS 2.",
                  "R@0+128 A@0+64 B@0+32 C@0+16 D@0+8 E@0+4 F@0+2 G@0+1 [128-128]");
    assert_layout("01 R. 05 G. 10 N PIC 9. 05 H. 10 N PIC 9. 05 T PIC X OCCURS 0 TO 3 DEPENDING ON N OF G OF R. 05 U PIC X OCCURS 0 TO 3 DEPENDING N IN H.",
                  "R@0+8 G@0+1 N@0+1 H@1+1 N@1+1 T@2+1<2> U@5+1<4> [2-8]");
}

static void test_layout__renames(void **state)
{
    (void)state;
    assert_layout("01 R. 05 A PIC X. 05 G. 10 B PIC X(2). 10 C PIC X(3). 05 D PIC X(4). 66 E RENAMES A THRU B. 66 F RENAMES G. 66 H RENAMES C OF G THRU D. "
                  "01 S. 05 A PIC X(7). 66 T RENAMES A.",
                  "R@0+10 A@0+1 G@1+5 B@1+2 C@3+3 D@6+4 S@0+7 A@0+7 [10-10][7-7]{E@0+3}{F@1+5}{H@3+7}{T@0+7}");
    assert_layout("01 R. 05 A PIC X. 66 E RENAMES B.", "-203 E RENAMES what the record does not have: B");
    assert_layout("01 R. 05 A PIC X. 66 E RENAMES R.", "-203 E RENAMES what the record does not have: R");
    assert_layout("01 R. 05 A PIC X. 05 B PIC X. 66 E RENAMES B THRU A.", "-203 E RENAMES from behind its end: THRU A");
    assert_layout("01 R. 05 A. 10 B PIC X. 66 E RENAMES A THRU B.", "-203 E RENAMES from behind its end: THRU B");
    assert_layout("01 R. 05 A OCCURS 2. 10 B PIC X. 66 E RENAMES B.", "-203 E RENAMES a table or an item of one: B");
}

static void test_layout__what_does_not_fit(void **state)
{
    (void)state;
    assert_layout("01 R. 05 A PIC X. 05 B PIC X. 05 C REDEFINES A PIC X.", "-203 C REDEFINES what does not stand before it: A");
    assert_layout("01 R. 05 C REDEFINES A PIC X.", "-203 C REDEFINES what does not stand before it: A");
    assert_layout("01 R. 05 A PIC X OCCURS 0 TO 2 DEPENDING ON N. 05 N PIC 9.", "-203 A DEPENDING ON what does not stand before it in the record: N");
    assert_layout("01 R. 05 N PIC X. 05 A PIC X OCCURS 0 TO 2 DEPENDING ON N.", "-203 A DEPENDING ON what is no whole number: N");
    assert_layout("01 R. 05 T OCCURS 2. 10 N PIC 9. 05 A PIC X OCCURS 0 TO 2 DEPENDING ON N.", "-203 A DEPENDING ON an item of another table: N");
    assert_layout("01 R. 05 N PIC 9. 05 G. 10 A PIC X OCCURS 0 TO 2 DEPENDING ON N. 05 H REDEFINES G PIC X.",
                  "-203 H REDEFINES what holds OCCURS DEPENDING ON: G");
    assert_layout("01 R OCCURS 2. 05 A PIC X.", "-203 R is level 01 and has OCCURS");
    assert_layout("01 R. 05 A PIC X(9999999) OCCURS 99.", "-203 A ends beyond the longest record there is");
}

static void draw_layout(struct bytes *out, const char *source, void (*draw)(struct bytes *out, const struct layout *layout))
{
    struct copybook copybook;
    struct layout layout;
    bytes_clear(out);
    assert_int_equal(copybook_parse(&copybook, source, strlen(source), &copybook_free, NULL), 0);
    assert_int_equal(layout_make(&layout, &copybook, NULL), 0);
    draw(out, &layout);
    layout_release(&layout);
    copybook_release(&copybook);
}

static void test_layout__listing(void **state)
{
    (void)state;
    struct bytes out;
    bytes_init(&out);
    draw_layout(&out,
                "01 R. 05 N PIC 9. 05 T OCCURS 0 TO 2 DEPENDING ON N. 10 A PIC S9(3) COMP-3. 05 B PIC S9(5) COMP SYNC. 05 C REDEFINES B PIC X(4) JUST. "
                "05 D PIC S9(20) SIGN LEADING SEPARATE. 05 E COMP-1 OCCURS 2. 05 F PIC ZZ9 BLANK WHEN ZERO. 66 G RENAMES B THRU D. 66 H RENAMES D. 01 S PIC X.",
                layout_print);
    assert_string_equal(bytes_string(&out),
                        "LEVEL AND NAME                          DISPL    HEX   LENGTH  PICTURE            USAGE    OTHER CLAUSES\n"
                        "01 R                                        0      0       44\n"
                        "  05 N                                      0      0        1  9                  DISPLAY\n"
                        "  05 T                                      1      1        2                              OCCURS 0 TO 2 DEPENDING ON N\n"
                        "    10 A                                    1      1        2  S9(3)              COMP-3\n"
                        "  05 B                                      8      8        4  S9(5)              COMP     SYNC (3 slack before it)\n"
                        "  05 C                                      8      8        4  X(4)               DISPLAY  REDEFINES B JUSTIFIED\n"
                        "  05 D                                     12      C       21  S9(20)             DISPLAY  SIGN LEADING SEPARATE\n"
                        "  05 E                                     33     21        4                     COMP-1   OCCURS 2\n"
                        "  05 F                                     41     29        3  ZZ9                DISPLAY  BLANK WHEN ZERO\n"
                        "  66 G                                      8      8       25                              RENAMES B THRU D\n"
                        "  66 H                                     12      C       21                              RENAMES D\n"
                        "01 S                                        0      0        1  X                  DISPLAY\n");
    bytes_release(&out);
}

static void test_layout__json(void **state)
{
    (void)state;
    struct bytes out;
    bytes_init(&out);
    draw_layout(&out, "01 R. 05 N PIC 9. 05 T OCCURS 0 TO 2 DEPENDING ON N. 10 A PIC S9(3)V9 COMP-3.", layout_json);
    assert_string_equal(bytes_string(&out),
                        "[\n{\"level\":1,\"name\":\"R\",\"offset\":0,\"length\":7,\"picture\":null,\"usage\":null,\"occurs\":null,\"redefines\":null,\"minimum\":1},\n"
                        "{\"level\":5,\"name\":\"N\",\"offset\":0,\"length\":1,\"picture\":\"9\",\"usage\":\"DISPLAY\",\"occurs\":null,\"redefines\":null,"
                        "\"digits\":1,\"scale\":0},\n"
                        "{\"level\":5,\"name\":\"T\",\"offset\":1,\"length\":3,\"picture\":null,\"usage\":null,\"occurs\":2,\"occurs_min\":0,"
                        "\"depending_on\":\"N\",\"redefines\":null,\"dimensions\":1},\n"
                        "{\"level\":10,\"name\":\"A\",\"offset\":1,\"length\":3,\"picture\":\"S9(3)V9\",\"usage\":\"COMP-3\",\"occurs\":null,\"redefines\":null,"
                        "\"digits\":4,\"scale\":1,\"signed\":true,\"dimensions\":1}\n]\n");
    draw_layout(&out,
                "01 R. 05 A PIC X JUST. 88 B VALUE 'a' THRU '\"', X'FF', LOW-VALUES. 05 C PIC S9(4) COMP SYNC. 05 D PIC S9 TRAILING SEPARATE BLANK ZERO. "
                "66 E RENAMES A THRU C. 88 F VALUE '\303\211'.", layout_json);
    assert_string_equal(bytes_string(&out),
                        "[\n{\"level\":1,\"name\":\"R\",\"offset\":0,\"length\":6,\"picture\":null,\"usage\":null,\"occurs\":null,\"redefines\":null},\n"
                        "{\"level\":5,\"name\":\"A\",\"offset\":0,\"length\":1,\"picture\":\"X\",\"usage\":\"DISPLAY\",\"occurs\":null,\"redefines\":null,"
                        "\"justified\":true,\"conditions\":[{\"name\":\"B\",\"values\":[{\"first\":\"a\",\"last\":\"\\u0022\"},"
                        "{\"first_hex\":\"FF\",\"last_hex\":\"FF\"},{\"figurative\":\"LOW-VALUES\"}]}]},\n"
                        "{\"level\":5,\"name\":\"C\",\"offset\":2,\"length\":2,\"picture\":\"S9(4)\",\"usage\":\"COMP\",\"occurs\":null,\"redefines\":null,"
                        "\"digits\":4,\"scale\":0,\"signed\":true,\"synchronized\":true,\"slack\":1},\n"
                        "{\"level\":5,\"name\":\"D\",\"offset\":4,\"length\":2,\"picture\":\"S9\",\"usage\":\"DISPLAY\",\"occurs\":null,\"redefines\":null,"
                        "\"digits\":1,\"scale\":0,\"signed\":true,\"sign\":\"TRAILING SEPARATE\",\"blank_when_zero\":true},\n"
                        "{\"level\":66,\"name\":\"E\",\"offset\":0,\"length\":4,\"renames\":\"A\",\"thru\":\"C\","
                        "\"conditions\":[{\"name\":\"F\",\"values\":[{\"first\":\"\303\211\",\"last\":\"\303\211\"}]}]}\n]\n");
    bytes_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout__offsets_and_lengths),
        cmocka_unit_test(test_layout__usages_have_their_lengths),
        cmocka_unit_test(test_layout__minimal_binary_lengths),
        cmocka_unit_test(test_layout__slack_bytes),
        cmocka_unit_test(test_layout__redefinitions_and_tables),
        cmocka_unit_test(test_layout__renames),
        cmocka_unit_test(test_layout__what_does_not_fit),
        cmocka_unit_test(test_layout__listing),
        cmocka_unit_test(test_layout__json),
    };
    return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
