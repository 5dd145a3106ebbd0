/*
 * progress.h - a bar on a terminal for work longer than a second.  Floor 1.
 *
 *     struct progress progress;  progress_init(&progress, stderr, "decode", total, quiet);
 *     progress_step(&progress, done);   cheap: looks at the clock every 1,024 calls
 *     progress_end(&progress);          wipes the bar
 * Writes nothing when the stream is not a terminal, or when quiet.
 */
#ifndef CUTOVER_STEP_PROGRESS_H
#define CUTOVER_STEP_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct progress {
    FILE *stream; /* NULL: say nothing */
    const char *what;
    int64_t total; /* 0: not known */
    int64_t started_ms;
    int64_t shown_ms;
    uint32_t calls;
};

void progress_init(struct progress *progress, FILE *stream, const char *what, int64_t total, bool quiet);
void progress_step(struct progress *progress, int64_t done);
void progress_end(struct progress *progress);

#endif
