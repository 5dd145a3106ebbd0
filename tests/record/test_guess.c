/* test_guess.c - tests of record/guess.h: each way in which a small file can be other than the options say. */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "record/error.h"
#include "record/guess.h"

static const char BOOK[] = "       01  ORDER-LINE.\n"
                           "           05  KEY-NO      PIC 9(6).\n"
                           "           05  NAME        PIC X(14).\n"
                           "           05  AMOUNT      PIC S9(7)V99 COMP-3.\n"
                           "           05  STATE       PIC XX.\n"
                           "           05  COUNTED     PIC S9(4) COMP.\n"
                           "           05  PRICE       PIC S9(5).\n";
static const char ODO[] = "       01  LIST.\n"
                          "           05  KEY-NO      PIC 9(4).\n"
                          "           05  N           PIC 9.\n"
                          "           05  PART        PIC S9(5) COMP-3\n"
                          "                           OCCURS 0 TO 5 DEPENDING ON N.\n";
enum { LRECL = 34, RECORDS = 40 };

/* What is being made, and what was found out. */
struct scene {
    struct codepage page;
    struct bytes file;
    struct settings settings;
    struct guess guess;
};

static void open_scene(struct scene *scene, const char *page)
{
    *scene = (struct scene){.settings = {.copybook = "book"}};
    assert_int_equal(codepage_open(&scene->page, page, NULL), 0);
}

static void close_scene(struct scene *scene)
{
    codepage_close(&scene->page);
    bytes_release(&scene->file);
    guess_release(&scene->guess);
}

static void put_text(struct scene *scene, const char *text, size_t length)
{
    uint8_t *to = bytes_reserve(&scene->file, length);
    memset(to, scene->page.blank, length);
    assert_true(codepage_encode(&scene->page, to, length, text, strlen(text)) >= 0);
    scene->file.length += length;
}

/* A record of BOOK; numbers differ from record to record. */
static void put_record(struct scene *scene, int number, const char *name)
{
    char digits[16];
    uint8_t packed[5] = {0, 0, (uint8_t)(number % 7 << 4 | number % 10), (uint8_t)(0x0D + (number % 3 << 4)), number % 4 == 0 ? 0x1D : 0x2C};
    uint8_t counted[2] = {0, (uint8_t)(number * 3)};
    snprintf(digits, sizeof digits, "%06d", number * 17);
    packed[3] = (uint8_t)(number % 10 << 4 | number % 9);
    put_text(scene, digits, 6);
    put_text(scene, name, 14);
    bytes_add(&scene->file, packed, sizeof packed);
    put_text(scene, number % 2 == 0 ? "KY" : "OH", 2);
    bytes_add(&scene->file, counted, sizeof counted);
    snprintf(digits, sizeof digits, "%04d", number);
    put_text(scene, digits, 4);
    bytes_char(&scene->file, scene->page.ebcdic ? (char)(0xC0 + number % 10) : "{ABCDEFGHI"[number % 10]);
}

static const char *name_of(int number)
{
    static const char *const names[] = {"MILLER", "ANDERSON SUPPLY", "O'NEIL", "NORTH 12"};
    return number % 4 == 1 ? "ANDERSON" : names[number % 4];
}

static void put_records(struct scene *scene)
{
    for (int i = 1; i <= RECORDS; i++)
        put_record(scene, i, name_of(i));
}

/* Put BYTES of HEX in front of every record (as many as LRECL), or behind. */
static void put_around(struct scene *scene, const char *before, const char *after, size_t before_length, size_t after_length)
{
    struct bytes plain = scene->file;
    scene->file = (struct bytes){0};
    for (size_t at = 0; at < plain.length; at += LRECL) {
        bytes_add(&scene->file, before, before_length);
        bytes_add(&scene->file, plain.data + at, LRECL);
        bytes_add(&scene->file, after, after_length);
    }
    bytes_release(&plain);
}

static void guess_book(struct scene *scene, const char *book)
{
    struct sample sample;
    struct fault fault = {0};
    sample_take(&sample, scene->file.data, scene->file.length, true);
    assert_int_equal(guess_make(&scene->guess, &scene->settings, book, strlen(book), &sample, &fault), 0);
    sample_release(&sample);
}

