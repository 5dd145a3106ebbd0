/* test_dataset.c - tests of dataset/dataset.h on a real catalog. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "dataset/dataset.h"
#include "dataset/name.h"

struct fixture {
    char *folder;
    struct catalog *catalog;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->folder = suite_folder_new();
    *state = fixture;
    return catalog_open(&fixture->catalog, fixture->folder, NULL);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    catalog_close(fixture->catalog);
    suite_folder_remove(fixture->folder);
    free(fixture);
    return 0;
}

static void test_dataset__names_obey_the_rules(void **state)
{
    (void)state;
    const char *good[] = {"A", "CHFS.STAGE.LOADLIB", "$A.#B.@C.D-E1", "A2345678.B2345678.C2345678.D2345678.E2345678"};
    const char *bad[] = {"", ".A", "A.", "A..B", "1A", "A.-B", "a", "A23456789", "A B", "../A", "A/B",
                         "A2345678.B2345678.C2345678.D2345678.E23456789", "A2345678.B2345678.C2345678.D2345678.E2345678.F"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(dsn_is_valid(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(dsn_is_valid(bad[i]));
    char name[DSN_SIZE], member[MEMBER_SIZE];
    assert_int_equal(dsn_parse("A.B(PGM1)", name, member, NULL), 0);
    assert_string_equal(name, "A.B");
    assert_string_equal(member, "PGM1");
    const char *wrong[] = {"A(", "A()", "A(B", "A(B)C", "A((B)", "A(B-C)", "A(ABCDEFGHI)", "(B)", "A(../X)"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(dsn_parse(wrong[i], name, member, NULL), DATASET_E_NAME);
}

static void test_dataset__patterns_match_by_qualifier(void **state)
{
    (void)state;
    const struct {
        const char *pattern, *name;
        bool matches;
    } cases[] = {
        {"A.B", "A.B", true},       {"A.*", "A.B", true},      {"A.*", "A.B.C", false}, {"A.**", "A.B.C", true},
        {"A.**", "A", true},        {"**", "X.Y", true},       {"**.C", "A.B.C", true}, {"**.C", "A.B.D", false},
        {"A%.B", "AX.B", true},     {"A%.B", "A.B", false},    {"*X*.B", "AXB.B", true}, {"A.**.Z", "A.Z", true},
        {"A.**.Z", "A.B.C.Z", true}, {"", "A", false},         {"A", "A.B", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(dsn_matches(cases[i].pattern, cases[i].name), cases[i].matches);
}

static struct dataset defined(struct fixture *fixture, const char *name, bool partitioned, enum dataset_recfm recfm, int lrecl)
{
    struct dataset dataset = {.organization = partitioned ? DATASET_PO : DATASET_PS, .recfm = recfm, .lrecl = lrecl}, found;
    snprintf(dataset.name, sizeof dataset.name, "%s", name);
    assert_int_equal(catalog_define(fixture->catalog, &dataset, NULL), 0);
    assert_int_equal(catalog_define(fixture->catalog, &dataset, NULL), 1);
    assert_int_equal(catalog_find(fixture->catalog, name, &found, NULL), 0);
    assert_memory_equal(&found, &dataset, sizeof found);
    return dataset;
}

static void test_dataset__content_is_replaced_and_got(void **state)
{
    struct fixture *fixture = *state;
    struct dataset dataset = defined(fixture, "A.SEQ", false, DATASET_FB, 4);
    struct bytes got;
    bytes_init(&got);
    assert_int_equal(dataset_get(fixture->catalog, &dataset, NULL, &got, NULL), 1);
    assert_int_equal(dataset_put(fixture->catalog, &dataset, NULL, "12345678", 8, NULL), 0);
    assert_int_equal(dataset_put(fixture->catalog, &dataset, "", "abcd", 4, NULL), 0);
    assert_int_equal(dataset_get(fixture->catalog, &dataset, NULL, &got, NULL), 0);
    assert_string_equal(bytes_string(&got), "abcd");
    bytes_release(&got);
}

static void test_dataset__what_is_no_record_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct fault fault = {0};
    struct dataset fixed = defined(fixture, "A.FIX", false, DATASET_FB, 4);
    struct dataset variable = defined(fixture, "A.VAR", false, DATASET_VB, 8);
    assert_int_equal(dataset_put(fixture->catalog, &fixed, NULL, "12345", 5, &fault), DATASET_E_RECORDS);
    assert_int_equal(dataset_put(fixture->catalog, &variable, NULL, "\0\5\0\0A\0\11\0\0BCDEF", 14, &fault), DATASET_E_RECORDS);
    assert_int_equal(fault.record, 2);
    assert_int_equal(dataset_put(fixture->catalog, &variable, NULL, "\0\6\0\0A", 5, &fault), DATASET_E_RECORDS);
    assert_int_equal(dataset_put(fixture->catalog, &variable, "M", "\0\5\0\0A", 5, &fault), DATASET_E_KIND);
    assert_int_equal(dataset_put(fixture->catalog, &variable, NULL, "\0\5\0\0A", 5, &fault), 0);
    struct dataset odd = {.name = "A.ODD", .recfm = DATASET_FB, .lrecl = 0};
    assert_int_equal(catalog_define(fixture->catalog, &odd, &fault), DATASET_E_ATTRIBUTES);
}

static void test_dataset__hash_leaves_rdws_out(void **state)
{
    struct fixture *fixture = *state;
    struct dataset variable = defined(fixture, "A.VAR", false, DATASET_VB, 80);
    struct dataset fixed = defined(fixture, "A.FIX", false, DATASET_FB, 3);
    uint8_t one[HASH_BYTES], two[HASH_BYTES], plain[HASH_BYTES];
    int64_t bytes;
    assert_int_equal(dataset_hash(fixture->catalog, &fixed, NULL, one, &bytes, NULL), 1);
    assert_int_equal(dataset_put(fixture->catalog, &variable, NULL, "\0\6\0\0AB\0\5\0\0C", 11, NULL), 0);
    assert_int_equal(dataset_put(fixture->catalog, &fixed, NULL, "ABC", 3, NULL), 0);
    assert_int_equal(dataset_hash(fixture->catalog, &variable, NULL, one, &bytes, NULL), 0);
    assert_int_equal(bytes, 3);
    assert_int_equal(dataset_hash(fixture->catalog, &fixed, NULL, two, &bytes, NULL), 0);
    hash_of(plain, "ABC", 3);
    assert_memory_equal(one, plain, HASH_BYTES);
    assert_memory_equal(two, plain, HASH_BYTES);
}

/* What a kill leaves behind while a data set is deleted: its content, in either shape, and a writer's temporary file. */
static void test_dataset__a_new_data_set_begins_without_what_a_kill_left(void **state)
{
    struct fixture *fixture = *state;
    struct dataset library = {.name = "A.LEFT", .organization = DATASET_PO, .recfm = DATASET_U};
    char *folder = dataset_path(fixture->catalog, &library, NULL);
    char *member = dataset_path(fixture->catalog, &library, "OLD");
    char *temporary = dataset_path(fixture->catalog, &library, ".OLD.abcdef.part");
    char **names;
    size_t count;
    assert_int_equal(file_make_folder(folder, NULL), 0);
    assert_int_equal(file_write(member, "x", 1, NULL), 0);
    assert_int_equal(file_write(temporary, "x", 1, NULL), 0);
    struct dataset sequential = defined(fixture, "A.LEFT", false, DATASET_FB, 80);
    assert_false(file_exists(folder));
    assert_int_equal(dataset_put(fixture->catalog, &sequential, NULL, NULL, 0, NULL), 0);
    assert_int_equal(dataset_delete(fixture->catalog, &sequential, NULL, NULL), 0);
    assert_int_equal(file_write(folder, "left", 4, NULL), 0);
    defined(fixture, "A.LEFT", true, DATASET_U, 0);
    assert_int_equal(dataset_members(fixture->catalog, &library, &names, &count, NULL), 0);
    assert_int_equal(count, 0);
    assert_int_equal(dataset_put(fixture->catalog, &library, "NEW", "x", 1, NULL), 0);
    assert_int_equal(file_write(temporary, "x", 1, NULL), 0);
    assert_int_equal(dataset_delete(fixture->catalog, &library, "", NULL), 0);
    assert_false(file_exists(folder));
    assert_int_equal(dataset_delete(fixture->catalog, &library, NULL, NULL), 1);
    free(folder);
    free(member);
    free(temporary);
}

