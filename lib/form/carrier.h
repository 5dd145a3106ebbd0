/*
 * carrier.h - what carries a drop file, told by its bytes and never by its name.  Floor 2; for lib/form alone.
 *
 * A mark is the first five bytes of a record, REC-TYPE and FORM-ID, in EBCDIC (the same in every Latin page) or
 * in ASCII.  Recognition looks for the mark of a known form (forms.md, "Recognising a carrier"); what is no drop
 * file gets the name of its damage.
 */
#ifndef CUTOVER_FORM_CARRIER_H
#define CUTOVER_FORM_CARRIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "form/form.h"

enum framing { FRAME_NONE, FRAME_FB, FRAME_VB, FRAME_BLOCKED, FRAME_TEXT, FRAME_CSV };

/* Bytes of a file's beginning that recognition wants; less when the file is shorter. */
enum { CARRIER_HEAD_BYTES = 65536 };

struct carrier {
    const struct form *form; /* NULL for CSV until a row names it */
    enum framing framing;
    enum form_carrier carrier;
    size_t start; /* bytes before the first record: a byte-order mark */
};

/* "FB", "VB", "VB blocked", "text", "CSV"; "" for FRAME_NONE. */
const char *framing_name(enum framing framing);

/* The EBCDIC byte of an ASCII letter or digit; the same in code pages 037, 500, 1047 and all their kin. */
uint8_t ebcdic_of(char c);

/* DATA (LENGTH bytes) begins with the REC-TYPE of ROLE. */
bool mark_role_is_at(const struct form *form, enum form_role role, bool ebcdic, const uint8_t *data, size_t length);

/* DATA (LENGTH bytes) begins with a REC-TYPE of FORM and its FORM-ID. */
bool mark_is_at(const struct form *form, bool ebcdic, const uint8_t *data, size_t length);

/* Position of the first mark at or behind FROM; LENGTH when there is none. */
size_t mark_find(const struct form *form, bool ebcdic, const uint8_t *data, size_t length, size_t from);

/* Two bytes of length, big-endian, and two zeros: an RDW or BDW.  -1 when it is none. */
int descriptor_length(const uint8_t *data, size_t length);

/*
 * Recognise a file by its first LENGTH bytes.  Returns 0, or the code of the damage that explains why not, with its
 * fault.
 */
int carrier_recognise(struct carrier *carrier, const struct form_set *forms, const uint8_t *head, size_t length,
                      struct fault *fault);

#endif
