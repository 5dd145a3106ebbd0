/* datasets - puts, gets, copies, lists and deletes data sets by name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "dataset/dataset.h"
#include "record/codepage.h"
#include "step/message.h"
#include "step/program.h"

struct datasets_options {
    const char *recfm;
    struct option_number lrecl;
    bool text;
    const char *codepage;
};

/* What a command works on. */
struct work {
    struct step *step;
    const struct datasets_options *options;
    struct catalog *catalog;
    struct dataset dataset;
    char member[MEMBER_SIZE];
    struct fault fault;
};

static int usage(struct work *work, const char *what)
{
    return fault_set(&work->fault, STEP_E_USAGE, "%s", what);
}

/* Operand AT as a data set name; 1 when it is not catalogued. */
static int find(struct work *work, int at)
{
    char name[DSN_SIZE];
    int code = dsn_parse(work->step->operands[at], name, work->member, &work->fault);
    return code < 0 ? code : catalog_find(work->catalog, name, &work->dataset, &work->fault);
}

static int missing(struct work *work, const char *name)
{
    return fault_set(&work->fault, STEP_E_UNKNOWN, "%s", name);
}

/* The data set that put goes to: as it is, or made as the options say. */
static int find_or_define(struct work *work)
{
    const struct datasets_options *options = work->options;
    int code = find(work, 1);
    if (code != 1)
        return code;
    int recfm = dataset_recfm_parse(options->recfm != NULL ? options->recfm : "FB");
    if (recfm < 0)
        return usage(work, "--recfm is F, FB, V, VB or U");
    struct dataset made = {.partitioned = work->member[0] != '\0', .recfm = (enum dataset_recfm)recfm, .lrecl = 80};
    char member[MEMBER_SIZE];
    if (recfm == DATASET_U)
        made.lrecl = 0;
    if (options->lrecl.given)
        made.lrecl = options->lrecl.value > 0 && options->lrecl.value < 100000 ? (int)options->lrecl.value : -1;
    code = dsn_parse(work->step->operands[1], made.name, member, &work->fault);
    if (code == 0)
        code = catalog_define(work->catalog, &made, &work->fault);
    work->dataset = made;
    return code < 0 ? code : 0;
}

/* One line of UTF-8 as a record of the data set in the code page. */
static int add_record(struct work *work, const struct codepage *page, struct bytes *out, const char *line, size_t length)
{
    const struct dataset *dataset = &work->dataset;
    bool variable = dataset->recfm == DATASET_V || dataset->recfm == DATASET_VB;
    size_t room = dataset->lrecl > 0 ? (size_t)dataset->lrecl - (variable ? 4 : 0) : 32760;
    uint8_t *to = bytes_reserve(out, room + 4) + (variable ? 4 : 0);
    ptrdiff_t written = codepage_encode(page, to, room, line, length);
    if (written < 0)
        return fault_set(&work->fault, DATASET_E_RECORDS, "a line of %zu bytes does not fit %zu, or has a character that %s lacks",
                         length, room, page->name);
    if (variable) {
        size_t whole = (size_t)written + 4;
        const uint8_t rdw[4] = {(uint8_t)(whole >> 8), (uint8_t)whole, 0, 0};
        memcpy(to - 4, rdw, sizeof rdw);
        out->length += whole;
        return 0;
    }
    bool fixed = dataset->recfm != DATASET_U;
    memset(to + written, page->blank, fixed ? room - (size_t)written : 0);
    out->length += fixed ? room : (size_t)written;
    return 0;
}

static int convert(struct work *work, const struct bytes *text, struct bytes *out)
{
    struct codepage page;
    int code = codepage_open(&page, work->options->codepage != NULL ? work->options->codepage : "CP037", &work->fault);
    if (code < 0)
        return code;
    int64_t number = 0;
    for (const char *line = bytes_string(text), *end = line + text->length; line < end && code == 0;) {
        size_t length = strcspn(line, "\n");
        code = add_record(work, &page, out, line, length > 0 && line[length - 1] == '\r' ? length - 1 : length);
        fault_at_record(&work->fault, ++number, "line");
        line += length + 1;
    }
    codepage_close(&page);
    return code;
}

static int put(struct work *work)
{
    struct bytes content, records;
    if (work->step->operand_count != 3)
        return usage(work, "put DSN[(MEMBER)] FILE");
    bytes_init(&content);
    bytes_init(&records);
    int code = file_read(&content, work->step->operands[2], DATASET_MAX_BYTES, &work->fault);
    if (code == 0)
        code = find_or_define(work);
    if (code == 0 && work->options->text)
        code = convert(work, &content, &records);
    const struct bytes *stored = work->options->text ? &records : &content;
    if (code == 0)
        code = dataset_put(work->catalog, &work->dataset, work->member, stored->data, stored->length, &work->fault);
    bytes_release(&content);
    bytes_release(&records);
    return code;
}

