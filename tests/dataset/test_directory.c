/* test_directory.c - members, aliases and user data of partitioned data sets. */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "dataset/directory.h"

struct fixture {
    char *folder;
    struct catalog *catalog;
    struct dataset pds, pdse;
};

/* Both libraries with the members PGMA and PGMB, PGMX and PGMY as aliases of PGMA. */
static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    *state = fixture;
    fixture->folder = suite_folder_new();
    fixture->pds = (struct dataset){.name = "A.PDS", .organization = DATASET_PO, .recfm = DATASET_U};
    fixture->pdse = (struct dataset){.name = "A.PDSE", .organization = DATASET_POE, .recfm = DATASET_U};
    int code = catalog_open(&fixture->catalog, fixture->folder, NULL);
    for (int i = 0; i < 2 && code == 0; i++) {
        const struct dataset *library = i == 0 ? &fixture->pds : &fixture->pdse;
        code |= catalog_define(fixture->catalog, library, NULL);
        code |= dataset_put(fixture->catalog, library, "PGMA", "aaa", 3, NULL);
        code |= dataset_put(fixture->catalog, library, "PGMB", "b", 1, NULL);
        code |= directory_set_alias(fixture->catalog, library, "PGMX", "PGMA", NULL);
        code |= directory_set_alias(fixture->catalog, library, "PGMY", "PGMX", NULL);
    }
    return code;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    catalog_close(fixture->catalog);
    suite_folder_remove(fixture->folder);
    free(fixture);
    return 0;
}

static int add_entry(void *user, const struct directory_entry *entry)
{
    bytes_format(user, entry->alias_of[0] != '\0' ? "%s=%s" : "%s", entry->name, entry->alias_of);
    bytes_format(user, entry->user_length > 0 ? ":%.*s " : " ", (int)entry->user_length, (const char *)entry->user);
    return 0;
}

static void assert_listed(const struct fixture *fixture, const struct dataset *library, const char *expected)
{
    struct bytes listed;
    bytes_init(&listed);
    assert_int_equal(directory_list(fixture->catalog, library, add_entry, &listed, NULL), 0);
    assert_string_equal(bytes_string(&listed), expected);
    bytes_release(&listed);
}

static void assert_content(const struct fixture *fixture, const struct dataset *library, const char *name, const char *expected)
{
    struct bytes content;
    bytes_init(&content);
    assert_int_equal(dataset_get(fixture->catalog, library, name, &content, NULL), expected == NULL);
    assert_string_equal(bytes_string(&content), expected != NULL ? expected : "");
    bytes_release(&content);
}

static void test_directory__an_alias_has_the_content_of_its_member(void **state)
{
    struct fixture *fixture = *state;
    struct directory_entry entry;
    char member[MEMBER_SIZE];
    assert_listed(fixture, &fixture->pds, "PGMA PGMB PGMX=PGMA PGMY=PGMA ");
    assert_content(fixture, &fixture->pds, "PGMY", "aaa");
    assert_int_equal(directory_find(fixture->catalog, &fixture->pds, "PGMY", &entry, NULL), 0);
    assert_string_equal(entry.alias_of, "PGMA");
    assert_int_equal(directory_resolve(fixture->catalog, &fixture->pds, "PGMY", member, NULL), 0);
    assert_string_equal(member, "PGMA");
    assert_int_equal(directory_set_alias(fixture->catalog, &fixture->pds, "PGMY", "PGMB", NULL), 0); /* from now on */
    assert_content(fixture, &fixture->pds, "PGMY", "b");
    assert_int_equal(dataset_delete(fixture->catalog, &fixture->pds, "PGMY", NULL), 0); /* it alone */
    assert_int_equal(dataset_delete(fixture->catalog, &fixture->pds, "PGMY", NULL), 1);
    assert_listed(fixture, &fixture->pds, "PGMA PGMB PGMX=PGMA ");
    assert_int_equal(directory_find(fixture->catalog, &fixture->pds, "PGMY", &entry, NULL), 1);
}