/* Longer than any buffer on the way, with records of every length that LRECL allows. */
static void test_dataset__hash_of_much_is_that_of_its_records(void **state)
{
    struct fixture *fixture = *state;
    struct dataset variable = defined(fixture, "A.LONG", false, DATASET_V, 32760);
    struct dataset plain = defined(fixture, "A.PLAIN", false, DATASET_U, 0);
    struct bytes records, data;
    uint8_t one[HASH_BYTES], two[HASH_BYTES];
    int64_t bytes_one, bytes_two;
    struct fault fault = {0};
    bytes_init(&records);
    bytes_init(&data);
    for (size_t length = 0; length <= 32756; length = length * 2 + 1) {
        size_t whole = length + 4;
        const uint8_t rdw[] = {(uint8_t)(whole >> 8), (uint8_t)whole, 0, 0};
        uint8_t *body = bytes_reserve(&data, length);
        memset(body, (int)length, length);
        bytes_add(&records, rdw, 4);
        bytes_add(&records, body, length);
        data.length += length;
    }
    assert_int_equal(dataset_put(fixture->catalog, &variable, NULL, records.data, records.length, NULL), 0);
    assert_int_equal(dataset_put(fixture->catalog, &plain, NULL, data.data, data.length, NULL), 0);
    assert_int_equal(dataset_hash(fixture->catalog, &variable, NULL, one, &bytes_one, NULL), 0);
    assert_int_equal(dataset_hash(fixture->catalog, &plain, NULL, two, &bytes_two, NULL), 0);
    assert_int_equal(bytes_one, bytes_two);
    assert_memory_equal(one, two, HASH_BYTES);
    char *path = dataset_path(fixture->catalog, &variable, NULL);
    assert_int_equal(file_write(path, records.data, records.length - 1, NULL), 0);
    assert_int_equal(dataset_hash(fixture->catalog, &variable, NULL, one, &bytes_one, &fault), DATASET_E_RECORDS);
    assert_int_equal(fault.record, 15);
    free(path);
    bytes_release(&records);
    bytes_release(&data);
}

