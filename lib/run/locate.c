/* locate.c - see locate.h. */
#include "run/locate.h"

#include <ctype.h>
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"
#include "jcl/name.h"
#include "run/error.h"

enum { HEAD_BYTES = 1 << 16 }; /* of a program: the names of its libraries are there */

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
}

/* FOLDER/NAME ENDING if it is there (and may be executed, when it must), to be freed; else NULL. */
static char *find_in(const char *folder, const char *name, const char *ending, bool executable)
{
    struct bytes path;
    bytes_init(&path);
    bytes_format(&path, "%s/%s%s", folder, name, ending);
    if (is_file(bytes_string(&path)) && (!executable || access(bytes_string(&path), X_OK) == 0))
        return (char *)path.data;
    bytes_release(&path);
    return NULL;
}

static void lower(char text[NAME_SIZE], const char *name)
{
    size_t length = strnlen(name, NAME_SIZE - 1);
    for (size_t i = 0; i < length; i++)
        text[i] = (char)tolower((unsigned char)name[i]);
    text[length] = '\0';
}

/* An ELF file without an interpreter is no program of its own: a module. */
static bool is_module(const char *path)
{
    Elf64_Ehdr header;
    Elf64_Phdr part;
    FILE *file = fopen(path, "re");
    bool module = file != NULL && fread(&header, sizeof header, 1, file) == 1 && memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
                  header.e_ident[EI_CLASS] == ELFCLASS64 && header.e_type == ET_DYN;
    for (unsigned i = 0; module && i < header.e_phnum; i++)
        if (fseek(file, (long)(header.e_phoff + i * sizeof part), SEEK_SET) != 0 || fread(&part, sizeof part, 1, file) != 1 ||
            part.p_type == PT_INTERP)
            module = false;
    if (file != NULL)
        fclose(file);
    return module;
}

/* Does it name the run-time library of GnuCOBOL?  Then it may call COBOL modules. */
static bool is_cobol(const char *path)
{
    static const char LIBRARY[] = "libcob.so";
    char *head = memory_new(1, HEAD_BYTES);
    FILE *file = fopen(path, "re");
    size_t length = file != NULL ? fread(head, 1, HEAD_BYTES, file) : 0;
    if (file != NULL)
        fclose(file);
    bool cobol = length > SELFMAG && memcmp(head, ELFMAG, SELFMAG) == 0 && memmem(head, length, LIBRARY, sizeof LIBRARY - 1) != NULL;
    free(head);
    return cobol;
}

static char *own_folder(void)
{
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0)
        return memory_copy_string(".");
    path[length] = '\0';
    *strrchr(path, '/') = '\0';
    return memory_copy_string(path);
}

/* ---- what was found ---- */

/* A program out of a library is a file like any other: it is copied to where it can be executed. */
static int take_member(struct location *location, const struct locate_place *place, char *member, struct fault *fault)
{
    location->path = file_join(place->folder, "PROGRAM");
    int code = tree_copy(member, location->path, fault);
    if (code == 0 && chmod(location->path, 0750) != 0)
        code = fault_set(fault, RUN_E_PROGRAM, "%s", location->path);
    free(member);
    return code;
}

/* A module is run by our own program cobrun. */
static void take_module(struct location *location)
{
    char *folder = own_folder();
    if (!is_module(location->path)) {
        free(folder);
        return;
    }
    location->module = location->path;
    location->path = file_join(folder, "cobrun");
    free(folder);
}

/* ---- where it is looked for ---- */

