/* guess_say.c - see guess_say.h. */
#include "record/guess_say.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "record/error.h"

enum {
    LINE_END_MAX = 2,
    DESTROYED = 20, /* one packed number in so many */
    LOST = 8,       /* one byte of binary and packed numbers in so many; no byte there is above X'7F' */
};

static const int codes[] = {
    [GUESS_TEXT] = RECORD_E_GUESS_TEXT,   [GUESS_CODEPAGE] = RECORD_E_GUESS_CODEPAGE, [GUESS_LRECL] = RECORD_E_GUESS_LRECL,
    [GUESS_FRAME] = RECORD_E_GUESS_FRAME, [GUESS_ENDIAN] = RECORD_E_GUESS_ENDIAN,     [GUESS_ENDS] = RECORD_E_GUESS_ENDS,
    [GUESS_DRIFT] = RECORD_E_GUESS_DRIFT, [GUESS_OCCURS] = RECORD_E_GUESS_OCCURS,     [GUESS_UNKNOWN] = RECORD_E_GUESS_UNKNOWN,
    [GUESS_FLOAT] = RECORD_E_GUESS_FLOAT, [GUESS_SEGMENTS] = RECORD_E_GUESS_SEGMENTS,
};

/* Packed numbers are lost though characters can be read: there are no options that bring them back. */
static bool is_destroyed(const struct trial *given, const struct trial *trial)
{
    bool changed = trial->undo != UNDO_NOTHING || strcasecmp(trial->page, given->page) != 0;
    const struct score *score = &trial->score;
    bool lost = trial->undo == UNDO_NOTHING && score->storage_high == 0 && score->storage_lost * LOST > score->storage;
    return (trial->flags & SCORE_DESTROYED) != 0 || (changed && (lost || score->packed_bad * DESTROYED > score->packed));
}

static enum guess_cause find_cause(const struct trial *given, const struct trial *trial)
{
    const struct recfm *old = &given->recfm, *new = &trial->recfm;
    if (trial->undo != UNDO_NOTHING || is_destroyed(given, trial) || (new->kind == RECFM_TEXT && old->kind != RECFM_TEXT))
        return GUESS_TEXT;
    bool changed = strcasecmp(trial->page, given->page) != 0, fixed = new->kind == RECFM_F && old->kind == RECFM_F;
    if (changed && fixed && new->lrecl > new->longest && new->lrecl <= new->longest + LINE_END_MAX)
        return GUESS_TEXT;
    if (new->header_bytes != old->header_bytes || new->footer_bytes != old->footer_bytes)
        return GUESS_ENDS;
    if (trial->form != FORM_GIVEN)
        return trial->form == FORM_FLOAT ? GUESS_FLOAT : GUESS_ENDIAN;
    if (new->kind != old->kind)
        return GUESS_FRAME;
    if (trial_is_described(new->kind) && (new->rdw_excludes_itself != old->rdw_excludes_itself || new->bdw_excludes_itself != old->bdw_excludes_itself))
        return GUESS_FRAME;
    if (trial_is_described(new->kind) && (new->little_endian != old->little_endian || new->bdw_little_endian != old->bdw_little_endian))
        return GUESS_ENDIAN;
    if (trial->other_occurs)
        return GUESS_OCCURS;
    return new->kind == RECFM_F && new->lrecl != old->lrecl ? GUESS_LRECL : GUESS_CODEPAGE;
}

bool guess_is_impossible(const struct trials *trials)
{
    const struct recfm *recfm = &trials->items[0].recfm;
    int64_t bytes = trials->samples[UNDO_NOTHING].file_bytes;
    return bytes >= 0 && (int64_t)(recfm->header_bytes + recfm->footer_bytes) >= bytes;
}

static void say_share(struct bytes *out, const struct score *score)
{
    bytes_format(out, "%" PRId64 " of %" PRId64 " records fit", score->records > score->bad_records ? score->records - score->bad_records : 0,
                 score->records);
}

static void say_text(struct bytes *out, const struct trials *trials, const struct trial *trial)
{
    const char *page = trial->undo == UNDO_TO_ASCII_1047 ? "CP1047" : trials_ebcdic_page(trials);
    bool changed = strcasecmp(trial->page, trials->items[0].page) != 0;
    if (trial->undo == UNDO_UTF8 || trial->undo == UNDO_UTF8_EBCDIC)
        bytes_format(out, "%s was turned into UTF-8, in which every byte above X'7F' is two; turned back (%s) ",
                     trial->undo == UNDO_UTF8 ? "ISO 8859-1" : "EBCDIC", trial->page);
    else if (trial->undo == UNDO_TO_ASCII || trial->undo == UNDO_TO_ASCII_1047)
        bytes_format(out, "EBCDIC was turned into ASCII; turned back (%s) ", page);
    else if (trial->undo == UNDO_TO_EBCDIC)
        bytes_text(out, "bytes were turned from ASCII to EBCDIC as if they were text; turned back ");
    else if (trial->undo == UNDO_CRLF)
        bytes_text(out, "X'0D' was put before X'0A'; without it ");
    else
        bytes_format(out, "%s%s; ", trial->recfm.kind == RECFM_TEXT ? "each record is a line" : "characters", changed ? " of ASCII" : "");
    struct score plain = trial->score;
    plain.bad_records = is_destroyed(&trials->items[0], trial) ? plain.bad_plain : plain.bad_records;
    say_share(out, &plain);
    if (is_destroyed(&trials->items[0], trial))
        bytes_text(out, " but for packed and binary numbers, which are destroyed");
    const struct recfm *recfm = &trial->recfm;
    if (trial->undo != UNDO_NOTHING && recfm->kind == RECFM_TEXT)
        bytes_text(out, ", each a line");
    else if (recfm->kind == RECFM_F && recfm->lrecl > trials->items[0].recfm.longest)
        bytes_format(out, ", with %zu bytes of line end behind each", recfm->lrecl - recfm->longest);
}

