/* test_copybook.c - tests of record/copybook.h: sources as data, and what they become. */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "record/copybook.h"
#include "record/error.h"

static void draw_conditions(struct bytes *out, const struct condition *condition)
{
    for (; condition != NULL; condition = condition->next) {
        bytes_format(out, " [%s", condition->name);
        for (const struct condition_value *value = condition->values; value != NULL; value = value->next)
            bytes_format(out, " %d'%s'-'%s'", (int)value->kind, value->first, value->last);
        bytes_text(out, "]");
    }
}

/* The tree as short text: 01 R(05 A X(3) [LOW 'A'..'Z'] ...). */
static void draw(struct bytes *out, const struct item *item)
{
    for (; item != NULL; item = item->next) {
        bytes_format(out, "%d %s", item->level, item->name);
        if (item_is_leaf(item)) {
            bytes_format(out, " %s %s", item->picture_text != NULL ? item->picture_text : "-", usage_name(item->usage));
            if (item->usage == USAGE_POINTER)
                bytes_format(out, "%d", (int)item->pointer_bytes);
        }
        if (item->synchronized)
            bytes_text(out, " SYNC");
        if (item->justified)
            bytes_text(out, " JUST");
        if (item->blank_when_zero)
            bytes_text(out, " BLANK");
        if (item->sign_given)
            bytes_format(out, " SIGN%s%s", item->sign_leading ? " LEADING" : "", item->sign_separate ? " SEPARATE" : "");
        if (item->table)
            bytes_format(out, " %u-%u", item->occurs_min, item->occurs_max);
        if (item->depending_on != NULL)
            bytes_format(out, " BY %s", item->depending_on);
        if (item->redefines != NULL)
            bytes_format(out, " OVER %s", item->redefines);
        draw_conditions(out, item->conditions);
        if (item->child != NULL) {
            bytes_text(out, " (");
            draw(out, item->child);
            bytes_text(out, ")");
        }
        for (const struct item *renames = item->renames; renames != NULL; renames = renames->next) {
            bytes_format(out, " 66 %s=%s..%s", renames->name, renames->renames_first, renames->renames_last);
            draw_conditions(out, renames->conditions);
        }
        bytes_text(out, item->next != NULL ? ", " : "");
    }
}

static void assert_tree(const char *source, const struct copybook_source *format, const char *expected)
{
    struct copybook copybook;
    struct fault fault = {0};
    struct bytes out;
    bytes_init(&out);
    if (copybook_parse(&copybook, source, strlen(source), format, &fault) < 0)
        fail_msg("%s: line %d: %s", source, (int)fault.record, fault.detail);
    draw(&out, copybook.items);
    assert_string_equal(bytes_string(&out), expected);
    bytes_release(&out);
    copybook_release(&copybook);
}

