/*
 * killat - kill -9 at a chosen moment, the same each time.
 *     killat count PROGRAM ARGUMENT...    runs it, then says on file descriptor 3 how many system calls it made
 *     killat N PROGRAM ARGUMENT...        kills it where it is about to make its N-th
 * Between two system calls a process changes nothing that outlives it but memory mapped to files, which the next
 * run must not trust anyway: so these are all the moments there are.  Ends with the program's code, 137 when killed.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "killat: %s: %s\n", what, strerror(errno));
    exit(99);
}

static _Noreturn void become(char **argv)
{
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
        fail("ptrace");
    execvp(argv[0], argv);
    fail(argv[0]);
}

/* Lets CHILD run up to its next stop; SIGNAL is passed on to it.  Returns the wait status. */
static int run_on(pid_t child, int signal)
{
    int status;
    if (ptrace(PTRACE_SYSCALL, child, NULL, (void *)(long)signal) < 0 && errno != ESRCH)
        fail("ptrace");
    if (waitpid(child, &status, 0) < 0)
        fail("waitpid");
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: killat count|N PROGRAM ARGUMENT...\n");
        return 99;
    }
    long last = strcmp(argv[1], "count") == 0 ? 0 : strtol(argv[1], NULL, 10);
    pid_t child = fork();
    if (child < 0)
        fail("fork");
    if (child == 0)
        become(argv + 2);
    int status;
    if (waitpid(child, &status, 0) < 0 || !WIFSTOPPED(status))
        fail("the program did not start");
    ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL));
    long calls = 0;
    bool entering = true;
    for (int signal = 0; !WIFEXITED(status) && !WIFSIGNALED(status);) {
        status = run_on(child, signal);
        signal = WIFSTOPPED(status) ? WSTOPSIG(status) : 0;
        if (signal != (SIGTRAP | 0x80))
            continue;
        signal = 0;
        calls += entering;
        if (entering && calls == last)
            kill(child, SIGKILL);
        entering = !entering;
    }
    if (last == 0)
        dprintf(3, "%ld\n", calls);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
