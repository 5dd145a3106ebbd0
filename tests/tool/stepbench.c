/*
 * stepbench - what a step costs: jobs of IEFBR14 steps beside a shell that runs /bin/true as often.
 *     stepbench RUN HOME STEPS
 * A job has at most 255 steps (rule 21): STEPS are spread over jobs of 250 in one file.  The processor's own CPU is that of its process
 * without those it waited for (/proc/PID/stat, utime and stime), less what the shell's process needs for fork, exec and wait.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STEPS_OF_A_JOB = 250 };

struct cost {
    double wall, own; /* seconds */
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Fields 14 and 15 of a process that has ended and was not waited for yet. */
static double own_cpu(pid_t pid)
{
    char path[32], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "re");
    size_t length = file != NULL ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file != NULL)
        fclose(file);
    text[length] = '\0';
    unsigned long user = 0, system = 0;
    const char *rest = strrchr(text, ')');
    if (rest == NULL || sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
        return 0;
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static struct cost run(char *const *arguments)
{
    struct cost cost;
    double begun = now();
    pid_t pid = fork();
    if (pid == 0) {
        if (freopen("/dev/null", "w", stdout) != NULL)
            execv(arguments[0], arguments);
        _exit(127);
    }
    siginfo_t info;
    waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
    cost.wall = now() - begun;
    cost.own = own_cpu(pid);
    int status;
    waitpid(pid, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fprintf(stderr, "stepbench: %s ended with %d\n", arguments[0], status);
    return cost;
}

int main(int argc, char **argv)
{
    char deck[512], loop[128];
    if (argc != 4)
        return 2;
    int steps = (int)strtol(argv[3], NULL, 10);
    snprintf(deck, sizeof deck, "%s/steps.jcl", argv[2]);
    FILE *file = fopen(deck, "we");
    if (file == NULL)
        return 2;
    for (int i = 0; i < steps; i++) {
        if (i % STEPS_OF_A_JOB == 0)
            fprintf(file, "//BENCH%-3d JOB (1),STEPS,CLASS=A\n", i / STEPS_OF_A_JOB);
        fprintf(file, "//S%-7d EXEC PGM=IEFBR14\n", i);
    }
    fclose(file);
    snprintf(loop, sizeof loop, "i=0; while [ $i -lt %d ]; do /bin/true; i=$((i + 1)); done", steps);
    char *const jobs[] = {argv[1], "--home", argv[2], "--quiet", deck, NULL};
    char *const shell[] = {"/bin/sh", "-c", loop, NULL};
    struct cost floor = run(shell), ours = run(jobs);
    printf("  %d steps: %.2f s, a shell that runs true %.2f s, ratio %.2f; own CPU of the processor %.2f ms a step, of the shell %.2f ms\n", steps,
           ours.wall, floor.wall, ours.wall / floor.wall, ours.own * 1000 / steps, floor.own * 1000 / steps);
    return 0;
}
