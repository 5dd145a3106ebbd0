/* test_form.c - form descriptions: the shipped ones, one that a test adds, and broken ones. */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "form/error.h"
#include "form/form.h"
#include "step/message.h"

static void test_form__ships_f052_and_f053(void **state)
{
    (void)state;
    struct form_set forms;
    struct fault fault = {0};
    int code = form_set_open(&forms, "copybooks", &fault);
    if (code < 0) {
        struct bytes text;
        bytes_init(&text);
        message_line(&text, &fault);
        print_error("%s\n", bytes_string(&text));
    }
    assert_int_equal(code, 0);
    assert_int_equal(forms.count, 2);
    const struct form *form = form_set_find(&forms, "F053");
    assert_non_null(form);
    assert_null(form_set_find(&forms, "F054"));
    assert_string_equal(form_meaning(form, "element.to"), "TO-DSN");
    assert_string_equal(form_meaning(form_set_find(&forms, "F052"), "element.to"), "TO-PATH");
    assert_null(form_meaning(form, "element.host"));
    const struct form_record *element = form_record_of_type(form, "E");
    assert_non_null(element);
    assert_int_equal(element->role, FORM_ELEMENT);
    assert_int_equal(form_field_find(element, "ELEM-SHA256")->kind, FORM_KIND_RAW);
    assert_int_equal(form_field_find(element, "ELEM-BYTES")->kind, FORM_KIND_NUMBER);
    const struct form_field *table = form_field_find(&form->records[FORM_SUBMISSION], "PREREQ-ID");
    assert_int_equal(table->occurs, 4);
    assert_string_equal(table->depending_on->name, "PREREQ-COUNT");
    assert_null(form_field_find(element, "FILLER"));
    form_set_release(&forms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form__ships_f052_and_f053),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
