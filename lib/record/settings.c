/* settings.c - see settings.h. */
#include "record/settings.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "record/error.h"

enum { NUMBER_MAX = 1 << 30, CURRENCY_MAX = 20, COLUMN_MAX = 255, BLOCK_MIN = 16, BLOCK_MAX = 32760 };

static int refuse(struct fault *fault, const char *name, const char *value, const char *expected)
{
    char shown[80];
    return fault_set(fault, RECORD_E_SETTING, "--%s %s: expected %s", name, bytes_escape(shown, sizeof shown, value, strlen(value)),
                     expected);
}

/* The place of VALUE in WORDS ("right|both|none") into *CHOICE, which stays when VALUE is NULL. */
static int read_choice(const char *name, const char *value, const char *words, int *choice, struct fault *fault)
{
    int at = 0;
    if (value == NULL)
        return 0;
    for (const char *word = words; word != NULL; at++) {
        size_t length = strcspn(word, "|");
        if (strlen(value) == length && strncasecmp(value, word, length) == 0) {
            *choice = at;
            return 0;
        }
        word = word[length] == '|' ? word + length + 1 : NULL;
    }
    return refuse(fault, name, value, words);
}

static int read_number(const char *name, const char *value, size_t smallest, size_t *number, struct fault *fault)
{
    size_t read = 0;
    if (value == NULL)
        return 0;
    bool digits = value[0] != '\0';
    for (const char *p = value; *p != '\0' && digits; p++) {
        digits = isdigit((unsigned char)*p) != 0;
        read = read > NUMBER_MAX ? read : read * 10 + (size_t)(*p - '0');
    }
    if (digits && read > NUMBER_MAX)
        return refuse(fault, name, value, "at most 1073741824");
    if (!digits || read < smallest)
        return refuse(fault, name, value, smallest > 0 ? "a whole number above 0" : "a whole number");
    *number = read;
    return 0;
}

/* SYMBOL, or SYMBOL=SIGN: a picture's symbol has as many bytes as the sign that it stands for. */
static int read_currency(struct picture_options *picture, const char *value, struct fault *fault)
{
    static const char taken[] = "0123456789ABCDEGNPRSUVXZabcdegnprsuvxz+-,.;()*/=\"' ";
    if (value == NULL)
        return 0;
    size_t length = strlen(value);
    bool sign = length > 2 && value[1] == '=';
    if (length == 0 || strchr(taken, value[0]) != NULL || (length > 1 && !sign) || length > CURRENCY_MAX)
        return refuse(fault, "currency", value, "a symbol that is no other picture symbol, or SYMBOL=SIGN");
    picture->currency = value[0];
    picture->currency_bytes = (uint8_t)(sign ? length - 2 : 1);
    return 0;
}

static int read_source(struct copybook_source *source, const struct settings *settings, struct fault *fault)
{
    int format = 0, size = 0, used = 0;
    *source = copybook_fixed;
    int code = read_choice("source", settings->source, "fixed|free", &format, fault);
    if (code == 0 && settings->columns != NULL &&
        (sscanf(settings->columns, "%3d-%3d%n", &source->first_column, &source->last_column, &used) != 2 ||
         settings->columns[used] != '\0' || source->first_column < 1 || source->last_column <= source->first_column ||
         source->last_column > COLUMN_MAX))
        return refuse(fault, "columns", settings->columns, "two columns as 7-72");
    if (code == 0)
        code = read_choice("binary-size", settings->binary_size, "ibm|minimal", &size, fault);
    if (code == 0)
        code = read_currency(&source->picture, settings->currency, fault);
    source->picture.decimal_comma = settings->decimal_comma;
    source->binary_minimal = size == 1;
    source->format = format == 0 ? SOURCE_FIXED : SOURCE_FREE;
    return code;
}

/* Where COPY looks: the folders given, or that of the copybook. */
static void read_copy_paths(struct settings_read *read, const struct settings *settings, struct arena *arena)
{
    read->copylib = (struct copylib){settings->copy_paths.items, settings->copy_paths.count};
    if (settings->copy_paths.count == 0) {
        const char *path = settings->copybook != NULL ? settings->copybook : "";
        const char *slash = strrchr(path, '/');
        const char **folder = arena_new(arena, sizeof *folder);
        *folder = slash == NULL ? "." : slash == path ? "/" : arena_text(arena, path, (size_t)(slash - path));
        read->copylib = (struct copylib){folder, 1};
    }
    read->library = (struct copybook_library){copylib_read, &read->copylib};
    read->source.library = &read->library;
}

