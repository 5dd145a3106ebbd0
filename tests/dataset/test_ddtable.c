/* test_ddtable.c - the table of a step's DDs is read as it was written. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "dataset/ddtable.h"

static const struct dd_entry ENTRIES[] = {
    {.name = "SYSUT1", .kind = DD_ENTRY_DATA_SET, .dataset = {.name = "A.LIB", .organization = DATASET_POE, .recfm = DATASET_VB, .lrecl = 84, .control = 'A'},
     .member = "PGMA", .path = "/home/data/A.LIB/PGMA"},
    {.name = "KEYED", .kind = DD_ENTRY_DATA_SET,
     .dataset = {.name = "A.KSDS", .organization = DATASET_KS, .recfm = DATASET_F, .lrecl = 80, .key_offset = 72, .key_length = 8},
     .is_new = true, .append = true, .exclusive = true, .path = "/a folder/with  blanks "},
    {.name = "NOTHING", .kind = DD_ENTRY_DUMMY, .dataset = {.recfm = DATASET_U}, .path = ""},
    {.name = "SYSPRINT", .kind = DD_ENTRY_SYSOUT, .dataset = {.recfm = DATASET_U}, .path = "/spool/SYSPRINT"},
};
enum { COUNT = sizeof ENTRIES / sizeof ENTRIES[0] };

static void test_ddtable__entries_come_back_as_they_were(void **state)
{
    (void)state;
    char *folder = suite_folder_new(), *path = file_join(folder, "DDS");
    struct dd_table written = {0}, read;
    for (size_t i = 0; i < COUNT; i++)
        dd_table_add(&written, &ENTRIES[i]);
    assert_int_equal(dd_table_write(&written, path, NULL), 0);
    assert_int_equal(dd_table_read(&read, path, NULL), 0);
    assert_int_equal(read.count, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        const struct dd_entry *entry = dd_table_find(&read, ENTRIES[i].name);
        assert_non_null(entry);
        assert_int_equal(entry->kind, ENTRIES[i].kind);
        assert_memory_equal(&entry->dataset, &ENTRIES[i].dataset, sizeof entry->dataset);
        assert_string_equal(entry->member, ENTRIES[i].member);
        assert_int_equal(entry->is_new, ENTRIES[i].is_new);
        assert_int_equal(entry->append, ENTRIES[i].append);
        assert_int_equal(entry->exclusive, ENTRIES[i].exclusive);
        assert_string_equal(entry->path, ENTRIES[i].path);
    }
    assert_null(dd_table_find(&read, "SYSUT2"));
    dd_table_release(&read);
    dd_table_release(&written);
    free(path);
    suite_folder_remove(folder);
}

static void test_ddtable__what_is_no_line_is_refused(void **state)
{
    (void)state;
    char *folder = suite_folder_new(), *path = file_join(folder, "DDS");
    struct dd_table table, broken = {0};
    const char *const bad[] = {"SYSUT1\n", "SYSUT1 D A.B - XX F - 80 0 0 - /x\n", "SYSUT1 Q A.B - PS F - 80 0 0 - /x\n",
                               "SYSUT1 D A.B - PS F - eighty 0 0 - /x\n"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(file_write(path, bad[i], strlen(bad[i]), NULL), 0);
        assert_int_equal(dd_table_read(&table, path, NULL), DATASET_E_CATALOG);
        dd_table_release(&table);
    }
    dd_table_add(&broken, &(struct dd_entry){.name = "X", .kind = DD_ENTRY_PATH, .path = "/two\nlines"});
    assert_int_equal(dd_table_write(&broken, path, NULL), BASE_E_WRITE);
    dd_table_release(&broken);
    free(path);
    suite_folder_remove(folder);
}

static void test_ddtable__without_a_job_the_environment_says_it(void **state)
{
    (void)state;
    struct dd_table table;
    setenv("DD_SYSUT1", "/by/hand", 1);
    setenv("DD_LONGERTHANEIGHT", "/no", 1);
    dd_table_from_environment(&table);
    const struct dd_entry *entry = dd_table_find(&table, "SYSUT1");
    assert_non_null(entry);
    assert_int_equal(entry->kind, DD_ENTRY_PATH);
    assert_string_equal(entry->path, "/by/hand");
    assert_null(dd_table_find(&table, "LONGERTH"));
    dd_table_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ddtable__entries_come_back_as_they_were),
        cmocka_unit_test(test_ddtable__what_is_no_line_is_refused),
        cmocka_unit_test(test_ddtable__without_a_job_the_environment_says_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
