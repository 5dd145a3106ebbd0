/* fuzz_clean - a job that check finds right can be expanded; the expansion is right, too, and expanded it is the same. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "jcl/inspect.h"
#include "jcl/print.h"

static void print(void *context, const struct fault *fault, const struct card *card)
{
    (void)card;
    bytes_format(context, "%d %d,%d %s\n", -fault->code, (int)fault->record, (int)fault->offset, fault->detail);
}

/* What is told of TEXT into TOLD.  True when it is right. */
static bool is_right(const char *text, size_t length, struct bytes *told)
{
    struct inspection inspection;
    int fd = memfd_create("deck", MFD_CLOEXEC);
    if (fd < 0 || write(fd, text, length) != (ssize_t)length || lseek(fd, 0, SEEK_SET) != 0)
        abort();
    inspection_init(&inspection, &(struct inspect_options){.fragment = false});
    inspection_file(&inspection, fd, "FUZZ", print, told);
    close(fd);
    return inspection.counts.errors == 0;
}

/* A file without a JOB is checked as a procedure: it is none that can be expanded. */
static bool has_job(const struct deck *deck)
{
    for (size_t i = 0; i < deck->count; i++)
        if (statement_is(&deck->statements[i], JCL_JOB))
            return true;
    return false;
}

/* TEXT expanded into OUT.  False when it has no job, and when that cannot be done, which is put into TOLD. */
static bool expand(const char *text, size_t length, struct bytes *out, struct bytes *told)
{
    struct expansion_options options = {0};
    struct deck deck;
    struct expansion expansion;
    struct fault_list faults;
    struct fault fault = {0};
    fault_list_init(&faults);
    deck_read(&deck, "FUZZ", text, length, &faults);
    bool job = has_job(&deck);
    int code = job ? expansion_build(&expansion, &deck, &options, &faults) : 0;
    if (job && !faults_stop(&faults))
        code = expansion_print(&expansion, out, &fault);
    if (code < 0 && job && faults_stop(&faults))
        print(told, &faults.items[0], NULL);
    else if (code < 0 && job && fault.code != 0)
        print(told, &fault, NULL);
    if (job)
        expansion_release(&expansion);
    deck_release(&deck);
    fault_list_release(&faults);
    return job;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    if (size == 0 || size > 65536 || memchr(data, '\r', size) != NULL || memchr(data, 0, size) != NULL)
        return 0;
    struct bytes told, once, twice;
    bytes_init(&told);
    bytes_init(&once);
    bytes_init(&twice);
    bool right = is_right(text, size, &told);
    bytes_clear(&told);
    if (right && expand(text, size, &once, &told)) {
        bool again = told.length == 0 && is_right(bytes_string(&once), once.length, &told);
        bytes_clear(again ? &told : &twice);
        if (!again || !expand(bytes_string(&once), once.length, &twice, &told) || strcmp(bytes_string(&once), bytes_string(&twice)) != 0) {
            fprintf(stderr, "told:\n%s\nonce:\n%s\ntwice:\n%s\n", bytes_string(&told), bytes_string(&once), bytes_string(&twice));
            abort();
        }
    }
    bytes_release(&told);
    bytes_release(&once);
    bytes_release(&twice);
    return 0;
}
