/* form.c - see form.h. */
#include "form/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "form/description.h"
#include "form/error.h"

static bool has_suffix(const char *name, const char *suffix)
{
    size_t length = strlen(name);
    size_t size = strlen(suffix);
    return length > size && strcmp(name + length - size, suffix) == 0;
}

static int add_form(struct form_set *set, const char *path, struct fault *fault)
{
    struct form *form;
    int code = description_read(&form, path, fault);
    if (code < 0)
        return code;
    if (form_set_find(set, form->id) != NULL) {
        fault_set(fault, FORM_E_DESCRIPTION, "a second form with the id %s", form->id);
        fault_in_file(fault, path);
        description_free(form);
        return FORM_E_DESCRIPTION;
    }
    set->forms[set->count++] = form;
    return 0;
}

int form_set_open(struct form_set *set, const char *folder, struct fault *fault)
{
    char **names;
    size_t count;
    *set = (struct form_set){0};
    int code = file_list(folder, &names, &count, fault);
    if (code < 0)
        return code;
    set->forms = memory_new(count, sizeof *set->forms);
    for (size_t i = 0; i < count && code == 0; i++) {
        char *path = file_join(folder, names[i]);
        if (has_suffix(names[i], ".form"))
            code = add_form(set, path, fault);
        free(path);
    }
    file_names_free(names, count);
    if (code == 0 && set->count == 0)
        code = fault_set(fault, FORM_E_DESCRIPTION, "there is no .form file in %s", folder);
    if (code < 0)
        form_set_release(set);
    return code;
}

void form_set_release(struct form_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        description_free(set->forms[i]);
    free(set->forms);
    *set = (struct form_set){0};
}

const struct form *form_set_find(const struct form_set *set, const char *id)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->forms[i]->id, id) == 0)
            return set->forms[i];
    return NULL;
}

const char *form_meaning(const struct form *form, const char *meaning)
{
    const struct form_description *description = form->description;
    for (size_t i = 0; i < description->meaning_count; i++)
        if (strcmp(description->meanings[i].meaning, meaning) == 0)
            return description->meanings[i].field;
    return NULL;
}

const struct form_record *form_record_of_type(const struct form *form, const char *type)
{
    for (size_t i = 0; i < FORM_ROLES; i++)
        if (strcmp(form->records[i].type, type) == 0)
            return &form->records[i];
    return NULL;
}

const struct form_field *form_field_find(const struct form_record *record, const char *name)
{
    for (size_t i = 0; i < record->field_count; i++)
        if (strcmp(record->fields[i].name, name) == 0)
            return &record->fields[i];
    return NULL;
}