/* How RDWs and BDWs are written; a BDW has the RDWs' byte order, and counts itself, unless told otherwise. */
static int read_descriptors(struct recfm *recfm, const struct settings *settings, struct fault *fault)
{
    int little = 0, excluded = 0, block_excluded = 0;
    int code = read_choice("rdw-endian", settings->rdw_endian, "be|le", &little, fault);
    int block_little = little;
    if (code == 0)
        code = read_choice("bdw-endian", settings->bdw_endian, "be|le", &block_little, fault);
    if (code == 0)
        code = read_choice("rdw-includes-itself", settings->rdw_includes_itself, "yes|no", &excluded, fault);
    if (code == 0)
        code = read_choice("bdw-includes-itself", settings->bdw_includes_itself, "yes|no", &block_excluded, fault);
    recfm->little_endian = little == 1;
    recfm->bdw_little_endian = block_little == 1;
    recfm->rdw_excludes_itself = excluded == 1;
    recfm->bdw_excludes_itself = block_excluded == 1;
    return code;
}

static int read_recfm(struct recfm *recfm, const struct settings *settings, struct fault *fault)
{
    static const enum recfm_kind kinds[] = {RECFM_F, RECFM_F, RECFM_V, RECFM_VB, RECFM_VS, RECFM_VBS, RECFM_U, RECFM_TEXT};
    int kind = 0, line_end = -1;
    *recfm = (struct recfm){0};
    int code = read_choice("recfm", settings->recfm, "f|fb|v|vb|vs|vbs|u|text", &kind, fault);
    if (code == 0)
        code = read_descriptors(recfm, settings, fault);
    if (code == 0)
        code = read_number("lrecl", settings->lrecl, 1, &recfm->lrecl, fault);
    if (code == 0)
        code = read_number("header-bytes", settings->header_bytes, 0, &recfm->header_bytes, fault);
    if (code == 0)
        code = read_number("footer-bytes", settings->footer_bytes, 0, &recfm->footer_bytes, fault);
    if (code == 0)
        code = read_number("record-skip", settings->record_skip, 0, &recfm->record_skip, fault);
    if (code == 0)
        code = read_number("blksize", settings->blksize, 1, &recfm->block_bytes, fault);
    if (code == 0 && settings->blksize != NULL && (recfm->block_bytes < BLOCK_MIN || recfm->block_bytes > BLOCK_MAX))
        return refuse(fault, "blksize", settings->blksize, "16 to 32760");
    if (code == 0)
        code = read_choice("line-end", settings->line_end, "lf|crlf|nel", &line_end, fault);
    recfm->kind = kinds[kind];
    if (code == 0 && settings->length_field != NULL && recfm->kind != RECFM_F)
        return refuse(fault, "length-field", settings->length_field, "--recfm f or fb");
    recfm->line_end = (enum recfm_line_end)(line_end + 1);
    return code;
}

/* All names of a list whose items are NAME[,NAME]. */
static void split_names(const struct settings_list *list, struct arena *arena, const char *const **names, size_t *count)
{
    size_t most = 0, used = 0;
    for (size_t i = 0; i < list->count; i++)
        for (const char *p = list->items[i]; p != NULL; p = strchr(p, ','), p = p != NULL ? p + 1 : NULL)
            most++;
    const char **split = arena_new(arena, most * sizeof *split);
    for (size_t i = 0; i < list->count; i++)
        for (const char *p = list->items[i]; p != NULL; p = *p == ',' ? p + 1 : NULL) {
            size_t length = strcspn(p, ",");
            split[used++] = arena_text(arena, p, length);
            p += length;
        }
    *names = split;
    *count = used;
}

/* FIELD=VALUE[,VALUE]:GROUP.  A value may hold colons: the last one parts the group. */
static int read_segments(struct plan_options *plan, const struct settings_list *list, struct arena *arena, struct fault *fault)
{
    size_t most = 0;
    for (size_t i = 0; i < list->count; i++)
        most += strlen(list->items[i]);
    struct plan_segment *segments = arena_new(arena, most * sizeof *segments);
    plan->segments = segments;
    for (size_t i = 0; i < list->count; i++) {
        const char *text = list->items[i], *equals = strchr(text, '='), *colon = strrchr(text, ':');
        if (equals == NULL || colon == NULL || equals == text || colon <= equals + 1 || colon[1] == '\0')
            return refuse(fault, "segment", text, "FIELD=VALUE[,VALUE]:GROUP");
        const char *field = arena_text(arena, text, (size_t)(equals - text));
        for (const char *value = equals + 1; value < colon;) {
            size_t length = strcspn(value, ",");
            length = value + length < colon ? length : (size_t)(colon - value);
            segments[plan->segment_count++] = (struct plan_segment){field, arena_text(arena, value, length), colon + 1};
            value += length + 1;
        }
    }
    return 0;
}

