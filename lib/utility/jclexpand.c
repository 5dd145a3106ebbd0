/* jclexpand.c - see jclexpand.h. */
#include "utility/jclexpand.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "jcl/print.h"
#include "jcl/system.h"
#include "jcl/trace.h"
#include "step/message.h"
#include "step/option.h"

enum { JCL_MAX_BYTES = 1 << 30 };

const struct option_spec jclexpand_option_table[] = {
    {"proclib", OPTION_LIST, offsetof(struct jclexpand_options, proclibs), "DIR", "folder of procedures and INCLUDE members; may be repeated"},
    {"user", OPTION_TEXT, offsetof(struct jclexpand_options, user), "NAME", "what &SYSUID is; without it that symbol stays"},
    {"trace", OPTION_FLAG, offsetof(struct jclexpand_options, trace), NULL, "tell on standard error where each value came from"},
    {0},
};

static void tell(struct step *step, const struct fault_list *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        char severity = message_severity(&faults->items[i]);
        step_message(step, &faults->items[i]);
        step_raise(step, severity == 'I' ? RC_DONE : severity == 'W' ? RC_WARNING : RC_ERROR);
    }
}

/* What the expansion is, in the form that was asked for. */
static int put(struct step *step, const struct jclexpand_options *given, const struct expansion *expansion)
{
    struct bytes out, trace;
    struct fault fault;
    bytes_init(&out);
    bytes_init(&trace);
    int code = 0;
    if (step->json)
        trace_put_json(expansion, &out);
    else
        code = expansion_print(expansion, &out, &fault);
    if (code < 0)
        step_fail(step, &fault, RC_ERROR);
    else if (given->trace && !step->json)
        trace_put_text(expansion, &trace);
    if (code == 0) {
        fwrite(trace.data, 1, trace.length, stderr);
        fwrite(out.data, 1, out.length, stdout);
    }
    bytes_release(&out);
    bytes_release(&trace);
    return code;
}

static void expand_text(struct step *step, const struct jclexpand_options *given, const char *path, const struct bytes *text,
                        const struct expansion_options *options)
{
    struct deck deck;
    struct expansion expansion;
    struct fault_list faults;
    fault_list_init(&faults);
    deck_read(&deck, path, bytes_string(text), text->length, &faults);
    expansion_build(&expansion, &deck, options, &faults);
    tell(step, &faults);
    if (!faults_stop(&faults))
        put(step, given, &expansion);
    expansion_release(&expansion);
    deck_release(&deck);
    fault_list_release(&faults);
}

int jclexpand(struct step *step, void *options)
{
    const struct jclexpand_options *given = options;
    struct folder_library folders = {given->proclibs.items, given->proclibs.count};
    struct library library = library_of_folders(&folders);
    struct system_symbols system;
    struct expansion_options expansion = {.library = &library,
                                          .system = system_symbols_fill(&system, clock_now(&step->clock), given->user)};
    for (int i = 0; i < step->operand_count; i++) {
        const char *path = step->operands[i];
        struct bytes text;
        struct fault fault;
        bytes_init(&text);
        if (file_read(&text, strcmp(path, "-") == 0 ? "/dev/stdin" : path, JCL_MAX_BYTES, &fault) < 0)
            step_fail(step, &fault, RC_UNFINISHED);
        else
            expand_text(step, given, path, &text, &expansion);
        bytes_release(&text);
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        struct fault fault;
        fault_set(&fault, BASE_E_WRITE, "standard output");
        return step_fail(step, &fault, RC_UNFINISHED);
    }
    return step->return_code;
}
