/* enqueue.c - see enqueue.h. */
#include "dataset/enqueue.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "dataset/dataset.h"

enum { HELD_MAX_BYTES = 16 << 20 };

/* How a place is held: by us, or by the job for us (then there is nothing to give back). */
enum holding { HELD_NOT, HELD_JOB_SHARED, HELD_JOB, HELD_SHARED, HELD };

struct place {
    off_t offset;
    enum holding holding;
};

struct enqueue_places {
    struct place *items; /* by offset */
    size_t count, capacity;
};

/* FNV-1a of 64 bits, two of them left out: an offset is a positive number.  Two names at one place would only wait for each other. */
static off_t offset_of(const char *name)
{
    uint64_t hash = 14695981039346656037u;
    for (const char *c = name; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    return (off_t)(hash >> 2);
}

static int set_lock(const struct enqueue *enqueue, short type, off_t offset)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = offset, .l_len = 1};
    return fcntl(enqueue->fd, F_OFD_SETLK, &lock);
}

/* ---- the places ---- */

/* Where OFFSET stands, or would. */
static size_t find_place(const struct enqueue_places *places, off_t offset)
{
    size_t low = 0, high = places->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (places->items[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum holding holding_of(const struct enqueue_places *places, off_t offset)
{
    size_t at = find_place(places, offset);
    return at < places->count && places->items[at].offset == offset ? places->items[at].holding : HELD_NOT;
}

static void note(struct enqueue_places *places, off_t offset, enum holding holding)
{
    size_t at = find_place(places, offset), behind = places->count - at;
    bool known = behind > 0 && places->items[at].offset == offset;
    if (known && holding == HELD_NOT) {
        memmove(places->items + at, places->items + at + 1, (behind - 1) * sizeof *places->items);
        places->count--;
    } else if (known) {
        places->items[at].holding = holding;
    } else if (holding != HELD_NOT) {
        places->items = memory_grow(places->items, &places->capacity, places->count + 1, sizeof *places->items);
        memmove(places->items + at + 1, places->items + at, behind * sizeof *places->items);
        places->items[at] = (struct place){offset, holding};
        places->count++;
    }
}

/* ---- opening and closing ---- */

int enqueue_open(struct enqueue *enqueue, const char *folder, struct fault *fault)
{
    char *path = file_join(folder, "enqueue");
    int code = file_make_folder(folder, fault);
    enqueue->places = memory_new(1, sizeof *enqueue->places);
    enqueue->fd = code == 0 ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640) : -1;
    if (code == 0 && enqueue->fd < 0)
        code = fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
    free(path);
    return code;
}

void enqueue_close(struct enqueue *enqueue)
{
    if (enqueue->places == NULL)
        return;
    if (enqueue->fd >= 0)
        close(enqueue->fd);
    free(enqueue->places->items);
    free(enqueue->places);
    *enqueue = (struct enqueue){.fd = -1};
}

int enqueue_read_held(struct enqueue *enqueue, const char *path, struct fault *fault)
{
    struct bytes text;
    if (path == NULL)
        return 0;
    bytes_init(&text);
    int code = file_read(&text, path, HELD_MAX_BYTES, fault);
    char *rest = NULL, *line = code == 0 && text.length > 0 ? strtok_r((char *)text.data, "\n", &rest) : NULL;
    for (; line != NULL && code == 0; line = strtok_r(NULL, "\n", &rest)) {
        if ((line[0] == 'S' || line[0] == 'X') && line[1] == ' ' && dsn_is_valid(line + 2))
            note(enqueue->places, offset_of(line + 2), line[0] == 'S' ? HELD_JOB_SHARED : HELD_JOB);
        else
            code = fault_set(fault, DATASET_E_CATALOG, "%s: %.60s", path, line);
    }
    bytes_release(&text);
    return code;
}

/* ---- take and give ---- */

/* 0, 1 when another has it, or an errno value below 0.  *BEFORE is how it was held. */
static int take_one(struct enqueue *enqueue, off_t offset, bool exclusive, enum holding *before)
{
    *before = holding_of(enqueue->places, offset);
    if (*before == HELD || *before == HELD_JOB || (!exclusive && *before != HELD_NOT))
        return 0;
    if (set_lock(enqueue, exclusive ? F_WRLCK : F_RDLCK, offset) != 0)
        return errno == EAGAIN || errno == EACCES ? 1 : -errno;
    note(enqueue->places, offset, exclusive ? HELD : HELD_SHARED);
    return 0;
}

/* As it was BEFORE: weaker, so that nobody can be in the way. */
static void put_back(struct enqueue *enqueue, off_t offset, enum holding before)
{
    if (holding_of(enqueue->places, offset) == before)
        return;
    set_lock(enqueue, before == HELD_SHARED ? F_RDLCK : F_UNLCK, offset);
    note(enqueue->places, offset, before);
}

int enqueue_take(struct enqueue *enqueue, const struct enqueue_request *requests, size_t count, size_t *busy, struct fault *fault)
{
    enum holding *before = memory_new(count, sizeof *before);
    size_t done = 0;
    int code = 0;
    for (; code == 0 && done < count; done += code == 0)
        code = take_one(enqueue, offset_of(requests[done].name), requests[done].exclusive, &before[done]);
    if (code != 0) {
        *busy = done;
        while (done-- > 0)
            put_back(enqueue, offset_of(requests[done].name), before[done]);
    }
    free(before);
    return code < 0 ? fault_errno(fault, BASE_E_WRITE, -code, "the lock of %s", requests[*busy].name) : code;
}

void enqueue_give(struct enqueue *enqueue, const char *name)
{
    off_t offset = offset_of(name);
    enum holding holding = holding_of(enqueue->places, offset);
    if (holding != HELD && holding != HELD_SHARED)
        return;
    set_lock(enqueue, F_UNLCK, offset);
    note(enqueue->places, offset, HELD_NOT);
}