/* The cause, and the options in which the proposal differs. */
static void expect(struct scene *scene, enum guess_cause cause, const char *changes)
{
    struct bytes got;
    bytes_init(&got);
    guess_book(scene, BOOK);
    guess_changes(&got, &scene->guess);
    if (scene->guess.cause != cause)
        print_message("%s\n", scene->guess.fault.detail);
    assert_int_equal(scene->guess.cause, cause);
    assert_string_equal(bytes_string(&got), changes);
    assert_int_equal(scene->guess.fault.code != 0, cause != GUESS_FITS);
    bytes_release(&got);
    close_scene(scene);
}

static void test_guess__says_nothing_of_a_sound_file(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "CP037");
    put_records(&scene);
    expect(&scene, GUESS_FITS, "");
    open_scene(&scene, "CP037");
    expect(&scene, GUESS_FITS, ""); /* an empty one */
    open_scene(&scene, "CP037");
    put_record(&scene, 1, "MILLER");
    expect(&scene, GUESS_FITS, "");
}

static void test_guess__one_bad_record_is_no_wrong_option(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "CP037");
    put_records(&scene);
    memset(scene.file.data + LRECL * 7, 0x40, LRECL);
    memset(scene.file.data + LRECL * 9 + 20, 0xEE, 5);
    expect(&scene, GUESS_FITS, "");
}

static void test_guess__other_lrecl(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "CP037");
    put_records(&scene);
    scene.settings.lrecl = "36";
    expect(&scene, GUESS_LRECL, " without --lrecl");
    open_scene(&scene, "CP037");
    put_records(&scene);
    put_around(&scene, "", "\x40\x40\x40", 0, 3);
    guess_book(&scene, BOOK);
    assert_int_equal(scene.guess.fault.code, RECORD_E_GUESS_LRECL);
    assert_string_equal(scene.guess.fault.detail, "the layout repeats every 37 bytes, not 34; at 37 40 of 40 records fit, and the file has 40 times as "
                                                  "many bytes; as given 2 of 44 records fit; try --lrecl 37");
    close_scene(&scene);
}

static void test_guess__rdws_that_are_there(void **state)
{
    (void)state;
    static const struct {
        const char *rdw, *changes;
    } cases[] = {
        {"\0\x26\0", " --recfm v"},
        {"\0\0\x26", " --recfm v --rdw-endian le"},
        {"\0\x22\0", " --recfm v --rdw-includes-itself no"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scene scene;
        open_scene(&scene, "CP037");
        put_records(&scene);
        put_around(&scene, cases[i].rdw, "", 4, 0);
        expect(&scene, GUESS_FRAME, cases[i].changes);
    }
}

static void test_guess__rdws_that_are_not_there(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "CP037");
    put_records(&scene);
    scene.settings.recfm = "v";
    expect(&scene, GUESS_FRAME, " without --recfm");
}

static void test_guess__blocks(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "CP037");
    put_records(&scene);
    put_around(&scene, "\0\x2A\0\0\0\x26\0", "", 8, 0); /* a record a block */
    scene.settings.recfm = "v";
    expect(&scene, GUESS_FRAME, " --recfm vb");
}

static void test_guess__descriptors_in_the_other_order(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "CP037");
    put_records(&scene);
    put_around(&scene, "\0\x26\0", "", 4, 0);
    scene.settings.recfm = "v";
    scene.settings.rdw_endian = "le";
    expect(&scene, GUESS_ENDIAN, " without --rdw-endian");
}

static void test_guess__bytes_before_the_first_record(void **state)
{
    (void)state;
    struct scene scene;
    struct bytes plain;
    open_scene(&scene, "CP037");
    put_records(&scene);
    plain = scene.file;
    scene.file = (struct bytes){0};
    put_text(&scene, "HDR 20261122", 12);
    bytes_add(&scene.file, plain.data, plain.length);
    bytes_release(&plain);
    expect(&scene, GUESS_ENDS, " --header-bytes 12");
}

static void test_guess__a_header_longer_than_the_file(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "CP037");
    put_records(&scene);
    scene.settings.header_bytes = "5000";
    expect(&scene, GUESS_ENDS, " without --header-bytes");
}

/* The length of BYTES more or, below 0, less in each record at AT. */
static void cut_records(struct scene *scene, size_t at, int bytes)
{
    struct bytes plain = scene->file;
    scene->file = (struct bytes){0};
    for (size_t start = 0; start < plain.length; start += LRECL) {
        size_t behind = at + (bytes < 0 ? (size_t)-bytes : 0);
        bytes_add(&scene->file, plain.data + start, at);
        bytes_add(&scene->file, "\x40\x40\x40\x40", bytes > 0 ? (size_t)bytes : 0);
        bytes_add(&scene->file, plain.data + start + behind, LRECL - behind);
    }
    bytes_release(&plain);
}

