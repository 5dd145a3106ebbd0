/* stream.c - see stream.h.  A table of element types; a row knows how its elements are saved, put in and taken out. */
#include "rollback/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jcl/write.h"
#include "rollback/control.h"

enum { STEPS_MAX = 255, STEP_NAME_SIZE = 9 };

struct stream {
    struct jcl_writer jcl;
    const struct manifest *manifest;
    int steps;
};

/* Begin step LETTERnnn PGM=PROGRAM, bypassed unless every step before it ended with 0, with its SYSPRINT. */
static void begin_step(struct stream *stream, char letter, const char *program)
{
    char name[STEP_NAME_SIZE];
    snprintf(name, sizeof name, "%c%03d", letter, ++stream->steps % 1000);
    jcl_write_statement(&stream->jcl, name, "EXEC");
    jcl_write_value(&stream->jcl, "PGM", JCL_NAME, program);
    if (stream->steps > 1) {
        jcl_write_open(&stream->jcl, "COND");
        jcl_write_number(&stream->jcl, NULL, 0);
        jcl_write_value(&stream->jcl, NULL, JCL_WORD, "NE");
        jcl_write_close(&stream->jcl);
    }
    if (strcmp(program, "IEFBR14") == 0)
        return;
    jcl_write_statement(&stream->jcl, "SYSPRINT", "DD");
    jcl_write_value(&stream->jcl, "SYSOUT", JCL_WORD, "*");
}

static void data_set(struct stream *stream, const char *dd, const char *dsn, const char *disposition)
{
    jcl_write_statement(&stream->jcl, dd, "DD");
    jcl_write_dsn(&stream->jcl, "DSN", dsn, NULL);
    jcl_write_value(&stream->jcl, "DISP", JCL_WORD, disposition);
}

static void control(struct stream *stream, const struct control *statements)
{
    jcl_write_data(&stream->jcl, "SYSIN");
    for (size_t i = 0; i < statements->count; i++)
        jcl_write_card(&stream->jcl, statements->cards[i]);
}

static int copy_member(struct stream *stream, char letter, const char *from, const char *to, const char *member,
                       struct fault *fault)
{
    struct control statements = {0};
    int code = control_copy_member(&statements, member, fault);
    begin_step(stream, letter, "IEBCOPY");
    data_set(stream, "IN", from, "SHR");
    data_set(stream, "OUT", to, "OLD");
    control(stream, &statements);
    return code;
}

/* A data set that is not there yet: made like MODEL, and gone again if the step fails, so that it can be run again. */
static void new_data_set(struct stream *stream, const char *dd, const char *dsn, const char *model)
{
    jcl_write_statement(&stream->jcl, dd, "DD");
    jcl_write_dsn(&stream->jcl, "DSN", dsn, NULL);
    jcl_write_open(&stream->jcl, "DISP");
    jcl_write_value(&stream->jcl, NULL, JCL_WORD, "NEW");
    jcl_write_value(&stream->jcl, NULL, JCL_WORD, "CATLG");
    jcl_write_value(&stream->jcl, NULL, JCL_WORD, "DELETE");
    jcl_write_close(&stream->jcl);
    jcl_write_dsn(&stream->jcl, "LIKE", model, NULL);
}

static int copy_data_set(struct stream *stream, char letter, const char *from, const char *to, bool to_is_new)
{
    begin_step(stream, letter, "IEBGENER");
    data_set(stream, "SYSUT1", from, "SHR");
    if (to_is_new)
        new_data_set(stream, "SYSUT2", to, from);
    else
        data_set(stream, "SYSUT2", to, "OLD");
    jcl_write_statement(&stream->jcl, "SYSIN", "DD");
    jcl_write_value(&stream->jcl, NULL, JCL_WORD, "DUMMY");
    return 0;
}

/* ABSENT_IS_FINE: taking out what a cutover may not have come to put in. */
static int delete_it(struct stream *stream, char letter, const char *dsn, const char *member, bool absent_is_fine,
                     struct fault *fault)
{
    struct control statements = {0};
    int code = control_delete(&statements, dsn, member, absent_is_fine, fault);
    begin_step(stream, letter, "IDCAMS");
    control(stream, &statements);
    return code;
}

static int save_member(struct stream *stream, const struct manifest_element *element, struct fault *fault)
{
    return copy_member(stream, 'B', element->to, element->backup, element->member, fault);
}

static int put_member(struct stream *stream, const struct manifest_element *element, struct fault *fault)
{
    if (element->action[0] == 'D')
        return delete_it(stream, 'C', element->to, element->member, false, fault);
    return copy_member(stream, 'C', element->from, element->to, element->member, fault);
}

static int take_member(struct stream *stream, const struct manifest_element *element, struct fault *fault)
{
    if (element->action[0] == 'A')
        return delete_it(stream, 'R', element->to, element->member, true, fault);
    return copy_member(stream, 'R', element->backup, element->to, element->member, fault);
}

static int save_sequential(struct stream *stream, const struct manifest_element *element, struct fault *fault)
{
    (void)fault;
    return copy_data_set(stream, 'B', element->to, element->backup, false);
}

static int put_sequential(struct stream *stream, const struct manifest_element *element, struct fault *fault)
{
    if (element->action[0] == 'D')
        return delete_it(stream, 'C', element->to, NULL, false, fault);
    return copy_data_set(stream, 'C', element->from, element->to, element->action[0] == 'A');
}

static int take_sequential(struct stream *stream, const struct manifest_element *element, struct fault *fault)
{
    if (element->action[0] == 'A')
        return delete_it(stream, 'R', element->to, NULL, true, fault);
    return copy_data_set(stream, 'R', element->backup, element->to, element->action[0] == 'D');
}

