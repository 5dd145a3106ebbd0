/* journal.c - see journal.h. */
#include "run/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

static char *path_of(const char *folder)
{
    return file_join(folder, "JOURNAL");
}

static struct flock whole_file(short type)
{
    return (struct flock){.l_type = type, .l_whence = SEEK_SET};
}

/* A line that a kill cut short ends here. */
static void end_torn_line(struct journal *journal)
{
    char last;
    off_t size = lseek(journal->fd, 0, SEEK_END);
    if (size > 0 && pread(journal->fd, &last, 1, size - 1) == 1 && last != '\n')
        journal->failed = write(journal->fd, "\n", 1) != 1;
}

int journal_open(struct journal *journal, const char *folder, struct fault *fault)
{
    char *path = path_of(folder);
    struct flock lock = whole_file(F_WRLCK);
    int code = 0;
    journal->dirty = journal->failed = false;
    journal->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (journal->fd < 0)
        code = fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
    else if (fcntl(journal->fd, F_OFD_SETLK, &lock) != 0)
        code = errno == EAGAIN || errno == EACCES ? 1 : fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
    else
        end_torn_line(journal);
    free(path);
    if (code != 0)
        journal_close(journal);
    return code;
}

void journal_close(struct journal *journal)
{
    if (journal->fd >= 0)
        close(journal->fd);
    *journal = (struct journal){.fd = -1};
}

void journal_note(struct journal *journal, const char *format, ...)
{
    char line[JOURNAL_MAX_LINE];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line - 3, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof line - 3)
        return; /* no line of ours is so long */
    memcpy(line + length, " .\n", 3);
    journal->dirty = true;
    if (write(journal->fd, line, (size_t)length + 3) != length + 3)
        journal->failed = true;
}

int journal_sync(struct journal *journal, struct fault *fault)
{
    if (!journal->dirty && !journal->failed)
        return 0;
    if (journal->failed || fdatasync(journal->fd) != 0)
        return fault_errno(fault, BASE_E_WRITE, journal->failed ? ENOSPC : errno, "the job's journal");
    journal->dirty = false;
    return 0;
}

/* Take LINE apart in place.  False: it was cut short. */
static bool split(char *line, struct journal_line *split_line)
{
    size_t length = strlen(line);
    if (length < 3 || strcmp(line + length - 3, " .\n") != 0)
        return false;
    line[length - 3] = '\0';
    split_line->count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(line, " ", &rest); word != NULL && split_line->count < JOURNAL_MAX_WORDS; word = strtok_r(NULL, " ", &rest))
        split_line->words[split_line->count++] = word;
    return split_line->count > 0;
}

int journal_read(const char *folder, journal_visit *visit, void *user, struct fault *fault)
{
    char line[JOURNAL_MAX_LINE];
    char *path = path_of(folder);
    FILE *file = fopen(path, "re");
    int code = file == NULL ? fault_errno(fault, BASE_E_OPEN, errno, "%s", path) : 0;
    free(path);
    while (code == 0 && fgets(line, sizeof line, file) != NULL) {
        struct journal_line parts;
        if (split(line, &parts))
            code = visit(user, &parts);
    }
    if (file != NULL)
        fclose(file);
    return code;
}

bool journal_is_in_hand(const char *folder)
{
    char *path = path_of(folder);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct flock lock = whole_file(F_RDLCK);
    bool held = fd >= 0 && fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    if (fd >= 0)
        close(fd);
    free(path);
    return held;
}
