/* output.c - see output.h. */
#include "run/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "jcl/job.h"
#include "run/error.h"
#include "run/journal.h"
#include "run/operator.h"
#include "text/json.h"

enum { CHUNK_BYTES = 1 << 16 };

static const char *const LISTINGS[] = {"JESMSGLG", "JESJCL", "JESYSMSG"};
enum { LISTING_COUNT = sizeof LISTINGS / sizeof LISTINGS[0] };

/* ---- which files, in which order ---- */

struct labels {
    char items[JOB_MAX_STEPS][STATUS_WORD_SIZE]; /* of step N at N - 1, as its journal names it */
};

struct output_file {
    const char *name;
    size_t rank; /* the listings, the steps in their order, what belongs to none */
};

static int read_label(void *user, const struct journal_line *line)
{
    struct labels *labels = user;
    unsigned long number = line->count >= 3 && strcmp(line->words[0], "step") == 0 ? strtoul(line->words[1], NULL, 10) : 0;
    if (number >= 1 && number <= JOB_MAX_STEPS)
        snprintf(labels->items[number - 1], STATUS_WORD_SIZE, "%s", line->words[2]);
    return 0;
}

/* What is no output has no rank: INPUT, JOURNAL, PROCLIBS, HELD. */
static bool find_rank(const char *name, const struct labels *labels, size_t *rank)
{
    const char *dot = strrchr(name, '.');
    for (*rank = 0; *rank < LISTING_COUNT; ++*rank)
        if (strcmp(name, LISTINGS[*rank]) == 0)
            return true;
    if (dot == NULL)
        return false;
    size_t length = (size_t)(dot - name);
    for (size_t i = 0; i < JOB_MAX_STEPS; i++, ++*rank)
        if (strlen(labels->items[i]) == length && memcmp(labels->items[i], name, length) == 0)
            break;
    return true;
}

static int by_rank(const void *left, const void *right)
{
    const struct output_file *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return strcmp(a->name, b->name);
}

struct output {
    struct spool spool;
    char **names;
    size_t name_count;
    struct output_file *files;
    size_t count;
    bool json;
    struct output_options options;
};

static int open_output(struct output *output, struct fault *fault)
{
    struct labels *labels = memory_new(1, sizeof *labels);
    int code = file_list(output->spool.folder, &output->names, &output->name_count, fault);
    journal_read(output->spool.folder, read_label, labels, NULL); /* without one there are no steps */
    if (code == 0) {
        output->files = memory_new(output->name_count, sizeof *output->files);
        for (size_t i = 0; i < output->name_count; i++) {
            struct output_file *file = &output->files[output->count];
            file->name = output->names[i];
            output->count += find_rank(file->name, labels, &file->rank) ? 1 : 0;
        }
        qsort(output->files, output->count, sizeof *output->files, by_rank);
    }
    free(labels);
    return code;
}

static void close_output(struct output *output)
{
    file_names_free(output->names, output->name_count);
    free(output->files);
    spool_close(&output->spool);
}

static FILE *open_file(const struct output *output, const char *name, struct fault *fault)
{
    char *path = spool_path(&output->spool, NULL, name);
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    FILE *file = fd >= 0 ? fdopen(fd, "r") : NULL;
    if (file == NULL)
        fault_errno(fault, BASE_E_OPEN, errno, "%s", path);
    free(path);
    return file;
}

/* ---- what is in them ---- */

static bool is_control(int c)
{
    return c == ' ' || c == '0' || c == '-' || c == '+' || c == '1';
}

/* Does every line begin with a control character?  Leaves FILE at its beginning. */
static bool has_controls(FILE *file)
{
    bool line_begins = true, all = true;
    for (int c; all && (c = getc_unlocked(file)) != EOF;) {
        all = !line_begins || is_control(c);
        line_begins = c == '\n';
    }
    rewind(file);
    return all;
}

/* The lines that are to be free before a line with control character C; a page is parted from what is before it. */
static int lines_before(int c, bool first)
{
    switch (c) {
    case '0':
        return 1;
    case '-':
        return 2;
    case '1':
        return first ? 0 : 1;
    default:
        return 0;
    }
}

static void copy_plain(FILE *file)
{
    bool line_begins = true, first = true;
    for (int c; (c = getc_unlocked(file)) != EOF;) {
        if (line_begins) {
            for (int i = lines_before(c, first); i > 0; i--)
                putchar_unlocked('\n');
            first = false;
        } else {
            putchar_unlocked(c);
        }
        line_begins = c == '\n';
    }
    if (!line_begins)
        putchar_unlocked('\n');
}

/* Byte for byte; WHOLE_LINES ends a last line that has no end. */
static void copy(FILE *file, bool whole_lines)
{
    static char chunk[CHUNK_BYTES];
    char last = '\n';
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;) {
        last = chunk[got - 1];
        if (fwrite(chunk, 1, got, stdout) != got)
            return; /* nobody reads on: the skeleton says so */
    }
    if (whole_lines && last != '\n')
        putchar_unlocked('\n');
}

static int print_file(const struct output *output, const char *name, bool alone, struct fault *fault)
{
    FILE *file = open_file(output, name, fault);
    if (file == NULL)
        return BASE_E_OPEN;
    if (!alone)
        printf("==== %s %s ====\n", output->spool.id, name);
    if (output->options.plain && has_controls(file))
        copy_plain(file);
    else
        copy(file, !alone);
    int code = ferror(file) ? fault_set(fault, BASE_E_OPEN, "%s/%s", output->spool.folder, name) : 0;
    fclose(file);
    return code;
}

static void list_file(const struct output *output, const char *name)
{
    char *path = spool_path(&output->spool, NULL, name);
    struct stat what;
    long long bytes = stat(path, &what) == 0 ? (long long)what.st_size : 0;
    free(path);
    if (!output->json) {
        printf("%-26s %12lld\n", name, bytes);
        return;
    }
    struct bytes line;
    bytes_init(&line);
    bytes_char(&line, '{');
    json_put_member(&line, "file", name);
    json_put_number(&line, "bytes", bytes);
    bytes_text(&line, "}\n");
    fwrite(line.data, 1, line.length, stdout);
    bytes_release(&line);
}

static int print_files(const struct output *output, const char *name, struct fault *fault)
{
    char shown[80];
    int code = 0;
    size_t printed = 0;
    for (size_t i = 0; i < output->count && code == 0; i++) {
        const struct output_file *file = &output->files[i];
        if (name != NULL && strcmp(name, file->name) != 0)
            continue;
        printed++;
        if (output->options.list)
            list_file(output, file->name);
        else
            code = print_file(output, file->name, name != NULL, fault);
    }
    if (code == 0 && printed == 0 && name != NULL)
        code = fault_set(fault, RUN_E_NO_OUTPUT, "%s, %s", output->spool.id, bytes_escape(shown, sizeof shown, name, strlen(name)));
    return code;
}

int output_print(struct step *step, const char *id, const char *file, const struct output_options *options)
{
    struct output output = {.json = step->json, .options = *options};
    struct fault fault = {0};
    int code = operator_find(step, id, &output.spool, &fault);
    if (code == 0)
        code = open_output(&output, &fault);
    if (code == 0)
        code = print_files(&output, file, &fault);
    close_output(&output);
    return code < 0 ? step_fail(step, &fault, RC_NOT_STARTED) : RC_DONE;
}
