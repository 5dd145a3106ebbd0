/* fuzz_ics.c - any bytes as the windows file: read, and two years of what came out. */
#include <stddef.h>
#include <stdint.h>

#include "calendar/ics.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count(void *user, const struct event *event, int64_t start, int64_t end)
{
    (void)event;
    *(int64_t *)user += end - start;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ics ics;
    struct fault fault = {0};
    int64_t seconds = 0;
    if (ics_read(&ics, (const char *)data, size, icaltimezone_get_builtin_timezone("America/New_York"), &fault) == 0)
        for (size_t i = 0; i < ics.count; i++)
            event_expand(&ics.events[i], 1767225600, 1830297600, count, &seconds);
    ics_release(&ics);
    return 0;
}
