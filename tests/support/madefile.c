/* madefile.c - see madefile.h. */
#include "support/madefile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARKS = 25 };

static uint64_t state;

void madefile_seed(uint64_t seed)
{
    state = seed;
}

static uint64_t next_random(void)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

unsigned madefile_below(unsigned most)
{
    return (unsigned)(next_random() % most);
}

unsigned madefile_between(unsigned first, unsigned last)
{
    return first + madefile_below(last - first + 1);
}

bool madefile_one_in(unsigned count)
{
    return madefile_below(count) == 0;
}

static unsigned packed_length(unsigned digits)
{
    return digits / 2 + 1;
}

static void choose_field(struct madefile_field *field)
{
    static const unsigned widths[] = {4, 9, 18}, lengths[] = {2, 4, 8};
    unsigned kind = madefile_below(10), width = madefile_below(3);
    *field = (struct madefile_field){.occurs = 1, .is_signed = !madefile_one_in(3)};
    field->type = kind < 3 ? TYPE_TEXT : kind < 4 ? TYPE_CODE : kind < 6 ? TYPE_ZONED : kind < 8 ? TYPE_PACKED : kind < 9 ? TYPE_BINARY : TYPE_FILLER;
    field->digits = field->type == TYPE_BINARY ? widths[width] : madefile_between(1, field->type == TYPE_PACKED ? 15 : 10);
    field->scale = field->digits > 2 && madefile_one_in(3) ? 2 : 0;
    field->length = field->type == TYPE_TEXT ? madefile_between(4, 40) : field->type == TYPE_CODE ? madefile_between(1, 4) : field->type == TYPE_FILLER ? madefile_between(1, 12)
                  : field->type == TYPE_ZONED ? field->digits : field->type == TYPE_PACKED ? packed_length(field->digits) : lengths[width];
    if (madefile_one_in(8) && field->type != TYPE_FILLER)
        field->occurs = madefile_between(2, 4);
    field->mark = field->type == TYPE_TEXT && field->length > 8 && madefile_one_in(2) ? madefile_between(1, MARKS) : 0;
    field->redefined = field->occurs == 1 && (field->type == TYPE_TEXT || field->type == TYPE_CODE) && madefile_one_in(12);
}

static void choose_fields(struct madefile *made, bool display_only)
{
    made->count = madefile_between(3, 14);
    for (size_t i = 0; i < made->count; i++) {
        struct madefile_field *field = &made->fields[i];
        do
            choose_field(field);
        while (display_only && (field->type == TYPE_PACKED || field->type == TYPE_BINARY));
    }
    if (madefile_one_in(5)) {
        made->fields[made->count++] = (struct madefile_field){.type = TYPE_COUNT, .digits = 2, .length = 2, .occurs = 1};
        do
            choose_field(&made->fields[made->count]);
        while (display_only && (made->fields[made->count].type == TYPE_PACKED || made->fields[made->count].type == TYPE_BINARY));
        made->fields[made->count].occurs = madefile_between(2, 6);
        made->fields[made->count].redefined = false;
        made->fields[made->count++].varies = made->varies = true;
    }
    for (size_t i = 0; i < made->count; i++) {
        made->lrecl += made->fields[i].length * made->fields[i].occurs;
        made->numbers = made->numbers || made->fields[i].type == TYPE_PACKED || made->fields[i].type == TYPE_BINARY;
    }
}

