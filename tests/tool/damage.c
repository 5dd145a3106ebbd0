/*
 * damage - random copybooks and files, some of them damaged as transfers and wrong options do, and what is said of them.
 *     damage check SEED CLEAN DAMAGED [verbose]   CLEAN sound files and DAMAGED of each kind; prints figures, and fails when
 *                                                 a sound one is spoken of or fewer than 95 of 100 causes are named
 *     damage write SEED NUMBER KIND FOLDER        one of them as FOLDER/book, data, options and cause; KIND as in the figures
 *
 * What is not counted: damage that leaves the file decodable as it is, with fewer than one record in 20 bad (the sort of the
 * exclusion is printed); and for code pages that read every byte, text in which fewer than 20 bytes mean another character.
 * The records are made here without the library, so that it is not asked about itself.
 */
#include <stdarg.h>
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

enum { FIELDS_MAX = 24, ENOUGH_BYTES = 20, FEW = 20 };

enum type { TYPE_TEXT, TYPE_CODE, TYPE_ZONED, TYPE_PACKED, TYPE_BINARY, TYPE_FILLER, TYPE_COUNT };

struct field {
    enum type type;
    unsigned digits, scale, length, occurs;
    bool is_signed;
    bool varies;    /* occurs 0 to this many, as the counter before it says */
    bool redefined; /* the same bytes again, as a number */
};

struct made { /* a copybook and its clean data */
    struct field fields[FIELDS_MAX];
    size_t count;
    size_t lrecl;    /* longest */
    bool varies, numbers, mixed_case, national, brackets;
    const char *page;
    struct codepage table;
    struct codepage other; /* of the page given, when it is another of its kind */
    size_t others;         /* bytes of text that are another character in it */
    struct bytes book;
    struct bytes text;     /* records one behind the other, in page */
    size_t *ends;          /* of each record in text */
    size_t records;
    struct bytes file;
    struct settings settings; /* to be given */
    char lrecl_text[16];
    char options[200];
};

static uint64_t state;

static uint64_t next_random(void)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static unsigned below(unsigned most)
{
    return (unsigned)(next_random() % most);
}

static unsigned between(unsigned first, unsigned last)
{
    return first + below(last - first + 1);
}

static bool one_in(unsigned count)
{
    return below(count) == 0;
}

static unsigned packed_length(unsigned digits)
{
    return digits / 2 + 1;
}

static void choose_field(struct field *field)
{
    static const unsigned widths[] = {4, 9, 18}, lengths[] = {2, 4, 8};
    unsigned kind = below(10), width = below(3);
    *field = (struct field){.occurs = 1, .is_signed = !one_in(3)};
    field->type = kind < 3 ? TYPE_TEXT : kind < 4 ? TYPE_CODE : kind < 6 ? TYPE_ZONED : kind < 8 ? TYPE_PACKED : kind < 9 ? TYPE_BINARY : TYPE_FILLER;
    field->digits = field->type == TYPE_BINARY ? widths[width] : between(1, field->type == TYPE_PACKED ? 15 : 10);
    field->scale = field->digits > 2 && one_in(3) ? 2 : 0;
    field->length = field->type == TYPE_TEXT ? between(4, 40) : field->type == TYPE_CODE ? between(1, 4) : field->type == TYPE_FILLER ? between(1, 12)
                  : field->type == TYPE_ZONED ? field->digits : field->type == TYPE_PACKED ? packed_length(field->digits) : lengths[width];
    if (one_in(8) && field->type != TYPE_FILLER)
        field->occurs = between(2, 4);
    field->redefined = field->occurs == 1 && (field->type == TYPE_TEXT || field->type == TYPE_CODE) && one_in(12);
}

static void choose_fields(struct made *made, bool display_only)
{
    made->count = between(3, 14);
    for (size_t i = 0; i < made->count; i++) {
        struct field *field = &made->fields[i];
        do
            choose_field(field);
        while (display_only && (field->type == TYPE_PACKED || field->type == TYPE_BINARY));
    }
    if (one_in(5)) {
        made->fields[made->count++] = (struct field){.type = TYPE_COUNT, .digits = 2, .length = 2, .occurs = 1};
        do
            choose_field(&made->fields[made->count]);
        while (display_only && (made->fields[made->count].type == TYPE_PACKED || made->fields[made->count].type == TYPE_BINARY));
        made->fields[made->count].occurs = between(2, 6);
        made->fields[made->count].redefined = false;
        made->fields[made->count++].varies = made->varies = true;
    }
    for (size_t i = 0; i < made->count; i++) {
        made->lrecl += made->fields[i].length * made->fields[i].occurs;
        made->numbers = made->numbers || made->fields[i].type == TYPE_PACKED || made->fields[i].type == TYPE_BINARY;
    }
}