static void test_guess__records_that_are_all_cut_alike(void **state)
{
    (void)state;
    static const struct {
        size_t at;
        int bytes;
    } cases[] = {{10, -2}, {10, 3}, {LRECL - 1, -1}, {LRECL - 4, -4}, {25, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scene scene;
        open_scene(&scene, "CP037");
        put_records(&scene);
        cut_records(&scene, cases[i].at, cases[i].bytes);
        expect(&scene, GUESS_LRECL, "");
    }
}

/* Records in two segments each; WITHOUT: the number of the one that is left out, from 0. */
static void test_guess__segments_that_are_missing(void **state)
{
    (void)state;
    for (int without = -1; without < 4; without++) {
        struct scene scene;
        struct bytes plain;
        open_scene(&scene, "CP037");
        put_records(&scene);
        plain = scene.file;
        scene.file = (struct bytes){0};
        for (int i = 0; i < 2 * RECORDS; i++) {
            if (i == without)
                continue;
            bytes_add(&scene.file, i % 2 == 0 ? "\0\x15\1" : "\0\x15\2", 4);
            bytes_add(&scene.file, plain.data + i * LRECL / 2, LRECL / 2);
        }
        bytes_release(&plain);
        scene.settings.recfm = "vs";
        expect(&scene, without < 0 ? GUESS_FITS : GUESS_SEGMENTS, "");
    }
}

static void test_guess__bytes_behind_the_last_record(void **state)
{
    (void)state;
    static const char trailer[] = "\x02\x7F\x00\x01\xFF\x00\x03\x01\xEE";
    struct scene scene;
    open_scene(&scene, "CP037");
    put_records(&scene);
    bytes_add(&scene.file, trailer, 9);
    expect(&scene, GUESS_ENDS, " --footer-bytes 9");
    open_scene(&scene, "CP037");
    put_records(&scene);
    put_around(&scene, "\0\x26\0", "", 4, 0);
    bytes_add(&scene.file, trailer, 9);
    scene.settings.recfm = "v";
    expect(&scene, GUESS_ENDS, " --footer-bytes 9");
    open_scene(&scene, "CP037");
    put_records(&scene);
    scene.file.length -= 10; /* a file that was cut off: the last record begins as one does */
    expect(&scene, GUESS_FITS, "");
}

static void test_guess__numbers_in_the_other_form(void **state)
{
    (void)state;
    static const char book[] = "       01  R.\n           05  N PIC S9(9) COMP-5.\n           05  F COMP-1.\n";
    static const struct {
        const char *bytes, *changes;
        enum guess_cause cause;
    } cases[] = {
        {"\x05\0\0\0\x41\x10\0\0", " --native-endian le", GUESS_ENDIAN},
        {"\0\0\0\x05\x3F\xC0\0\0", " --float ieee", GUESS_FLOAT},
        {"\x05\0\0\0\0\0\xC0\x3F", " --native-endian le --float ieee", GUESS_ENDIAN},
        {"\0\0\0\x05\x41\x10\0\0", "", GUESS_FITS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scene scene;
        struct bytes got;
        open_scene(&scene, "CP037");
        for (int j = 0; j < RECORDS; j++)
            bytes_add(&scene.file, cases[i].bytes, 8);
        guess_book(&scene, book);
        bytes_init(&got);
        guess_changes(&got, &scene.guess);
        assert_string_equal(bytes_string(&got), cases[i].changes);
        assert_int_equal(scene.guess.cause, cases[i].cause);
        bytes_release(&got);
        close_scene(&scene);
    }
}

static void test_guess__records_that_fit_at_the_beginning_only(void **state)
{
    (void)state;
    struct scene scene;
    struct sample sample;
    struct fault fault = {0};
    const size_t records = 60000;
    int fd = memfd_create("later", MFD_CLOEXEC);
    open_scene(&scene, "CP037");
    put_records(&scene);
    for (size_t i = 0; i < records / RECORDS; i++)
        assert_int_equal(write(fd, scene.file.data + (i == 900), scene.file.length - (i == 900)), scene.file.length - (i == 900));
    assert_int_equal(sample_read(&sample, fd, &fault), 0);
    assert_int_equal(guess_make(&scene.guess, &scene.settings, BOOK, strlen(BOOK), &sample, &fault), 0);
    assert_int_equal(scene.guess.cause, GUESS_DRIFT);
    assert_non_null(strstr(scene.guess.fault.detail, "they fit at the beginning, and at byte "));
    sample_release(&sample);
    close(fd);
    close_scene(&scene);
}

static void test_guess__ascii_for_ebcdic_and_back(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "ISO-8859-1");
    put_records(&scene);
    expect(&scene, GUESS_CODEPAGE, " --codepage ISO-8859-1");
    open_scene(&scene, "CP037");
    put_records(&scene);
    scene.settings.codepage = "ASCII";
    expect(&scene, GUESS_CODEPAGE, " without --codepage");
}

static void test_guess__brackets_and_umlauts_tell_pages_apart(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "CP1047");
    for (int i = 1; i <= RECORDS; i++)
        put_record(&scene, i, i % 2 == 0 ? "TABLE[KEY]" : "LIST[12]");
    expect(&scene, GUESS_CODEPAGE, " --codepage CP1047");
    open_scene(&scene, "CP273");
    for (int i = 1; i <= RECORDS; i++)
        put_record(&scene, i, i % 2 == 0 ? "M\xC3\xBCller & S\xC3\xB6hne" : "K\xC3\xB6ln \xC3\x84rzte");
    expect(&scene, GUESS_CODEPAGE, " --codepage CP273");
}