static int count_one(void *user, const struct dataset *dataset)
{
    bytes_format(user, "%s ", dataset->name);
    return 0;
}

static void test_dataset__members_and_deletion(void **state)
{
    struct fixture *fixture = *state;
    struct dataset library = defined(fixture, "A.LIB", true, DATASET_U, 0);
    defined(fixture, "A.OTHER", false, DATASET_FB, 80);
    char **names;
    size_t count;
    struct bytes seen;
    bytes_init(&seen);
    assert_int_equal(dataset_put(fixture->catalog, &library, "PGMB", "x", 1, NULL), 0);
    assert_int_equal(dataset_put(fixture->catalog, &library, "PGMA", "y", 1, NULL), 0);
    assert_int_equal(dataset_members(fixture->catalog, &library, &names, &count, NULL), 0);
    assert_int_equal(count, 2);
    assert_string_equal(names[0], "PGMA");
    file_names_free(names, count);
    assert_int_equal(dataset_delete(fixture->catalog, &library, "PGMB", NULL), 0);
    assert_int_equal(dataset_delete(fixture->catalog, &library, "PGMB", NULL), 1);
    assert_int_equal(catalog_list(fixture->catalog, "A.*", count_one, &seen, NULL), 0);
    assert_string_equal(bytes_string(&seen), "A.LIB A.OTHER ");
    assert_int_equal(catalog_list(fixture->catalog, "**.**.**.**.**", count_one, &seen, NULL), DATASET_E_NAME);
    assert_int_equal(dataset_delete(fixture->catalog, &library, NULL, NULL), 0);
    assert_int_equal(catalog_find(fixture->catalog, "A.LIB", &library, NULL), 1);
    char *path = dataset_path(fixture->catalog, &library, NULL);
    assert_false(file_exists(path));
    free(path);
    bytes_release(&seen);
}

static void define_alias(struct catalog *catalog, const char *name, const char *target, int expected)
{
    struct dataset alias = {.organization = DATASET_ALIAS};
    snprintf(alias.name, sizeof alias.name, "%s", name);
    snprintf(alias.target, sizeof alias.target, "%s", target);
    assert_int_equal(catalog_define(catalog, &alias, NULL), expected);
}