static void test_directory__what_cannot_be_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct dataset sequential = {.name = "A.SEQ", .recfm = DATASET_U};
    struct fault fault = {0};
    char member[MEMBER_SIZE], long_data[DIRECTORY_USER_MAX + 1] = "";
    struct catalog *catalog = fixture->catalog;
    assert_int_equal(directory_set_alias(catalog, &fixture->pds, "PGMB", "PGMA", &fault), DATASET_E_THERE);
    assert_int_equal(directory_set_alias(catalog, &fixture->pds, "PGMZ", "NONE", &fault), 1);
    assert_int_equal(directory_set_alias(catalog, &fixture->pds, "../PGM", "PGMA", &fault), DATASET_E_NAME);
    assert_int_equal(directory_set_user(catalog, &fixture->pds, "PGMZ", "x", 1, &fault), 1);
    assert_int_equal(directory_set_user(catalog, &fixture->pds, "PGMA", long_data, sizeof long_data, &fault), DATASET_E_ATTRIBUTES);
    assert_int_equal(directory_rename(catalog, &fixture->pds, "PGMA", "PGMB", &fault), DATASET_E_THERE);
    assert_int_equal(directory_rename(catalog, &fixture->pds, "PGMA", "PGMX", &fault), DATASET_E_THERE);
    assert_int_equal(directory_rename(catalog, &fixture->pds, "PGMZ", "PGMW", &fault), 1);
    assert_int_equal(directory_resolve(catalog, &sequential, "PGMA", member, &fault), DATASET_E_KIND);
    assert_listed(fixture, &fixture->pds, "PGMA PGMB PGMX=PGMA PGMY=PGMA ");
}

static void test_directory__user_data_belongs_to_the_content_it_was_given_for(void **state)
{
    struct fixture *fixture = *state;
    struct catalog *catalog = fixture->catalog;
    assert_int_equal(directory_set_user(catalog, &fixture->pds, "PGMA", "stats", 5, NULL), 0);
    assert_int_equal(directory_set_user(catalog, &fixture->pds, "PGMX", "its own", 7, NULL), 0);
    assert_listed(fixture, &fixture->pds, "PGMA:stats PGMB PGMX=PGMA:its own PGMY=PGMA ");
    assert_int_equal(dataset_put(catalog, &fixture->pds, "PGMA", "aaa", 3, NULL), 0);
    assert_listed(fixture, &fixture->pds, "PGMA PGMB PGMX=PGMA:its own PGMY=PGMA ");
    assert_int_equal(directory_set_user(catalog, &fixture->pds, "PGMB", "stats", 5, NULL), 0);
    char *path = dataset_path(catalog, &fixture->pds, "PGMB"); /* as a program writes that has it as a DD */
    assert_int_equal(file_write(path, "bb", 2, NULL), 0);
    free(path);
    assert_listed(fixture, &fixture->pds, "PGMA PGMB PGMX=PGMA:its own PGMY=PGMA ");
    assert_int_equal(dataset_put(catalog, &fixture->pds, "PGMX", "x", 1, NULL), 0); /* a member now */
    assert_listed(fixture, &fixture->pds, "PGMA PGMB PGMX PGMY=PGMA ");
    assert_content(fixture, &fixture->pds, "PGMA", "aaa");
}

static void test_directory__aliases_stay_in_a_pds_and_go_in_a_pdse(void **state)
{
    struct fixture *fixture = *state;
    struct directory_entry entry;
    assert_int_equal(dataset_delete(fixture->catalog, &fixture->pds, "PGMA", NULL), 0);
    assert_int_equal(dataset_delete(fixture->catalog, &fixture->pdse, "PGMA", NULL), 0);
    assert_listed(fixture, &fixture->pds, "PGMB PGMX=PGMA PGMY=PGMA ");
    assert_listed(fixture, &fixture->pdse, "PGMB ");
    assert_content(fixture, &fixture->pds, "PGMX", NULL);
    assert_int_equal(directory_find(fixture->catalog, &fixture->pds, "PGMX", &entry, NULL), 0);
    assert_int_equal(dataset_put(fixture->catalog, &fixture->pds, "PGMA", "new", 3, NULL), 0);
    assert_content(fixture, &fixture->pds, "PGMX", "new");
}

