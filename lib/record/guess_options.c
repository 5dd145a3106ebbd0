/* guess_options.c - see guess_say.h and guess.h: a proposal as options. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "record/guess_say.h"

static const char *const kind_names[] = {[RECFM_F] = "f", [RECFM_V] = "v", [RECFM_VB] = "vb", [RECFM_TEXT] = "text",
                                         [RECFM_VS] = "vs", [RECFM_VBS] = "vbs", [RECFM_U] = "u"};

static const char *number_text(struct arena *arena, size_t number)
{
    char text[24];
    int length = snprintf(text, sizeof text, "%zu", number);
    return arena_text(arena, text, (size_t)length);
}

/* What an option becomes: VALUE, or NULL when that is the default; left alone when it says so already. */
static void set(const char **option, const char *value)
{
    if (value == NULL || *option == NULL || strcasecmp(*option, value) != 0)
        *option = value;
}

static void set_descriptors(struct settings *settings, const struct recfm *recfm)
{
    bool blocked = trial_is_blocked(recfm->kind);
    set(&settings->rdw_endian, recfm->little_endian ? "le" : NULL);
    set(&settings->rdw_includes_itself, recfm->rdw_excludes_itself ? "no" : NULL);
    set(&settings->bdw_endian, blocked && recfm->bdw_little_endian != recfm->little_endian ? recfm->bdw_little_endian ? "le" : "be" : NULL);
    set(&settings->bdw_includes_itself, blocked && recfm->bdw_excludes_itself ? "no" : NULL);
}

void guess_set_options(struct guess *guess, const struct trials *trials, const struct trial *trial)
{
    struct settings *settings = &guess->settings;
    const struct trial *given = &trials->items[0];
    const struct recfm *old = &given->recfm, *new = &trial->recfm;
    const struct settings_read *read = &trials->readings[0].schema.settings;
    if (new->kind != old->kind)
        set(&settings->recfm, new->kind == RECFM_F ? NULL : kind_names[new->kind]);
    if (new->kind != old->kind && new->measure == NULL)
        settings->length_field = NULL;
    if (trial_is_described(new->kind) || trial_is_described(old->kind))
        set_descriptors(settings, new);
    if (new->lrecl != old->lrecl || new->kind != old->kind)
        settings->lrecl = new->lrecl == 0 || (new->kind == RECFM_F && new->lrecl == read->recfm.longest) ? NULL : number_text(&guess->arena, new->lrecl);
    if (new->header_bytes != old->header_bytes)
        settings->header_bytes = new->header_bytes > 0 ? number_text(&guess->arena, new->header_bytes) : NULL;
    if (new->footer_bytes != old->footer_bytes)
        settings->footer_bytes = new->footer_bytes > 0 ? number_text(&guess->arena, new->footer_bytes) : NULL;
    if (trial->form == FORM_TURNED || trial->form == FORM_BOTH)
        set(&settings->native_endian, trial_turned(settings->native_endian, "le", NULL));
    if (trial->form == FORM_FLOAT || trial->form == FORM_BOTH)
        set(&settings->floats, trial_turned(settings->floats, "ieee", NULL));
    bool default_page = strcasecmp(trial->page, new->kind == RECFM_TEXT ? "ASCII" : "CP037") == 0;
    if (strcasecmp(trial->page, given->page) != 0 || (new->kind != old->kind && settings->codepage == NULL))
        settings->codepage = default_page ? NULL : arena_text(&guess->arena, trial->page, strlen(trial->page));
    if (trial->other_occurs)
        settings->occurs = read->plan.occurs_maximum ? NULL : "maximum";
}

/* A word that a shell takes as it is, or in quotes. */
static void put_word(struct bytes *out, const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./,:=+@%";
    if (text[0] != '\0' && text[strspn(text, plain)] == '\0') {
        bytes_text(out, text);
        return;
    }
    bytes_char(out, '\'');
    for (; *text != '\0'; text++)
        if (*text == '\'')
            bytes_text(out, "'\\''");
        else
            bytes_char(out, *text);
    bytes_char(out, '\'');
}

static void put_option(struct bytes *out, const char *name, const char *value)
{
    if (value == NULL)
        return;
    bytes_format(out, " --%s ", name);
    put_word(out, value);
}

static void put_change(struct bytes *out, const char *name, const char *old, const char *new)
{
    if (new != NULL && (old == NULL || strcmp(old, new) != 0))
        put_option(out, name, new);
    else if (new == NULL && old != NULL)
        bytes_format(out, " without --%s", name);
}

static void put_list(struct bytes *out, const char *name, const struct settings_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        put_option(out, name, list->items[i]);
}

void guess_changes(struct bytes *out, const struct guess *guess)
{
#define SETTING_TEXT(member, name, metavar, help) put_change(out, name, guess->given.member, guess->settings.member);
#define SETTING_FLAG(member, name, help)
#define SETTING_LIST(member, name, metavar, help)
#include "record/settings.def"
#undef SETTING_TEXT
#undef SETTING_FLAG
#undef SETTING_LIST
}

void guess_options(struct bytes *out, const struct guess *guess, const char *operand)
{
    const struct settings *settings = &guess->settings;
#define SETTING_TEXT(member, name, metavar, help) put_option(out, name, settings->member);
#define SETTING_FLAG(member, name, help) bytes_text(out, settings->member ? " --" name : "");
#define SETTING_LIST(member, name, metavar, help) put_list(out, name, &settings->member);
#include "record/settings.def"
#undef SETTING_TEXT
#undef SETTING_FLAG
#undef SETTING_LIST
    bytes_char(out, ' ');
    put_word(out, operand);
}
