/*
 * damage - random copybooks and files, some of them damaged as transfers and wrong options do, and what is said of them.
 *     damage check SEED CLEAN DAMAGED [verbose]   CLEAN sound files and DAMAGED of each kind; prints figures, and fails when
 *                                                 a sound one is spoken of or fewer than 95 of 100 causes are named
 *     damage write SEED NUMBER KIND FOLDER        one of them as FOLDER/book, data and options; KIND as in the figures
 *
 * What is not counted, but said: damage after which decode itself finds fewer than one record in 20 bad; and for code pages that
 * read every byte (national), text in which fewer than 20 letters and brackets are another character.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/bytes.h"
#include "record/convert.h"
#include "record/guess.h"
#include "support/madefile.h"

enum { ENOUGH_BYTES = 20, FEW = 20 };

static struct recfm frame(enum recfm_kind kind, bool little, bool excludes)
{
    return (struct recfm){.kind = kind, .little_endian = little, .bdw_little_endian = little, .rdw_excludes_itself = excludes};
}

static const char *const ebcdic_pages[] = {"CP037", "CP1047", "CP500", "CP273"};

/* A sound file with the options that describe it. */
static void make_clean(struct madefile *made)
{
    static const char *const names[] = {NULL, NULL, "v", "vb", "vs", "vbs", "u", "text"};
    static const enum recfm_kind carriers[] = {RECFM_F, RECFM_F, RECFM_V, RECFM_VB, RECFM_VS, RECFM_VBS, RECFM_U, RECFM_TEXT};
    unsigned carrier = madefile_below(sizeof carriers / sizeof carriers[0]);
    const char *page = madefile_one_in(4) ? "ISO-8859-1" : ebcdic_pages[madefile_below(4)];
    struct recfm recfm = frame(carriers[carrier], false, false);
    madefile_open(made, page, recfm.kind == RECFM_TEXT, carrier == 0 || recfm.kind == RECFM_U, true);
    made->national = madefile_one_in(3);
    made->brackets = madefile_one_in(3);
    made->marks = madefile_one_in(2);
    madefile_fill(made);
    made->settings.codepage = page;
    made->settings.recfm = names[carrier];
    if (recfm.kind == RECFM_V || recfm.kind == RECFM_VB) {
        recfm = frame(recfm.kind, madefile_one_in(4), madefile_one_in(4));
        made->settings.rdw_endian = recfm.little_endian ? "le" : NULL;
        made->settings.rdw_includes_itself = recfm.rdw_excludes_itself ? "no" : NULL;
    } else if (recfm.kind == RECFM_VS || recfm.kind == RECFM_VBS) {
        recfm.block_bytes = madefile_between(20, 2000);
    } else if (recfm.kind == RECFM_U) {
        snprintf(made->lrecl_text, sizeof made->lrecl_text, "%zu", made->lrecl);
        recfm.lrecl = made->lrecl;
        made->settings.lrecl = made->lrecl_text;
    }
    recfm.ebcdic = recfm.kind == RECFM_TEXT && made->table.ebcdic;
    madefile_frame(made, &recfm);
}

static bool translate(struct madefile *made, const char *from, bool to_ascii, bool lossy)
{
    struct codepage page;
    uint8_t table[256];
    if (codepage_open(&page, from, NULL) < 0)
        return false;
    for (int byte = 0; byte < 256; byte++) {
        uint32_t character = 0;
        utf8_read((const char *)page.utf8[byte], page.utf8_length[byte], &character);
        if (to_ascii)
            table[byte] = character < (lossy ? 128u : 256u) ? (uint8_t)character : '?';
        else
            table[character & 255] = (uint8_t)byte;
    }
    codepage_close(&page);
    for (size_t i = 0; i < made->text.length; i++)
        made->text.data[i] = table[made->text.data[i]];
    return true;
}

/* Records as lines, with or without the blanks at their end. */
static void put_lines(struct madefile *made, const char *end, bool trimmed)
{
    bytes_clear(&made->file);
    for (size_t i = 0; i < made->records; i++) {
        size_t start = i > 0 ? made->ends[i - 1] : 0, length = made->ends[i] - start;
        while (trimmed && length > 0 && made->text.data[start + length - 1] == ' ')
            length--;
        bytes_add(&made->file, made->text.data + start, length);
        bytes_text(&made->file, end);
    }
}

