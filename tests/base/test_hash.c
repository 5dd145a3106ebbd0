/* test_hash.c - tests of base/hash.h: FIPS 180-4 and RFC 4648 vectors. */
#include "support/suite.h"

#include <string.h>

#include "base/hash.h"

static void test_hash__known_answers(void **state)
{
    (void)state;
    uint8_t digest[HASH_BYTES];
    char text[HASH_HEX_SIZE];
    hash_of(digest, "abc", 3);
    assert_string_equal(hash_hex(text, digest), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hash_of(digest, "", 0);
    assert_string_equal(hash_hex(text, digest), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    struct hash hash;
    hash_init(&hash);
    hash_add(&hash, "a", 1);
    hash_add(&hash, "bc", 2);
    hash_finish(&hash, digest);
    assert_string_equal(hash_hex(text, digest), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(hash_of_file(digest, "/no/such/file", NULL) < 0);
    assert_int_equal(hash_of_file(digest, "/dev/null", NULL), 0);
    assert_string_equal(hash_hex(text, digest), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void test_hash__base64_vectors_both_ways(void **state)
{
    (void)state;
    const char *pairs[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="},
                              {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        char text[16];
        uint8_t data[16];
        size_t length = strlen(pairs[i][0]);
        assert_string_equal(base64_encode(text, pairs[i][0], length), pairs[i][1]);
        assert_int_equal(base64_decode(data, pairs[i][1], strlen(pairs[i][1])), length);
        assert_memory_equal(data, pairs[i][0], length);
    }
}

static void test_hash__base64_refuses_what_is_not_canonical(void **state)
{
    (void)state;
    const char *wrong[] = {"Zg=", "Zg", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "Zm 9v", "Zm9v\n", "Zm9!"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        uint8_t data[16];
        assert_int_equal(base64_decode(data, wrong[i], strlen(wrong[i])), -1);
    }
}

static void test_hash__hex_of_either_case(void **state)
{
    (void)state;
    uint8_t data[2];
    assert_int_equal(hex_decode(data, "aF09", 4), 0);
    assert_int_equal(data[0] << 8 | data[1], 0xAF09);
    assert_int_equal(hex_decode(data, "aF0", 3), -1);
    assert_int_equal(hex_decode(data, "aG", 2), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hash__known_answers),
        cmocka_unit_test(test_hash__base64_vectors_both_ways),
        cmocka_unit_test(test_hash__base64_refuses_what_is_not_canonical),
        cmocka_unit_test(test_hash__hex_of_either_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
