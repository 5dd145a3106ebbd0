/* form.c - see form.h. */
#include "form/form.h"

#include <string.h>

#include "form/description.h"

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
