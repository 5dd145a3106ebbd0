/* jcl.c - see jcl.h. */
#include "support/jcl.h"

#include <stdlib.h>
#include <string.h>

void jcl_reading_init(struct jcl_reading *reading, const char *text)
{
    static const char *const shipped[] = {"jcl"};
    struct folder_library folders = {shipped, 1};
    struct library library = library_of_folders(&folders);
    fault_list_init(&reading->faults);
    bytes_init(&reading->told);
    deck_read(&reading->deck, "TEST", text, strlen(text), &reading->faults);
    jobs_read(&reading->jobs, &reading->deck, &reading->expansion, &(struct expansion_options){.library = &library}, &reading->faults);
    for (size_t i = 0; i < reading->faults.count; i++) {
        const struct fault *fault = &reading->faults.items[i];
        bytes_format(&reading->told, "%d at %lld,%lld;", abs(fault->code), (long long)fault->record,
                     (long long)fault->offset);
    }
}

void jcl_reading_release(struct jcl_reading *reading)
{
    jobs_release(&reading->jobs);
    expansion_release(&reading->expansion);
    deck_release(&reading->deck);
    fault_list_release(&reading->faults);
    bytes_release(&reading->told);
}
