/*
 * test_drop.c - drop files in every carrier, and every damage that sets a file aside: each built from good bytes and
 * named after what is wrong with it.
 */
#include "support/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "form/error.h"
#include "record/codepage.h"
#include "record/error.h"

static struct reading reading;

static int open_forms(void **state)
{
    (void)state;
    reading_init(&reading);
    return 0;
}

static int close_forms(void **state)
{
    (void)state;
    reading_release(&reading);
    return 0;
}

static void read_file(const struct dropfile *file)
{
    reading_of(&reading, file->bytes.data, file->bytes.length);
}

static void read_good(struct dropfile *file, const char *form, enum drop_framing framing, const char *page)
{
    dropfile_good(file, form);
    dropfile_write(file, framing, page);
    read_file(file);
}

/* ---- carriers ---- */

static void test_drop__a_release_is_the_same_in_every_carrier(void **state)
{
    (void)state;
    static const struct {
        enum drop_framing framing;
        const char *page;
        const char *recfm;
    } WAYS[] = {{DROP_FB, "CP037", "FB"},      {DROP_FB, "CP500", "FB"},   {DROP_VB, "CP1047", "VB"},
                {DROP_BLOCKED, "CP037", "VB blocked"}, {DROP_TEXT, NULL, "text"}, {DROP_CSV, NULL, "CSV"}};
    char first[HASH_HEX_SIZE] = "";
    for (size_t i = 0; i < sizeof WAYS / sizeof WAYS[0]; i++) {
        struct dropfile file;
        read_good(&file, "F053", WAYS[i].framing, WAYS[i].page);
        const struct drop_summary *summary = reading.summary;
        assert_false(summary->aside);
        assert_string_equal(summary->recfm, WAYS[i].recfm);
        if (WAYS[i].page != NULL)
            assert_string_equal(summary->codepage, WAYS[i].page);
        assert_int_equal(summary->records, 10);
        assert_int_equal(summary->envelope, 2);
        assert_int_equal(summary->submissions, 1);
        assert_int_equal(summary->elements, 2);
        assert_int_equal(summary->hash_total, 4000);
        assert_string_equal(summary->agency, "CHFS");
        assert_int_equal(summary->file_seq, 1);
        assert_int_equal(summary->business_date, 20261120);
        assert_int_equal(reading.part_count, 1);
        assert_true(reading.keyed[0]);
        assert_int_equal(reading.parts[0].findings.count, 0);
        if (i == 0)
            memcpy(first, reading.content[0], sizeof first);
        assert_string_equal(reading.content[0], first);
        dropfile_release(&file);
    }
}

