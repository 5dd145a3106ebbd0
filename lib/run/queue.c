/* queue.c - see queue.h. */
#include "run/queue.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "run/status.h"
#include "step/message.h"

enum { INITIATORS_DEFAULT = 4 };

/* ---- places ---- */

/* Names are below 2^62, classes behind them, waiting jobs behind those: first all, then those that wait for an initiator. */
static const off_t CLASS_PLACES = (off_t)1 << 62;
static const off_t WAITING_PLACES = ((off_t)1 << 62) + ((off_t)1 << 61);
static const off_t CLASS_WAITING_PLACES = ((off_t)1 << 62) + ((off_t)1 << 61) + SPOOL_NUMBER_MAX + 1;

/* FNV-1a of 64 bits. */
static uint64_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u;
    for (const char *c = text; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    return hash;
}

/* Two names at one place would only wait for each other. */
static off_t name_place(const char *name)
{
    return (off_t)(hash_of(name) >> 2);
}

static off_t class_place(const char *class_name)
{
    return CLASS_PLACES + (off_t)(hash_of(class_name) >> 4);
}

/* Returns 0, 1 when it is another's, or BASE_E_WRITE. */
static int take(const struct queue *queue, off_t place, struct fault *fault)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = place, .l_len = 1};
    if (fcntl(queue->fd, F_OFD_SETLK, &lock) == 0)
        return 0;
    return errno == EAGAIN || errno == EACCES ? 1 : fault_errno(fault, BASE_E_WRITE, errno, "a lock of %s/spool/QUEUE", queue->home);
}

static void give(const struct queue *queue, off_t place)
{
    struct flock lock = {.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_start = place, .l_len = 1};
    fcntl(queue->fd, F_OFD_SETLK, &lock);
}

/* ---- open and leave ---- */

int queue_open(struct queue *queue, const struct config *config, const char *home, struct fault *fault)
{
    char *folder = file_join(home, "spool"), *path = file_join(folder, "QUEUE");
    *queue = (struct queue){.fd = -1, .home = memory_copy_string(home), .config = config};
    int code = file_make_folder(folder, fault);
    if (code == 0 && (queue->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640)) < 0)
        code = fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
    free(folder);
    free(path);
    if (code < 0)
        queue_leave(queue);
    return code;
}

void queue_leave(struct queue *queue)
{
    if (queue->home != NULL && queue->fd >= 0)
        close(queue->fd);
    free(queue->home);
    *queue = (struct queue){.fd = -1};
}

/* ---- who waits ---- */

struct contender {
    const char *name, *class_name;
    bool by_class; /* who has its class, else who has its name */
};

static bool is_alike(const struct queue *queue, const struct contender *contender, int number)
{
    char id[SPOOL_ID_SIZE];
    struct spool spool;
    struct status status;
    struct fault fault;
    snprintf(id, sizeof id, "JOB%05d", number);
    if (spool_find(&spool, queue->home, id, &fault) != 0)
        return false;
    bool known = status_read(&status, &spool, &fault) == 0;
    spool_close(&spool);
    return known && strcmp(contender->by_class ? status.class_name : status.name, contender->by_class ? contender->class_name : contender->name) == 0;
}

static bool any_waits(const struct queue *queue, off_t places, int first, int last)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = places + first, .l_len = last - first + 1};
    return fcntl(queue->fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

/*
 * Does a job with a number from FIRST to LAST wait that is like CONTENDER?  The kernel says whether there is any in a range, but not
 * all of them: the range is halved, seventeen times at most.
 */
static bool is_preceded(const struct queue *queue, off_t places, int first, int last, const struct contender *contender)
{
    if (first > last || !any_waits(queue, places, first, last))
        return false;
    if (first == last)
        return is_alike(queue, contender, first);
    int middle = first + (last - first) / 2;
    return is_preceded(queue, places, first, middle, contender) || is_preceded(queue, places, middle + 1, last, contender);
}

/* ---- enter ---- */

static int enter_name(const struct queue *queue, int number, const char *name, struct fault *fault)
{
    const struct contender contender = {.name = name};
    if (name[0] == '\0')
        return 0;
    if (is_preceded(queue, WAITING_PLACES, 1, number - 1, &contender))
        return 1;
    return take(queue, name_place(name), fault);
}

static int enter_class(const struct queue *queue, int number, const char *class_name, int64_t initiators, struct fault *fault)
{
    const struct contender contender = {.class_name = class_name, .by_class = true};
    int code = 1;
    if (is_preceded(queue, CLASS_WAITING_PLACES, 1, number - 1, &contender))
        return 1;
    for (int64_t i = 0; i < initiators && code == 1; i++)
        code = take(queue, class_place(class_name) + i, fault);
    return code;
}

static int initiators_of(const struct config *config, const char *class_name, int64_t *initiators, struct fault *fault)
{
    int64_t others;
    int code = config_number(config, "initiators", "default", INITIATORS_DEFAULT, &others, fault);
    if (code == 0)
        code = config_number(config, "initiators", class_name, others, initiators, fault);
    if (code == 0 && (*initiators < 1 || *initiators > QUEUE_INITIATORS_MAX))
        code = fault_set(fault, STEP_E_CONFIG, "[initiators] %.8s = %lld: 1 to %d are expected", class_name, (long long)*initiators, QUEUE_INITIATORS_MAX);
    return code;
}

int queue_enter(struct queue *queue, const struct spool *spool, const char *name, const char *class_name, char what[QUEUE_WHAT_SIZE],
                struct fault *fault)
{
    int number = spool_number(spool->id);
    int64_t initiators;
    snprintf(what, QUEUE_WHAT_SIZE, "NAME %.8s", name);
    int code = initiators_of(queue->config, class_name, &initiators, fault);
    if (code == 0) /* first its place, so that nobody behind it comes between */
        code = take(queue, WAITING_PLACES + number, fault);
    if (code != 0)
        return code;
    code = enter_name(queue, number, name, fault);
    if (code == 1) {
        give(queue, CLASS_WAITING_PLACES + number);
        return 1;
    }
    if (code == 0)
        code = take(queue, CLASS_WAITING_PLACES + number, fault);
    if (code == 0)
        code = enter_class(queue, number, class_name, initiators, fault);
    if (code == 1)
        snprintf(what, QUEUE_WHAT_SIZE, "CLASS %.8s", class_name);
    if (code != 0 && name[0] != '\0')
        give(queue, name_place(name));
    if (code == 0) {
        give(queue, WAITING_PLACES + number);
        give(queue, CLASS_WAITING_PLACES + number);
    }
    return code;
}
