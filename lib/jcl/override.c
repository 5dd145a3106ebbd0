/*
 * override.c - see override.h.
 *
 * A field is taken apart at its outer commas; the pieces of two fields are put together as a new one, each with the
 * places of its characters.
 */
#include "jcl/override.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "jcl/expand.h"
#include "jcl/form.h"
#include "jcl/operand.h"
#include "jcl/substitute.h"

/* KEYWORD=VALUE, or VALUE alone, in the field of FROM. */
struct piece {
    const struct statement *from;
    size_t start;       /* of the keyword, or the value */
    size_t keyword_len; /* without .STEP; 0: positional */
    size_t step, step_len; /* of KEYWORD.STEP; 0 when there is none */
    size_t value, value_len;
    const struct piece *merged; /* a DCB or AMP to merge this one with: this is the base, that the change */
    const struct pieces *alone; /* a DCB: the change's parameters, which take its subparameters of their names away */
    bool dropped;
};

struct pieces {
    struct piece *items;
    size_t count, capacity;
};

static const char *text_at(const struct piece *piece, size_t offset)
{
    return piece->from->field + offset;
}

static bool is_keyword(const struct piece *piece, const char *keyword)
{
    return piece->keyword_len == strlen(keyword) && memcmp(text_at(piece, piece->start), keyword, piece->keyword_len) == 0;
}

static bool is_value(const struct piece *piece, const char *value)
{
    return piece->value_len == strlen(value) && memcmp(text_at(piece, piece->value), value, piece->value_len) == 0;
}

static bool is_one_of(const struct piece *piece, const char *const *keywords)
{
    for (; *keywords != NULL; keywords++)
        if (is_keyword(piece, *keywords))
            return true;
    return false;
}

/* ---- taking apart ---- */

/* The piece from START to END: its keyword, its step, its value. */
static struct piece piece_of(const struct statement *from, size_t start, size_t end)
{
    struct piece piece = {.from = from, .start = start, .value = start, .value_len = end - start};
    const char *text = from->field;
    size_t at = start;
    while (at < end && memchr("=('\"&,", text[at], 6) == NULL)
        at++;
    if (at == end || text[at] != '=' || at == start)
        return piece;
    const char *period = memchr(text + start, '.', at - start);
    piece.keyword_len = period != NULL ? (size_t)(period - text) - start : at - start;
    if (period != NULL) {
        piece.step = start + piece.keyword_len + 1;
        piece.step_len = at - piece.step;
    }
    piece.value = at + 1;
    piece.value_len = end - piece.value;
    return piece;
}

/* The pieces between START and END, parted by commas outside parentheses and apostrophes. */
static void take_apart(struct pieces *pieces, const struct statement *from, size_t start, size_t end)
{
    int depth = 0;
    bool quoted = false;
    *pieces = (struct pieces){0};
    for (size_t at = start; start < end && at <= end; at++) {
        char c = at < end ? from->field[at] : ',';
        quoted = quoted != (c == '\'');
        depth += quoted ? 0 : (c == '(') - (c == ')');
        if (at < end && (c != ',' || depth > 0 || quoted))
            continue;
        pieces->items = memory_grow(pieces->items, &pieces->capacity, pieces->count + 1, sizeof *pieces->items);
        pieces->items[pieces->count++] = piece_of(from, start, at);
        start = at + 1;
    }
}

/* The subparameters of AMP, each with apostrophes of its own or some with those around them: 'A=1','B=2' or 'A=1,B=2'. */
static void take_amp_apart(struct pieces *pieces, const struct statement *from, size_t start, size_t end)
{
    int depth = 0;
    *pieces = (struct pieces){0};
    for (size_t at = start; start < end && at <= end; at++) {
        char c = at < end ? from->field[at] : ',';
        depth += (c == '(') - (c == ')');
        if (at < end && (c != ',' || depth > 0))
            continue;
        size_t first = start + (from->field[start] == '\''), behind = at - (at > start && from->field[at - 1] == '\'');
        pieces->items = memory_grow(pieces->items, &pieces->capacity, pieces->count + 1, sizeof *pieces->items);
        pieces->items[pieces->count++] = piece_of(from, first, behind > first ? behind : first);
        start = at + 1;
    }
}

