/* datasets.c - see datasets.h. */
#include "utility/datasets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "step/message.h"
#include "utility/lines.h"

enum { DEFAULT_LRECL = 80 };
static const char DEFAULT_CODEPAGE[] = "CP037";

const struct option_spec datasets_option_table[] = {
    {"recfm", OPTION_TEXT, offsetof(struct datasets_options, recfm), "R", "F FB V VB or U of a new data set (default FB)"},
    {"lrecl", OPTION_NUMBER, offsetof(struct datasets_options, lrecl), "N", "of a new data set (default 80; V counts the RDW)"},
    {"text", OPTION_FLAG, offsetof(struct datasets_options, text), NULL, "put, get: lines of UTF-8 are records in the code page"},
    {"codepage", OPTION_TEXT, offsetof(struct datasets_options, codepage), "NAME", "of those records (default CP037)"},
    {0}};

/* What a command works on. */
struct work {
    struct step *step;
    const struct datasets_options *options;
    struct catalog *catalog;
    struct dataset dataset;
    char member[MEMBER_SIZE];
    struct fault fault;
};

static const char *operand(const struct work *work, int at)
{
    return at < work->step->operand_count ? work->step->operands[at] : NULL;
}

/* Operand AT as a data set and member.  1: not catalogued; then only the name is in work->dataset. */
static int find(struct work *work, int at)
{
    char name[DSN_SIZE];
    int code = dsn_parse(operand(work, at), name, work->member, &work->fault);
    if (code < 0)
        return code;
    work->dataset = (struct dataset){0};
    memcpy(work->dataset.name, name, sizeof name);
    return catalog_find(work->catalog, name, &work->dataset, &work->fault);
}

static int missing(struct work *work, int at)
{
    return fault_set(&work->fault, DATASET_E_MISSING, "%s", operand(work, at));
}

/* As find; what is not catalogued is a fault. */
static int find_catalogued(struct work *work, int at)
{
    int code = find(work, at);
    return code == 1 ? missing(work, at) : code;
}

/* What the options say of a new data set, or that they say what an old one is. */
static int apply_options(struct work *work, bool is_new)
{
    const struct datasets_options *options = work->options;
    struct dataset *dataset = &work->dataset;
    int recfm = options->recfm != NULL ? dataset_recfm_parse(options->recfm) : is_new ? DATASET_FB : (int)dataset->recfm;
    if (recfm < 0)
        return fault_set(&work->fault, STEP_E_USAGE, "--recfm %s, expected F, FB, V, VB or U", options->recfm);
    int64_t lrecl = options->lrecl.given ? options->lrecl.value
                    : !is_new            ? dataset->lrecl
                                         : (recfm == DATASET_U ? 0 : DEFAULT_LRECL);
    if (lrecl < 0 || lrecl > INT16_MAX)
        return fault_set(&work->fault, DATASET_E_ATTRIBUTES, "LRECL %lld", (long long)lrecl);
    if (!is_new && (recfm != (int)dataset->recfm || lrecl != dataset->lrecl))
        return fault_set(&work->fault, DATASET_E_ATTRIBUTES, "RECFM %s and LRECL %lld, but %s has %s and %d",
                         dataset_recfm_name((enum dataset_recfm)recfm), (long long)lrecl, dataset->name,
                         dataset_recfm_name(dataset->recfm), dataset->lrecl);
    dataset->recfm = (enum dataset_recfm)recfm;
    dataset->lrecl = (int)lrecl;
    if (is_new)
        dataset->organization = work->member[0] != '\0' ? DATASET_PO : DATASET_PS;
    return 0;
}

