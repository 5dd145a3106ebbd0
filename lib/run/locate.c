/* locate.c - see locate.h. */
#include "run/locate.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "jcl/name.h"
#include "run/error.h"

static bool is_program(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

/* FOLDER/NAME if that is a program, to be freed; else NULL. */
static char *find_in(const char *folder, const char *name)
{
    char *path = file_join(folder, name);
    if (is_program(path))
        return path;
    free(path);
    return NULL;
}

static void lower(char text[NAME_SIZE], const char *name)
{
    size_t length = strnlen(name, NAME_SIZE - 1);
    for (size_t i = 0; i < length; i++)
        text[i] = (char)tolower((unsigned char)name[i]);
    text[length] = '\0';
}

/* The libraries called NAME among DDS, in order. */
static char *find_in_libraries(const struct dd *dds, const char *library, const char *program, const char *home)
{
    char small[NAME_SIZE];
    lower(small, program);
    for (const struct dd *dd = dds; dd != NULL; dd = dd->next) {
        if (strcmp(dd->name, library) != 0 || dd->kind != DD_PATH)
            continue;
        char *folder = file_join(home, dd->path);
        char *path = find_in(folder, program);
        if (path == NULL)
            path = find_in(folder, small);
        free(folder);
        if (path != NULL)
            return path;
    }
    return NULL;
}

static bool has_steplib(const struct job_step *step)
{
    for (const struct dd *dd = step->dds; dd != NULL; dd = dd->next)
        if (strcmp(dd->name, "STEPLIB") == 0)
            return true;
    return false;
}

static char *find_own(const char *program)
{
    char folder[4096], small[NAME_SIZE];
    ssize_t length = readlink("/proc/self/exe", folder, sizeof folder - 1);
    if (length <= 0)
        return NULL;
    folder[length] = '\0';
    *strrchr(folder, '/') = '\0';
    lower(small, program);
    return find_in(folder, small);
}

int locate(struct location *location, const struct job *job, const struct job_step *step, const char *home,
           struct fault *fault)
{
    *location = (struct location){0};
    if (has_steplib(step))
        location->path = find_in_libraries(step->dds, "STEPLIB", step->program, home);
    else
        location->path = find_in_libraries(job->joblib, "JOBLIB", step->program, home);
    if (location->path != NULL)
        return 0;
    location->path = find_own(step->program);
    location->own = true;
    if (location->path != NULL)
        return 0;
    return fault_set(fault, RUN_E_PROGRAM, "%s", step->program);
}

void location_release(struct location *location)
{
    free(location->path);
    *location = (struct location){0};
}