static int get(struct work *work)
{
    if (work->step->operand_count < 2 || work->step->operand_count > 3)
        return usage(work, "get DSN[(MEMBER)] [FILE]");
    struct bytes content;
    bytes_init(&content);
    int code = find(work, 1);
    if (code == 0)
        code = dataset_get(work->catalog, &work->dataset, work->member, &content, &work->fault);
    if (code == 1)
        code = missing(work, work->step->operands[1]);
    else if (code == 0 && work->step->operand_count == 3)
        code = file_write(work->step->operands[2], content.data, content.length, &work->fault);
    else if (code == 0)
        fwrite(bytes_string(&content), 1, content.length, stdout);
    bytes_release(&content);
    return code;
}

static int copy(struct work *work)
{
    if (work->step->operand_count != 3)
        return usage(work, "copy DSN[(MEMBER)] DSN[(MEMBER)]");
    struct bytes content;
    bytes_init(&content);
    int code = find(work, 1);
    if (code == 0)
        code = dataset_get(work->catalog, &work->dataset, work->member, &content, &work->fault);
    if (code == 1)
        code = missing(work, work->step->operands[1]);
    struct dataset target = work->dataset;
    if (code == 0)
        code = dsn_parse(work->step->operands[2], target.name, work->member, &work->fault);
    target.partitioned = work->member[0] != '\0';
    if (code == 0 && catalog_find(work->catalog, target.name, &target, &work->fault) == 1)
        code = catalog_define(work->catalog, &target, &work->fault);
    if (code == 0)
        code = dataset_put(work->catalog, &target, work->member, content.data, content.length, &work->fault);
    bytes_release(&content);
    return code;
}

static int print_dataset(void *user, const struct dataset *dataset)
{
    struct work *work = user;
    char **members;
    size_t count;
    int code = dataset_members(work->catalog, dataset, &members, &count, &work->fault);
    if (code < 0)
        return code;
    if (work->step->json)
        printf("{\"dsn\":\"%s\",\"dsorg\":\"%s\",\"recfm\":\"%s\",\"lrecl\":%d,\"members\":%zu}\n", dataset->name,
               dataset->partitioned ? "PO" : "PS", dataset_recfm_name(dataset->recfm), dataset->lrecl, count);
    else
        printf("%-44s %s %-2s %5d\n", dataset->name, dataset->partitioned ? "PO" : "PS",
               dataset_recfm_name(dataset->recfm), dataset->lrecl);
    for (size_t i = 0; i < count && !work->step->json; i++)
        printf("    %s\n", members[i]);
    file_names_free(members, count);
    return 0;
}

static int list(struct work *work)
{
    if (work->step->operand_count > 2)
        return usage(work, "list [PATTERN]");
    const char *pattern = work->step->operand_count == 2 ? work->step->operands[1] : NULL;
    return catalog_list(work->catalog, pattern, print_dataset, work, &work->fault);
}

static int remove_one(struct work *work)
{
    if (work->step->operand_count != 2)
        return usage(work, "delete DSN[(MEMBER)]");
    int code = find(work, 1);
    if (code == 0)
        code = dataset_delete(work->catalog, &work->dataset, work->member, &work->fault);
    return code == 1 ? missing(work, work->step->operands[1]) : code;
}

static const struct {
    const char *name;
    int (*run)(struct work *work);
} COMMANDS[] = {{"put", put}, {"get", get}, {"copy", copy}, {"list", list}, {"delete", remove_one}};

static int datasets(struct step *step, void *options)
{
    struct work work = {.step = step, .options = options};
    int code = usage(&work, "expected put, get, copy, list or delete");
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++) {
        if (strcmp(COMMANDS[i].name, step->operands[0]) != 0)
            continue;
        char *folder = step_path(step, "datasets");
        code = catalog_open(&work.catalog, folder, &work.fault);
        free(folder);
        if (code == 0)
            code = COMMANDS[i].run(&work);
        catalog_close(work.catalog);
    }
    if (code >= 0)
        return RC_DONE;
    return step_fail(step, &work.fault, code == STEP_E_USAGE ? RC_NOT_STARTED : RC_ERROR);
}

static const struct option_spec OPTIONS[] = {
    {"recfm", OPTION_TEXT, offsetof(struct datasets_options, recfm), "R", "of a new data set: F FB V VB U (default FB)"},
    {"lrecl", OPTION_NUMBER, offsetof(struct datasets_options, lrecl), "N", "of a new data set (default 80; V counts the RDW)"},
    {"text", OPTION_FLAG, offsetof(struct datasets_options, text), NULL, "put: lines of UTF-8 become records"},
    {"codepage", OPTION_TEXT, offsetof(struct datasets_options, codepage), "NAME", "of those records (default CP037)"},
    {0}};

static const struct program PROGRAM = {
    .name = "datasets",
    .purpose = "Data sets by name: puts, gets, copies, lists and deletes sequential ones and members.",
    .operands = "put DSN[(MEMBER)] FILE | get DSN[(MEMBER)] [FILE] | copy DSN DSN | list [PATTERN] | delete DSN",
    .operands_min = 1,
    .operands_max = 3,
    .options = OPTIONS,
    .options_size = sizeof(struct datasets_options),
    .needs_home = true,
    .body = datasets,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
