/* datasets.c - see datasets.h: the commands but list and copy. */
#include "dataset/keyed.h"
#include "utility/datasets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "step/message.h"
#include "utility/datasets_work.h"
#include "utility/lines.h"

enum { DEFAULT_LRECL = 80 };
static const char DEFAULT_CODEPAGE[] = "CP037";

const struct option_spec datasets_option_table[] = {
    {"dsorg", OPTION_TEXT, offsetof(struct datasets_options, dsorg), "O", "PS PO or POE (PDSE) of a new data set (default PS, with a member PO)"},
    {"recfm", OPTION_TEXT, offsetof(struct datasets_options, recfm), "R", "F FB V VB or U of a new data set (default FB), then A or M if any"},
    {"lrecl", OPTION_NUMBER, offsetof(struct datasets_options, lrecl), "N", "of a new data set (default 80; V counts the RDW)"},
    {"text", OPTION_FLAG, offsetof(struct datasets_options, text), NULL, "put, get: lines of UTF-8 are records in the code page"},
    {"codepage", OPTION_TEXT, offsetof(struct datasets_options, codepage), "NAME", "of those records (default CP037)"},
    {0}};

/* --recfm, as FB or VBA, into DATASET. */
static int apply_recfm(struct datasets_work *work, struct dataset *dataset)
{
    char plain[4];
    const char *recfm = work->options->recfm;
    size_t length = strlen(recfm);
    bool has_control = length > 1 && length < sizeof plain && strchr("AM", recfm[length - 1]) != NULL;
    snprintf(plain, sizeof plain, "%.*s", (int)(length - has_control), recfm);
    int found = length < sizeof plain ? dataset_recfm_parse(plain) : -1;
    if (found < 0)
        return fault_set(&work->fault, STEP_E_USAGE, "--recfm %s, expected F, FB, V, VB or U, and A or M behind it if any", recfm);
    dataset->recfm = (enum dataset_recfm)found;
    dataset->control = has_control ? recfm[length - 1] : '\0';
    return 0;
}

static int apply_organization(struct datasets_work *work, struct dataset *dataset)
{
    int found = dataset_organization_parse(work->options->dsorg);
    dataset->organization = found == DATASET_PO || found == DATASET_POE ? (enum dataset_organization)found : DATASET_PS;
    if (found < 0 || (enum dataset_organization)found != dataset->organization)
        return fault_set(&work->fault, STEP_E_USAGE, "--dsorg %s, expected PS, PO or POE", work->options->dsorg);
    return 0;
}

static bool are_same(const struct dataset *one, const struct dataset *other)
{
    return one->organization == other->organization && one->recfm == other->recfm && one->control == other->control &&
           one->lrecl == other->lrecl;
}

/* What the options say of a new data set, or that they say what an old one is. */
static int apply_options(struct datasets_work *work, bool is_new)
{
    const struct datasets_options *options = work->options;
    struct dataset said = work->dataset;
    char want[4], have[4];
    int code = 0;
    if (is_new) {
        said.recfm = DATASET_FB;
        said.organization = work->member[0] != '\0' ? DATASET_PO : DATASET_PS;
    }
    if (options->dsorg != NULL)
        code = apply_organization(work, &said);
    if (code == 0 && options->recfm != NULL)
        code = apply_recfm(work, &said);
    if (code < 0)
        return code;
    if (options->lrecl.given && (options->lrecl.value < 0 || options->lrecl.value > INT16_MAX))
        return fault_set(&work->fault, DATASET_E_ATTRIBUTES, "LRECL %lld", (long long)options->lrecl.value);
    if (options->lrecl.given)
        said.lrecl = (int)options->lrecl.value;
    else if (is_new)
        said.lrecl = said.recfm == DATASET_U ? 0 : DEFAULT_LRECL;
    if (!is_new && !are_same(&said, &work->dataset))
        return fault_set(&work->fault, DATASET_E_ATTRIBUTES, "%s RECFM %s and LRECL %d, but %s has %s %s and %d",
                         dataset_organization_name(said.organization), datasets_recfm(want, &said), said.lrecl, said.name,
                         dataset_organization_name(work->dataset.organization), datasets_recfm(have, &work->dataset), work->dataset.lrecl);
    work->dataset = said;
    return 0;
}

/* CONTENT, lines of text, becomes records, or the other way round. */
static int convert(struct datasets_work *work, struct bytes *content, bool to_records)
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

static bool is_standard(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0;
}

static int put(struct datasets_work *work)
{
    struct bytes content;
    bytes_init(&content);
    const char *path = datasets_operand(work, 2);
    int found = datasets_find(work, 1, true);
    int code = found == 0 ? datasets_check_plain(work) : found;
    if (code >= 0)
        code = apply_options(work, found == 1);
    if (code == 0)
        code = file_read(&content, is_standard(path) ? "/dev/stdin" : path, DATASET_MAX_BYTES, &work->fault);
    if (code == 0 && work->options->text)
        code = convert(work, &content, true);
    if (code == 0)
        code = datasets_store(work, &content, found == 1);
    bytes_release(&content);
    return code;
}

static int write_out(struct datasets_work *work, const struct bytes *content)
{
    const char *path = datasets_operand(work, 2);
    struct file_replace out;
    if (is_standard(path)) {
        fwrite(bytes_string(content), 1, content->length, stdout); /* the skeleton looks whether it could */
        return 0;
    }
    int code = file_output_open(&out, path, &work->fault);
    if (code < 0)
        return code;
    fwrite(bytes_string(content), 1, content->length, out.stream);
    return file_replace_commit(&out, &work->fault);
}