static void write_book(struct made *made)
{
    struct bytes *book = &made->book;
    bytes_text(book, "       01  REC.\n");
    for (size_t i = 0; i < made->count; i++) {
        const struct field *field = &made->fields[i];
        bool text = field->type == TYPE_TEXT || field->type == TYPE_CODE || field->type == TYPE_FILLER;
        if (field->type == TYPE_FILLER)
            bytes_format(book, "           05  FILLER PIC X(%u)", field->length);
        else if (text)
            bytes_format(book, "           05  F%zu PIC X(%u)", i, field->length);
        else
            bytes_format(book, "           05  F%zu PIC %s9(%u)", i, field->is_signed ? "S" : "", field->digits - field->scale);
        bytes_text(book, field->scale > 0 && !text ? "V99" : "");
        bytes_text(book, field->type == TYPE_PACKED ? " COMP-3" : field->type == TYPE_BINARY ? " COMP" : "");
        if (field->varies)
            bytes_format(book, "\n             OCCURS 0 TO %u DEPENDING ON F%zu", field->occurs, i - 1);
        else if (field->occurs > 1)
            bytes_format(book, " OCCURS %u", field->occurs);
        bytes_text(book, ".\n");
        if (field->redefined)
            bytes_format(book, "           05  R%zu REDEFINES F%zu PIC 9(%u).\n", i, i, field->length > 18 ? 18 : field->length);
    }
}

/* Text of a field in UTF-8: words, codes, blanks now and then, and what the file has of special characters. */
static void put_text(struct bytes *out, const struct made *made, const struct field *field)
{
    static const char *const words[] = {"ANDERSON", "MILLER", "LEXINGTON", "ELM STREET", "OPEN", "ACCOUNT", "TRANSFER", "OF", "THE", "NORTH", "KY", "SMITH",
                                        "1200", "INC.", "CO", "A", "PENDING", "REVIEW", "DEPT", "JOHNSON", "40502", "O'NEIL", "SUPPLY", "AND", "NO", "B-12"};
    static const char *const national[] = {"MÜLLER", "KÖLN", "GRÖßE", "ÄRZTE", "FÜR", "SCHÖN", "STRAßE", "ÖL"};
    static const char *const brackets[] = {"A[1]", "[X]", "[KEY]", "ARR[I]", "[NOTE]"};
    size_t start = out->length;
    if (field->type == TYPE_CODE) {
        for (unsigned i = 0; i < field->length; i++)
            bytes_char(out, (char)('A' + below(6)));
        return;
    }
    for (unsigned i = between(field->type == TYPE_FILLER ? 0 : 1, 4); i > 0; i--) {
        const char *word = words[below(sizeof words / sizeof words[0])];
        if (made->national && one_in(2))
            word = national[below(sizeof national / sizeof national[0])];
        if (made->brackets && one_in(3))
            word = brackets[below(sizeof brackets / sizeof brackets[0])];
        bytes_format(out, "%s%s", out->length > start ? " " : "", word);
    }
    for (size_t i = start + 1; made->mixed_case && i < out->length; i++) {
        uint8_t *p = &out->data[i];
        if (*p >= 'A' && *p <= 'Z' && out->data[i - 1] != ' ')
            *p = (uint8_t)(*p + 32);
        else if (*p >= 0x80 && *p < 0x9F && out->data[i - 1] == 0xC3 && i > start + 1 && out->data[i - 2] != ' ')
            *p = (uint8_t)(*p + 0x20);
    }
}

static void put_characters(struct bytes *out, struct made *made, const struct field *field)
{
    struct bytes text;
    uint8_t room[512];
    bytes_init(&text);
    put_text(&text, made, field);
    ptrdiff_t length = codepage_encode(&made->table, room, sizeof room, bytes_string(&text), text.length);
    if (length < 0) {
        fprintf(stderr, "damage: %s does not have %s\n", made->page, bytes_string(&text));
        exit(2);
    }
    for (unsigned i = 0; i < field->length; i++) {
        uint8_t byte = i < (unsigned)length ? room[i] : made->table.blank;
        bytes_char(out, (char)byte);
        made->others += made->other.single_byte && field->type != TYPE_FILLER && memcmp(made->other.utf8[byte], made->table.utf8[byte], CODEPAGE_UTF8_MAX) != 0;
    }
    bytes_release(&text);
}

