/* test_jsonline.c - tests of record/jsonline.h. */
#include "support/suite.h"

#include <string.h>

#include "record/error.h"
#include "record/jsonline.h"

static void test_jsonline__members_and_texts(void **state)
{
    (void)state;
    static const char text[] = " {\"A\" : \"x\\u0041\\ud83d\\ude00\\n\\\"\", \"N\":-1.50e3,\"T\":[1,{\"K\":null},[]], \"\\u0042\":true } ";
    struct jsonline line = {0};
    struct bytes out;
    uint32_t hint = 0;
    bytes_init(&out);
    assert_int_equal(jsonline_parse(&line, text, strlen(text), NULL), 0);
    assert_int_equal(line.nodes[0].kind, JSONLINE_OBJECT);
    assert_int_equal(line.nodes[0].count, 4);
    int node = jsonline_member(&line, 0, "A", 1, &hint);
    jsonline_text(&line, (uint32_t)node, &out);
    assert_string_equal(bytes_string(&out), "xA\xF0\x9F\x98\x80\n\"");
    node = jsonline_member(&line, 0, "N", 1, &hint);
    assert_int_equal(line.nodes[node].kind, JSONLINE_NUMBER);
    assert_memory_equal(text + line.nodes[node].start, "-1.50e3", line.nodes[node].length);
    assert_int_equal(line.nodes[jsonline_member(&line, 0, "B", 1, &hint)].kind, JSONLINE_TRUE);
    node = jsonline_member(&line, 0, "T", 1, &hint); /* behind the hint: found from the start */
    assert_int_equal(line.nodes[node].count, 3);
    assert_int_equal(jsonline_member(&line, 0, "K", 1, &hint), -1);
    bytes_release(&out);
    jsonline_release(&line);
}

static void test_jsonline__what_is_none(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int at;
        const char *detail;
    } cases[] = {
        {"", 1, "it ends, expected a value"},
        {"{\"A\"}", 5, "got }, expected a colon"},
        {"{\"A\":1,}", 8, "got }, expected a name in quotes"},
        {"[1 2]", 4, "got 2], expected a comma or ]"},
        {"01", 1, "got 01, expected a number without leading zeros"},
        {"-", 2, "it ends, expected a digit"},
        {"1.", 3, "it ends, expected a digit"},
        {"\"a", 3, "it ends, expected the end of a string"},
        {"\"\\x\"", 3, "got x\", expected an escape behind the backslash"},
        {"\"\t\"", 2, "got \\x09\", expected no control characters in a string"},
        {"\"\xFF\"", 2, "got \\xFF\", expected UTF-8"},
        {"nul", 1, "got nul, expected a value"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct jsonline line = {0};
        struct fault fault = {0};
        assert_int_equal(jsonline_parse(&line, cases[i].text, strlen(cases[i].text), &fault), RECORD_E_JSON);
        assert_string_equal(fault.detail, cases[i].detail);
        assert_int_equal(fault.offset, cases[i].at);
        jsonline_release(&line);
    }
    struct jsonline line = {0};
    char deep[JSONLINE_DEPTH + 2];
    memset(deep, '[', sizeof deep);
    assert_int_equal(jsonline_parse(&line, deep, sizeof deep, NULL), RECORD_E_JSON);
    jsonline_release(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jsonline__members_and_texts),
        cmocka_unit_test(test_jsonline__what_is_none),
    };
    return cmocka_run_group_tests_name("jsonline", tests, NULL, NULL);
}
