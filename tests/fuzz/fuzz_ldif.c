/* fuzz_ldif.c - any bytes as the approvers' LDIF file: read, and every question asked of what came out. */
#include <stdint.h>

#include "people/directory.h"
#include "people/identity.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(void *user, const char *key, const struct listing *entry)
{
    (void)key;
    size_t *seen = user;
    for (size_t i = 0; i < entry->members.count; i++)
        *seen += identity_is_text(entry->members.items[i], 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const keys[] = {"amorgan", "chgm", "uid=amorgan,ou=people,dc=example,dc=gov"};
    struct directory *directory;
    struct fault fault = {0};
    size_t seen = 0;
    if (directory_ldif_read(&directory, "fuzz", (const char *)data, size, &fault) < 0)
        return 0;
    for (int kind = 0; kind < DIRECTORY_KEYS; kind++)
        directory->table->ask(directory, (enum directory_key)kind, keys, 3, look, &seen, &fault);
    directory->table->close(directory);
    return 0;
}
