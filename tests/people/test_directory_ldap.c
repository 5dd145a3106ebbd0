/*
 * test_directory_ldap.c - tests of people/directory_ldap.c against a real slapd with StartTLS; what it answers is
 * compared with the LDIF file that it was loaded from.
 */
#include "support/suite.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "people/people.h"
#include "support/slapd.h"

enum { CROWD = 1000, CHAIN = 12 };

static struct slapd server;
static char *folder, *ldif; /* the server's directory: directory.ldif, a crowd, and a chain of groups */

static const char *const names[] = {
    "amorgan", "AMORGAN", "bchen", "cdiaz", "dlock", "nomail", "ezoe", "emile.zoe", "nobody", "u0", "u7", "u998", "u1001",
    "star*", "*", "a*", "paren)(uid=*", ")(uid=*", "*)(objectClass=*", "(", ")", "\\", "\\2a", "back\\slash,comma", "a=b,c=d", "",
    " ", "amorgan ", "\xc3\xa9mile.zoe", "\xe2\x82\xac", "\xff", "a\x01z", "a\nb", "uid=amorgan,ou=people,dc=example,dc=gov", "cn=chgm"};
static const char *const groups[] = {"subm-chfs", "SUBM-CHFS", "agcy-chfs", "agcy-chfs-medicaid", "chgm", "managers", "seniors", "secr",
                                     "security reviewers", "dele-bchen", "librarian", "nothing", "even", "chain0", "chain3", "*", "c*", ")(cn=*"};
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Settings by name; a NULL value leaves the key out. */
struct settings {
    const char *uri, *base, *bind_dn, *password_file, *ca_file, *starttls, *timeout_ms;
};

static struct settings usual(const struct slapd *slapd)
{
    return (struct settings){slapd->uri, slapd->base, slapd->bind_dn, slapd->password_file, slapd->ca_file, NULL, NULL};
}

static void set(struct config *config, const char *key, const char *value)
{
    if (value == NULL)
        return;
    config->entries = realloc(config->entries, (config->count + 1) * sizeof *config->entries);
    config->entries[config->count++] = (struct config_entry){strdup("people"), strdup(key), strdup(value)};
}

/* People with the configuration they need to live as long as they do. */
struct opened {
    struct config config;
    struct people *people;
};

static struct opened open_config(const char *source, const struct settings *settings)
{
    struct opened opened = {.people = NULL};
    config_init(&opened.config);
    set(&opened.config, "source", source);
    set(&opened.config, "ldif", ldif);
    set(&opened.config, "uri", settings->uri);
    set(&opened.config, "base", settings->base);
    set(&opened.config, "bind_dn", settings->bind_dn);
    set(&opened.config, "password_file", settings->password_file);
    set(&opened.config, "ca_file", settings->ca_file);
    set(&opened.config, "starttls", settings->starttls);
    set(&opened.config, "timeout_ms", settings->timeout_ms == NULL ? "60000" : settings->timeout_ms);
    struct fault fault = {0};
    if (people_open(&opened.people, &opened.config, "/", "/", &fault) != 0)
        fail_msg("%s %s", fault.file, fault.detail);
    return opened;
}

static struct opened open_ldap(const struct settings *settings)
{
    return open_config("ldap", settings);
}

static void close_opened(struct opened *opened)
{
    people_close(opened->people);
    config_release(&opened->config);
}

