/*
 * test_turnover.c - tests of rollback/turnover.h and manifest.h: what streams hold, and that no value of a manifest can
 * add a statement.  What comes out is read with lib/jcl.
 */
#include "support/suite.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rollback/manifest.h"
#include "rollback/turnover.h"
#include "support/golden.h"
#include "support/jcl.h"

static const char GOOD[] =
    "{\"release\":\"CHFS-0042\",\"iteration\":1,\"system\":\"MEDICAID\",\"elements\":["
    "{\"type\":\"LOAD\",\"action\":\"R\",\"member\":\"PGMA\",\"from\":\"CHFS.STAGE.LOADLIB\",\"to\":\"CHFS.PROD.LOADLIB\",\"backup\":\"CHFS.BACKUP.LOADLIB\",\"region\":\"CICSMED1\",\"bytes\":10},"
    "{\"type\":\"LOAD\",\"action\":\"A\",\"member\":\"PGMB\",\"from\":\"CHFS.STAGE.LOADLIB\",\"to\":\"CHFS.PROD.LOADLIB\"},"
    "{\"type\":\"LOAD\",\"action\":\"D\",\"member\":\"PGMC\",\"to\":\"CHFS.PROD.LOADLIB\",\"backup\":\"CHFS.BACKUP.LOADLIB\"},"
    "{\"type\":\"SEQ\",\"action\":\"R\",\"from\":\"CHFS.STAGE.RATES\",\"to\":\"CHFS.PROD.RATES\",\"backup\":\"CHFS.BACKUP.RATES\"},"
    "{\"type\":\"SEQ\",\"action\":\"A\",\"from\":\"CHFS.STAGE.CODES\",\"to\":\"CHFS.PROD.CODES\"},"
    "{\"type\":\"SEQ\",\"action\":\"D\",\"to\":\"CHFS.PROD.OLD\",\"backup\":\"CHFS.BACKUP.OLD\"}]}";

static void read_manifest(struct manifest *manifest, const char *json)
{
    struct fault fault = {0};
    manifest_init(manifest);
    if (manifest_read(manifest, json, strlen(json), &fault) < 0)
        fail_msg("%s", fault.detail);
}

/* "CUTOVER JOB;B001 EXEC;SYSIN DD [COPY SELECT ];...": what a deck's statements and control statements are, without their values. */
static void skeleton(struct bytes *out, const char *jcl)
{
    struct jcl_reading reading;
    jcl_reading_init(&reading, jcl);
    assert_string_equal(bytes_string(&reading.told), "");
    assert_int_equal(reading.jobs.count, 1);
    for (size_t i = 0; i < reading.deck.count; i++) {
        const struct statement *statement = &reading.deck.statements[i];
        bytes_format(out, "%s %s", statement->name, statement->operation);
        for (size_t k = 0; k < statement->data_count; k++) {
            const struct card *card = &reading.deck.cards.items[statement->first_data + k];
            size_t word = 1;
            assert_true(card->length > 1 && card->length <= 71 && card->text[0] == ' ');
            while (word < card->length && card->text[word] != ' ')
                word++;
            bytes_char(out, k == 0 ? '[' : ' ');
            bytes_add(out, card->text + 1, word - 1);
        }
        bytes_char(out, ';');
    }
    jcl_reading_release(&reading);
}

static int stream(struct bytes *out, const char *json, enum turnover direction)
{
    struct manifest manifest;
    struct fault fault = {0};
    read_manifest(&manifest, json);
    int code = turnover_write(out, &manifest, direction, &fault);
    manifest_release(&manifest);
    return code;
}

static void assert_golden(const char *name, const struct bytes *got)
{
    char path[80];
    snprintf(path, sizeof path, "tests/rollback/golden/%s", name);
    golden_assert(path, bytes_string(got), got->length);
}

static void test_turnover__both_directions_are_as_they_should_be(void **state)
{
    (void)state;
    struct bytes out;
    bytes_init(&out);
    assert_int_equal(stream(&out, GOOD, TURNOVER_CUTOVER), 0);
    assert_golden("CUTOVER.jcl", &out);
    bytes_clear(&out);
    assert_int_equal(stream(&out, GOOD, TURNOVER_ROLLBACK), 0);
    assert_golden("ROLLBACK.jcl", &out);
    for (const char *line = bytes_string(&out); *line != '\0'; line += strcspn(line, "\n") + 1)
        assert_true(strcspn(line, "\n") <= 71);
    bytes_release(&out);
}

