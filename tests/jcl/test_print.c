/* test_print.c - an expansion as JCL: it means the same, and is the same when it is expanded again. */
#include "support/suite.h"

#include <glob.h>
#include <string.h>

#include "base/file.h"
#include "jcl/print.h"
#include "jcl/system.h"

#define DECKS CUTOVER_SHARE "/tests/jcl/decks"
#define VECTORS CUTOVER_SHARE "/tests/jcl/vectors"

/* TEXT expanded, printed into OUT. */
static void expand(const char *text, size_t length, const char *folder, struct bytes *out)
{
    struct system_symbols system;
    struct folder_library folders = {&folder, 1};
    struct library library = library_of_folders(&folders);
    struct expansion_options options = {.library = &library, .system = system_symbols_fill(&system, 1795305600, NULL)};
    struct deck deck;
    struct expansion expansion;
    struct fault_list faults = {0};
    struct fault fault = {0};
    bytes_init(out);
    deck_read(&deck, "JOB", text, length, &faults);
    expansion_build(&expansion, &deck, &options, &faults);
    assert_int_equal(expansion_print(&expansion, out, &fault), 0);
    expansion_release(&expansion);
    deck_release(&deck);
    fault_list_release(&faults);
}

static void check(const char *text, const char *expected)
{
    struct bytes out;
    expand(text, strlen(text), DECKS "/proclib", &out);
    assert_string_equal(bytes_string(&out), expected);
    bytes_release(&out);
}

/* Every card of TEXT but those of data. */
static size_t longest_card(const struct bytes *text)
{
    struct deck deck;
    struct fault_list faults = {0};
    size_t longest = 0;
    deck_read(&deck, "JOB", bytes_string(text), text->length, &faults);
    for (size_t i = 0; i < deck.count; i++)
        for (size_t j = 0; j < deck.statements[i].card_count && deck.statements[i].kind != STATEMENT_DATA; j++) {
            size_t length = deck.cards.items[deck.statements[i].first_card + j].length;
            longest = length > longest ? length : longest;
        }
    deck_release(&deck);
    fault_list_release(&faults);
    return longest;
}

static void check_file(const char *path, const char *folder)
{
    struct bytes text, once, twice;
    struct fault fault;
    bytes_init(&text);
    assert_int_equal(file_read(&text, path, 1 << 24, &fault), 0);
    expand(bytes_string(&text), text.length, folder, &once);
    expand(bytes_string(&once), once.length, folder, &twice);
    if (strcmp(bytes_string(&once), bytes_string(&twice)) != 0 || longest_card(&once) > CARD_LAST_COL)
        print_message("in %s\n", path);
    assert_string_equal(bytes_string(&twice), bytes_string(&once));
    assert_in_range(longest_card(&once), 1, CARD_LAST_COL);
    bytes_release(&text);
    bytes_release(&once);
    bytes_release(&twice);
}

static void check_folder(const char *pattern, const char *folder, size_t at_least)
{
    glob_t paths;
    assert_int_equal(glob(pattern, 0, NULL, &paths), 0);
    assert_true(paths.gl_pathc >= at_least);
    for (size_t i = 0; i < paths.gl_pathc; i++)
        check_file(paths.gl_pathv[i], folder);
    globfree(&paths);
}

static void test_print__expanded_again_every_deck_is_the_same(void **state)
{
    (void)state;
    check_folder(DECKS "/*.jcl", DECKS "/proclib", 150);
    check_folder(VECTORS "/*.jcl", VECTORS "/proclib", 15);
}

static void test_print__calls_become_procedures_of_their_own(void **state)
{
    (void)state;
    check("//J JOB\n"
          "//IN PROC X=1\n//I1 EXEC PGM=P,PARM='&X'\n// PEND\n"
          "//OUT PROC\n//O1 EXEC IN\n//O2 EXEC IN,X=2\n// PEND\n"
          "//S1 EXEC OUT\n//S2 EXEC IN,TIME=5\n",
          "//J JOB\n"
          "//IN       PROC\n//I1       EXEC PGM=P,PARM='1'\n//         PEND\n"
          "//IN#2     PROC\n//I1       EXEC PGM=P,PARM='2'\n//         PEND\n"
          "//OUT      PROC\n//O1       EXEC IN\n//O2       EXEC IN#2\n//         PEND\n"
          "//S1       EXEC OUT\n"
          "//IN#3     PROC\n//I1       EXEC PGM=P,PARM='1'\n//         PEND\n"
          "//S2       EXEC IN#3,TIME=5\n");
}

static void test_print__a_name_that_another_procedure_has_is_not_taken(void **state)
{
    (void)state;
    check("//J JOB\n//LONGNAME PROC\n//X EXEC PGM=P\n// PEND\n//LONGNA#2 PROC\n//X EXEC PGM=Q\n// PEND\n"
          "//S1 EXEC LONGNAME\n//S2 EXEC LONGNAME\n//S3 EXEC LONGNA#2\n",
          "//J JOB\n//LONGNAME PROC\n//X EXEC PGM=P\n//         PEND\n//S1       EXEC LONGNAME\n"
          "//LONGNA#3 PROC\n//X EXEC PGM=P\n//         PEND\n//S2       EXEC LONGNA#3\n"
          "//LONGNA#2 PROC\n//X EXEC PGM=Q\n//         PEND\n//S3       EXEC LONGNA#2\n");
}

