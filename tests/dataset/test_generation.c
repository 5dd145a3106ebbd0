/* test_generation.c - generation data groups: numbers, limits, and readers while they roll. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "dataset/generation.h"

struct fixture {
    char *home;
    struct catalog *catalog;
};

static void setup(struct fixture *fixture)
{
    fixture->home = suite_folder_new();
    assert_int_equal(catalog_open(&fixture->catalog, fixture->home, NULL), 0);
}

static void teardown(struct fixture *fixture)
{
    catalog_close(fixture->catalog);
    suite_folder_remove(fixture->home);
}

/* Catalog the generation, give it content and roll it in. */
static int roll(struct catalog *catalog, const char *base, int number)
{
    struct dataset dataset = {.recfm = DATASET_FB, .lrecl = 4};
    char text[8];
    generation_name(dataset.name, base, number);
    snprintf(text, sizeof text, "%04d", number);
    int code = catalog_define(catalog, &dataset, NULL);
    if (code == 0)
        code = dataset_put(catalog, &dataset, NULL, text, 4, NULL);
    return code == 0 ? generation_roll_in(catalog, base, number, NULL) : code;
}

static void assert_generations(struct catalog *catalog, const char *base, const char *expected)
{
    struct generations generations;
    struct bytes text;
    bytes_init(&text);
    assert_int_equal(generations_read(catalog, base, &generations, NULL), 0);
    for (size_t i = 0; i < generations.count; i++)
        bytes_format(&text, "%d ", generations.numbers[i]);
    assert_string_equal(bytes_string(&text), expected);
    generations_release(&generations);
    bytes_release(&text);
}

static bool is_there(struct catalog *catalog, const char *base, int number)
{
    char name[DSN_SIZE];
    struct dataset dataset;
    return catalog_find(catalog, generation_name(name, base, number), &dataset, NULL) == 0;
}

static void test_generation__rule_33_numbers_are_relative_to_the_newest(void **state)
{
    (void)state;
    int numbers[] = {7, 8, 12}, number;
    const struct generations three = {numbers, 3}, none = {NULL, 0};
    assert_int_equal(generation_of(&three, 0, &number), 0);
    assert_int_equal(number, 12);
    assert_int_equal(generation_of(&three, -2, &number), 0);
    assert_int_equal(number, 7);
    assert_int_equal(generation_of(&three, -3, &number), 1);
    assert_int_equal(generation_of(&three, 2, &number), 0);
    assert_int_equal(number, 14);
    assert_int_equal(generation_of(&none, 1, &number), 0);
    assert_int_equal(number, 1);
    assert_int_equal(generation_of(&none, 0, &number), 1);
    numbers[2] = 9999;
    assert_int_equal(generation_of(&three, 1, &number), 0);
    assert_int_equal(number, 1);
}

static void test_generation__names_have_four_digits(void **state)
{
    (void)state;
    char name[DSN_SIZE], base[DSN_SIZE];
    int number;
    assert_string_equal(generation_name(name, "A.B", 12), "A.B.G0012V00");
    assert_true(generation_parse(name, base, &number));
    assert_string_equal(base, "A.B");
    assert_int_equal(number, 12);
    static const char *const NONE[] = {"A.B", "A.B.G001V00", "A.B.G0001V01", "A.B.H0001V00", "G0001V00X.A"};
    for (size_t i = 0; i < sizeof NONE / sizeof NONE[0]; i++)
        assert_false(generation_parse(NONE[i], base, &number));
}

static void test_generation__the_oldest_rolls_off_at_the_limit(void **state)
{
    (void)state;
    struct fixture fixture;
    setup(&fixture);
    struct catalog *catalog = fixture.catalog;
    assert_int_equal(gdg_define(catalog, "T.SCRATCH", &(struct gdg){.limit = 3, .scratch = true}, NULL), 0);
    assert_int_equal(gdg_define(catalog, "T.SCRATCH", &(struct gdg){.limit = 3}, NULL), 1);
    assert_int_equal(gdg_define(catalog, "T.KEEP", &(struct gdg){.limit = 3}, NULL), 0);
    assert_int_equal(gdg_define(catalog, "T.EMPTY", &(struct gdg){.limit = 3, .empty = true, .scratch = true}, NULL), 0);
    for (int number = 1; number <= 4; number++) {
        assert_int_equal(roll(catalog, "T.SCRATCH", number), 0);
        assert_int_equal(roll(catalog, "T.KEEP", number), 0);
        assert_int_equal(roll(catalog, "T.EMPTY", number), 0);
    }
    assert_generations(catalog, "T.SCRATCH", "2 3 4 ");
    assert_generations(catalog, "T.KEEP", "2 3 4 ");
    assert_generations(catalog, "T.EMPTY", "4 ");
    assert_false(is_there(catalog, "T.SCRATCH", 1));
    assert_true(is_there(catalog, "T.KEEP", 1));
    assert_false(is_there(catalog, "T.EMPTY", 3));
    assert_int_equal(generation_roll_in(catalog, "T.SCRATCH", 4, NULL), 0); /* again: no change */
    assert_generations(catalog, "T.SCRATCH", "2 3 4 ");
    teardown(&fixture);
}

