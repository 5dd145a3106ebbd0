/* test_identity.c - tests of people/identity.h: which names and DNs are the same. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "people/identity.h"

static void test_identity__text_is_utf_8_without_control_characters(void **state)
{
    (void)state;
    static const char *const good[] = {"", "a", "\xc2\xa0", "\xc3\xa9", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"};
    static const char *const bad[] = {"\x01", "a\x1f", "\x7f", "\x80", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x80", "\xc2\x9f", "\xc3(", "\xe0\x9f\xbf", "\xe2\x82", "\xed\xa0\x80",
                                      "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(identity_is_text(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(identity_is_text(bad[i], strlen(bad[i])));
    assert_false(identity_is_text("a\0b", 3));
}

static void test_identity__names_are_the_same_but_for_case_and_outer_blanks(void **state)
{
    (void)state;
    char name[IDENTITY_SIZE], longest[IDENTITY_SIZE + 1];
    assert_true(identity_fold(name, "  A.Morgan-9_z ", 15));
    assert_string_equal(name, "a.morgan-9_z");
    assert_true(identity_fold(name, "A  \xc3\x89 b", 7)); /* inner blanks count, and so does the case of other letters */
    assert_string_equal(name, "a  \xc3\x89 b");
    assert_false(identity_fold(name, "", 0));
    assert_false(identity_fold(name, "   ", 3));
    assert_false(identity_fold(name, "a\tb", 3));
    memset(longest, 'X', sizeof longest);
    assert_true(identity_fold(name, longest, IDENTITY_SIZE - 1));
    assert_int_equal(strlen(name), IDENTITY_SIZE - 1);
    assert_false(identity_fold(name, longest, IDENTITY_SIZE));
}

static void test_identity__dns_written_differently_are_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
    } same[] = {
        {"uid=a,ou=People,dc=example", "UID=A, OU=people ,DC=EXAMPLE"},
        {"cn=a\\2cb,o=x", "CN=A\\,B,O=X"},
        {"cn=\\c3\\a9,o=x", "cn=\xc3\xa9,o=x"},
    };
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        char *a = identity_dn(same[i].a, strlen(same[i].a)), *b = identity_dn(same[i].b, strlen(same[i].b));
        assert_non_null(a);
        assert_non_null(b);
        assert_string_equal(a, b);
        free(a);
        free(b);
    }
    static const char *const none[] = {"", "a", "uid=a,,o=x", "uid=a,", "=a", "uid=a\x01,o=x", "uid=\xff,o=x"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_null(identity_dn(none[i], strlen(none[i])));
    char *huge = malloc(IDENTITY_DN_BYTES + 1);
    memset(huge, 'x', IDENTITY_DN_BYTES + 1);
    memcpy(huge, "cn=", 3);
    char *fits = identity_dn(huge, IDENTITY_DN_BYTES);
    assert_non_null(fits);
    assert_null(identity_dn(huge, IDENTITY_DN_BYTES + 1));
    free(fits);
    free(huge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_identity__text_is_utf_8_without_control_characters),
        cmocka_unit_test(test_identity__names_are_the_same_but_for_case_and_outer_blanks),
        cmocka_unit_test(test_identity__dns_written_differently_are_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
