/* rollback - the job streams that put a release in and take it out again. */
#include <stdlib.h>

#include "base/file.h"
#include "release/desk.h"
#include "rollback/streams.h"
#include "step/message.h"
#include "step/program.h"

struct rollback_options {
    const char *manifest;
    const char *out;
};

enum { MANIFEST_MAX_BYTES = 16 << 20 };

static int from_manifest(struct step *step, const struct rollback_options *options)
{
    struct manifest manifest;
    struct bytes json;
    struct fault fault = {0};
    manifest_init(&manifest);
    bytes_init(&json);
    int code = file_read(&json, options->manifest, MANIFEST_MAX_BYTES, &fault);
    if (code == 0)
        code = manifest_read(&manifest, bytes_string(&json), json.length, &fault);
    if (code == 0)
        code = streams_write(&manifest, options->out, &fault);
    if (code < 0 && fault.file[0] == '\0')
        fault_in_file(&fault, options->manifest);
    if (code == 0 && !step->quiet)
        printf("%s: CUTOVER.jcl and ROLLBACK.jcl of %zu elements\n", options->out, manifest.count);
    bytes_release(&json);
    manifest_release(&manifest);
    return code < 0 ? step_fail(step, &fault, RC_ERROR) : RC_DONE;
}

static void tell(void *user, const struct fault *why)
{
    step_message(user, why);
}

static void print_balance(const struct step *step, const struct balance *balance)
{
    struct bytes line;
    bytes_init(&line);
    if (step->json)
        balance_json(&line, balance);
    else
        balance_line(&line, balance);
    puts(bytes_string(&line));
    bytes_release(&line);
}

static int from_register(struct step *step)
{
    struct balance balance = {.step = "ROLLBACK", .unit = "submission"};
    struct fault fault = {0};
    struct desk desk;
    if (desk_open(&desk, step, DESK_WRITE | DESK_FORMS, &fault) < 0)
        return step_fail(step, &fault, RC_UNFINISHED);
    char *streams = step_dd(step, "STREAMS");
    int code = streams_make(&desk, streams, &balance, tell, step, &fault);
    if (code == 0)
        code = balance_check(&balance, &fault);
    print_balance(step, &balance);
    free(streams);
    desk_close(&desk);
    return code < 0 ? step_fail(step, &fault, code == STEP_E_BALANCE ? RC_NOT_STARTED : RC_UNFINISHED) : RC_DONE;
}

static int rollback(struct step *step, void *values)
{
    const struct rollback_options *options = values;
    struct fault fault = {0};
    if ((options->manifest == NULL) == (options->out == NULL))
        return options->manifest != NULL ? from_manifest(step, options) : from_register(step);
    fault_set(&fault, STEP_E_USAGE, "--manifest and --out go together");
    return step_fail(step, &fault, RC_NOT_STARTED);
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
