/* copylib.c - see copylib.h. */
#include "record/copylib.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "record/copybook.h"

enum spelling { AS_WRITTEN, UPPER, LOWER, SPELLINGS };

bool copylib_is_name(const char *name, size_t length)
{
    if (length == 0 || length > COPYBOOK_NAME_MAX || name[0] == '.')
        return false;
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)name[i]) && (name[i] == '\0' || strchr("-_@#$.", name[i]) == NULL))
            return false;
    return true;
}

static void spell(char *to, const char *name, enum spelling spelling)
{
    for (; *name != '\0'; name++, to++)
        *to = (char)(spelling == UPPER   ? toupper((unsigned char)*name)
                     : spelling == LOWER ? tolower((unsigned char)*name)
                                         : *name);
    *to = '\0';
}

/* The member in one folder, with the endings that copybooks have. */
static int read_from(const char *folder, const char *member, struct bytes *text)
{
    static const char *const endings[] = {"", ".cpy", ".CPY", ".cbl", ".CBL", ".cob", ".COB", ".copy", ".inc"};
    for (int spelling = AS_WRITTEN; spelling < SPELLINGS; spelling++)
        for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
            char name[COPYBOOK_NAME_MAX + 1], path[PATH_MAX];
            spell(name, member, (enum spelling)spelling);
            int length = snprintf(path, sizeof path, "%s/%s%s", folder, name, endings[i]);
            if (length < (int)sizeof path && file_read(text, path, COPYBOOK_BYTES_MAX, NULL) == 0)
                return 0;
        }
    return -1;
}

int copylib_read(void *context, const char *member, const char *library, struct bytes *text)
{
    const struct copylib *copylib = context;
    if (!copylib_is_name(member, strlen(member)) || (library != NULL && !copylib_is_name(library, strlen(library))))
        return -1;
    for (size_t i = 0; i < copylib->count; i++) {
        if (library == NULL) {
            if (read_from(copylib->folders[i], member, text) == 0)
                return 0;
            continue;
        }
        for (int spelling = AS_WRITTEN; spelling < SPELLINGS; spelling++) {
            char name[COPYBOOK_NAME_MAX + 1], folder[PATH_MAX];
            spell(name, library, (enum spelling)spelling);
            int length = snprintf(folder, sizeof folder, "%s/%s", copylib->folders[i], name);
            if (length < (int)sizeof folder && read_from(folder, member, text) == 0)
                return 0;
        }
    }
    return -1;
}