static void test_turnover__types_without_a_generator_are_refused_by_name(void **state)
{
    (void)state;
    struct manifest manifest;
    struct fault fault = {0};
    struct bytes out;
    bytes_init(&out);
    read_manifest(&manifest, "{\"release\":\"R\",\"elements\":[{\"type\":\"LOAD\",\"action\":\"A\"},{\"type\":\"DBRM\",\"action\":\"A\"}]}");
    assert_int_equal(turnover_write(&out, &manifest, TURNOVER_ROLLBACK, &fault), ROLLBACK_E_TYPE);
    assert_int_equal(fault.record, 2);
    assert_string_equal(fault.detail, "DBRM");
    assert_int_equal(out.length, 0);
    manifest_release(&manifest);
    read_manifest(&manifest, "{\"release\":\"R\",\"elements\":[{\"type\":\"LOAD\",\"action\":\"X\"}]}");
    assert_int_equal(turnover_write(&out, &manifest, TURNOVER_ROLLBACK, &fault), ROLLBACK_E_ACTION);
    manifest_release(&manifest);
}

/* The JSON text of a hostile value: controls as \uXXXX, quotes escaped. */
static void put_json(struct bytes *out, const char *value)
{
    bytes_char(out, '"');
    for (const unsigned char *p = (const unsigned char *)value; *p != '\0'; p++) {
        if (*p < 0x20 || *p == '"' || *p == '\\')
            bytes_format(out, "\\u%04X", *p);
        else
            bytes_char(out, (char)*p);
    }
    bytes_char(out, '"');
}

static const char *const HOSTILE[] = {
    "'", "''", "A'B", "A\nB", "A\x15" "B", "A\x25" "B", "A\rB", "\n//X EXEC PGM=IEFBR14", "//X EXEC PGM=IEFBR14", "/*", "/*\n//X JOB",
    "&SYSUID", "&&TEMP", "A,DISP=(OLD,DELETE)", "A)", "(A", "A B", "PGMA,,R)) SELECT MEMBER=(X", "..", "../X", "A'\n DELETE 'B", "", " ",
    "-", "+", "A -", "A,", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "\xC2\x85//X", "\xE2\x80\xA8//X", "\x7F", "caf\xC3\xA9", "a.b", "1A", "A.B.C;", "*.S1.DD", "SYS1.PARMLIB(X)", "A(+1)", "%A", "PGM*",
};

static const char *const FIELDS[] = {"release", "system", "type", "action", "member", "from", "to", "backup", "region", "hash"};

/* A manifest with VALUE in FIELD of every element. */
static void hostile_manifest(struct bytes *json, const char *field, const char *value, const char *type, const char *action)
{
    static const char *const benign[] = {"CHFS-0042", "MEDICAID", "", "", "PGMA", "A.STAGE.LIB", "A.PROD.LIB", "A.BACKUP.LIB", "CICSA", ""};
    bool last_of_head = false;
    bytes_clear(json);
    bytes_char(json, '{');
    for (size_t i = 0; i < sizeof FIELDS / sizeof FIELDS[0]; i++) {
        const char *text = i == 2 ? type : i == 3 ? action : benign[i];
        bytes_format(json, "%s\"%s\":", i == 0 || last_of_head ? "" : ",", FIELDS[i]);
        put_json(json, strcmp(FIELDS[i], field) == 0 ? value : text);
        last_of_head = i == 1;
        if (last_of_head)
            bytes_text(json, ",\"elements\":[{");
    }
    bytes_text(json, "}]}");
}

/* What the stream would be with a value that is known to be harmless in this field. */
static void benign_skeleton(struct bytes *out, const char *type, const char *action, enum turnover direction)
{
    struct bytes json, jcl;
    bytes_init(&json);
    bytes_init(&jcl);
    hostile_manifest(&json, "none", "", type, action);
    assert_int_equal(stream(&jcl, bytes_string(&json), direction), 0);
    skeleton(out, bytes_string(&jcl));
    bytes_release(&json);
    bytes_release(&jcl);
}

