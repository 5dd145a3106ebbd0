/* fuzz_drop - a whole drop file of any bytes: recognised, judged, read to the last submission, documents read back. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "form/drop.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int read_back(void *user, struct drop_part *part)
{
    struct submission back;
    struct bytes document;
    struct fault fault;
    (void)user;
    bytes_init(&document);
    submission_json(&document, &part->submission);
    if (submission_first(&part->submission, FORM_SUBMISSION) != NULL) {
        if (submission_parse(&back, part->submission.form, bytes_string(&document), document.length, &fault) < 0)
            abort(); /* what is written can be read */
        submission_release(&back);
    }
    bytes_release(&document);
    return 0;
}

/* An anonymous file with DATA, and its path. */
static int hold(const uint8_t *data, size_t size, char path[64])
{
    int fd = memfd_create("drop", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct form_set forms;
    static struct config config;
    struct fault fault = {0};
    struct drop *drop;
    char path[64];
    if (forms.count == 0 && form_set_open(&forms, "copybooks", &fault) < 0)
        abort();
    int fd = hold(data, size, path);
    if (drop_open(&drop, &forms, &config, path, &fault) == 0) {
        drop_read(drop, read_back, NULL, &fault);
        drop_close(drop);
    }
    close(fd);
    return 0;
}
