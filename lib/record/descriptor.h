/*
 * descriptor.h - RDW, SDW and BDW: the four bytes before a record, a segment, a block.  Floor 1; for recfm*.c.
 *
 * Big-endian LL LL S 00; little-endian the four turned round, 00 S LL LH.  A BDW with its first bit set is 31 bits long
 * (large block interface).  Source: z/OS DFSMS Using Data Sets, "Variable-Length Record Formats".
 */
#ifndef CUTOVER_RECORD_DESCRIPTOR_H
#define CUTOVER_RECORD_DESCRIPTOR_H

#include "record/recfm.h"

enum { DESCRIPTOR_BYTES = 4 };

enum segment { SEGMENT_WHOLE, SEGMENT_FIRST, SEGMENT_LAST, SEGMENT_MIDDLE };

struct descriptor {
    int64_t length; /* itself counted, whatever the file counts */
    enum segment segment;
};

/* What the four bytes say; false when they are none, or are too short for what they stand before. */
bool descriptor_read_rdw(struct descriptor *descriptor, const struct recfm *recfm, const uint8_t *bytes);
bool descriptor_read_bdw(struct descriptor *descriptor, const struct recfm *recfm, const uint8_t *bytes);

/* Append one; LENGTH is itself counted. */
void descriptor_put_rdw(struct bytes *out, const struct recfm *recfm, size_t length, enum segment segment);
void descriptor_put_bdw(struct bytes *out, const struct recfm *recfm, size_t length);

const char *segment_name(enum segment segment);

#endif