/* CONTENT, lines of text, becomes records, or the other way round. */
static int convert(struct work *work, struct bytes *content, bool to_records)
{
    struct codepage page;
    struct bytes out;
    const char *name = work->options->codepage != NULL ? work->options->codepage : DEFAULT_CODEPAGE;
    int code = codepage_open(&page, name, &work->fault);
    if (code < 0)
        return code;
    bytes_init(&out);
    code = to_records ? lines_to_records(&out, &work->dataset, &page, bytes_string(content), content->length, &work->fault)
                      : lines_from_records(&out, &work->dataset, &page, bytes_string(content), content->length, &work->fault);
    codepage_close(&page);
    bytes_release(content);
    *content = out;
    return code;
}

/* Nothing is catalogued for bytes that cannot be its content. */
static int store(struct work *work, const struct bytes *content, bool is_new)
{
    int code = dataset_check(&work->dataset, work->member, content->data, content->length, &work->fault);
    if (code == 0 && is_new)
        code = catalog_define(work->catalog, &work->dataset, &work->fault);
    if (code == 1) /* by another process, meanwhile */
        code = fault_set(&work->fault, DATASET_E_ATTRIBUTES, "%s is there since now", work->dataset.name);
    return code < 0 ? code
                    : dataset_put(work->catalog, &work->dataset, work->member, content->data, content->length, &work->fault);
}

static int put(struct work *work)
{
    struct bytes content;
    bytes_init(&content);
    int found = find(work, 1);
    int code = found < 0 ? found : apply_options(work, found == 1);
    if (code == 0)
        code = file_read(&content, operand(work, 2), DATASET_MAX_BYTES, &work->fault);
    if (code == 0 && work->options->text)
        code = convert(work, &content, true);
    if (code == 0)
        code = store(work, &content, found == 1);
    bytes_release(&content);
    return code;
}

static int write_out(struct work *work, const struct bytes *content)
{
    const char *path = operand(work, 2);
    if (path != NULL)
        return file_write(path, bytes_string(content), content->length, &work->fault);
    fwrite(bytes_string(content), 1, content->length, stdout); /* the skeleton looks whether it could */
    return 0;
}

static int get(struct work *work)
{
    struct bytes content;
    bytes_init(&content);
    int code = find_catalogued(work, 1);
    if (code == 0)
        code = dataset_get(work->catalog, &work->dataset, work->member, &content, &work->fault);
    if (code == 1)
        code = missing(work, 1);
    if (code == 0 && work->options->text)
        code = convert(work, &content, false);
    if (code == 0)
        code = write_out(work, &content);
    bytes_release(&content);
    return code;
}

/* The data set that a copy goes to: as it is, or made like SOURCE. */
static int find_target(struct work *work, const struct dataset *source, bool whole)
{
    int code = find(work, 2);
    if (code >= 0 && whole && work->member[0] != '\0')
        return fault_set(&work->fault, DATASET_E_KIND, "%s is partitioned: name a member of it, too", source->name);
    if (code != 1)
        return code;
    work->dataset.recfm = source->recfm;
    work->dataset.lrecl = source->lrecl;
    work->dataset.organization = whole || work->member[0] != '\0' ? DATASET_PO : DATASET_PS;
    code = catalog_define(work->catalog, &work->dataset, &work->fault);
    return code < 0 ? code : 0;
}

static int copy_one(struct work *work, const struct dataset *source, const char *from, bool is_member_of_all)
{
    struct bytes content;
    bytes_init(&content);
    int code = dataset_get(work->catalog, source, from, &content, &work->fault);
    if (code == 1)
        code = missing(work, 1);
    if (code == 0 && !is_member_of_all)
        code = find_target(work, source, false);
    if (code == 0)
        code = dataset_put(work->catalog, &work->dataset, is_member_of_all ? from : work->member, content.data,
                           content.length, &work->fault);
    bytes_release(&content);
    return code;
}

static int copy_members(struct work *work, const struct dataset *source)
{
    char **names;
    size_t count;
    int code = find_target(work, source, true);
    if (code == 0)
        code = dataset_members(work->catalog, source, &names, &count, &work->fault);
    if (code < 0)
        return code;
    for (size_t i = 0; i < count && code == 0; i++)
        code = copy_one(work, source, names[i], true);
    file_names_free(names, count);
    return code;
}

