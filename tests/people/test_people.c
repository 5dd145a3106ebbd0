/* test_people.c - tests of people/people.h over an LDIF file: the answers, and the bounds of following groups. */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/bytes.h"
#include "base/file.h"
#include "people/people.h"
#include "step/message.h"

static const char DIRECTORY[] = "tests/people/directory.ldif";

static void set(struct config *config, const char *key, const char *value)
{
    config->entries = realloc(config->entries, (config->count + 1) * sizeof *config->entries);
    config->entries[config->count++] = (struct config_entry){strdup("people"), strdup(key), strdup(value)};
}

static struct people *open_ldif(const char *path)
{
    struct config config;
    config_init(&config);
    set(&config, "ldif", path);
    struct people *people = NULL;
    struct fault fault = {0};
    if (people_open(&people, &config, "/nonexistent", ".", &fault) != 0)
        fail_msg("%s %s", fault.file, fault.detail);
    config_release(&config);
    return people;
}

/* People of LDIF text in a file of its own. */
static struct people *open_text(const struct bytes *text)
{
    char *folder = suite_folder_new(), *path = file_join(folder, "people.ldif");
    assert_int_equal(file_write(path, text->data, text->length, NULL), 0);
    struct people *people = open_ldif(path);
    free(path);
    suite_folder_remove(folder);
    return people;
}

static void test_people__each_person_is_as_the_directory_says(void **state)
{
    (void)state;
    static const struct {
        const char *uid;
        enum people_answer known, active;
        const char *mail;
    } cases[] = {
        {"amorgan", PEOPLE_YES, PEOPLE_YES, "alice.morgan@example.gov"},
        {"AMORGAN", PEOPLE_YES, PEOPLE_YES, "alice.morgan@example.gov"},
        {"  amorgan ", PEOPLE_YES, PEOPLE_YES, "alice.morgan@example.gov"},
        {"bchen", PEOPLE_YES, PEOPLE_YES, "bo.chen@example.gov"},
        {"cdiaz", PEOPLE_YES, PEOPLE_NO, "carla.diaz@example.gov"},
        {"dlock", PEOPLE_YES, PEOPLE_NO, "dan.lock@example.gov"},
        {"nomail", PEOPLE_YES, PEOPLE_YES, NULL},
        {"ezoe", PEOPLE_YES, PEOPLE_YES, "emile.zoe@example.gov"},
        {"emile.zoe", PEOPLE_YES, PEOPLE_YES, "emile.zoe@example.gov"},
        {"star*", PEOPLE_YES, PEOPLE_YES, NULL},
        {"*", PEOPLE_NO, PEOPLE_NO, NULL},
        {"amorg", PEOPLE_NO, PEOPLE_NO, NULL},
        {"amorgan2", PEOPLE_NO, PEOPLE_NO, NULL},
        {"chgm", PEOPLE_NO, PEOPLE_NO, NULL},
        {"", PEOPLE_NO, PEOPLE_NO, NULL},
        {"   ", PEOPLE_NO, PEOPLE_NO, NULL},
        {"a\x01", PEOPLE_NO, PEOPLE_NO, NULL},
        {"\xff\xfe", PEOPLE_NO, PEOPLE_NO, NULL},
    };
    struct people *people = open_ldif(DIRECTORY);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *mail = "untouched";
        assert_int_equal(people_is_known(people, cases[i].uid), cases[i].known);
        assert_int_equal(people_is_active(people, cases[i].uid), cases[i].active);
        assert_int_equal(people_mail(people, cases[i].uid, &mail), cases[i].mail != NULL ? PEOPLE_YES : PEOPLE_NO);
        if (cases[i].mail != NULL)
            assert_string_equal(mail, cases[i].mail);
        else
            assert_null(mail);
    }
    assert_null(people_fault(people));
    people_close(people);
}

