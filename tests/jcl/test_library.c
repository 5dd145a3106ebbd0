/* test_library.c - members found in folders. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "jcl/error.h"
#include "jcl/library.h"

static char *home;
static struct folder_library folders;
static struct library library;

static void put(const char *folder, const char *name, const char *text)
{
    struct fault fault;
    char *dir = file_join(home, folder), *path = file_join(dir, name);
    assert_int_equal(file_make_folder(dir, &fault), 0);
    assert_int_equal(file_write(path, text, strlen(text), &fault), 0);
    free(path);
    free(dir);
}

static int set_up(void **state)
{
    static const char *names[2];
    (void)state;
    home = suite_folder_new();
    names[0] = file_join(home, "one");
    names[1] = file_join(home, "two");
    folders = (struct folder_library){names, 2};
    library = library_of_folders(&folders);
    put("one", "DAY", "one");
    put("two", "DAY.jcl", "two");
    put("two", "WEEK.jcl", "week");
    put("one/A.B", "DAY", "of A.B");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free((char *)folders.folders[0]);
    free((char *)folders.folders[1]);
    suite_folder_remove(home);
    return 0;
}

static int find(const char *name, const char *dsn, const char *expected)
{
    struct member member;
    struct fault fault = {0};
    int code = library_find(&library, &dsn, dsn != NULL ? 1 : 0, name, &member, &fault);
    if (code == 1) {
        assert_string_equal(bytes_string(&member.text), expected);
        member_release(&member);
    }
    return code;
}

static void test_library__the_first_folder_that_has_the_member(void **state)
{
    (void)state;
    assert_int_equal(find("DAY", NULL, "one"), 1);
    assert_int_equal(find("WEEK", NULL, "week"), 1);
    assert_int_equal(find("YEAR", NULL, ""), 0);
}

static void test_library__jcllib_goes_first_and_the_installations_follow(void **state)
{
    (void)state;
    assert_int_equal(find("DAY", "A.B", "of A.B"), 1);
    assert_int_equal(find("WEEK", "A.B", "week"), 1);
    assert_int_equal(find("DAY", "C.D", "one"), 1);
}

static void test_library__what_is_no_name_never_becomes_a_path(void **state)
{
    (void)state;
    assert_int_equal(find("../DAY", NULL, ""), JCL_E_MEMBER_MISSING);
    assert_int_equal(find("", NULL, ""), JCL_E_MEMBER_MISSING);
    assert_int_equal(find("DAY", "../one", "one"), 1);
    assert_int_equal(find("LEDGERDAY", NULL, ""), JCL_E_MEMBER_MISSING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_library__the_first_folder_that_has_the_member),
        cmocka_unit_test(test_library__jcllib_goes_first_and_the_installations_follow),
        cmocka_unit_test(test_library__what_is_no_name_never_becomes_a_path),
    };
    return cmocka_run_group_tests_name("library", tests, set_up, tear_down);
}
