/* rollback - the job streams that put a release in and take it out again. */
#include <stdlib.h>

#include "base/file.h"
#include "form/form.h"
#include "register/register.h"
#include "rollback/streams.h"
#include "step/message.h"
#include "step/program.h"

struct rollback_options {
    const char *manifest;
    const char *out;
};

enum { MANIFEST_MAX_BYTES = 16 << 20 };

static int from_manifest(struct step *step, const struct rollback_options *options, struct fault *fault)
{
    struct manifest manifest;
    struct bytes json;
    if (options->out == NULL)
        return fault_set(fault, STEP_E_USAGE, "--manifest needs --out DIR");
    manifest_init(&manifest);
    bytes_init(&json);
    int code = file_read(&json, options->manifest, MANIFEST_MAX_BYTES, fault);
    if (code == 0)
        code = manifest_read(&manifest, bytes_string(&json), json.length, fault);
    if (code == 0)
        code = streams_write(&manifest, options->out, fault);
    if (code < 0 && fault->file[0] == '\0')
        fault_in_file(fault, options->manifest);
    if (code == 0 && !step->quiet)
        printf("%s/ROLLBACK.jcl and CUTOVER.jcl: %zu elements\n", options->out, manifest.count);
    bytes_release(&json);
    manifest_release(&manifest);
    return code;
}

static void tell(void *user, const struct fault *fault)
{
    step_message(user, fault);
}

static int from_register(struct step *step, struct fault *fault)
{
    struct balance balance = {.step = "ROLLBACK", .unit = "submission"};
    struct form_set forms = {0};
    struct reg *reg = NULL;
    struct bytes line;
    char *copybooks = file_join(step->share, "copybooks"), *folder = step_path(step, "register");
    char *streams = step_dd(step, "STREAMS");
    bytes_init(&line);
    int code = form_set_open(&forms, copybooks, fault);
    if (code == 0)
        code = reg_open(&reg, folder, fault);
    if (code == 0)
        code = streams_make(reg, &forms, streams, &balance, tell, step, fault);
    if (code == 0)
        code = balance_check(&balance, fault);
    balance_line(&line, &balance);
    printf("%s\n", bytes_string(&line));
    reg_close(reg);
    form_set_release(&forms);
    bytes_release(&line);
    free(copybooks);
    free(folder);
    free(streams);
    return code;
}

static int rollback(struct step *step, void *values)
{
    const struct rollback_options *options = values;
    struct fault fault = {0};
    if (options->manifest != NULL) {
        int code = from_manifest(step, options, &fault);
        return code < 0 ? step_fail(step, &fault, code == STEP_E_USAGE ? RC_NOT_STARTED : RC_ERROR) : RC_DONE;
    }
    int code = from_register(step, &fault);
    return code < 0 ? step_fail(step, &fault, code == STEP_E_BALANCE ? RC_NOT_STARTED : RC_UNFINISHED) : RC_DONE;
}

static const struct option_spec OPTIONS[] = {
    {"manifest", OPTION_TEXT, offsetof(struct rollback_options, manifest), "FILE", "make the streams of this manifest alone"},
    {"out", OPTION_TEXT, offsetof(struct rollback_options, out), "DIR", "where to, with --manifest"},
    {0}};

static const struct dd_spec DDS[] = {{"STREAMS", "streams", "folder of the streams, one below it a submission"}, {0}};

static const struct program PROGRAM = {
    .name = "rollback",
    .purpose = "Writes the job streams that put a release in and take it out again.",
    .options = OPTIONS,
    .options_size = sizeof(struct rollback_options),
    .dds = DDS,
    .needs_home = true,
    .body = rollback,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