static void test_people__membership_follows_groups_in_groups(void **state)
{
    (void)state;
    static const struct {
        const char *uid, *group;
        enum people_answer answer;
    } cases[] = {
        {"amorgan", "subm-chfs", PEOPLE_YES},     {"amorgan", "SUBM-CHFS", PEOPLE_YES},
        {"bchen", "subm-chfs", PEOPLE_NO},        {"bchen", "agcy-chfs", PEOPLE_YES},
        {"cdiaz", "agcy-chfs", PEOPLE_YES}, /* inactive people are still members */
        {"nobody", "agcy-chfs", PEOPLE_NO}, /* named as a member, but there is no such entry */
        {"ezoe", "agcy-chfs-medicaid", PEOPLE_YES}, {"emile.zoe", "agcy-chfs-medicaid", PEOPLE_YES},
        {"star*", "agcy-chfs-medicaid", PEOPLE_YES}, {"ezoe", "agcy-chfs", PEOPLE_NO},
        {"dlock", "chgm", PEOPLE_YES},            {"amorgan", "chgm", PEOPLE_YES},
        {"ezoe", "chgm", PEOPLE_YES},             {"dlock", "seniors", PEOPLE_YES}, /* round the circle */
        {"bchen", "chgm", PEOPLE_NO},             {"amorgan", "secr", PEOPLE_NO},
        {"amorgan", "librarian", PEOPLE_NO},      {"amorgan", "nothing", PEOPLE_NO},
        {"amorgan", "", PEOPLE_NO},               {"", "chgm", PEOPLE_NO},
    };
    struct people *people = open_ldif(DIRECTORY);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (people_is_member(people, cases[i].uid, cases[i].group) != cases[i].answer)
            fail_msg("%s in %s", cases[i].uid, cases[i].group);
    assert_int_equal(people_group_exists(people, "agcy-chfs-medicaid"), PEOPLE_YES);
    assert_int_equal(people_group_exists(people, "Security Reviewers"), PEOPLE_YES);
    assert_int_equal(people_group_exists(people, "agcy-chfs-snap"), PEOPLE_NO);
    assert_int_equal(people_group_exists(people, "librarian"), PEOPLE_NO);
    assert_null(people_fault(people));
    people_close(people);
}

static void test_people__a_delegation_is_a_group_of_that_name(void **state)
{
    (void)state;
    struct people *people = open_ldif(DIRECTORY);
    assert_int_equal(people_may_act_for(people, "amorgan", "BChen"), PEOPLE_YES);
    assert_int_equal(people_may_act_for(people, "amorgan", " bchen "), PEOPLE_YES);
    assert_int_equal(people_may_act_for(people, "bchen", "amorgan"), PEOPLE_NO);
    assert_int_equal(people_may_act_for(people, "bchen", "bchen"), PEOPLE_NO);
    assert_int_equal(people_may_act_for(people, "amorgan", ""), PEOPLE_NO);
    people_close(people);
}

static void test_people__answers_are_the_same_with_prefetch(void **state)
{
    (void)state;
    static const char *uids[] = {"amorgan", "AMorgan", "nobody", "", "ezoe", "dlock", "amorgan"};
    static const char *groups[] = {"chgm", "chgm", "secr", "none"};
    struct people *asked = open_ldif(DIRECTORY), *plain = open_ldif(DIRECTORY);
    people_prefetch(asked, uids, 7, groups, 4);
    people_prefetch(asked, uids, 7, groups, 4);
    people_prefetch(asked, NULL, 0, NULL, 0);
    for (size_t i = 0; i < 7; i++)
        for (size_t j = 0; j < 4; j++)
            assert_int_equal(people_is_member(asked, uids[i], groups[j]), people_is_member(plain, uids[i], groups[j]));
    people_close(asked);
    people_close(plain);
}

/* COUNT groups, each the only group in the one before; at the bottom of each is a person pN whose DN shows no uid. */
static struct people *open_chain(int count)
{
    struct bytes text;
    bytes_init(&text);
    for (int i = 0; i < count; i++)
        bytes_format(&text,
                     "dn: cn=Person %d,o=x\nobjectClass: inetOrgPerson\nuid: p%d\n\n"
                     "dn: cn=g%d,o=x\nobjectClass: groupOfNames\ncn: g%d\nmember: cn=Person %d,o=x\nmember: cn=g%d,o=x\n\n",
                     i, i, i, i, i, i + 1);
    struct people *people = open_text(&text);
    bytes_release(&text);
    return people;
}

static void test_people__what_is_nested_too_deep_was_not_asked(void **state)
{
    (void)state;
    struct people *people = open_chain(40);
    assert_int_equal(people_is_member(people, "p0", "g0"), PEOPLE_YES);
    assert_int_equal(people_is_member(people, "p16", "g0"), PEOPLE_YES);
    assert_int_equal(people_is_member(people, "p39", "g0"), PEOPLE_UNASKED);
    assert_int_equal(people_is_member(people, "p18", "g0"), PEOPLE_UNASKED);
    assert_int_equal(people_is_member(people, "nobody", "g0"), PEOPLE_NO);
    assert_non_null(people_fault(people));
    assert_int_equal(people_fault(people)->code, PEOPLE_E_NESTING);
    people_close(people);

    people = open_chain(12);
    assert_int_equal(people_is_member(people, "p11", "g0"), PEOPLE_YES);
    assert_int_equal(people_is_member(people, "p0", "g1"), PEOPLE_NO);
    assert_null(people_fault(people));
    people_close(people);
}

static void test_people__thousands_of_people_in_one_group(void **state)
{
    (void)state;
    struct bytes text;
    bytes_init(&text);
    for (int i = 0; i < 3000; i++)
        bytes_format(&text, "dn: cn=P%d,o=x\nuid: P%d\n\n", i, i);
    bytes_text(&text, "dn: cn=even,o=x\nobjectClass: GROUPOFNAMES\ncn: even\n");
    for (int i = 0; i < 3000; i += 2)
        bytes_format(&text, "member: cn=p%d,o=x\n", i);
    struct people *people = open_text(&text);
    for (int i = 0; i < 3000; i++) {
        char uid[16];
        snprintf(uid, sizeof uid, "p%d", i);
        assert_int_equal(people_is_member(people, uid, "even"), i % 2 == 0 ? PEOPLE_YES : PEOPLE_NO);
    }
    bytes_release(&text);
    people_close(people);
}