static void write_directory(const char *path, const char *more)
{
    struct bytes text;
    bytes_init(&text);
    assert_int_equal(file_read(&text, "tests/people/directory.ldif", 1 << 20, NULL), 0);
    for (int i = 0; i < CROWD; i++)
        bytes_format(&text, "\ndn: cn=Person %d,ou=people,dc=example,dc=gov\nobjectClass: inetOrgPerson\nuid: U%d\ncn: Person %d\nsn: %d\nmail: u%d@example.gov\n%s",
                     i, i, i, i, i, i % 10 == 8 ? "employeeType: inactive\n" : "");
    bytes_text(&text, "\ndn: cn=even,ou=groups,dc=example,dc=gov\nobjectClass: groupOfNames\ncn: even\n");
    for (int i = 0; i < CROWD; i += 2)
        bytes_format(&text, "member: cn=person %d,ou=people,dc=example,dc=gov\n", i);
    for (int i = 0; i < CHAIN; i++)
        bytes_format(&text, "\ndn: cn=chain%d,ou=groups,dc=example,dc=gov\nobjectClass: groupOfNames\ncn: chain%d\n"
                     "member: cn=chain%d,ou=groups,dc=example,dc=gov\nmember: cn=Person %d,ou=people,dc=example,dc=gov\n", i, i, i + 1, i);
    bytes_text(&text, more);
    assert_int_equal(file_write(path, text.data, text.length, NULL), 0);
    bytes_release(&text);
}

static int start_server(void **state)
{
    (void)state;
    folder = suite_folder_new();
    ldif = file_join(folder, "directory.ldif");
    write_directory(ldif, "");
    slapd_start(&server, ldif);
    return 0;
}

static int stop_server(void **state)
{
    (void)state;
    slapd_stop(&server);
    suite_folder_remove(folder);
    free(ldif);
    return 0;
}

static void assert_same_person(struct people *a, struct people *b, const char *uid)
{
    const char *mail_a, *mail_b;
    if (people_is_known(a, uid) != people_is_known(b, uid) || people_is_active(a, uid) != people_is_active(b, uid) ||
        people_mail(a, uid, &mail_a) != people_mail(b, uid, &mail_b) || (mail_a == NULL) != (mail_b == NULL) ||
        (mail_a != NULL && strcmp(mail_a, mail_b) != 0))
        fail_msg("different answers about %s", uid);
}

static void assert_same(struct people *a, struct people *b)
{
    for (size_t i = 0; i < COUNT(names); i++) {
        assert_same_person(a, b, names[i]);
        for (size_t j = 0; j < COUNT(groups); j++)
            if (people_is_member(a, names[i], groups[j]) != people_is_member(b, names[i], groups[j]))
                fail_msg("different answers about %s in %s", names[i], groups[j]);
        for (size_t j = 0; j < COUNT(names); j++)
            assert_int_equal(people_may_act_for(a, names[i], names[j]), people_may_act_for(b, names[i], names[j]));
    }
    for (size_t j = 0; j < COUNT(groups); j++)
        assert_int_equal(people_group_exists(a, groups[j]), people_group_exists(b, groups[j]));
    assert_null(people_fault(a));
    assert_null(people_fault(b));
}

static void test_directory_ldap__answers_as_the_ldif_file_does(void **state)
{
    (void)state;
    struct settings settings = usual(&server);
    struct opened file = open_config("ldif", &settings), one = open_ldap(&settings), many = open_ldap(&settings);
    people_prefetch(many.people, names, COUNT(names), groups, COUNT(groups));
    assert_same(one.people, file.people);
    assert_same(many.people, file.people);
    assert_int_equal(people_is_member(one.people, "amorgan", "chgm"), PEOPLE_YES); /* and not all alike by saying no */
    assert_int_equal(people_is_active(one.people, "dlock"), PEOPLE_NO);
    assert_int_equal(people_is_member(one.people, "u11", "chain0"), PEOPLE_YES);
    close_opened(&file);
    close_opened(&one);
    close_opened(&many);
}

