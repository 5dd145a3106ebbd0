/* test_check.c - the words of [check]: what each takes and refuses. */
#include "support/suite.h"

#include <string.h>

#include "form/check.h"

static const struct {
    const char *word;
    const char *good[8];
    const char *bad[12];
} CASES[] = {
    {"release", {"C", "CHFS-0042", "chfs", "A-"}, {"", "0042", "-A", "A.B", "A/B", "A B", "A\xC3\xA9"}},
    {"code", {"CHFS", "a1", "1"}, {"", "A-B", "A B", "A_B"}},
    {"member", {"A", "$#@12345", "ABCDEFGH"}, {"", "1A", "ABCDEFGHI", "a", "A-B", "A.B"}},
    {"dsn", {"A", "CHFS.PROD.LOADLIB", "A-B.C1"}, {"", ".A", "A.", "A..B", "ABCDEFGHI", "A.1B", "A(B)", "a.b", "A.B'"}},
    {"identifier", {"DSN_COLL1", "#X"}, {"", "1X", "A-B", "a", "A B"}},
    {"host", {"app1", "app1.example.gov", "a-b"}, {"", "-a", "a-", "a..b", "a_b", "a;b", "a."}},
    {"uid", {"rhollis", "r.hollis", "7"}, {"", ".r", "a b", "a*", "a)(", "a,b", "a\\"}},
    {"path-absolute", {"/", "/opt/x", "/..x", "/a/b..c"}, {"", "opt", "/..", "/a/../b", "../x"}},
    {"path-relative", {"bin/base", "x", "..x/y"}, {"/bin", "..", "a/..", "../a", "a/../b"}},
    {"email", {"a@example.gov", "a.b+c@x.org"},
     {"", "a", "a@", "@b", "a@b@c", "a b@c", "<a@b>", "a@b, c@d", ".a@b", "a..b@c", "a@-b"}},
    {"octal", {"755", "0644"}, {"", "7", "0789", "00644", "-75"}},
    {"date", {"20261122", "20280229"}, {"", "0", "20270229", "20261301", "2026-1-1", "020261122"}},
    {"hhmm", {"0", "2359", "100"}, {"", "2400", "60", "-1", "23595"}},
    {"hhmmss", {"0", "235959"}, {"", "240000", "60", "6000", "2359590"}},
};

static void test_check__takes_good_and_refuses_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const struct check *check = check_find(CASES[i].word, strlen(CASES[i].word));
        assert_non_null(check);
        for (size_t g = 0; CASES[i].good[g] != NULL; g++)
            if (check_text(check, CASES[i].good[g], NULL) != 0)
                fail_msg("%s refuses '%s'", CASES[i].word, CASES[i].good[g]);
        for (size_t b = 0; CASES[i].bad[b] != NULL; b++)
            if (check_text(check, CASES[i].bad[b], NULL) != check->code)
                fail_msg("%s takes '%s'", CASES[i].word, CASES[i].bad[b]);
    }
}

static void test_check__shows_what_was_got_and_expected(void **state)
{
    (void)state;
    struct fault fault = {0};
    check_text(check_find("octal", 5), "0\x01\"9", &fault);
    assert_string_equal(fault.detail, "'0\\x01\"9' is not three or four digits 0 to 7");
    assert_null(check_find("octa", 4));
    assert_null(check_find("octals", 6));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check__takes_good_and_refuses_bad),
        cmocka_unit_test(test_check__shows_what_was_got_and_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