/* The folder of a library's DD, to be freed; *LIBRARY: a data set.  NULL when it is none that is there. */
static char *folder_of(const struct locate_place *place, const struct dd *dd, bool *library)
{
    char name[DSN_SIZE];
    bool temporary;
    struct catalog *catalog;
    struct dataset dataset;
    *library = dd->kind != DD_PATH;
    if (dd->kind == DD_PATH)
        return file_join(place->home, dd->path);
    if ((dd->kind != DD_DATA_SET && dd->kind != DD_TEMPORARY) || holdings_name(place->holdings, dd, name, &temporary, NULL) < 0)
        return NULL;
    if (temporary)
        return file_join(place->holdings->temporary, name);
    if (holdings_catalog(place->holdings, &catalog, NULL) < 0 || catalog_find(catalog, name, &dataset, NULL) != 0)
        return NULL;
    return dataset_path(catalog, &dataset, NULL);
}

/* In the libraries called NAME, in order.  Returns 1 when it is in none. */
static int find_in_libraries(struct location *location, const struct locate_place *place, const struct dd *dd, struct fault *fault)
{
    char small[NAME_SIZE];
    const char *program = place->step->program;
    lower(small, program);
    for (; dd != NULL; dd = dd->concatenated) {
        bool library;
        char *folder = folder_of(place, dd, &library);
        char *path = folder != NULL ? find_in(folder, program, "", !library) : NULL;
        if (path == NULL && folder != NULL && !library)
            path = find_in(folder, small, "", true);
        if (path == NULL && folder != NULL && !library)
            path = find_in(folder, program, ".so", false);
        free(folder);
        if (path == NULL)
            continue;
        if (library)
            return take_member(location, place, path, fault);
        location->path = path;
        return 0;
    }
    return 1;
}

static int find_own(struct location *location, const struct locate_place *place, struct fault *fault)
{
    char small[NAME_SIZE];
    char *folder = own_folder();
    lower(small, place->step->program);
    location->path = find_in(folder, small, "", true);
    location->own = location->path != NULL;
    free(folder);
    return location->own ? 0 : fault_set(fault, RUN_E_PROGRAM, "%s", place->step->program);
}

/* PGM=*.STEP.DD: what an earlier step has made and passed. */
static int find_made(struct location *location, const struct locate_place *place, struct fault *fault)
{
    const struct dd *dd = place->step->program_dd;
    bool library;
    char *folder = folder_of(place, dd, &library);
    char *path = folder == NULL ? NULL : dd->member[0] != '\0' ? find_in(folder, dd->member, "", false) : folder;
    if (path != folder)
        free(folder);
    if (path == NULL || !is_file(path)) {
        free(path);
        return fault_set(fault, RUN_E_PROGRAM, "%s of DD %s", dd->member, dd->name);
    }
    return take_member(location, place, path, fault);
}

static void list_modules(struct location *location, const struct locate_place *place, const struct dd *dd)
{
    struct bytes modules;
    char *own = own_folder();
    bytes_init(&modules);
    for (; dd != NULL; dd = dd->concatenated)
        if (dd->kind == DD_PATH) {
            char *folder = file_join(place->home, dd->path);
            bytes_format(&modules, "%s:", folder);
            free(folder);
        }
    bytes_format(&modules, "%s/cobol", own);
    location->modules = (char *)modules.data;
    free(own);
}

static const struct dd *find_steplib(const struct job_step *step)
{
    const struct dd *dd = step->dds;
    while (dd != NULL && strcmp(dd->name, "STEPLIB") != 0)
        dd = dd->next;
    return dd;
}

int locate(struct location *location, const struct locate_place *place, struct fault *fault)
{
    const struct dd *libraries = find_steplib(place->step);
    *location = (struct location){0};
    if (libraries == NULL)
        libraries = place->job->joblib;
    int code = place->step->program_dd != NULL ? find_made(location, place, fault) : find_in_libraries(location, place, libraries, fault);
    if (code == 1)
        return find_own(location, place, fault);
    if (code == 0)
        take_module(location);
    if (code == 0 && (location->module != NULL || is_cobol(location->path)))
        list_modules(location, place, libraries);
    return code;
}

void location_release(struct location *location)
{
    free(location->path);
    free(location->module);
    free(location->modules);
    *location = (struct location){0};
}