static void test_directory_ldap__a_thousand_names_at_once(void **state)
{
    (void)state;
    struct settings settings = usual(&server);
    struct opened file = open_config("ldif", &settings), asked = open_ldap(&settings);
    static char text[2 * CROWD][16];
    static const char *uids[2 * CROWD];
    for (int i = 0; i < 2 * CROWD; i++) {
        snprintf(text[i], sizeof text[i], i % 3 == 0 ? "u%d" : "U%d", i);
        uids[i] = text[i];
    }
    people_prefetch(asked.people, uids, 2 * CROWD, (const char *[]){"even"}, 1);
    for (int i = 0; i < 2 * CROWD; i++) {
        assert_same_person(asked.people, file.people, uids[i]);
        assert_int_equal(people_is_known(asked.people, uids[i]), i < CROWD ? PEOPLE_YES : PEOPLE_NO);
        assert_int_equal(people_is_member(asked.people, uids[i], "even"), i < CROWD && i % 2 == 0 ? PEOPLE_YES : PEOPLE_NO);
    }
    assert_null(people_fault(asked.people));
    close_opened(&file);
    close_opened(&asked);
}

static void test_directory_ldap__any_bytes_are_only_a_name(void **state)
{
    (void)state;
    struct settings settings = usual(&server);
    struct opened file = open_config("ldif", &settings), asked = open_ldap(&settings);
    static char text[CROWD][40];
    static const char *uids[CROWD];
    srand(11);
    for (int i = 0; i < CROWD; i++) {
        size_t length = (size_t)(1 + rand() % 20), at = 0;
        while (at < length) { /* characters that filters and DNs are made of, others, and some that are not UTF-8 */
            static const char special[] = "*()\\&|!=<>~,;+#\"/ :\x1f\x7f\xc3\xa9\xe2\xf0\x80";
            int kind = rand() % 3;
            text[i][at++] = kind == 0 ? special[rand() % (int)(sizeof special - 1)] : kind == 1 ? (char)('a' + rand() % 26) : (char)(1 + rand() % 255);
        }
        text[i][at] = '\0';
        uids[i] = text[i];
    }
    people_prefetch(asked.people, uids, CROWD, uids, CROWD);
    for (int i = 0; i < CROWD; i++) {
        assert_same_person(asked.people, file.people, uids[i]);
        assert_int_equal(people_group_exists(asked.people, uids[i]), people_group_exists(file.people, uids[i]));
    }
    assert_null(people_fault(asked.people));
    close_opened(&file);
    close_opened(&asked);
}

/* Nothing is answered, and the reason has TEXT in it. */
static void assert_unasked(const struct settings *settings, const char *text)
{
    struct opened opened = open_ldap(settings);
    const char *mail;
    people_prefetch(opened.people, names, COUNT(names), groups, COUNT(groups));
    assert_int_equal(people_is_known(opened.people, "amorgan"), PEOPLE_UNASKED);
    assert_int_equal(people_is_known(opened.people, "never asked before"), PEOPLE_UNASKED);
    assert_int_equal(people_is_active(opened.people, "amorgan"), PEOPLE_UNASKED);
    assert_int_equal(people_mail(opened.people, "amorgan", &mail), PEOPLE_UNASKED);
    assert_null(mail);
    assert_int_equal(people_group_exists(opened.people, "chgm"), PEOPLE_UNASKED);
    assert_int_equal(people_is_member(opened.people, "amorgan", "chgm"), PEOPLE_UNASKED);
    assert_int_equal(people_may_act_for(opened.people, "amorgan", "bchen"), PEOPLE_UNASKED);
    assert_int_equal(people_is_known(opened.people, ""), PEOPLE_NO);
    assert_non_null(people_fault(opened.people));
    assert_int_equal(people_fault(opened.people)->code, PEOPLE_E_SERVER);
    if (strstr(people_fault(opened.people)->detail, text) == NULL)
        fail_msg("another reason: %s", people_fault(opened.people)->detail);
    close_opened(&opened);
}

static void test_directory_ldap__who_is_not_trusted_is_not_asked(void **state)
{
    (void)state;
    struct settings settings = usual(&server);
    settings.ca_file = server.other_ca_file;
    assert_unasked(&settings, "certificate");
    settings.ca_file = NULL; /* the system's authorities */
    assert_unasked(&settings, "certificate");
    settings = usual(&server);
    char by_name[SLAPD_TEXT_SIZE]; /* reaches 127.0.0.1, but the certificate is not for this address */
    snprintf(by_name, sizeof by_name, "ldap://0.0.0.0:%s", strrchr(server.uri, ':') + 1);
    settings.uri = by_name;
    assert_unasked(&settings, "certificate");
}

