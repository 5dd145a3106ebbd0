/* test_recfm.c - tests of record/recfm.h: files as hexadecimal digits, records as text. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "record/error.h"
#include "record/recfm.h"

/* "1:C1C2@0 2:C3@2" for the records, and -222 for damage; fed in pieces of STEP bytes. */
static void read_all(struct bytes *told, const struct recfm *recfm, const uint8_t *data, size_t length, size_t step)
{
    struct recfm_reader reader;
    struct recfm_record record;
    struct fault fault;
    size_t from = 0, to = 0;
    recfm_open(&reader, recfm);
    do {
        from = to - recfm_kept(&reader);
        to = to + step < length ? to + step : length;
        recfm_feed(&reader, data + from, to - from, to == length);
        int answer;
        while ((answer = recfm_next(&reader, &record, &fault)) != 0) {
            if (answer < 0)
                bytes_format(told, "%d ", answer);
            if (answer == RECORD_E_RDW || answer == RECORD_E_BDW)
                continue;
            bytes_format(told, "%d:", (int)record.number);
            for (size_t i = 0; i < record.length; i++)
                bytes_format(told, "%02X", record.data[i]);
            bytes_format(told, "@%d ", (int)record.file_offset);
        }
    } while (to < length);
}

static void assert_read(const struct recfm *recfm, const char *hex, const char *expected)
{
    uint8_t data[128];
    size_t length = strlen(hex) / 2;
    assert_int_equal(hex_decode(data, hex, length * 2), 0);
    for (size_t step = 1; step <= length + 1; step++) {
        struct bytes told;
        bytes_init(&told);
        read_all(&told, recfm, data, length, step);
        assert_string_equal(bytes_string(&told), expected);
        bytes_release(&told);
    }
}

static void test_recfm__fixed(void **state)
{
    (void)state;
    assert_read(&(struct recfm){.kind = RECFM_F, .lrecl = 2}, "C1C2C3C4", "1:C1C2@0 2:C3C4@2 ");
    assert_read(&(struct recfm){.kind = RECFM_F, .lrecl = 2}, "C1C2C3", "1:C1C2@0 -222 2:C3@2 ");
    assert_read(&(struct recfm){.kind = RECFM_F, .lrecl = 2, .record_skip = 1}, "00C1C200C3C4", "1:C1C2@1 2:C3C4@4 ");
    assert_read(&(struct recfm){.kind = RECFM_F, .lrecl = 2, .header_bytes = 3, .footer_bytes = 2}, "AABBCCC1C2C3C4DDEE", "1:C1C2@3 2:C3C4@5 ");
    assert_read(&(struct recfm){.kind = RECFM_F, .lrecl = 2}, "", "");
}

static void test_recfm__variable(void **state)
{
    (void)state;
    const struct recfm v = {.kind = RECFM_V};
    assert_read(&v, "00060000C1C200040000", "1:C1C2@4 2:@10 ");
    assert_read(&v, "00060000C1C200030000", "1:C1C2@4 -220 ");
    assert_read(&v, "00060000C1C200060100C3C4", "1:C1C2@4 -220 ");
    assert_read(&v, "00060000C1C200070000C3C4", "1:C1C2@4 -222 2:C3C4@10 ");
    assert_read(&v, "00060000C1C20006", "1:C1C2@4 -222 2:@8 ");
    assert_read(&(struct recfm){.kind = RECFM_V, .lrecl = 1}, "00060000C1C200050000C3", "-223 1:C1C2@4 2:C3@10 ");
    assert_read(&(struct recfm){.kind = RECFM_V, .little_endian = true}, "00000600C1C2", "1:C1C2@4 ");
    assert_read(&(struct recfm){.kind = RECFM_V, .rdw_excludes_itself = true}, "00020000C1C2", "1:C1C2@4 ");
    assert_read(&(struct recfm){.kind = RECFM_V, .record_skip = 1}, "00060000AAC2", "1:C2@5 ");
}

static void test_recfm__blocked(void **state)
{
    (void)state;
    const struct recfm vb = {.kind = RECFM_VB};
    assert_read(&vb, "000F000000060000C1C200050000C3000900000005" "0000C4", "1:C1C2@8 2:C3@14 3:C4@23 ");
    assert_read(&vb, "8000000A00060000C1C2", "1:C1C2@8 ");
    assert_read(&vb, "000A000000070000C1C2C3", "-220 ");
    assert_read(&vb, "0007000000060000C1C2", "-221 ");
    assert_read(&vb, "000B000000060000C1C2", "1:C1C2@8 -221 ");
    assert_read(&vb, "000C000000080000C1C2", "-222 1:C1C2@8 ");
    assert_read(&vb, "000A000000060000C1C20000", "1:C1C2@8 -221 ");
}

