/* test_procedure.c - members are read once for each order of libraries, and kept in the order of their reading; rule 23. */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "jcl/procedure.h"

enum { MEMBERS = 300 };

static int fetch(void *context, const char *dsn, const char *name, struct member *member, struct fault *fault)
{
    (void)fault;
    ++*(int *)context;
    if (strcmp(name, "NONE") == 0)
        return 0;
    bytes_init(&member->file);
    bytes_init(&member->text);
    bytes_text(&member->file, name);
    bytes_format(&member->text, "//* of %s\n", dsn != NULL ? dsn : "no library");
    return 1;
}

static struct member_deck *include(struct procedures *procedures, const char *name)
{
    struct fault fault;
    struct fault_list faults;
    int code;
    fault_list_init(&faults);
    struct member_deck *member = procedures_include(procedures, name, &faults, &code, &fault);
    assert_int_equal(faults.count, 0);
    fault_list_release(&faults);
    return member;
}

static void test_procedure__a_member_is_read_once_for_an_order(void **state)
{
    (void)state;
    int fetched = 0;
    char name[16];
    const char *order[] = {"A.PROCLIB"};
    const struct library library = {fetch, &fetched};
    struct procedures procedures;
    struct arena arena;
    arena_init(&arena);
    procedures_init(&procedures, &arena, &library);
    assert_null(include(&procedures, "NONE"));
    struct member_deck *first = include(&procedures, "DAY");
    assert_ptr_equal(include(&procedures, "DAY"), first);
    assert_int_equal(fetched, 2);
    procedures_set_order(&procedures, order, 1);
    struct member_deck *second = include(&procedures, "DAY");
    assert_ptr_not_equal(second, first);
    assert_ptr_equal(include(&procedures, "DAY"), second);
    procedures_begin_job(&procedures);
    assert_ptr_equal(include(&procedures, "DAY"), first);
    for (int i = MEMBERS; i > 0; i--) {
        snprintf(name, sizeof name, "M%d", i);
        assert_ptr_equal(include(&procedures, name), include(&procedures, name));
    }
    const struct member_deck *member = procedures.members;
    assert_ptr_equal(member, first);
    member = member->next;
    assert_ptr_equal(member, second);
    for (int i = MEMBERS; i > 0; i--) {
        member = member->next;
        snprintf(name, sizeof name, "M%d", i);
        assert_string_equal(member->name, name);
    }
    assert_null(member->next);
    procedures_release(&procedures);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_procedure__a_member_is_read_once_for_an_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