static void test_directory_ldap__without_permission_nothing_is_answered(void **state)
{
    (void)state;
    char *wrong = file_join(folder, "wrong");
    assert_int_equal(file_write(wrong, "not it\n", 7, NULL), 0);
    assert_int_equal(chmod(wrong, 0600), 0);
    struct settings settings = usual(&server);
    settings.password_file = wrong;
    assert_unasked(&settings, "Invalid credentials");
    settings.password_file = settings.bind_dn = NULL; /* anonymous: this server shows them nothing */
    assert_unasked(&settings, "No such object");
    settings = usual(&server);
    settings.base = "ou=elsewhere,dc=example,dc=gov";
    assert_unasked(&settings, "No such object");
    free(wrong);
}

static void test_directory_ldap__a_server_that_is_not_there(void **state)
{
    (void)state;
    struct settings settings = usual(&server);
    settings.uri = "ldap://127.0.0.1:1";
    assert_unasked(&settings, "contact");
    settings.uri = "ldapi://%2fno%2fsuch%2fsocket";
    assert_unasked(&settings, "contact");
}

/* A socket that listens on a free port; the kernel accepts connections to it. */
static int listen_somewhere(const char *scheme, char uri[SLAPD_TEXT_SIZE])
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(fd, 5), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    snprintf(uri, SLAPD_TEXT_SIZE, "%s://127.0.0.1:%d", scheme, ntohs(address.sin_port));
    return fd;
}

static void test_directory_ldap__a_handshake_that_is_never_answered(void **state)
{
    (void)state;
    char uri[SLAPD_TEXT_SIZE];
    struct settings settings = usual(&server);
    settings.uri = uri;
    settings.timeout_ms = "300";
    int fd = listen_somewhere("ldaps", uri);
    assert_unasked(&settings, "ldaps://");
    close(fd);

    fd = listen_somewhere("ldap", uri); /* says yes to StartTLS, and then nothing more */
    pid_t child = fork();
    if (child == 0) {
        static const unsigned char yes[] = {0x30, 0x0c, 0x02, 0x01, 0x01, 0x78, 0x07, 0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00};
        char request[1000];
        int connection = accept(fd, NULL, NULL);
        if (read(connection, request, sizeof request) > 0 && write(connection, yes, sizeof yes) > 0)
            pause();
        _exit(0);
    }
    assert_unasked(&settings, "certificate");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(fd);
}

/* Close our end of the connection to the server behind its back. */
static void cut_connection(const struct slapd *slapd)
{
    int cut = 0;
    for (int fd = 3; fd < 64; fd++) {
        struct sockaddr_in peer;
        socklen_t size = sizeof peer;
        if (getpeername(fd, (struct sockaddr *)&peer, &size) == 0 && peer.sin_family == AF_INET &&
            ntohs(peer.sin_port) == strtol(strrchr(slapd->uri, ':') + 1, NULL, 10))
            cut += shutdown(fd, SHUT_RDWR) == 0;
    }
    assert_int_equal(cut, 1);
}

static void test_directory_ldap__an_idle_connection_that_was_closed_is_made_again(void **state)
{
    (void)state;
    struct settings settings = usual(&server);
    struct opened opened = open_ldap(&settings);
    assert_int_equal(people_is_known(opened.people, "amorgan"), PEOPLE_YES);
    cut_connection(&server);
    assert_int_equal(people_is_known(opened.people, "bchen"), PEOPLE_YES);
    assert_int_equal(people_is_known(opened.people, "nobody"), PEOPLE_NO);
    assert_null(people_fault(opened.people));
    close_opened(&opened);
}