static void test_generation__one_that_waits_does_not_count(void **state)
{
    (void)state;
    struct fixture fixture;
    setup(&fixture);
    struct dataset dataset = {.name = "T.G.G0001V00", .recfm = DATASET_U};
    assert_int_equal(gdg_define(fixture.catalog, "T.G", &(struct gdg){.limit = 2}, NULL), 0);
    assert_int_equal(catalog_define(fixture.catalog, &dataset, NULL), 0);
    assert_generations(fixture.catalog, "T.G", "");
    assert_int_equal(generation_roll_in(fixture.catalog, "T.G", 1, NULL), 0);
    assert_generations(fixture.catalog, "T.G", "1 ");
    assert_int_equal(gdg_delete(fixture.catalog, "T.G", false, NULL), DATASET_E_KIND);
    assert_int_equal(gdg_delete(fixture.catalog, "T.G", true, NULL), 0);
    assert_false(is_there(fixture.catalog, "T.G", 1));
    assert_int_equal(gdg_delete(fixture.catalog, "T.G", true, NULL), 1);
    teardown(&fixture);
}

static void test_generation__limits_and_names_that_cannot_be(void **state)
{
    (void)state;
    struct fixture fixture;
    setup(&fixture);
    assert_int_equal(gdg_define(fixture.catalog, "T.G", &(struct gdg){.limit = 0}, NULL), DATASET_E_ATTRIBUTES);
    assert_int_equal(gdg_define(fixture.catalog, "T.G", &(struct gdg){.limit = 256}, NULL), DATASET_E_ATTRIBUTES);
    assert_int_equal(gdg_define(fixture.catalog, "T.G", &(struct gdg){.limit = 1000, .extended = true}, NULL), DATASET_E_ATTRIBUTES);
    assert_int_equal(gdg_define(fixture.catalog, "AAAAAAAA.BBBBBBBB.CCCCCCCC.DDDDDDDD.E", &(struct gdg){.limit = 1}, NULL), DATASET_E_NAME);
    assert_int_equal(gdg_find(fixture.catalog, "T.G", &(struct gdg){0}, NULL), 1);
    teardown(&fixture);
}

static void test_generation__one_rolled_in_again_takes_its_place_by_age(void **state)
{
    (void)state;
    struct fixture fixture;
    setup(&fixture);
    struct catalog *catalog = fixture.catalog;
    assert_int_equal(gdg_define(catalog, "T.KEEP", &(struct gdg){.limit = 3}, NULL), 0);
    for (int number = 9996; number <= 9999; number++)
        assert_int_equal(roll(catalog, "T.KEEP", number), 0);
    assert_int_equal(roll(catalog, "T.KEEP", 1), 0); /* behind 9999 */
    assert_generations(catalog, "T.KEEP", "9998 9999 1 ");
    assert_int_equal(generation_roll_in(catalog, "T.KEEP", 9996, NULL), 0); /* itself stays */
    assert_generations(catalog, "T.KEEP", "9996 9999 1 ");
    assert_int_equal(generation_roll_in(catalog, "T.KEEP", 2, NULL), DATASET_E_MISSING);
    assert_int_equal(generation_roll_in(catalog, "T.NONE", 2, NULL), 1);
    assert_generations(catalog, "T.KEEP", "9996 9999 1 ");
    teardown(&fixture);
}