/* The subparameters of DCB=(A=1,B=2) or DCB=A=1, and of AMP. */
static void take_value_apart(struct pieces *pieces, const struct piece *piece)
{
    size_t start = piece->value, end = piece->value + piece->value_len;
    if (end - start >= 2 && *text_at(piece, start) == '(' && *text_at(piece, end - 1) == ')') {
        start++;
        end--;
    }
    if (is_keyword(piece, "AMP"))
        take_amp_apart(pieces, piece->from, start, end);
    else
        take_apart(pieces, piece->from, start, end);
}

/* ---- putting together ---- */

struct joiner {
    struct bytes text;
    struct field_part *parts;
    size_t part_count, part_capacity;
    bool comma;
};

static void add_part(struct joiner *joiner, struct place place, const struct origin *origin)
{
    joiner->parts = memory_grow(joiner->parts, &joiner->part_capacity, joiner->part_count + 1, sizeof *joiner->parts);
    joiner->parts[joiner->part_count++] =
        (struct field_part){.offset = joiner->text.length, .place = place, .origin = origin};
}

/* Characters of FROM's field, with the places of their parts. */
static void add_slice(struct joiner *joiner, const struct statement *from, size_t start, size_t length)
{
    size_t end = start + length;
    for (size_t i = 0; i < from->part_count && start < end; i++) {
        size_t next = i + 1 < from->part_count ? from->parts[i + 1].offset : from->field_len;
        if (next <= start)
            continue;
        if (next > end)
            next = end;
        add_part(joiner, statement_place(from, start), from->parts[i].origin);
        bytes_add(&joiner->text, from->field + start, next - start);
        start = next;
    }
    if (start < end)
        bytes_add(&joiner->text, from->field + start, end - start);
}

static void add_comma(struct joiner *joiner)
{
    if (joiner->comma)
        bytes_char(&joiner->text, ',');
    joiner->comma = true;
}

/* A piece without .STEP. */
static void add_piece(struct joiner *joiner, const struct piece *piece)
{
    add_comma(joiner);
    if (piece->keyword_len > 0) {
        add_slice(joiner, piece->from, piece->start, piece->keyword_len);
        bytes_char(&joiner->text, '=');
    }
    add_slice(joiner, piece->from, piece->value, piece->value_len);
}

/* A subparameter of AMP, in apostrophes when one of the two has them. */
static void add_amp(struct joiner *joiner, const struct piece *piece, bool quoted)
{
    size_t end = piece->value + piece->value_len, quote = piece->start > 0 && *text_at(piece, piece->start - 1) == '\'';
    add_comma(joiner);
    if (quoted && quote > 0)
        add_slice(joiner, piece->from, piece->start - 1, 1);
    else if (quoted)
        bytes_char(&joiner->text, '\'');
    add_slice(joiner, piece->from, piece->start, end - piece->start);
    if (quoted)
        bytes_char(&joiner->text, '\'');
}

static struct piece *find_keyword(const struct pieces *pieces, const struct piece *like)
{
    for (size_t i = 0; i < pieces->count; i++)
        if (pieces->items[i].keyword_len == like->keyword_len &&
            memcmp(text_at(&pieces->items[i], pieces->items[i].start), text_at(like, like->start), like->keyword_len) == 0)
            return &pieces->items[i];
    return NULL;
}

/* The subparameter of PIECES that LIKE is, too: of AMP a word is one by itself, of DCB the one without keyword. */
static struct piece *find_subparameter(const struct pieces *pieces, const struct piece *like, bool amp)
{
    for (size_t i = 0; amp && like->keyword_len == 0 && i < pieces->count; i++)
        if (pieces->items[i].keyword_len == 0 && pieces->items[i].value_len == like->value_len &&
            memcmp(text_at(&pieces->items[i], pieces->items[i].value), text_at(like, like->value), like->value_len) == 0)
            return &pieces->items[i];
    return amp && like->keyword_len == 0 ? NULL : find_keyword(pieces, like);
}

static bool has_apostrophe(const struct piece *piece)
{
    return piece != NULL && memchr(text_at(piece, piece->value), '\'', piece->value_len) != NULL;
}