/* A number of a field: small ones are common, as in real files. */
static uint64_t choose_number(const struct field *field)
{
    uint64_t value = 0;
    for (unsigned i = between(0, field->digits); i > 0; i--)
        value = value * 10 + below(10);
    return value;
}

static void put_number(struct bytes *out, const struct made *made, const struct field *field, uint64_t value)
{
    bool ebcdic = made->table.ebcdic, minus = field->is_signed && one_in(4);
    char digits[40];
    snprintf(digits, sizeof digits, "%0*llu", (int)field->digits, (unsigned long long)value);
    if (field->type == TYPE_BINARY) {
        uint64_t bytes = minus ? 0 - value : value;
        for (unsigned i = field->length; i > 0; i--)
            bytes_char(out, (char)(bytes >> (8 * (i - 1))));
    } else if (field->type == TYPE_PACKED) {
        unsigned nibbles = field->length * 2 - 1, skipped = nibbles - field->digits, last = field->is_signed ? minus ? 13 : 12 : 15;
        for (unsigned i = 0; i < field->length; i++) {
            unsigned high = i * 2 < skipped ? 0 : (unsigned)(digits[i * 2 - skipped] - '0');
            unsigned low = i + 1 == field->length ? last : i * 2 + 1 < skipped ? 0 : (unsigned)(digits[i * 2 + 1 - skipped] - '0');
            bytes_char(out, (char)(high << 4 | low));
        }
    } else {
        for (unsigned i = 0; i + 1 < field->digits; i++)
            bytes_char(out, (char)((ebcdic ? 0xF0 : '0') + digits[i] - '0'));
        unsigned digit = (unsigned)(digits[field->digits - 1] - '0');
        static const char plus_signs[] = "{ABCDEFGHI", minus_signs[] = "}JKLMNOPQR";
        if (!field->is_signed)
            bytes_char(out, (char)((ebcdic ? 0xF0 : '0') + digit));
        else if (ebcdic)
            bytes_char(out, (char)((minus ? 0xD0 : 0xC0) + digit));
        else
            bytes_char(out, (minus ? minus_signs : plus_signs)[digit]);
    }
}

static void put_record(struct made *made)
{
    unsigned count = 0;
    for (size_t i = 0; i < made->count; i++) {
        const struct field *field = &made->fields[i];
        if (field->type == TYPE_COUNT)
            put_number(&made->text, made, field, count = below(made->fields[i + 1].occurs + 1));
        for (unsigned j = field->type == TYPE_COUNT ? 0 : field->varies ? count : field->occurs; j > 0; j--) {
            if (field->type == TYPE_TEXT || field->type == TYPE_CODE || field->type == TYPE_FILLER)
                put_characters(&made->text, made, field);
            else
                put_number(&made->text, made, field, choose_number(field));
        }
    }
}

/* VIEWS: some text has a REDEFINES as a number, which it is not. */
static void make(struct made *made, const char *page, bool display_only, bool fixed, bool views)
{
    *made = (struct made){.page = page, .mixed_case = one_in(2), .settings = {.copybook = "book"}};
    if (codepage_open(&made->table, page, NULL) < 0)
        exit(2);
    do {
        made->count = made->lrecl = 0;
        made->varies = made->numbers = false;
        choose_fields(made, display_only);
        for (size_t i = 0; i < made->count; i++)
            made->fields[i].redefined = made->fields[i].redefined && views;
    } while (fixed && made->varies);
    write_book(made);
}

static void fill(struct made *made)
{
    static const unsigned most[] = {30, 100, 400, 1500};
    made->records = between(20, most[below(4)]);
    made->ends = calloc(made->records, sizeof *made->ends);
    for (size_t i = 0; i < made->records; i++) {
        put_record(made);
        made->ends[i] = made->text.length;
    }
}

static void release(struct made *made)
{
    codepage_close(&made->table);
    if (made->other.single_byte)
        codepage_close(&made->other);
    bytes_release(&made->book);
    bytes_release(&made->text);
    bytes_release(&made->file);
    free(made->ends);
}

