/* program.c - see program.h. */
#include "step/program.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "step/message.h"
#include "step/option.h"

static const char VERSION[] = "0.1.0";
static const char DEFAULT_HOME[] = "/var/lib/cutover";

struct common_options {
    bool help;
    bool version;
    bool json;
    bool quiet;
    int date;
    const char *home;
    const char *config;
};

static const struct option_spec COMMON[] = {
    {"home", OPTION_TEXT, offsetof(struct common_options, home), "DIR", "home folder (default $CUTOVER_HOME, else /var/lib/cutover)"},
    {"config", OPTION_TEXT, offsetof(struct common_options, config), "FILE", "configuration (default HOME/cutover.conf over the one shipped)"},
    {"date", OPTION_DATE, offsetof(struct common_options, date), "CCYYMMDD", "business date (default $CUTOVER_DATE, else today)"},
    {"json", OPTION_FLAG, offsetof(struct common_options, json), NULL, "print records as JSON lines"},
    {"quiet", OPTION_FLAG, offsetof(struct common_options, quiet), NULL, "only errors, no progress"},
    {"help", OPTION_FLAG, offsetof(struct common_options, help), NULL, "show this help"},
    {"version", OPTION_FLAG, offsetof(struct common_options, version), NULL, "show the version"},
    {0}};

/* Everything program_main owns for one run. */
struct run {
    struct step step;
    struct common_options common;
    struct option_spec *table;  /* the program's options and the common ones, offsets into values */
    char *values;               /* the program's struct, then struct common_options */
    struct text_list words;
    struct text_list operands;
    struct arena arena;
};

static size_t table_length(const struct option_spec *table)
{
    size_t count = 0;
    while (table != NULL && table[count].name != NULL)
        count++;
    return count;
}

/* One table over one block of values, so that option_parse needs to know nothing of "common". */
static void join_tables(struct run *run, const struct program *program)
{
    size_t own = table_length(program->options), common = table_length(COMMON);
    size_t common_at = (program->options_size + 15) / 16 * 16;
    run->table = memory_new(own + common + 1, sizeof *run->table);
    run->values = memory_new(1, common_at + sizeof run->common);
    if (own > 0)
        memcpy(run->table, program->options, own * sizeof *run->table);
    memcpy(run->table + own, COMMON, common * sizeof *run->table);
    for (size_t i = 0; i < common; i++)
        run->table[own + i].offset += common_at;
}

static void print_help(const struct program *program)
{
    struct bytes out;
    bytes_init(&out);
    bytes_format(&out, "Usage: cutover %s [options]%s%s\n\n%s\n\nOptions:\n", program->name,
                 program->operands != NULL ? " " : "", program->operands != NULL ? program->operands : "",
                 program->purpose);
    option_help(&out, program->options);
    option_help(&out, COMMON);
    if (program->dds != NULL && program->dds->name != NULL)
        bytes_text(&out, "\nDD names (environment DD_name; default below the home folder):\n");
    for (const struct dd_spec *dd = program->dds; dd != NULL && dd->name != NULL; dd++)
        bytes_format(&out, "  %-10s %-22s %s\n", dd->name, dd->fallback, dd->help);
    if (program->examples != NULL)
        bytes_format(&out, "\nExamples:\n%s", program->examples);
    bytes_text(&out, "\nReturn codes: 0 done, 4 warning, 8 error, 12 unfinished (run again), 16 not started.\n");
    fwrite(out.data, 1, out.length, stdout);
    bytes_release(&out);
}

static int read_words(struct run *run, int argc, char **argv, struct fault *fault)
{
    if (getenv("CUTOVER_STEP") != NULL && argc == 2) {
        int code = option_from_parm(run->table, argv[1], &run->arena, &run->words, fault);
        if (code < 0)
            return code;
    } else {
        for (int i = 1; i < argc; i++)
            text_list_add(&run->words, argv[i]);
    }
    return option_parse(run->table, run->values, (char **)(void *)run->words.items, (int)run->words.count,
                        &run->operands, fault);
}

static int check_operands(const struct program *program, int count, struct fault *fault)
{
    if (count < program->operands_min)
        return fault_set(fault, STEP_E_USAGE, "expected %s", program->operands);
    if (program->operands_max >= 0 && count > program->operands_max)
        return fault_set(fault, STEP_E_USAGE, "too many operands: expected %s",
                         program->operands != NULL ? program->operands : "none");
    return 0;
}

static int read_config(struct step *step, const char *path, struct fault *fault)
{
    char *shipped = file_join(step->share, "etc/cutover.conf");
    char *own = file_join(step->home, "cutover.conf");
    int code = file_exists(shipped) ? config_read(&step->config, shipped, fault) : 0;
    if (code == 0 && path != NULL)
        code = config_read(&step->config, path, fault);
    else if (code == 0 && file_exists(own))
        code = config_read(&step->config, own, fault);
    free(shipped);
    free(own);
    return code;
}

/* 0 and *DATE of the variable NAME, left as it is when there is none. */
static int date_of_environment(const char *name, int *date, struct fault *fault)
{
    const char *text = getenv(name);
    return *date == 0 && text != NULL && text[0] != '\0' ? date_parse(text, date, fault) : 0;
}

