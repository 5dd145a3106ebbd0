/* test_relation.c - the condition of IF: rules 38 and 39 of the language, and the JCL Reference's own examples. */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "jcl/deck.h"
#include "jcl/error.h"
#include "jcl/relation.h"
#include "step/message.h"

struct parsed {
    struct deck deck;
    struct fault_list faults;
    struct relation *relation;
    char text[800];
};

static void parse(struct parsed *parsed, const char *condition)
{
    int length = snprintf(parsed->text, sizeof parsed->text, "//         IF %s THEN\n", condition);
    fault_list_init(&parsed->faults);
    assert_int_equal(deck_read(&parsed->deck, "J", parsed->text, (size_t)length, &parsed->faults), 0);
    parsed->relation = relation_parse(&parsed->deck.statements[0], &parsed->deck.arena, &parsed->faults);
}

static void drop(struct parsed *parsed)
{
    fault_list_release(&parsed->faults);
    deck_release(&parsed->deck);
}

/* S1 ended with 4, S2 abended with S0C7, S3 did not run; P.S4 ended with 12. */
static const struct relation_step *find(const void *context, const struct relation *test)
{
    const char *step = test->step, *procstep = test->procstep;
    static const struct relation_step s1 = {.ran = true, .return_code = 4, .abend = ""};
    static const struct relation_step s2 = {.ran = true, .abended = true, .abend = "S0C7"};
    static const struct relation_step s3 = {.abend = ""};
    static const struct relation_step s4 = {.ran = true, .return_code = 12, .abend = ""};
    (void)context;
    if (strcmp(step, "P") == 0 && strcmp(procstep, "S4") == 0)
        return &s4;
    return strcmp(step, "S1") == 0 ? &s1 : strcmp(step, "S2") == 0 ? &s2 : strcmp(step, "S3") == 0 ? &s3 : NULL;
}

static void test_relation__what_is_true(void **state)
{
    (void)state;
    static const struct {
        const char *condition;
        bool is_true;
    } cases[] = {
        {"RC = 12", true}, {"(RC = 12)", true}, {"RC EQ 12", true}, {"RC > 12", false}, {"RC >= 12", true}, {"RC LT 13", true},
        {"RC NG 12", true}, {"RC NL 13", false}, {"RC ^> 11", false}, {"RC \xC2\xAC= 12", false}, {"RC NE 11", true}, {"RC<=12", true},
        {"S1.RC = 4", true}, {"S1.RC = 0", false}, {"P.S4.RC = 12", true}, {"P.S5.RC = 12", false},
        {"S3.RC = 0", false}, {"S3.RC NE 0", false}, {"^S3.RUN", true}, {"S3.RUN", false}, {"S3.RUN = FALSE", true}, {"S1.RUN=TRUE", true},
        {"(S1.RC = 0 | ^S3.RUN)", true},
        {"S2.RC = 0", false}, {"S2.RC NE 0", false}, {"S2.ABEND", true}, {"S1.ABEND", false}, {"NOT S1.ABEND", true}, {"S1.ABEND=FALSE", true},
        {"ABEND", true}, {"^ABEND", false}, {"ABEND = TRUE", true}, {"ABENDCC = S0C7", true}, {"S2.ABENDCC=S0C7", true},
        {"S2.ABENDCC = U0100", false}, {"S2.ABENDCC NE S0C4", true}, {"S1.ABENDCC NE S0C4", false},
        {"RC LT 4 | RC = 12", true}, {"RC = 12 | RC = 4 & RC = 4", false}, /* one rank, left to right */
        {"RC = 12 | (RC = 4 & RC = 4)", true}, {"NOT (RC = 12 AND S1.RC = 4)", false}, {"NOT NOT RC = 12", true},
    };
    const struct relation_facts facts = {.job = {.ran = true, .abended = true, .return_code = 12, .abend = "S0C7"}, .find = find};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct parsed parsed;
        parse(&parsed, cases[i].condition);
        if (parsed.relation == NULL)
            fail_msg("%s: %s", cases[i].condition, parsed.faults.items[0].detail);
        if (relation_is_true(parsed.relation, &facts) != cases[i].is_true)
            fail_msg("%s is %s", cases[i].condition, cases[i].is_true ? "true" : "false");
        drop(&parsed);
    }
}

