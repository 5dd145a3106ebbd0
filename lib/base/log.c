/* log.c - see log.h. */
#include "base/log.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/clock.h"

void log_line(const char *path, int64_t seconds, const char *who, const char *line)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (fd < 0)
        return;
    char when[CLOCK_TEXT_SIZE];
    struct bytes out;
    bytes_init(&out);
    bytes_format(&out, "%s %s[%ld] %s\n", clock_text(when, seconds), who, (long)getpid(), line);
    if (write(fd, out.data, out.length) < 0) {
        /* Nobody is left to tell. */
    }
    bytes_release(&out);
    close(fd);
}