static void test_drop__values_are_those_of_the_form(void **state)
{
    (void)state;
    struct dropfile file;
    read_good(&file, "F053", DROP_FB, "CP037");
    const struct submission *submission = &reading.parts[0];
    const struct submission_record *s = submission_first(submission, FORM_SUBMISSION);
    assert_string_equal(submission->release, "CHFS-0042");
    assert_int_equal(submission->iteration, 1);
    assert_string_equal(submission_text(s, "RELEASE-TITLE"), "Benefit tables: [2027] rates, {x} and a|b");
    assert_int_equal(submission_number(s, "REC-SEQ"), 2);
    assert_int_equal(submission_amount(s, "submission.duration"), 60);
    assert_int_equal(submission_occurrences(s, "PREREQ-ID"), 2);
    assert_string_equal(submission_text_at(s, "PREREQ-ID", 1), "CHFS-0002");
    assert_string_equal(submission_text(s, "INCIDENT-NO"), "");
    const struct submission_record *e = submission_first(submission, FORM_ELEMENT);
    assert_string_equal(submission_meant(e, "element.to"), "CHFS.PROD.LOADLIB");
    assert_int_equal(submission_number(e->next, "ELEM-BYTES"), 2500);
    assert_string_equal(submission_meant(e, "element.hash"), "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    assert_int_equal(submission_count(submission, FORM_APPROVAL), 2);
    assert_int_equal(submission_count(submission, FORM_NARRATIVE), 3);
    dropfile_release(&file);
}

static void test_drop__f052_comes_as_text_and_csv(void **state)
{
    (void)state;
    struct dropfile file;
    char content[HASH_HEX_SIZE];
    read_good(&file, "F052", DROP_TEXT, NULL);
    assert_false(reading.summary->aside);
    assert_int_equal(reading.parts[0].findings.count, 0);
    const struct submission_record *e = submission_first(&reading.parts[0], FORM_ELEMENT);
    assert_string_equal(submission_meant(e, "element.to"), "/opt/chfs/bin/base");
    memcpy(content, reading.content[0], sizeof content);
    dropfile_release(&file);
    read_good(&file, "F052", DROP_CSV, NULL);
    assert_int_equal(reading.parts[0].findings.count, 0);
    assert_string_equal(reading.content[0], content);
    dropfile_release(&file);
}

static void test_drop__csv_may_leave_out_rec_seq_and_trailer(void **state)
{
    (void)state;
    struct dropfile file;
    char content[HASH_HEX_SIZE];
    read_good(&file, "F053", DROP_CSV, NULL);
    memcpy(content, reading.content[0], sizeof content);
    dropfile_remove(&file, file.count - 1, 1);
    for (size_t i = 0; i < file.count; i++)
        dropfile_set(&file, i, "REC-SEQ", "");
    dropfile_write(&file, DROP_CSV, NULL);
    /* an empty cell is filled in by dropfile_write: blank the column by hand */
    read_file(&file);
    assert_false(reading.summary->aside);
    assert_int_equal(reading.summary->records, 9);
    assert_string_equal(reading.content[0], content);
    dropfile_release(&file);
    static const char SHORT[] = "rec_type,form-id,Release-Id,iteration,agency,file-seq,comment\n"
                                "H,F053,,0,CHFS,7,\nS,F053,CHFS-0007,1,CHFS,,why\n";
    reading_of(&reading, SHORT, sizeof SHORT - 1);
    assert_false(reading.summary->aside);
    assert_int_equal(reading.summary->file_seq, 7);
    finding_of(&reading.summary->findings, FORM_W_COLUMN, NULL);
    const struct submission_record *s = submission_first(&reading.parts[0], FORM_SUBMISSION);
    assert_int_equal(submission_number(s, "REC-SEQ"), 2);
    assert_int_equal(s->number, 3); /* the row as a spreadsheet counts it */
}

static void test_drop__text_may_end_in_crlf_and_be_short(void **state)
{
    (void)state;
    struct dropfile file;
    struct bytes text;
    read_good(&file, "F053", DROP_TEXT, NULL);
    bytes_init(&text);
    for (size_t at = 0; at < file.bytes.length; at += 401) {
        size_t length = 400;
        while (file.bytes.data[at + length - 1] == ' ')
            length--;
        bytes_add(&text, file.bytes.data + at, length);
        bytes_text(&text, "\r\n");
    }
    text.length -= 2; /* nor need the last line end */
    char content[HASH_HEX_SIZE];
    memcpy(content, reading.content[0], sizeof content);
    reading_of(&reading, text.data, text.length);
    assert_false(reading.summary->aside);
    assert_string_equal(reading.content[0], content);
    bytes_release(&text);
    dropfile_release(&file);
}

/* ---- code pages ---- */

static void set_config(const char *section, const char *value)
{
    char *path = file_join(reading.folder, "conf");
    char text[120];
    struct fault fault = {0};
    snprintf(text, sizeof text, "[%s]\ncodepage = %s\n", section, value);
    config_release(&reading.config);
    config_init(&reading.config);
    assert_int_equal(file_write(path, text, strlen(text), &fault), 0);
    assert_int_equal(config_read(&reading.config, path, &fault), 0);
    free(path);
}

static void test_drop__page_test_decides_the_code_page(void **state)
{
    (void)state;
    struct dropfile file;
    read_good(&file, "F053", DROP_FB, "CP1047");
    assert_string_equal(reading.summary->codepage, "CP1047");
    finding_of(&reading.summary->findings, FORM_W_CODE_PAGE, NULL);
    set_config("form F053 CHFS", "CP1047");
    read_file(&file);
    assert_string_equal(reading.summary->codepage, "CP1047");
    assert_int_equal(reading.summary->findings.count, 0);
    dropfile_set(&file, 0, "PAGE-TEST", NULL); /* blank: the configured page */
    dropfile_write(&file, DROP_FB, "CP037");
    set_config("form F053", "CP500");
    read_file(&file);
    assert_string_equal(reading.summary->codepage, "CP500");
    dropfile_release(&file);
    set_config("form F053", "CP037");
}

/* ---- damage ---- */

static void remove_bytes(struct dropfile *file, size_t at, size_t count)
{
    memmove(file->bytes.data + at, file->bytes.data + at + count, file->bytes.length - at - count);
    file->bytes.length -= count;
}

static void insert_bytes(struct dropfile *file, size_t at, const void *data, size_t count)
{
    struct bytes bytes;
    bytes_init(&bytes);
    bytes_add(&bytes, file->bytes.data, at);
    bytes_add(&bytes, data, count);
    bytes_add(&bytes, file->bytes.data + at, file->bytes.length - at);
    bytes_release(&file->bytes);
    file->bytes = bytes;
}

/* Each record RECORD_BYTES long gets what BEHIND says, or loses its last bytes when COUNT is negative. */
static void behind_each_record(struct dropfile *file, size_t record_bytes, const void *behind, int count)
{
    for (size_t at = file->bytes.length; at > 0; at -= record_bytes) {
        if (count > 0)
            insert_bytes(file, at, behind, (size_t)count);
        else
            remove_bytes(file, at - (size_t)-count, (size_t)-count);
    }
}

/* Through PAGE to UTF-8, what is not ASCII becoming '?', as a text-mode transfer does. */
static void translate(struct dropfile *file, bool back)
{
    struct codepage page;
    struct fault fault = {0};
    assert_int_equal(codepage_open(&page, "CP037", &fault), 0);
    for (size_t i = 0; i < file->bytes.length; i++) {
        uint8_t byte = file->bytes.data[i];
        char c = page.utf8_length[byte] == 1 ? (char)page.utf8[byte][0] : '?';
        if (back)
            codepage_encode(&page, &file->bytes.data[i], 1, &c, 1);
        else
            file->bytes.data[i] = (uint8_t)c;
    }
    codepage_close(&page);
}

static void text_mode(struct dropfile *file) { translate(file, false); }
static void text_mode_there_and_back(struct dropfile *file) { translate(file, true); }
static void lf_between(struct dropfile *file) { behind_each_record(file, 400, "\n", 1); }
static void crlf_between(struct dropfile *file) { behind_each_record(file, 400, "\r\n", 2); }
static void ebcdic_newline_between(struct dropfile *file) { behind_each_record(file, 400, "\x15", 1); }
static void newline_at_the_end(struct dropfile *file) { insert_bytes(file, file->bytes.length, "\x25", 1); }
static void lrecl_longer(struct dropfile *file) { behind_each_record(file, 400, "@@@@", 4); }
static void lrecl_shorter(struct dropfile *file) { behind_each_record(file, 400, NULL, -1); }
static void byte_lost(struct dropfile *file) { remove_bytes(file, 1000, 1); }
static void shifted_from_the_start(struct dropfile *file) { insert_bytes(file, 0, "@@@", 3); }
static void truncated(struct dropfile *file) { file->bytes.length -= 100; }
static void truncated_trailer(struct dropfile *file) { file->bytes.length -= 380; }
static void truncated_line(struct dropfile *file) { file->bytes.length -= 401 + 100; }
static void empty(struct dropfile *file) { file->bytes.length = 0; }
static void not_a_form(struct dropfile *file) { memset(file->bytes.data, 'x', file->bytes.length); }

/* FTP in ASCII puts a CR before each LF byte, wherever it is. */
static void cr_before_lf_inside(struct dropfile *file)
{
    file->bytes.data[2 * 400 + 188] = 0x0A; /* in a hash */
    insert_bytes(file, 2 * 400 + 188, "\r", 1);
}

static void rdw_one_off(struct dropfile *file) { file->bytes.data[404 * 3 + 1] -= 1; }
static void rdw_not_zero(struct dropfile *file) { file->bytes.data[404 * 3 + 2] = 1; }
static void rdw_zero(struct dropfile *file) { memset(file->bytes.data + 404 * 3, 0, 4); }
static void rdw_past_the_end(struct dropfile *file) { file->bytes.data[404 * 9] = 0x7F; }
static void rdw_first_broken(struct dropfile *file) { file->bytes.data[3] = 9; }
static void bdw_too_long(struct dropfile *file) { file->bytes.data[1] += 4; }
static void bdw_too_short(struct dropfile *file) { file->bytes.data[1] -= 4; }
static void last_bdw_too_long(struct dropfile *file) { file->bytes.data[2 * 1620 + 1] += 200; }
static void vb_record_too_long(struct dropfile *file)
{
    file->bytes.data[404 * 3 + 1] += 6;
    insert_bytes(file, 404 * 4, "@@@@@@", 6);
}
static void line_too_long(struct dropfile *file) { insert_bytes(file, 401 * 3 + 399, "xx", 2); }
static void no_line_ends(struct dropfile *file) { behind_each_record(file, 401, NULL, -1); }
static void line_end_inside(struct dropfile *file) { file->bytes.data[401 * 8 + 100] = '\n'; }
static void latin_1(struct dropfile *file) { file->bytes.data[401 * 8 + 100] = 0xE9; }
static void byte_order_mark(struct dropfile *file) { insert_bytes(file, 0, "\xEF\xBB\xBF", 3); }
static void utf_16(struct dropfile *file)
{
    for (size_t at = file->bytes.length; at > 0; at--)
        insert_bytes(file, at, "\0", 1);
}
static void text_in_ebcdic(struct dropfile *file)
{
    struct codepage page;
    struct fault fault = {0};
    behind_each_record(file, 401, NULL, -1);
    assert_int_equal(codepage_open(&page, "CP037", &fault), 0);
    for (size_t i = 0; i < file->bytes.length; i++)
        codepage_encode(&page, &file->bytes.data[i], 1, (char[]){(char)file->bytes.data[i]}, 1);
    codepage_close(&page);
}
static void page_test_wrong(struct dropfile *file) { memcpy(file->bytes.data + 82, "\x63\xFC\x4F\xBB", 4); }
static void page_test_wrong_in_text(struct dropfile *file) { memcpy(file->bytes.data + 89, "()!|", 4); }

/* Of records, before they are written. */
static void no_header(struct dropfile *file) { dropfile_remove(file, 0, 1); }
static void two_headers(struct dropfile *file) { dropfile_repeat(file, 0, 1); }
static void no_trailer(struct dropfile *file) { dropfile_remove(file, 9, 1); }
static void two_trailers(struct dropfile *file) { dropfile_repeat(file, 9, 10); }
static void record_behind_trailer(struct dropfile *file) { dropfile_repeat(file, 8, 10); }
static void records_miscounted(struct dropfile *file) { dropfile_set(file, 9, "RECORD-COUNT", "11"); }
static void submissions_miscounted(struct dropfile *file) { dropfile_set(file, 9, "SUBMISSION-COUNT", "2"); }
static void elements_miscounted(struct dropfile *file) { dropfile_set(file, 9, "ELEMENT-COUNT", "3"); }
static void hash_total_wrong(struct dropfile *file) { dropfile_set(file, 9, "HASH-TOTAL", "4001"); }
static void rec_seq_out_of_order(struct dropfile *file) { dropfile_set(file, 4, "REC-SEQ", "6"); }
static void agency_blank(struct dropfile *file) { dropfile_set(file, 0, "AGENCY", NULL); }
static void interleaved(struct dropfile *file)
{
    dropfile_remove(file, 9, 1);
    dropfile_add_submission(file, "CHFS-0043", "1");
    dropfile_repeat(file, 2, file->count);
    dropfile_add(file, 'T', NULL, NULL);
}
static void record_before_its_submission(struct dropfile *file)
{
    dropfile_repeat(file, 2, 1);
}

struct damage {
    const char *name;
    enum drop_framing framing;
    void (*records)(struct dropfile *file); /* done before writing */
    void (*bytes)(struct dropfile *file);   /* done after */
    int code;
    const char *field;
    const char *says; /* must stand in the detail */
};

static const struct damage DAMAGES[] = {
    {"empty", DROP_FB, NULL, empty, FORM_E_EMPTY, NULL, ""},
    {"not_a_form", DROP_FB, NULL, not_a_form, FORM_E_UNKNOWN, NULL, "X'7878"},
    {"text_mode_transfer", DROP_FB, NULL, text_mode, FORM_E_TEXT_MODE, NULL, "ITERATION"},
    {"text_mode_there_and_back", DROP_FB, NULL, text_mode_there_and_back, FORM_E_TEXT_MODE, NULL, "packed"},
    {"text_mode_transfer_of_vb", DROP_VB, NULL, text_mode, FORM_E_TEXT_MODE, NULL, "ASCII"},
    {"lf_inside_fb", DROP_FB, NULL, lf_between, FORM_E_LINE_ENDS, NULL, "X'0A'"},
    {"crlf_inside_fb", DROP_FB, NULL, crlf_between, FORM_E_LINE_ENDS, NULL, "X'0D0A'"},
    {"ebcdic_newline_inside_fb", DROP_FB, NULL, ebcdic_newline_between, FORM_E_LINE_ENDS, NULL, "X'15'"},
    {"newline_behind_fb", DROP_FB, NULL, newline_at_the_end, FORM_E_LINE_ENDS, NULL, "X'25'"},
    {"cr_before_lf_inside_fb", DROP_FB, NULL, cr_before_lf_inside, FORM_E_LINE_ENDS, NULL, "CR"},
    {"lrecl_404", DROP_FB, NULL, lrecl_longer, FORM_E_SHIFTED, NULL, "off by 4:"},
    {"lrecl_399", DROP_FB, NULL, lrecl_shorter, FORM_E_SHIFTED, NULL, "off by -1:"},
    {"byte_lost", DROP_FB, NULL, byte_lost, FORM_E_SHIFTED, NULL, "off by -1 from"},
    {"shifted_from_the_start", DROP_FB, NULL, shifted_from_the_start, FORM_E_SHIFTED, NULL, "3 bytes late"},
    {"truncated_fb", DROP_FB, NULL, truncated, FORM_E_TRUNCATED, NULL, "300 of its 400"},
    {"truncated_vb", DROP_VB, NULL, truncated, FORM_E_TRUNCATED, NULL, "304 of its 404"},
    {"truncated_blocked", DROP_BLOCKED, NULL, truncated, FORM_E_TRUNCATED, NULL, "of its block"},
    {"truncated_text", DROP_TEXT, NULL, truncated_line, FORM_E_TRUNCATED, NULL, "301 of its 400"},
    {"truncated_text_trailer", DROP_TEXT, NULL, truncated_trailer, FORM_E_TRUNCATED, NULL, "21 of its 400"},
    {"rdw_one_off", DROP_VB, NULL, rdw_one_off, FORM_E_RDW, NULL, NULL},
    {"rdw_not_zero", DROP_VB, NULL, rdw_not_zero, FORM_E_RDW, NULL, "X'01940100'"},
    {"rdw_zero", DROP_VB, NULL, rdw_zero, FORM_E_RDW, NULL, "X'00000000'"},
    {"rdw_past_the_end", DROP_VB, NULL, rdw_past_the_end, FORM_E_RDW, NULL, "rest of the file"},
    {"rdw_first_broken", DROP_VB, NULL, rdw_first_broken, FORM_E_RDW, NULL, NULL},
    {"bdw_too_long", DROP_BLOCKED, NULL, bdw_too_long, FORM_E_BDW, NULL, NULL},
    {"bdw_too_short", DROP_BLOCKED, NULL, bdw_too_short, FORM_E_BDW, NULL, NULL},
    {"last_bdw_too_long", DROP_BLOCKED, NULL, last_bdw_too_long, FORM_E_BDW, NULL, "rest of the file"},
    {"vb_record_too_long", DROP_VB, NULL, vb_record_too_long, FORM_E_SHIFTED, NULL, "off by 6"},
    {"line_too_long", DROP_TEXT, NULL, line_too_long, FORM_E_SHIFTED, NULL, "off by 2"},
    {"no_line_ends", DROP_TEXT, NULL, no_line_ends, FORM_E_SHIFTED, NULL, "no line end"},
    {"line_end_inside_text", DROP_TEXT, NULL, line_end_inside, FORM_E_SHIFTED, NULL, "a line begins with"},
    {"latin_1_in_text", DROP_TEXT, NULL, latin_1, FORM_E_CHARACTER_SET, NULL, "X'E9"},
    {"byte_order_mark_before_text", DROP_TEXT, NULL, byte_order_mark, FORM_E_CHARACTER_SET, NULL, NULL},
    {"utf_16", DROP_TEXT, NULL, utf_16, FORM_E_CHARACTER_SET, NULL, "UTF-16"},
    {"text_in_ebcdic", DROP_TEXT, NULL, text_in_ebcdic, FORM_E_CHARACTER_SET, NULL, "EBCDIC"},
    {"code_page_unknown", DROP_FB, NULL, page_test_wrong, FORM_E_CHARACTER_SET, "PAGE-TEST", "X'63FC4FBB'"},
    {"code_page_wrong_in_text", DROP_TEXT, NULL, page_test_wrong_in_text, FORM_E_CHARACTER_SET, "PAGE-TEST", "()!|"},
    {"no_header", DROP_FB, no_header, NULL, FORM_E_HEADER_MISSING, NULL, "S"},
    {"two_headers", DROP_VB, two_headers, NULL, FORM_E_HEADER_DOUBLED, NULL, NULL},
    {"no_trailer", DROP_BLOCKED, no_trailer, NULL, FORM_E_TRAILER_MISSING, NULL, NULL},
    {"two_trailers", DROP_TEXT, two_trailers, NULL, FORM_E_TRAILER_DOUBLED, NULL, NULL},
    {"record_behind_trailer", DROP_FB, record_behind_trailer, NULL, FORM_E_BEHIND_TRAILER, NULL, NULL},
    {"header_missing_in_csv", DROP_CSV, no_header, NULL, FORM_E_HEADER_MISSING, NULL, NULL},
    {"records_miscounted", DROP_FB, records_miscounted, NULL, FORM_E_COUNT, "RECORD-COUNT", "11, 10"},
    {"submissions_miscounted", DROP_FB, submissions_miscounted, NULL, FORM_E_COUNT, "SUBMISSION-COUNT", "2, 1"},
    {"elements_miscounted", DROP_TEXT, elements_miscounted, NULL, FORM_E_COUNT, "ELEMENT-COUNT", "3, 2"},
    {"csv_trailer_miscounted", DROP_CSV, records_miscounted, NULL, FORM_E_COUNT, "RECORD-COUNT", "11, 10"},
    {"hash_total_wrong", DROP_FB, hash_total_wrong, NULL, FORM_E_HASH_TOTAL, "HASH-TOTAL", "4001, the elements add up to 4000"},
    {"rec_seq_out_of_order", DROP_FB, rec_seq_out_of_order, NULL, FORM_E_RECORD_SEQUENCE, "REC-SEQ", "6, expected 5"},
    {"csv_rec_seq_out_of_order", DROP_CSV, rec_seq_out_of_order, NULL, FORM_E_RECORD_SEQUENCE, "REC-SEQ", "6, expected 5"},
    {"agency_blank", DROP_FB, agency_blank, NULL, FORM_E_HEADER_FIELD, "AGENCY", NULL},
    {"interleaved", DROP_FB, interleaved, NULL, FORM_E_INTERLEAVED, NULL, NULL},
    {"record_before_its_submission", DROP_TEXT, record_before_its_submission, NULL, FORM_E_INTERLEAVED, NULL, NULL},
};
enum { DAMAGE_COUNT = sizeof DAMAGES / sizeof DAMAGES[0] };

static void test_damage(void **state)
{
    const struct damage *damage = *state;
    struct dropfile file;
    dropfile_good(&file, "F053");
    if (damage->records != NULL)
        damage->records(&file);
    dropfile_write(&file, damage->framing, "CP037");
    if (damage->bytes != NULL)
        damage->bytes(&file);
    read_file(&file);
    const struct fault *finding = finding_of(&reading.summary->findings, damage->code, damage->field);
    assert_true(reading.summary->aside);
    assert_int_equal(reading.part_count, 0);
    if (damage->says != NULL && strstr(finding->detail, damage->says) == NULL)
        fail_msg("'%s' does not say '%s'", finding->detail, damage->says);
    /* One cause, one finding: nothing else is said that only follows from it. */
    assert_int_equal(reading.summary->findings.count, 1);
    dropfile_release(&file);
}

static void test_drop__csv_damage_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int code;
    } CASES[] = {
        {"REC-TYPE;FORM-ID\nH;F053\n", FORM_E_CSV},
        {"REC-TYPE,FORM-ID\n", FORM_E_HEADER_MISSING},
        {"REC-TYPE,FORM-ID,FORM_ID\nH,F053,F053\n", FORM_E_CSV},
        {"REC-TYPE,FORM-ID\nH,F099\n", FORM_E_UNKNOWN},
        {"REC-TYPE,FORM-ID,FILE-SEQ,AGENCY\nH,F053,1,CHFS\nS,F053\nN,F053,,\n", FORM_E_CSV},
        {"REC-TYPE,FORM-ID,FILE-SEQ,AGENCY\nH,F053,1,CHFS\nS,F053", FORM_E_TRUNCATED},
        {"REC-TYPE,FORM-ID,FILE-SEQ,AGENCY\nH,F053,1,\"CHFS", FORM_E_CSV},
        {"REC-TYPE,FORM-ID,FILE-SEQ,AGENCY\nH,F053,1,CH\xE9\n", FORM_E_CHARACTER_SET},
        {"REC-TYPE,FORM-ID,FILE-SEQ,AGENCY\nH,F053,one,CHFS\n", FORM_E_HEADER_FIELD},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        reading_of(&reading, CASES[i].text, strlen(CASES[i].text));
        finding_of(&reading.summary->findings, CASES[i].code, NULL);
        assert_true(reading.summary->aside);
    }
}

