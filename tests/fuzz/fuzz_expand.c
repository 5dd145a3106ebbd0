/*
 * fuzz_expand.c - any bytes as a job and its members: refused, or expanded, printed, and the same when expanded again.
 *
 * The job reaches to the first NUL; each further piece between NULs is a member: its name, a line end, its text.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jcl/print.h"
#include "jcl/trace.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    const char *text; /* behind the job, a NUL behind the last byte */
    size_t length;
};

static int fetch(void *context, const char *dsn, const char *name, struct member *member, struct fault *fault)
{
    const struct input *input = context;
    size_t name_len = strlen(name);
    (void)fault;
    for (size_t at = 0; dsn == NULL && at < input->length;) {
        const char *piece = input->text + at;
        size_t length = strlen(piece);
        at += length + 1;
        if (length <= name_len || memcmp(piece, name, name_len) != 0 || piece[name_len] != '\n')
            continue;
        bytes_init(&member->file);
        bytes_init(&member->text);
        bytes_text(&member->file, name);
        bytes_text(&member->text, piece + name_len + 1);
        return 1;
    }
    return 0;
}

/* Expand TEXT into OUT.  True when nothing was wrong with it. */
static bool expand(const char *text, size_t length, const struct input *members, struct bytes *out)
{
    struct library library = {fetch, (void *)(uintptr_t)members};
    struct expansion_options options = {.library = members != NULL ? &library : NULL};
    struct deck deck;
    struct expansion expansion;
    struct fault_list faults;
    struct bytes trace;
    fault_list_init(&faults);
    bytes_init(&trace);
    deck_read(&deck, "FUZZ", text, length, &faults);
    expansion_build(&expansion, &deck, &options, &faults);
    for (size_t i = 0; i < faults.count; i++)
        assert(faults.items[i].record >= 1 && faults.items[i].offset >= 1);
    bool good = !faults_stop(&faults);
    for (size_t i = 0; i < expansion.count; i++) /* what is no statement of JCL is told elsewhere */
        good = good && (expansion.items[i].statement->kind != STATEMENT_JCL || expansion.items[i].statement->code != JCL_NONE);
    good = expansion_print(&expansion, out, NULL) == 0 && good;
    trace_put_text(&expansion, &trace);
    trace_put_json(&expansion, &trace);
    bytes_release(&trace);
    expansion_release(&expansion);
    deck_release(&deck);
    fault_list_release(&faults);
    return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 65536 || (size > 0 && memchr(data, '\r', size) != NULL)) /* before a blank that is cut off it would be a line end */
        return 0;
    struct bytes text, once, twice;
    bytes_init(&text);
    bytes_init(&once);
    bytes_init(&twice);
    bytes_add(&text, data, size);
    size_t job = strlen(bytes_string(&text));
    struct input members = {bytes_string(&text) + job + 1, job < size ? size - job - 1 : 0};
    if (expand(bytes_string(&text), job, &members, &once) && once.length > 0) {
        bool good = expand(bytes_string(&once), once.length, NULL, &twice);
        if (!good || strcmp(bytes_string(&once), bytes_string(&twice)) != 0) {
            fprintf(stderr, "once:\n%s\ntwice:\n%s\n", bytes_string(&once), bytes_string(&twice));
            abort();
        }
    }
    bytes_release(&text);
    bytes_release(&once);
    bytes_release(&twice);
    return 0;
}
