/* golden.c - see golden.h. */
#include "support/golden.h"

#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/* The first line in which TEXT is not what was expected. */
static int line_of_difference(const char *text, const char *expected)
{
    int line = 1;
    for (; *text == *expected && *text != '\0'; text++, expected++)
        line += *text == '\n';
    return line;
}

void golden_assert(const char *path, const char *text, size_t length)
{
    const char *mode = getenv("CUTOVER_GOLDEN");
    struct bytes expected;
    if (mode != NULL && strcmp(mode, "write") == 0) {
        assert_int_equal(file_write(path, text, length, NULL), 0);
        return;
    }
    bytes_init(&expected);
    if (file_read(&expected, path, 1 << 24, NULL) < 0)
        fail_msg("%s is not there; write it with CUTOVER_GOLDEN=write", path);
    if (expected.length != length || memcmp(bytes_string(&expected), text, length) != 0) {
        int line = line_of_difference(text, bytes_string(&expected));
        bytes_release(&expected);
        fail_msg("%s: line %d is another; look at it with CUTOVER_GOLDEN=write and git diff", path, line);
    }
    bytes_release(&expected);
}