/*
 * DCB and AMP: the change's subparameters in place of the base's, the new ones behind them.  DCB's positional one is no longer there
 * when the change has none (JCL Reference, "Rules for modifying OUTPUT JCL or DD parameters").  WITH may be NULL.
 */
static void add_merged(struct joiner *joiner, const struct piece *base, const struct piece *with)
{
    struct pieces old, new = {0};
    size_t kept = 0;
    bool amp = is_keyword(base, "AMP"), quoted = amp && (has_apostrophe(base) || has_apostrophe(with));
    take_value_apart(&old, base);
    if (with != NULL)
        take_value_apart(&new, with);
    if (with != NULL && !amp && old.count > 0)
        old.items[0].dropped = old.items[0].keyword_len == 0;
    size_t text_from = joiner->text.length, parts_from = joiner->part_count;
    bool comma = joiner->comma;
    add_comma(joiner);
    add_slice(joiner, base->from, base->start, base->keyword_len);
    bytes_text(&joiner->text, "=(");
    joiner->comma = false;
    for (size_t i = 0; i < old.count + new.count; i++) {
        struct piece *piece = i < old.count ? &old.items[i] : &new.items[i - old.count];
        struct piece *change = i < old.count ? find_subparameter(&new, piece, amp) : NULL;
        if (i < old.count && base->alone != NULL && piece->keyword_len > 0 && find_keyword(base->alone, piece) != NULL)
            continue;
        if (change != NULL) {
            change->dropped = true;
            piece = change;
        } else if (piece->dropped) {
            continue;
        }
        if (piece->value_len == 0)
            continue;
        if (amp)
            add_amp(joiner, piece, quoted);
        else
            add_piece(joiner, piece);
        kept++;
    }
    bytes_char(&joiner->text, ')');
    joiner->comma = true;
    if (kept == 0) {
        joiner->text.length = text_from;
        joiner->part_count = parts_from;
        joiner->comma = comma;
    }
    free(old.items);
    free(new.items);
}

/* STATEMENT gets the field that JOINER made. */
static void finish(struct statement *statement, struct joiner *joiner, struct arena *arena, struct fault_list *faults)
{
    while (joiner->text.length > 0 && joiner->text.data[joiner->text.length - 1] == ',')
        joiner->text.length--; /* positions that are left out at the end; a comma there would be a continuation */
    statement->field = arena_text(arena, bytes_string(&joiner->text), joiner->text.length);
    statement->field_len = joiner->text.length;
    statement->parts = arena_new(arena, (joiner->part_count + 1) * sizeof *joiner->parts);
    if (joiner->part_count > 0)
        memcpy(statement->parts, joiner->parts, joiner->part_count * sizeof *joiner->parts);
    statement->part_count = joiner->part_count;
    statement->parameters = parameter_parse(statement, arena, faults);
    bytes_release(&joiner->text);
    free(joiner->parts);
}

static void add_all(struct joiner *joiner, const struct pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++) {
        const struct piece *piece = &pieces->items[i];
        if (piece->dropped)
            continue;
        if (piece->merged != NULL || piece->alone != NULL)
            add_merged(joiner, piece, piece->merged);
        else
            add_piece(joiner, piece);
    }
}

/* ---- DD and OUTPUT ---- */

static const char *const STREAM[] = {"DLM", "SYMBOLS", NULL};
static const char *const PLACE[] = {"DSN", "DSNAME", "DISP", "UNIT", "VOL", "VOLUME", "SPACE", "LABEL", "LIKE", "EXPDT",
                                    "RETPD", "PROTECT", "AMP", "CHKPT", "DATACLAS", "MGMTCLAS", "STORCLAS", NULL};
static const char *const LABELS[] = {"DISP", "VOL", "VOLUME", "LABEL", "LIKE", "EXPDT", "RETPD", "PROTECT", "AMP", "CHKPT", NULL};
static const char *const SYSOUT[] = {"SYSOUT", NULL};
static const char *const PATHS[] = {"PATH", "PATHDISP", "PATHMODE", "PATHOPTS", "FILEDATA", NULL};
static const char *const OTHERS[] = {"DDNAME", "QNAME", "SUBSYS", NULL};
static const char *const NAMES[] = {"DSN", "DSNAME", "PATH", "SYSOUT", "DDNAME", "QNAME", "SUBSYS", NULL};

