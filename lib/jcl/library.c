/* library.c - see library.h. */
#include "jcl/library.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "jcl/error.h"
#include "jcl/name.h"

/* PATH as MEMBER.  1, 0 when there is no such file, or a negative code. */
static int read_file(const char *path, struct member *member, struct fault *fault)
{
    if (!file_exists(path))
        return 0;
    bytes_init(&member->file);
    bytes_init(&member->text);
    int code = file_read(&member->text, path, MEMBER_MAX_BYTES, fault);
    if (code < 0) {
        member_release(member);
        return code;
    }
    bytes_text(&member->file, path);
    return 1;
}

/* FOLDER/NAME or FOLDER/NAME.jcl. */
static int fetch_from(const char *folder, const char *name, struct member *member, struct fault *fault)
{
    struct bytes path;
    bytes_init(&path);
    bytes_format(&path, "%s/%s", folder, name);
    int found = read_file(bytes_string(&path), member, fault);
    bytes_text(&path, ".jcl");
    if (found == 0)
        found = read_file(bytes_string(&path), member, fault);
    bytes_release(&path);
    return found;
}

static int fetch_from_folders(void *context, const char *dsn, const char *name, struct member *member,
                              struct fault *fault)
{
    const struct folder_library *folders = context;
    int found = 0;
    for (size_t i = 0; i < folders->count && found == 0; i++) {
        char *folder = dsn != NULL ? file_join(folders->folders[i], dsn) : NULL;
        found = fetch_from(folder != NULL ? folder : folders->folders[i], name, member, fault);
        free(folder);
    }
    return found;
}

struct library library_of_folders(struct folder_library *folders)
{
    return (struct library){.fetch = fetch_from_folders, .context = folders};
}

int library_find(const struct library *library, const char *const *order, size_t order_count, const char *name,
                 struct member *member, struct fault *fault)
{
    if (!name_is_valid(name, strlen(name)))
        return fault_set(fault, JCL_E_MEMBER_MISSING, "%.40s: a name is 1 to 8 of A-Z 0-9 $ # @", name);
    if (library == NULL)
        return 0;
    int found = 0;
    for (size_t i = 0; i < order_count && found == 0; i++)
        found = name_is_dsn(order[i], strlen(order[i])) ? library->fetch(library->context, order[i], name, member, fault)
                                                        : 0;
    return found != 0 ? found : library->fetch(library->context, NULL, name, member, fault);
}

void member_release(struct member *member)
{
    bytes_release(&member->file);
    bytes_release(&member->text);
}