static void test_drop__two_files_in_one_are_named(void **state)
{
    (void)state;
    struct dropfile file;
    dropfile_good(&file, "F053");
    dropfile_write(&file, DROP_FB, "CP037");
    bytes_add(&file.bytes, (char[4000]){0}, 4000);
    memcpy(file.bytes.data + 4000, file.bytes.data, 4000);
    read_file(&file);
    finding_of(&reading.summary->findings, FORM_E_HEADER_DOUBLED, NULL);
    finding_of(&reading.summary->findings, FORM_E_TRAILER_DOUBLED, NULL);
    dropfile_release(&file);
}

static void test_drop__a_submission_over_the_bound_is_set_aside(void **state)
{
    (void)state;
    struct dropfile file;
    char *path = file_join(reading.folder, "conf");
    struct fault fault = {0};
    static const char TEXT[] = "[intake]\nsubmission_records = 5\n";
    assert_int_equal(file_write(path, TEXT, sizeof TEXT - 1, &fault), 0);
    config_release(&reading.config);
    config_init(&reading.config);
    assert_int_equal(config_read(&reading.config, path, &fault), 0);
    read_good(&file, "F053", DROP_FB, "CP037");
    finding_of(&reading.summary->findings, FORM_E_TOO_LARGE, NULL);
    assert_true(reading.summary->aside);
    config_release(&reading.config);
    config_init(&reading.config);
    dropfile_release(&file);
    free(path);
}

