/* test_expand.c - tests of record/expand.h, replace.h and copylib.h: COPY, REPLACING and REPLACE as data. */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "record/copylib.h"
#include "record/error.h"
#include "record/expand.h"

/* Members in memory: names and texts by turns, closed by NULL. */
static const char *const MEMBERS[] = {
    "ONE", "05 A PIC X.\n05 B PIC 9.", "TAGGED", "01 :TAG:-REC. 05 :TAG:-ID PIC X(:LEN:). 05 (TAG)-NO PIC 9(4).",
    "PREFIXED", "05 WS-A PIC X. 05 WS-B-OLD PIC X VALUE 'WS-A'.", "OUTER", "05 G. COPY INNER. 05 Z PIC X.", "INNER", "10 I PIC X.",
    "ROUND", "COPY ABOUT.", "ABOUT", "\nCOPY ROUND.", "ITSELF", "COPY ITSELF.", "BAD", "05 A\n'open", "EMPTY", "", "LIB/ONE", "05 FROM-LIB PIC X.",
    "WORDS", "05 A PIC X(10) VALUE 'A'. 05 A-B PIC 99V99.", "NESTED", "COPY WORDS REPLACING A BY C.", "FREE.CPY", "05 QUOTED PIC X.",
    "D1", "COPY D2.", "D2", "COPY D3.", "D3", "COPY D4.", "D4", "COPY D5.", "D5", "COPY D6.", "D6", "COPY D7.", "D7", "COPY D8.", "D8", "COPY D9.",
    "D9", "COPY D10.", "D10", "COPY D11.", "D11", "COPY D12.", "D12", "COPY D13.", "D13", "COPY D14.", "D14", "COPY D15.", "D15", "COPY D16.",
    "D16", "COPY D17.", "D17", "05 DEEP PIC X.", NULL,
};

static int read_member(void *context, const char *member, const char *library, struct bytes *text)
{
    const char *const *members = context;
    char full[160];
    snprintf(full, sizeof full, "%s%s%s", library != NULL ? library : "", library != NULL ? "/" : "", member);
    for (size_t i = 0; members[i] != NULL; i += 2)
        if (strcasecmp(members[i], full) == 0) {
            bytes_text(text, members[i + 1]);
            return 0;
        }
    return -1;
}

static void assert_expands(const char *text, const char *expected)
{
    union { const char *const *from; void *to; } members = {.from = MEMBERS};
    const struct copybook_library library = {read_member, members.to};
    struct copybook_source format = copybook_free;
    struct token_list tokens;
    struct arena arena;
    struct bytes out;
    struct fault fault = {0};
    format.library = &library;
    arena_init(&arena);
    bytes_init(&out);
    if (expand_source(&tokens, text, strlen(text), &format, &arena, &fault) < 0) {
        bytes_format(&out, "%d line %d%s%s: %s", fault.code, (int)fault.record, fault.context[0] != '\0' ? " " : "", fault.context, fault.detail);
    } else {
        for (size_t i = 0; tokens.items[i].kind != TOKEN_END; i++) {
            const struct token *token = &tokens.items[i];
            const char *quote = token->kind == TOKEN_LITERAL ? "'" : "";
            bytes_format(&out, "%s%s%.*s%s", i > 0 && token->kind != TOKEN_PERIOD ? " " : "", quote, (int)token->length, token->text, quote);
        }
        token_list_release(&tokens);
    }
    assert_string_equal(bytes_string(&out), expected);
    bytes_release(&out);
    arena_release(&arena);
}

struct expansion {
    const char *text, *result;
};

static void assert_all(const struct expansion *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_expands(cases[i].text, cases[i].result);
}