static bool is_dsn(const struct piece *piece)
{
    return is_keyword(piece, "DSN") || is_keyword(piece, "DSNAME");
}

static bool is_temporary(const struct piece *piece)
{
    return is_dsn(piece) && piece->value_len > 1 && *text_at(piece, piece->value) == '&';
}

static bool is_positional(const struct piece *piece, const char *word)
{
    return piece->keyword_len == 0 && is_value(piece, word);
}

/* Has the DCB PIECE a subparameter that is also PARAMETER, by itself?  LRECL=80 and DCB=(LRECL=80) are one. */
static bool has_subparameter(const struct piece *piece, const struct piece *parameter)
{
    struct pieces inside;
    if (!is_keyword(piece, "DCB") || parameter->keyword_len == 0)
        return false;
    take_value_apart(&inside, piece);
    bool found = find_keyword(&inside, parameter) != NULL;
    free(inside.items);
    return found;
}

/* "If the overriding DD has a DSNAME other than NULLFILE, a PATH other than /dev/null ...": these two leave DUMMY as it is. */
static bool is_nothing(const struct piece *piece)
{
    return (is_dsn(piece) && is_value(piece, "NULLFILE")) ||
           (is_keyword(piece, "PATH") && (is_value(piece, "'/dev/null'") || is_value(piece, "/dev/null")));
}

/* Its keyword as a text; "" for none, or one that no statement has. */
static const char *keyword_text(const struct piece *piece, char text[KEYWORD_MAX_LEN + 1])
{
    size_t length = piece->keyword_len <= KEYWORD_MAX_LEN ? piece->keyword_len : 0;
    memcpy(text, text_at(piece, piece->start), length);
    text[length] = '\0';
    return text;
}

/* What DCB says, in it or by itself. */
static bool is_attribute(const struct piece *piece)
{
    char text[KEYWORD_MAX_LEN + 1];
    const char *keyword = keyword_text(piece, text);
    return strcmp(keyword, "DCB") == 0 || operand_has_key(keyword_find(JCL_DD, "DCB")->form, keyword);
}

static bool are_exclusive(const struct piece *a, const struct piece *b)
{
    char one[KEYWORD_MAX_LEN + 1], other[KEYWORD_MAX_LEN + 1];
    return form_excludes(keyword_text(a, one), keyword_text(b, other));
}

/* Does the parameter WITH, which has a value, take OLD of the procedure away (rules 24 and 29)? */
static bool excludes(const struct piece *with, const struct piece *old)
{
    bool stream = is_positional(old, "*") || is_positional(old, "DATA") || is_one_of(old, STREAM);
    if (is_positional(with, "*") || is_positional(with, "DATA"))
        return (is_one_of(old, PLACE) && !is_temporary(old)) || stream || is_one_of(old, SYSOUT) ||
               is_one_of(old, PATHS) || is_one_of(old, OTHERS) || old->keyword_len == 0;
    if (is_positional(with, "DUMMY")) /* "To nullify all parameters but the DCB parameter, code DUMMY on the overriding DD" */
        return !is_attribute(old);
    if (is_positional(with, "DYNAM")) /* nothing stands with it */
        return true;
    if (has_subparameter(with, old) || are_exclusive(with, old))
        return true;
    if (is_one_of(with, NAMES) && !is_nothing(with) && old->keyword_len == 0)
        return true; /* DUMMY, *, DATA, DYNAM */
    if (is_keyword(with, "SYSOUT"))
        return (is_one_of(old, LABELS)) || (is_dsn(old) && !is_temporary(old)) || stream || is_one_of(old, PATHS) ||
               is_one_of(old, OTHERS);
    if (is_keyword(with, "PATH"))
        return is_one_of(old, PLACE) || is_one_of(old, SYSOUT) || is_one_of(old, OTHERS) || stream;
    if (is_one_of(with, OTHERS))
        return (is_one_of(old, PLACE) && !is_keyword(with, "SUBSYS")) || is_one_of(old, SYSOUT) ||
               is_one_of(old, PATHS) || is_one_of(old, OTHERS) || stream;
    if (is_one_of(with, LABELS) || (is_dsn(with) && !is_temporary(with)))
        return is_one_of(old, SYSOUT) || is_one_of(old, PATHS) || is_keyword(old, "DDNAME") || is_keyword(old, "QNAME") ||
               stream;
    return false;
}

