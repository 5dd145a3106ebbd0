/* descriptor.c - see descriptor.h. */
#include "record/descriptor.h"

enum { LARGE_BLOCK = 0x80 };

/* The four bytes as a big-endian file has them. */
static void turn(uint8_t to[DESCRIPTOR_BYTES], const uint8_t *bytes, bool little_endian)
{
    for (int i = 0; i < DESCRIPTOR_BYTES; i++)
        to[i] = bytes[little_endian ? DESCRIPTOR_BYTES - 1 - i : i];
}

bool descriptor_read_rdw(struct descriptor *descriptor, const struct recfm *recfm, const uint8_t *bytes)
{
    uint8_t word[DESCRIPTOR_BYTES];
    turn(word, bytes, recfm->little_endian);
    *descriptor = (struct descriptor){.length = (word[0] << 8 | word[1]) + (recfm->rdw_excludes_itself ? DESCRIPTOR_BYTES : 0),
                                      .segment = (enum segment)(word[2] & 3)};
    return word[2] <= SEGMENT_MIDDLE && word[3] == 0 && descriptor->length >= DESCRIPTOR_BYTES;
}

bool descriptor_read_bdw(struct descriptor *descriptor, const struct recfm *recfm, const uint8_t *bytes)
{
    uint8_t word[DESCRIPTOR_BYTES];
    turn(word, bytes, recfm->bdw_little_endian);
    bool large = (word[0] & LARGE_BLOCK) != 0;
    int64_t length = large ? (int64_t)(word[0] & ~LARGE_BLOCK) << 24 | word[1] << 16 | word[2] << 8 | word[3] : word[0] << 8 | word[1];
    *descriptor = (struct descriptor){.length = length + (recfm->bdw_excludes_itself ? DESCRIPTOR_BYTES : 0)};
    return (large || (word[2] == 0 && word[3] == 0)) && descriptor->length >= 2 * DESCRIPTOR_BYTES;
}

static void put(struct bytes *out, bool little_endian, size_t length, enum segment segment)
{
    const uint8_t word[DESCRIPTOR_BYTES] = {(uint8_t)(length >> 8), (uint8_t)length, (uint8_t)segment, 0};
    uint8_t bytes[DESCRIPTOR_BYTES];
    turn(bytes, word, little_endian);
    bytes_add(out, bytes, sizeof bytes);
}

void descriptor_put_rdw(struct bytes *out, const struct recfm *recfm, size_t length, enum segment segment)
{
    put(out, recfm->little_endian, recfm->rdw_excludes_itself ? length - DESCRIPTOR_BYTES : length, segment);
}

void descriptor_put_bdw(struct bytes *out, const struct recfm *recfm, size_t length)
{
    put(out, recfm->bdw_little_endian, recfm->bdw_excludes_itself ? length - DESCRIPTOR_BYTES : length, SEGMENT_WHOLE);
}

const char *segment_name(enum segment segment)
{
    static const char *const names[] = {"whole", "first", "last", "middle"};
    return names[segment];
}