/* A date that is given fixes the clock; the job's does not; else it is today where the agencies are. */
static int set_date(struct step *step, int given, struct fault *fault)
{
    step->date = given;
    int code = date_of_environment("CUTOVER_DATE", &step->date, fault);
    step->clock.fixed = step->date != 0 ? date_to_days(step->date) * 86400 : -1;
    if (code == 0)
        code = date_of_environment("CUTOVER_BUSINESS_DATE", &step->date, fault);
    if (code < 0 || step->date != 0)
        return code;
    step->date = date_of_seconds(clock_now(&step->clock));
    if (!step->program->needs_home)
        return 0;
    return date_in_zone(clock_now(&step->clock), config_text(&step->config, "calendar", "zone", "America/New_York"), &step->date, fault);
}

static const char *first_of(const char *a, const char *b, const char *c)
{
    if (a != NULL && a[0] != '\0')
        return a;
    return b != NULL && b[0] != '\0' ? b : c;
}

static int prepare(struct run *run, const struct program *program, struct fault *fault)
{
    struct step *step = &run->step;
    step->home = first_of(run->common.home, getenv("CUTOVER_HOME"), DEFAULT_HOME);
    step->config_file = first_of(run->common.config, getenv("CUTOVER_CONFIG"), NULL);
    step->share = first_of(getenv("CUTOVER_SHARE"), CUTOVER_SHARE, CUTOVER_SHARE);
    step->json = run->common.json;
    step->quiet = run->common.quiet;
    step->operands = run->operands.items;
    step->operand_count = (int)run->operands.count;
    int code = check_operands(program, step->operand_count, fault);
    if (code == 0)
        code = read_config(step, step->config_file, fault);
    if (code == 0)
        code = set_date(step, run->common.date, fault);
    if (code == 0 && program->needs_home) {
        struct fault why = {0};
        if (file_make_folder(step->home, &why) < 0 || access(step->home, W_OK | X_OK) != 0)
            code = fault_set(fault, STEP_E_HOME, "%s", step->home);
    }
    return code;
}

static void run_release(struct run *run)
{
    for (const struct option_spec *option = run->table; option != NULL && option->name != NULL; option++)
        if (option->kind == OPTION_LIST)
            free(((struct text_list *)(void *)(run->values + option->offset))->items);
    free(run->words.items);
    free(run->operands.items);
    free(run->table);
    free(run->values);
    arena_release(&run->arena);
    config_release(&run->step.config);
}

/* A pipe whose reader has seen enough, as in "list | head": nobody is to be told. */
static bool reader_is_gone(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

/* The code of the step when all it printed is there, else worse. */
static int flush_output(struct step *step, int return_code)
{
    struct fault fault;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return return_code;
    if (reader_is_gone())
        return step_raise(step, RC_UNFINISHED);
    fault_set(&fault, BASE_E_WRITE, "standard output");
    return step_fail(step, &fault, RC_UNFINISHED);
}

int program_main(const struct program *program, int argc, char **argv)
{
    struct run run = {.step = {.program = program, .clock = {-1}}};
    struct fault fault = {0};
    signal(SIGPIPE, SIG_IGN); /* a reader that went away is a write error, not a death */
    signal(SIGXFSZ, SIG_IGN); /* and so is a full disk quota */
    arena_init(&run.arena);
    config_init(&run.step.config);
    join_tables(&run, program);
    int code = read_words(&run, argc, argv, &fault);
    size_t common_at = (program->options_size + 15) / 16 * 16;
    memcpy(&run.common, run.values + common_at, sizeof run.common);
    int return_code;
    if (code == 0 && run.common.help) {
        print_help(program);
        return_code = RC_DONE;
    } else if (code == 0 && run.common.version) {
        printf("cutover %s %s\n", program->name, VERSION);
        return_code = RC_DONE;
    } else if (code < 0 || prepare(&run, program, &fault) < 0) {
        return_code = step_fail(&run.step, &fault, RC_NOT_STARTED);
    } else {
        return_code = step_raise(&run.step, (enum return_code)program->body(&run.step, run.values));
    }
    return_code = flush_output(&run.step, return_code);
    run_release(&run);
    return return_code;
}

void step_message(struct step *step, const struct fault *fault)
{
    struct bytes line;
    bytes_init(&line);
    message_line(&line, fault);
    char severity = message_severity(fault);
    if (!step->quiet || (severity != 'I' && severity != 'W'))
        fprintf(stderr, "%s\n", bytes_string(&line));
    if (step->home != NULL && step->program->needs_home) {
        char *path = file_join(step->home, "log");
        log_line(path, clock_now(&step->clock), step->program->name, bytes_string(&line));
        free(path);
    }
    bytes_release(&line);
}

int step_fail(struct step *step, const struct fault *fault, enum return_code code)
{
    step_message(step, fault);
    return step_raise(step, code);
}

int step_raise(struct step *step, enum return_code code)
{
    if ((int)code > step->return_code)
        step->return_code = (int)code;
    return step->return_code;
}

char *step_path(const struct step *step, const char *name)
{
    return file_join(step->home, name);
}

char *step_dd(const struct step *step, const char *name)
{
    char variable[16];
    snprintf(variable, sizeof variable, "DD_%s", name);
    const char *given = getenv(variable);
    if (given != NULL && given[0] != '\0')
        return memory_copy_string(given);
    for (const struct dd_spec *dd = step->program->dds; dd != NULL && dd->name != NULL; dd++)
        if (strcmp(dd->name, name) == 0)
            return file_join(step->home, dd->fallback);
    return file_join(step->home, name);
}

int step_lock(const struct step *step, struct lock *lock, const char *name, bool wait, struct fault *fault)
{
    struct bytes path;
    bytes_init(&path);
    bytes_format(&path, "%s/.%s.lock", step->home, name);
    int code = lock_acquire(lock, bytes_string(&path), wait, fault);
    bytes_release(&path);
    return code;
}
