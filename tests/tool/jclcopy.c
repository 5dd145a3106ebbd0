/* jclcopy - reads files of JCL a job at a time and compares what deck_write gives with the file: byte for byte. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "jcl/deck.h"

static bool is_same(const char *path)
{
    struct deck_reader reader;
    struct deck deck;
    struct fault_list faults;
    struct fault fault;
    struct bytes text, written;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bytes_init(&text);
    bytes_init(&written);
    fault_list_init(&faults);
    deck_init(&deck);
    deck_reader_open(&reader, fd, path);
    while (fd >= 0 && deck_next(&reader, &deck, &faults) == 1)
        deck_write(&deck, &written);
    bool same = fd >= 0 && file_read(&text, path, 1 << 30, &fault) == 0 && text.length == written.length && text.length > 0 &&
                memcmp(text.data, written.data, text.length) == 0;
    deck_reader_release(&reader);
    deck_release(&deck);
    fault_list_release(&faults);
    bytes_release(&text);
    bytes_release(&written);
    if (fd >= 0)
        close(fd);
    return same;
}

int main(int argc, char **argv)
{
    int differ = 0;
    for (int i = 1; i < argc; i++)
        if (!is_same(argv[i])) {
            printf("%s is not written as it was read\n", argv[i]);
            differ++;
        }
    return differ > 0;
}
