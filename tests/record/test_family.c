/* test_family.c - tests of record/family.h: what is put where, and how much may be held; whole files are in tests/flow. */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/error.h"
#include "record/family.h"

static const char *NAMES[] = {"A", "B", "C", "D"};
static int PARENTS[] = {FAMILY_NONE, 0, 1, 0};

static const struct family_tree TREE = {.names = NAMES, .parents = PARENTS, .count = 4};

/* Each letter of RECORDS is a record of that level, {"n":its place}; the lines, with "!" for an orphan. */
static void put_all(struct bytes *out, const char *records)
{
    struct family family;
    family_init(&family, &TREE);
    for (size_t i = 0; records[i] != '\0'; i++) {
        char object[32];
        int length = snprintf(object, sizeof object, "{\"n\":%zu}", i);
        if (family_add(&family, records[i] - 'A', object, (size_t)length, out, NULL) < 0)
            bytes_char(out, '!');
    }
    family_put(&family, out);
    family_release(&family);
}

static void test_family__members_lie_below_the_last_parent(void **state)
{
    (void)state;
    static const struct {
        const char *records, *lines;
    } cases[] = {
        {"", ""},
        {"A", "{\"A\":{\"n\":0}}\n"},
        {"AA", "{\"A\":{\"n\":0}}\n{\"A\":{\"n\":1}}\n"},
        {"ABCC", "{\"A\":{\"n\":0,\"B\":[{\"n\":1,\"C\":[{\"n\":2},{\"n\":3}]}]}}\n"},
        {"ABCBC", "{\"A\":{\"n\":0,\"B\":[{\"n\":1,\"C\":[{\"n\":2}]},{\"n\":3,\"C\":[{\"n\":4}]}]}}\n"},
        {"ABDB", "{\"A\":{\"n\":0,\"B\":[{\"n\":1},{\"n\":3}],\"D\":[{\"n\":2}],\"order\":[\"B\",\"D\",\"B\"]}}\n"},
        {"ABDC", "{\"A\":{\"n\":0,\"B\":[{\"n\":1,\"C\":[{\"n\":3}]}],\"D\":[{\"n\":2}],\"order\":[\"B\",\"D\",\"C\"]}}\n"},
        {"ABCD", "{\"A\":{\"n\":0,\"B\":[{\"n\":1,\"C\":[{\"n\":2}]}],\"D\":[{\"n\":3}]}}\n"},
        {"BA", "{\"B\":{\"n\":0}}\n!{\"A\":{\"n\":1}}\n"},
        {"ABAC", "{\"C\":{\"n\":3}}\n!{\"A\":{\"n\":2}}\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bytes out;
        bytes_init(&out);
        put_all(&out, cases[i].records);
        const char *lines = strcmp(cases[i].records, "ABAC") == 0 ? strchr(bytes_string(&out), '\n') + 1 : bytes_string(&out);
        assert_string_equal(lines, cases[i].lines);
        bytes_release(&out);
    }
}

static void test_family__no_root_holds_more_than_its_limit(void **state)
{
    (void)state;
    enum { OBJECT = 1 << 20 };
    struct family family;
    struct bytes out;
    struct fault fault;
    char *object = malloc(OBJECT);
    memset(object, ' ', OBJECT);
    object[0] = '{', object[OBJECT - 1] = '}';
    bytes_init(&out);
    family_init(&family, &TREE);
    assert_int_equal(family_add(&family, 0, object, OBJECT, &out, &fault), 0);
    int code = 0, count = 0;
    for (; code == 0 && count < 100; count++)
        code = family_add(&family, 1, object, OBJECT, &out, &fault);
    assert_int_equal(code, RECORD_E_FAMILY);
    assert_int_equal(count, FAMILY_BYTES_MAX / OBJECT - 1);
    assert_string_equal(fault.detail, "62 records below one A, expected at most 67108864 bytes");
    assert_int_equal(out.length, 0);
    family_release(&family);
    bytes_release(&out);
    free(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_family__members_lie_below_the_last_parent),
        cmocka_unit_test(test_family__no_root_holds_more_than_its_limit),
    };
    return cmocka_run_group_tests_name("family", tests, NULL, NULL);
}