static void put_without(struct madefile *made, uint8_t lost)
{
    bytes_clear(&made->file);
    for (size_t i = 0; i < made->text.length; i++)
        if (made->text.data[i] != lost)
            bytes_char(&made->file, (char)made->text.data[i]);
}

static void put_line_feeds(struct madefile *made)
{
    bytes_clear(&made->file);
    for (size_t i = 0; i < made->text.length; i++) {
        if (made->text.data[i] == 0x0A)
            bytes_char(&made->file, 0x0D);
        bytes_char(&made->file, (char)made->text.data[i]);
    }
}

static void damage_text(struct madefile *made)
{
    static const uint8_t lost[] = {0x0D, 0x0A, 0x25, 0x15};
    static const char *const ends[] = {"\n", "\r\n", ""};
    unsigned way = madefile_below(8), end = madefile_below(3);
    madefile_open(made, "CP037", false, true, false);
    made->marks = madefile_one_in(3);
    madefile_fill(made);
    if (way < 5) {
        translate(made, madefile_one_in(3) ? "CP1047" : "CP037", true, madefile_one_in(3));
        put_lines(made, ends[end], end < 2 && madefile_one_in(3));
    } else if (way == 5) {
        translate(made, "CP037", false, false);
        put_lines(made, "", false);
    } else if (way == 6) {
        put_line_feeds(made);
    } else {
        put_without(made, lost[madefile_below(4)]);
    }
    snprintf(made->options, sizeof made->options, "%s", way < 5 ? end < 2 ? "translated, lines" : "translated" : way == 5 ? "translated twice" : way == 6 ? "CR added" : "bytes lost");
}

/* Sent as text to a system whose text is UTF-8: from EBCDIC, or from ISO 8859-1. */
static void damage_utf8(struct madefile *made)
{
    static const char *const ends[] = {"", "\n", "\r\n"};
    struct bytes narrow;
    bool ascii = madefile_one_in(4);
    madefile_open(made, ascii ? "ISO-8859-1" : "CP037", false, true, false);
    made->marks = madefile_one_in(3);
    madefile_fill(made);
    made->settings.codepage = ascii ? "ISO-8859-1" : NULL;
    if (!ascii)
        translate(made, "CP037", true, false);
    put_lines(made, ends[madefile_below(3)], false);
    narrow = made->file;
    bytes_init(&made->file);
    for (size_t i = 0; i < narrow.length; i++) {
        uint8_t byte = narrow.data[i];
        if (byte >= 0x80)
            bytes_char(&made->file, (char)(0xC0 | byte >> 6));
        bytes_char(&made->file, (char)(byte >= 0x80 ? 0x80 | (byte & 0x3F) : byte));
    }
    bytes_release(&narrow);
}

/* A few bytes of each record are missing, or there are more: the size is a multiple of another length. */
static void damage_cut(struct madefile *made)
{
    madefile_open(made, "CP037", false, true, false);
    made->marks = madefile_one_in(3);
    madefile_fill(made);
    unsigned most = made->lrecl / 4 < 8 ? (unsigned)made->lrecl / 4 : 8, bytes = madefile_between(1, most > 0 ? most : 1);
    bool more = madefile_one_in(2);
    size_t at = madefile_below((unsigned)(made->lrecl - bytes) + 1);
    bytes_clear(&made->file);
    for (size_t i = 0; i < made->records; i++) {
        const uint8_t *record = made->text.data + made->lrecl * i;
        bytes_add(&made->file, record, at);
        if (more)
            memset(bytes_reserve(&made->file, bytes), 0x40, bytes);
        made->file.length += more ? bytes : 0;
        bytes_add(&made->file, record + at + (more ? 0 : bytes), made->lrecl - at - (more ? 0 : bytes));
    }
    snprintf(made->options, sizeof made->options, "%u bytes %s at %zu of %zu", bytes, more ? "more" : "missing", at + 1, made->lrecl);
}