static void write_book(struct madefile *made)
{
    struct bytes *book = &made->book;
    bytes_text(book, "       01  REC.\n");
    for (size_t i = 0; i < made->count; i++) {
        const struct madefile_field *field = &made->fields[i];
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

/* Addresses, paths and other text with symbols in it: \1 and \2 are a word, small and large, digits any. */
static const char *const marks[MARKS] = {
    "\1.\1@example.gov", "\1_77@mail.ex.org", "\1@\1.com", "\2.\2@EXAMPLE.COM", "https://www.\1.gov/a?b=7&c=~x_y#\1", "C:\\DATA\\\2_7.TXT",
    "/u/~\1/#tmp#", "file_\1_7~x", "{\"id\": [1, 2], \"\1\": \"v\"}", "//STEP1 EXEC PGM=\2,PARM='A=B'", "SYS1.PROD.@@X7.#\2", "SELECT * FROM \2_B WHERE X <> 'Y' || \"Z\"",
    "$1,200.50", "APT #12", "+1 (502) 555-0142", "SAID \"\2\"", "WOW! GREAT!", "\1|\1|7", "IF (A | \2) !C", "x{\1}", "a^b `\1` \\d", "@\2", "PROD#\2", "\2$BR", "A&B",
};

static void put_mark(struct bytes *out, const char *mark)
{
    static const char *const names[] = {"john", "mary", "peter", "susan", "robert", "linda", "smith", "brown", "lee", "taylor", "order", "index"};
    for (; *mark != '\0'; mark++) {
        if (*mark > 2) {
            bytes_char(out, *mark >= '0' && *mark <= '9' ? (char)('0' + madefile_below(10)) : *mark);
            continue;
        }
        for (const char *name = names[madefile_below(sizeof names / sizeof names[0])]; *name != '\0'; name++)
            bytes_char(out, *mark == 2 ? (char)(*name - 32) : *name);
    }
}

/* Text of a field in UTF-8: words, codes, blanks now and then, and what the file has of special characters. */
static void put_text(struct bytes *out, const struct madefile *made, const struct madefile_field *field)
{
    static const char *const words[] = {"ANDERSON", "MILLER", "LEXINGTON", "ELM STREET", "OPEN", "ACCOUNT", "TRANSFER", "OF", "THE", "NORTH", "KY", "SMITH",
                                        "1200", "INC.", "CO", "A", "PENDING", "REVIEW", "DEPT", "JOHNSON", "40502", "O'NEIL", "SUPPLY", "AND", "NO", "B-12"};
    static const char *const national[] = {"MÜLLER", "KÖLN", "GRÖßE", "ÄRZTE", "FÜR", "SCHÖN", "STRAßE", "ÖL"};
    static const char *const brackets[] = {"A[1]", "[X]", "[KEY]", "ARR[I]", "[NOTE]"};
    size_t start = out->length;
    if (field->type == TYPE_CODE) {
        for (unsigned i = 0; i < field->length; i++)
            bytes_char(out, (char)('A' + madefile_below(6)));
        return;
    }
    if (made->marks && field->mark > 0 && !madefile_one_in(8)) {
        put_mark(out, marks[field->mark - 1]);
        return;
    }
    for (unsigned i = madefile_between(field->type == TYPE_FILLER ? 0 : 1, 4); i > 0; i--) {
        const char *word = words[madefile_below(sizeof words / sizeof words[0])];
        if (made->national && madefile_one_in(2))
            word = national[madefile_below(sizeof national / sizeof national[0])];
        if (made->brackets && madefile_one_in(3))
            word = brackets[madefile_below(sizeof brackets / sizeof brackets[0])];
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

static void put_characters(struct bytes *out, struct madefile *made, const struct madefile_field *field)
{
    struct bytes text;
    uint8_t room[512];
    bytes_init(&text);
    put_text(&text, made, field);
    ptrdiff_t length = codepage_encode(&made->table, room, sizeof room, bytes_string(&text), text.length);
    if (length < 0) {
        fprintf(stderr, "madefile: %s does not have %s\n", made->page, bytes_string(&text));
        exit(2);
    }
    for (unsigned i = 0; i < field->length; i++) {
        uint8_t byte = i < (unsigned)length ? room[i] : made->table.blank;
        bytes_char(out, (char)byte);
        bool tells = made->table.utf8[byte][0] == 0xC3 || strchr("[]{}", made->table.utf8[byte][0]) != NULL;
        made->others += tells && made->other.single_byte && field->type != TYPE_FILLER &&
                        memcmp(made->other.utf8[byte], made->table.utf8[byte], CODEPAGE_UTF8_MAX) != 0;
    }
    bytes_release(&text);
}

/* A number of a field: small ones are common, as in real files. */
static uint64_t choose_number(const struct madefile_field *field)
{
    uint64_t value = 0;
    for (unsigned i = madefile_between(0, field->digits); i > 0; i--)
        value = value * 10 + madefile_below(10);
    return value;
}

static void put_number(struct bytes *out, const struct madefile *made, const struct madefile_field *field, uint64_t value)
{
    bool ebcdic = made->table.ebcdic, minus = field->is_signed && madefile_one_in(4);
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

static void put_record(struct madefile *made)
{
    unsigned count = 0;
    for (size_t i = 0; i < made->count; i++) {
        const struct madefile_field *field = &made->fields[i];
        if (field->type == TYPE_COUNT)
            put_number(&made->text, made, field, count = madefile_below(made->fields[i + 1].occurs + 1));
        for (unsigned j = field->type == TYPE_COUNT ? 0 : field->varies ? count : field->occurs; j > 0; j--) {
            if (field->type == TYPE_TEXT || field->type == TYPE_CODE || field->type == TYPE_FILLER)
                put_characters(&made->text, made, field);
            else
                put_number(&made->text, made, field, choose_number(field));
        }
    }
}

void madefile_open(struct madefile *made, const char *page, bool display_only, bool fixed, bool views)
{
    *made = (struct madefile){.page = page, .mixed_case = madefile_one_in(2), .settings = {.copybook = "book"}};
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

void madefile_fill(struct madefile *made)
{
    static const unsigned most[] = {30, 100, 400, 1500};
    made->records = madefile_between(20, most[madefile_below(4)]);
    made->ends = calloc(made->records, sizeof *made->ends);
    for (size_t i = 0; i < made->records; i++) {
        put_record(made);
        made->ends[i] = made->text.length;
    }
}

void madefile_close(struct madefile *made)
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
void madefile_frame(struct madefile *made, const struct recfm *recfm)
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