static void test_people__a_configuration_that_cannot_be_used_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *keys[12]; /* key, value, ... */
        int code;
    } cases[] = {
        {{"source", "nis"}, PEOPLE_E_CONFIG},
        {{"source", "ldif"}, PEOPLE_E_CONFIG},
        {{"ldif", "no/such/file.ldif"}, BASE_E_OPEN},
        {{"source", "ldap"}, PEOPLE_E_CONFIG},
        {{"source", "ldap", "uri", "http://x", "base", "o=x"}, PEOPLE_E_CONFIG},
        {{"source", "ldap", "uri", "ldap://a ldap://b", "base", "o=x"}, PEOPLE_E_CONFIG},
        {{"source", "ldap", "uri", "ldap://a"}, PEOPLE_E_CONFIG},
        {{"source", "ldap", "uri", "ldap://a", "base", "nonsense"}, PEOPLE_E_CONFIG},
        {{"source", "ldap", "uri", "ldap://a", "base", "o=x", "starttls", "perhaps"}, STEP_E_CONFIG},
        {{"source", "ldap", "uri", "ldap://a", "base", "o=x", "timeout_ms", "0"}, PEOPLE_E_CONFIG},
        {{"source", "ldap", "uri", "ldap://a", "base", "o=x", "timeout_ms", "soon"}, STEP_E_CONFIG},
        {{"source", "ldap", "uri", "ldap://a", "base", "o=x", "bind_dn", "cn=x"}, PEOPLE_E_CONFIG},
        {{"source", "ldap", "uri", "ldap://a", "base", "o=x", "password_file", "README.md"}, PEOPLE_E_CONFIG},
        {{"source", "ldap", "uri", "ldap://a", "base", "o=x", "ca_file", "no/such/ca.pem"}, PEOPLE_E_CONFIG},
        {{"source", "ldap", "uri", "ldap://a", "base", "o=x", "starttls", "no"}, PEOPLE_E_CONFIG},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct config config;
        config_init(&config);
        for (size_t k = 0; k < 12 && cases[i].keys[k] != NULL; k += 2)
            set(&config, cases[i].keys[k], cases[i].keys[k + 1]);
        struct people *people = NULL;
        struct fault fault = {0};
        if (people_open(&people, &config, "/nonexistent", ".", &fault) != cases[i].code)
            fail_msg("case %zu: %d %s", i, fault.code, fault.detail);
        assert_int_equal(fault.code, cases[i].code);
        assert_null(people);
        config_release(&config);
    }
}

static void test_people__a_password_file_must_hold_one_and_keep_it(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned mode;
        int code;
    } cases[] = {
        {"", 0600, PEOPLE_E_PASSWORD},     {"\n", 0600, PEOPLE_E_PASSWORD},   {"\r\n", 0600, PEOPLE_E_PASSWORD},
        {"a\nb\n", 0600, PEOPLE_E_PASSWORD}, {"secret\n", 0644, PEOPLE_E_PASSWORD}, {"secret\n", 0640, 0},
        {"secret", 0400, 0},
    };
    char *folder = suite_folder_new(), *path = file_join(folder, "password");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(file_write(path, cases[i].text, strlen(cases[i].text), NULL), 0);
        assert_int_equal(chmod(path, cases[i].mode), 0);
        struct config config;
        config_init(&config);
        set(&config, "source", "ldap");
        set(&config, "uri", "ldap://127.0.0.1:1");
        set(&config, "base", "o=x");
        set(&config, "bind_dn", "cn=x");
        set(&config, "password_file", "password");
        struct people *people = NULL;
        struct fault fault = {0};
        assert_int_equal(people_open(&people, &config, folder, "/nonexistent", &fault), cases[i].code);
        assert_int_equal(fault.code, cases[i].code);
        people_close(people);
        config_release(&config);
    }
    free(path);
    suite_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people__each_person_is_as_the_directory_says),
        cmocka_unit_test(test_people__membership_follows_groups_in_groups),
        cmocka_unit_test(test_people__a_delegation_is_a_group_of_that_name),
        cmocka_unit_test(test_people__answers_are_the_same_with_prefetch),
        cmocka_unit_test(test_people__what_is_nested_too_deep_was_not_asked),
        cmocka_unit_test(test_people__thousands_of_people_in_one_group),
        cmocka_unit_test(test_people__a_configuration_that_cannot_be_used_is_refused),
        cmocka_unit_test(test_people__a_password_file_must_hold_one_and_keep_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
