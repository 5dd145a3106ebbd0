/* enqueue.c - see enqueue.h. */
#include "dataset/enqueue.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

/* FNV-1a of 64 bits, two of them left out: an offset is a positive number.  Two names at one place would only wait for each other. */
static off_t place_of(const char *name)
{
    uint64_t hash = 14695981039346656037u;
    for (const char *c = name; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    return (off_t)(hash >> 2);
}

static int set_lock(const struct enqueue *enqueue, short type, const char *name)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = place_of(name), .l_len = 1};
    return fcntl(enqueue->fd, F_OFD_SETLK, &lock);
}

int enqueue_open(struct enqueue *enqueue, const char *folder, struct fault *fault)
{
    char *path = file_join(folder, "enqueue");
    int code = file_make_folder(folder, fault);
    enqueue->fd = code == 0 ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640) : -1;
    if (code == 0 && enqueue->fd < 0)
        code = fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
    free(path);
    return code;
}

void enqueue_close(struct enqueue *enqueue)
{
    if (enqueue->fd >= 0)
        close(enqueue->fd);
    enqueue->fd = -1;
}

int enqueue_take(struct enqueue *enqueue, const struct enqueue_request *requests, size_t count, size_t *busy, struct fault *fault)
{
    for (size_t i = 0; i < count; i++) {
        if (set_lock(enqueue, requests[i].exclusive ? F_WRLCK : F_RDLCK, requests[i].name) == 0)
            continue;
        int why = errno;
        for (size_t taken = 0; taken < i; taken++)
            enqueue_give(enqueue, requests[taken].name);
        *busy = i;
        return why == EAGAIN || why == EACCES ? 1 : fault_errno(fault, BASE_E_WRITE, why, "the lock of %s", requests[i].name);
    }
    return 0;
}

void enqueue_give(struct enqueue *enqueue, const char *name)
{
    set_lock(enqueue, F_UNLCK, name);
}