/* Two elements whose data sets get in each other's way; each is refused, and what differs from it only in that is not. */
static void test_turnover__places_that_collide_are_refused(void **state)
{
    (void)state;
    static const char *const PAIRS[][2] = {
        /* LOAD R of PGMA from S.LIB to P.LIB with backup B.LIB, and one of these */
        {"LOAD R PGMB S.LIB P.LIB B.LIB", "LOAD R PGMA S.LIB P.LIB B.LIB"},     /* the same member twice */
        {"LOAD A PGMB S.LIB P.LIB2 -", "LOAD A PGMB P.LIB P.LIB2 -"},           /* from what is changed */
        {"LOAD R PGMB S.LIB P.LIB2 B.LIB2", "LOAD R PGMB S.LIB P.LIB2 B.LIB"},  /* a backup of two libraries */
        {"LOAD D PGMB - P.LIB2 B.LIB2", "LOAD D PGMB - B.LIB B.LIB2"},          /* a backup is changed */
        {"LOAD A PGMB S.LIB P.LIB2 -", "LOAD A PGMB B.LIB P.LIB2 -"},           /* a backup is put in */
        {"LOAD R PGMB S.LIB P.LIB2 B.LIB2", "LOAD R PGMB S.LIB P.LIB2 S.LIB"},  /* a backup into what is staged */
        {"SEQ D - - P.SEQ B.SEQ", "SEQ D - - P.LIB B.SEQ"},                     /* a library as sequential data set */
        {"SEQ R - S.SEQ P.SEQ B.SEQ", "SEQ R - S.SEQ P.SEQ P.SEQ"},             /* a backup of itself */
    };
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++)
        for (int wrong = 0; wrong < 2; wrong++) {
            char word[6][20];
            struct bytes json, out;
            struct fault fault = {0};
            struct manifest manifest;
            bytes_init(&json);
            bytes_init(&out);
            assert_int_equal(sscanf(PAIRS[i][wrong], "%19s %19s %19s %19s %19s %19s", word[0], word[1], word[2], word[3], word[4], word[5]), 6);
            bytes_text(&json, "{\"release\":\"R\",\"elements\":[{\"type\":\"LOAD\",\"action\":\"R\",\"member\":\"PGMA\",\"from\":\"S.LIB\",\"to\":\"P.LIB\",\"backup\":\"B.LIB\"},{");
            for (size_t k = 0; k < 6; k++)
                bytes_format(&json, "%s\"%s\":\"%s\"", k > 0 ? "," : "", FIELDS[k + 2], word[k][0] != '-' ? word[k] : "");
            bytes_text(&json, "}]}");
            read_manifest(&manifest, bytes_string(&json));
            int code = turnover_write(&out, &manifest, TURNOVER_ROLLBACK, &fault);
            if (code != (wrong ? ROLLBACK_E_PLACES : 0) || (wrong && fault.record != 2))
                fail_msg("%s: %d %s", PAIRS[i][wrong], code, fault.detail);
            assert_true(wrong == (out.length == 0));
            manifest_release(&manifest);
            bytes_release(&json);
            bytes_release(&out);
        }
}

static void test_turnover__more_than_a_job_holds_is_refused(void **state)
{
    (void)state;
    static const struct {
        int count, code;
        const char *action;
    } CASES[] = {{254, 0, "A"}, {255, ROLLBACK_E_SIZE, "A"}, {0, ROLLBACK_E_MANIFEST, "A"}, {1001, ROLLBACK_E_SIZE, "R"}};
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct bytes json, out;
        bytes_init(&json);
        bytes_init(&out);
        bytes_text(&json, "{\"release\":\"R\",\"elements\":[");
        for (int k = 0; k < CASES[i].count; k++)
            bytes_format(&json, "%s{\"type\":\"SEQ\",\"action\":\"%s\",\"from\":\"S.S%d\",\"to\":\"P.P%d\"}", k > 0 ? "," : "", CASES[i].action, k, k);
        bytes_text(&json, "]}");
        assert_int_equal(stream(&out, bytes_string(&json), TURNOVER_CUTOVER), CASES[i].code);
        bytes_release(&json);
        bytes_release(&out);
    }
}

