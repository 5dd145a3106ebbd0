/* test_write.c - the encoder: what it writes, read back by our own parser, is what was meant; a value adds nothing. */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jcl/error.h"
#include "jcl/write.h"
#include "support/jcl.h"

static void assert_cards_are_cards(const char *text)
{
    for (const char *line = text; *line != '\0'; line = strchr(line, '\n') + 1) {
        size_t length = strcspn(line, "\n");
        assert_true(length <= 71);
        assert_true(line[length] == '\n');
        assert_false(length == 71 && line[70] == '\'');
    }
}

static void begin_job(struct jcl_writer *writer)
{
    jcl_writer_init(writer);
    jcl_write_statement(writer, "J", "JOB");
    jcl_write_statement(writer, "S", "EXEC");
    jcl_write_value(writer, "PGM", JCL_NAME, "P");
}

static const char *const HOSTILE[] = {
    "'", "''", "'''", "A'B", "',PGM=EVIL", "A\n//EVIL EXEC PGM=EVIL", "A\r\n/*", "A\x15//EVIL", "A\x25//EVIL", "A\x0A", "//",
    "//EVIL EXEC PGM=EVIL", "/*", "/* ", "//*", "&", "&&", "&EVIL", "&&EVIL", "A&", "A & B", "A B", " ", "", "A,B", "A(B)", ")", "(",
    "A=B", "A.B", ".", "A..B", "9A", "\x80", "\xC2\x85", "\xE2\x80\xA8", "\t", "\x7F", "\x1B[2J", "\\", "%s%n", "a", "*", "*.S1.DD",
    "AAAAAAAAA", "AAAAAAAA.BBBBBBBB.CCCCCCCC.DDDDDDDD.EEEEEEEE", "AAAAAAAA.BBBBBBBB.CCCCCCCC.DDDDDDDD.EEEEEEEE.F",
    "''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''",
    "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij",
    "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijk",
    "it's 'what' it''s and, (so) on = //X DD * and then some more 'text' to go beyond the card's end 'twice'",
    "                                                                                                    ",
};
enum { HOSTILE_COUNT = sizeof HOSTILE / sizeof HOSTILE[0] };

/* The job that comes out has one step and one DD, whatever VALUE is, and the value is there as it was given. */
static void assert_adds_nothing(const char *keyword, enum jcl_kind kind, const char *value)
{
    struct jcl_writer writer;
    struct fault fault = {0};
    begin_job(&writer);
    jcl_write_value(&writer, keyword, kind, value);
    jcl_write_value(&writer, "REGION", JCL_WORD, "0M");
    jcl_write_statement(&writer, "LAST", "DD");
    jcl_write_value(&writer, NULL, JCL_WORD, "DUMMY");
    int code = jcl_write_end(&writer, &fault);
    if (code == 0) {
        struct jcl_reading reading;
        jcl_reading_init(&reading, bytes_string(&writer.out));
        assert_cards_are_cards(bytes_string(&writer.out));
        assert_int_equal(reading.deck.count, 3);
        assert_string_equal(reading.deck.statements[2].name, "LAST");
        const struct parameter *read = parameter_find(reading.deck.statements[1].parameters, keyword);
        assert_non_null(read);
        assert_string_equal(kind == JCL_DSN || kind == JCL_NAME ? read->raw : read->text, value);
        assert_int_equal(parameter_count(reading.deck.statements[1].parameters), 3);
        jcl_reading_release(&reading);
    } else {
        assert_true(code == JCL_E_VALUE || code == JCL_E_FIT);
        assert_true(fault.detail[0] != '\0');
        assert_int_equal(fault.code, code);
    }
    jcl_writer_release(&writer);
}

static void test_write__no_value_adds_a_statement(void **state)
{
    (void)state;
    const enum jcl_kind kinds[] = {JCL_NAME, JCL_QUALIFIED, JCL_WORD, JCL_DSN, JCL_TEXT, JCL_PROGRAMMER, JCL_PATH};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (size_t i = 0; i < HOSTILE_COUNT; i++)
            assert_adds_nothing("PARM", kinds[k], HOSTILE[i]);
}

/* Random texts of apostrophes, blanks and a few others: where a card ends must never change what is read. */
static void test_write__text_survives_every_card_end(void **state)
{
    (void)state;
    static const char ALPHABET[] = "'  aB,()&=/*.";
    uint32_t seed = 12345;
    int written = 0;
    for (int round = 0; round < 4000; round++) {
        char text[101];
        seed = seed * 1664525u + 1013904223u;
        size_t length = 1 + (seed >> 8) % 100;
        for (size_t i = 0; i < length; i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = ALPHABET[(seed >> 16) % (sizeof ALPHABET - 1)];
        }
        text[length] = '\0';
        assert_adds_nothing("PARM", JCL_TEXT, text);
        written += jcl_value_check(JCL_TEXT, "text", text, NULL) == 0;
    }
    assert_true(written > 1000);
}

