/*
 * suspense.h - what is set aside: suspense/NAME and suspense/NAME.findings.jsonl.  Floor 3; for lib/release alone.
 *
 *     struct suspense suspense;
 *     suspense_open(&suspense, home, name, sha256, number, &fault);
 *     suspense_add_finding(&suspense, finding);  suspense_add_records(&suspense, bytes, length, &fault);
 *     suspense_commit(&suspense, &fault);  suspense_release(&suspense);
 *
 * A name that is taken by another file becomes NAME.2, NAME.3 ...  Each line of findings names the file's hash and number,
 * so that a run that was killed finds its own name again.  Records keep the form in which they came.
 */
#ifndef CUTOVER_RELEASE_SUSPENSE_H
#define CUTOVER_RELEASE_SUSPENSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "base/file.h"

struct suspense {
    const char *sha256; /* the caller's */
    int number;
    char *place; /* "suspense/NAME", relative to the home folder; owned */
    char *path;  /* of it; owned */
    struct file_replace findings;
    struct file_replace records;
    bool has_records;
    bool open;
};

/*
 * The name under which a file is kept, in suspense or archive: NAME as it is shown, cut where it would leave no room
 * for what is put behind it.  Returns KEPT.
 */
enum { SUSPENSE_NAME_SIZE = 201 };
char *suspense_name(char kept[SUSPENSE_NAME_SIZE], const char *name);

/* Choose the name and begin.  NAME is the file's, as UTF-8.  Returns 0, BASE_E_OPEN or BASE_E_WRITE. */
int suspense_open(struct suspense *suspense, const char *home, const char *name, const char *sha256, int number,
                  struct fault *fault);

void suspense_add_finding(struct suspense *suspense, const struct fault *finding);
int suspense_add_records(struct suspense *suspense, const void *data, size_t length, struct fault *fault);

/* Publish the findings, then the records if there are any.  Release it then. */
int suspense_commit(struct suspense *suspense, struct fault *fault);

/* Throw away what is not published; frees everything.  Of a zeroed struct too. */
void suspense_release(struct suspense *suspense);

#endif
