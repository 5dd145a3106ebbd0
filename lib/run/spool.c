/* spool.c - see spool.h. */
#include "run/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/file.h"
#include "run/error.h"

/* JOBnnnnn to its number; 0 for any other name. */
static int number_of(const char *name)
{
    if (strncmp(name, "JOB", 3) != 0 || strlen(name) != 8 || strspn(name + 3, "0123456789") != 5)
        return 0;
    return (int)strtol(name + 3, NULL, 10);
}

static int highest_number(const char *folder)
{
    int highest = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        int number = number_of(entry->d_name);
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

int spool_open(struct spool *spool, const char *home, struct fault *fault)
{
    *spool = (struct spool){.journal = -1};
    char *named = file_join(home, "spool");
    int code = file_make_folder(named, fault);
    char *root = code == 0 ? realpath(named, NULL) : NULL;
    if (code == 0 && root == NULL)
        code = fault_errno(fault, BASE_E_OPEN, errno, "%s", named);
    if (code == 0)
        code = take_number(spool, root, highest_number(root), fault);
    if (code == 0) {
        char *path = spool_path(spool, NULL, "JOURNAL");
        spool->journal = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
        if (spool->journal < 0)
            code = fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
        free(path);
    }
    free(root);
    free(named);
    return code;
}

void spool_close(struct spool *spool)
{
    if (spool->journal >= 0)
        close(spool->journal);
    free(spool->folder);
    *spool = (struct spool){.journal = -1};
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

void spool_note(struct spool *spool, const char *format, ...)
{
    char line[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line - 1, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    if ((size_t)length > sizeof line - 2)
        length = (int)sizeof line - 2;
    line[length++] = '\n';
    /* a journal that cannot be written must not stop the job: the listing tells the same */
    if (write(spool->journal, line, (size_t)length) == length)
        fdatasync(spool->journal);
}
