/* file.c - see file.h. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

static const char TEMPORARY_SUFFIX[] = ".part";

int file_read(struct bytes *out, const char *path, size_t limit, struct fault *fault)
{
    bytes_clear(out);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(fault, BASE_E_OPEN, errno, "%s", path);
    int code = 0;
    for (;;) {
        uint8_t *to = bytes_reserve(out, 64 * 1024);
        ssize_t got = read(fd, to, 64 * 1024);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            code = fault_errno(fault, BASE_E_OPEN, errno, "%s", path);
            break;
        }
        out->length += (size_t)got;
        out->data[out->length] = '\0';
        if (got == 0)
            break;
        if (out->length > limit) {
            code = fault_set(fault, BASE_E_TOO_BIG, "%s: more than %zu bytes", path, limit);
            break;
        }
    }
    close(fd);
    return code;
}

static int sync_folder_of(const char *path, struct fault *fault)
{
    char *folder = memory_copy_string(path);
    char *slash = strrchr(folder, '/');
    if (slash == NULL)
        strcpy(folder, ".");
    else if (slash == folder)
        slash[1] = '\0';
    else
        *slash = '\0';
    int code = 0;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fsync(fd) != 0)
        code = fault_errno(fault, BASE_E_WRITE, errno, "%s", folder);
    if (fd >= 0)
        close(fd);
    free(folder);
    return code;
}

int file_replace_open(struct file_replace *replace, const char *path, struct fault *fault)
{
    struct bytes name;
    bytes_init(&name);
    const char *slash = strrchr(path, '/');
    const char *base = slash != NULL ? slash + 1 : path;
    bytes_add(&name, path, (size_t)(base - path));
    bytes_format(&name, ".%s.XXXXXX%s", base, TEMPORARY_SUFFIX);
    int fd = mkostemps((char *)name.data, (int)strlen(TEMPORARY_SUFFIX), O_CLOEXEC);
    if (fd < 0) {
        int code = fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
        bytes_release(&name);
        return code;
    }
    mode_t mask = umask(0);
    umask(mask);
    FILE *stream = fchmod(fd, 0640 & ~mask) == 0 ? fdopen(fd, "w") : NULL;
    if (stream == NULL) {
        int code = fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
        close(fd);
        unlink((char *)name.data);
        bytes_release(&name);
        return code;
    }
    replace->stream = stream;
    replace->path = memory_copy_string(path);
    replace->temporary = (char *)name.data;
    return 0;
}

static void replace_release(struct file_replace *replace)
{
    free(replace->path);
    free(replace->temporary);
    *replace = (struct file_replace){0};
}

/* What is no regular file cannot be replaced by one: it is written as it stands. */
static int write_in_place(struct file_replace *replace, const char *path, struct fault *fault)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0640);
    FILE *stream = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (stream == NULL) {
        int code = fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
        if (fd >= 0)
            close(fd);
        return code;
    }
    *replace = (struct file_replace){.stream = stream, .path = memory_copy_string(path)};
    return 0;
}

int file_output_open(struct file_replace *replace, const char *path, struct fault *fault)
{
    struct stat target, link;
    bool exists = stat(path, &target) == 0;
    bool dangles = !exists && lstat(path, &link) == 0;
    if (dangles || (exists && !S_ISREG(target.st_mode)))
        return write_in_place(replace, path, fault);
    char *behind_links = exists ? realpath(path, NULL) : NULL;
    int code = file_replace_open(replace, behind_links != NULL ? behind_links : path, fault);
    free(behind_links);
    return code;
}

int file_replace_commit(struct file_replace *replace, struct fault *fault)
{
    int code = 0;
    FILE *stream = replace->stream;
    bool replaces = replace->temporary != NULL;
    bool written = fflush(stream) == 0 && !ferror(stream) && (!replaces || fsync(fileno(stream)) == 0);
    int why = errno;
    if (fclose(stream) != 0 && written) {
        written = false;
        why = errno;
    }
    if (written && replaces && rename(replace->temporary, replace->path) != 0) {
        written = false;
        why = errno;
    }
    if (!written && replaces)
        unlink(replace->temporary);
    if (!written)
        code = fault_errno(fault, BASE_E_WRITE, why, "%s", replace->path);
    else if (replaces)
        code = sync_folder_of(replace->path, fault);
    replace_release(replace);
    return code;
}