static void test_directory__a_deleted_library_leaves_nothing_to_a_new_one(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(dataset_delete(fixture->catalog, &fixture->pds, NULL, NULL), 0);
    assert_int_equal(catalog_define(fixture->catalog, &fixture->pds, NULL), 0);
    assert_listed(fixture, &fixture->pds, "");
    assert_int_equal(dataset_put(fixture->catalog, &fixture->pds, "PGMA", "n", 1, NULL), 0);
    assert_listed(fixture, &fixture->pds, "PGMA ");
    assert_listed(fixture, &fixture->pdse, "PGMA PGMB PGMX=PGMA PGMY=PGMA ");
}

static void test_directory__a_rename_takes_aliases_and_user_data_along(void **state)
{
    struct fixture *fixture = *state;
    struct catalog *catalog = fixture->catalog;
    assert_int_equal(directory_set_user(catalog, &fixture->pds, "PGMA", "stats", 5, NULL), 0);
    assert_int_equal(directory_rename(catalog, &fixture->pds, "PGMA", "NEW", NULL), 0);
    assert_listed(fixture, &fixture->pds, "NEW:stats PGMB PGMX=NEW PGMY=NEW ");
    assert_int_equal(directory_rename(catalog, &fixture->pds, "PGMX", "OTHER", NULL), 0);
    assert_listed(fixture, &fixture->pds, "NEW:stats OTHER=NEW PGMB PGMY=NEW ");
    assert_content(fixture, &fixture->pds, "OTHER", "aaa");
}

/* A folder in the way of the new name stops the rename where a kill could; then the file is moved, as by one that was killed behind it. */
static void test_directory__a_rename_that_was_killed_is_finished(void **state)
{
    struct fixture *fixture = *state;
    struct catalog *catalog = fixture->catalog;
    char *old = dataset_path(catalog, &fixture->pds, "PGMA"), *name = dataset_path(catalog, &fixture->pds, "NEW");
    assert_int_equal(directory_set_user(catalog, &fixture->pds, "PGMA", "stats", 5, NULL), 0);
    assert_int_equal(file_make_folder(name, NULL), 0);
    assert_int_equal(directory_rename(catalog, &fixture->pds, "PGMA", "NEW", NULL), BASE_E_WRITE);
    assert_listed(fixture, &fixture->pds, "PGMA:stats PGMB PGMX=PGMA PGMY=PGMA ");
    assert_int_equal(rmdir(name), 0);
    assert_int_equal(file_move(old, name, NULL), 0);
    assert_content(fixture, &fixture->pds, "PGMA", "aaa");
    assert_content(fixture, &fixture->pds, "PGMY", "aaa");
    assert_content(fixture, &fixture->pds, "NEW", "aaa");
    assert_int_equal(directory_rename(catalog, &fixture->pds, "PGMA", "NEW", NULL), 0);
    assert_listed(fixture, &fixture->pds, "NEW:stats PGMB PGMX=NEW PGMY=NEW ");
    free(old);
    free(name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_directory__an_alias_has_the_content_of_its_member, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_directory__what_cannot_be_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_directory__user_data_belongs_to_the_content_it_was_given_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_directory__aliases_stay_in_a_pds_and_go_in_a_pdse, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_directory__a_deleted_library_leaves_nothing_to_a_new_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_directory__a_rename_takes_aliases_and_user_data_along, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_directory__a_rename_that_was_killed_is_finished, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
