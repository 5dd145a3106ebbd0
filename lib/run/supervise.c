/* supervise.c - see supervise.h. */
#include "run/supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "run/error.h"

static const int STOPPING[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT};
enum { STOPPING_COUNT = sizeof STOPPING / sizeof STOPPING[0] };

void supervisor_begin(struct supervisor *supervisor)
{
    *supervisor = (struct supervisor){0};
    signal(SIGCHLD, SIG_DFL); /* a parent may have left it ignored: then nothing could be waited for */
    sigemptyset(&supervisor->waited);
    sigaddset(&supervisor->waited, SIGCHLD);
    for (size_t i = 0; i < STOPPING_COUNT; i++) {
        struct sigaction action;
        if (sigaction(STOPPING[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&supervisor->waited, STOPPING[i]); /* what nohup ignores stays ignored */
    }
    sigprocmask(SIG_BLOCK, &supervisor->waited, &supervisor->before);
}

void supervisor_end(struct supervisor *supervisor)
{
    supervisor_is_cancelled(supervisor); /* what came late was obeyed: nothing runs any more */
    sigprocmask(SIG_SETMASK, &supervisor->before, NULL);
}

static void note_stop(struct supervisor *supervisor, int signal_number)
{
    if (supervisor->cancelled == 0)
        supervisor->cancelled = signal_number;
    supervisor->count++;
}

int supervisor_is_cancelled(struct supervisor *supervisor)
{
    const struct timespec now = {0, 0};
    int signal_number;
    while ((signal_number = sigtimedwait(&supervisor->waited, NULL, &now)) > 0)
        if (signal_number != SIGCHLD)
            note_stop(supervisor, signal_number);
    return supervisor->cancelled;
}

int supervisor_pause(struct supervisor *supervisor)
{
    const struct timespec moment = {.tv_nsec = 20000000};
    int signal_number = sigtimedwait(&supervisor->waited, NULL, &moment);
    if (signal_number > 0 && signal_number != SIGCHLD)
        note_stop(supervisor, signal_number);
    return supervisor_is_cancelled(supervisor);
}

/* ---- in the child ---- */

static int open_as(int target, const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0640);
    if (fd < 0)
        return -1;
    if (fd == target)
        return fcntl(fd, F_SETFD, 0);
    if (dup2(fd, target) < 0)
        return -1;
    return close(fd);
}

static int limit(const struct execution *execution)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    const struct rlimit memory = {(rlim_t)execution->memory_bytes, (rlim_t)execution->memory_bytes};
    if (execution->memory_bytes > 0 && setrlimit(RLIMIT_AS, &memory) != 0)
        return -1;
    if (execution->time_seconds == 0)
        return 0;
    rlim_t seconds = (rlim_t)execution->time_seconds;
    const struct rlimit cpu = {seconds, seconds + 5};
    return setrlimit(RLIMIT_CPU, &cpu);
}

static void default_signals(void)
{
    static const int CHANGED[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGCHLD, SIGPIPE, SIGXFSZ};
    for (size_t i = 0; i < sizeof CHANGED / sizeof CHANGED[0]; i++)
        signal(CHANGED[i], SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Become the program.  Returns only when that failed, with errno set. */
static void become(const struct execution *execution, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(EXIT_FAILURE); /* it died before we asked to die with it */
    setpgid(0, 0);
    if (open_as(0, execution->input, O_RDONLY) < 0 ||
        open_as(1, execution->output, O_WRONLY | O_CREAT | O_APPEND) < 0 ||
        open_as(2, execution->error, O_WRONLY | O_CREAT | O_APPEND) < 0 || chdir(execution->folder) < 0 ||
        limit(execution) < 0 || close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) < 0)
        return;
    default_signals();
    execve(execution->path, execution->arguments, execution->environment);
}

/* ---- in the parent ---- */

/* Wait until PID ended, handing on what tells us to stop.  It stays a zombie, so that its group can be killed. */
static void wait_for(struct supervisor *supervisor, pid_t pid)
{
    for (;;) {
        siginfo_t info = {0};
        if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid)
            return;
        int signal_number = sigwaitinfo(&supervisor->waited, NULL);
        if (signal_number > 0 && signal_number != SIGCHLD) {
            note_stop(supervisor, signal_number);
            signal_number = supervisor->count > 1 ? SIGKILL : signal_number;
            if (kill(-pid, signal_number) != 0)
                kill(pid, signal_number); /* it left the group we made for it */
        }
    }
}

static int64_t cpu_ms_of(const struct rusage *usage)
{
    return (int64_t)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000 +
           (int64_t)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1000;
}

static void reap(pid_t pid, struct result *result)
{
    int status = 0;
    struct rusage usage = {0};
    kill(-pid, SIGKILL); /* what it left behind */
    while (wait4(pid, &status, 0, &usage) < 0 && errno == EINTR)
        continue;
    if (WIFSIGNALED(status))
        result_of_signal(result, WTERMSIG(status));
    else
        result_of_exit(result, WEXITSTATUS(status));
    result->cpu_ms = cpu_ms_of(&usage);
}

/* What the child could not do: its errno, or 0 when the program runs. */
static int read_failure(int fd)
{
    int why = 0;
    ssize_t got;
    while ((got = read(fd, &why, sizeof why)) < 0 && errno == EINTR)
        continue;
    return got == sizeof why ? why : 0;
}

int supervisor_run(struct supervisor *supervisor, const struct execution *execution, struct result *result,
                   struct fault *fault)
{
    int ends[2];
    pid_t parent = getpid();
    if (pipe2(ends, O_CLOEXEC) != 0)
        return fault_errno(fault, RUN_E_START, errno, "%s", execution->path);
    pid_t pid = fork();
    if (pid == 0) {
        become(execution, parent);
        int why = errno;
        ssize_t told = write(ends[1], &why, sizeof why);
        _exit(told == sizeof why ? EXIT_FAILURE : EXIT_FAILURE + 1);
    }
    int failure = pid < 0 ? errno : 0;
    close(ends[1]);
    if (pid > 0) {
        setpgid(pid, pid); /* both sides do it: neither may come too late */
        if (execution->started != NULL)
            execution->started(execution->user, pid);
        failure = read_failure(ends[0]);
    }
    close(ends[0]);
    if (failure != 0) {
        if (pid > 0)
            waitpid(pid, NULL, 0);
        return fault_errno(fault, RUN_E_START, failure, "%s", execution->path);
    }
    wait_for(supervisor, pid);
    reap(pid, result);
    return 0;
}