static void test_write__names_and_operations_are_checked_too(void **state)
{
    (void)state;
    for (size_t i = 0; i < HOSTILE_COUNT; i++) {
        struct jcl_writer writer;
        if (strcmp(HOSTILE[i], "A.B") == 0)
            continue; /* as //STEP.DD and PARM.STEP= */
        jcl_writer_init(&writer);
        jcl_write_statement(&writer, HOSTILE[i], "EXEC");
        jcl_write_value(&writer, "PGM", JCL_NAME, "P");
        jcl_write_statement(&writer, "S", "EXEC");
        jcl_write_value(&writer, HOSTILE[i], JCL_WORD, "P");
        if (jcl_write_end(&writer, NULL) == 0)
            fail_msg("%s", HOSTILE[i]); /* not one of them may be both a name and a keyword */
        jcl_writer_release(&writer);
    }
}

static void test_write__members_and_generations(void **state)
{
    (void)state;
    struct jcl_writer writer;
    jcl_writer_init(&writer);
    jcl_write_statement(&writer, "A", "DD");
    jcl_write_dsn(&writer, "DSN", "PROD.LOADLIB", "PGMA");
    jcl_write_statement(&writer, "B", "DD");
    jcl_write_dsn(&writer, "DSN", "PROD.GDG", "+1");
    jcl_write_statement(&writer, "C", "DD");
    jcl_write_dsn(&writer, "DSN", "PROD.PS", NULL);
    assert_int_equal(jcl_write_end(&writer, NULL), 0);
    assert_string_equal(bytes_string(&writer.out), "//A        DD   DSN=PROD.LOADLIB(PGMA)\n"
                                                   "//B        DD   DSN=PROD.GDG(+1)\n"
                                                   "//C        DD   DSN=PROD.PS\n");
    jcl_writer_release(&writer);
    for (size_t i = 0; i < HOSTILE_COUNT; i++) {
        if (strcmp(HOSTILE[i], "A") == 0)
            continue;
        jcl_writer_init(&writer);
        jcl_write_statement(&writer, "A", "DD");
        jcl_write_dsn(&writer, "DSN", "PROD.LOADLIB", HOSTILE[i]);
        assert_int_equal(jcl_write_end(&writer, NULL), JCL_E_VALUE);
        jcl_writer_release(&writer);
    }
}

/* DSN=44(8) is wider than what is left behind "//OUT      DD   ": DISP goes first, the DSN to column 4. */
static void test_write__longest_data_set_name_fits(void **state)
{
    (void)state;
    const char *dsn = "AAAAAAAA.BBBBBBBB.CCCCCCCC.DDDDDDDD.EEEEEEEE";
    struct jcl_writer writer;
    struct jcl_reading reading;
    begin_job(&writer);
    jcl_write_statement(&writer, "OUTPUTDD", "DD");
    jcl_write_dsn(&writer, "DSN", dsn, "MEMBER12");
    jcl_write_open(&writer, "DISP");
    jcl_write_value(&writer, NULL, JCL_WORD, "OLD");
    jcl_write_value(&writer, NULL, JCL_WORD, "KEEP");
    jcl_write_value(&writer, NULL, JCL_WORD, "KEEP");
    jcl_write_close(&writer);
    jcl_write_value(&writer, "UNIT", JCL_WORD, "SYSDA");
    assert_int_equal(jcl_write_end(&writer, NULL), 0);
    assert_cards_are_cards(bytes_string(&writer.out));
    jcl_reading_init(&reading, bytes_string(&writer.out));
    assert_string_equal(bytes_string(&reading.told), "");
    const struct dd *dd = reading.jobs.items[0].steps[0].dds;
    assert_string_equal(dd->dsn, dsn);
    assert_string_equal(dd->member, "MEMBER12");
    assert_int_equal(dd->status, DD_OLD);
    assert_int_equal(dd->normal, DD_KEEP);
    assert_int_equal(parameter_count(dd->statement->parameters), 3);
    jcl_reading_release(&reading);
    jcl_writer_release(&writer);
    /* and when nothing can go first, it is refused */
    jcl_writer_init(&writer);
    jcl_write_statement(&writer, "OUTPUTDD", "DD");
    jcl_write_dsn(&writer, "DSN", dsn, "MEMBER12");
    assert_int_equal(jcl_write_end(&writer, NULL), JCL_E_FIT);
    jcl_writer_release(&writer);
}