static void test_recfm__text(void **state)
{
    (void)state;
    const struct recfm text = {.kind = RECFM_TEXT};
    assert_read(&text, "41420A430D0A0A44", "1:4142@0 2:43@3 3:@6 4:44@7 ");
    assert_read(&text, "410D410A", "1:410D41@0 ");
    assert_read(&(struct recfm){.kind = RECFM_TEXT, .lrecl = 1}, "41420A430A", "-223 1:4142@0 2:43@3 ");
    assert_read(&(struct recfm){.kind = RECFM_TEXT, .ebcdic = true}, "C115C225C30D15", "1:C1@0 2:C2@2 3:C3@4 ");
}

static void test_recfm__a_record_may_end_where_its_reader_says(void **state)
{
    (void)state;
    static const uint8_t data[] = {1, 0xC1, 2, 0xC1, 0xC2, 0};
    struct recfm recfm = {.kind = RECFM_F, .longest = 4};
    struct recfm_reader reader;
    struct recfm_record record;
    recfm_open(&reader, &recfm);
    recfm_feed(&reader, data, sizeof data, true);
    static const size_t lengths[] = {2, 3, 1};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(recfm_next(&reader, &record, NULL), 1);
        recfm_take(&reader, &record, (size_t)record.data[0] + 1);
        assert_int_equal(record.length, lengths[i]);
        assert_int_equal(record.number, i + 1);
    }
    assert_int_equal(recfm_next(&reader, &record, NULL), 0);
}

static void test_recfm__written_is_read_again(void **state)
{
    (void)state;
    static const char text[] = "ABCDEFGHIJKLM";
    static const struct recfm kinds[] = {
        {.kind = RECFM_F, .lrecl = 3},   {.kind = RECFM_V},    {.kind = RECFM_V, .little_endian = true, .rdw_excludes_itself = true},
        {.kind = RECFM_VB, .block_bytes = 16}, {.kind = RECFM_TEXT}, {.kind = RECFM_TEXT, .line_end = LINE_END_CRLF},
        {.kind = RECFM_TEXT, .ebcdic = true},  {.kind = RECFM_V, .record_skip = 2}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct recfm_writer writer;
        struct bytes out, told, expected;
        struct recfm_reader reader;
        struct recfm_record record;
        bytes_init(&out), bytes_init(&told), bytes_init(&expected);
        recfm_writer_init(&writer, &kinds[i]);
        for (size_t j = 1; j <= 9; j++) {
            assert_int_equal(recfm_write(&writer, &out, (const uint8_t *)&text[j], kinds[i].lrecl != 0 ? 3 : j % 4, '@', NULL), 0);
            bytes_add(&expected, &text[j], kinds[i].lrecl != 0 ? 3 : j % 4);
            bytes_char(&expected, '|');
        }
        recfm_writer_finish(&writer, &out);
        recfm_open(&reader, &kinds[i]);
        recfm_feed(&reader, out.data, out.length, true);
        while (recfm_next(&reader, &record, NULL) == 1) {
            bytes_add(&told, record.data, record.length);
            bytes_char(&told, '|');
        }
        assert_int_equal(told.length, expected.length);
        assert_memory_equal(told.data, expected.data, told.length);
        bytes_release(&out), bytes_release(&told), bytes_release(&expected);
    }
}

static void test_recfm__what_is_too_long_is_not_written(void **state)
{
    (void)state;
    struct recfm_writer writer;
    struct bytes out;
    static uint8_t record[40000];
    bytes_init(&out);
    recfm_writer_init(&writer, &(struct recfm){.kind = RECFM_V});
    assert_int_equal(recfm_write(&writer, &out, record, sizeof record, 0, NULL), RECORD_E_LONG);
    recfm_writer_init(&writer, &(struct recfm){.kind = RECFM_F, .lrecl = 2});
    assert_int_equal(recfm_write(&writer, &out, record, 3, 0, NULL), RECORD_E_LONG);
    assert_int_equal(recfm_write(&writer, &out, record, 1, 0x40, NULL), 0);
    assert_memory_equal(out.data, "\0\x40", 2);
    recfm_writer_finish(&writer, &out);
    bytes_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recfm__fixed),
        cmocka_unit_test(test_recfm__variable),
        cmocka_unit_test(test_recfm__blocked),
        cmocka_unit_test(test_recfm__text),
        cmocka_unit_test(test_recfm__a_record_may_end_where_its_reader_says),
        cmocka_unit_test(test_recfm__written_is_read_again),
        cmocka_unit_test(test_recfm__what_is_too_long_is_not_written),
    };
    return cmocka_run_group_tests_name("recfm", tests, NULL, NULL);
}
