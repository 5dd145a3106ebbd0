/* test_directory_ldif.c - tests of people/directory_ldif.c: what is read, and what is refused with which line. */
#include "support/suite.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "people/directory.h"
#include "people/people.h"

/* What was found for a key, as text: "dn|mail|active|member,member". */
static void describe(void *user, const char *key, const struct listing *entry)
{
    (void)key;
    struct bytes *out = user;
    bytes_format(out, "%s|%s|%s|", entry->dn, entry->mail == NULL ? "" : entry->mail, entry->inactive ? "inactive" : "active");
    for (size_t i = 0; i < entry->members.count; i++)
        bytes_format(out, "%s%s", i > 0 ? "+" : "", entry->members.items[i]);
}

static void assert_found(const char *ldif, size_t length, enum directory_key kind, const char *key, const char *expected)
{
    struct directory *directory;
    struct fault fault = {0};
    if (directory_ldif_read(&directory, "people.ldif", ldif, length, &fault) != 0)
        fail_msg("line %ld: %s", (long)fault.record, fault.detail);
    struct bytes out;
    bytes_init(&out);
    assert_int_equal(directory->table->ask(directory, kind, &key, 1, describe, &out, &fault), 0);
    assert_string_equal(bytes_string(&out), expected);
    bytes_release(&out);
    directory->table->close(directory);
}

