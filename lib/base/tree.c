/* tree.c - see tree.h. */
#include "base/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/file.h"

int tree_remove(const char *path, struct fault *fault)
{
    char *paths[] = {(char *)path, NULL}; /* fts_open(3) takes them so and leaves them alone */
    struct stat status;
    if (lstat(path, &status) != 0)
        return errno == ENOENT ? 0 : fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
    FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    if (walk == NULL)
        return fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
    int code = 0;
    for (FTSENT *entry; (entry = fts_read(walk)) != NULL;)
        if (entry->fts_info != FTS_D && remove(entry->fts_accpath) != 0 && errno != ENOENT)
            code = fault_errno(fault, BASE_E_WRITE, errno, "%s", entry->fts_path);
    fts_close(walk);
    return code;
}

/* All of IN behind what was copied already. */
static int copy_rest(int in, int out)
{
    char buffer[65536];
    ssize_t got;
    while ((got = read(in, buffer, sizeof buffer)) > 0)
        for (ssize_t done = 0; done < got;) {
            ssize_t wrote = write(out, buffer + done, (size_t)(got - done));
            if (wrote < 0)
                return -1;
            done += wrote;
        }
    return got < 0 ? -1 : 0;
}

static int copy_content(int in, int out)
{
    ssize_t copied;
    if (ioctl(out, FICLONE, in) == 0)
        return 0;
    while ((copied = copy_file_range(in, NULL, out, NULL, (size_t)1 << 30, 0)) > 0)
        continue;
    return copied == 0 ? 0 : copy_rest(in, out);
}

/* Beside TO first, then renamed over it. */
static int copy_file(const char *from, const char *to, struct fault *fault)
{
    struct bytes beside;
    struct stat status;
    int in = open(from, O_RDONLY | O_CLOEXEC), out = -1, code = 0;
    bytes_init(&beside);
    bytes_format(&beside, "%s.part", to);
    if (in < 0 || fstat(in, &status) != 0)
        code = fault_errno(fault, BASE_E_OPEN, errno, "%s", from);
    else if ((out = open(bytes_string(&beside), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, status.st_mode & 0777)) < 0)
        code = fault_errno(fault, BASE_E_WRITE, errno, "%s", to);
    else if (copy_content(in, out) != 0 || fchmod(out, status.st_mode & 0777) != 0)
        code = fault_errno(fault, BASE_E_WRITE, errno, "%s", to);
    if (in >= 0)
        close(in);
    if (out >= 0 && close(out) != 0 && code == 0)
        code = fault_errno(fault, BASE_E_WRITE, errno, "%s", to);
    if (code == 0 && rename(bytes_string(&beside), to) != 0)
        code = fault_errno(fault, BASE_E_WRITE, errno, "%s", to);
    else if (code < 0 && out >= 0)
        unlink(bytes_string(&beside));
    bytes_release(&beside);
    return code;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Do ACTION with every file of FOLDER and the other folder; the first fault ends it. */
static int for_each(const char *folder, const char *other, int (*action)(const char *, const char *, struct fault *), struct fault *fault)
{
    char **names;
    size_t count;
    int code = file_list(folder, &names, &count, fault);
    for (size_t i = 0; i < count && code == 0; i++) {
        char *one = file_join(folder, names[i]), *two = file_join(other, names[i]);
        code = action(one, two, fault);
        free(one);
        free(two);
    }
    file_names_free(names, count);
    return code;
}

static int remove_stranger(const char *path, const char *original, struct fault *fault)
{
    return file_exists(original) ? 0 : tree_remove(path, fault);
}

int tree_copy(const char *from, const char *to, struct fault *fault)
{
    if (!is_folder(from))
        return copy_file(from, to, fault);
    int code = file_make_folder(to, fault);
    if (code == 0)
        code = for_each(to, from, remove_stranger, fault);
    return code == 0 ? for_each(from, to, copy_file, fault) : code;
}

int64_t tree_bytes(const char *from)
{
    struct stat status;
    char **names;
    size_t count;
    int64_t bytes = 0;
    if (stat(from, &status) != 0)
        return 0;
    if (!S_ISDIR(status.st_mode))
        return status.st_size;
    if (file_list(from, &names, &count, NULL) < 0)
        return 0;
    for (size_t i = 0; i < count; i++) {
        char *path = file_join(from, names[i]);
        bytes += stat(path, &status) == 0 ? status.st_size : 0;
        free(path);
    }
    file_names_free(names, count);
    return bytes;
}