static void test_write__many_parameters_keep_their_order_and_places(void **state)
{
    (void)state;
    struct jcl_writer writer;
    struct jcl_reading reading;
    begin_job(&writer);
    jcl_write_statement(&writer, "D", "DD");
    jcl_write_dsn(&writer, "DSN", "AAAAAAAA.BBBBBBBB.CCCCCCCC.DDDDDDDD.EEEEEEEE", "MEMBER12");
    jcl_write_open(&writer, "SPACE");
    jcl_write_value(&writer, NULL, JCL_WORD, "TRK");
    jcl_write_open(&writer, NULL);
    jcl_write_number(&writer, NULL, 5);
    jcl_write_omit(&writer);
    jcl_write_number(&writer, NULL, 10);
    jcl_write_close(&writer);
    jcl_write_value(&writer, NULL, JCL_WORD, "RLSE");
    jcl_write_close(&writer);
    jcl_write_open(&writer, "DISP");
    jcl_write_omit(&writer);
    jcl_write_value(&writer, NULL, JCL_WORD, "CATLG");
    jcl_write_close(&writer);
    jcl_write_value(&writer, "UNIT", JCL_WORD, "SYSDA");
    assert_int_equal(jcl_write_end(&writer, NULL), 0);
    jcl_reading_init(&reading, bytes_string(&writer.out));
    assert_string_equal(bytes_string(&reading.told), "");
    const struct parameter *list = reading.deck.statements[2].parameters;
    assert_string_equal(parameter_find(list, "SPACE")->raw, "(TRK,(5,,10),RLSE)");
    assert_string_equal(parameter_find(list, "DISP")->raw, "(,CATLG)");
    assert_string_equal(parameter_find(list, "UNIT")->raw, "SYSDA");
    assert_string_equal(parameter_find(list, "DSN")->raw, "AAAAAAAA.BBBBBBBB.CCCCCCCC.DDDDDDDD.EEEEEEEE(MEMBER12)");
    assert_int_equal(parameter_count(list), 4);
    jcl_reading_release(&reading);
    jcl_writer_release(&writer);
}

static void test_write__data_gets_a_delimiter_it_does_not_hold(void **state)
{
    (void)state;
    const char *cards[] = {"//X EXEC PGM=Y", "/*", "ZZ", "ZY too", "", " plain &SYSUID 'x'",
                           "12345678901234567890123456789012345678901234567890123456789012345678901234567890"};
    struct jcl_writer writer;
    struct jcl_reading reading;
    begin_job(&writer);
    jcl_write_data(&writer, "SYSIN");
    for (size_t i = 0; i < 7; i++)
        jcl_write_card(&writer, cards[i]);
    jcl_write_data(&writer, "OTHER");
    jcl_write_card(&writer, cards[5]);
    jcl_write_comment(&writer, "the end");
    assert_int_equal(jcl_write_end(&writer, NULL), 0);
    assert_non_null(strstr(bytes_string(&writer.out), "//SYSIN    DD   DATA,DLM=ZX\n"));
    assert_non_null(strstr(bytes_string(&writer.out), "//OTHER    DD   *\n"));
    jcl_reading_init(&reading, bytes_string(&writer.out));
    assert_string_equal(bytes_string(&reading.told), "");
    assert_int_equal(reading.deck.count, 5);
    const struct statement *data = &reading.deck.statements[2];
    assert_int_equal(data->data_count, 7);
    for (size_t i = 0; i < 7; i++) {
        const struct card *card = &reading.deck.cards.items[data->first_data + i];
        assert_int_equal(card->length, strlen(cards[i]));
        assert_memory_equal(card->text, cards[i], card->length);
    }
    assert_int_equal(reading.deck.statements[3].data_count, 1);
    jcl_reading_release(&reading);
    jcl_writer_release(&writer);
}

static void test_write__data_cards_and_comments_are_single_cards(void **state)
{
    (void)state;
    struct jcl_writer writer;
    begin_job(&writer);
    jcl_write_data(&writer, "SYSIN");
    jcl_write_card(&writer, "A\n/*\n//EVIL EXEC PGM=EVIL");
    jcl_write_card(&writer, "never written");
    assert_int_equal(jcl_write_end(&writer, NULL), JCL_E_VALUE);
    assert_null(strstr(bytes_string(&writer.out), "EVIL"));
    jcl_writer_release(&writer);
    begin_job(&writer);
    jcl_write_comment(&writer, "A\n//EVIL EXEC PGM=EVIL");
    assert_int_equal(jcl_write_end(&writer, NULL), JCL_E_VALUE);
    jcl_writer_release(&writer);
    begin_job(&writer);
    jcl_write_card(&writer, "no DD before it");
    assert_int_equal(jcl_write_end(&writer, NULL), JCL_E_VALUE);
    jcl_writer_release(&writer);
}