/* One frame of records: descriptors, lines, or nothing. */
static void put_file(struct made *made, const struct recfm *recfm)
{
    struct recfm_writer writer;
    struct fault fault;
    recfm_writer_init(&writer, recfm);
    bytes_clear(&made->file);
    for (size_t i = 0; i < made->records; i++) {
        size_t start = i > 0 ? made->ends[i - 1] : 0;
        if (recfm_write(&writer, &made->file, made->text.data + start, made->ends[i] - start, made->table.blank, &fault) < 0)
            exit(2);
    }
    recfm_writer_finish(&writer, &made->file);
}

static struct recfm frame(enum recfm_kind kind, bool little, bool excludes)
{
    return (struct recfm){.kind = kind, .little_endian = little, .bdw_little_endian = little, .rdw_excludes_itself = excludes};
}

static const char *const ebcdic_pages[] = {"CP037", "CP1047", "CP500", "CP273"};

/* A sound file with the options that describe it. */
static void make_clean(struct made *made)
{
    unsigned carrier = below(5);
    const char *page = one_in(4) ? "ISO-8859-1" : ebcdic_pages[below(4)];
    make(made, page, carrier == 4, carrier == 0, true);
    made->national = one_in(3);
    made->brackets = one_in(3);
    fill(made);
    struct recfm recfm = frame(RECFM_F, false, false);
    made->settings.codepage = page;
    if (carrier == 1 || carrier == 2) {
        recfm = frame(carrier == 1 ? RECFM_V : RECFM_VB, one_in(4), one_in(4));
        made->settings.recfm = carrier == 1 ? "v" : "vb";
        made->settings.rdw_endian = recfm.little_endian ? "le" : NULL;
        made->settings.rdw_includes_itself = recfm.rdw_excludes_itself ? "no" : NULL;
    } else if (carrier == 4) {
        recfm = frame(RECFM_TEXT, false, false);
        recfm.ebcdic = made->table.ebcdic;
        made->settings.recfm = "text";
    }
    put_file(made, &recfm);
}

static bool translate(struct made *made, const char *from, bool to_ascii, bool lossy)
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
static void put_lines(struct made *made, const char *end, bool trimmed)
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

static void put_without(struct made *made, uint8_t lost)
{
    bytes_clear(&made->file);
    for (size_t i = 0; i < made->text.length; i++)
        if (made->text.data[i] != lost)
            bytes_char(&made->file, (char)made->text.data[i]);
}

static void put_line_feeds(struct made *made)
{
    bytes_clear(&made->file);
    for (size_t i = 0; i < made->text.length; i++) {
        if (made->text.data[i] == 0x0A)
            bytes_char(&made->file, 0x0D);
        bytes_char(&made->file, (char)made->text.data[i]);
    }
}

static void damage_text(struct made *made)
{
    static const uint8_t lost[] = {0x0D, 0x0A, 0x25, 0x15};
    static const char *const ends[] = {"\n", "\r\n", ""};
    unsigned way = below(8), end = below(3);
    make(made, "CP037", false, true, false);
    fill(made);
    if (way < 5) {
        translate(made, one_in(3) ? "CP1047" : "CP037", true, one_in(3));
        put_lines(made, ends[end], end < 2 && one_in(3));
    } else if (way == 5) {
        translate(made, "CP037", false, false);
        put_lines(made, "", false);
    } else if (way == 6) {
        put_line_feeds(made);
    } else {
        put_without(made, lost[below(4)]);
    }
    snprintf(made->options, sizeof made->options, "%s", way < 5 ? end < 2 ? "translated, lines" : "translated" : way == 5 ? "translated twice" : way == 6 ? "CR added" : "bytes lost");
}

static void damage_lrecl(struct made *made)
{
    make(made, "CP037", false, true, false);
    fill(made);
    struct recfm recfm = frame(RECFM_F, false, false);
    unsigned off = between(1, 8);
    if (one_in(2)) { /* the records are longer than the copybook says */
        recfm.lrecl = made->lrecl + off;
    } else { /* the option is wrong */
        size_t wrong = one_in(2) || made->lrecl <= off ? made->lrecl + off : made->lrecl - off;
        snprintf(made->lrecl_text, sizeof made->lrecl_text, "%zu", wrong);
        made->settings.lrecl = made->lrecl_text;
    }
    put_file(made, &recfm);
}

