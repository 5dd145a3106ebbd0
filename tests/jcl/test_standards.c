/* test_standards.c - a site's own rules: each kind kept and broken, and rules that are none. */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "jcl/error.h"
#include "jcl/standards.h"

/* The rules of TEXT in a file. */
static int read_rules(struct standards *standards, const char *text, struct fault *fault)
{
    char *folder = suite_folder_new(), *path = file_join(folder, "rules.ini");
    assert_int_equal(file_write(path, text, strlen(text), fault), 0);
    int code = standards_read(standards, path, fault);
    free(path);
    suite_folder_remove(folder);
    return code;
}

static void assert_told(const char *rules, const char *jcl, const char *expected)
{
    struct standards standards;
    struct fault fault = {0};
    struct deck deck;
    struct fault_list faults;
    char told[400] = "";
    fault_list_init(&faults);
    if (read_rules(&standards, rules, &fault) < 0)
        fail_msg("%s", fault.detail);
    deck_read(&deck, "J", jcl, strlen(jcl), &faults);
    standards_check(&standards, &deck, &faults);
    for (size_t i = 0; i < faults.count; i++) {
        const struct fault *f = &faults.items[i];
        snprintf(told + strlen(told), sizeof told - strlen(told), "%d at %d,%d %s;", -f->code, (int)f->record, (int)f->offset, f->detail);
    }
    assert_string_equal(told, expected);
    fault_list_release(&faults);
    deck_release(&deck);
    standards_release(&standards);
}

#define JOB "//LEDGPOST JOB NOTIFY=SMITH\n"
#define S1 "//S010     EXEC PGM=LEDGP\n"

static void test_standards__names(void **state)
{
    (void)state;
    static const char rules[] = "[names]\njob = LEDG* BENF*\nstep = S[0-9]??\nprogram = LEDG*\ndd = *\ndsn = LEDG.*\n";
    assert_told(rules, JOB S1 "//A        DD DSN=LEDG.A,DISP=SHR\n//B        DD DSN=*.A,DISP=SHR\n//C        DD DSN=&X,DISP=SHR\n", "");
    assert_told(rules, "//PAYPOST  JOB\n//STEP1    EXEC PGM=IEFBR14\n//A        DD DSNAME=PAY.A,DISP=SHR\n",
                "678 at 1,3 PAYPOST, expected a name like LEDG* BENF*;678 at 2,3 STEP1, expected a name like S[0-9]??;"
                "678 at 2,21 IEFBR14, expected a name like LEDG*;678 at 3,22 PAY.A, expected a name like LEDG.*;");
}

static void test_standards__forbidden(void **state)
{
    (void)state;
    static const char rules[] = "[forbidden]\nCOMMAND = E: operators do\nJOB.TIME = W: classes do\nDD.UNIT(TAPE*) = E: no tapes\n";
    assert_told(rules, JOB S1 "//A        DD DSN=A,UNIT=SYSDA\n", "");
    assert_told(rules, "//J        JOB TIME=5\n//         COMMAND 'D T'\n" S1 "//A        DD DSN=A,UNIT=TAPE9\n",
                "679 at 1,16 TIME on JOB is not to be used here: classes do;678 at 2,12 COMMAND is not to be used here: operators do;"
                "678 at 4,21 UNIT=TAPE9 on DD is not to be used here: no tapes;");
}

static void test_standards__required_and_comments(void **state)
{
    (void)state;
    static const char rules[] = "[required]\nJOB.NOTIFY = W: tell me\n[comments]\njob = E: OWNER:*\nstep = W:\n";
    assert_told(rules, JOB "//*  OWNER: Ledger\n//* posts\n" S1, "");
    assert_told(rules, "//J        JOB\n//* owned by Ledger\n//A        SET B=C\n" S1,
                "679 at 1,12 JOB has no NOTIFY: tell me;678 at 1,1 this job has no comment like OWNER:*;679 at 4,1 this step has no comment like ;");
}

static void test_standards__rules_that_are_none(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "[names]\nprinter = A*\n", "[forbidden]\nCOMMAND = X: no\n", "[required]\nJOB = E: what\n", "[forbidden]\nDD.UNIT(TAPE = E: no\n",
        "[forbidden]\n.UNIT = E: no\n", "[rules]\nDD.UNIT = E: no\n", "[comments]\ndd = E: *\n",
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct standards standards;
        struct fault fault = {0};
        assert_int_equal(read_rules(&standards, cases[i], &fault), JCL_E_STANDARDS_FILE);
        assert_non_null(strstr(fault.detail, "expected"));
        standards_release(&standards);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_standards__names),
        cmocka_unit_test(test_standards__forbidden),
        cmocka_unit_test(test_standards__required_and_comments),
        cmocka_unit_test(test_standards__rules_that_are_none),
    };
    return cmocka_run_group_tests_name("standards", tests, NULL, NULL);
}