static void damage_lrecl(struct madefile *made)
{
    madefile_open(made, "CP037", false, true, false);
    made->marks = madefile_one_in(3);
    madefile_fill(made);
    struct recfm recfm = frame(RECFM_F, false, false);
    unsigned off = madefile_between(1, 8);
    if (madefile_one_in(2)) { /* the records are longer than the copybook says */
        recfm.lrecl = made->lrecl + off;
    } else { /* the option is wrong */
        size_t wrong = madefile_one_in(2) || made->lrecl <= off ? made->lrecl + off : made->lrecl - off;
        snprintf(made->lrecl_text, sizeof made->lrecl_text, "%zu", wrong);
        made->settings.lrecl = made->lrecl_text;
    }
    madefile_frame(made, &recfm);
}

static void damage_page(struct madefile *made)
{
    bool to_ascii = madefile_one_in(2);
    madefile_open(made, to_ascii ? "ISO-8859-1" : "CP037", false, madefile_one_in(2), false);
    made->national = madefile_one_in(4);
    made->marks = madefile_one_in(3);
    madefile_fill(made);
    made->settings.codepage = to_ascii ? NULL : "ISO-8859-1";
    struct recfm recfm = frame(RECFM_V, false, false);
    made->settings.recfm = made->varies ? "v" : NULL;
    recfm.kind = made->varies ? RECFM_V : RECFM_F;
    madefile_frame(made, &recfm);
}

static void damage_national(struct madefile *made)
{
    static const char *const given[] = {"CP037", "CP1047", "CP500", "CP273"};
    unsigned page = madefile_below(4), other = (page + madefile_between(1, 3)) % 4;
    madefile_open(made, given[page], false, true, false);
    made->national = page == 3 || other == 3 || madefile_one_in(2);
    made->brackets = !made->national || madefile_one_in(2);
    made->settings.codepage = given[other];
    if (codepage_open(&made->other, given[other], NULL) < 0)
        exit(2);
    made->marks = madefile_one_in(3);
    madefile_fill(made);
    struct recfm recfm = frame(RECFM_F, false, false);
    madefile_frame(made, &recfm);
}

static void damage_rdw(struct madefile *made)
{
    static const char *const names[] = {NULL, "v", "vb"};
    static const enum recfm_kind kinds[] = {RECFM_F, RECFM_V, RECFM_VB};
    unsigned way = madefile_below(4), kind = madefile_below(3), other = (kind + madefile_between(1, 2)) % 3;
    madefile_open(made, "CP037", false, kind == 0 || other == 0, false);
    made->marks = madefile_one_in(3);
    madefile_fill(made);
    struct recfm recfm = frame(kinds[kind], false, false);
    made->settings.recfm = names[other];
    if (way == 0) { /* there, and counting itself otherwise */
        recfm = frame(RECFM_V, false, madefile_one_in(2));
        made->settings.recfm = "v";
        made->settings.rdw_includes_itself = recfm.rdw_excludes_itself ? NULL : "no";
    }
    madefile_frame(made, &recfm);
}

static void damage_endian(struct madefile *made)
{
    madefile_open(made, "CP037", false, false, false);
    made->marks = madefile_one_in(3);
    madefile_fill(made);
    struct recfm recfm = frame(madefile_one_in(2) ? RECFM_V : RECFM_VB, madefile_one_in(2), false);
    made->settings.recfm = recfm.kind == RECFM_V ? "v" : "vb";
    made->settings.rdw_endian = recfm.little_endian ? NULL : "le";
    madefile_frame(made, &recfm);
}

/* Segments of spanned records are lost: the first of all, and one in eight. */
static void damage_segments(struct madefile *made)
{
    struct bytes whole;
    madefile_open(made, "CP037", false, false, false);
    made->marks = madefile_one_in(3);
    madefile_fill(made);
    struct recfm recfm = frame(RECFM_VS, false, false);
    recfm.block_bytes = made->lrecl / 2 + 12; /* two segments a record */
    made->settings.recfm = "vs";
    madefile_frame(made, &recfm);
    whole = made->file;
    bytes_init(&made->file);
    for (size_t at = 0, length; at < whole.length; at += length) {
        length = (size_t)whole.data[at] << 8 | whole.data[at + 1];
        if (at > 0 && !madefile_one_in(8))
            bytes_add(&made->file, whole.data + at, length);
    }
    bytes_release(&whole);
}

