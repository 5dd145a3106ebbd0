/*
 * piece.h - a field taken apart at its outer commas, and put together again with the places of its characters.  Floor 2.
 *
 *     pieces_take(&old, base, 0, base->field_len);
 *     ... mark what is dropped, merged ...
 *     joiner_add_all(&joiner, &old);
 *     joiner_finish(base, &joiner, arena, faults);
 *     free(old.items);
 */
#ifndef CUTOVER_JCL_PIECE_H
#define CUTOVER_JCL_PIECE_H

#include "base/bytes.h"
#include "jcl/parameter.h"

/* KEYWORD=VALUE, or VALUE alone, in the field of FROM. */
struct piece {
    const struct statement *from;
    size_t start;       /* of the keyword, or the value */
    size_t keyword_len; /* without .STEP; 0: positional */
    size_t step, step_len; /* of KEYWORD.STEP; 0: there is none, or it is not to be kept */
    size_t value, value_len;
    const struct piece *merged; /* a DCB or AMP to merge this one with: this is the base, that the change */
    const struct pieces *alone; /* a DCB: the change's parameters, which take its subparameters of their names away */
    bool dropped;
};

struct pieces {
    struct piece *items;
    size_t count, capacity;
};

/* A field that grows; begins zeroed. */
struct joiner {
    struct bytes text;
    struct field_part *parts;
    size_t part_count, part_capacity;
    bool comma;
};

/* What stands at OFFSET of the field that PIECE is of. */
const char *piece_text(const struct piece *piece, size_t offset);

/* Is its keyword KEYWORD, or one of KEYWORDS, which end with NULL?  Its value VALUE? */
bool piece_is(const struct piece *piece, const char *keyword);
bool piece_is_one_of(const struct piece *piece, const char *const *keywords);
bool piece_has_value(const struct piece *piece, const char *value);

/* Have both the same keyword, by whichever of its names, or none? */
bool piece_is_same(const struct piece *a, const struct piece *b);

/* The pieces between START and END of FROM's field, parted by commas outside parentheses and apostrophes; items are to be freed. */
void pieces_take(struct pieces *pieces, const struct statement *from, size_t start, size_t end);

/* The subparameters of DCB=(A=1,B=2) or DCB=A=1, and of AMP, which may have apostrophes; items are to be freed. */
void pieces_take_value(struct pieces *pieces, const struct piece *piece);

/* The first with LIKE's keyword; NULL: there is none. */
struct piece *pieces_find(const struct pieces *pieces, const struct piece *like);

/* Behind what JOINER has, with a comma: PIECE; all that are not dropped, those merged that are to be. */
void joiner_add(struct joiner *joiner, const struct piece *piece);
void joiner_add_all(struct joiner *joiner, const struct pieces *pieces);

/* STATEMENT gets the field that JOINER made, in ARENA, and its parameters are parsed; JOINER is released. */
void joiner_finish(struct statement *statement, struct joiner *joiner, struct arena *arena, struct fault_list *faults);

#endif
