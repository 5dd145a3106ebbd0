/* progress.c - see progress.h. */
#include "step/progress.h"

#include <inttypes.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_SHOWN_MS = 1000, SHOWN_EVERY_MS = 200, LOOK_EVERY = 1024, BAR_WIDTH = 30 };

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void progress_init(struct progress *progress, FILE *stream, const char *what, int64_t total, bool quiet)
{
    bool shown = !quiet && stream != NULL && isatty(fileno(stream));
    *progress = (struct progress){.stream = shown ? stream : NULL, .what = what, .total = total};
    if (shown)
        progress->started_ms = now_ms();
}

static void draw(const struct progress *progress, int64_t done)
{
    if (progress->total <= 0) {
        fprintf(progress->stream, "\r%s: %" PRId64, progress->what, done);
    } else {
        int filled = (int)(done >= progress->total ? BAR_WIDTH : done * BAR_WIDTH / progress->total);
        fprintf(progress->stream, "\r%s [%.*s%*s] %3d%%", progress->what, filled, "##############################",
                BAR_WIDTH - filled, "", filled * 100 / BAR_WIDTH);
    }
    fflush(progress->stream);
}

void progress_step(struct progress *progress, int64_t done)
{
    if (progress->stream == NULL || progress->calls++ % LOOK_EVERY != 0)
        return;
    int64_t now = now_ms();
    if (now - progress->started_ms < FIRST_SHOWN_MS || now - progress->shown_ms < SHOWN_EVERY_MS)
        return;
    progress->shown_ms = now;
    draw(progress, done);
}

void progress_end(struct progress *progress)
{
    if (progress->stream != NULL && progress->shown_ms != 0)
        fputs("\r\033[K", progress->stream);
    progress->stream = NULL;
}
