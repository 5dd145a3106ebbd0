/*
 * score.h - how well a sample of a file fits a copybook with its settings.  Floor 1; for guess*.c.
 *
 *     struct scorer scorer;  scorer_open(&scorer, &schema);
 *     scorer_run(&scorer, &recfm, &sample, SCORE_SPLIT, &score);       as often as one likes, with other recfms
 *     scorer_close(&scorer);
 *
 * Records are decoded as always, and every value is weighed (weigh.h); one that cannot be read weighs against.  What
 * stands around records (descriptors, line ends) is weighed too and bytes that nothing explains weigh nothing, so that
 * scores of one sample compare, whatever parts it.  Of views that no segment rule selects the likeliest counts.
 */
#ifndef CUTOVER_RECORD_SCORE_H
#define CUTOVER_RECORD_SCORE_H

#include "record/decode.h"
#include "record/recfm.h"
#include "record/sample.h"
#include "record/schema.h"
#include "record/spelling.h"
#include "record/weigh.h"

enum { SCORE_BYTES = 1 << 17 }; /* of the head that is looked at unless told otherwise */

enum score_flag {
    SCORE_DESTROYED = 1, /* packed, binary and floating numbers say nothing */
    SCORE_PAD = 2,       /* blanks at the end of a record were cut off */
};

struct score {
    int64_t weight;      /* eighths of a bit; larger is better */
    int64_t records;
    int64_t bad_records; /* with a value, or a length, that cannot be */
    int64_t bad_plain;   /* the same, packed and binary numbers not counted */
    int64_t values;
    int64_t bad;
    int64_t packed;      /* packed, binary and floating numbers, and those of them that cannot be read */
    int64_t packed_bad;
    int64_t storage;     /* their bytes that are not zero, those above X'7F', and those that stand for lost characters */
    int64_t storage_high;
    int64_t storage_lost;
    int64_t zoned;
    int64_t zoned_bad;
    int64_t first_bad;   /* number of the first bad record; 0: none */
    struct weigh_characters text;
    int64_t descriptors; /* BDWs and RDWs that add up */
    int64_t segments;    /* records, or what is left of them, that lack segments */
    int64_t partial;     /* bytes left at the end of the file, less than a record */
    int64_t behind;      /* bytes of the head in front of where reading ended */
    int64_t reached;     /* offset in the file of the piece where the first bad record was found; of scorer_further */
    bool broken;         /* no further record could be found there */
};

struct scorer {
    struct schema *schema;
    struct decoder *decoders; /* of each 01 level */
    struct value_list values;
    struct bytes scratch;
    struct bytes padded;
    struct spelling *spelling; /* NULL, or where the text of a run is added to */
    int *views;               /* of each field of the layout: the union it lies in, from 1, and which of its views */
    int *unions;
};

void scorer_open(struct scorer *scorer, struct schema *schema); /* which must outlive it */
void scorer_close(struct scorer *scorer);

/* Score the first BYTES of the sample's head; FLAGS of enum score_flag. */
void scorer_run(struct scorer *scorer, const struct recfm *recfm, const struct sample *sample, size_t bytes, unsigned flags,
                struct score *score);

/* The same for what the sample has further on, of F whose records all have one length; else nothing is scored. */
void scorer_further(struct scorer *scorer, const struct recfm *recfm, const struct sample *sample, struct score *score);

#endif