void file_replace_abort(struct file_replace *replace)
{
    fclose(replace->stream);
    if (replace->temporary != NULL)
        unlink(replace->temporary);
    replace_release(replace);
}

bool file_is_same(const char *path, const char *other)
{
    struct stat one, two;
    return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

int file_write(const char *path, const void *data, size_t length, struct fault *fault)
{
    struct file_replace replace;
    int code = file_replace_open(&replace, path, fault);
    if (code < 0)
        return code;
    fwrite(data, 1, length, replace.stream);
    return file_replace_commit(&replace, fault);
}

static bool is_temporary(const char *name)
{
    size_t length = strlen(name);
    size_t suffix = strlen(TEMPORARY_SUFFIX);
    return name[0] == '.' && length > suffix + 1 && strcmp(name + length - suffix, TEMPORARY_SUFFIX) == 0;
}

int file_replace_sweep(const char *folder, struct fault *fault)
{
    DIR *dir = opendir(folder);
    if (dir == NULL)
        return errno == ENOENT ? 0 : fault_errno(fault, BASE_E_OPEN, errno, "%s", folder);
    int code = 0;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (is_temporary(entry->d_name) && unlinkat(dirfd(dir), entry->d_name, 0) != 0 && errno != ENOENT)
            code = fault_errno(fault, BASE_E_WRITE, errno, "%s/%s", folder, entry->d_name);
    }
    closedir(dir);
    return code;
}

int file_move(const char *from, const char *to, struct fault *fault)
{
    if (rename(from, to) != 0)
        return fault_errno(fault, BASE_E_WRITE, errno, "%s to %s", from, to);
    int code = sync_folder_of(to, fault);
    return code < 0 ? code : sync_folder_of(from, fault);
}

int file_make_folder(const char *path, struct fault *fault)
{
    char *partial = memory_copy_string(path);
    int code = 0;
    for (char *p = partial + 1; code == 0; p++) {
        if (*p != '/' && *p != '\0')
            continue;
        char kept = *p;
        *p = '\0';
        if (mkdir(partial, 0750) == 0)
            code = sync_folder_of(partial, fault);
        else if (errno != EEXIST)
            code = fault_errno(fault, BASE_E_WRITE, errno, "%s", partial);
        *p = kept;
        if (kept == '\0')
            break;
    }
    free(partial);
    return code;
}

int file_make_plain_folder(const char *path, struct fault *fault)
{
    return mkdir(path, 0750) == 0 || errno == EEXIST ? 0 : fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Names that do not begin with '.', of regular files or of all others. */
static int list(const char *folder, bool regular, char ***names, size_t *count, struct fault *fault)
{
    *names = NULL;
    *count = 0;
    DIR *dir = opendir(folder);
    if (dir == NULL)
        return errno == ENOENT ? 0 : fault_errno(fault, BASE_E_OPEN, errno, "%s", folder);
    size_t capacity = 0;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        struct stat status;
        if (entry->d_name[0] == '.' || fstatat(dirfd(dir), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
            S_ISREG(status.st_mode) != regular)
            continue;
        *names = memory_grow(*names, &capacity, *count + 1, sizeof **names);
        (*names)[(*count)++] = memory_copy_string(entry->d_name);
    }
    closedir(dir);
    if (*count > 1)
        qsort(*names, *count, sizeof **names, compare_names);
    return 0;
}

int file_list(const char *folder, char ***names, size_t *count, struct fault *fault)
{
    return list(folder, true, names, count, fault);
}

int file_list_others(const char *folder, char ***names, size_t *count, struct fault *fault)
{
    return list(folder, false, names, count, fault);
}

void file_names_free(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

char *file_join(const char *folder, const char *name)
{
    if (name[0] == '/')
        return memory_copy_string(name);
    struct bytes path;
    bytes_init(&path);
    bytes_format(&path, "%s/%s", folder, name);
    return (char *)path.data;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}