static void say_frame(struct bytes *out, const struct trials *trials, const struct trial *trial)
{
    const struct recfm *old = &trials->items[0].recfm, *new = &trial->recfm;
    if (!trial_is_described(new->kind)) {
        bytes_text(out, trial_is_described(old->kind) ? "records have no RDW; " : "");
    } else {
        bytes_format(out, "%" PRId64 " %s follow each other through %" PRId64 " bytes%s%s; ", trial->score.descriptors,
                     trial_is_blocked(new->kind) ? "BDWs and RDWs" : "RDWs", trial->score.behind, new->little_endian ? ", little-endian" : "",
                     new->rdw_excludes_itself ? ", not counting themselves" : "");
    }
    say_share(out, &trial->score);
}

static void say_length(struct bytes *out, const struct trials *trials, const struct trial *trial)
{
    const struct sample *sample = &trials->samples[UNDO_NOTHING];
    const struct recfm *new = &trial->recfm;
    size_t whole = new->lrecl + new->record_skip;
    bytes_format(out, "the layout repeats every %zu bytes, not %zu; at %zu ", new->lrecl, trials->items[0].recfm.lrecl, new->lrecl);
    say_share(out, &trial->score);
    int64_t data = sample->file_bytes - (int64_t)new->header_bytes - (int64_t)new->footer_bytes;
    if (sample->file_bytes >= 0 && data % (int64_t)whole == 0)
        bytes_format(out, ", and the file has %" PRId64 " times as many bytes", data / (int64_t)whole);
}

static void say_form(struct bytes *out, const struct trials *trials, const struct trial *trial)
{
    bytes_format(out, "as %s numbers are the likelier by %" PRId64 " bits, in %" PRId64 " records",
                 trial->form == FORM_TURNED ? "numbers of the other byte order" : "floats of the other kind",
                 (trial_worth(trial) - trial_worth(&trials->items[0])) / WEIGH_BIT, trial->score.records);
}

static void say_page(struct bytes *out, const struct trials *trials, const struct trial *trial)
{
    const char *given = trials->items[0].page;
    bytes_format(out, "read as %s, not %s, ", trial->page, given);
    if (trial->gain.better > 0 && trial->recfm.ebcdic == trials->items[0].recfm.ebcdic)
        bytes_format(out, "%" PRId64 " characters become letters of words or brackets in pairs, and %" PRId64 " become worse; ", trial->gain.better,
                     trial->gain.worse);
    else
        bytes_format(out, "the text is the likelier by %" PRId64 " bits, and ",
                     (trial_worth(trial) - trial_worth(&trials->items[0])) / WEIGH_BIT);
    say_share(out, &trial->score);
}

static void say_evidence(struct bytes *out, enum guess_cause cause, const struct trials *trials, const struct trial *trial)
{
    switch (cause) {
    case GUESS_TEXT:
        say_text(out, trials, trial);
        return;
    case GUESS_ENDIAN:
        if (trial->form != FORM_GIVEN) {
            say_form(out, trials, trial);
            return;
        }
        say_frame(out, trials, trial);
        return;
    case GUESS_FRAME:
        say_frame(out, trials, trial);
        return;
    case GUESS_LRECL:
        say_length(out, trials, trial);
        return;
    case GUESS_CODEPAGE:
        say_page(out, trials, trial);
        return;
    case GUESS_ENDS:
        if (guess_is_impossible(trials))
            bytes_format(out, "the file has %" PRId64 " bytes, --header-bytes and --footer-bytes are %zu; without them ",
                         trials->samples[UNDO_NOTHING].file_bytes, trials->items[0].recfm.header_bytes + trials->items[0].recfm.footer_bytes);
        else if (trial->recfm.footer_bytes != trials->items[0].recfm.footer_bytes)
            bytes_format(out, "records end %zu bytes before the file does; ", trial->recfm.footer_bytes);
        else
            bytes_format(out, "records begin behind %zu bytes; ", trial->recfm.header_bytes);
        break;
    case GUESS_FLOAT:
        say_form(out, trials, trial);
        return;
    case GUESS_OCCURS:
        bytes_format(out, "with --occurs %s ", trials->readings[0].schema.settings.plan.occurs_maximum ? "exact" : "maximum");
        break;
    case GUESS_FITS:
    case GUESS_DRIFT:
    case GUESS_SEGMENTS:
    case GUESS_UNKNOWN:
        break;
    }
    say_share(out, &trial->score);
}