/* Every byte from CP037 to ISO 8859-1; LOST: what is not ASCII is a question mark. */
static void translate(struct scene *scene, bool lost)
{
    struct codepage *page = &scene->page;
    for (size_t i = 0; i < scene->file.length; i++) {
        uint32_t character = '?';
        uint8_t byte = scene->file.data[i];
        utf8_read((const char *)page->utf8[byte], page->utf8_length[byte], &character);
        scene->file.data[i] = character < (lost ? 128 : 256) ? (uint8_t)character : '?';
    }
}

static void test_guess__sent_as_text(void **state)
{
    (void)state;
    for (int lost = 0; lost < 2; lost++)
        for (size_t end = 0; end <= 2; end++) {
            struct scene scene;
            open_scene(&scene, "CP037");
            put_records(&scene);
            translate(&scene, lost == 1);
            put_around(&scene, "", end == 1 ? "\n" : "\r\n", 0, end);
            guess_book(&scene, BOOK);
            assert_int_equal(scene.guess.cause, GUESS_TEXT);
            assert_non_null(strstr(scene.guess.fault.detail, " 40 of 4"));
            assert_int_equal(strstr(scene.guess.fault.detail, "destroyed") != NULL, lost == 1);
            close_scene(&scene);
        }
}

static void test_guess__turned_into_utf8(void **state)
{
    (void)state;
    static const char *const pages[] = {"CP037", "ISO-8859-1"};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct scene scene;
        struct bytes plain;
        open_scene(&scene, pages[i]);
        put_records(&scene);
        if (scene.page.ebcdic)
            translate(&scene, false);
        plain = scene.file;
        scene.file = (struct bytes){0};
        for (size_t at = 0; at < plain.length; at++) {
            if (plain.data[at] >= 0x80)
                bytes_char(&scene.file, (char)(0xC0 | plain.data[at] >> 6));
            bytes_char(&scene.file, (char)(plain.data[at] >= 0x80 ? plain.data[at] & 0xBF : plain.data[at]));
        }
        bytes_release(&plain);
        scene.settings.codepage = pages[i];
        expect(&scene, GUESS_TEXT, "");
    }
}

static void test_guess__line_feeds_got_carriage_returns(void **state)
{
    (void)state;
    struct scene scene;
    struct bytes plain;
    open_scene(&scene, "CP037");
    for (int i = 1; i <= RECORDS; i++) {
        put_record(&scene, i, name_of(i));
        scene.file.data[scene.file.length - 6] = 0x0A;
    }
    plain = scene.file;
    scene.file = (struct bytes){0};
    for (size_t i = 0; i < plain.length; i++) {
        if (plain.data[i] == 0x0A)
            bytes_char(&scene.file, 0x0D);
        bytes_char(&scene.file, (char)plain.data[i]);
    }
    bytes_release(&plain);
    expect(&scene, GUESS_TEXT, "");
}

