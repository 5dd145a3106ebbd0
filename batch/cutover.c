/*
 * cutover - runs the program named by its first word, from the folder it stands in itself, as git does.  No logic.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/file.h"
#include "step/message.h"
#include "step/return_code.h"

static const struct {
    const char *name;
    const char *purpose;
} PROGRAMS[] = {
#define PROGRAM(name, purpose) {name, purpose},
#include "step/programs.def" /* made by make doc from what each says of itself */
#undef PROGRAM
};

static int usage(void)
{
    printf("Usage: cutover PROGRAM [options] [operands]\n"
           "       cutover PROGRAM --help\n\nPrograms:\n");
    for (size_t i = 0; i < sizeof PROGRAMS / sizeof PROGRAMS[0]; i++)
        printf("  %-9s %s\n", PROGRAMS[i].name, PROGRAMS[i].purpose);
    return RC_DONE;
}

int main(int argc, char **argv)
{
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 300);
    if (length < 0)
        length = 0;
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    if (slash != NULL)
        *slash = '\0';
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
        return usage();
    const char *name = argv[1];
    size_t name_length = strlen(name);
    if (name_length > 0 && name_length <= 8 && strspn(name, "abcdefghijklmnopqrstuvwxyz") == name_length) {
        char *program = file_join(path, name);
        execv(program, argv + 1);
        free(program);
    }
    char shown[64];
    struct fault fault;
    fault_set(&fault, STEP_E_UNKNOWN, "%s", bytes_escape(shown, sizeof shown, name, name_length));
    struct bytes line;
    bytes_init(&line);
    message_line(&line, &fault);
    fprintf(stderr, "%s; cutover --help lists them\n", bytes_string(&line));
    bytes_release(&line);
    return RC_NOT_STARTED;
}
