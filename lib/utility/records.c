/* records.c - see records.h. */
#include "utility/records.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "record/convert.h"
#include "record/error.h"
#include "record/jsonschema.h"
#include "step/error_file.h"
#include "step/message.h"
#include "step/progress.h"
#include "utility/diagnosis.h"

#define SETTING_TEXT(member, name, metavar, help) {name, OPTION_TEXT, offsetof(struct records_options, settings.member), metavar, help},
#define SETTING_FLAG(member, name, help) {name, OPTION_FLAG, offsetof(struct records_options, settings.member), NULL, help},
#define SETTING_LIST(member, name, metavar, help) {name, OPTION_LIST, offsetof(struct records_options, member), metavar, help},
#define ERRORS_OPTION \
    {"errors", OPTION_TEXT, offsetof(struct records_options, errors), "FILE", "also write what is bad to FILE, as JSON lines"},

const struct option_spec records_layout_options[] = {
#include "record/settings.def"
    {"schema", OPTION_FLAG, offsetof(struct records_options, json_schema), NULL, "JSON Schema of the JSON that decode makes with these options"},
    {0}};

const struct option_spec records_decode_options[] = {
#include "record/settings.def"
    {"format", OPTION_TEXT, offsetof(struct records_options, format), "json|csv", "how values are written (default json)"},
    {"guess", OPTION_FLAG, offsetof(struct records_options, guess), NULL, "decode nothing: say which options fit the data better, and why"},
    ERRORS_OPTION{0}};

const struct option_spec records_encode_options[] = {
#include "record/settings.def"
    ERRORS_OPTION{0}};

/* What a run of decode or encode holds. */
struct records_run {
    struct step *step;
    const char *file; /* as messages name it */
    struct error_file errors;
    struct progress progress;
    struct schema schema;
    struct conversion conversion;
};

static struct settings_list list_of(const struct text_list *list)
{
    return (struct settings_list){list->items, list->count};
}

/* Read the copybook and make everything that the options say of it. */
static int open_schema(struct schema *schema, struct records_options *options, enum schema_use use, struct fault *fault)
{
    struct bytes text;
    struct settings *settings = &options->settings;
    if (settings->copybook == NULL)
        return fault_set(fault, STEP_E_USAGE, "expected --copybook FILE");
    settings->segments = list_of(&options->segments);
    settings->copy_paths = list_of(&options->copy_paths);
    settings->codepages_of = list_of(&options->codepages_of);
    settings->parents = list_of(&options->parents);
    settings->select = list_of(&options->select);
    settings->raw = list_of(&options->raw);
    bytes_init(&text);
    int code = file_read(&text, settings->copybook, COPYBOOK_BYTES_MAX, fault);
    if (code == 0) {
        code = schema_open(schema, settings, bytes_string(&text), text.length, use, fault);
        if (code < 0 && fault->record > 0)
            fault_in_file(fault, settings->copybook);
    }
    bytes_release(&text);
    return code;
}

int records_layout(struct step *step, void *options)
{
    struct fault fault = {0};
    struct schema schema;
    struct bytes out;
    bool json_schema = ((const struct records_options *)options)->json_schema;
    if (open_schema(&schema, options, json_schema ? SCHEMA_DECODE : SCHEMA_LAYOUT, &fault) < 0)
        return step_fail(step, &fault, RC_NOT_STARTED);
    bytes_init(&out);
    if (json_schema)
        jsonschema_put(&out, &schema);
    else
        (step->json ? layout_json : layout_print)(&out, &schema.layout);
    fwrite(out.data, 1, out.length, stdout);
    bytes_release(&out);
    schema_close(&schema);
    return RC_DONE;
}

static void tell(void *user, const struct convert_bad *bad)
{
    struct records_run *run = user;
    struct fault fault = bad->fault;
    fault_in_file(&fault, run->file);
    step_message(run->step, &fault);
    error_file_add(&run->errors, &fault, bad->path, bad->file_offset, bad->bytes, bad->length);
}

static void show_progress(void *user, int64_t bytes)
{
    struct records_run *run = user;
    progress_step(&run->progress, bytes);
}

