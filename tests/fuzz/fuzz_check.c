/* fuzz_check - a file of JCL read a job at a time, expanded and checked: every finding has its place in the file, and checking it again says the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "jcl/inspect.h"

struct told {
    uint64_t hash;
    size_t cards;
};

static void print(void *context, const struct fault *fault, const struct card *card)
{
    struct told *told = context;
    if (fault->record < 0 || (size_t)fault->record > told->cards + 1 || fault->offset < 0)
        abort();
    if (card != NULL && card->length > 0 && card->text == NULL)
        abort();
    for (const char *p = fault->detail; *p != '\0'; p++)
        told->hash = (told->hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
    told->hash += (uint64_t)(fault->record * 1000 + fault->offset - fault->code);
}

static struct told check(const uint8_t *data, size_t size, bool fragment)
{
    static const struct system_symbol system[] = {{"SYSNAME", "CUT1"}, {"SYSUID", NULL}, {NULL, NULL}};
    struct inspection inspection;
    struct told told = {.cards = 1};
    for (size_t i = 0; i < size; i++)
        told.cards += data[i] == '\n';
    int fd = memfd_create("deck", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0)
        abort();
    inspection_init(&inspection, &(struct inspect_options){.expansion = {.system = system}, .fragment = fragment});
    inspection_file(&inspection, fd, "FUZZ", print, &told);
    close(fd);
    return told;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool fragment = size > 0 && data[0] == '!'; /* a mark that the corpus has */
    struct told once = check(data + fragment, size - fragment, fragment), again = check(data + fragment, size - fragment, fragment);
    if (once.hash != again.hash)
        abort();
    return 0;
}