static void test_write__comments_are_broken_at_blanks(void **state)
{
    (void)state;
    struct jcl_writer writer;
    jcl_writer_init(&writer);
    jcl_write_comment(&writer, "");
    jcl_write_comment(&writer, "MAIN is no JES3 statement here, because a blank stands before it, and this goes on and on.");
    assert_int_equal(jcl_write_end(&writer, NULL), 0);
    assert_string_equal(bytes_string(&writer.out),
                        "//*\n//* MAIN is no JES3 statement here, because a blank stands before it,\n"
                        "//* and this goes on and on.\n");
    jcl_writer_release(&writer);
}

static void test_write__if_is_joined_and_continued(void **state)
{
    (void)state;
    const struct jcl_relation relations[] = {{"BACKUP", "RC", "EQ", 0, false},
                                             {"VERIFY", "RUN", NULL, 0, false},
                                             {"VERIFY.STEP", "ABEND", NULL, 0, true},
                                             {NULL, "RC", "LE", 4, false}};
    struct jcl_writer writer;
    struct jcl_reading reading;
    begin_job(&writer);
    jcl_write_if(&writer, "IF1", relations, 4);
    jcl_write_statement(&writer, NULL, "ENDIF");
    assert_int_equal(jcl_write_end(&writer, NULL), 0);
    assert_cards_are_cards(bytes_string(&writer.out));
    jcl_reading_init(&reading, bytes_string(&writer.out));
    assert_int_equal(reading.deck.count, 4);
    assert_string_equal(reading.deck.statements[2].field,
                        "(BACKUP.RC EQ 0 AND VERIFY.RUN AND NOT VERIFY.STEP.ABEND AND RC LE 4) THEN");
    jcl_reading_release(&reading);
    jcl_writer_release(&writer);
    const struct jcl_relation evil = {"S) THEN", "RC", "EQ", 0, false}, worse = {"S", "RC", "EQ", 4096, false};
    begin_job(&writer);
    jcl_write_if(&writer, NULL, &evil, 1);
    assert_int_equal(jcl_write_end(&writer, NULL), JCL_E_VALUE);
    jcl_writer_release(&writer);
    begin_job(&writer);
    jcl_write_if(&writer, NULL, &worse, 1);
    assert_int_equal(jcl_write_end(&writer, NULL), JCL_E_VALUE);
    jcl_writer_release(&writer);
}

static void test_write__wrong_use_is_refused(void **state)
{
    (void)state;
    struct jcl_writer writer;
    jcl_writer_init(&writer);
    jcl_write_value(&writer, "PGM", JCL_NAME, "P"); /* no statement */
    assert_int_equal(jcl_write_end(&writer, NULL), JCL_E_VALUE);
    jcl_writer_release(&writer);
    begin_job(&writer);
    jcl_write_open(&writer, "COND"); /* never closed */
    assert_int_equal(jcl_write_end(&writer, NULL), JCL_E_VALUE);
    jcl_writer_release(&writer);
    begin_job(&writer);
    jcl_write_close(&writer); /* never opened */
    assert_int_equal(jcl_write_end(&writer, NULL), JCL_E_VALUE);
    jcl_writer_release(&writer);
    begin_job(&writer);
    jcl_write_number(&writer, "TIME", -1);
    assert_int_equal(jcl_write_end(&writer, NULL), JCL_E_VALUE);
    jcl_writer_release(&writer);
    begin_job(&writer);
    for (int i = 0; i <= JCL_WRITE_DEPTH; i++)
        jcl_write_open(&writer, NULL);
    assert_int_equal(jcl_write_end(&writer, NULL), JCL_E_VALUE);
    jcl_writer_release(&writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_write__no_value_adds_a_statement),
        cmocka_unit_test(test_write__text_survives_every_card_end),
        cmocka_unit_test(test_write__names_and_operations_are_checked_too),
        cmocka_unit_test(test_write__members_and_generations),
        cmocka_unit_test(test_write__longest_data_set_name_fits),
        cmocka_unit_test(test_write__many_parameters_keep_their_order_and_places),
        cmocka_unit_test(test_write__data_gets_a_delimiter_it_does_not_hold),
        cmocka_unit_test(test_write__data_cards_and_comments_are_single_cards),
        cmocka_unit_test(test_write__comments_are_broken_at_blanks),
        cmocka_unit_test(test_write__if_is_joined_and_continued),
        cmocka_unit_test(test_write__wrong_use_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