static void test_directory_ldap__a_server_that_goes_away_in_the_middle(void **state)
{
    (void)state;
    static struct slapd own;
    slapd_start(&own, ldif);
    struct settings settings = usual(&own);
    struct opened opened = open_ldap(&settings);
    people_prefetch(opened.people, (const char *[]){"amorgan", "cdiaz", "nobody"}, 3, (const char *[]){"chgm"}, 1);
    slapd_stop(&own);
    people_prefetch(opened.people, (const char *[]){"bchen", "amorgan"}, 2, (const char *[]){"secr", "nothing"}, 2);
    assert_int_equal(people_is_known(opened.people, "amorgan"), PEOPLE_YES);
    assert_int_equal(people_is_active(opened.people, "cdiaz"), PEOPLE_NO);
    assert_int_equal(people_is_known(opened.people, "nobody"), PEOPLE_NO);
    assert_int_equal(people_is_member(opened.people, "amorgan", "chgm"), PEOPLE_YES);
    assert_int_equal(people_is_member(opened.people, "cdiaz", "chgm"), PEOPLE_NO);
    assert_int_equal(people_is_known(opened.people, "bchen"), PEOPLE_UNASKED);
    assert_int_equal(people_is_known(opened.people, "ezoe"), PEOPLE_UNASKED);
    assert_int_equal(people_is_member(opened.people, "bchen", "chgm"), PEOPLE_UNASKED);
    assert_int_equal(people_is_member(opened.people, "amorgan", "secr"), PEOPLE_UNASKED);
    assert_int_equal(people_is_member(opened.people, "nobody", "secr"), PEOPLE_NO); /* nobody is in no group */
    assert_int_equal(people_group_exists(opened.people, "nothing"), PEOPLE_UNASKED);
    assert_int_equal(people_fault(opened.people)->code, PEOPLE_E_SERVER);
    close_opened(&opened);
}

static void test_directory_ldap__a_server_that_hangs(void **state)
{
    (void)state;
    static struct slapd own;
    slapd_start(&own, ldif);
    struct settings settings = usual(&own);
    struct opened before = open_ldap(&settings);
    settings.timeout_ms = "6000"; /* a busy machine answers in less */
    struct opened opened = open_ldap(&settings);
    assert_int_equal(people_is_known(opened.people, "amorgan"), PEOPLE_YES);
    kill(own.pid, SIGSTOP);
    people_prefetch(opened.people, names, COUNT(names), groups, COUNT(groups));
    assert_int_equal(people_is_known(opened.people, "amorgan"), PEOPLE_YES);
    assert_int_equal(people_is_known(opened.people, "bchen"), PEOPLE_UNASKED);
    assert_int_equal(people_group_exists(opened.people, "chgm"), PEOPLE_UNASKED);
    assert_int_equal(people_fault(opened.people)->code, PEOPLE_E_SERVER);
    assert_unasked(&settings, "Timed out");
    kill(own.pid, SIGCONT);
    assert_int_equal(people_is_known(opened.people, "bchen"), PEOPLE_UNASKED); /* for this run */
    assert_int_equal(people_is_known(before.people, "bchen"), PEOPLE_YES);     /* but not for the next */
    close_opened(&before);
    close_opened(&opened);
    slapd_stop(&own);
}

/* A server on a directory that holds MORE too. */
static void start_with(struct slapd *slapd, const char *more)
{
    char *path = file_join(folder, "more.ldif");
    write_directory(path, more);
    slapd_start(slapd, path);
    free(path);
}

