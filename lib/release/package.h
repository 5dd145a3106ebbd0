/*
 * package.h - one iteration of a release with all its parts: what is decided and scheduled together.  Floor 3.
 *
 *     struct package package;
 *     if (package_load(&package, desk, "CHFS-0042.001.", &fault) == 0 && package_is_whole(&package)) ...
 *     package_release(&package);
 *
 * A part is one submission, an entry of the register; the other form of the same iteration is another.  Parts are in
 * the order of their keys.
 */
#ifndef CUTOVER_RELEASE_PACKAGE_H
#define CUTOVER_RELEASE_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "form/submission.h"
#include "release/desk.h"
#include "release/entry.h"

enum { PACKAGE_PARTS = 9 }; /* PARTS has one digit */

enum approval_role { ROLE_AGCY, ROLE_CHGM, ROLE_SECR, ROLE_LIBR, ROLE_CAB, ROLES };

struct part {
    struct entry entry;
    struct submission submission;
    enum release_state before; /* the state it was loaded in */
    unsigned approved;         /* bit 1 << role: an approval A that counts */
    bool changed;              /* it is to be saved */
};

struct package {
    struct part parts[PACKAGE_PARTS];
    size_t count;
};

/*
 * Load every part whose key begins with PREFIX, "RELEASE.III.".  Release PACKAGE in any case.  Returns 0 (count may be
 * 0), or a fault of the register, of an entry or of a form.
 */
int package_load(struct package *package, struct desk *desk, const char *prefix, struct fault *fault);
void package_release(struct package *package);

/* Drop the parts that are not in STATE. */
void package_keep(struct package *package, enum release_state state);

/* Are all parts there that PARTS of any of them announces? */
bool package_is_whole(const struct package *package);

/* "CHFS-0042.001.", of a key or of a release and iteration; returns PREFIX. */
char *package_prefix(char prefix[ENTRY_KEY_SIZE], const char *release, int iteration);
char *package_prefix_of_key(char prefix[ENTRY_KEY_SIZE], const char *key);

/*
 * Give every part STATE, dropping the slot and the alternates that the state does not have; save, in the desk's
 * transaction, the parts marked changed.  WHO, WHAT and REASON go to the audit trail.
 */
void package_become(struct package *package, enum release_state state);
int package_save(struct package *package, struct desk *desk, const char *who, const char *what, const char *reason,
                 struct fault *fault);

/* Would saving the part with this reason change anything in the register? */
bool part_is_changed(const struct part *part, struct desk *desk, const char *reason);

/* The S record of a part. */
const struct submission_record *part_main(const struct part *part);

#endif
