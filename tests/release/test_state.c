/* test_state.c - tests of release/state.h: the table is the diagram. */
#include "support/suite.h"

#include <string.h>

#include "release/state.h"

/* The diagram of state.h and commands.md, written once more as text: every step that may be, and no other. */
static const char *const STEPS[] = {
    " RECEIVED RETURNED", /* new */
    "RECEIVED ACCEPTED BOARD RETURNED DENIED WITHDRAWN SUPERSEDED",
    "RETURNED",
    "DENIED",
    "ACCEPTED BOARD OFFERED SCHEDULED RETURNED DENIED WITHDRAWN SUPERSEDED",
    "BOARD ACCEPTED RETURNED DENIED WITHDRAWN SUPERSEDED",
    "OFFERED ACCEPTED SCHEDULED RETURNED DENIED WITHDRAWN SUPERSEDED",
    "SCHEDULED ACCEPTED STAGED RETURNED DENIED WITHDRAWN SUPERSEDED",
    "STAGED DEPLOYED ROLLED-BACK",
    "DEPLOYED ROLLED-BACK",
    "ROLLED-BACK",
    "WITHDRAWN",
    "SUPERSEDED",
};

static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = strstr(words, word); at != NULL; at = strstr(at + 1, word))
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

static enum release_state state_of_row(size_t row)
{
    char name[16] = "";
    const char *end = strchr(STEPS[row], ' ');
    size_t length = end != NULL ? (size_t)(end - STEPS[row]) : strlen(STEPS[row]);
    memcpy(name, STEPS[row], length);
    return state_parse(name);
}

static void test_state__only_the_steps_of_the_diagram_are_allowed(void **unused)
{
    (void)unused;
    assert_int_equal(sizeof STEPS / sizeof STEPS[0], STATES);
    for (size_t row = 0; row < STATES; row++) {
        enum release_state from = state_of_row(row);
        assert_false(state_may_become(from, STATE_NEW));
        for (enum release_state to = STATE_RECEIVED; to < STATES; to++)
            if (state_may_become(from, to) != has_word(STEPS[row], state_name(to)))
                fail_msg("from '%s' to %s", state_name(from), state_name(to));
    }
}

static void test_state__names_are_read_in_any_case_and_unknown_ones_are_not(void **unused)
{
    (void)unused;
    for (enum release_state state = STATE_RECEIVED; state < STATES; state++)
        assert_int_equal(state_parse(state_name(state)), state);
    assert_int_equal(state_parse("rolled-back"), STATE_ROLLED_BACK);
    assert_int_equal(state_parse(""), STATE_NEW);
    assert_int_equal(state_parse("RECEIVE"), STATE_NEW);
}

static void test_state__a_decision_reaches_exactly_the_open_states(void **unused)
{
    (void)unused;
    for (enum release_state state = STATE_RECEIVED; state < STATES; state++)
        assert_int_equal(state_is_open(state), state != STATE_RETURNED && state_may_become(state, STATE_RETURNED));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_state__only_the_steps_of_the_diagram_are_allowed),
        cmocka_unit_test(test_state__names_are_read_in_any_case_and_unknown_ones_are_not),
        cmocka_unit_test(test_state__a_decision_reaches_exactly_the_open_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