static void test_expand__copy(void **state)
{
    (void)state;
    static const struct expansion cases[] = {
        {"01 R. COPY ONE.", "01 R. 05 A PIC X. 05 B PIC 9."},
        {"01 R. copy one. 05 C PIC X.", "01 R. 05 A PIC X. 05 B PIC 9. 05 C PIC X."},
        {"01 R. COPY ONE SUPPRESS. COPY EMPTY.", "01 R. 05 A PIC X. 05 B PIC 9."},
        {"01 R. COPY ONE OF LIB.", "01 R. 05 FROM-LIB PIC X."},
        {"01 R. COPY ONE IN 'LIB'.", "01 R. 05 FROM-LIB PIC X."},
        {"01 R. COPY 'free.cpy'.", "01 R. 05 QUOTED PIC X."},
        {"01 R. COPY OUTER.", "01 R. 05 G. 10 I PIC X. 05 Z PIC X."},
        {"01 R.\n++INCLUDE ONE\n05 C PIC X.", "01 R. 05 A PIC X. 05 B PIC 9. 05 C PIC X."},
        {"01 R.\n-INC ONE.\n", "01 R. 05 A PIC X. 05 B PIC 9."},
        {"EXEC SQL INCLUDE ONE END-EXEC. 05 C PIC X.", "05 A PIC X. 05 B PIC 9. 05 C PIC X."},
        {"EXEC SQL DECLARE T TABLE (A CHAR(3) NOT NULL) END-EXEC.\n01 R PIC X.", "01 R PIC X."},
        {"EJECT\n01 A PIC X.\nSKIP2.\nTITLE 'of it'.\n05 TITLE PIC X.\n05 EJECT PIC X.", "01 A PIC X. 05 TITLE PIC X. 05 EJECT PIC X."},
        {"COPY D2.", "05 DEEP PIC X."},
    };
    assert_all(cases, sizeof cases / sizeof cases[0]);
}

static void test_expand__replacing(void **state)
{
    (void)state;
    static const struct expansion cases[] = {
        {"COPY TAGGED REPLACING ==:TAG:== BY ==WS== ==:LEN:== BY ==12== ==(TAG)== BY ==NO==.", "01 WS-REC. 05 WS-ID PIC X(12). 05 NO-NO PIC 9(4)."},
        {"COPY TAGGED REPLACING ==:tag:== BY == A B == , ==9(4)== BY ==S9(8) COMP==.",
         "01 A B-REC. 05 A B-ID PIC X(:LEN:). 05 (TAG)-NO PIC S9(8) COMP."},
        {"COPY WORDS REPLACING A BY C.", "05 C PIC X(10) VALUE 'A'. 05 A-B PIC 99V99."},
        {"COPY WORDS REPLACING 'A' BY 'it' A-B BY A.", "05 A PIC X(10) VALUE 'it'. 05 A PIC 99V99."},
        {"COPY WORDS REPLACING X(10) BY X(20).", "05 A PIC X(20) VALUE 'A'. 05 A-B PIC 99V99."},
        {"COPY WORDS REPLACING ==VALUE 'A'== BY ==== ==99V99== BY 9.", "05 A PIC X(10). 05 A-B PIC 9."},
        {"COPY WORDS REPLACING ==PIC X(10) VALUE 'A'.== BY ==. 10 N PIC X.==.", "05 A. 10 N PIC X. 05 A-B PIC 99V99."},
        {"COPY PREFIXED REPLACING LEADING ==WS-== BY ==LK-==.", "05 LK-A PIC X. 05 LK-B-OLD PIC X VALUE 'WS-A'."},
        {"COPY PREFIXED REPLACING LEADING ==ws-== BY ==== TRAILING ==-OLD== BY ==-NEW==.", "05 A PIC X. 05 B-OLD PIC X VALUE 'WS-A'."},
        {"COPY PREFIXED REPLACING TRAILING ==-OLD== BY ==-NEW==.", "05 WS-A PIC X. 05 WS-B-NEW PIC X VALUE 'WS-A'."},
        {"COPY NESTED REPLACING C BY D.", "05 D PIC X(10) VALUE 'A'. 05 A-B PIC 99V99."},
    };
    assert_all(cases, sizeof cases / sizeof cases[0]);
}

