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

/* A copy of F052 with TEXT changed to WITH wherever it stands, as NAME.form and F052.cpy in FOLDER. */
static void copy_form(const char *folder, const char *name, const char *text, const char *with)
{
    static const char *const FILES[][2] = {{"copybooks/F052.form", "form"}, {"copybooks/F052.cpy", "cpy"}};
    struct fault fault = {0};
    for (size_t i = 0; i < 2; i++) {
        struct bytes in, out;
        char target[200];
        bytes_init(&in);
        bytes_init(&out);
        assert_int_equal(file_read(&in, FILES[i][0], 1 << 20, &fault), 0);
        const char *at = bytes_string(&in);
        for (const char *hit; (hit = strstr(at, text)) != NULL; at = hit + strlen(text)) {
            bytes_add(&out, at, (size_t)(hit - at));
            bytes_text(&out, with);
        }
        bytes_text(&out, at);
        snprintf(target, sizeof target, "%s/%s.%s", folder, i == 0 ? name : "F052", FILES[i][1]);
        assert_int_equal(file_write(target, out.data, out.length, &fault), 0);
        bytes_release(&in);
        bytes_release(&out);
    }
}

/* Another form is files alone: other field names, the same meanings. */
static void test_form__another_form_needs_no_c(void **state)
{
    (void)state;
    char *folder = suite_folder_new();
    struct form_set forms;
    struct fault fault = {0};
    copy_form(folder, "new", "TO-PATH", "TARGET");
    if (form_set_open(&forms, folder, &fault) < 0)
        fail_msg("%s: %s", fault.file, fault.detail);
    assert_string_equal(form_meaning(form_set_find(&forms, "F052"), "element.to"), "TARGET");
    form_set_release(&forms);
    suite_folder_remove(folder);
}

static void test_form__descriptions_that_cannot_stand_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *with;
        const char *says;
    } CASES[] = {
        {"id = F052", "id =", "id"},
        {"level = F052-ELEMENT", "level = F052-OTHER", "no 01 level"},
        {"role = element", "role = elephant", "role"},
        {"role = element", "role = approval", "role"},
        {"record.type = REC-TYPE", "record.type = REC-KIND", "record.type"},
        {"record.type = REC-TYPE", "", "record.type"},
        {"element.to = TO-PATH", "elephant.to = TO-PATH", "elephant.to"},
        {"trailer.records = RECORD-COUNT", "", "trailer.records"},
        {"HOST = host", "HOST = hostess", "hostess"},
        {"HOST = host", "HORST = host", "HORST"},
        {"HOST = always", "HOST = sometimes", "sometimes"},
        {"when FROM-PATH *", "when FORM-PATH *", "FORM-PATH"},
        {"not-before:REQUESTED-DATE", "not-before:TOMORROW", "TOMORROW"},
        {"[raw ELEM-SHA256]", "[raw ELEM-MD5]", "raw ELEM-MD5"},
        {"text = base64", "text = base32", "text"},
        {"bytes = 32", "bytes = 0", "bytes"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char *folder = suite_folder_new();
        struct form_set forms;
        struct fault fault = {0};
        copy_form(folder, "new", CASES[i].text, CASES[i].with);
        assert_int_equal(form_set_open(&forms, folder, &fault), FORM_E_DESCRIPTION);
        if (strstr(fault.detail, CASES[i].says) == NULL)
            fail_msg("'%s' does not say '%s'", fault.detail, CASES[i].says);
        suite_folder_remove(folder);
    }
}

static void test_form__two_descriptions_of_one_id_are_refused(void **state)
{
    (void)state;
    char *folder = suite_folder_new();
    struct form_set forms;
    struct fault fault = {0};
    copy_form(folder, "one", "x", "x");
    copy_form(folder, "two", "x", "x");
    assert_int_equal(form_set_open(&forms, folder, &fault), FORM_E_DESCRIPTION);
    suite_folder_remove(folder);
    folder = suite_folder_new();
    assert_int_equal(form_set_open(&forms, folder, &fault), FORM_E_DESCRIPTION); /* none at all */
    suite_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form__ships_f052_and_f053),
        cmocka_unit_test(test_form__another_form_needs_no_c),
        cmocka_unit_test(test_form__descriptions_that_cannot_stand_are_refused),
        cmocka_unit_test(test_form__two_descriptions_of_one_id_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
