/* gate.c - see gate.h. */
#include "store/gate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/file.h"
#include "store/store.h"

enum {
    NAP_US = 500,
    PATIENCE_US = 30000000,
    TURN_US = 20000,  /* this long a process may come and go while others wait */
    PAUSE_US = 1000,  /* more than a nap, so that who waits wakes up in it */
    WANTED_US = 3000, /* who found it shut so long ago is waiting still */
};

struct gate_page {
    _Atomic uint32_t inside; /* somebody is */
    _Atomic uint32_t generation;
    _Atomic int64_t wanted_us; /* when somebody last found it shut, by the monotonic clock */
};

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void sleep_us(int microseconds)
{
    const struct timespec nap = {.tv_nsec = microseconds * 1000L};
    nanosleep(&nap, NULL);
}

/* flock FD, patiently; 0 or STORE_E_BUSY. */
static int lock(struct gate *gate, int fd, int operation, struct fault *fault)
{
    for (int waited_us = 0; flock(fd, operation | LOCK_NB) != 0;) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return fault_errno(fault, STORE_E_OPEN, errno, "%s", gate->folder);
        if (waited_us >= PATIENCE_US) {
            fault_set(fault, STORE_E_BUSY, "waited %d s", PATIENCE_US / 1000000);
            fault_in_file(fault, gate->folder);
            return STORE_E_BUSY;
        }
        atomic_store(&gate->page->wanted_us, now_us());
        sleep_us(NAP_US);
        waited_us += NAP_US;
    }
    return 0;
}

static int open_folder(struct gate *gate, const char *folder, struct fault *fault)
{
    struct fault why = {0};
    struct stat status;
    if (file_make_folder(folder, &why) < 0)
        return fault_set(fault, STORE_E_OPEN, "%s", why.detail);
    gate->folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (gate->folder_fd < 0 || fstat(gate->folder_fd, &status) != 0 ||
        ((status.st_mode & 07777) != 0700 && fchmod(gate->folder_fd, 0700) != 0))
        return fault_errno(fault, STORE_E_OPEN, errno, "%s", folder);
    return 0;
}

/*
 * Written, not only made longer: a mapped page that the disk has no room for would be a SIGBUS.  Under the lock, so that
 * nobody is inside when the page is cleared.
 */
static int fill_page(int fd)
{
    static const struct gate_page empty;
    struct stat status;
    if (fstat(fd, &status) != 0)
        return -1;
    if (status.st_size >= (off_t)sizeof empty)
        return 0;
    if (flock(fd, LOCK_EX) != 0 || fstat(fd, &status) != 0)
        return -1;
    bool full = status.st_size >= (off_t)sizeof empty ||
                pwrite(fd, &empty, sizeof empty, 0) == (ssize_t)sizeof empty;
    flock(fd, LOCK_UN);
    return full ? 0 : -1;
}

static int map_page(struct gate *gate, const char *path, struct fault *fault)
{
    gate->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (gate->lock_fd < 0 || fill_page(gate->lock_fd) != 0)
        return fault_errno(fault, errno == ENOSPC ? STORE_E_FULL : STORE_E_OPEN, errno, "%s", path);
    void *page = mmap(NULL, sizeof *gate->page, PROT_READ | PROT_WRITE, MAP_SHARED, gate->lock_fd, 0);
    if (page == MAP_FAILED)
        return fault_errno(fault, STORE_E_OPEN, errno, "%s", path);
    gate->page = page;
    return 0;
}

int gate_open(struct gate *gate, const char *folder, struct fault *fault)
{
    *gate = (struct gate){.folder_fd = -1, .lock_fd = -1};
    snprintf(gate->folder, sizeof gate->folder, "%s", folder);
    int code = open_folder(gate, folder, fault);
    if (code < 0)
        return code;
    struct bytes path;
    bytes_init(&path);
    bytes_add(&path, folder, strlen(folder));
    while (path.length > 1 && path.data[path.length - 1] == '/')
        path.length--;
    bytes_text(&path, ".lock");
    code = map_page(gate, bytes_string(&path), fault);
    bytes_release(&path);
    return code;
}

void gate_close(struct gate *gate)
{
    if (gate->page != NULL)
        munmap(gate->page, sizeof *gate->page);
    if (gate->lock_fd >= 0)
        close(gate->lock_fd);
    if (gate->folder_fd >= 0)
        close(gate->folder_fd);
}

/* A turn that others interrupted begins anew. */
static void begin_turn(struct gate *gate)
{
    int64_t now = now_us();
    if (now - gate->turn_us > 2 * TURN_US)
        gate->turn_us = now;
}

int gate_enter(struct gate *gate, struct fault *fault)
{
    int code = lock(gate, gate->lock_fd, LOCK_EX, fault);
    if (code < 0)
        return code;
    if (atomic_load(&gate->page->inside) != 0 || atomic_load(&gate->page->generation) != gate->generation) {
        flock(gate->lock_fd, LOCK_UN);
        return GATE_STALE;
    }
    atomic_store(&gate->page->inside, 1);
    begin_turn(gate);
    return 0;
}

int gate_enter_to_open(struct gate *gate, bool *alone, struct fault *fault)
{
    *alone = flock(gate->folder_fd, LOCK_EX | LOCK_NB) == 0;
    int code = *alone ? 0 : lock(gate, gate->folder_fd, LOCK_SH, fault);
    if (code == 0)
        code = lock(gate, gate->lock_fd, LOCK_EX, fault);
    if (code < 0) {
        flock(gate->folder_fd, LOCK_UN);
        return code;
    }
    return atomic_exchange(&gate->page->inside, 1) != 0 ? GATE_DEAD : 0;
}

/* Linux turns an exclusive flock into a shared one in one step. */
void gate_settle(struct gate *gate, bool recovered)
{
    if (recovered)
        atomic_fetch_add(&gate->page->generation, 1);
    gate->generation = atomic_load(&gate->page->generation);
    flock(gate->folder_fd, LOCK_SH);
}

void gate_leave(struct gate *gate)
{
    atomic_store(&gate->page->inside, 0);
    flock(gate->lock_fd, LOCK_UN);
    int64_t now = now_us();
    if (now - gate->turn_us < TURN_US || now - atomic_load(&gate->page->wanted_us) > WANTED_US)
        return;
    sleep_us(PAUSE_US);
    gate->turn_us = now_us();
}

void gate_leave_as_dead(struct gate *gate)
{
    flock(gate->lock_fd, LOCK_UN);
    flock(gate->folder_fd, LOCK_SH);
}
