/* reading.c - see reading.h. */
#include "run/reading.h"

#include <ctype.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "jcl/name.h"
#include "jcl/system.h"

enum { DECK_MAX_BYTES = 64 << 20 };

/* ---- procedures ---- */

/* A member's records as cards: lines as they are, records of 80 with a line end behind each. */
static void put_cards(struct bytes *text, const struct dataset *library, const struct bytes *content)
{
    bool fixed = library->recfm == DATASET_F || library->recfm == DATASET_FB;
    size_t length = (size_t)library->lrecl;
    for (size_t at = 0; fixed && at + length <= content->length; at += length) {
        bytes_add(text, content->data + at, length);
        bytes_char(text, '\n');
    }
    if (!fixed)
        bytes_add(text, content->data, content->length);
}

static int fetch_from_library(struct reading *reading, const char *dsn, const char *name, struct member *member, struct fault *fault)
{
    struct dataset library;
    struct bytes content;
    int code = reading->catalog == NULL ? catalog_open(&reading->catalog, reading->datasets, fault) : 0;
    bytes_init(&content);
    if (code == 0)
        code = catalog_find(reading->catalog, dsn, &library, fault);
    if (code == 0)
        code = dataset_get(reading->catalog, &library, name, &content, fault);
    if (code == 0) {
        bytes_init(&member->file);
        bytes_init(&member->text);
        bytes_format(&member->file, "%s(%s)", dsn, name);
        put_cards(&member->text, &library, &content);
    }
    bytes_release(&content);
    return code < 0 ? code : code == 0;
}

static int fetch(void *context, const char *dsn, const char *name, struct member *member, struct fault *fault)
{
    struct reading *reading = context;
    struct folder_library folders = {(const char *const *)reading->folders, reading->folder_count};
    struct library library = library_of_folders(&folders);
    int code = dsn != NULL ? fetch_from_library(reading, dsn, name, member, fault) : 0;
    return code != 0 ? code : library.fetch(library.context, dsn, name, member, fault);
}

static void add_folder(struct reading *reading, char *folder)
{
    reading->folders[reading->folder_count++] = folder;
}

/* &SYSUID: who runs the job, as far as that is a name of JCL. */
static const char *user_name(char name[NAME_SIZE])
{
    const struct passwd *user = getpwuid(getuid());
    size_t length = user != NULL ? strlen(user->pw_name) : 0;
    for (size_t i = 0; i < length && length < NAME_SIZE; i++)
        name[i] = (char)toupper((unsigned char)user->pw_name[i]);
    return name_is_valid(name, length) ? (name[length] = '\0', name) : NULL;
}

/* ---- the deck ---- */

int reading_open(struct reading *reading, struct step *step, const char *path, const char *name, const char *const *proclibs,
                 size_t count, struct fault *fault)
{
    struct system_symbols system;
    char user[NAME_SIZE] = "";
    *reading = (struct reading){0};
    bytes_init(&reading->text);
    fault_list_init(&reading->faults);
    int code = file_read(&reading->text, path, DECK_MAX_BYTES, fault);
    if (code < 0)
        return code;
    reading->datasets = step_path(step, "datasets");
    reading->folders = memory_new(count + 2, sizeof *reading->folders);
    for (size_t i = 0; i < count; i++)
        add_folder(reading, memory_copy_string(proclibs[i]));
    add_folder(reading, step_path(step, "proclib"));
    add_folder(reading, file_join(step->share, "jcl"));
    const struct library library = {fetch, reading};
    const struct expansion_options options = {.library = &library,
                                              .system = system_symbols_fill(&system, clock_now(&step->clock), user_name(user))};
    deck_read(&reading->deck, name, bytes_string(&reading->text), reading->text.length, &reading->faults);
    jobs_read(&reading->jobs, &reading->deck, &reading->expansion, &options, &reading->faults);
    catalog_close(reading->catalog); /* a process has it open once, and the job wants it */
    reading->catalog = NULL;
    return 0;
}

void reading_release(struct reading *reading)
{
    jobs_release(&reading->jobs);
    expansion_release(&reading->expansion);
    deck_release(&reading->deck);
    fault_list_release(&reading->faults);
    bytes_release(&reading->text);
    for (size_t i = 0; i < reading->folder_count; i++)
        free(reading->folders[i]);
    free(reading->folders);
    free(reading->datasets);
    *reading = (struct reading){0};
}
