/*
 * authority.h - who may: which group counts for what, and the rights of one person.  Floor 3.
 *
 * forms.md, "People": the directory (lib/people) says who someone is, this file what that allows; which approvals of
 * a release count is approval.h's.  "Could not ask" (PEOPLE_UNASKED) is never no: nothing is decided on it.
 */
#ifndef CUTOVER_RELEASE_AUTHORITY_H
#define CUTOVER_RELEASE_AUTHORITY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/fault.h"
#include "people/people.h"
#include "release/package.h"
#include "step/program.h"

/* The role with this name as ROLE has it ("CHGM"), ROLES when there is none; and its name. */
enum approval_role authority_role(const char *name);
const char *authority_role_name(enum approval_role role);

/* The group of a kind: "agcy-chfs-medicaid", "subm-chfs" with SYSTEM "".  Returns GROUP. */
enum { AUTHORITY_GROUP_SIZE = 32 };
char *authority_group(char group[AUTHORITY_GROUP_SIZE], const char *kind, const char *agency, const char *system);

/* The same person: uid without regard to case; nobody is the same as nobody. */
bool authority_is_same(const char *uid, const char *other);

/* Is this person in the group that may approve in ROLE for this system of an agency, or submit for the agency? */
enum people_answer authority_is_entitled(struct people *people, const char *uid, enum approval_role role,
                                         const char *agency, const char *system);
enum people_answer authority_may_submit(struct people *people, const char *uid, const char *agency);

/* Active, and in the group of one of ROLES (bits 1 << role; not AGCY).  Not YES: FAULT says why, RELEASE_E_NOT_ALLOWED. */
enum people_answer authority_has_role(struct people *people, const char *uid, unsigned roles, struct fault *fault);

/* Active, and the submitter of a part or one who may act for that one.  Not YES: FAULT says why. */
enum people_answer authority_is_submitter(struct people *people, const char *uid, const struct package *package,
                                          struct fault *fault);

/* The people and groups that judging some packages asks for, so that the directory is asked once for all of them. */
struct authority_names {
    struct text_list people;
    struct text_list groups;
    struct arena arena; /* holds the texts */
};

void authority_names_init(struct authority_names *names);
void authority_names_release(struct authority_names *names);
void authority_names_add(struct authority_names *names, const struct package *package);
void authority_names_ask(const struct authority_names *names, struct people *people);

#endif