static bool is_regular(int fd)
{
    struct stat status;
    return fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

static int64_t size_of(int fd)
{
    struct stat status;
    return fstat(fd, &status) == 0 && S_ISREG(status.st_mode) ? (int64_t)status.st_size : 0;
}

static int open_data(struct records_run *run, struct fault *fault)
{
    const char *path = run->step->operand_count > 0 ? run->step->operands[0] : "-";
    const char *slash = strrchr(path, '/');
    run->file = slash != NULL ? slash + 1 : path;
    run->conversion.in = STDIN_FILENO;
    if (strcmp(path, "-") == 0)
        return 0;
    run->conversion.in = open(path, O_RDONLY | O_CLOEXEC);
    return run->conversion.in >= 0 ? 0 : fault_errno(fault, BASE_E_OPEN, errno, "%s", path);
}

/* What is written must not be what is read. */
static int open_errors(struct records_run *run, const struct records_options *options, struct fault *fault)
{
    const char *data = run->step->operand_count > 0 ? run->step->operands[0] : "-", *path = options->errors;
    bool is_data = path != NULL && strcmp(data, "-") != 0 && file_is_same(path, data);
    if (is_data || (path != NULL && file_is_same(path, options->settings.copybook)))
        return fault_set(fault, STEP_E_USAGE, "--errors %s is the %s: give a file of its own", path, is_data ? "data" : "copybook");
    return error_file_open(&run->errors, path, fault);
}

static int open_run(struct records_run *run, struct records_options *options, enum schema_use use, struct fault *fault)
{
    int code = open_schema(&run->schema, options, use, fault);
    if (code < 0)
        return code;
    code = open_data(run, fault);
    if (code == 0)
        code = open_errors(run, options, fault);
    if (code < 0) {
        if (run->conversion.in > STDERR_FILENO)
            close(run->conversion.in);
        schema_close(&run->schema);
        return code;
    }
    run->conversion.schema = &run->schema;
    run->conversion.out = stdout;
    run->conversion.tell = tell;
    run->conversion.progress = show_progress;
    progress_init(&run->progress, stderr, run->step->program->name, size_of(run->conversion.in), run->step->quiet);
    run->conversion.user = run;
    return 0;
}

static struct diagnosis diagnosis_of(const struct records_run *run, const struct records_options *options)
{
    return (struct diagnosis){.settings = &options->settings, .in = run->conversion.in,
                              .path = run->step->operand_count > 0 ? run->step->operands[0] : "-"};
}

/* Nothing was decoded. */
static int close_unused(struct records_run *run)
{
    struct fault fault;
    error_file_close(&run->errors, &fault);
    if (run->conversion.in > STDERR_FILENO)
        close(run->conversion.in);
    schema_close(&run->schema);
    return run->step->return_code;
}

/* Say what was done and close; CODE is what the conversion gave. */
static int close_run(struct records_run *run, int code, struct fault *fault)
{
    const struct convert_tally *tally = &run->conversion.tally;
    struct step *step = run->step;
    progress_end(&run->progress);
    if (code < 0) {
        fault_in_file(fault, run->file);
        step_fail(step, fault, RC_UNFINISHED);
    }
    if (error_file_close(&run->errors, fault) < 0)
        step_fail(step, fault, RC_UNFINISHED);
    convert_summary(&run->conversion, fault);
    fault_in_file(fault, run->file);
    step_message(step, fault);
    if (tally->bad > 0)
        step_raise(step, RC_WARNING);
    if (tally->broken)
        step_raise(step, RC_ERROR);
    if (run->conversion.in > STDERR_FILENO)
        close(run->conversion.in);
    schema_close(&run->schema);
    return step->return_code;
}

int records_decode(struct step *step, void *options)
{
    struct records_options *given = options;
    struct records_run run = {.step = step};
    struct fault fault = {0};
    bool csv = given->format != NULL && strcmp(given->format, "csv") == 0;
    if (given->format != NULL && !csv && strcmp(given->format, "json") != 0) {
        fault_set(&fault, STEP_E_USAGE, "--format is json or csv");
        return step_fail(step, &fault, RC_NOT_STARTED);
    }
    if (open_run(&run, given, SCHEMA_DECODE, &fault) < 0)
        return step_fail(step, &fault, RC_NOT_STARTED);
    struct diagnosis diagnosis = diagnosis_of(&run, given);
    struct sample head = {0};
    if (given->guess) {
        diagnosis_propose(step, &diagnosis);
        return close_unused(&run);
    }
    if (!is_regular(run.conversion.in))
        diagnosis.head = run.conversion.head = &head; /* it cannot be read again */
    int code = convert_decode(&run.conversion, csv ? CONVERT_CSV : CONVERT_JSON, &fault);
    if (code == 0)
        diagnosis_tell(step, &diagnosis, &run.conversion.tally);
    sample_release(&head);
    return close_run(&run, code, &fault);
}

int records_encode(struct step *step, void *options)
{
    struct records_run run = {.step = step};
    struct fault fault = {0};
    if (open_run(&run, options, SCHEMA_ENCODE, &fault) < 0)
        return step_fail(step, &fault, RC_NOT_STARTED);
    int code = convert_encode(&run.conversion, &fault);
    return close_run(&run, code, &fault);
}