static void damage_page(struct made *made)
{
    bool to_ascii = one_in(2);
    make(made, to_ascii ? "ISO-8859-1" : "CP037", false, one_in(2), false);
    made->national = one_in(4);
    fill(made);
    made->settings.codepage = to_ascii ? NULL : "ISO-8859-1";
    struct recfm recfm = frame(RECFM_V, false, false);
    made->settings.recfm = made->varies ? "v" : NULL;
    recfm.kind = made->varies ? RECFM_V : RECFM_F;
    put_file(made, &recfm);
}

static void damage_national(struct made *made)
{
    static const char *const given[] = {"CP037", "CP1047", "CP500", "CP273"};
    unsigned page = below(4), other = (page + between(1, 3)) % 4;
    make(made, given[page], false, true, false);
    made->national = page == 3 || other == 3 || one_in(2);
    made->brackets = !made->national || one_in(2);
    made->settings.codepage = given[other];
    if (codepage_open(&made->other, given[other], NULL) < 0)
        exit(2);
    fill(made);
    struct recfm recfm = frame(RECFM_F, false, false);
    put_file(made, &recfm);
}

static void damage_rdw(struct made *made)
{
    static const char *const names[] = {NULL, "v", "vb"};
    static const enum recfm_kind kinds[] = {RECFM_F, RECFM_V, RECFM_VB};
    unsigned way = below(4), kind = below(3), other = (kind + between(1, 2)) % 3;
    make(made, "CP037", false, kind == 0 || other == 0, false);
    fill(made);
    struct recfm recfm = frame(kinds[kind], false, false);
    made->settings.recfm = names[other];
    if (way == 0) { /* there, and counting itself otherwise */
        recfm = frame(RECFM_V, false, one_in(2));
        made->settings.recfm = "v";
        made->settings.rdw_includes_itself = recfm.rdw_excludes_itself ? NULL : "no";
    }
    put_file(made, &recfm);
}

static void damage_endian(struct made *made)
{
    make(made, "CP037", false, false, false);
    fill(made);
    struct recfm recfm = frame(one_in(2) ? RECFM_V : RECFM_VB, one_in(2), false);
    made->settings.recfm = recfm.kind == RECFM_V ? "v" : "vb";
    made->settings.rdw_endian = recfm.little_endian ? NULL : "le";
    put_file(made, &recfm);
}

static const struct kind {
    const char *name;
    void (*make)(struct made *made);
    unsigned causes; /* that name it rightly */
} kinds[] = {
    {"clean", make_clean, 1u << GUESS_FITS},
    {"text", damage_text, 1u << GUESS_TEXT | 1u << GUESS_DRIFT},
    {"lrecl", damage_lrecl, 1u << GUESS_LRECL},
    {"page", damage_page, 1u << GUESS_CODEPAGE},
    {"national", damage_national, 1u << GUESS_CODEPAGE},
    {"rdw", damage_rdw, 1u << GUESS_FRAME},
    {"endian", damage_endian, 1u << GUESS_ENDIAN},
};

enum { KINDS = sizeof kinds / sizeof kinds[0], NATIONAL = 4 };

/* A file of KIND: the seed and its number say all of it. */
static void make_one(struct made *made, uint64_t seed, unsigned number, unsigned kind)
{
    state = seed * 1000003 + number * 64 + kind;
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
static bool many_fail(const struct made *made)
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

static bool is_counted(const struct made *made, unsigned kind)
{
    if (kind == 0)
        return true;
    if (kind == NATIONAL)
        return made->others >= ENOUGH_BYTES;
    return many_fail(made);
}

static void guess_one(struct guess *guess, const struct made *made)
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
    unsigned right = 0, counted = 0;
    for (unsigned number = 0; counted < count && number < 4 * count; number++) {
        struct made made;
        struct guess guess;
        make_one(&made, seed, number, kind);
        if (is_counted(&made, kind)) {
            guess_one(&guess, &made);
            counted++;
            unsigned causes = kinds[kind].causes;
            if (kind == 1 && !made.numbers)
                causes |= 1u << GUESS_CODEPAGE; /* nothing but characters: the file is as good as one written in ASCII */
            bool named = (causes >> guess.cause & 1) != 0;
            right += named;
            if (verbose && !named)
                printf("# %s %u (%s): cause %d: %s\n", kinds[kind].name, number, made.options, (int)guess.cause, guess.fault.detail);
            guess_release(&guess);
        }
        release(&made);
    }
    printf("%-9s %4u of %4u\n", kinds[kind].name, right, counted);
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
    struct made made;
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
    release(&made);
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