static void test_directory_ldap__two_entries_of_one_name_are_not_an_answer(void **state)
{
    (void)state;
    static struct slapd own;
    start_with(&own, "\ndn: cn=Other,dc=example,dc=gov\nobjectClass: inetOrgPerson\ncn: Other\nsn: Other\nuid: AMORGAN\n"
                    "\ndn: cn=chgm,ou=people,dc=example,dc=gov\nobjectClass: groupOfNames\ncn: chgm\nmember: uid=bchen,ou=people,dc=example,dc=gov\n");
    struct settings settings = usual(&own);
    struct opened opened = open_ldap(&settings);
    people_prefetch(opened.people, names, COUNT(names), groups, COUNT(groups));
    assert_int_equal(people_is_known(opened.people, "amorgan"), PEOPLE_UNASKED);
    assert_int_equal(people_is_member(opened.people, "bchen", "chgm"), PEOPLE_UNASKED);
    assert_int_equal(people_is_known(opened.people, "bchen"), PEOPLE_YES);
    assert_int_equal(people_is_member(opened.people, "bchen", "agcy-chfs"), PEOPLE_YES);
    assert_int_equal(people_is_member(opened.people, "ezoe", "managers"), PEOPLE_YES);
    assert_int_equal(people_fault(opened.people)->code, PEOPLE_E_ANSWER);
    close_opened(&opened);
    slapd_stop(&own);
}

static void test_directory_ldap__an_answer_of_many_pages_is_read_whole(void **state)
{
    (void)state;
    enum { TWINS = 99, ENTRIES = 7 }; /* 693 entries for 99 names, and behind them one that only the second page has */
    static struct slapd own;
    static char text[TWINS][16];
    const char *uids[TWINS + 1];
    struct bytes more;
    bytes_init(&more);
    for (int i = 0; i < TWINS * ENTRIES; i++)
        bytes_format(&more, "\ndn: cn=Twin %d,dc=example,dc=gov\nobjectClass: inetOrgPerson\ncn: Twin %d\nsn: Twin\nuid: twin%d\n", i, i, i % TWINS);
    bytes_text(&more, "\ndn: uid=last,dc=example,dc=gov\nobjectClass: inetOrgPerson\ncn: Last\nsn: Last\nuid: last\n");
    start_with(&own, bytes_string(&more));
    for (int i = 0; i < TWINS; i++) {
        snprintf(text[i], sizeof text[i], "twin%d", i);
        uids[i] = text[i];
    }
    uids[TWINS] = "last";
    struct settings settings = usual(&own);
    struct opened opened = open_ldap(&settings);
    people_prefetch(opened.people, uids, TWINS + 1, NULL, 0);
    assert_int_equal(people_is_known(opened.people, "last"), PEOPLE_YES);
    assert_int_equal(people_is_known(opened.people, "twin98"), PEOPLE_UNASKED);
    assert_non_null(strstr(people_fault(opened.people)->detail, "two entries"));
    close_opened(&opened);
    slapd_stop(&own);
    bytes_release(&more);
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);               /* as step/program.h does for every program */
    setenv("LDAPTLS_REQCERT", "never", 1);  /* what the environment says must not weaken the check */
    setenv("LDAPSASL_NOCANON", "on", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_directory_ldap__answers_as_the_ldif_file_does),
        cmocka_unit_test(test_directory_ldap__a_thousand_names_at_once),
        cmocka_unit_test(test_directory_ldap__any_bytes_are_only_a_name),
        cmocka_unit_test(test_directory_ldap__who_is_not_trusted_is_not_asked),
        cmocka_unit_test(test_directory_ldap__without_permission_nothing_is_answered),
        cmocka_unit_test(test_directory_ldap__a_server_that_is_not_there),
        cmocka_unit_test(test_directory_ldap__a_handshake_that_is_never_answered),
        cmocka_unit_test(test_directory_ldap__an_idle_connection_that_was_closed_is_made_again),
        cmocka_unit_test(test_directory_ldap__a_server_that_goes_away_in_the_middle),
        cmocka_unit_test(test_directory_ldap__a_server_that_hangs),
        cmocka_unit_test(test_directory_ldap__two_entries_of_one_name_are_not_an_answer),
        cmocka_unit_test(test_directory_ldap__an_answer_of_many_pages_is_read_whole),
    };
    return cmocka_run_group_tests(tests, start_server, stop_server);
}
