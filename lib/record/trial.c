/* trial.c - see trial.h. */
#include "record/trial.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *trial_turned(const char *given, const char *other, const char *usual)
{
    return given == NULL || strcasecmp(given, other) != 0 ? other : usual;
}

static int open_reading(struct trials *trials, const char *page, bool other_occurs, enum form form, struct fault *fault)
{
    struct settings settings = *trials->given;
    struct reading *reading = &trials->readings[trials->reading_count];
    *reading = (struct reading){.page = page, .other_occurs = other_occurs, .form = form};
    settings.select = (struct settings_list){0};
    settings.filler = false;
    if (page != NULL)
        settings.codepage = page;
    if (other_occurs)
        settings.occurs = settings.occurs != NULL && strcasecmp(settings.occurs, "maximum") == 0 ? "exact" : "maximum";
    if (form == FORM_TURNED || form == FORM_BOTH)
        settings.native_endian = trial_turned(settings.native_endian, "le", "be");
    if (form == FORM_FLOAT || form == FORM_BOTH)
        settings.floats = trial_turned(settings.floats, "ieee", "ibm");
    int code = schema_open(&reading->schema, &settings, trials->copybook, trials->copybook_length, SCHEMA_DECODE, fault);
    if (code < 0)
        return code;
    reading->page = page != NULL ? page : reading->schema.settings.codepage;
    scorer_open(&reading->scorer, &reading->schema);
    trials->reading_count++;
    return 0;
}

struct reading *trials_reading(struct trials *trials, const char *page, bool other_occurs, enum form form)
{
    for (size_t i = 0; i < trials->reading_count; i++) {
        struct reading *reading = &trials->readings[i];
        if (strcasecmp(reading->page, page) == 0 && reading->other_occurs == other_occurs && reading->form == form)
            return reading;
    }
    if (trials->reading_count == TRIAL_READINGS || open_reading(trials, page, other_occurs, form, NULL) < 0)
        return NULL;
    return &trials->readings[trials->reading_count - 1];
}

int trials_open(struct trials *trials, const struct settings *settings, const char *copybook, size_t length, const struct sample *sample,
                struct fault *fault)
{
    *trials = (struct trials){.given = settings, .copybook = copybook, .copybook_length = length};
    int code = open_reading(trials, NULL, false, FORM_GIVEN, fault);
    if (code < 0)
        return code;
    const struct reading *given = &trials->readings[0];
    trials->samples[UNDO_NOTHING] = *sample; /* the caller's */
    trials_add(trials, &(struct trial){.recfm = given->schema.settings.recfm, .page = given->page});
    return 0;
}

void trials_close(struct trials *trials)
{
    for (size_t i = 0; i < trials->reading_count; i++) {
        scorer_close(&trials->readings[i].scorer);
        schema_close(&trials->readings[i].schema);
    }
    for (int undo = UNDO_NOTHING + 1; undo < UNDOS; undo++)
        sample_release(&trials->samples[undo]);
}

void trials_add(struct trials *trials, const struct trial *trial)
{
    if (trials->count < TRIALS)
        trials->items[trials->count++] = *trial;
}

const char *trials_ebcdic_page(const struct trials *trials)
{
    const struct reading *given = &trials->readings[0];
    return given->schema.page.ebcdic ? given->page : "CP037";
}

const char *trials_other_page(const struct trials *trials)
{
    return trials->readings[0].schema.page.ebcdic ? "ISO-8859-1" : "CP037";
}

/* Of each ISO 8859-1 byte the byte that PAGE has for its character; or the other way. */
static bool make_table(uint8_t table[256], const char *page, bool from_ebcdic)
{
    struct codepage ebcdic;
    if (codepage_open(&ebcdic, page, NULL) < 0)
        return false;
    for (int byte = 0; byte < 256; byte++) {
        uint32_t character;
        if (from_ebcdic)
            table[byte] = (uint8_t)byte;
        if (utf8_read((const char *)ebcdic.utf8[byte], ebcdic.utf8_length[byte], &character) > 0 && character < 256 && from_ebcdic)
            table[byte] = (uint8_t)character;
        char text[2] = {(char)(byte < 0x80 ? byte : 0xC0 | byte >> 6), (char)(0x80 | (byte & 0x3F))};
        if (!from_ebcdic && codepage_encode(&ebcdic, &table[byte], 1, text, byte < 0x80 ? 1 : 2) != 1)
            table[byte] = 0x6F;
    }
    codepage_close(&ebcdic);
    return true;
}

const struct sample *trials_sample(struct trials *trials, enum undo undo)
{
    struct sample *sample = &trials->samples[undo];
    const struct sample *source = &trials->samples[UNDO_NOTHING];
    uint8_t table[256];
    if (undo == UNDO_NOTHING || sample->count > 0)
        return sample;
    if (undo == UNDO_CRLF) {
        sample_unfold(sample, source);
        return sample;
    }
    if (undo == UNDO_UTF8 || undo == UNDO_UTF8_EBCDIC) {
        bool made = make_table(table, undo == UNDO_UTF8 ? "ISO-8859-1" : trials_ebcdic_page(trials), false);
        return made && sample_narrow(sample, source, table) ? sample : source;
    }
    if (make_table(table, undo == UNDO_TO_ASCII_1047 ? "CP1047" : trials_ebcdic_page(trials), undo == UNDO_TO_EBCDIC))
        sample_translate(sample, source, table);
    else
        return source;
    return sample;
}

bool trial_run(struct trials *trials, struct trial *trial, size_t bytes)
{
    struct reading *reading = trials_reading(trials, trial->page, trial->other_occurs, trial->form);
    if (reading == NULL)
        return false;
    trial->recfm.ebcdic = reading->schema.page.ebcdic;
    scorer_run(&reading->scorer, &trial->recfm, trials_sample(trials, trial->undo), bytes, trial->flags, &trial->score);
    return true;
}

int64_t trial_worth(const struct trial *trial)
{
    return trial->score.weight - (int64_t)trial->bits * WEIGH_BIT;
}

bool trial_is_described(enum recfm_kind kind)
{
    return kind == RECFM_V || kind == RECFM_VB || kind == RECFM_VS || kind == RECFM_VBS;
}

bool trial_is_blocked(enum recfm_kind kind)
{
    return kind == RECFM_VB || kind == RECFM_VBS;
}