/* NAME[,NAME]=PAGE. */
static int read_pages(struct settings_read *read, const struct settings_list *list, struct arena *arena, struct fault *fault)
{
    size_t most = 0;
    for (size_t i = 0; i < list->count; i++)
        most += strlen(list->items[i]);
    read->pages = arena_new(arena, most * sizeof *read->pages);
    read->page_names = arena_new(arena, most * sizeof *read->page_names);
    read->plan.pages = read->pages;
    for (size_t i = 0; i < list->count; i++) {
        const char *text = list->items[i], *equals = strchr(text, '=');
        if (equals == NULL || equals == text || equals[1] == '\0')
            return refuse(fault, "codepage-of", text, "NAME[,NAME]=PAGE");
        for (const char *name = text; name < equals;) {
            size_t length = strcspn(name, ",=");
            read->page_names[read->plan.page_count] = equals + 1;
            read->pages[read->plan.page_count++] = (struct plan_page){.name = arena_text(arena, name, length)};
            name += length + 1;
        }
    }
    return 0;
}

/* CHILD=PARENT. */
static int read_parents(struct settings_read *read, const struct settings_list *list, struct arena *arena, struct fault *fault)
{
    struct family_option *options = arena_new(arena, list->count * sizeof *options);
    read->parents = options;
    for (; read->parent_count < list->count; read->parent_count++) {
        const char *text = list->items[read->parent_count], *equals = strchr(text, '=');
        if (equals == NULL || equals == text || equals[1] == '\0')
            return refuse(fault, "parent", text, "CHILD=PARENT");
        options[read->parent_count] = (struct family_option){arena_text(arena, text, (size_t)(equals - text)), equals + 1};
    }
    return 0;
}

int settings_read(struct settings_read *read, const struct settings *settings, struct arena *arena, struct fault *fault)
{
    int occurs = 0, trim = TRIM_RIGHT, blank = BLANK_ERROR, native = 0, floats = 0, sign = 0;
    size_t most = 0;
    *read = (struct settings_read){.max_errors = -1, .threads = 1};
    int code = read_source(&read->source, settings, fault);
    read_copy_paths(read, settings, arena);
    if (code == 0)
        code = read_recfm(&read->recfm, settings, fault);
    if (code == 0)
        code = read_choice("occurs", settings->occurs, "exact|maximum", &occurs, fault);
    if (code == 0)
        code = read_choice("trim", settings->trim, "right|both|none", &trim, fault);
    if (code == 0)
        code = read_choice("blank-number", settings->blank_number, "error|null|zero", &blank, fault);
    if (code == 0)
        code = read_choice("native-endian", settings->native_endian, "be|le", &native, fault);
    if (code == 0)
        code = read_choice("sign", settings->sign, "ascii|ebcdic", &sign, fault);
    if (code == 0)
        code = read_choice("float", settings->floats, "ibm|ieee", &floats, fault);
    if (code == 0)
        code = read_number("max-errors", settings->max_errors, 0, &most, fault);
    if (code == 0)
        code = read_number("threads", settings->threads, 1, &read->threads, fault);
    if (code == 0)
        code = read_segments(&read->plan, &settings->segments, arena, fault);
    if (code == 0)
        code = read_parents(read, &settings->parents, arena, fault);
    if (code == 0)
        code = read_pages(read, &settings->codepages_of, arena, fault);
    split_names(&settings->select, arena, &read->plan.select, &read->plan.select_count);
    split_names(&settings->raw, arena, &read->plan.raw, &read->plan.raw_count);
    if (settings->max_errors != NULL)
        read->max_errors = (int64_t)most;
    read->codepage = settings->codepage != NULL ? settings->codepage : read->recfm.kind == RECFM_TEXT ? "ASCII" : "CP037";
    read->escape = settings->escape;
    read->length_field = settings->length_field;
    read->dbcs = settings->dbcs;
    read->conditions = settings->check_conditions;
    read->plan.filler = settings->filler;
    read->plan.native_little_endian = native == 1;
    read->plan.float_ieee = floats == 1;
    read->plan.sign_translated = sign == 1;
    read->plan.occurs_maximum = occurs == 1;
    read->decode.trim = (enum trim)trim;
    read->decode.blank_number = (enum blank_number)blank;
    read->decode.truncate = settings->truncate;
    return code;
}