static void test_guess__bytes_that_were_lost(void **state)
{
    (void)state;
    struct scene scene;
    struct bytes plain;
    open_scene(&scene, "CP037");
    put_records(&scene);
    plain = scene.file;
    scene.file = (struct bytes){0};
    for (size_t i = 0; i < plain.length; i++)
        if (i % (LRECL * 5) != LRECL * 3 + 24)
            bytes_char(&scene.file, (char)plain.data[i]);
    bytes_release(&plain);
    guess_book(&scene, BOOK);
    assert_int_equal(scene.guess.cause, GUESS_DRIFT);
    assert_non_null(strstr(scene.guess.fault.detail, "7 of 39 are too short, by 7 bytes in all")); /* the last is not whole */
    close_scene(&scene);
}

static void test_guess__tables_at_their_maximum(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "CP037");
    for (int i = 1; i <= RECORDS; i++) {
        char text[16];
        snprintf(text, sizeof text, "%04d%d", i * 3, i % 6);
        put_text(&scene, text, 5);
        for (int j = 0; j < 5; j++) {
            uint8_t packed[3] = {0, (uint8_t)(i % 10 << 4 | j), 0x3C};
            bytes_add(&scene.file, j < i % 6 ? packed : (const uint8_t *)"\0\0\x0C", 3);
        }
    }
    guess_book(&scene, ODO);
    assert_int_equal(scene.guess.cause, GUESS_OCCURS);
    assert_string_equal(scene.guess.settings.occurs, "maximum");
    close_scene(&scene);
}

static void test_guess__nothing_fits_noise(void **state)
{
    (void)state;
    struct scene scene;
    uint32_t random = 1;
    open_scene(&scene, "CP037");
    for (int i = 0; i < 5000; i++) {
        random = random * 1664525 + 1013904223;
        bytes_char(&scene.file, (char)(random >> 24));
    }
    expect(&scene, GUESS_UNKNOWN, "");
}

static void test_guess__the_command_line_is_quoted(void **state)
{
    (void)state;
    struct scene scene;
    struct bytes line;
    open_scene(&scene, "CP037");
    put_records(&scene);
    put_around(&scene, "\0\x26\0", "", 4, 0);
    scene.settings.copybook = "the book's";
    scene.settings.trim = "both";
    guess_book(&scene, BOOK);
    bytes_init(&line);
    guess_options(&line, &scene.guess, "a $file");
    assert_string_equal(bytes_string(&line), " --copybook 'the book'\\''s' --recfm v --trim both 'a $file'");
    bytes_release(&line);
    close_scene(&scene);
}

static void test_guess__wrong_settings_are_refused(void **state)
{
    (void)state;
    struct guess guess;
    struct sample sample;
    struct fault fault = {0};
    const struct settings settings = {.recfm = "x"};
    sample_take(&sample, "", 0, true);
    assert_int_equal(guess_make(&guess, &settings, BOOK, strlen(BOOK), &sample, &fault), RECORD_E_SETTING);
    sample_release(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_guess__says_nothing_of_a_sound_file),
        cmocka_unit_test(test_guess__one_bad_record_is_no_wrong_option),
        cmocka_unit_test(test_guess__other_lrecl),
        cmocka_unit_test(test_guess__rdws_that_are_there),
        cmocka_unit_test(test_guess__rdws_that_are_not_there),
        cmocka_unit_test(test_guess__blocks),
        cmocka_unit_test(test_guess__descriptors_in_the_other_order),
        cmocka_unit_test(test_guess__bytes_before_the_first_record),
        cmocka_unit_test(test_guess__a_header_longer_than_the_file),
        cmocka_unit_test(test_guess__records_that_are_all_cut_alike),
        cmocka_unit_test(test_guess__segments_that_are_missing),
        cmocka_unit_test(test_guess__bytes_behind_the_last_record),
        cmocka_unit_test(test_guess__numbers_in_the_other_form),
        cmocka_unit_test(test_guess__records_that_fit_at_the_beginning_only),
        cmocka_unit_test(test_guess__ascii_for_ebcdic_and_back),
        cmocka_unit_test(test_guess__brackets_and_umlauts_tell_pages_apart),
        cmocka_unit_test(test_guess__sent_as_text),
        cmocka_unit_test(test_guess__turned_into_utf8),
        cmocka_unit_test(test_guess__line_feeds_got_carriage_returns),
        cmocka_unit_test(test_guess__bytes_that_were_lost),
        cmocka_unit_test(test_guess__tables_at_their_maximum),
        cmocka_unit_test(test_guess__nothing_fits_noise),
        cmocka_unit_test(test_guess__the_command_line_is_quoted),
        cmocka_unit_test(test_guess__wrong_settings_are_refused),
    };
    return cmocka_run_group_tests_name("guess", tests, NULL, NULL);
}