/* JCL Reference, "Use of parentheses with relational expressions": the return codes that each is true for. */
static void test_relation__ibm_use_of_parentheses(void **state)
{
    (void)state;
    static const struct {
        const char *condition;
        int codes[6];
        size_t count;
    } cases[] = {
        {"(RC LT 4 & (RC LT 12 | RC = 16))", {0, 1, 2, 3}, 4},
        {"((RC LT 4 & RC LT 12) | RC = 16)", {0, 1, 2, 3, 16}, 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct parsed parsed;
        size_t next = 0;
        parse(&parsed, cases[i].condition);
        for (int code = 0; code <= RETURN_CODE_MAX; code++) {
            const struct relation_facts facts = {.job = {.ran = true, .return_code = code, .abend = ""}, .find = find};
            bool expected = next < cases[i].count && cases[i].codes[next] == code;
            assert_int_equal(relation_is_true(parsed.relation, &facts), expected);
            next += expected;
        }
        assert_int_equal(next, cases[i].count);
        drop(&parsed);
    }
}

static void test_relation__after_an_abend(void **state)
{
    (void)state;
    static const struct {
        const char *condition;
        bool asks;
    } cases[] = {{"RC = 0", false}, {"RC = 0 | ABEND", true}, {"^ABEND", true}, {"S1.ABENDCC = S0C4 & RC = 0", true}, {"S1.RUN", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct parsed parsed;
        parse(&parsed, cases[i].condition);
        assert_int_equal(relation_asks_abend(parsed.relation), cases[i].asks);
        drop(&parsed);
    }
}

static void test_relation__what_is_wrong_is_told_at_its_word(void **state)
{
    (void)state;
    static const struct {
        const char *condition;
        int column;
        const char *detail;
    } cases[] = {
        {"(S1.CC = 0)", 19, "got CC, expected RC, ABEND, ABENDCC or RUN, with the step before it and a period"},
        {"(S1.RC =< 4)", 22, "got =<, expected a comparison: = > < >= <= or EQ NE GT LT GE LE"},
        {"(S1.RC = 4096)", 24, "got 4096, expected a return code from 0 to 4095"},
        {"(S1.RC = S0C4)", 24, "got S0C4, expected a return code from 0 to 4095"},
        {"(S1.ABENDCC = X0C7)", 29, "got X0C7, expected an abend code: Sxxx or Unnnn"},
        {"(S1.ABENDCC = U4096)", 29, "got U4096, expected an abend code: Sxxx or Unnnn"},
        {"(S1.RC = )", 24, "got ), expected a return code from 0 to 4095"},
        {"S1.RC =", 23, "got nothing, expected a return code from 0 to 4095"},
        {"(S1.RC > 0 S1.RC < 8)", 26, "got S1.RC, expected AND, OR or a closing parenthesis"},
        {"S1.RC > 0 S1.RC < 8", 25, "got S1.RC, expected AND, OR or THEN"},
        {"((S1.RC > 0)", 15, "this one is not closed"},
        {"(S1.RC > 0))", 26, "this one was not opened"},
        {"RUN", 15, "got RUN, expected a step's name and a period before RUN"},
        {"ABEND > TRUE", 21, "got >, expected = or NE"},
        {"ABEND = YES", 23, "got YES, expected TRUE or FALSE"},
        {"A.B.C.RC = 0", 15, "got A.B.C.RC, expected a step's name, or step.procstep, before the keyword"},
        {"= 4", 15, "got =, expected RC, ABEND, ABENDCC or RUN"},
        {"RC = 0 &", 24, "got nothing, expected RC, ABEND, ABENDCC or RUN"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct parsed parsed;
        parse(&parsed, cases[i].condition);
        assert_null(parsed.relation);
        assert_int_equal(parsed.faults.count, 1);
        assert_string_equal(parsed.faults.items[0].detail, cases[i].detail);
        assert_int_equal(parsed.faults.items[0].offset, cases[i].column);
        drop(&parsed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relation__what_is_true),
        cmocka_unit_test(test_relation__ibm_use_of_parentheses),
        cmocka_unit_test(test_relation__after_an_abend),
        cmocka_unit_test(test_relation__what_is_wrong_is_told_at_its_word),
    };
    return cmocka_run_group_tests_name("relation", tests, NULL, NULL);
}
