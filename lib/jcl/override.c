/* override.c - see override.h. */
#include "jcl/override.h"

#include <stdlib.h>
#include <string.h>

#include "jcl/form.h"
#include "jcl/operand.h"
#include "jcl/piece.h"

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
    return piece_is(piece, "DSN") || piece_is(piece, "DSNAME");
}

static bool is_temporary(const struct piece *piece)
{
    return is_dsn(piece) && piece->value_len > 1 && *piece_text(piece, piece->value) == '&';
}

static bool is_positional(const struct piece *piece, const char *word)
{
    return piece->keyword_len == 0 && piece_has_value(piece, word);
}

/* Has the DCB PIECE a subparameter that is also PARAMETER, by itself?  LRECL=80 and DCB=(LRECL=80) are one. */
static bool has_subparameter(const struct piece *piece, const struct piece *parameter)
{
    struct pieces inside;
    if (!piece_is(piece, "DCB") || parameter->keyword_len == 0)
        return false;
    pieces_take_value(&inside, piece);
    bool found = pieces_find(&inside, parameter) != NULL;
    free(inside.items);
    return found;
}

/* "If the overriding DD has a DSNAME other than NULLFILE, a PATH other than /dev/null ...": these two leave DUMMY as it is. */
static bool is_nothing(const struct piece *piece)
{
    return (is_dsn(piece) && piece_has_value(piece, "NULLFILE")) ||
           (piece_is(piece, "PATH") && (piece_has_value(piece, "'/dev/null'") || piece_has_value(piece, "/dev/null")));
}

/* Its keyword as a text; "" for none, or one that no statement has. */
static const char *keyword_text(const struct piece *piece, char text[KEYWORD_MAX_LEN + 1])
{
    size_t length = piece->keyword_len <= KEYWORD_MAX_LEN ? piece->keyword_len : 0;
    memcpy(text, piece_text(piece, piece->start), length);
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
    bool stream = is_positional(old, "*") || is_positional(old, "DATA") || piece_is_one_of(old, STREAM);
    if (is_positional(with, "*") || is_positional(with, "DATA"))
        return (piece_is_one_of(old, PLACE) && !is_temporary(old)) || stream || piece_is_one_of(old, SYSOUT) ||
               piece_is_one_of(old, PATHS) || piece_is_one_of(old, OTHERS) || old->keyword_len == 0;
    if (is_positional(with, "DUMMY")) /* "To nullify all parameters but the DCB parameter, code DUMMY on the overriding DD" */
        return !is_attribute(old);
    if (is_positional(with, "DYNAM")) /* nothing stands with it */
        return true;
    if (has_subparameter(with, old) || are_exclusive(with, old))
        return true;
    if (piece_is_one_of(with, NAMES) && !is_nothing(with) && old->keyword_len == 0)
        return true; /* DUMMY, *, DATA, DYNAM */
    if (piece_is(with, "SYSOUT"))
        return (piece_is_one_of(old, LABELS)) || (is_dsn(old) && !is_temporary(old)) || stream || piece_is_one_of(old, PATHS) ||
               piece_is_one_of(old, OTHERS);
    if (piece_is(with, "PATH"))
        return piece_is_one_of(old, PLACE) || piece_is_one_of(old, SYSOUT) || piece_is_one_of(old, OTHERS) || stream;
    if (piece_is_one_of(with, OTHERS))
        return (piece_is_one_of(old, PLACE) && !piece_is(with, "SUBSYS")) || piece_is_one_of(old, SYSOUT) ||
               piece_is_one_of(old, PATHS) || piece_is_one_of(old, OTHERS) || stream;
    if (piece_is_one_of(with, LABELS) || (is_dsn(with) && !is_temporary(with)))
        return piece_is_one_of(old, SYSOUT) || piece_is_one_of(old, PATHS) || piece_is(old, "DDNAME") || piece_is(old, "QNAME") ||
               stream;
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
            if (new->dropped || !piece_is_same(old, new)) {
                old->dropped = new->value_len > 0 && excludes(new, old);
                continue;
            }
            new->dropped = true;
            if (piece_is(old, "DCB") || piece_is(old, "AMP"))
                old->merged = new; /* with DCB= too: only nullifying each of its subparameters nullifies it */
            else if (new->value_len == 0 && new->keyword_len > 0)
                old->dropped = true;
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
        gone = gone || (base->items[i].dropped && piece_is(&base->items[i], "SYSOUT"));
    for (size_t i = 0; i < base->count && gone; i++)
        base->items[i].dropped = base->items[i].dropped || piece_is_one_of(&base->items[i], COMPANIONS);
}

/* Positional parameters stand before all keywords. */
static void add_positional(struct joiner *joiner, struct pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++) {
        struct piece *piece = &pieces->items[i];
        if (piece->keyword_len == 0 && piece->value_len > 0 && !piece->dropped)
            joiner_add(joiner, piece);
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
    pieces_take(&old, base, 0, base->field_len);
    pieces_take(&new, with, 0, with->field_len);
    bytes_init(&joiner.text);
    for (size_t i = 0; i < new.count && !with->has_data; i++) /* DLM is of the data behind its own statement */
        new.items[i].dropped = piece_is(&new.items[i], "DLM");
    change(&old, &new);
    drop_companions(&old);
    add_positional(&joiner, &old);
    add_positional(&joiner, &new);
    joiner_add_all(&joiner, &old);
    joiner_add_all(&joiner, &new);
    free(old.items);
    free(new.items);
    joiner_finish(base, &joiner, arena, faults);
    return true;
}

void override_drop(struct statement *statement, const char *keyword, struct arena *arena, struct fault_list *faults)
{
    struct pieces pieces;
    struct joiner joiner = {0};
    bytes_init(&joiner.text);
    pieces_take(&pieces, statement, 0, statement->field_len);
    for (size_t i = 0; i < pieces.count; i++)
        pieces.items[i].dropped = piece_is(&pieces.items[i], keyword);
    joiner_add_all(&joiner, &pieces);
    free(pieces.items);
    joiner_finish(statement, &joiner, arena, faults);
}

bool override_is_stream(const struct statement *statement)
{
    const struct parameter *first = statement->parameters;
    return first != NULL && first->keyword == NULL && !first->quoted &&
           (strcmp(first->text, "*") == 0 || strcmp(first->text, "DATA") == 0);
}
