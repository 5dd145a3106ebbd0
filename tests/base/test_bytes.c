/* test_bytes.c - tests of base/bytes.h, base/memory.h and base/arena.h. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/memory.h"

static void test_bytes__grow_and_stay_a_string(void **state)
{
    (void)state;
    struct bytes bytes;
    bytes_init(&bytes);
    assert_string_equal(bytes_string(&bytes), "");
    bytes_text(&bytes, "ab");
    bytes_char(&bytes, 'c');
    bytes_format(&bytes, "%05d", 42);
    assert_string_equal(bytes_string(&bytes), "abc00042");
    assert_int_equal(bytes.length, 8);
    for (int i = 0; i < 10000; i++)
        bytes_char(&bytes, 'x');
    assert_int_equal(bytes.length, 10008);
    assert_int_equal(bytes.data[10008], 0);
    bytes_clear(&bytes);
    assert_string_equal(bytes_string(&bytes), "");
    bytes_release(&bytes);
}

static void test_bytes__hex_is_cut_with_dots_and_never_overruns(void **state)
{
    (void)state;
    const uint8_t data[] = {0xC1, 0x0F, 0xFF};
    char text[64];
    assert_string_equal(bytes_hex(text, sizeof text, data, 3, 8), "X'C10FFF'");
    assert_string_equal(bytes_hex(text, sizeof text, data, 3, 2), "X'C10F...'");
    for (size_t size = 0; size < 16; size++) {
        char small[17];
        memset(small, '#', sizeof small);
        bytes_hex(small, size, data, 3, 3);
        assert_int_equal(small[size], '#');
        assert_true(size == 0 || memchr(small, '\0', size) != NULL);
    }
}

static void test_bytes__escape_shows_controls_and_broken_utf8(void **state)
{
    (void)state;
    const struct {
        const char *in;
        size_t length;
        const char *out;
    } cases[] = {
        {"plain", 5, "plain"},
        {"a\nb", 3, "a\\x0Ab"},
        {"\x1b[2J", 4, "\\x1B[2J"},
        {"back\\", 5, "back\\\\"},
        {"caf\xC3\xA9", 5, "caf\xC3\xA9"},
        {"\xC3", 1, "\\xC3"},
        {"\xC2\x85", 2, "\\xC2\\x85"},       /* a C1 control */
        {"\xED\xA0\x80", 3, "\\xED\\xA0\\x80"}, /* a surrogate */
        {"\xE2\x82\xAC", 3, "\xE2\x82\xAC"},
        {"\0x", 2, "\\x00x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[64];
        assert_string_equal(bytes_escape(text, sizeof text, cases[i].in, cases[i].length), cases[i].out);
    }
    char small[5];
    assert_string_equal(bytes_escape(small, sizeof small, "ab\n", 3), "ab");
}

static void test_memory__grow_at_least_doubles(void **state)
{
    (void)state;
    size_t capacity = 0;
    int *items = memory_grow(NULL, &capacity, 1, sizeof *items);
    assert_int_equal(capacity, 8);
    items = memory_grow(items, &capacity, 9, sizeof *items);
    assert_int_equal(capacity, 16);
    assert_ptr_equal(memory_grow(items, &capacity, 16, sizeof *items), items);
    free(items);
}

static void test_arena__memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    char *previous = NULL;
    for (size_t size = 1; size < 100000; size = size * 3 + 1) {
        char *memory = arena_new(&arena, size);
        assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(memory[i], 0);
        memset(memory, 0x5A, size);
        if (previous != NULL)
            assert_int_equal(previous[0], 0x5A);
        previous = memory;
    }
    assert_string_equal(arena_text(&arena, "abcdef", 3), "abc");
    arena_release(&arena);
    assert_null(arena.blocks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes__grow_and_stay_a_string),
        cmocka_unit_test(test_bytes__hex_is_cut_with_dots_and_never_overruns),
        cmocka_unit_test(test_bytes__escape_shows_controls_and_broken_utf8),
        cmocka_unit_test(test_memory__grow_at_least_doubles),
        cmocka_unit_test(test_arena__memory_is_zeroed_aligned_and_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