static void test_expand__replace(void **state)
{
    (void)state;
    static const struct expansion cases[] = {
        {"REPLACE ==A== BY ==B==. 05 A PIC X. REPLACE OFF. 05 A PIC X.", "05 B PIC X. 05 A PIC X."},
        {"REPLACE ==A== BY ==B==. 05 A PIC X. REPLACE ==A== BY ==C==. 05 A PIC X. 05 B PIC X.", "05 B PIC X. 05 C PIC X. 05 B PIC X."},
        {"REPLACE LEADING ==P-== BY ==Q-==. 05 P-A PIC X. 05 A-P- PIC X.", "05 Q-A PIC X. 05 A-P- PIC X."},
        {"REPLACE ==B== BY ==Q==. COPY ONE.", "05 A PIC X. 05 Q PIC 9."},
        {"REPLACE ==:A:== BY ====. 05 :A:B PIC X.", "05 B PIC X."},
    };
    assert_all(cases, sizeof cases / sizeof cases[0]);
}

static void test_expand__what_is_refused(void **state)
{
    (void)state;
    static const struct expansion cases[] = {
        {"01 R.\nCOPY NONE.", "-207 line 2: NONE is not in the folders, or cannot be read"},
        {"COPY ONE OF NONE.", "-207 line 1: NONE/ONE is not in the folders, or cannot be read"},
        {"COPY '../ONE'.", "-207 line 1: got ../ONE, expected a member's name of letters, digits, -, _, @, #, $"},
        {"COPY ONE OF '/etc'.", "-207 line 1: got /etc, expected a member's name of letters, digits, -, _, @, #, $"},
        {"COPY '.ONE'.", "-207 line 1: got .ONE, expected a member's name of letters, digits, -, _, @, #, $"},
        {"COPY", "-207 line 1: got , expected a member's name of letters, digits, -, _, @, #, $"},
        {"COPY ONE", "-200 line 1: got , expected a period behind COPY"},
        {"\nCOPY ONE X.", "-200 line 2: got X, expected a period behind COPY"},
        {"COPY ROUND.", "-208 line 2 member ABOUT: ROUND copies ABOUT copies ROUND"},
        {"COPY ITSELF.", "-208 line 1 member ITSELF: ITSELF copies ITSELF"},
        {"COPY D1.", "-208 line 1 member D16: more than 16 deep: D1 copies D2 copies D3 copies D4 copies D5 copies D6 copies D7 copies D8 copies D9 "
                     "copies D10 copies D11 copies D12 copies D13 copies D14 copies D15 copies D16 copies D17"},
        {"COPY BAD.", "-200 line 2 member BAD: a literal does not end: its second ' is missing"},
        {"COPY ONE REPLACING.", "-200 line 1: got ., expected a word, a literal or ==text=="},
        {"COPY ONE REPLACING A B.", "-200 line 1: got B, expected BY"},
        {"COPY ONE REPLACING ==== BY A.", "-200 line 1: pseudo-text that is to be replaced is empty"},
        {"COPY ONE REPLACING ==A BY ==B==.", "-200 line 1: got B, expected BY"},
        {"COPY ONE REPLACING ==A== BY ==B.", "-200 line 1: the source ends, expected == at the end of pseudo-text"},
        {"COPY ONE REPLACING LEADING ==A B== BY ==C==.", "-200 line 1: LEADING and TRAILING replace a part of one word by at most one"},
        {"REPLACE A BY B.", "-200 line 1: got A, expected ==text=="},
        {"REPLACE OFF", "-200 line 1: got , expected a period behind REPLACE"},
        {"EXEC SQL SELECT", "-200 line 1: the source ends, expected END-EXEC"},
    };
    assert_all(cases, sizeof cases / sizeof cases[0]);
}

