/* process.c - see process.h. */
#include "run/process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WAIT_MAX_MS = 5000 };

/* Field NUMBER of /proc/PID/stat in TEXT; NULL when there is none.  The second, the name, is in parentheses and may hold anything. */
static const char *read_stat(int pid, int number, char text[1024])
{
    char path[32];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "re");
    size_t length = file != NULL ? fread(text, 1, 1023, file) : 0;
    if (file != NULL)
        fclose(file);
    text[length] = '\0';
    char *field = strrchr(text, ')');
    for (int at = 2; field != NULL && at < number; at++)
        field = strchr(field + 1, ' ');
    return field != NULL ? field + 1 : NULL;
}

long long process_ticks(int pid)
{
    char text[1024];
    const char *ticks = read_stat(pid, 22, text);
    return ticks != NULL ? strtoll(ticks, NULL, 10) : 0;
}

/*
 * Is the group still the one that PID led?  Its number is not given to a new process while the group has members: a leader that is
 * there and began at another time is somebody else, with a group of its own.
 */
static bool is_group(int pid, long long ticks)
{
    char text[1024];
    const char *state = read_stat(pid, 3, text);
    if (kill(-pid, 0) != 0 || (state != NULL && *state == 'Z'))
        return false;
    long long now = process_ticks(pid);
    return now == 0 || now == ticks;
}

void process_end_group(int pid, long long ticks)
{
    const struct timespec moment = {.tv_nsec = 1000000};
    for (int waited = 0; waited < WAIT_MAX_MS && pid > 1 && ticks > 0 && is_group(pid, ticks); waited++) {
        if (kill(-pid, SIGKILL) != 0 && errno != EPERM)
            return;
        nanosleep(&moment, NULL); /* a process that was killed is gone when the kernel has taken it down */
    }
}
