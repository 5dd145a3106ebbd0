/* test_ddio.c - records from one DD to another. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "utility/ddio.h"
#include "utility/error.h"

static char *folder;

static int make_folder(void **state)
{
    (void)state;
    folder = suite_folder_new();
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    suite_folder_remove(folder);
    return 0;
}

/* A DD of file NAME, a data set when KIND says so. */
static struct dd_entry dd(const char *name, enum dd_entry_kind kind, enum dataset_recfm recfm, int lrecl)
{
    struct dd_entry entry = {.kind = kind, .dataset = {.recfm = recfm, .lrecl = lrecl}};
    snprintf(entry.name, sizeof entry.name, "%s", name);
    entry.path = file_join(folder, name);
    return entry;
}

static void put(const struct dd_entry *entry, const char *data, size_t length)
{
    struct fault fault;
    assert_int_equal(file_write(entry->path, data, length, &fault), 0);
}

static void assert_content(const struct dd_entry *entry, const char *expected, size_t length)
{
    struct bytes got;
    struct fault fault;
    bytes_init(&got);
    assert_int_equal(file_read(&got, entry->path, 8 << 20, &fault), 0);
    assert_int_equal(got.length, length);
    if (length > 0)
        assert_memory_equal(got.data, expected, length);
    bytes_release(&got);
}

static int copy(struct dd_entry *from, struct dd_entry *to, int64_t skip, int64_t count, int64_t *records, struct fault *fault)
{
    const struct ddio_range range = {.skip = skip, .count = count};
    *fault = (struct fault){0};
    return ddio_copy(from, to, &range, to->append, records, fault);
}

static void release(struct dd_entry *a, struct dd_entry *b)
{
    free(a->path);
    free(b->path);
}

static void test_ddio__lines_become_fixed_records_and_back(void **state)
{
    (void)state;
    struct fault fault;
    int64_t records;
    struct dd_entry text = dd("TEXT", DD_ENTRY_INSTREAM, DATASET_U, 0), fixed = dd("FIXED", DD_ENTRY_DATA_SET, DATASET_FB, 5);
    put(&text, "ABC\n\nABCDE\r\nX", 13);
    assert_int_equal(copy(&text, &fixed, 0, -1, &records, &fault), 0);
    assert_int_equal(records, 4);
    assert_content(&fixed, "ABC       ABCDEX    ", 20);
    assert_int_equal(copy(&fixed, &text, 0, -1, &records, &fault), 0);
    assert_content(&text, "ABC\n\nABCDE\nX\n", 13);
    release(&text, &fixed);
}

static void test_ddio__a_longer_line_leaves_the_output_as_it_was(void **state)
{
    (void)state;
    struct fault fault;
    int64_t records;
    struct dd_entry text = dd("TEXT", DD_ENTRY_INSTREAM, DATASET_U, 0), fixed = dd("FIXED", DD_ENTRY_DATA_SET, DATASET_FB, 3);
    put(&text, "ABC\nABCD\n", 9);
    put(&fixed, "old", 3);
    assert_int_equal(copy(&text, &fixed, 0, -1, &records, &fault), UTILITY_E_RECORD);
    assert_int_equal(fault.record, 2);
    assert_content(&fixed, "old", 3);
    fixed.append = true;
    assert_int_equal(copy(&text, &fixed, 0, -1, &records, &fault), UTILITY_E_RECORD);
    assert_content(&fixed, "old", 3);
    assert_int_equal(copy(&text, &fixed, 0, 1, &records, &fault), 0);
    assert_content(&fixed, "oldABC", 6);
    release(&text, &fixed);
}