static void test_print__a_marked_column_72_and_sequence_numbers_go_away(void **state)
{
    (void)state;
    check("//J        JOB                                                          00010000\n"
          "//S        EXEC PGM=P                 A COMMENT THAT GOES ON           X00020000\n"
          "//             HERE\n",
          "//J        JOB\n//S        EXEC PGM=P\n");
}

static void test_print__values_that_need_more_cards_get_them(void **state)
{
    (void)state;
    check("//J JOB\n// SET Q='LEDGPROD.ACCOUNTS.RECEIVBL.YEAR2026'\n//S EXEC PGM=P\n"
          "//D DD DISP=SHR,UNIT=SYSDA,DSN=&Q..MONTH01,VOL=SER=LEDG01\n",
          "//J JOB\n//S EXEC PGM=P\n//D        DD   DISP=SHR,UNIT=SYSDA,\n"
          "//             DSN=LEDGPROD.ACCOUNTS.RECEIVBL.YEAR2026.MONTH01,\n//             VOL=SER=LEDG01\n");
}

/* TIME= of a call is for the procedure as a whole, and takes away what its steps have, unless the call says so itself. */
static void test_print__time_of_a_call_and_of_its_steps(void **state)
{
    (void)state;
    const char *once = "//J JOB\n//INN      PROC\n//P1       EXEC PGM=P,TIME=5\n//P2       EXEC PGM=P\n//         PEND\n"
                       "//OUT      PROC\n//M        EXEC INN,TIME=(1,30),TIME.P1=5\n//         PEND\n//S        EXEC OUT,TIME=3,TIME.M=(1,30)\n";
    check("//J JOB\n//INN PROC\n//P1 EXEC PGM=P,TIME=9\n//P2 EXEC PGM=P,TIME=9\n// PEND\n"
          "//OUT PROC\n//M EXEC INN,TIME=7,TIME.P1=5\n// PEND\n//S EXEC OUT,TIME=3,TIME.M=(1,30)\n", once);
    check(once, once);
    check("//J JOB\n//INN PROC\n//P1 EXEC PGM=P\n// PEND\n//OUT PROC\n//M EXEC INN,TIME.P1=5\n// PEND\n//S EXEC OUT,TIME=3\n",
          "//J JOB\n//INN      PROC\n//P1       EXEC PGM=P\n//         PEND\n//OUT      PROC\n//M        EXEC INN\n//         PEND\n"
          "//S        EXEC OUT,TIME=3\n");
}

/* 44 characters and a member, alone: one blank before DD is less than they need with a name of eight, and enough with seven. */
static void test_print__the_longest_data_set_name_fits(void **state)
{
    (void)state;
    check("//J JOB\n// SET L=AAAAAAAA\n//S EXEC PGM=P\n"
          "//SEVENTH DD DSN=&L..BBBBBBBB.CCCCCCCC.DDDDDDDD.EEEEEEEE(MEMBERXX)\n"
          "//LONGNAME DD DSN=&L..BBBBBBBB.CCCCCCCC.DDDDDDDD.EEEEEEEE(MEMBERXX)\n",
          "//J JOB\n//S EXEC PGM=P\n"
          "//SEVENTH DD DSN=AAAAAAAA.BBBBBBBB.CCCCCCCC.DDDDDDDD.EEEEEEEE(MEMBERXX)\n"
          "//LONGNAME DD UNIT=,\n// DSN=AAAAAAAA.BBBBBBBB.CCCCCCCC.DDDDDDDD.EEEEEEEE(MEMBERXX)\n");
}

/* A value may make a card of data look like the end of it. */
static void test_print__data_get_a_delimiter_that_they_do_not_have(void **state)
{
    (void)state;
    check("//J JOB\n// EXPORT SYMLIST=*\n// SET A='/*',B='//'\n//S EXEC PGM=P\n"
          "//D DD *,SYMBOLS=JCLONLY,DCB=BLKSIZE=80\n&A END\n@@\n&B.X\n/*\n//E DD DUMMY\n",
          "//J JOB\n//S EXEC PGM=P\n"
          "//D        DD   DATA,DLM=$$,DCB=BLKSIZE=80\n/* END\n@@\n//X\n$$\n//E DD DUMMY\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_print__expanded_again_every_deck_is_the_same),
        cmocka_unit_test(test_print__calls_become_procedures_of_their_own),
        cmocka_unit_test(test_print__a_name_that_another_procedure_has_is_not_taken),
        cmocka_unit_test(test_print__a_marked_column_72_and_sequence_numbers_go_away),
        cmocka_unit_test(test_print__data_get_a_delimiter_that_they_do_not_have),
        cmocka_unit_test(test_print__time_of_a_call_and_of_its_steps),
        cmocka_unit_test(test_print__the_longest_data_set_name_fits),
        cmocka_unit_test(test_print__values_that_need_more_cards_get_them),
    };
    return cmocka_run_group_tests_name("print", tests, NULL, NULL);
}