void guess_say_cause(struct guess *guess, struct trials *trials, const struct trial *trial)
{
    struct bytes out, changes;
    bytes_init(&out);
    bytes_init(&changes);
    guess->cause = find_cause(&trials->items[0], trial);
    if (trial->undo == UNDO_NOTHING && !is_destroyed(&trials->items[0], trial))
        guess_set_options(guess, trials, trial);
    say_evidence(&out, guess->cause, trials, trial);
    if (guess->before.bad_records > 0 || guess->before.broken) {
        bytes_text(&out, "; as given ");
        say_share(&out, &guess->before);
    }
    guess_changes(&changes, guess);
    if (changes.length > 0)
        bytes_format(&out, "; try%s", bytes_string(&changes));
    fault_set(&guess->fault, codes[guess->cause], "%s", bytes_string(&out));
    bytes_release(&changes);
    bytes_release(&out);
}

/* Bytes of control that text-mode transfers take away, and that this sample does not have at all. */
static void say_missing(struct bytes *out, const struct sample *sample)
{
    static const uint8_t controls[] = {0x0D, 0x0A, 0x15, 0x25};
    bool seen[256] = {false};
    const char *lead = "; there is no ";
    for (size_t i = 0; i < sample->pieces[0].length; i++)
        seen[sample->pieces[0].bytes[i]] = true;
    for (size_t i = 0; i < sizeof controls; i++)
        if (!seen[controls[i]]) {
            bytes_format(out, "%sX'%02X'", lead, controls[i]);
            lead = ", ";
        }
}

void guess_say_drift(struct guess *guess, struct trials *trials, const struct period_drift *drift)
{
    struct bytes out;
    bytes_init(&out);
    guess->cause = GUESS_DRIFT;
    bytes_format(&out, "from record %" PRId64 " on, %" PRId64 " of %" PRId64 " are too %s, by %" PRId64 " bytes in all", drift->first, drift->slips,
                 drift->records, drift->bytes < 0 ? "short" : "long", drift->bytes < 0 ? -drift->bytes : drift->bytes);
    if (drift->bytes < 0)
        say_missing(&out, &trials->samples[UNDO_NOTHING]);
    fault_set(&guess->fault, codes[GUESS_DRIFT], "%s", bytes_string(&out));
    bytes_release(&out);
}

void guess_say_cut(struct guess *guess, const struct trials *trials, const struct period_cut *cut)
{
    const struct sample *sample = &trials->samples[UNDO_NOTHING];
    const struct recfm *recfm = &trials->items[0].recfm;
    int64_t data = sample->file_bytes - (int64_t)recfm->header_bytes - (int64_t)recfm->footer_bytes;
    guess->cause = GUESS_LRECL;
    fault_set(&guess->fault, codes[GUESS_LRECL],
              "the layout repeats every %zu bytes, not %zu, and the file has %" PRId64 " times as many; in each record %td bytes are %s, behind byte "
              "%zu and before byte %zu of the layout",
              cut->lrecl, recfm->lrecl + recfm->record_skip, data / (int64_t)cut->lrecl, cut->bytes < 0 ? -cut->bytes : cut->bytes,
              cut->bytes < 0 ? "missing" : "too many", cut->first, cut->last + 1);
}

void guess_say_segments(struct guess *guess)
{
    const struct score *score = &guess->before;
    int64_t sound = score->records > score->bad_records ? score->records - score->bad_records : 0;
    guess->cause = GUESS_SEGMENTS;
    fault_set(&guess->fault, codes[GUESS_SEGMENTS], "%" PRId64 " records lack segments, the first of them record %" PRId64 "; %" PRId64 " others fit",
              score->segments, score->first_bad, sound);
}

void guess_say_later(struct guess *guess, const struct score *further)
{
    guess->cause = GUESS_DRIFT;
    fault_set(&guess->fault, codes[GUESS_DRIFT],
              "they fit at the beginning, and at byte %" PRId64 " no longer: %" PRId64 " of %" PRId64 " looked at further on are bad",
              further->reached + 1, further->bad_records, further->records);
}

void guess_say_unknown(struct guess *guess)
{
    struct bytes out;
    bytes_init(&out);
    guess->cause = GUESS_UNKNOWN;
    bytes_format(&out, "%" PRId64 " of %" PRId64 " looked at", guess->before.bad_records,
                 guess->before.records > guess->before.bad_records ? guess->before.records : guess->before.bad_records);
    if (guess->before.broken)
        bytes_format(&out, ", and behind byte %" PRId64 " no further one is found", guess->before.behind);
    bytes_format(&out, "; of packed and binary numbers %" PRId64 " of %" PRId64 " are bad, of zoned ones %" PRId64 " of %" PRId64,
                 guess->before.packed_bad, guess->before.packed, guess->before.zoned_bad, guess->before.zoned);
    fault_set(&guess->fault, codes[GUESS_UNKNOWN], "%s", bytes_string(&out));
    bytes_release(&out);
}