/* Two names of one keyword. */
static bool is_same_keyword(const struct piece *a, const struct piece *b)
{
    static const char *const PAIRS[][2] = {{"DSN", "DSNAME"}, {"VOL", "VOLUME"}};
    if (a->keyword_len == 0 || b->keyword_len == 0)
        return a->keyword_len == 0 && b->keyword_len == 0;
    if (a->keyword_len == b->keyword_len &&
        memcmp(text_at(a, a->start), text_at(b, b->start), a->keyword_len) == 0)
        return true;
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
        if ((is_keyword(a, PAIRS[i][0]) && is_keyword(b, PAIRS[i][1])) ||
            (is_keyword(a, PAIRS[i][1]) && is_keyword(b, PAIRS[i][0])))
            return true;
    return false;
}

/* Mark what WITH does to BASE: replaced in place, merged, taken away.  What is left of WITH is new. */
static void change(struct pieces *base, struct pieces *with)
{
    for (size_t i = 0; i < base->count; i++) {
        struct piece *old = &base->items[i];
        for (size_t j = 0; j < with->count && old->alone == NULL; j++)
            old->alone = has_subparameter(old, &with->items[j]) ? with : NULL;
        for (size_t j = 0; j < with->count && !old->dropped; j++) {
            struct piece *new = &with->items[j];
            if (new->dropped || !is_same_keyword(old, new)) {
                old->dropped = new->value_len > 0 && excludes(new, old);
                continue;
            }
            new->dropped = true;
            if (new->value_len == 0 && new->keyword_len > 0)
                old->dropped = true;
            else if (is_keyword(old, "DCB") || is_keyword(old, "AMP"))
                old->merged = new;
            else
                *old = (struct piece){.from = new->from, .start = new->start, .keyword_len = new->keyword_len,
                                      .value = new->value, .value_len = new->value_len};
            break;
        }
    }
}

/* What goes with SYSOUT is of no use without it ("the system checks it for syntax and ignores it"), and would be told. */
static void drop_companions(struct pieces *base)
{
    static const char *const COMPANIONS[] = {"DEST", "OUTLIM", "SPIN", "SEGMENT", NULL};
    bool gone = false;
    for (size_t i = 0; i < base->count; i++)
        gone = gone || (base->items[i].dropped && is_keyword(&base->items[i], "SYSOUT"));
    for (size_t i = 0; i < base->count && gone; i++)
        base->items[i].dropped = base->items[i].dropped || is_one_of(&base->items[i], COMPANIONS);
}

/* Positional parameters stand before all keywords. */
static void add_positional(struct joiner *joiner, struct pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++) {
        struct piece *piece = &pieces->items[i];
        if (piece->keyword_len == 0 && piece->value_len > 0 && !piece->dropped)
            add_piece(joiner, piece);
        if (piece->keyword_len == 0 || piece->value_len == 0)
            piece->dropped = true;
    }
}

bool override_statement(struct statement *base, const struct statement *with, struct arena *arena,
                        struct fault_list *faults)
{
    if (with->field_len == 0 || with->broken || base->broken)
        return false;
    struct pieces old, new;
    struct joiner joiner = {0};
    take_apart(&old, base, 0, base->field_len);
    take_apart(&new, with, 0, with->field_len);
    bytes_init(&joiner.text);
    change(&old, &new);
    drop_companions(&old);
    add_positional(&joiner, &old);
    add_positional(&joiner, &new);
    add_all(&joiner, &old);
    add_all(&joiner, &new);
    free(old.items);
    free(new.items);
    finish(base, &joiner, arena, faults);
    return true;
}

void override_drop(struct statement *statement, const char *keyword, struct arena *arena, struct fault_list *faults)
{
    struct pieces pieces;
    struct joiner joiner = {0};
    bytes_init(&joiner.text);
    take_apart(&pieces, statement, 0, statement->field_len);
    for (size_t i = 0; i < pieces.count; i++)
        pieces.items[i].dropped = is_keyword(&pieces.items[i], keyword);
    add_all(&joiner, &pieces);
    free(pieces.items);
    finish(statement, &joiner, arena, faults);
}

