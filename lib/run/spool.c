/* spool.c - see spool.h. */
#include "run/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/file.h"
#include "run/error.h"

int spool_number(const char *name)
{
    if (strncmp(name, "JOB", 3) != 0 || strlen(name) != 8 || strspn(name + 3, "0123456789") != 5)
        return 0;
    return (int)strtol(name + 3, NULL, 10);
}

enum { RESERVE_BYTES = 1 << 18 };

static int highest_number(const char *folder)
{
    int highest = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        int number = spool_number(entry->d_name);
        highest = number > highest ? number : highest;
    }
    if (dir != NULL)
        closedir(dir);
    return highest;
}

/* Take the first number after HIGHEST that nobody else takes first. */
static int take_number(struct spool *spool, const char *root, int highest, struct fault *fault)
{
    for (int number = highest + 1; number <= SPOOL_NUMBER_MAX; number++) {
        snprintf(spool->id, sizeof spool->id, "JOB%05d", number);
        spool->folder = file_join(root, spool->id);
        if (mkdir(spool->folder, 0750) == 0)
            return 0;
        int why = errno;
        free(spool->folder);
        spool->folder = NULL;
        if (why != EEXIST)
            return fault_errno(fault, BASE_E_WRITE, why, "%s/%s", root, spool->id);
    }
    return fault_set(fault, RUN_E_SPOOL, "%s/JOB%05d", root, SPOOL_NUMBER_MAX);
}

/* The lowest that nobody has: after JOB99999 numbers come again. */
static int lowest_free(const char *root)
{
    for (int number = 1; number <= SPOOL_NUMBER_MAX; number++) {
        char name[SPOOL_ID_SIZE];
        snprintf(name, sizeof name, "JOB%05d", number);
        char *path = file_join(root, name);
        bool free_number = access(path, F_OK) != 0;
        free(path);
        if (free_number)
            return number;
    }
    return SPOOL_NUMBER_MAX + 1;
}

static char *root_of(const char *home, struct fault *fault)
{
    char *named = file_join(home, "spool"), *root = NULL;
    if (file_make_folder(named, fault) == 0 && (root = realpath(named, NULL)) == NULL)
        fault_errno(fault, BASE_E_OPEN, errno, "%s", named);
    free(named);
    return root;
}

int spool_open(struct spool *spool, const char *home, struct fault *fault)
{
    *spool = (struct spool){0};
    char *root = root_of(home, fault);
    if (root == NULL)
        return BASE_E_OPEN;
    int highest = highest_number(root);
    int code = take_number(spool, root, highest < SPOOL_NUMBER_MAX ? highest : lowest_free(root) - 1, fault);
    free(root);
    return code;
}

int spool_find(struct spool *spool, const char *home, const char *id, struct fault *fault)
{
    *spool = (struct spool){0};
    char *root = spool_number(id) > 0 ? root_of(home, fault) : NULL;
    if (root != NULL) {
        snprintf(spool->id, sizeof spool->id, "%s", id);
        spool->folder = file_join(root, id);
    }
    free(root);
    if (spool->folder != NULL && file_exists(spool->folder))
        return 0;
    spool_close(spool);
    return 1;
}

void spool_close(struct spool *spool)
{
    free(spool->folder);
    *spool = (struct spool){0};
}

void spool_keep_reserve(const struct spool *spool)
{
    char *path = spool_path(spool, NULL, "RESERVE");
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0640);
    if (fd >= 0 && posix_fallocate(fd, 0, RESERVE_BYTES) != 0)
        unlink(path);
    if (fd >= 0)
        close(fd);
    free(path);
}

void spool_use_reserve(const struct spool *spool)
{
    char *path = spool_path(spool, NULL, "RESERVE");
    unlink(path);
    free(path);
}

char *spool_path(const struct spool *spool, const char *step, const char *name)
{
    struct bytes file;
    bytes_init(&file);
    if (step != NULL)
        bytes_format(&file, "%s.", step);
    bytes_text(&file, name);
    char *path = file_join(spool->folder, bytes_string(&file));
    bytes_release(&file);
    return path;
}
