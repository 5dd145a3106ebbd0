/* test_option.c - tests of step/option.h: command lines and PARMs as data. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "step/message.h"
#include "step/option.h"

struct values {
    bool quiet;
    const char *agency;
    struct option_number limit;
    int date;
    struct text_list states;
};

static const struct option_spec TABLE[] = {
    {"quiet", OPTION_FLAG, offsetof(struct values, quiet), NULL, "say little"},
    {"agency", OPTION_TEXT, offsetof(struct values, agency), "NAME", "only this agency"},
    {"limit", OPTION_NUMBER, offsetof(struct values, limit), "N", "at most so many"},
    {"date", OPTION_DATE, offsetof(struct values, date), "CCYYMMDD", "business date"},
    {"state", OPTION_LIST, offsetof(struct values, states), "STATE", "may be repeated"},
    {0}};

static void test_option__kinds_and_operands_mix(void **state)
{
    (void)state;
    char *words[] = {"one", "--quiet", "--agency=CHFS", "--limit", "12", "--date", "20261120", "--state", "A", "two",
                     "--state=B", "--", "--three"};
    struct values values = {0};
    struct text_list operands = {0};
    assert_int_equal(option_parse(TABLE, &values, words, 13, &operands, NULL), 0);
    assert_true(values.quiet);
    assert_string_equal(values.agency, "CHFS");
    assert_true(values.limit.given);
    assert_int_equal(values.limit.value, 12);
    assert_int_equal(values.date, 20261120);
    assert_int_equal(values.states.count, 2);
    assert_string_equal(values.states.items[1], "B");
    assert_int_equal(operands.count, 3);
    assert_string_equal(operands.items[2], "--three");
    free(values.states.items);
    free(operands.items);
}

static void test_option__wrong_usage_says_which_word(void **state)
{
    (void)state;
    const struct {
        char *word;
        const char *says;
    } cases[] = {
        {"--nothing", "there is no option --nothing"}, {"--quiet=x", "--quiet takes no value"},
        {"--agency", "--agency needs NAME"},           {"--limit=1x", "expected a whole number"},
        {"--date=20261131", "expected a date"},        {"--limit=99999999999999999999", "expected a whole number"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *words[] = {cases[i].word};
        struct values values = {0};
        struct text_list operands = {0};
        struct fault fault = {0};
        assert_int_equal(option_parse(TABLE, &values, words, 1, &operands, &fault), STEP_E_USAGE);
        assert_non_null(strstr(fault.detail, cases[i].says));
    }
}

static void assert_parm(const char *parm, const char *expected)
{
    struct arena arena;
    struct text_list words = {0};
    struct bytes joined;
    arena_init(&arena);
    bytes_init(&joined);
    assert_int_equal(option_from_parm(TABLE, parm, &arena, &words, NULL), 0);
    for (size_t i = 0; i < words.count; i++)
        bytes_format(&joined, "[%s]", words.items[i]);
    assert_string_equal(bytes_string(&joined), expected);
    bytes_release(&joined);
    free(words.items);
    arena_release(&arena);
}

static void test_option__parm_becomes_words(void **state)
{
    (void)state;
    assert_parm("", "");
    assert_parm("DATE=20261120,QUIET", "[--date=20261120][--quiet]");
    assert_parm("CHFS-0042,AGENCY='A,B''C'", "[CHFS-0042][--agency=A,B'C]");
    assert_parm("OTHER=1", "[OTHER=1]");
    struct arena arena;
    struct text_list words = {0};
    arena_init(&arena);
    assert_int_equal(option_from_parm(TABLE, "QUIET,,DATE=1", &arena, &words, NULL), STEP_E_USAGE);
    free(words.items);
    arena_release(&arena);
}

static void test_option__help_has_a_line_for_each(void **state)
{
    (void)state;
    struct bytes out;
    bytes_init(&out);
    option_help(&out, TABLE);
    assert_non_null(strstr(bytes_string(&out), "--agency NAME              only this agency\n"));
    assert_non_null(strstr(bytes_string(&out), "--quiet                    say little\n"));
    static const struct option_spec WIDE[] = {{"agency-of-all", OPTION_TEXT, 0, "NAME[,NAME]...", "these"}, {0}};
    bytes_clear(&out);
    option_help(&out, WIDE);
    assert_string_equal(bytes_string(&out), "  --agency-of-all NAME[,NAME]...\n                             these\n");
    bytes_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_option__kinds_and_operands_mix),
        cmocka_unit_test(test_option__wrong_usage_says_which_word),
        cmocka_unit_test(test_option__parm_becomes_words),
        cmocka_unit_test(test_option__help_has_a_line_for_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
