/*
 * pairs - commands measured against each other: in each round every one runs once, so that a busy machine slows all alike.
 *     pairs ROUNDS UNITS COMMAND [UNITS COMMAND]...
 * A line for each command: median wall ns a unit, median processor ns a unit (user and system), median over the rounds of
 * its wall and of its processor time beside the first command's, peak memory in KiB.  Commands go to the shell.
 * $PAIRS_BEFORE is a command that is run, unmeasured, before each.
 */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

enum { COMMANDS_MAX = 16, ROUNDS_MAX = 1000, WALL = 0, PROCESSOR, MEASURES };

struct contestant {
    char *command;
    double units;
    double ns[MEASURES][ROUNDS_MAX]; /* a unit */
    double ratio[MEASURES][ROUNDS_MAX];
    long peak_kib;
};

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof values[0], compare);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static double timeval_ns(struct timeval time)
{
    return (double)time.tv_sec * 1e9 + (double)time.tv_usec * 1e3;
}

/* Run it once; false when it cannot run or fails. */
static int run(struct contestant *contestant, int round)
{
    char shell[] = "/bin/sh", option[] = "-c";
    char *arguments[] = {shell, option, contestant->command, NULL};
    struct timespec before, after;
    struct rusage usage;
    pid_t child;
    int status;
    const char *prepare = getenv("PAIRS_BEFORE");
    if (prepare != NULL && system(prepare) != 0)
        return 0;
    clock_gettime(CLOCK_MONOTONIC, &before);
    if (posix_spawn(&child, shell, NULL, NULL, arguments, environ) != 0)
        return 0;
    while (wait4(child, &status, 0, &usage) < 0)
        if (errno != EINTR)
            return 0;
    clock_gettime(CLOCK_MONOTONIC, &after);
    double wall = (double)(after.tv_sec - before.tv_sec) * 1e9 + (double)(after.tv_nsec - before.tv_nsec);
    contestant->ns[WALL][round] = wall / contestant->units;
    contestant->ns[PROCESSOR][round] = (timeval_ns(usage.ru_utime) + timeval_ns(usage.ru_stime)) / contestant->units;
    if (usage.ru_maxrss > contestant->peak_kib)
        contestant->peak_kib = usage.ru_maxrss;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int main(int argc, char **argv)
{
    static struct contestant contestants[COMMANDS_MAX];
    int rounds = argc > 1 ? atoi(argv[1]) : 0, count = (argc - 2) / 2;
    if (rounds < 1 || rounds > ROUNDS_MAX || argc % 2 != 0 || count < 1 || count > COMMANDS_MAX)
        return 2;
    for (int i = 0; i < count; i++)
        contestants[i] = (struct contestant){.command = argv[3 + 2 * i], .units = atof(argv[2 + 2 * i])};
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < count; i++) {
            if (!run(&contestants[i], round)) {
                fprintf(stderr, "pairs: failed: %s\n", contestants[i].command);
                return 1;
            }
            for (int measure = 0; measure < MEASURES; measure++)
                contestants[i].ratio[measure][round] = contestants[i].ns[measure][round] / contestants[0].ns[measure][round];
        }
    for (int i = 0; i < count; i++) {
        struct contestant *c = &contestants[i];
        printf("%.0f %.0f %.3f %.3f %ld\n", median(c->ns[WALL], rounds), median(c->ns[PROCESSOR], rounds), median(c->ratio[WALL], rounds),
               median(c->ratio[PROCESSOR], rounds), c->peak_kib);
    }
    return 0;
}
