/* cobol.c - see cobol.h. */
#include "cobol/cobol.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { EXIT_CODE_MAX = 255, RETURN_CODE_MAX = 4095 };

/* Also when it ends by STOP RUN, from wherever: glibc hands over the whole number that exit(3) was given. */
static void leave_code(int status, void *unused)
{
    char text[16];
    (void)unused;
    if (status <= EXIT_CODE_MAX)
        return;
    snprintf(text, sizeof text, "%04d", status <= RETURN_CODE_MAX ? status : RETURN_CODE_MAX);
    cobol_leave_code(text);
}

void cobol_leave_code(const char *text)
{
    const char *path = getenv("CUTOVER_RETURN_CODE");
    FILE *file = path != NULL ? fopen(path, "we") : NULL;
    if (file == NULL)
        return;
    fprintf(file, "%s\n", text);
    fclose(file);
}

static void *open_library(void)
{
    static const char *const NAMES[] = {"libcob.so.4", "libcob.so.5"};
    void *library = NULL;
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0] && library == NULL; i++)
        library = dlopen(NAMES[i], RTLD_NOW | RTLD_GLOBAL);
    return library;
}

/* ISO C has no way from a pointer to data, which dlsym(3) returns, to one to a function; POSIX has this one. */
static void find_function(void *handle, const char *name, void *function)
{
    void *symbol = dlsym(handle, name);
    memcpy(function, &symbol, sizeof symbol);
}

/* Halfword and text. */
static unsigned char *make_parm(const char *parm)
{
    size_t length = parm != NULL ? strlen(parm) : 0;
    unsigned char *area = memory_new(1, 2 + COBOL_PARM_MAX_BYTES);
    area[0] = (unsigned char)(length >> 8);
    area[1] = (unsigned char)length;
    if (length > 0)
        memcpy(area + 2, parm, length);
    return area;
}

int cobol_run(const char *path, const char *name, const char *parm, struct fault *fault)
{
    void (*init)(int, char **) = NULL;
    int (*program)(unsigned char *) = NULL;
    if (parm != NULL && strlen(parm) > COBOL_PARM_MAX_BYTES)
        return fault_set(fault, COBOL_E_PARM, "%zu characters", strlen(parm));
    void *library = open_library();
    if (library == NULL)
        return fault_set(fault, COBOL_E_LIBRARY, "%s", dlerror());
    find_function(library, "cob_init", &init);
    void *module = init != NULL ? dlopen(path, RTLD_NOW | RTLD_GLOBAL) : NULL;
    if (module != NULL)
        find_function(module, name, &program);
    if (program == NULL)
        return fault_set(fault, COBOL_E_MODULE, "%s of %s", name, path);
    init(0, NULL);
    on_exit(leave_code, NULL);
    exit(program(make_parm(parm)));
}