/* The records of a keyed data set in key order, as they would lie in a sequential one. */
static int get_keyed(struct datasets_work *work, struct bytes *content)
{
    struct keyed *keyed;
    struct bytes record;
    bool variable = work->dataset.recfm == DATASET_V || work->dataset.recfm == DATASET_VB;
    char *path = dataset_path(work->catalog, &work->dataset, NULL);
    int code = keyed_open(&keyed, path, &work->dataset, KEYED_READ, &work->fault);
    free(path);
    bytes_init(&record);
    while (code == 0 && (code = keyed_next(keyed, &record, &work->fault)) == 0) {
        const uint8_t rdw[] = {(uint8_t)((record.length + 4) >> 8), (uint8_t)(record.length + 4), 0, 0};
        if (variable)
            bytes_add(content, rdw, sizeof rdw);
        bytes_add(content, record.data, record.length);
    }
    bytes_release(&record);
    keyed_close(keyed);
    return code < 0 ? code : 0;
}

static int get(struct datasets_work *work)
{
    struct bytes content;
    bytes_init(&content);
    int code = datasets_find_catalogued(work, 1, false);
    bool is_keyed = code == 0 && work->dataset.organization == DATASET_KS;
    if (code == 0 && !is_keyed)
        code = datasets_check_plain(work);
    if (code == 0)
        code = is_keyed ? get_keyed(work, &content) : dataset_get(work->catalog, &work->dataset, work->member, &content, &work->fault);
    if (code == 1)
        code = datasets_missing(work, 1);
    if (code == 0 && work->options->text)
        code = convert(work, &content, false);
    if (code == 0)
        code = write_out(work, &content);
    bytes_release(&content);
    return code;
}

/* Operand 1, a member or a whole data set, is from now on operand 2, too: DSN(ALIAS) DSN(MEMBER), or ALIAS DSN. */
static int alias(struct datasets_work *work)
{
    char name[DSN_SIZE], member[MEMBER_SIZE];
    int code = dsn_parse(datasets_operand(work, 1), name, member, &work->fault);
    if (code == 0)
        code = datasets_find_catalogued(work, 2, true);
    if (code < 0)
        return code;
    if ((member[0] == '\0') != (work->member[0] == '\0') || (member[0] != '\0' && strcmp(name, work->dataset.name) != 0))
        return fault_set(&work->fault, STEP_E_USAGE, "expected a data set for another, or two names in one library");
    if (member[0] != '\0') {
        code = directory_set_alias(work->catalog, &work->dataset, member, work->member, &work->fault);
        return code == 1 ? datasets_missing(work, 2) : code;
    }
    struct dataset made = {.organization = DATASET_ALIAS};
    memcpy(made.name, name, sizeof made.name);
    memcpy(made.target, work->dataset.name, sizeof made.target);
    code = catalog_define(work->catalog, &made, &work->fault);
    return code == 1 ? fault_set(&work->fault, DATASET_E_THERE, "%s", name) : code;
}

/* An alias is deleted as the alias, and no lock of what it stands for is needed. */
static int remove_one(struct datasets_work *work)
{
    struct dataset entry;
    const char *name = datasets_operand(work, 1);
    int code = dsn_is_valid(name) ? catalog_entry(work->catalog, name, &entry, &work->fault) : 1;
    if (code == 0 && entry.organization == DATASET_ALIAS)
        return dataset_delete(work->catalog, &entry, NULL, &work->fault);
    if (code >= 0)
        code = datasets_find_catalogued(work, 1, true);
    if (code == 0)
        code = dataset_delete(work->catalog, &work->dataset, work->member, &work->fault);
    return code == 1 ? datasets_missing(work, 1) : code;
}

static const struct command {
    const char *name;
    const char *usage;
    int operands_min; /* with the command itself */
    int operands_max;
    int (*run)(struct datasets_work *work);
} COMMANDS[] = {
    {"put", "put DSN[(MEMBER)] FILE", 3, 3, put},
    {"get", "get DSN[(MEMBER)] [FILE]", 2, 3, get},
    {"copy", "copy DSN[(MEMBER)] DSN[(MEMBER)]", 3, 3, datasets_copy},
    {"alias", "alias NEW DSN or alias DSN(NEW) DSN(MEMBER)", 3, 3, alias},
    {"list", "list [PATTERN]", 1, 2, datasets_list},
    {"delete", "delete DSN[(MEMBER)]", 2, 2, remove_one},
};

static int run_command(struct datasets_work *work, const struct command *command)
{
    if (work->step->operand_count < command->operands_min || work->step->operand_count > command->operands_max)
        return fault_set(&work->fault, STEP_E_USAGE, "expected %s", command->usage);
    char *folder = step_path(work->step, "datasets");
    int code = catalog_open(&work->catalog, folder, &work->fault);
    if (code == 0)
        code = enqueue_open(&work->enqueue, folder, &work->fault);
    free(folder);
    if (code == 0)
        code = enqueue_read_held(&work->enqueue, getenv("CUTOVER_HELD"), &work->fault);
    if (code == 0)
        code = command->run(work);
    catalog_close(work->catalog);
    enqueue_close(&work->enqueue);
    return code;
}

static int run_named(struct datasets_work *work)
{
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++)
        if (strcmp(COMMANDS[i].name, datasets_operand(work, 0)) == 0)
            return run_command(work, &COMMANDS[i]);
    return fault_set(&work->fault, STEP_E_USAGE, "expected put, get, copy, alias, list or delete");
}

int datasets_run(struct step *step, void *options)
{
    struct datasets_work work = {.step = step, .options = options};
    int code = run_named(&work);
    if (code == 0)
        return RC_DONE;
    if (code == STEP_E_USAGE)
        return step_fail(step, &work.fault, RC_NOT_STARTED);
    return step_fail(step, &work.fault, message_severity(&work.fault) == 'S' ? RC_UNFINISHED : RC_ERROR);
}