bool override_is_stream(const struct statement *statement)
{
    const struct parameter *first = statement->parameters;
    return first != NULL && first->keyword == NULL && !first->quoted &&
           (strcmp(first->text, "*") == 0 || strcmp(first->text, "DATA") == 0);
}

/* ---- EXEC ---- */

/* Does CALLER's piece speak to this step?  *NOTHING: it takes the keyword away. */
static bool is_for_step(const struct piece *piece, const struct statement *exec, size_t index, bool *nothing)
{
    char keyword[20];
    *nothing = false;
    if (piece->keyword_len == 0 || piece->keyword_len >= sizeof keyword)
        return false;
    memcpy(keyword, text_at(piece, piece->start), piece->keyword_len);
    keyword[piece->keyword_len] = '\0';
    if (!substitute_is_exec_keyword(keyword) || strcmp(keyword, "PGM") == 0 || strcmp(keyword, "PROC") == 0)
        return false;
    if (piece->step > 0)
        return piece->step_len == strlen(exec->name) &&
               memcmp(text_at(piece, piece->step), exec->name, piece->step_len) == 0;
    bool first_only = strcmp(keyword, "PARM") == 0 || strcmp(keyword, "PARMDD") == 0;
    *nothing = (first_only && index > 0) || strcmp(keyword, "TIME") == 0;
    return true;
}

/* PARM and PARMDD exclude each other. */
static bool excludes_parm(const struct piece *with, const struct piece *old)
{
    return (is_keyword(with, "PARM") && is_keyword(old, "PARMDD")) || (is_keyword(with, "PARMDD") && is_keyword(old, "PARM"));
}

/* What CALLER says for the step, one piece a keyword: KEYWORD.STEP goes before KEYWORD. */
static void collect(struct pieces *said, const struct pieces *caller, const struct statement *exec, size_t index)
{
    *said = (struct pieces){0};
    for (size_t i = 0; i < caller->count; i++) {
        bool nothing;
        struct piece piece = caller->items[i];
        if (!is_for_step(&piece, exec, index, &nothing))
            continue;
        if (nothing)
            piece.value_len = 0;
        struct piece *earlier = find_keyword(said, &piece);
        if (earlier != NULL && (piece.step > 0 || earlier->step == 0)) {
            *earlier = piece;
        } else if (earlier == NULL) {
            said->items = memory_grow(said->items, &said->capacity, said->count + 1, sizeof *said->items);
            said->items[said->count++] = piece;
        }
    }
}

/* Change OLD by SAID.  KEEP: the EXEC calls a procedure itself, so that taking away is to be said to its steps. */
static void change_exec(struct pieces *old, struct pieces *said, bool keep)
{
    for (size_t i = 0; i < old->count; i++)
        for (size_t j = 0; j < said->count; j++) {
            struct piece *new = &said->items[j];
            if (!is_same_keyword(&old->items[i], new) || old->items[i].step > 0) {
                old->items[i].dropped = old->items[i].dropped || (new->value_len > 0 && excludes_parm(new, &old->items[i]));
                continue;
            }
            if (new->value_len == 0 && !keep)
                old->items[i].dropped = true;
            else
                old->items[i] = *new;
            new->dropped = true;
        }
    for (size_t j = 0; j < said->count; j++)
        said->items[j].dropped = said->items[j].dropped || (said->items[j].value_len == 0 && !keep);
}

bool override_exec(struct statement *exec, const struct statement *caller, size_t index, struct arena *arena,
                   struct fault_list *faults)
{
    if (caller->broken || exec->broken)
        return false;
    struct pieces old, theirs, said;
    struct joiner joiner = {0};
    take_apart(&theirs, caller, 0, caller->field_len);
    collect(&said, &theirs, exec, index);
    bool changed = said.count > 0;
    if (changed) {
        take_apart(&old, exec, 0, exec->field_len);
        bytes_init(&joiner.text);
        change_exec(&old, &said, expansion_procedure_of(exec) != NULL);
        add_all(&joiner, &old);
        add_all(&joiner, &said);
        finish(exec, &joiner, arena, faults);
        free(old.items);
    }
    free(said.items);
    free(theirs.items);
    return changed;
}