/* Bytes in front of the records that are not told of, or that are told of and not there. */
static void damage_ends(struct madefile *made)
{
    struct bytes records;
    unsigned way = madefile_below(3), bytes = madefile_between(1, 40);
    madefile_open(made, "CP037", false, true, false);
    made->marks = madefile_one_in(3);
    madefile_fill(made);
    struct recfm recfm = frame(RECFM_F, false, false);
    madefile_frame(made, &recfm);
    if (way > 0) {
        snprintf(made->lrecl_text, sizeof made->lrecl_text, "%zu", way == 1 ? bytes : made->file.length + bytes);
        made->settings.header_bytes = made->lrecl_text;
        return;
    }
    records = made->file;
    bytes_init(&made->file);
    bytes_format(&made->file, "%.*s", (int)bytes, "HEADER OF THE FILE, AS SOME PROGRAMS WRITE");
    bytes_add(&made->file, records.data, records.length);
    bytes_release(&records);
}

static const struct kind {
    const char *name;
    void (*make)(struct madefile *made);
    unsigned causes; /* that name it rightly */
} kinds[] = {
    {"clean", make_clean, 1u << GUESS_FITS},
    {"text", damage_text, 1u << GUESS_TEXT | 1u << GUESS_DRIFT},
    {"lrecl", damage_lrecl, 1u << GUESS_LRECL},
    {"page", damage_page, 1u << GUESS_CODEPAGE},
    {"national", damage_national, 1u << GUESS_CODEPAGE},
    {"rdw", damage_rdw, 1u << GUESS_FRAME},
    {"endian", damage_endian, 1u << GUESS_ENDIAN},
    {"utf8", damage_utf8, 1u << GUESS_TEXT},
    {"cut", damage_cut, 1u << GUESS_LRECL},
    {"segments", damage_segments, 1u << GUESS_SEGMENTS},
    {"ends", damage_ends, 1u << GUESS_ENDS},
};

enum { KINDS = sizeof kinds / sizeof kinds[0], NATIONAL = 4 };

/* A file of KIND: the seed and its number say all of it. */
static void make_one(struct madefile *made, uint64_t seed, unsigned number, unsigned kind)
{
    madefile_seed(seed * 1000003 + number * 64 + kind);
    kinds[kind].make(made);
}

/* Counts records of which something is told. */
struct bad_records {
    int64_t count, last;
};

static void tell(void *user, const struct convert_bad *bad)
{
    struct bad_records *records = user;
    records->count += bad->fault.record != records->last;
    records->last = bad->fault.record;
}

/* Whether decode itself finds many records bad with the options given. */
static bool many_fail(const struct madefile *made)
{
    struct bad_records bad = {0};
    struct schema schema;
    struct fault fault = {0};
    if (schema_open(&schema, &made->settings, bytes_string(&made->book), made->book.length, SCHEMA_DECODE, &fault) < 0) {
        fprintf(stderr, "damage: %s\n%s", fault.detail, bytes_string(&made->book));
        exit(2);
    }
    int in = memfd_create("damage", MFD_CLOEXEC);
    FILE *out = fopen("/dev/null", "w");
    struct conversion conversion = {.schema = &schema, .in = in, .out = out, .tell = tell, .user = &bad};
    if (in < 0 || out == NULL || write(in, made->file.data, made->file.length) != (ssize_t)made->file.length || lseek(in, 0, SEEK_SET) != 0 ||
        convert_decode(&conversion, CONVERT_JSON, &fault) < 0)
        exit(2);
    fclose(out);
    close(in);
    schema_close(&schema);
    return bad.count > 0 && (conversion.tally.broken || bad.count * FEW >= conversion.tally.records);
}

