/* test_slots.c - numbers by the hash of a name: all are found, few are passed, and what was in it does not stay. */
#include "support/suite.h"

#include <stdbool.h>
#include <stdio.h>

#include "jcl/slots.h"

enum { MANY = 50000, MANY_AGAIN = 100 };

static uint32_t hash_of(int number)
{
    char name[16];
    snprintf(name, sizeof name, "D%d", number);
    return slots_fold(slots_hash_text(SLOTS_SEED, name));
}

static void fill(struct slots *slots, int count)
{
    for (int i = 0; i < count; i++)
        slots_add(slots, hash_of(i), (uint32_t)i + 1);
}

/* Is AT among those of HASH?  *PASSED grows by the slots that were looked at. */
static bool is_there(const struct slots *slots, uint32_t hash, uint32_t at, size_t *passed)
{
    size_t probe = hash;
    const uint32_t *found;
    do
        found = slots_next(slots, hash, &probe);
    while (found != NULL && *found != at);
    *passed += probe - hash;
    return found != NULL;
}

static void test_slots__all_are_found_and_few_are_passed(void **state)
{
    (void)state;
    struct slots slots = {0};
    size_t passed = 0, unknown = 0;
    assert_false(is_there(&slots, hash_of(1), 1, &passed));
    fill(&slots, MANY);
    for (int i = 0; i < MANY; i++)
        assert_true(is_there(&slots, hash_of(i), (uint32_t)i + 1, &passed));
    for (int i = MANY; i < 2 * MANY; i++)
        assert_false(is_there(&slots, hash_of(i), (uint32_t)i + 1, &unknown));
    assert_true(passed < (size_t)2 * MANY);
    assert_true(unknown < (size_t)4 * MANY);
    slots_release(&slots);
}

static void test_slots__those_of_one_hash_are_all_found(void **state)
{
    (void)state;
    struct slots slots = {0};
    size_t passed = 0;
    for (uint32_t at = 1; at <= 3; at++)
        slots_add(&slots, 7, at);
    slots_add(&slots, 8, 4);
    for (uint32_t at = 1; at <= 3; at++)
        assert_true(is_there(&slots, 7, at, &passed));
    assert_false(is_there(&slots, 7, 4, &passed));
    assert_true(is_there(&slots, 8, 4, &passed));
    slots_release(&slots);
}

static void test_slots__clearing_costs_what_was_in_it(void **state)
{
    (void)state;
    struct slots slots = {0};
    size_t passed = 0;
    fill(&slots, MANY);
    slots_clear(&slots);
    assert_false(is_there(&slots, hash_of(1), 2, &passed));
    fill(&slots, MANY_AGAIN);
    for (int i = 0; i < MANY_AGAIN; i++)
        assert_true(is_there(&slots, hash_of(i), (uint32_t)i + 1, &passed));
    slots_clear(&slots); /* the many slots of the time before are not cleared again and again */
    assert_true(slots.count < MANY);
    fill(&slots, MANY_AGAIN);
    assert_true(is_there(&slots, hash_of(0), 1, &passed));
    assert_false(is_there(&slots, hash_of(MANY_AGAIN), MANY_AGAIN + 1, &passed));
    slots_release(&slots);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slots__all_are_found_and_few_are_passed),
        cmocka_unit_test(test_slots__those_of_one_hash_are_all_found),
        cmocka_unit_test(test_slots__clearing_costs_what_was_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
