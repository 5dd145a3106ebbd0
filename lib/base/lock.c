/* lock.c - see lock.h. */
#include "base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"

static int say_who_holds(int fd, const char *path, struct fault *fault)
{
    char holder[32] = "";
    ssize_t got = pread(fd, holder, sizeof holder - 1, 0);
    holder[got > 0 ? got : 0] = '\0';
    holder[strcspn(holder, "\n")] = '\0';
    return fault_set(fault, BASE_E_LOCKED, "%s is held by process %s", path, holder[0] != '\0' ? holder : "?");
}

int lock_acquire(struct lock *lock, const char *path, bool wait, struct fault *fault)
{
    lock->fd = -1;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (fd < 0)
        return fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
    while (flock(fd, LOCK_EX | (wait ? 0 : LOCK_NB)) != 0) {
        if (errno == EINTR)
            continue;
        int code = errno == EWOULDBLOCK ? say_who_holds(fd, path, fault)
                                        : fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
        close(fd);
        return code;
    }
    char self[32];
    int length = snprintf(self, sizeof self, "%ld\n", (long)getpid());
    if (ftruncate(fd, 0) == 0 && pwrite(fd, self, (size_t)length, 0) != length) {
        /* The id is only for a message: a full disk must not keep the holder from working. */
    }
    lock->fd = fd;
    return 0;
}

void lock_release(struct lock *lock)
{
    if (lock->fd >= 0)
        close(lock->fd);
    lock->fd = -1;
}