static bool is_counted(const struct madefile *made, unsigned kind)
{
    if (kind == 0)
        return true;
    if (kind == NATIONAL)
        return made->others >= ENOUGH_BYTES;
    return many_fail(made);
}

static void guess_one(struct guess *guess, const struct madefile *made)
{
    struct sample sample;
    struct fault fault = {0};
    sample_take(&sample, made->file.data, made->file.length, true);
    if (guess_make(guess, &made->settings, bytes_string(&made->book), made->book.length, &sample, &fault) < 0)
        exit(2);
    sample_release(&sample);
}

/* Of COUNT files of KIND: how many causes are named rightly, in a hundred; -1 when none was counted. */
static int check_kind(uint64_t seed, unsigned kind, unsigned count, bool verbose)
{
    unsigned right = 0, counted = 0, number = 0;
    for (; counted < count && number < 4 * count; number++) {
        struct madefile made;
        struct guess guess;
        make_one(&made, seed, number, kind);
        if (is_counted(&made, kind)) {
            guess_one(&guess, &made);
            counted++;
            unsigned causes = kinds[kind].causes;
            if ((causes >> GUESS_TEXT & 1) != 0 && !made.numbers)
                causes |= 1u << GUESS_CODEPAGE; /* nothing but characters: the file is as good as one written in ASCII */
            bool named = (causes >> guess.cause & 1) != 0;
            right += named;
            if (verbose && !named)
                printf("# %s %u (%s): cause %d: %s\n", kinds[kind].name, number, made.options, (int)guess.cause, guess.fault.detail);
            guess_release(&guess);
        }
        madefile_close(&made);
    }
    printf("%-9s %4u of %4u", kinds[kind].name, right, counted);
    if (number > counted)
        printf(" (%u more change too little to be counted)", number - counted);
    printf("\n");
    fflush(stdout);
    return counted == 0 ? -1 : (int)(right * 100 / counted);
}

static int check(uint64_t seed, unsigned clean, unsigned damaged, bool verbose)
{
    printf("seed %llu\n", (unsigned long long)seed);
    bool good = check_kind(seed, 0, clean, verbose) == 100;
    for (unsigned kind = 1; kind < KINDS; kind++)
        good = check_kind(seed, kind, damaged, verbose) >= 95 && good;
    return good ? 0 : 1;
}

static void save(const char *folder, const char *name, const void *data, size_t length)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL || fwrite(data, 1, length, file) != length || fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

static int write_one(uint64_t seed, unsigned number, const char *name, const char *folder)
{
    struct madefile made;
    struct bytes options;
    unsigned kind = 0;
    while (kind < KINDS && strcmp(kinds[kind].name, name) != 0)
        kind++;
    if (kind == KINDS)
        return 2;
    make_one(&made, seed, number, kind);
    bytes_init(&options);
    bytes_text(&options, "");
#define SETTING_TEXT(member, option, metavar, help) \
    if (made.settings.member != NULL && strcmp(option, "copybook") != 0) \
        bytes_format(&options, "--%s %s ", option, made.settings.member);
#define SETTING_FLAG(member, option, help)
#define SETTING_LIST(member, option, metavar, help)
#include "record/settings.def"
#undef SETTING_TEXT
#undef SETTING_FLAG
#undef SETTING_LIST
    save(folder, "book", made.book.data, made.book.length);
    save(folder, "data", made.file.data, made.file.length);
    save(folder, "options", options.data, options.length);
    bytes_release(&options);
    madefile_close(&made);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc >= 5 && strcmp(argv[1], "check") == 0)
        return check(strtoull(argv[2], NULL, 10), (unsigned)strtoul(argv[3], NULL, 10), (unsigned)strtoul(argv[4], NULL, 10), argc > 5);
    if (argc == 6 && strcmp(argv[1], "write") == 0)
        return write_one(strtoull(argv[2], NULL, 10), (unsigned)strtoul(argv[3], NULL, 10), argv[4], argv[5]);
    fprintf(stderr, "usage: damage check SEED CLEAN DAMAGED [verbose] | damage write SEED NUMBER KIND FOLDER\n");
    return 2;
}
