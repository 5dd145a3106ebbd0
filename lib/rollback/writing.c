/* writing.c - see writing.h. */
#include "rollback/writing.h"

#include <stdio.h>

#include "rollback/control.h"

enum { STEP_NAME_SIZE = 9 };

void writing_init(struct writing *writing, const struct manifest *manifest, struct fault *fault)
{
    *writing = (struct writing){.manifest = manifest, .fault = fault};
    jcl_writer_init(&writing->jcl);
}

void writing_release(struct writing *writing)
{
    jcl_writer_release(&writing->jcl);
}

/* Note WHY as the first refusal; CODE 0: there was none. */
static void refuse(struct writing *writing, const struct manifest_element *e, int code, const struct fault *why)
{
    if (writing->code != 0 || code == 0)
        return;
    writing->code = fault_set(writing->fault, ROLLBACK_E_VALUE, "%s", why->detail);
    fault_at_field(writing->fault, why->field, 0);
    if (e != NULL)
        fault_at_record(writing->fault, (int64_t)(e - writing->manifest->elements) + 1, "element of the manifest");
}

void writing_settle(struct writing *writing, const struct manifest_element *e, const char *field)
{
    bool is_first = writing->code == 0 && writing->jcl.fault.code != 0;
    refuse(writing, e, writing->jcl.fault.code, &writing->jcl.fault);
    if (is_first && field != NULL)
        fault_at_field(writing->fault, field, 0);
}

int writing_end(struct writing *writing)
{
    struct fault why = {0};
    int code = jcl_write_end(&writing->jcl, &why);
    refuse(writing, NULL, code, &why);
    return writing->code;
}

void writing_job(struct writing *writing, const char *name, const char *title, const char *comment)
{
    jcl_write_statement(&writing->jcl, name, "JOB");
    jcl_write_value(&writing->jcl, NULL, JCL_WORD, "CUTOVER");
    jcl_write_value(&writing->jcl, NULL, JCL_PROGRAMMER, title);
    jcl_write_open(&writing->jcl, "MSGLEVEL");
    jcl_write_number(&writing->jcl, NULL, 1);
    jcl_write_number(&writing->jcl, NULL, 1);
    jcl_write_close(&writing->jcl);
    jcl_write_value(&writing->jcl, "CLASS", JCL_WORD, "A");
    jcl_write_value(&writing->jcl, "MSGCLASS", JCL_WORD, "X");
    jcl_write_comment(&writing->jcl, comment);
}

void writing_step(struct writing *writing, const char *program, const char *listing)
{
    char name[STEP_NAME_SIZE];
    snprintf(name, sizeof name, "%c%03d", writing->letter, ++writing->steps % 1000);
    if (writing->steps > WRITING_STEPS_MAX && writing->code == 0)
        writing->code = fault_set(writing->fault, ROLLBACK_E_SIZE, "more than %d", WRITING_STEPS_MAX);
    jcl_write_statement(&writing->jcl, name, "EXEC");
    jcl_write_value(&writing->jcl, "PGM", JCL_NAME, program);
    if (writing->steps > 1) {
        jcl_write_open(&writing->jcl, "COND");
        jcl_write_number(&writing->jcl, NULL, 0);
        jcl_write_value(&writing->jcl, NULL, JCL_WORD, "NE");
        jcl_write_close(&writing->jcl);
    }
    if (listing == NULL)
        return;
    jcl_write_statement(&writing->jcl, listing, "DD");
    jcl_write_value(&writing->jcl, "SYSOUT", JCL_WORD, "*");
}

void writing_data_set(struct writing *writing, const char *dd, const char *dsn, const char *disposition)
{
    jcl_write_statement(&writing->jcl, dd, "DD");
    jcl_write_dsn(&writing->jcl, "DSN", dsn, NULL);
    jcl_write_value(&writing->jcl, "DISP", JCL_WORD, disposition);
}

/* The data set copied to: held while it is replaced, or made like MODEL. */
static void output(struct writing *writing, const char *dd, const char *dsn, const char *model, bool is_new)
{
    if (!is_new) {
        writing_data_set(writing, dd, dsn, "OLD");
        return;
    }
    jcl_write_statement(&writing->jcl, dd, "DD");
    jcl_write_dsn(&writing->jcl, "DSN", dsn, NULL);
    jcl_write_open(&writing->jcl, "DISP");
    jcl_write_value(&writing->jcl, NULL, JCL_WORD, "NEW");
    jcl_write_value(&writing->jcl, NULL, JCL_WORD, "CATLG");
    jcl_write_value(&writing->jcl, NULL, JCL_WORD, "DELETE");
    jcl_write_close(&writing->jcl);
    jcl_write_dsn(&writing->jcl, "LIKE", model, NULL);
}

void writing_copy_members(struct writing *writing, const struct run *run, const char *from, const char *to, bool is_new)
{
    writing_step(writing, "IEBCOPY", "SYSPRINT");
    writing_data_set(writing, "IN", from, "SHR");
    output(writing, "OUT", to, from, is_new);
    jcl_write_data(&writing->jcl, "SYSIN");
    control_copy(&writing->jcl);
    writing_settle(writing, run->elements[0], NULL);
    for (size_t i = 0; i < run->count; i++) {
        struct fault why = {0};
        int code = control_select(&writing->jcl, run->elements[i]->member, &why);
        refuse(writing, run->elements[i], code, &why);
    }
}

void writing_copy_data_set(struct writing *writing, const struct manifest_element *e, const char *from, const char *to, bool is_new)
{
    writing_step(writing, "IEBGENER", "SYSPRINT");
    writing_data_set(writing, "SYSUT1", from, "SHR");
    output(writing, "SYSUT2", to, from, is_new);
    jcl_write_statement(&writing->jcl, "SYSIN", "DD");
    jcl_write_value(&writing->jcl, NULL, JCL_WORD, "DUMMY");
    writing_settle(writing, e, NULL);
}

void writing_compare(struct writing *writing, const struct manifest_element *e)
{
    writing_step(writing, "IEBCOMPR", "SYSPRINT");
    writing_data_set(writing, "SYSUT1", e->to, "SHR");
    writing_data_set(writing, "SYSUT2", e->backup, "SHR");
    jcl_write_data(&writing->jcl, "SYSIN");
    control_compare(&writing->jcl);
    writing_settle(writing, e, NULL);
}

void writing_delete(struct writing *writing, const struct manifest_element *e, const char *member, bool absent_is_fine)
{
    struct fault why = {0};
    writing_step(writing, "IDCAMS", "SYSPRINT");
    jcl_write_data(&writing->jcl, "SYSIN");
    int code = control_delete(&writing->jcl, e->to, member, absent_is_fine, &why);
    refuse(writing, e, code, &why);
}

void writing_new_copies(struct writing *writing, const struct run *run)
{
    writing_step(writing, "SDSF", "ISFOUT");
    jcl_write_data(&writing->jcl, "ISFIN");
    for (size_t i = 0; i < run->count; i++) {
        const struct manifest_element *e = run->elements[i];
        struct fault why = {0};
        int code = control_newcopy(&writing->jcl, e->region, e->member, &why);
        refuse(writing, e, code, &why);
    }
}
