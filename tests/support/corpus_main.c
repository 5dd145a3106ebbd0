/*
 * corpus_main.c - main of a fuzz target in the suite: feeds every file of the folder named by argument 1 to
 * LLVMFuzzerTestOneInput, as libFuzzer would, without libFuzzer.  TAP on stdout; an empty corpus fails.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/bytes.h"
#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    char **names;
    size_t count;
    struct fault fault = {0};
    if (argc != 2 || file_list(argv[1], &names, &count, &fault) < 0 || count == 0) {
        printf("not ok 1 - no corpus\n");
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        char *path = file_join(argv[1], names[i]);
        struct bytes input;
        bytes_init(&input);
        if (file_read(&input, path, 1 << 20, &fault) < 0) {
            printf("not ok %zu - %s\n", i + 1, names[i]);
            return 1;
        }
        LLVMFuzzerTestOneInput(input.data, input.length);
        printf("ok %zu - %s\n", i + 1, names[i]);
        bytes_release(&input);
        free(path);
    }
    file_names_free(names, count);
    return 0;
}