static int refused, accepted;

static void assert_adds_nothing(const char *field, const char *value, const char *type, const char *action,
                                enum turnover direction)
{
    struct bytes json, jcl, got, expected;
    if (strcmp(field, "region") == 0 && value[0] == '\0')
        return; /* no region: a step less is as it should be */
    bytes_init(&json);
    bytes_init(&jcl);
    bytes_init(&got);
    bytes_init(&expected);
    hostile_manifest(&json, field, value, type, action);
    if (stream(&jcl, bytes_string(&json), direction) < 0) {
        refused++;
        assert_int_equal(jcl.length, 0);
    } else {
        accepted++;
        skeleton(&got, bytes_string(&jcl));
        benign_skeleton(&expected, type, action, direction);
        assert_string_equal(bytes_string(&got), bytes_string(&expected));
    }
    bytes_release(&json);
    bytes_release(&jcl);
    bytes_release(&got);
    bytes_release(&expected);
}

static void test_turnover__no_value_of_a_manifest_can_add_a_statement(void **state)
{
    (void)state;
    static const char *const types[] = {"LOAD", "SEQ"}, *const actions[] = {"A", "R", "D"};
    for (size_t f = 0; f < sizeof FIELDS / sizeof FIELDS[0]; f++)
        for (size_t h = 0; h < sizeof HOSTILE / sizeof HOSTILE[0]; h++)
            for (size_t k = 0; k < 12; k++)
                assert_adds_nothing(FIELDS[f], HOSTILE[h], types[k % 2], actions[k / 2 % 3],
                                    k < 6 ? TURNOVER_CUTOVER : TURNOVER_ROLLBACK);
    /* Both happened: a value in a field that no stream shows, and one where it could do harm. */
    assert_true(refused > 1000);
    assert_true(accepted > 500);
}

static void test_manifest__write_and_read_are_inverse(void **state)
{
    (void)state;
    struct manifest manifest, again;
    struct bytes one, two;
    bytes_init(&one);
    bytes_init(&two);
    read_manifest(&manifest, GOOD);
    manifest_write(&one, &manifest);
    read_manifest(&again, bytes_string(&one));
    manifest_write(&two, &again);
    assert_string_equal(bytes_string(&one), bytes_string(&two));
    assert_int_equal(again.count, 6);
    assert_string_equal(again.elements[3].backup, "CHFS.BACKUP.RATES");
    manifest_release(&manifest);
    manifest_release(&again);
    bytes_release(&one);
    bytes_release(&two);
}

static void test_manifest__what_is_none_is_told(void **state)
{
    (void)state;
    const char *wrong[] = {"", "[]", "{}", "{\"elements\":{}}", "{\"elements\":[1]}", "{\"elements\":[{\"type\":1}]}",
                           "{\"elements\":[{\"type\":\"A\\u0000B\"}]}", "{\"elements\":[],\"elements\":[]}", "{\"release\":[],\"elements\":[]}",
                           "{\"iteration\":1000,\"elements\":[]}", "{\"iteration\":4294967297,\"elements\":[]}", "{\"iteration\":\"1\",\"elements\":[]}",
                           "{\"iteration\":1.5,\"elements\":[]}", "{\"elements\":[{\"bytes\":-1}]}", "{\"elements\":[{\"bytes\":\"1\"}]}"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct manifest manifest;
        manifest_init(&manifest);
        if (manifest_read(&manifest, wrong[i], strlen(wrong[i]), &(struct fault){0}) != ROLLBACK_E_MANIFEST)
            fail_msg("accepted: %s", wrong[i]);
        manifest_release(&manifest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_turnover__both_directions_are_as_they_should_be),
        cmocka_unit_test(test_turnover__types_without_a_generator_are_refused_by_name),
        cmocka_unit_test(test_turnover__no_value_of_a_manifest_can_add_a_statement),
        cmocka_unit_test(test_turnover__places_that_collide_are_refused),
        cmocka_unit_test(test_turnover__more_than_a_job_holds_is_refused),
        cmocka_unit_test(test_manifest__write_and_read_are_inverse),
        cmocka_unit_test(test_manifest__what_is_none_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