/* A large file: more records than a buffer holds, each submission as it would be alone. */
static void test_drop__many_submissions_stream(void **state)
{
    (void)state;
    struct dropfile file;
    dropfile_init(&file, "F053");
    dropfile_add(&file, 'H', NULL, NULL);
    for (int i = 0; i < READING_PARTS; i++) {
        char release[16];
        snprintf(release, sizeof release, "CHFS-%04d", i);
        dropfile_add_submission(&file, release, "1");
        for (int line = 2; line < 90; line++)
            dropfile_add(&file, 'N', release, "1");
    }
    dropfile_add(&file, 'T', NULL, NULL);
    for (enum drop_framing framing = DROP_FB; framing <= DROP_CSV; framing++) {
        dropfile_write(&file, framing, "CP037");
        read_file(&file);
        assert_false(reading.summary->aside);
        assert_int_equal(reading.part_count, READING_PARTS);
        for (size_t i = 0; i < reading.part_count; i++)
            assert_int_equal(reading.parts[i].record_count, 96);
    }
    dropfile_release(&file);
}

int main(void)
{
    enum { OTHERS = 10 };
    struct CMUnitTest tests[OTHERS + DAMAGE_COUNT] = {
        cmocka_unit_test(test_drop__a_release_is_the_same_in_every_carrier),
        cmocka_unit_test(test_drop__values_are_those_of_the_form),
        cmocka_unit_test(test_drop__f052_comes_as_text_and_csv),
        cmocka_unit_test(test_drop__csv_may_leave_out_rec_seq_and_trailer),
        cmocka_unit_test(test_drop__text_may_end_in_crlf_and_be_short),
        cmocka_unit_test(test_drop__page_test_decides_the_code_page),
        cmocka_unit_test(test_drop__csv_damage_is_named),
        cmocka_unit_test(test_drop__two_files_in_one_are_named),
        cmocka_unit_test(test_drop__a_submission_over_the_bound_is_set_aside),
        cmocka_unit_test(test_drop__many_submissions_stream),
    };
    char names[DAMAGE_COUNT][80];
    for (size_t i = 0; i < DAMAGE_COUNT; i++) {
        snprintf(names[i], sizeof names[i], "test_drop__damage_is_named: %s", DAMAGES[i].name);
        tests[OTHERS + i] = (struct CMUnitTest){.name = names[i], .test_func = test_damage,
                                                .initial_state = (void *)(uintptr_t)&DAMAGES[i]};
    }
    return cmocka_run_group_tests(tests, open_forms, close_forms);
}
