/*
 * people.h - who someone is, as the directory says: the facts behind "who may".  Floor 2.
 *
 * One interface with three answers, and two ways behind it (directory.h): an LDIF file, or an LDAP server.
 *     struct people *people;
 *     if (people_open(&people, &step->config, step->home, step->share, &fault) < 0) ...
 *     people_prefetch(people, uids, uid_count, groups, group_count);      the run's distinct names: a few searches
 *     if (people_is_member(people, "amorgan", "agcy-chfs") == PEOPLE_YES) ...
 *     people_close(people);
 *
 * "Could not ask" is an answer of its own and never "no": when the server cannot be reached, refuses us, or goes
 * away in the middle, everything it had not answered is PEOPLE_UNASKED until the run ends, and people_fault says
 * why.  Answers are kept for the run, so that a run sees one directory.  Which groups count for what is not
 * decided here (forms.md, "People", is lib/release's).
 *
 * Names are UTF-8 text.  uid and group names are compared without regard to the case of A to Z and to blanks
 * around them; any other byte counts.  An empty name, or one that is not UTF-8, is nobody: PEOPLE_NO.
 *
 * Configuration, section [people]; a relative file is looked up in the home folder, then in the share folder:
 *     source = ldif | ldap      default ldif
 *   with ldif:
 *     ldif = FILE               needed
 *   with ldap:
 *     uri = URI                 needed; one ldap://HOST[:PORT], ldaps://HOST[:PORT] or ldapi://PATH
 *     base = DN                 needed; where people and groups are looked for, the whole subtree
 *     bind_dn = DN, password_file = FILE    simple bind; the file holds the password on its one line and is not
 *                               readable by others; an empty password is refused.  Neither: anonymous
 *     starttls = yes | no       default yes; no only with ldaps:// or ldapi://.  Certificates are always checked
 *     ca_file = FILE            PEM; default the system's, /etc/ssl/certs/ca-certificates.crt
 *     timeout_ms = N            1 to 600000, default 5000; of connecting, and of each operation
 */
#ifndef CUTOVER_PEOPLE_PEOPLE_H
#define CUTOVER_PEOPLE_PEOPLE_H

#include <stddef.h>

#include "base/fault.h"
#include "step/config.h"

enum people_answer {
    PEOPLE_NO,
    PEOPLE_YES,
    PEOPLE_UNASKED, /* could not ask */
};

enum people_error {
    PEOPLE_E_CONFIG = -150,   /* section [people] cannot be used as it stands */
    PEOPLE_E_PASSWORD = -151, /* the password file is empty, too long or open to others */
    PEOPLE_E_LDIF = -152,     /* a line or record of the LDIF file that is not LDIF */
    PEOPLE_E_URL = -153,      /* "attribute:< URL" in the LDIF file, which would read another file */
    PEOPLE_E_ENTRY = -154,    /* an entry of the LDIF file that cannot stand: no DN, DN or uid twice ... */
    PEOPLE_E_SERVER = -155,   /* the server cannot be reached, trusted or asked */
    PEOPLE_E_ANSWER = -156,   /* the server's answer to these names cannot be used */
    PEOPLE_E_NESTING = -157,  /* groups in groups deeper than, or with more members than, is followed */
};

struct people;

/*
 * Read the section and open what it names.  HOME and SHARE are the folders of a struct step.  An LDIF file is
 * read whole (at most 64 MB); a server is not asked before the first question, so that its absence is an answer.
 * Returns 0 and *PEOPLE to be closed, or BASE_E_OPEN, BASE_E_TOO_BIG, STEP_E_CONFIG, or one of -150 to -154.
 */
int people_open(struct people **people, const struct config *config, const char *home, const char *share,
                struct fault *fault);

/* Accepts NULL. */
void people_close(struct people *people);

/*
 * Ask for these people and groups now, 100 names a search, and for the groups inside those groups.  Optional:
 * a name that was not asked for here is asked for when its first question comes.  Names may repeat.
 */
void people_prefetch(struct people *people, const char *const *uids, size_t uid_count, const char *const *groups,
                     size_t group_count);

/* Is there exactly one entry with this uid?  (Two entries: PEOPLE_UNASKED, since nobody can say who is meant.) */
enum people_answer people_is_known(struct people *people, const char *uid);

/* Known, and neither pwdAccountLockedTime is set nor employeeType inactive (forms.md, "People"). */
enum people_answer people_is_active(struct people *people, const char *uid);

/* Is there a groupOfNames with this cn? */
enum people_answer people_group_exists(struct people *people, const char *group);

/*
 * Is this person a member of the group, or of a group that is a member of it, to a depth of 16?  Unknown people
 * and groups: PEOPLE_NO.  Groups that contain each other are no error.  Active or not makes no difference.
 */
enum people_answer people_is_member(struct people *people, const char *uid, const char *group);

/*
 * May UID act for PRINCIPAL?  A delegation is a group "dele-PRINCIPAL" whose members may (decided here: forms.md
 * knows delegations but not how the directory holds them).
 */
enum people_answer people_may_act_for(struct people *people, const char *uid, const char *principal);

/*
 * The person's first mail address.  PEOPLE_YES: *MAIL is it, owned by PEOPLE; PEOPLE_NO: nobody, or no address.
 * *MAIL is NULL unless the answer is PEOPLE_YES.
 */
enum people_answer people_mail(struct people *people, const char *uid, const char **mail);

/* Why something is PEOPLE_UNASKED: the first fault of the run, or NULL when everything was answered. */
const struct fault *people_fault(const struct people *people);

#endif