typedef int element_step(struct stream *stream, const struct manifest_element *element, struct fault *fault);

static const struct element_kind {
    const char *type;
    element_step *save, *put_in, *take_out;
} KINDS[] = {
    {"LOAD", save_member, put_member, take_member},
    {"SEQ", save_sequential, put_sequential, take_sequential},
};

static const struct element_kind *kind_of(const struct manifest_element *element)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
        if (strcmp(KINDS[i].type, element->type) == 0)
            return &KINDS[i];
    return NULL;
}

static int refuse(int code, size_t index, const char *field, const char *value, struct fault *fault)
{
    char shown[64];
    fault_set(fault, code, "%s", bytes_escape(shown, sizeof shown, value, strlen(value)));
    fault_at_field(fault, field, 0);
    return fault_at_record(fault, (int64_t)index + 1, "element of the manifest");
}

int stream_supports(const struct manifest *manifest, struct fault *fault)
{
    for (size_t i = 0; i < manifest->count; i++)
        if (kind_of(&manifest->elements[i]) == NULL)
            return refuse(ROLLBACK_E_TYPE, i, "type", manifest->elements[i].type, fault);
    return 0;
}

/* The step that one element needs, by WHICH column of the table; the first refusal names the element. */
static int element_steps(struct stream *stream, size_t index, element_step *step, struct fault *fault)
{
    const struct manifest_element *element = &stream->manifest->elements[index];
    struct fault why = {0};
    int code = step(stream, element, &why);
    if (code == 0 && stream->jcl.fault.code != 0) {
        why = stream->jcl.fault;
        code = why.code;
    }
    if (code == 0)
        return stream->steps <= STEPS_MAX ? 0 : fault_set(fault, ROLLBACK_E_SIZE, "%d steps", stream->steps);
    fault_set(fault, ROLLBACK_E_VALUE, "%s", why.detail);
    fault_at_field(fault, why.field, 0);
    return fault_at_record(fault, (int64_t)index + 1, "element of the manifest");
}

static void job_card(struct stream *stream, const char *name)
{
    jcl_write_statement(&stream->jcl, name, "JOB");
    jcl_write_value(&stream->jcl, NULL, JCL_WORD, "CUTOVER");
    jcl_write_value(&stream->jcl, NULL, JCL_PROGRAMMER, stream->manifest->release);
    jcl_write_value(&stream->jcl, "CLASS", JCL_WORD, "A");
    jcl_write_value(&stream->jcl, "MSGCLASS", JCL_WORD, "X");
}

/* Touch every backup, so that one that is not there fails the job before anything is changed. */
static void touch_backups(struct stream *stream)
{
    const struct manifest *manifest = stream->manifest;
    begin_step(stream, 'P', "IEFBR14");
    for (size_t i = 0; i < manifest->count; i++) {
        char dd[STEP_NAME_SIZE];
        if (manifest->elements[i].action[0] == 'A')
            continue;
        snprintf(dd, sizeof dd, "B%05zu", (i + 1) % 100000);
        data_set(stream, dd, manifest->elements[i].backup, "SHR");
    }
}

static int write_cutover(struct stream *stream, struct fault *fault)
{
    const struct manifest *manifest = stream->manifest;
    int code = 0;
    job_card(stream, "CUTOVER");
    jcl_write_comment(&stream->jcl, "Puts the release in: saves what is there, then changes it. After a failure restart at the step that failed, "
                                    "never at the first: saving again would save what was changed.");
    for (size_t i = 0; i < manifest->count && code == 0; i++)
        if (manifest->elements[i].action[0] != 'A')
            code = element_steps(stream, i, kind_of(&manifest->elements[i])->save, fault);
    for (size_t i = 0; i < manifest->count && code == 0; i++)
        code = element_steps(stream, i, kind_of(&manifest->elements[i])->put_in, fault);
    return code;
}

static int write_rollback(struct stream *stream, struct fault *fault)
{
    const struct manifest *manifest = stream->manifest;
    int code = 0;
    job_card(stream, "ROLLBACK");
    jcl_write_comment(&stream->jcl, "Takes the release out again: the last change first.");
    touch_backups(stream);
    for (size_t i = manifest->count; i-- > 0 && code == 0;)
        code = element_steps(stream, i, kind_of(&manifest->elements[i])->take_out, fault);
    return code;
}

static int check_elements(const struct manifest *manifest, struct fault *fault)
{
    int code = stream_supports(manifest, fault);
    for (size_t i = 0; i < manifest->count && code == 0; i++) {
        const char *action = manifest->elements[i].action;
        if (strlen(action) != 1 || strchr("ARD", action[0]) == NULL)
            code = refuse(ROLLBACK_E_ACTION, i, "action", action, fault);
    }
    return code;
}

int stream_write(struct bytes *out, const struct manifest *manifest, enum stream_direction direction, struct fault *fault)
{
    int code = check_elements(manifest, fault);
    if (code < 0)
        return code;
    struct stream stream = {.manifest = manifest};
    struct fault why = {0};
    jcl_writer_init(&stream.jcl);
    code = direction == STREAM_CUTOVER ? write_cutover(&stream, fault) : write_rollback(&stream, fault);
    if (code == 0 && jcl_write_end(&stream.jcl, &why) < 0) {
        code = fault_set(fault, ROLLBACK_E_VALUE, "%s", why.detail);
        fault_at_field(fault, why.field, 0);
    }
    if (code == 0)
        bytes_add(out, stream.jcl.out.data, stream.jcl.out.length);
    jcl_writer_release(&stream.jcl);
    return code;
}
