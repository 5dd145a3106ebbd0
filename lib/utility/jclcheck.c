/* jclcheck.c - see jclcheck.h. */
#include "utility/jclcheck.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "jcl/error.h"
#include "jcl/ibm.h"
#include "jcl/inspect.h"
#include "jcl/system.h"
#include "jcl/system.h"
#include "step/message.h"
#include "step/option.h"
#include "text/json.h"

enum { CARD_SHOWN = 80 };

const struct option_spec jclcheck_option_table[] = {
    {"proclib", OPTION_LIST, offsetof(struct jclcheck_options, proclibs), "DIR", "folder of procedures and INCLUDE members; may be repeated"},
    {"fragment", OPTION_FLAG, offsetof(struct jclcheck_options, fragment), NULL, "the files are steps and DDs without a JOB"},
    {"unresolved", OPTION_TEXT, offsetof(struct jclcheck_options, unresolved), "ok", "a procedure that is nowhere is a warning"},
    {"rules", OPTION_TEXT, offsetof(struct jclcheck_options, rules), "FILE", "a site's own standards, see etc/jcl-standards.ini"},
    {0},
};

struct checking {
    struct step *step;
    struct bytes line;
};

static void put_json(struct bytes *out, const struct fault *fault, char severity)
{
    char id[MESSAGE_ID_SIZE], full[MESSAGE_ID_SIZE + 2];
    struct bytes text;
    bytes_init(&text);
    message_text(&text, fault);
    snprintf(full, sizeof full, "%s%c", message_id(id, fault->code), severity);
    bytes_char(out, '{');
    json_put_member(out, "id", full);
    json_put_member(out, "ibm", ibm_message(fault->code));
    json_put_member(out, "severity", (const char[]){severity, '\0'});
    json_put_member(out, "file", fault->file);
    json_put_number(out, "card", fault->record);
    json_put_number(out, "column", fault->offset);
    json_put_member(out, "text", bytes_string(&text));
    bytes_text(out, "}\n");
    bytes_release(&text);
}

/* The card as far as it can be shown, and a mark below the column. */
static void put_card(struct bytes *out, const struct card *card, int64_t column)
{
    size_t length = card->length < CARD_SHOWN ? card->length : CARD_SHOWN;
    bytes_text(out, "    ");
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)card->text[i];
        bytes_char(out, c >= ' ' && c < 0x7F ? (char)c : c == '\t' ? '>' : '.');
    }
    bytes_char(out, '\n');
    if (column >= 1 && column <= CARD_SHOWN + 1)
        bytes_format(out, "    %*s^\n", (int)column - 1, "");
}

static void put_text(struct bytes *out, const struct fault *fault, char severity, const struct card *card)
{
    char id[MESSAGE_ID_SIZE];
    const char *ibm = ibm_message(fault->code);
    const struct message *message = message_find(-fault->code);
    bytes_format(out, "%s%c %s%s%s card %lld column %lld: ", message_id(id, fault->code), severity, ibm, ibm[0] != '\0' ? " " : "",
                 fault->file, (long long)fault->record, (long long)fault->offset);
    message_text(out, fault);
    bytes_char(out, '\n');
    if (card != NULL)
        put_card(out, card, fault->offset);
    if (message != NULL)
        bytes_format(out, "    %s\n", message->action);
}

static void print_finding(void *context, const struct fault *fault, const struct card *card)
{
    struct checking *checking = context;
    char severity = message_severity(fault);
    bytes_clear(&checking->line);
    if (checking->step->json)
        put_json(&checking->line, fault, severity);
    else
        put_text(&checking->line, fault, severity, card);
    fwrite(checking->line.data, 1, checking->line.length, stdout);
}

static void check_file(struct step *step, struct inspection *inspection, const char *path, struct checking *checking)
{
    struct fault fault = {0};
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        fault_errno(&fault, BASE_E_OPEN, errno, "%s", path);
        step_fail(step, &fault, RC_UNFINISHED);
        return;
    }
    if (inspection_file(inspection, fd, standard ? "standard input" : path, print_finding, checking) < 0)
        step_raise(step, RC_UNFINISHED);
    if (!standard)
        close(fd);
}

static void summarize(struct step *step, const struct inspect_counts *counts)
{
    struct fault fault;
    fault_set(&fault, JCL_I_CHECKED, "%d files, %zu jobs, %zu statements: %zu errors, %zu warnings", step->operand_count, counts->jobs,
              counts->statements, counts->errors, counts->warnings);
    step_message(step, &fault);
    if (counts->errors > 0)
        step_raise(step, RC_ERROR);
    else if (counts->warnings > 0)
        step_raise(step, RC_WARNING);
}

int jclcheck(struct step *step, void *options)
{
    const struct jclcheck_options *given = options;
    struct fault fault = {0};
    struct standards standards = {0};
    struct folder_library folders = {given->proclibs.items, given->proclibs.count};
    struct library library = library_of_folders(&folders);
    struct system_symbols system;
    if (given->unresolved != NULL && strcmp(given->unresolved, "ok") != 0) {
        fault_set(&fault, STEP_E_USAGE, "--unresolved %s: expected ok", given->unresolved);
        return step_fail(step, &fault, RC_NOT_STARTED);
    }
    if (given->rules != NULL && standards_read(&standards, given->rules, &fault) < 0) {
        standards_release(&standards);
        return step_fail(step, &fault, RC_NOT_STARTED);
    }
    struct inspection inspection;
    struct checking checking = {.step = step};
    bytes_init(&checking.line);
    inspection_init(&inspection, &(struct inspect_options){.expansion = {.library = &library,
                                                                         .system = system_symbols_fill(&system, clock_now(&step->clock), NULL),
                                                                         .unresolved_ok = given->unresolved != NULL},
                                                           .standards = given->rules != NULL ? &standards : NULL,
                                                           .fragment = given->fragment});
    for (int i = 0; i < step->operand_count; i++)
        check_file(step, &inspection, step->operands[i], &checking);
    summarize(step, &inspection.counts);
    bytes_release(&checking.line);
    if (given->rules != NULL)
        standards_release(&standards);
    return step->return_code;
}
