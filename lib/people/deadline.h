/*
 * deadline.h - a layer in libldap's socket: no read or write waits beyond a point in time.  Internal to lib/people.
 *
 * libldap's own timeouts do not hold in a TLS handshake: with a server that accepted the connection and then says
 * nothing, ldaps:// and StartTLS would wait (and spin) for ever.  The layer lies between the socket and TLS.
 *     struct deadline deadline;  deadline_attach(&deadline, ld);    before the handle connects
 *     deadline_set(&deadline, 5000);                                before each operation
 */
#ifndef CUTOVER_PEOPLE_DEADLINE_H
#define CUTOVER_PEOPLE_DEADLINE_H

#include <ldap.h>
#include <stdint.h>

struct deadline {
    int64_t at_ms;               /* on the monotonic clock */
    struct ldap_conncb callback; /* DEADLINE must outlive the handle */
};

/* Put the layer into every connection that LD makes from now on.  Returns an LDAP result code. */
int deadline_attach(struct deadline *deadline, LDAP *ld);

void deadline_set(struct deadline *deadline, int timeout_ms);

#endif