static void test_directory_ldif__lines_are_read_as_rfc_2849_says(void **state)
{
    (void)state;
    static const struct {
        const char *ldif;
        enum directory_key kind;
        const char *key, *expected;
    } cases[] = {
        {"dn: uid=a,o=x\nuid: a\nmail: a@x\n", DIRECTORY_PERSON, "a", "uid=a,o=x|a@x|active|"},
        {"dn: uid=a,o=x\r\nuid: a\r\nmail: a@x\r\n\r\n", DIRECTORY_PERSON, "a", "uid=a,o=x|a@x|active|"},
        {"version: 1\ndn: uid=a,o=x\nuid: a", DIRECTORY_PERSON, "a", "uid=a,o=x||active|"},
        {"# first\n\nversion: 1\n\n\n# second\n folded comment: x\ndn: uid=a,o=x\n# third\nuid: a\n\n\n", DIRECTORY_PERSON, "a", "uid=a,o=x||active|"},
        {"dn: uid\n =a,o\n =x\nuid:a\nma\n il: a@\n x\n", DIRECTORY_PERSON, "a", "uid=a,o=x|a@x|active|"},
        {"dn: uid=a,o=x\r\nuid: a\r\nmail: a@\r\n x\r\n", DIRECTORY_PERSON, "a", "uid=a,o=x|a@x|active|"},
        {"dn:: dWlkPWEs\n bz14\nuid:: QQ==\nmail::YUB4\n", DIRECTORY_PERSON, "a", "uid=a,o=x|a@x|active|"},
        {"DN: UID=A , O=X\nUID: A\nMail: A@x\nMAIL: b@x\n", DIRECTORY_PERSON, "a", "uid=a,o=x|A@x|active|"},
        {"dn: uid=a,o=x\nuid: a\nmail;lang-de: no@x\nmail:\nmail: a@x\n", DIRECTORY_PERSON, "a", "uid=a,o=x|a@x|active|"},
        {"dn: uid=a,o=x\nuid: a\nemployeeType: INACTIVE\n", DIRECTORY_PERSON, "a", "uid=a,o=x||inactive|"},
        {"dn: uid=a,o=x\nuid: a\nemployeeType: staff\nemployeeType: inactive\n", DIRECTORY_PERSON, "a", "uid=a,o=x||inactive|"},
        {"dn: uid=a,o=x\nuid: a\npwdAccountLockedTime: 000001010000Z\n", DIRECTORY_PERSON, "a", "uid=a,o=x||inactive|"},
        {"dn: uid=a,o=x\nuid: a\nemployeeType: inactivated\n", DIRECTORY_PERSON, "a", "uid=a,o=x||active|"},
        {"dn: uid=a,o=x\nuid:: YQBi\n", DIRECTORY_PERSON, "a", ""}, /* a NUL b: no name */
        {"dn: cn=g,o=x\nobjectClass: top\nobjectClass: groupOfNames\ncn: G\nmember: UID=A, O=X\nmember:\nmember: o=x\n", DIRECTORY_GROUP, "g", "cn=g,o=x||active|uid=a,o=x+o=x"},
        {"dn: cn=g,o=x\nobjectClass: groupOfNames\ncn: g\n", DIRECTORY_GROUP_DN, "cn=g,o=x", "cn=g,o=x||active|"},
        {"dn: cn=g,o=x\nobjectClass: groupOfUniqueNames\ncn: g\n", DIRECTORY_GROUP, "g", ""},
        {"dn: cn=g,o=x\nobjectClass: groupOfUniqueNames\ncn: g\n", DIRECTORY_GROUP_DN, "cn=g,o=x", ""},
        {"dn: cn=g,o=x\nobjectClass: groupOfNames\ncn: g\nuid: g\n", DIRECTORY_GROUP_DN, "cn=g,o=x", ""},
        {"", DIRECTORY_PERSON, "a", ""},
        {"\n\n# nothing\n", DIRECTORY_PERSON, "a", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_found(cases[i].ldif, strlen(cases[i].ldif), cases[i].kind, cases[i].key, cases[i].expected);
}

static const struct {
    const char *ldif;
    int code, line;
} refused[] = {
    {"uid: a\n", PEOPLE_E_LDIF, 1},
    {"dn: o=x\no: x\n\nuid: a\ndn: o=y\n", PEOPLE_E_LDIF, 4},
    {"dn: o=x\ndn: o=y\n", PEOPLE_E_LDIF, 2},
    {"dn: o=x\nno colon\n", PEOPLE_E_LDIF, 2},
    {"dn: o=x\n: no name\n", PEOPLE_E_LDIF, 2},
    {"dn: o=x\nstrange name: x\n", PEOPLE_E_LDIF, 2},
    {" dn: o=x\n", PEOPLE_E_LDIF, 1},
    {"dn: o=x\n-\n", PEOPLE_E_LDIF, 2},
    {"dn: o=x\nchangetype: delete\n", PEOPLE_E_LDIF, 2},
    {"dn: o=x\ndescription: one\n two\n three\n# and\n a comment\nmail:: not base64!\n", PEOPLE_E_LDIF, 7},
    {"dn: o=x\nmail:: YQ=\n", PEOPLE_E_LDIF, 2},
    {"dn: o=x\nmail:: ====\n", PEOPLE_E_LDIF, 2},
    {"dn: o=x\nmail: a\rb\n", PEOPLE_E_LDIF, 2},
    {"dn: o=x\nversion: 1\n\nversion: 1\n", PEOPLE_E_LDIF, 4},
    {"dn: o=x\njpegPhoto:< file:///etc/passwd\n", PEOPLE_E_URL, 2},
    {"dn: o=x\njpegPhoto:\n < file:///etc/passwd\n", PEOPLE_E_URL, 2},
    {"dn: o=x\nuid:<file:///etc/passwd\n", PEOPLE_E_URL, 2},
    {"dn:< file:///etc/passwd\n", PEOPLE_E_URL, 1},
    {"include: file:///etc/passwd\n\ndn: o=x\n", PEOPLE_E_URL, 1},
    {"dn: o=x\n\nINCLUDE: file:///etc/passwd\n", PEOPLE_E_URL, 3},
    {"dn: nonsense\n", PEOPLE_E_ENTRY, 1},
    {"dn:\nobjectClass: top\n", PEOPLE_E_ENTRY, 1},
    {"dn:: /w==\n", PEOPLE_E_ENTRY, 1},
    {"dn: o=x\nmember: nonsense\n", PEOPLE_E_ENTRY, 2},
    {"dn: o=x\n\ndn: O=X\n", PEOPLE_E_ENTRY, 3},
    {"dn: o=x\nuid: a\nuid: A\n", PEOPLE_E_ENTRY, 1},
    {"dn: o=x\nuid: a\n\n\ndn: o=y\nuid: A\n\n", PEOPLE_E_ENTRY, 5},
    {"dn: o=x\nobjectClass: groupOfNames\ncn: g\n\ndn: o=y\nobjectClass: groupOfNames\ncn: G\n", PEOPLE_E_ENTRY, 5},
};

/* Reads all of them with stderr in a file; returns how many bytes were written to it. */
static off_t read_all_refused(const char *path)
{
    int kept = dup(STDERR_FILENO), file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    assert_true(kept >= 0 && file >= 0 && dup2(file, STDERR_FILENO) >= 0);
    size_t wrong = SIZE_MAX;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct directory *directory = NULL;
        struct fault fault = {0};
        int code = directory_ldif_read(&directory, "people.ldif", refused[i].ldif, strlen(refused[i].ldif), &fault);
        if (code != refused[i].code || fault.code != code || fault.record != refused[i].line || directory != NULL ||
            strcmp(fault.file, "people.ldif") != 0)
            wrong = i;
    }
    dup2(kept, STDERR_FILENO);
    off_t written = lseek(file, 0, SEEK_END);
    close(kept);
    close(file);
    if (wrong != SIZE_MAX)
        fail_msg("case %zu", wrong);
    return written;
}

static void test_directory_ldif__a_fault_has_its_line_and_nothing_is_printed(void **state)
{
    (void)state;
    char *folder = suite_folder_new(), *path = file_join(folder, "stderr");
    assert_int_equal(read_all_refused(path), 0);
    free(path);
    suite_folder_remove(folder);
}

static void test_directory_ldif__a_nul_byte_is_refused(void **state)
{
    (void)state;
    static const char text[] = "dn: o=x\nmail: a\0b\n";
    struct directory *directory;
    struct fault fault = {0};
    assert_int_equal(directory_ldif_read(&directory, "people.ldif", text, sizeof text - 1, &fault), PEOPLE_E_LDIF);
    assert_int_equal(fault.record, 2);
}

static void test_directory_ldif__a_file_larger_than_the_limit_is_not_read(void **state)
{
    (void)state;
    char *folder = suite_folder_new(), *path = file_join(folder, "large.ldif");
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    assert_int_equal(ftruncate(fd, (64 << 20) + 1), 0);
    close(fd);
    struct config_entry entry = {"people", "ldif", path};
    struct config config = {&entry, 1, 1};
    struct directory *directory;
    struct fault fault = {0};
    assert_int_equal(directory_open(&directory, &(struct directory_settings){&config, "/", "/"}, &fault), BASE_E_TOO_BIG);
    free(path);
    suite_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_directory_ldif__lines_are_read_as_rfc_2849_says),
        cmocka_unit_test(test_directory_ldif__a_fault_has_its_line_and_nothing_is_printed),
        cmocka_unit_test(test_directory_ldif__a_nul_byte_is_refused),
        cmocka_unit_test(test_directory_ldif__a_file_larger_than_the_limit_is_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
