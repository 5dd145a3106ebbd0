/* test_result.c - ends of processes as return codes and abends. */
#include "support/suite.h"

#include <signal.h>

#include "run/result.h"

static void test_result__signals_are_abends(void **state)
{
    (void)state;
    static const struct {
        int signal_number;
        const char *abend;
    } CASES[] = {{SIGSEGV, "S0C4"}, {SIGBUS, "S0C5"}, {SIGILL, "S0C1"}, {SIGFPE, "S0CB"}, {SIGXCPU, "S322"}, {SIGXFSZ, "SB37"},
                 {SIGKILL, "S222"}, {SIGTERM, "S222"}, {SIGABRT, "U0006"}, {SIGPIPE, "U0013"}, {SIGUSR1, "U0010"}};
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct result result = {0};
        char text[RESULT_TEXT_SIZE];
        result_of_signal(&result, CASES[i].signal_number);
        assert_string_equal(result_text(text, &result), CASES[i].abend);
        assert_int_equal(result_exit_code(&result, 1), 255);
    }
}

static void test_result__exit_code_is_the_highest_below_255(void **state)
{
    (void)state;
    struct result results[4] = {{.kind = RESULT_RAN, .code = 4}, {.kind = RESULT_BYPASSED, .code = 99},
                                {.kind = RESULT_RAN, .code = 12}, {.kind = RESULT_FLUSHED}};
    assert_int_equal(result_exit_code(results, 4), 12);
    results[0].code = 4095;
    assert_int_equal(result_exit_code(results, 4), 254);
    assert_int_equal(result_highest(results, 4), 4095);
    results[3].kind = RESULT_FAILED;
    assert_int_equal(result_exit_code(results, 4), 255);
    assert_int_equal(result_exit_code(results, 0), 0);
}

static void test_result__no_code_over_4095(void **state)
{
    (void)state;
    struct result result = {0};
    char text[RESULT_TEXT_SIZE];
    result_of_exit(&result, 5000);
    assert_string_equal(result_text(text, &result), "4095");
    result_of_exit(&result, 4);
    assert_string_equal(result_text(text, &result), "0004");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_result__signals_are_abends),
        cmocka_unit_test(test_result__exit_code_is_the_highest_below_255),
        cmocka_unit_test(test_result__no_code_over_4095),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
