/* idcams_call.c - see idcams_call.h. */
#include "utility/idcams_call.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "step/message.h"
#include "utility/error.h"

int idcams_fail(struct idcams *ams, const struct fault *fault)
{
    struct bytes line;
    bytes_init(&line);
    message_line(&line, fault);
    printf("%s\n", bytes_string(&line));
    bytes_release(&line);
    step_message(ams->step, fault);
    return IDCAMS_FAILED;
}

static void say_where(struct fault *fault, const struct control_node *node)
{
    fault_in_file(fault, "SYSIN");
    fault_at_record(fault, node->card, "");
    fault_at_field(fault, "", node->column);
}

int idcams_refuse(struct idcams *ams, const struct control_node *node, const char *what)
{
    struct fault fault;
    fault_set(&fault, UTILITY_E_REFUSED, "%s%s%.64s", what, node->text[0] != '\0' ? " " : "", node->text);
    say_where(&fault, node);
    idcams_fail(ams, &fault);
    return IDCAMS_BYPASSED;
}

static bool is_known(const struct control_node *node, const struct idcams_keyword *keywords)
{
    while (keywords->name != NULL && !control_is(node, keywords->name, keywords->abbreviation))
        keywords++;
    return keywords->name != NULL;
}

int idcams_check(struct idcams *ams, const struct control_node *node, const struct idcams_keyword *keywords)
{
    for (; node != NULL; node = node->next)
        if (!is_known(node, keywords))
            return idcams_refuse(ams, node, "parameter");
    return 0;
}

int idcams_catalog(struct idcams *ams)
{
    struct fault fault;
    if (ams->catalog != NULL)
        return 0;
    char *folder = step_path(ams->step, "datasets");
    int code = catalog_open(&ams->catalog, folder, &fault);
    free(folder);
    return code < 0 ? idcams_fail(ams, &fault) : 0;
}

/* Does the job have NAME? */
static bool is_held(const struct idcams *ams, const char *name)
{
    size_t length = strlen(name);
    for (const char *line = bytes_string(&ams->held), *end; *line != '\0'; line = end + (*end == '\n')) {
        end = line + strcspn(line, "\n");
        if ((size_t)(end - line) == length + 2 && memcmp(line + 2, name, length) == 0)
            return true;
    }
    return false;
}

static int open_enqueue(struct idcams *ams, struct fault *fault)
{
    if (ams->enqueue.fd >= 0)
        return 0;
    char *folder = step_path(ams->step, "datasets");
    int code = enqueue_open(&ams->enqueue, folder, fault);
    free(folder);
    return code;
}

int idcams_claim(struct idcams *ams, const char *name, bool exclusive)
{
    const struct enqueue_request request = {name, exclusive};
    struct fault fault;
    size_t busy;
    if (is_held(ams, name))
        return 0;
    int code = open_enqueue(ams, &fault);
    if (code == 0)
        code = enqueue_take(&ams->enqueue, &request, 1, &busy, &fault);
    if (code < 0)
        return idcams_fail(ams, &fault);
    if (code == 1)
        printf("IDC3009I ** DATA SET %s IS IN USE BY ANOTHER JOB\n", name);
    return code == 1 ? IDCAMS_FAILED : 0;
}

int idcams_name(struct idcams *ams, const struct control_node *node, char name[DSN_SIZE], char member[MEMBER_SIZE])
{
    struct bytes text;
    struct fault fault;
    if (node == NULL)
        return IDCAMS_BYPASSED;
    bytes_init(&text);
    bytes_format(&text, node->has_list ? "%.64s(%.64s)" : "%.64s", node->text, node->child != NULL ? node->child->text : "");
    int code = dsn_parse(bytes_string(&text), name, member, &fault);
    bytes_release(&text);
    if (code == 0)
        return 0;
    say_where(&fault, node);
    idcams_fail(ams, &fault);
    return IDCAMS_BYPASSED;
}

const char *idcams_type(const struct dataset *dataset)
{
    switch (dataset->organization) {
    case DATASET_KS:
    case DATASET_ES:
    case DATASET_RR:
        return "CLUSTER";
    case DATASET_GDG:
        return "GDG";
    case DATASET_ALIAS:
        return "ALIAS";
    default:
        return "NONVSAM";
    }
}