static void test_copybook__clauses(void **state)
{
    (void)state;
    static const struct {
        const char *source, *tree;
    } cases[] = {
        {"01 A PIC X.", "1 A X DISPLAY"},
        {"01 a pic x(3).", "1 A X(3) DISPLAY"},
        {"01 A. 05 B PICTURE IS S9(3)V99 USAGE IS COMP-3.", "1 A (5 B S9(3)V99 COMP-3)"},
        {"01 A. 05 B COMP PIC 9(4). 05 C PIC 9 USAGE BINARY. 05 D COMPUTATIONAL-4 PIC 9.", "1 A (5 B 9(4) COMP, 5 C 9 COMP, 5 D 9 COMP)"},
        {"01 A. 05 B USAGE COMP-3. 10 C PIC 9. 10 D PIC 9 DISPLAY.", "1 A (5 B (10 C 9 COMP-3, 10 D 9 DISPLAY))"},
        {"01 A. 05 PIC X. 05 FILLER PIC X. 05 B PIC X VALUE 'it''s'. 05 C PIC 9 VALUE +1.", "1 A (5 FILLER X DISPLAY, 5 FILLER X DISPLAY, 5 B X DISPLAY, 5 C 9 DISPLAY)"},
        {"01 A. 05 N PIC 9. 05 B PIC X OCCURS 3. 05 C OCCURS 1 TO 4 TIMES DEPENDING ON N OF A INDEXED BY I, J. 10 D PIC X.",
         "1 A (5 N 9 DISPLAY, 5 B X DISPLAY 3-3, 5 C 1-4 BY N OF A (10 D X DISPLAY))"},
        {"01 A. 05 B PIC S9 SIGN LEADING SEPARATE CHARACTER. 05 C PIC S9 SIGN IS TRAILING. 05 D PIC S9 LEADING.",
         "1 A (5 B S9 DISPLAY SIGN LEADING SEPARATE, 5 C S9 DISPLAY SIGN, 5 D S9 DISPLAY SIGN LEADING)"},
        {"01 A. 05 B PIC X(4). 05 C REDEFINES B. 10 D PIC 99. 10 E PIC 99.", "1 A (5 B X(4) DISPLAY, 5 C OVER B (10 D 99 DISPLAY, 10 E 99 DISPLAY))"},
        {"01 A PIC X. 88 B VALUE 'Y'. 88 C VALUES ARE 'A' THRU 'C', 'X'. 88 D VALUE SPACES LOW-VALUES ZERO.",
         "1 A X DISPLAY [B 0'Y'-'Y'] [C 0'A'-'C' 0'X'-'X'] [D 0''-'' 2''-'' 0'0'-'0']"},
        {"01 A PIC 9(3)V9. 88 B VALUE 1 THRU 2.5, -0. 88 C VALUE ZEROS.", "1 A 9(3)V9 DISPLAY [B 1'1.0'-'2.5' 1'0.0'-'0.0'] [C 1'0.0'-'0.0']"},
        {"01 A PIC X(4). 88 B VALUE ALL 'ab'. 88 C VALUE X'4142'. 88 D VALUE \"it's\".", "1 A X(4) DISPLAY [B 0'abab'-'abab'] [C 4'4142'-'4142'] [D 0'it's'-'it's']"},
        {"05 A PIC X. 05 B PIC X.", "1 RECORD (5 A X DISPLAY, 5 B X DISPLAY)"},
        {"01 A. 05 B PIC X. 03 C PIC X. 01 D PIC X.", "1 A (5 B X DISPLAY, 3 C X DISPLAY), 1 D X DISPLAY"},
        {"01 A GLOBAL. 05 B PIC X(5) JUSTIFIED RIGHT OCCURS 2 TIMES ASCENDING KEY IS B INDEXED BY Q.", "1 A (5 B X(5) DISPLAY JUST 2-2)"},
        {"01 A SIGN IS LEADING SEPARATE CHARACTER. 05 B PIC S9. 05 C. 10 D PIC S9 TRAILING. 10 E PIC S9.",
         "1 A SIGN LEADING SEPARATE (5 B S9 DISPLAY SIGN LEADING SEPARATE, 5 C SIGN LEADING SEPARATE (10 D S9 DISPLAY SIGN, "
         "10 E S9 DISPLAY SIGN LEADING SEPARATE))"},
        {"01 TYPE. 05 DATE PIC 9(8). 05 LIKE OCCURS 2 PIC X. 05 VOLATILE. 10 DYNAMIC PIC X.",
         "1 TYPE (5 DATE 9(8) DISPLAY, 5 LIKE X DISPLAY 2-2, 5 VOLATILE (10 DYNAMIC X DISPLAY))"},
        {"77 A PIC X. 88 B VALUE 'b'. 77 C PIC 9.", "77 A X DISPLAY [B 0'b'-'b'], 77 C 9 DISPLAY"},
        {"01 A. 05 B PIC X. 05 C PIC X. 66 D RENAMES B. 88 E VALUE 'e'. 66 F RENAMES B OF A THROUGH C IN A.",
         "1 A (5 B X DISPLAY, 5 C X DISPLAY) 66 D=B..B [E 0'e'-'e'] 66 F=B OF A..C OF A"},
        {"01 A SYNC. 05 B PIC 9(4) COMP. 05 C PIC X(2) JUST. 05 D PIC ZZ9 BLANK WHEN ZEROES. 01 E PIC 9 SYNCHRONIZED RIGHT.",
         "1 A SYNC (5 B 9(4) COMP SYNC, 5 C X(2) DISPLAY SYNC JUST, 5 D ZZ9 DISPLAY SYNC BLANK), 1 E 9 DISPLAY SYNC"},
        {"01 A. 05 B COMP-1. 05 C USAGE COMPUTATIONAL-2. 05 D INDEX. 05 E POINTER. 05 F PROCEDURE-POINTER. 05 G OBJECT REFERENCE K. "
         "05 H FUNCTION-POINTER. 05 I POINTER-32.",
         "1 A (5 B - COMP-1, 5 C - COMP-2, 5 D - INDEX, 5 E - POINTER4, 5 F - POINTER8, 5 G - POINTER4, 5 H - POINTER4, 5 I - POINTER4)"},
        {"01 A. 05 B PIC N(3). 05 C PIC G(2) DISPLAY-1. 05 D PIC S9(4) COMP-5. 05 E PIC 9(5) COMP-6. 05 F PIC 9(4) NATIONAL. 05 G FLOAT-LONG.",
         "1 A (5 B N(3) NATIONAL, 5 C G(2) DISPLAY-1, 5 D S9(4) COMP-5, 5 E 9(5) COMP-6, 5 F 9(4) NATIONAL, 5 G - COMP-2)"},
        {"01 A USAGE COMP-1. 05 B. 10 C. 05 D PIC X DISPLAY.", "1 A (5 B (10 C - COMP-1), 5 D X DISPLAY)"},
        {"01 A GROUP-USAGE NATIONAL. 05 B PIC N. 05 C PIC 9.", "1 A (5 B N NATIONAL, 5 C 9 NATIONAL)"},
        {"01 A IS EXTERNAL AS 'x'. 05 B PIC X VOLATILE. 01 C IS GLOBAL PIC 9(6) DATE FORMAT YYXXXX.", "1 A (5 B X DISPLAY), 1 C 9(6) DISPLAY"},
        {"DATA DIVISION. FILE SECTION. FD F RECORDING MODE F LABEL RECORDS STANDARD. 01 A PIC X. WORKING-STORAGE SECTION. 01 B PIC X.",
         "1 A X DISPLAY, 1 B X DISPLAY"},
        {"01 A. 05 A_NAME-THAT_IS-LONGER-THAN-THIRTY-CHARACTERS-IS PIC X. 05 1ST PIC X.",
         "1 A (5 A_NAME-THAT_IS-LONGER-THAN-THIRTY-CHARACTERS-IS X DISPLAY, 5 1ST X DISPLAY)"},
        {"EJECT 01 A PIC X. *> and more\nSKIP2.\n01 B PIC A(2).", "1 A X DISPLAY, 1 B A(2) DISPLAY"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_tree(cases[i].source, &copybook_free, cases[i].tree);
}

/* VALUE of every kind is read over; level 88 keeps what it says. */
static void test_copybook__values(void **state)
{
    (void)state;
    static const char *const values[] = {
        "'text'", "\"text\"", "'it''s, a period. in it'", "X'C1C2'", "x\"00\"", "N'national'", "NX'00410042'", "G'dbcs'", "Z'ended'", "ALL 'ab'",
        "ALL ZEROS", "ALL X'FF'", "ZERO", "ZEROS", "ZEROES", "SPACE", "SPACES", "HIGH-VALUE", "HIGH-VALUES", "LOW-VALUE", "LOW-VALUES", "QUOTE",
        "QUOTES", "NULL", "NULLS", "0", "+1", "-1.5", ".5", "12.", "1.5E-3", "'a' 'b', 'c'",
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char source[128];
        snprintf(source, sizeof source, "01 A PIC X(20) VALUE IS %s. 01 B PIC X.", values[i]);
        assert_tree(source, &copybook_free, "1 A X(20) DISPLAY, 1 B X DISPLAY");
    }
    static const struct {
        const char *source, *tree;
    } cases[] = {
        {"01 A PIC X(4). 88 B VALUE N'n', Z'z', NX'0041D83DDE00', X'C1'.", "1 A X(4) DISPLAY [B 0'n'-'n' 0'z'-'z' 0'A\360\237\230\200'-'A\360\237\230\200' 4'C1'-'C1']"},
        {"01 A PIC G(2) DISPLAY-1. 88 B VALUE G'\016ab\017'.", "1 A G(2) DISPLAY-1 [B 0'ab'-'ab']"},
        {"01 A PIC 99PP. 88 B VALUE 1200 THRU 9900. 01 C PIC VPP9. 88 D VALUE .009.", "1 A 99PP DISPLAY [B 1'1200'-'9900'], 1 C VPP9 DISPLAY [D 1'0.009'-'0.009']"},
        {"01 A COMP-1. 88 B VALUE 1.5 ZERO.", "1 A - COMP-1 [B 1'1.5'-'1.5' 1'0'-'0']"},
        {"01 A PIC ZZ9. 88 B VALUE '  7'. 01 C. 88 D VALUE HIGH-VALUES. 05 E PIC X.", "1 A ZZ9 DISPLAY [B 0'  7'-'  7'], 1 C [D 3''-''] (5 E X DISPLAY)"},
        {"01 A PIC X. 88 B VALUE 'Y' WHEN SET TO FALSE IS 'N'. 88 C VALUE 'Z' FALSE 'N'.", "1 A X DISPLAY [B 0'Y'-'Y'] [C 0'Z'-'Z']"},
        {"01 A. 05 PIC X. 88 B VALUE 'b'. 05 FILLER PIC X. 88 C VALUE 'c'.", "1 A (5 FILLER X DISPLAY [B 0'b'-'b'], 5 FILLER X DISPLAY [C 0'c'-'c'])"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_tree(cases[i].source, &copybook_free, cases[i].tree);
}

static void test_copybook__special_names(void **state)
{
    (void)state;
    struct copybook_source source = copybook_free;
    source.picture = (struct picture_options){.decimal_comma = true, .currency = 'F'};
    assert_tree("01 A PIC F.FF9,99. 01 B PIC S9V99. 88 C VALUE 1,5 THRU 2,25, -,5.", &source,
                "1 A F.FF9,99 DISPLAY, 1 B S9V99 DISPLAY [C 1'1.50'-'2.25' 1'-0.50'-'-0.50']");
}

static int read_member(void *context, const char *member, const char *library, struct bytes *text)
{
    (void)library;
    bytes_text(text, context);
    return strcmp(member, "MEMBER") == 0 ? 0 : -1;
}

static void test_copybook__members_are_named_in_faults(void **state)
{
    (void)state;
    char member[] = "05 A PIC X.\n\n05 B PIC 9Z.";
    const struct copybook_library library = {read_member, member};
    struct copybook_source source = copybook_free;
    struct copybook copybook;
    struct fault fault = {0};
    source.library = &library;
    assert_int_equal(copybook_parse(&copybook, "01 R. COPY MEMBER.", 18, &source, &fault), RECORD_E_PICTURE);
    assert_int_equal(fault.record, 3);
    assert_string_equal(fault.context, "member MEMBER");
    memcpy(strstr(member, "9Z"), "9.", 3);
    memcpy(member, "05 A PIC 9", 10);
    assert_int_equal(copybook_parse(&copybook, "01 R. COPY MEMBER. 05 A COMP-3.", 31, &source, &fault), RECORD_E_COPYBOOK);
    assert_int_equal(fault.record, 1);
    assert_string_equal(fault.context, "");
}

static void test_copybook__fixed_source_has_columns(void **state)
{
    (void)state;
    assert_tree("000100* a comment line, with 'a quote                                    IGNORED\n"
                "000200 01  A.                                                           X'HERE\n"
                "\n"
                "000300/ page\n"
                "      D    05  DEBUG PIC X.\n"
                "000400     05  B          PIC X(10) VALUE 'a long literal that goes on to\n"
                "000500-    'the next line'.\n"
                "           05  C-NAME-\n"
                "      -    CONTINUED PIC X. *> inline\n"
                "\t05\tD PIC X.\r\n",
                &copybook_fixed, "1 A (5 B X(10) DISPLAY, 5 C-NAME-CONTINUED X DISPLAY, 5 D X DISPLAY)");
    const struct copybook_source columns = {.format = SOURCE_FIXED, .first_column = 1, .last_column = 20};
    assert_tree(" 01 A PIC X(2).     junk\n*01 B PIC X.\n", &columns, "1 A X(2) DISPLAY");
}

static void test_copybook__what_is_refused_says_line_and_why(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        int code, line;
        const char *detail;
    } cases[] = {
        {"01 A.\n05 B COMP-X PIC X.", RECORD_E_UNSUPPORTED, 2, "COMP-X of B"},
        {"01 A.\n>>IF V = 1\n05 B PIC X.\n>>END-IF", RECORD_E_UNSUPPORTED, 2, "conditional compilation (>>IF)"},
        {"01 A PIC 9 BLANK WHEN SPACE.", RECORD_E_COPYBOOK, 1, "got SPACE, expected ZERO"},
        {"66 C RENAMES B.", RECORD_E_COPYBOOK, 1, "level 66 without an item before it"},
        {"01 A. 05 B PIC X.\n66 C B.", RECORD_E_COPYBOOK, 2, "got B, expected RENAMES"},
        {"77 A PIC X.\n05 B PIC X.", RECORD_E_COPYBOOK, 2, "got level 05 behind level 77, expected 01, 77 or 88"},
        {"01 A.\n50 B PIC X.", RECORD_E_COPYBOOK, 2, "got level 50, expected 01 to 49, 66, 77 or 88"},
        {"01 A PIC 9 JUST.", RECORD_E_COPYBOOK, 1, "A is JUSTIFIED and a number"},
        {"01 A JUST. 05 B PIC X.", RECORD_E_COPYBOOK, 1, "A is JUSTIFIED and a group"},
        {"01 A PIC X BLANK ZERO.", RECORD_E_COPYBOOK, 1, "A is BLANK WHEN ZERO and no number"},
        {"01 A PIC 9 COMP BLANK WHEN ZERO.", RECORD_E_COPYBOOK, 1, "A is BLANK WHEN ZERO and of USAGE COMP"},
        {"01 A PIC 9 COMP-1.", RECORD_E_COPYBOOK, 1, "A has PICTURE 9, which USAGE COMP-1 does not take"},
        {"01 A PIC N DISPLAY.", RECORD_E_COPYBOOK, 1, "A has PICTURE N, which USAGE DISPLAY does not take"},
        {"01 A PIC G NATIONAL.", RECORD_E_COPYBOOK, 1, "A has PICTURE G, which USAGE NATIONAL does not take"},
        {"01 A PIC ZZ9 COMP-3.", RECORD_E_COPYBOOK, 1, "A has PICTURE ZZ9, which USAGE COMP-3 does not take"},
        {"01 A OBJECT.", RECORD_E_COPYBOOK, 1, "got ., expected REFERENCE"},
        {"01 A IS PIC X.", RECORD_E_COPYBOOK, 1, "got PIC, expected EXTERNAL or GLOBAL"},
        {"01 A PIC X(3) TYPE T.", RECORD_E_UNSUPPORTED, 1, "TYPE of A"},
        {"01 A. 05 123 PIC X.", RECORD_E_COPYBOOK, 1, "got 123, expected a data name of at most 60 letters, digits and hyphens"},
        {"01 A.\n05 B PIC Q.", RECORD_E_PICTURE, 2, "Q: got Q, expected a symbol of a PICTURE"},
        {"01 A PIC 1(8).", RECORD_E_UNSUPPORTED, 1, "1(8) (a boolean PICTURE)"},
        {"01 A PIC X", RECORD_E_COPYBOOK, 1, "the source ends, expected a clause or a period"},
        {"01 A", RECORD_E_COPYBOOK, 1, "the source ends, expected a clause or a period"},
        {"01 A.", RECORD_E_COPYBOOK, 1, "A has neither a PICTURE nor members"},
        {"01 A PIC X.\n05 B PIC X.", RECORD_E_COPYBOOK, 1, "A has a PICTURE and members"},
        {"01 A PIC X(3) COMP-3.", RECORD_E_COPYBOOK, 1, "A has PICTURE X(3), which USAGE COMP-3 does not take"},
        {"01 A PIC 9(19) COMP.", RECORD_E_COPYBOOK, 1, "A has 19 digits, a binary number at most 18"},
        {"01 A. 05 B PIC X OCCURS 1 TO 5.", RECORD_E_COPYBOOK, 1, "got ., expected DEPENDING ON behind OCCURS n TO m"},
        {"01 A. 05 B PIC X OCCURS 0.", RECORD_E_COPYBOOK, 1, "B OCCURS 0 TO 0"},
        {"01 A PIC X VALUE 'open.", RECORD_E_COPYBOOK, 1, "a literal does not end: its second ' is missing"},
        {"88 A VALUE 1.", RECORD_E_COPYBOOK, 1, "level 88 without an item before it"},
        {"01 A PIC 9. 88 B VALUE 10.", RECORD_E_COPYBOOK, 1, "got 10, expected a number that the picture can hold"},
        {"01 A PIC X. 88 B.", RECORD_E_COPYBOOK, 1, "got ., expected VALUE"},
        {"01 A SHINY PIC X.", RECORD_E_COPYBOOK, 1, "got SHINY, expected a clause or a period"},
        {"HELLO.", RECORD_E_COPYBOOK, 1, "got HELLO, expected a level number"},
        {"", RECORD_E_COPYBOOK, 1, "it has no data description"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct copybook copybook;
        struct fault fault = {0};
        assert_int_equal(copybook_parse(&copybook, cases[i].source, strlen(cases[i].source), &copybook_free, &fault), cases[i].code);
        assert_string_equal(fault.detail, cases[i].detail);
        assert_int_equal(fault.record, cases[i].line);
        assert_null(copybook.items);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_copybook__clauses),
        cmocka_unit_test(test_copybook__values),
        cmocka_unit_test(test_copybook__special_names),
        cmocka_unit_test(test_copybook__members_are_named_in_faults),
        cmocka_unit_test(test_copybook__fixed_source_has_columns),
        cmocka_unit_test(test_copybook__what_is_refused_says_line_and_why),
    };
    return cmocka_run_group_tests_name("copybook", tests, NULL, NULL);
}