static void test_ddio__variable_records_are_counted_and_checked(void **state)
{
    (void)state;
    struct fault fault;
    int64_t records;
    struct dd_entry from = dd("FROM", DD_ENTRY_DATA_SET, DATASET_VB, 10), to = dd("TO", DD_ENTRY_DATA_SET, DATASET_V, 10);
    put(&from, "\0\5\0\0A\0\4\0\0\0\6\0\0BC", 15);
    assert_int_equal(copy(&from, &to, 0, -1, &records, &fault), 0);
    assert_content(&to, "\0\5\0\0A\0\4\0\0\0\6\0\0BC", 15);
    assert_int_equal(copy(&from, &to, 1, 1, &records, &fault), 0);
    assert_int_equal(records, 1);
    assert_content(&to, "\0\4\0\0", 4);
    put(&from, "\0\5\0\0A\0\6\0\0B", 10);
    assert_int_equal(copy(&from, &to, 0, -1, &records, &fault), UTILITY_E_RECORD);
    assert_int_equal(fault.record, 2);
    put(&from, "\0\5\1\0A", 5);
    assert_int_equal(copy(&from, &to, 0, -1, &records, &fault), UTILITY_E_RECORD);
    assert_content(&to, "\0\4\0\0", 4);
    release(&from, &to);
}

static void test_ddio__formats_that_do_not_go_together_are_refused(void **state)
{
    (void)state;
    struct fault fault;
    int64_t records;
    struct dd_entry f4 = dd("FOUR", DD_ENTRY_DATA_SET, DATASET_F, 4), f5 = dd("FIVE", DD_ENTRY_DATA_SET, DATASET_F, 5);
    struct dd_entry v = dd("VARIABLE", DD_ENTRY_DATA_SET, DATASET_V, 9), u = dd("PLAIN", DD_ENTRY_DATA_SET, DATASET_U, 0);
    put(&f4, "ABCD", 4);
    put(&v, "\0\5\0\0A", 5);
    assert_int_equal(copy(&f4, &f5, 0, -1, &records, &fault), UTILITY_E_FORMAT);
    assert_int_equal(copy(&f4, &v, 0, -1, &records, &fault), UTILITY_E_FORMAT);
    assert_int_equal(copy(&v, &u, 0, -1, &records, &fault), UTILITY_E_FORMAT);
    assert_int_equal(copy(&u, &f4, 0, -1, &records, &fault), UTILITY_E_FORMAT);
    assert_int_equal(copy(&f4, &u, 0, -1, &records, &fault), 0);
    assert_int_equal(copy(&f4, &f4, 0, -1, &records, &fault), UTILITY_E_DD);
    f4.dataset.organization = DATASET_RR;
    assert_int_equal(copy(&f4, &u, 0, -1, &records, &fault), UTILITY_E_REFUSED);
    f4.dataset.organization = DATASET_PO;
    assert_int_equal(copy(&f4, &u, 0, -1, &records, &fault), UTILITY_E_DD);
    f4.dataset.organization = DATASET_PS;
    assert_content(&u, "ABCD", 4);
    put(&f4, "ABCDE", 5);
    assert_int_equal(copy(&f4, &u, 0, -1, &records, &fault), UTILITY_E_RECORD);
    assert_content(&u, "ABCD", 4);
    release(&f4, &f5);
    release(&v, &u);
}

static void test_ddio__lines_are_copied_byte_for_byte(void **state)
{
    (void)state;
    struct fault fault;
    int64_t records;
    struct dd_entry a = dd("A", DD_ENTRY_PATH, DATASET_U, 0), b = dd("B", DD_ENTRY_SYSOUT, DATASET_U, 0);
    struct bytes big;
    bytes_init(&big);
    for (int i = 0; i < 60000; i++)
        bytes_format(&big, "line %d \r\n", i);
    for (int i = 0; i < 400000; i++)
        bytes_text(&big, "a long one"); /* longer than a line can be, without a line end: it goes in pieces */
    put(&a, (const char *)big.data, big.length);
    assert_int_equal(copy(&a, &b, 0, -1, &records, &fault), 0);
    assert_true(records > 60001);
    assert_content(&b, (const char *)big.data, big.length);
    bytes_release(&big);
    release(&a, &b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_ddio__lines_become_fixed_records_and_back, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_ddio__a_longer_line_leaves_the_output_as_it_was, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_ddio__variable_records_are_counted_and_checked, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_ddio__formats_that_do_not_go_together_are_refused, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_ddio__lines_are_copied_byte_for_byte, make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
