/* test_deck.c - JCL a job at a time: the same statements as of the whole, every card in one of them, rules 7 and 36. */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "jcl/deck.h"
#include "jcl/error.h"

/* "JOB:1 EXEC:2 *:3": operation (or a sign of its kind) and card of each statement, data behind a colon. */
static void draw(const struct deck *deck, struct bytes *out)
{
    static const char signs[] = "J*0/2DF";
    for (size_t i = 0; i < deck->count; i++) {
        const struct statement *s = &deck->statements[i];
        bytes_format(out, "%.*s%c:%d", s->kind == STATEMENT_JCL ? 8 : 0, s->operation, s->kind == STATEMENT_JCL ? ' ' : signs[s->kind],
                     s->start.card);
        if (s->has_data)
            bytes_format(out, "+%zu", s->data_count);
        bytes_char(out, ' ');
    }
}

static void assert_drawn(const char *text, const char *expected, const char *told)
{
    struct deck deck;
    struct fault_list faults;
    struct bytes drawn;
    char seen[80] = "";
    bytes_init(&drawn);
    fault_list_init(&faults);
    deck_read(&deck, "J", text, strlen(text), &faults);
    draw(&deck, &drawn);
    assert_string_equal(bytes_string(&drawn), expected);
    for (size_t i = 0; i < faults.count; i++)
        snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%d at %d;", -faults.items[i].code, (int)faults.items[i].record);
    assert_string_equal(seen, told);
    bytes_clear(&drawn);
    deck_write(&deck, &drawn);
    if (deck.count > 0)
        assert_string_equal(bytes_string(&drawn), text);
    bytes_release(&drawn);
    fault_list_release(&faults);
    deck_release(&deck);
}

#define JOB "//J        JOB\n"
#define S1 "//S1       EXEC PGM=P\n"

static void test_deck__rule_7_null_statement_ends_the_job(void **state)
{
    (void)state;
    assert_drawn(JOB S1 "//\n//X DD ,,\nANYTHING\n" JOB S1, "JOB :1 EXEC :2 0:3 F:4 JOB :6 EXEC :7 ", "");
    assert_drawn(JOB S1 "//\n", "JOB :1 EXEC :2 0:3 ", "");
    assert_drawn(JOB S1 "//\nDATA", "JOB :1 EXEC :2 0:3 F:4 ", "");
}

static void test_deck__rule_36_data(void **state)
{
    (void)state;
    assert_drawn(JOB S1 "//D DD *\nA\nB\n/*\n//E DD *\nC\n" S1, "JOB :1 EXEC :2 DD :3+2 DD :7+1 EXEC :9 ", "");
    assert_drawn(JOB S1 "//D DD DATA\n//A JOB\n/*\n//E DD DATA,DLM=@@\n/*\n//\n@@\n", "JOB :1 EXEC :2 DD :3+1 DD :6+2 ", "");
    assert_drawn(JOB S1 "//D DD DATA\n//A JOB\n", "JOB :1 EXEC :2 DD :3+1 ", "616 at 3;");
    assert_drawn(JOB S1 "A\nB\n/*\n" S1 "C\n//E DD DUMMY\n", "JOB :1 EXEC :2 DD :3+2 EXEC :6 DD :7+1 DD :8 ", ""); /* generated SYSIN */
    assert_drawn(JOB "A\nB\n" S1, "JOB :1 D:2 D:3 EXEC :4 ", "615 at 2;");
}

static void test_deck__what_is_sent_elsewhere_is_data(void **state)
{
    (void)state;
    assert_drawn(JOB "/*XMIT NODEB DLM=ZZ\n//A JOB\n/*\nZZ\n" JOB S1, "JOB :1 2:2+2 JOB :6 EXEC :7 ", "");
    assert_drawn(JOB "//X XMIT DEST=N,DLM=AA\n//A JOB\nAA\n" JOB S1, "JOB :1 XMIT :2+1 JOB :5 EXEC :6 ", "");
    assert_drawn(JOB "/*ROUTE PRINT N1\n" S1, "JOB :1 2:2 EXEC :3 ", "");
}

static void test_deck__what_is_no_jcl(void **state)
{
    (void)state;
    assert_drawn("", "", "600 at 1;");
    assert_drawn("Dear operator,\nplease run it\n", "", "600 at 1;");
    assert_drawn("\x61\x61\xD1\x40\x40\xD1\xD6\xC2", "", "601 at 1;");
    assert_drawn("//J        JOB\r\n//S1       EXEC PGM=\xE9\r\n", "JOB :1 EXEC :2 ", "606 at 2;602 at 1;"); /* the rest is checked all the same */
}

/* Every job that deck_next gives, drawn; read from a pipe or file in blocks. */
static void read_jobs(const char *path, struct bytes *drawn, struct bytes *written, size_t *jobs, struct fault_list *faults)
{
    struct deck_reader reader;
    struct deck deck;
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    deck_reader_open(&reader, fileno(stream), "J");
    deck_init(&deck);
    while (deck_next(&reader, &deck, faults) == 1) {
        ++*jobs;
        draw(&deck, drawn);
        deck_write(&deck, written);
    }
    deck_release(&deck);
    deck_reader_release(&reader);
    fclose(stream);
}

static void test_deck__jobs_of_a_long_file_one_by_one(void **state)
{
    (void)state;
    struct bytes text, whole, parts, written;
    struct fault_list faults, again;
    struct fault fault;
    struct deck deck;
    size_t jobs = 0, expected = 4000;
    bytes_init(&text);
    bytes_init(&whole);
    bytes_init(&parts);
    bytes_init(&written);
    fault_list_init(&faults);
    fault_list_init(&again);
    for (size_t i = 0; i < expected; i++) {
        bytes_format(&text, "//J%-8zuJOB (A,B),\n//             CLASS=A\n//* %zu\n", i % 10000000, i);
        for (size_t k = 0; k < (i == 2000 ? 20000u : i % 7); k++) /* one is longer than a block */
            bytes_format(&text, "//S%zu EXEC PGM=P\n//D DD DATA,DLM=XY\n//N JOB\nXY\n", k % 1000);
        if (i % 100 == 3)
            bytes_text(&text, "//\n//PASSED OVER\n");
    }
    char *folder = suite_folder_new(), *path = file_join(folder, "jobs.jcl");
    assert_int_equal(file_write(path, text.data, text.length, &fault), 0);
    deck_read(&deck, "J", bytes_string(&text), text.length, &faults);
    draw(&deck, &whole);
    read_jobs(path, &parts, &written, &jobs, &again);
    assert_int_equal(jobs, expected);
    assert_string_equal(bytes_string(&whole), bytes_string(&parts));
    assert_int_equal(written.length, text.length);
    assert_memory_equal(written.data, text.data, text.length);
    assert_int_equal(faults.count, again.count);
    free(path);
    suite_folder_remove(folder);
    deck_release(&deck);
    fault_list_release(&faults);
    fault_list_release(&again);
    bytes_release(&text);
    bytes_release(&whole);
    bytes_release(&parts);
    bytes_release(&written);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deck__rule_7_null_statement_ends_the_job),
        cmocka_unit_test(test_deck__rule_36_data),
        cmocka_unit_test(test_deck__what_is_sent_elsewhere_is_data),
        cmocka_unit_test(test_deck__what_is_no_jcl),
        cmocka_unit_test(test_deck__jobs_of_a_long_file_one_by_one),
    };
    return cmocka_run_group_tests_name("deck", tests, NULL, NULL);
}
