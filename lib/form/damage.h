/*
 * damage.h - what happened to a file whose next record is not where it should be.  Floor 2; for lib/form alone.
 *
 * lib/record says that a record cannot be read; here the bytes around the place tell why (forms.md, "File damage that
 * must be told apart").
 */
#ifndef CUTOVER_FORM_DAMAGE_H
#define CUTOVER_FORM_DAMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "form/carrier.h"

struct damage_place {
    int fd;
    int64_t file_bytes;
    const struct carrier *carrier;
    size_t record_bytes; /* of a full record */
    int64_t record;      /* number of the record that should begin here */
    int64_t offset;      /* of it in the file, with its RDW */
    int64_t previous;    /* of the record before; -1: none */
};

/*
 * Name the damage at PLACE.  CAUSE is the code of recfm_next, or 0 when a record was given that does not begin with a
 * mark.  Returns FORM_E_*; 0 when only the first bytes of that one record are not what they should be.
 */
int damage_name(const struct damage_place *place, int cause, struct fault *fault);

/*
 * The first bytes of a file show fixed records of the form in another character set than its carrier has: binary
 * ones in ASCII (a text-mode transfer), or text ones in EBCDIC.  Returns FORM_E_TEXT_MODE, FORM_E_CHARACTER_SET or 0.
 */
int damage_of_conversion(const struct carrier *carrier, const uint8_t *head, size_t length, struct fault *fault);

#endif
