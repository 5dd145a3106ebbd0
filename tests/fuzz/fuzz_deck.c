/*
 * fuzz_deck - JCL read as a whole and a job at a time: every card belongs to one statement, in order, what is written again is what
 * was read, and both ways make the same statements.  A text behind a + is repeated until it is longer than the reader's blocks.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/bytes.h"
#include "jcl/deck.h"

enum { LONG_BYTES = 600 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
    struct bytes written;
    uint64_t hash; /* of the statements: kind, number, place, extent, names and field */
};

static void hash_text(struct seen *seen, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        seen->hash = (seen->hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    seen->hash = (seen->hash ^ 0x100) * UINT64_C(1099511628211);
}

/* The statements of DECK have all its cards, each once; fields and their places are inside. */
static void see(struct seen *seen, const struct deck *deck)
{
    size_t next = 0;
    for (size_t i = 0; i < deck->count; i++) {
        const struct statement *statement = &deck->statements[i];
        if (statement->card_count > 0 && statement->first_card != next)
            abort();
        next += statement->card_count;
        if (statement->data_count + statement->has_delimiter > 0 && statement->first_data != next)
            abort();
        next += statement->data_count + statement->has_delimiter;
        if (strlen(statement->field) > statement->field_len || statement->field_len > STATEMENT_MAX_LEN)
            abort();
        for (size_t k = 0; k < statement->part_count; k++)
            if (statement->parts[k].offset > statement->field_len || statement->parts[k].place.column < 1)
                abort();
        seen->hash = seen->hash * 31 + (uint64_t)statement->kind * 1000003 + (uint64_t)statement->start.card;
        seen->hash = (seen->hash * 31 + (uint64_t)statement->number) * 31 + statement->card_count;
        seen->hash = (seen->hash * 31 + statement->data_count) * 2 + statement->has_delimiter;
        hash_text(seen, statement->name, strlen(statement->name));
        hash_text(seen, statement->operation, strlen(statement->operation));
        hash_text(seen, statement->field, statement->field_len);
    }
    if (next != deck->cards.count)
        abort();
    deck_write(deck, &seen->written);
}

static int read_whole(struct seen *seen, const struct bytes *text)
{
    struct deck deck;
    struct fault_list faults;
    fault_list_init(&faults);
    int code = deck_read(&deck, "FUZZ", bytes_string(text), text->length, &faults);
    if (code == 0)
        see(seen, &deck);
    deck_release(&deck);
    fault_list_release(&faults);
    return code;
}

static int read_jobs(struct seen *seen, const struct bytes *text)
{
    struct deck_reader reader;
    struct deck deck;
    struct fault_list faults;
    int fd = memfd_create("deck", MFD_CLOEXEC), code;
    if (fd < 0 || write(fd, text->data, text->length) != (ssize_t)text->length || lseek(fd, 0, SEEK_SET) != 0)
        abort();
    fault_list_init(&faults);
    deck_init(&deck);
    deck_reader_open(&reader, fd, "FUZZ");
    while ((code = deck_next(&reader, &deck, &faults)) == 1)
        see(seen, &deck);
    deck_release(&deck);
    deck_reader_release(&reader);
    fault_list_release(&faults);
    close(fd);
    return code;
}

static void compare(const struct bytes *text)
{
    struct seen whole = {0}, jobs = {0};
    bytes_init(&whole.written);
    bytes_init(&jobs.written);
    int code = read_whole(&whole, text);
    if (read_jobs(&jobs, text) != code)
        abort();
    if (code == 0 && (whole.written.length != text->length || memcmp(whole.written.data, text->data, text->length) != 0))
        abort();
    if (code == 0 && (jobs.written.length != text->length || memcmp(jobs.written.data, text->data, text->length) != 0))
        abort();
    if (code == 0 && whole.hash != jobs.hash)
        abort();
    bytes_release(&whole.written);
    bytes_release(&jobs.written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes text;
    bool repeated = size > 1 && data[0] == '+';
    if (size > 65536)
        return 0;
    bytes_init(&text);
    do
        bytes_add(&text, data + repeated, size - repeated);
    while (repeated && text.length < LONG_BYTES);
    compare(&text);
    bytes_release(&text);
    return 0;
}