static void test_expand__no_library_is_refused(void **state)
{
    (void)state;
    struct token_list tokens;
    struct arena arena;
    struct fault fault = {0};
    arena_init(&arena);
    assert_int_equal(expand_source(&tokens, "COPY ONE.", 9, &copybook_free, &arena, &fault), RECORD_E_MEMBER);
    assert_string_equal(fault.detail, "ONE: there is no folder to look for it in");
    arena_release(&arena);
}

/* Each member doubles the one below: what they bring is bounded. */
static void test_expand__bombs_are_refused(void **state)
{
    (void)state;
    static const char *const bomb[] = {"A", "COPY B. COPY B. COPY B. COPY B.", "B", "COPY C. COPY C. COPY C. COPY C.", "C", "COPY D. COPY D. COPY D. COPY D.",
                                       "D", "COPY E. COPY E. COPY E. COPY E.", "E", "COPY F. COPY F. COPY F. COPY F.", "F", "05 X PIC X.", NULL};
    union { const char *const *from; void *to; } members = {.from = bomb};
    const struct copybook_library library = {read_member, members.to};
    struct copybook_source format = copybook_free;
    struct token_list tokens;
    struct arena arena;
    struct fault fault = {0};
    format.library = &library;
    arena_init(&arena);
    assert_int_equal(expand_source(&tokens, "COPY A.", 7, &format, &arena, &fault), RECORD_E_NESTING);
    assert_string_equal(fault.detail, "more than 1000 members; the next is F");
    arena_release(&arena);
}

static void write_member(const char *folder, const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(file_write(path, text, strlen(text), NULL), 0);
}

static void test_copylib__finds_members_in_folders(void **state)
{
    (void)state;
    char *root = suite_folder_new();
    char first[512], second[512], library[600];
    snprintf(first, sizeof first, "%s/first", root);
    snprintf(second, sizeof second, "%s/second", root);
    snprintf(library, sizeof library, "%s/second/custlib", root);
    assert_int_equal(file_make_folder(first, NULL), 0);
    assert_int_equal(file_make_folder(library, NULL), 0);
    write_member(root, "secret", "no");
    write_member(first, "BOTH", "first");
    write_member(second, "BOTH", "second");
    write_member(second, "custrec.cpy", "lower");
    write_member(second, "UPPER.CBL", "upper");
    write_member(library, "MEMBER", "in a library");
    const char *folders[] = {first, second};
    struct copylib copylib = {folders, 2};
    static const struct {
        const char *member, *library, *text;
    } cases[] = {
        {"BOTH", NULL, "first"}, {"both", NULL, "first"}, {"CUSTREC", NULL, "lower"}, {"custrec.cpy", NULL, "lower"}, {"upper", NULL, "upper"},
        {"MEMBER", "CUSTLIB", "in a library"}, {"MEMBER", NULL, NULL}, {"MEMBER", "OTHER", NULL}, {"custlib", NULL, NULL},
        {"../secret", NULL, NULL}, {"secret", "..", NULL}, {"..", NULL, NULL}, {"", NULL, NULL}, {"BOTH", "../first", NULL}, {"A/B", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bytes text;
        bytes_init(&text);
        int code = copylib_read(&copylib, cases[i].member, cases[i].library, &text);
        assert_int_equal(code, cases[i].text != NULL ? 0 : -1);
        if (cases[i].text != NULL)
            assert_string_equal(bytes_string(&text), cases[i].text);
        bytes_release(&text);
    }
    suite_folder_remove(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_expand__copy),
        cmocka_unit_test(test_expand__replacing),
        cmocka_unit_test(test_expand__replace),
        cmocka_unit_test(test_expand__what_is_refused),
        cmocka_unit_test(test_expand__no_library_is_refused),
        cmocka_unit_test(test_expand__bombs_are_refused),
        cmocka_unit_test(test_copylib__finds_members_in_folders),
    };
    return cmocka_run_group_tests_name("expand", tests, NULL, NULL);
}
