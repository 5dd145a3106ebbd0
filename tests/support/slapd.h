/*
 * slapd.h - a real OpenLDAP server for a test: tests/support/slapd.sh, as a pair of calls.
 *
 *     static struct slapd slapd;  slapd_start(&slapd, "tests/people/directory.ldif");  ...  slapd_stop(&slapd);
 * Fails the test when the server cannot be started.  It is stopped at the latest when the test program ends.
 */
#ifndef CUTOVER_TESTS_SLAPD_H
#define CUTOVER_TESTS_SLAPD_H

#include <sys/types.h>

enum { SLAPD_TEXT_SIZE = 256 };

struct slapd {
    char *parent; /* NULL: stopped */
    char *folder;
    char uri[SLAPD_TEXT_SIZE]; /* ldap://127.0.0.1:PORT */
    char base[SLAPD_TEXT_SIZE];
    char bind_dn[SLAPD_TEXT_SIZE];
    char password_file[SLAPD_TEXT_SIZE];
    char ca_file[SLAPD_TEXT_SIZE];
    char other_ca_file[SLAPD_TEXT_SIZE]; /* of an authority that did not sign the server's certificate */
    pid_t pid;
};

void slapd_start(struct slapd *slapd, const char *ldif);

/* May be called again.  SLAPD is static: a test that fails leaves it running until the program ends. */
void slapd_stop(struct slapd *slapd);

#endif
