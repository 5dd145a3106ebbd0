/*
 * fuzz_jcl.c - JCL from anywhere: read as a deck and its jobs; then the same bytes as values for the encoder, whose
 * output must hold the statements that were meant and no others.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "jcl/error.h"
#include "jcl/job.h"
#include "jcl/write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_deck(const char *text, size_t length)
{
    struct deck deck;
    struct job_list jobs;
    struct expansion expansion;
    struct fault_list faults;
    int64_t lines = 1;
    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n';
    fault_list_init(&faults);
    deck_read(&deck, "FUZZ", text, length, &faults);
    jobs_read(&jobs, &deck, &expansion, &(struct expansion_options){0}, &faults);
    for (size_t i = 0; i < faults.count; i++)
        if (faults.items[i].record < 1 || faults.items[i].record > lines)
            abort(); /* a message must point at a card */
    jobs_release(&jobs);
    expansion_release(&expansion);
    deck_release(&deck);
    fault_list_release(&faults);
}

/* The deck has exactly the statements JOB, EXEC and DD, the comment and the data that were written. */
static void write_deck(const char *value)
{
    struct jcl_writer writer;
    jcl_writer_init(&writer);
    jcl_write_statement(&writer, "J", "JOB");
    jcl_write_statement(&writer, "S", "EXEC");
    jcl_write_value(&writer, "PGM", JCL_NAME, "P");
    if (jcl_value_check(JCL_TEXT, "value", value, NULL) == 0)
        jcl_write_value(&writer, "PARM", JCL_TEXT, value);
    jcl_write_statement(&writer, "D", "DD");
    if (jcl_value_check(JCL_DSN, "value", value, NULL) == 0)
        jcl_write_dsn(&writer, "DSN", value, NULL);
    jcl_write_value(&writer, "DISP", JCL_WORD, "OLD");
    jcl_write_data(&writer, "SYSIN");
    jcl_write_card(&writer, value);
    if (jcl_write_end(&writer, NULL) == 0) {
        struct deck deck;
        struct fault_list faults;
        fault_list_init(&faults);
        if (deck_read(&deck, "OWN", bytes_string(&writer.out), writer.out.length, &faults) != 0 || faults_stop(&faults) ||
            deck.count != 4 || deck.statements[3].data_count != 1)
            abort();
        deck_release(&deck);
        fault_list_release(&faults);
    }
    jcl_writer_release(&writer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 65536)
        return 0;
    struct bytes text;
    bytes_init(&text);
    bytes_add(&text, data, size);
    read_deck(bytes_string(&text), size);
    write_deck(bytes_string(&text));
    bytes_release(&text);
    return 0;
}