static void test_generation__one_that_is_deleted_leaves_its_group(void **state)
{
    (void)state;
    struct fixture fixture;
    setup(&fixture);
    struct catalog *catalog = fixture.catalog;
    struct dataset second = {.name = "T.G.G0002V00"}, base = {.name = "T.G"};
    assert_int_equal(gdg_define(catalog, "T.G", &(struct gdg){.limit = 300, .extended = true}, NULL), 0);
    for (int number = 1; number <= 3; number++)
        assert_int_equal(roll(catalog, "T.G", number), 0);
    assert_int_equal(dataset_delete(catalog, &second, NULL, NULL), 0);
    assert_generations(catalog, "T.G", "1 3 ");
    assert_int_equal(generation_delete(catalog, "T.G", 3, NULL), 0);
    assert_int_equal(generation_delete(catalog, "T.G", 3, NULL), 1);
    assert_int_equal(dataset_delete(catalog, &base, NULL, NULL), DATASET_E_KIND);
    assert_int_equal(generation_delete(catalog, "T.G", 1, NULL), 0);
    assert_int_equal(dataset_delete(catalog, &base, NULL, NULL), 0);
    assert_int_equal(gdg_find(catalog, "T.G", &(struct gdg){0}, NULL), 1);
    teardown(&fixture);
}

/* Every generation that a reader finds on one list is one more than the one before, and is there unless it rolled off meanwhile. */
static int read_while_it_rolls(const char *home, int last)
{
    struct catalog *catalog;
    int newest = 0;
    if (catalog_open(&catalog, home, NULL) < 0)
        return 1;
    while (newest < last) {
        struct generations generations, after;
        if (generations_read(catalog, "T.ROLL", &generations, NULL) != 0)
            return 2;
        size_t count = generations.count;
        if (count > 255 || (count > 0 && generations.numbers[count - 1] < newest))
            return 3;
        for (size_t i = 1; i < count; i++)
            if (generations.numbers[i] != generations.numbers[i - 1] + 1)
                return 4;
        newest = count > 0 ? generations.numbers[count - 1] : 0;
        bool missing = count > 0 && !is_there(catalog, "T.ROLL", generations.numbers[0]);
        if (missing && (generations_read(catalog, "T.ROLL", &after, NULL) != 0 || after.numbers[0] == generations.numbers[0]))
            return 5; /* it is still on the list */
        if (missing)
            generations_release(&after);
        if (count > 0 && !is_there(catalog, "T.ROLL", newest))
            return 6;
        generations_release(&generations);
    }
    catalog_close(catalog);
    return 0;
}

static void test_generation__readers_never_miss_one_nor_see_one_twice(void **state)
{
    (void)state;
    enum { READERS = 2, ROLLS = 300 };
    struct fixture fixture;
    setup(&fixture);
    assert_int_equal(gdg_define(fixture.catalog, "T.ROLL", &(struct gdg){.limit = 255, .scratch = true}, NULL), 0);
    catalog_close(fixture.catalog);
    pid_t readers[READERS];
    for (int i = 0; i < READERS; i++) {
        readers[i] = fork();
        if (readers[i] == 0)
            _exit(read_while_it_rolls(fixture.home, ROLLS));
    }
    assert_int_equal(catalog_open(&fixture.catalog, fixture.home, NULL), 0);
    for (int number = 1; number <= ROLLS; number++)
        assert_int_equal(roll(fixture.catalog, "T.ROLL", number), 0);
    for (int i = 0; i < READERS; i++) {
        int status;
        assert_int_equal(waitpid(readers[i], &status, 0), readers[i]);
        assert_int_equal(status, 0);
    }
    struct generations generations;
    assert_int_equal(generations_read(fixture.catalog, "T.ROLL", &generations, NULL), 0);
    assert_int_equal(generations.count, 255);
    assert_int_equal(generations.numbers[0], ROLLS - 254);
    generations_release(&generations);
    assert_false(is_there(fixture.catalog, "T.ROLL", ROLLS - 255));
    teardown(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_generation__rule_33_numbers_are_relative_to_the_newest),
        cmocka_unit_test(test_generation__names_have_four_digits),
        cmocka_unit_test(test_generation__the_oldest_rolls_off_at_the_limit),
        cmocka_unit_test(test_generation__one_that_waits_does_not_count),
        cmocka_unit_test(test_generation__limits_and_names_that_cannot_be),
        cmocka_unit_test(test_generation__one_rolled_in_again_takes_its_place_by_age),
        cmocka_unit_test(test_generation__one_that_is_deleted_leaves_its_group),
        cmocka_unit_test(test_generation__readers_never_miss_one_nor_see_one_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
