/*
 * recordgen - files of random records in every carrier, to be decoded and encoded again.
 *     recordgen DIR SEED FILES RECORDS
 * Into DIR, for each file from 1: Fn.cpy, Fn.data, and Fn.options, a word a line, that decode and encode need for it.
 */
#include <stdlib.h>
#include <string.h>

#include "record/recfm.h"
#include "record/schema.h"
#include "support/randombook.h"
#include "support/randomrecord.h"

enum { LONGEST = 4000 };

static const char *one_of(const char *const *texts, unsigned count)
{
    return texts[random_pick(count)];
}

#define ONE_OF(...) one_of((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* What goes with every RECFM, and what with its own. */
static void choose(struct settings *settings)
{
    *settings = (struct settings){.source = "free", .filler = true};
    settings->recfm = ONE_OF("f", "fb", "v", "vb", "vs", "vbs", "u", "text");
    settings->codepage = ONE_OF("CP037", "CP037", "CP500", "CP1047", "CP273", "CP1140", "ASCII", "ISO-8859-1", "CP1252", "UTF-8", "IBM930",
                                "IBM939", "IBM1399");
    settings->occurs = ONE_OF(NULL, "maximum");
    settings->binary_size = ONE_OF(NULL, "minimal");
    settings->native_endian = ONE_OF(NULL, "le");
    settings->sign = ONE_OF(NULL, "ebcdic");
    settings->floats = ONE_OF(NULL, "ieee");
    settings->header_bytes = ONE_OF(NULL, NULL, "7");
    settings->footer_bytes = ONE_OF(NULL, NULL, "3");
    settings->escape = random_pick(4) == 0 && strcmp(settings->recfm, "text") != 0;
    if (strcmp(settings->recfm, "text") != 0)
        settings->record_skip = ONE_OF(NULL, NULL, "2");
    else
        settings->line_end = ONE_OF(NULL, "lf", "crlf");
    if (settings->recfm[0] == 'v') {
        settings->rdw_endian = ONE_OF(NULL, "le");
        settings->rdw_includes_itself = ONE_OF(NULL, "no");
        settings->bdw_endian = ONE_OF(NULL, "be", "le");
        settings->bdw_includes_itself = ONE_OF(NULL, "no");
        settings->blksize = strcmp(settings->recfm, "vb") == 0 ? ONE_OF(NULL, "6144") : ONE_OF(NULL, "64");
    }
    if (settings->recfm[0] == 'u')
        settings->occurs = "maximum";
}

static void print_options(FILE *to, const struct settings *settings)
{
#define SETTING_TEXT(member, name, metavar, help) \
    if (settings->member != NULL)                 \
        fprintf(to, "--" name "\n%s\n", settings->member);
#define SETTING_FLAG(member, name, help) \
    if (settings->member)                \
        fprintf(to, "--" name "\n");
#define SETTING_LIST(member, name, metavar, help)
#include "record/settings.def"
#undef SETTING_TEXT
#undef SETTING_FLAG
#undef SETTING_LIST
}

static void write_file(const char *folder, unsigned number, const char *end, const void *bytes, size_t length)
{
    char path[512];
    snprintf(path, sizeof path, "%s/F%u%s", folder, number, end);
    FILE *file = fopen(path, "w");
    if (file == NULL || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
}

static void stop(const struct fault *fault, const struct bytes *book)
{
    fprintf(stderr, "recordgen: %d %s %s\n%s", fault->code, fault->field, fault->detail, bytes_string(book));
    exit(1);
}

static void zeros(struct bytes *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        bytes_char(out, '\0');
}

static void put_records(struct bytes *out, struct schema *schema, unsigned records, const struct randomrecord_kinds *kinds)
{
    static uint8_t record[LONGEST];
    struct recfm_writer writer;
    struct fault fault = {0};
    recfm_writer_init(&writer, &schema->settings.recfm);
    zeros(out, schema->settings.recfm.header_bytes);
    for (unsigned i = 0; i < records; i++) {
        size_t length = randomrecord_fill(record, &schema->plans[0], &schema->page, kinds);
        if (length == 0 || recfm_write(&writer, out, record, length, schema->page.blank, &fault) < 0)
            stop(&fault, out);
    }
    recfm_writer_finish(&writer, out);
    zeros(out, schema->settings.recfm.footer_bytes);
}

static void print_all(const char *folder, unsigned number, const struct settings *settings)
{
    char *text = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&text, &length);
    if (to == NULL)
        abort();
    print_options(to, settings);
    fclose(to);
    write_file(folder, number, ".options", text, length);
    free(text);
}

/* One file; false when the copybook is longer than wanted: another is to be tried. */
static bool make_file(const char *folder, unsigned number, unsigned records)
{
    struct settings settings;
    struct bytes book, out;
    struct schema schema;
    struct fault fault = {0};
    char lrecl[16];
    choose(&settings);
    struct randomrecord_kinds kinds = {.lines = strcmp(settings.recfm, "text") == 0, .bytes = settings.escape,
                                       .dbcs = strncmp(settings.codepage, "IBM", 3) == 0};
    bytes_init(&book);
    bytes_init(&out);
    randomrecord_book(&book, &kinds);
    if (schema_open(&schema, &settings, bytes_string(&book), book.length, SCHEMA_ENCODE, &fault) < 0)
        stop(&fault, &book);
    uint32_t longest = schema.layout.records[0].maximum;
    bool wanted = longest <= LONGEST;
    if (wanted && settings.recfm[0] == 'u') {
        schema_close(&schema);
        snprintf(lrecl, sizeof lrecl, "%u", longest);
        settings.lrecl = lrecl;
        if (schema_open(&schema, &settings, bytes_string(&book), book.length, SCHEMA_ENCODE, &fault) < 0)
            stop(&fault, &book);
    }
    if (wanted) {
        put_records(&out, &schema, records, &kinds);
        write_file(folder, number, ".cpy", book.data, book.length);
        write_file(folder, number, ".data", out.data, out.length);
        print_all(folder, number, &settings);
    }
    schema_close(&schema);
    bytes_release(&book);
    bytes_release(&out);
    return wanted;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: recordgen DIR SEED FILES RECORDS\n");
        return 1;
    }
    random_seed(strtoull(argv[2], NULL, 10));
    unsigned files = (unsigned)strtoul(argv[3], NULL, 10), records = (unsigned)strtoul(argv[4], NULL, 10);
    for (unsigned i = 1; i <= files; i++)
        while (!make_file(argv[1], i, records))
            continue;
    return 0;
}
