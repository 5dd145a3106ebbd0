/*
 * server.h - the LDAP server of [people]: what reaches it, and the connection to it.  Internal to lib/people.
 *
 * Connecting is StartTLS (or ldaps) with the certificate checked, then a simple bind.  Nothing waits longer than
 * timeout_ms.  What the environment and ldaprc files say is overruled where it matters for trust: every such option is
 * set here.  The process must ignore SIGPIPE, as step/program.h sees to.
 */
#ifndef CUTOVER_PEOPLE_SERVER_H
#define CUTOVER_PEOPLE_SERVER_H

#include <ldap.h>
#include <stdbool.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "people/deadline.h"
#include "people/directory.h"

struct server {
    const char *uri; /* texts of the configuration, which outlives the server */
    const char *base;
    const char *bind_dn; /* NULL: anonymous */
    struct bytes password;
    char *ca_file;
    bool starttls;
    int timeout_ms;
    LDAP *ld; /* NULL: not connected */
    struct deadline deadline;
};

/* Read the settings, without asking the server.  Returns 0 (then release), or the codes of people_open. */
int server_init(struct server *server, const struct directory_settings *settings, struct fault *fault);
void server_release(struct server *server);

/* Connect and log in.  Returns 0, or PEOPLE_E_SERVER and is not connected. */
int server_connect(struct server *server, struct fault *fault);
void server_disconnect(struct server *server);

/* Fill FAULT from an LDAP result code and what the server added to it; returns CODE. */
int server_fault(struct server *server, int code, int result, const char *doing, struct fault *fault);

#endif