static void test_dataset__an_alias_leads_to_its_data_set_and_goes_with_it(void **state)
{
    struct fixture *fixture = *state;
    struct dataset found, real = defined(fixture, "A.REAL", false, DATASET_FB, 4);
    define_alias(fixture->catalog, "A.OTHER", "A.REAL", 0);
    define_alias(fixture->catalog, "A.THIRD", "A.REAL", 0);
    define_alias(fixture->catalog, "A.THIRD", "A.REAL", 1);
    define_alias(fixture->catalog, "A.NOT", "A.OTHER", DATASET_E_KIND);
    define_alias(fixture->catalog, "A.NOT", "A.NONE", DATASET_E_MISSING);
    define_alias(fixture->catalog, "A.NOT", "a", DATASET_E_NAME);
    assert_int_equal(catalog_entry(fixture->catalog, "A.NOT", &found, NULL), 1);
    assert_int_equal(catalog_find(fixture->catalog, "A.OTHER", &found, NULL), 0);
    assert_memory_equal(&found, &real, sizeof found);
    assert_int_equal(catalog_entry(fixture->catalog, "A.OTHER", &found, NULL), 0);
    assert_int_equal(found.organization, DATASET_ALIAS);
    assert_string_equal(found.target, "A.REAL");
    assert_int_equal(dataset_delete(fixture->catalog, &found, NULL, NULL), 0); /* it alone */
    assert_int_equal(catalog_find(fixture->catalog, "A.REAL", &found, NULL), 0);
    define_alias(fixture->catalog, "A.OTHER", "A.REAL", 0);
    assert_int_equal(dataset_delete(fixture->catalog, &real, NULL, NULL), 0);
    assert_int_equal(catalog_entry(fixture->catalog, "A.OTHER", &found, NULL), 1);
    assert_int_equal(catalog_entry(fixture->catalog, "A.THIRD", &found, NULL), 1);
}

static void test_dataset__attributes_of_every_organization_are_kept(void **state)
{
    struct fixture *fixture = *state;
    const struct dataset good[] = {
        {.name = "A.PS", .recfm = DATASET_VB, .lrecl = 404, .control = 'A'},
        {.name = "A.POE", .organization = DATASET_POE, .recfm = DATASET_U},
        {.name = "A.KS", .organization = DATASET_KS, .recfm = DATASET_F, .lrecl = 80, .key_offset = 72, .key_length = 8,
         .record_average = 40, .record_maximum = 80},
        {.name = "A.ES", .organization = DATASET_ES, .recfm = DATASET_F, .lrecl = 80},
        {.name = "A.RR", .organization = DATASET_RR, .recfm = DATASET_F, .lrecl = 80, .record_average = 80, .record_maximum = 80},
    };
    const struct dataset bad[] = {
        {.name = "A.BAD", .organization = DATASET_KS, .recfm = DATASET_F, .lrecl = 80, .key_offset = 73, .key_length = 8},
        {.name = "A.BAD", .organization = DATASET_KS, .recfm = DATASET_F, .lrecl = 800, .key_length = 256},
        {.name = "A.BAD", .organization = DATASET_ES, .recfm = DATASET_F, .lrecl = 80, .record_average = 81, .record_maximum = 80},
        {.name = "A.BAD", .organization = DATASET_GDG, .recfm = DATASET_F, .lrecl = 80},
    };
    struct dataset found;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_int_equal(catalog_define(fixture->catalog, &good[i], NULL), 0);
        assert_int_equal(catalog_find(fixture->catalog, good[i].name, &found, NULL), 0);
        assert_memory_equal(&found, &good[i], sizeof found);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(catalog_define(fixture->catalog, &bad[i], NULL), DATASET_E_ATTRIBUTES);
}

static void test_dataset__alternate_indexes_go_with_keyed_data(void **state)
{
    struct fixture *fixture = *state;
    struct dataset keyed = {.name = "A.KS", .organization = DATASET_KS, .recfm = DATASET_F, .lrecl = 8, .key_length = 4};
    assert_int_equal(catalog_define(fixture->catalog, &keyed, NULL), 0);
    char *path = dataset_path(fixture->catalog, &keyed, NULL);
    struct bytes index;
    for (int number = 0; number < 3; number++) {
        bytes_init(&index);
        bytes_text(&index, path);
        if (number > 0)
            bytes_format(&index, ".%d", number);
        assert_int_equal(file_write(bytes_string(&index), "x", 1, NULL), 0);
        bytes_release(&index);
    }
    assert_int_equal(dataset_delete(fixture->catalog, &keyed, NULL, NULL), 0);
    assert_false(file_exists(path));
    char **names;
    size_t count;
    *strrchr(path, '/') = '\0';
    assert_int_equal(file_list(path, &names, &count, NULL), 0);
    assert_int_equal(count, 0);
    file_names_free(names, count);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dataset__names_obey_the_rules),
        cmocka_unit_test(test_dataset__patterns_match_by_qualifier),
        cmocka_unit_test_setup_teardown(test_dataset__content_is_replaced_and_got, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dataset__what_is_no_record_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dataset__hash_leaves_rdws_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dataset__members_and_deletion, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dataset__a_new_data_set_begins_without_what_a_kill_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dataset__hash_of_much_is_that_of_its_records, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dataset__an_alias_leads_to_its_data_set_and_goes_with_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dataset__attributes_of_every_organization_are_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dataset__alternate_indexes_go_with_keyed_data, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
