/*
 * recfm.h - records out of a file's bytes, and into them, as RECFM says.  Floor 1.
 *
 *     struct recfm_reader reader;
 *     recfm_open(&reader, &recfm);
 *     recfm_feed(&reader, data, length, last)        the bytes from here on; LAST: the file ends with them
 *     while ((answer = recfm_next(&reader, &record, &fault)) == 1) ...
 *     answer 0: all records that lie whole in the data have been given; recfm_kept bytes at the end of it are to be
 *     fed again in front of more (none when LAST).  Below 0: damage.
 *
 * A whole file in memory is one recfm_feed with LAST.  A record points into the data; one put together from segments
 * into the reader, and is good until the next call.  Some damage comes with a record (recfm_has_record): partial after
 * RECORD_E_TRUNCATED, where the file ends, and RECORD_E_UNENDED, whole after RECORD_E_LONG.  After RECORD_E_SEGMENT
 * and those the next call goes on; after RECORD_E_RDW, _BDW, _LENGTH and _TRUNCATED nothing more can be read.
 *
 * Descriptors (z/OS DFSMS Using Data Sets, "Variable-Length Record Formats"): LL LL S 00, S of a segment 0 whole, 1
 * first, 2 last, 3 middle.  Little-endian is the four bytes turned round: 00 S LL LH.
 */
#ifndef CUTOVER_RECORD_RECFM_H
#define CUTOVER_RECORD_RECFM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"

enum recfm_kind {
    RECFM_F,    /* F, FB: LRECL bytes each, no separators */
    RECFM_V,    /* RDW before each */
    RECFM_VB,   /* BDW before each block of them */
    RECFM_TEXT, /* a line each: LF or CRLF, in EBCDIC NEL (X'15') or LF (X'25') */
    RECFM_VS,   /* as V, records in segments */
    RECFM_VBS,  /* as VB, records in segments */
    RECFM_U,    /* a block a record: LRECL bytes each, the last perhaps less; without LRECL the whole file */
};

enum { RECFM_RECORD_MAX = 1 << 24 }; /* bytes of a record put together or measured */

enum recfm_line_end { LINE_END_DEFAULT, LINE_END_LF, LINE_END_CRLF, LINE_END_NEL };

/* The length of a record's data from its first bytes: above 0, or a negative code with FAULT's detail. */
typedef ptrdiff_t recfm_measure(const void *user, const uint8_t *head, struct fault *fault);

struct recfm {
    enum recfm_kind kind;
    size_t lrecl;          /* of the data; 0: not limited, and for F the caller tells (recfm_take) */
    size_t longest;        /* of F without LRECL: bytes that a record can have */
    bool little_endian;    /* RDW as 00 00 LL LH */
    bool rdw_excludes_itself;
    bool bdw_little_endian;
    bool bdw_excludes_itself;
    size_t header_bytes;   /* of the file, before the first record */
    size_t footer_bytes;   /* behind the last */
    size_t record_skip;    /* bytes after the RDW and before the data of each record */
    size_t block_bytes;    /* of VB and VBS when written, BDW and RDWs counted; of VS, of a segment; 0: 32760 */
    recfm_measure *measure; /* F whose records say their length; NULL: LRECL's */
    const void *measure_user;
    size_t measure_bytes;   /* that it looks at */
    bool ebcdic;           /* of text: line ends are X'15' and X'25' */
    enum recfm_line_end line_end; /* of text when written; LINE_END_DEFAULT: LF, in EBCDIC NEL */
};

struct recfm_piece { /* a segment of a record: from POSITION in its data on it lay at FILE_OFFSET */
    size_t position;
    int64_t file_offset;
};

struct recfm_record {
    const uint8_t *data;
    size_t length;
    int64_t number;      /* from 1 */
    int64_t file_offset; /* of the data, from 0 */
    const uint8_t *start; /* where it begins with its RDW (or skipped bytes), and how far it goes with its line end */
    size_t whole_length;  /* of a record put together: start is NULL */
    const struct recfm_piece *pieces; /* of a record put together; NULL: it lay in one */
    size_t piece_count;
};

struct recfm_reader {
    struct recfm recfm;
    const uint8_t *data;
    size_t length;
    size_t at;            /* next byte to read */
    size_t usable;        /* data that is no footer */
    bool last;
    bool broken;
    int64_t base;         /* file offset of data[0] */
    int64_t header_left;
    int64_t block_left;   /* VB: bytes of the block that are not read yet */
    int64_t number;       /* of the last record given */
    int64_t damage_offset; /* in the file, of what the last damage without a record is about */
    uint8_t damage[4];     /* the bytes there, a descriptor */
    size_t damage_length;
    bool begun;           /* a first segment was read, and no last */
    bool orphaned;        /* segments are passed over until one that begins a record */
    struct bytes assembled;
    struct recfm_piece *pieces;
    size_t piece_count;
    size_t piece_capacity;
};

void recfm_open(struct recfm_reader *reader, const struct recfm *recfm);
void recfm_close(struct recfm_reader *reader); /* gives back what VS and VBS took; others need none */
void recfm_feed(struct recfm_reader *reader, const uint8_t *data, size_t length, bool last);
size_t recfm_kept(const struct recfm_reader *reader);

/*
 * Returns 1 with a record, 0 at the end of the data, or RECORD_E_RDW, _BDW, _LENGTH, _TRUNCATED, _LONG, _SEGMENT, _UNENDED
 * with the record's number and its place in the file.
 */
int recfm_next(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault);
bool recfm_has_record(int answer);

/* Where in the file, from 0, the byte at POSITION of a record's data lay. */
int64_t recfm_file_offset(const struct recfm_record *record, size_t position);

/*
 * For F without LRECL recfm_next gives as many bytes as the longest record has, or what is left; this says how many
 * of them the record takes (at least 1), so that the next begins behind it.
 */
void recfm_take(struct recfm_reader *reader, struct recfm_record *record, size_t length);

/* Puts records into a file's bytes; blocks of VB and VBS are held back until they are full. */
struct recfm_writer {
    struct recfm recfm;
    struct bytes block;
    bool ended; /* of U: a record was written behind which none can be told from it */
};

void recfm_writer_init(struct recfm_writer *writer, const struct recfm *recfm);

/* Whether a record of LENGTH bytes can be written: 0, or what recfm_write would answer. */
int recfm_fits(const struct recfm_writer *writer, const uint8_t *record, size_t length, struct fault *fault);

/*
 * Append the record, and what RECFM puts around it, to OUT.  F and text with LRECL: shorter ones are filled up with FILL.
 * Returns 0, RECORD_E_LONG when it is longer than LRECL, a block or an RDW can say, or RECORD_E_LENGTH when it is not as
 * long as it says, or of U cannot be told from the one before.
 */
int recfm_write(struct recfm_writer *writer, struct bytes *out, const uint8_t *record, size_t length, uint8_t fill,
                struct fault *fault);
void recfm_writer_finish(struct recfm_writer *writer, struct bytes *out); /* the last block; releases the writer */

#endif