static int copy(struct work *work)
{
    int code = find_catalogued(work, 1);
    if (code < 0)
        return code;
    struct dataset source = work->dataset;
    char from[MEMBER_SIZE];
    memcpy(from, work->member, sizeof from);
    return dataset_is_partitioned(&source) && from[0] == '\0' ? copy_members(work, &source) : copy_one(work, &source, from, false);
}

/* Names of data sets and members need no escaping: they were checked when they were catalogued or put. */
static void print_json(const struct dataset *dataset, char **members, size_t count)
{
    printf("{\"dsn\":\"%s\",\"dsorg\":\"%s\",\"recfm\":\"%s\",\"lrecl\":%d,\"members\":%s", dataset->name,
           dataset_organization_name(dataset->organization), dataset_recfm_name(dataset->recfm), dataset->lrecl,
           dataset_is_partitioned(dataset) ? "[" : "null");
    for (size_t i = 0; i < count; i++)
        printf("%s\"%s\"", i > 0 ? "," : "", members[i]);
    puts(dataset_is_partitioned(dataset) ? "]}" : "}");
}

static int print_dataset(void *user, const struct dataset *dataset)
{
    struct work *work = user;
    char **members;
    size_t count;
    int code = dataset_members(work->catalog, dataset, &members, &count, &work->fault);
    if (code < 0)
        return code;
    if (work->step->json) {
        print_json(dataset, members, count);
    } else {
        printf("%-44s %s %-2s %5d\n", dataset->name, dataset_organization_name(dataset->organization),
               dataset_recfm_name(dataset->recfm), dataset->lrecl);
        for (size_t i = 0; i < count; i++)
            printf("    %s\n", members[i]);
    }
    file_names_free(members, count);
    return 0;
}

static int list(struct work *work)
{
    return catalog_list(work->catalog, operand(work, 1), print_dataset, work, &work->fault);
}

static int remove_one(struct work *work)
{
    int code = find_catalogued(work, 1);
    if (code == 0)
        code = dataset_delete(work->catalog, &work->dataset, work->member, &work->fault);
    return code == 1 ? missing(work, 1) : code;
}

static const struct command {
    const char *name;
    const char *usage;
    int operands_min; /* with the command itself */
    int operands_max;
    int (*run)(struct work *work);
} COMMANDS[] = {
    {"put", "put DSN[(MEMBER)] FILE", 3, 3, put},
    {"get", "get DSN[(MEMBER)] [FILE]", 2, 3, get},
    {"copy", "copy DSN[(MEMBER)] DSN[(MEMBER)]", 3, 3, copy},
    {"list", "list [PATTERN]", 1, 2, list},
    {"delete", "delete DSN[(MEMBER)]", 2, 2, remove_one},
};

static int run_command(struct work *work, const struct command *command)
{
    if (work->step->operand_count < command->operands_min || work->step->operand_count > command->operands_max)
        return fault_set(&work->fault, STEP_E_USAGE, "expected %s", command->usage);
    char *folder = step_path(work->step, "datasets");
    int code = catalog_open(&work->catalog, folder, &work->fault);
    free(folder);
    if (code == 0)
        code = command->run(work);
    catalog_close(work->catalog);
    return code;
}

static int run_named(struct work *work)
{
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++)
        if (strcmp(COMMANDS[i].name, operand(work, 0)) == 0)
            return run_command(work, &COMMANDS[i]);
    return fault_set(&work->fault, STEP_E_USAGE, "expected put, get, copy, list or delete");
}

int datasets_run(struct step *step, void *options)
{
    struct work work = {.step = step, .options = options};
    int code = run_named(&work);
    if (code == 0)
        return RC_DONE;
    if (code == STEP_E_USAGE)
        return step_fail(step, &work.fault, RC_NOT_STARTED);
    return step_fail(step, &work.fault, message_severity(&work.fault) == 'S' ? RC_UNFINISHED : RC_ERROR);
}
