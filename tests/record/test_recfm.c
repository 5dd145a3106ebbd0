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
            if (!recfm_has_record(answer))
                continue;
            bytes_format(told, "%d:", (int)record.number);
            for (size_t i = 0; i < record.length; i++)
                bytes_format(told, "%02X", record.data[i]);
            bytes_format(told, "@%d ", (int)record.file_offset);
        }
    } while (to < length);
    recfm_close(&reader);
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

static void test_recfm__segments_are_put_together(void **state)
{
    (void)state;
    const struct recfm vs = {.kind = RECFM_VS};
    assert_read(&vs, "00060000C1C2" "00050100C3" "00050300C4" "00050200C5" "00050000C6", "1:C1C2@4 2:C3C4C5@10 3:C6@25 ");
    assert_read(&vs, "00040100" "00050200C1" "00040000", "1:C1@8 2:@13 ");
    assert_read(&(struct recfm){.kind = RECFM_VS, .little_endian = true}, "00010500C1" "00020600C2C3", "1:C1C2C3@4 ");
    assert_read(&(struct recfm){.kind = RECFM_VS, .rdw_excludes_itself = true}, "00010100C1" "00020200C2C3", "1:C1C2C3@4 ");
    assert_read(&(struct recfm){.kind = RECFM_VS, .record_skip = 2}, "00050100AA" "00060200BBC1", "1:C1@10 ");
    assert_read(&(struct recfm){.kind = RECFM_VS, .lrecl = 1}, "00050100C1" "00050200C2" "00050000C3", "-223 1:C1C2@4 2:C3@14 ");
    assert_read(&(struct recfm){.kind = RECFM_VBS}, "000D0000" "00050100C1" "00040300" "00090000" "00050300C2" "00090000" "00050200C3",
                "1:C1C2C3@8 ");
}

static void test_recfm__segments_that_do_not_fit_are_named(void **state)
{
    (void)state;
    const struct recfm vs = {.kind = RECFM_VS};
    assert_read(&vs, "00050200C1" "00050000C2", "-252 2:C2@9 ");
    assert_read(&vs, "00050300C1" "00050300C2" "00050200C3" "00050200C4" "00050000C5", "-252 -252 3:C5@24 ");
    assert_read(&vs, "00050100C1" "00050300C2" "00050000C3", "-253 1:C1C2@4 2:C3@14 ");
    assert_read(&vs, "00050100C1" "00050100C2" "00050200C3", "-253 1:C1@4 2:C2C3@9 ");
    assert_read(&vs, "00050100C1" "00050400C2", "-253 1:C1@4 -220 ");
    assert_read(&vs, "00050100C1" "00050300C2", "-222 1:C1C2@4 ");
    assert_read(&vs, "00050100C1" "00070300C2", "-222 1:C1C2@4 ");
    assert_read(&vs, "00070000C1C2", "-222 1:C1C2@4 ");
    assert_read(&vs, "000501", "-222 1:@3 ");
    assert_read(&(struct recfm){.kind = RECFM_VBS}, "00090000" "00050100C1" "00090000" "00060200C2C3", "-253 1:C1@8 -220 ");
    assert_read(&(struct recfm){.kind = RECFM_VBS}, "00090000" "00050100C1" "00010000", "-253 1:C1@8 -221 ");
    assert_read(&(struct recfm){.kind = RECFM_V}, "00050100C1", "-220 ");
}

static void test_recfm__a_byte_of_a_spanned_record_is_found_in_the_file(void **state)
{
    (void)state;
    static const uint8_t data[] = {0, 6, 1, 0, 0xAA, 0xC1, 0, 4, 3, 0, 0, 7, 2, 0, 0xC2, 0xC3, 0xC4};
    static const int64_t offsets[] = {5, 14, 15, 16};
    struct recfm_reader reader;
    struct recfm_record record;
    recfm_open(&reader, &(struct recfm){.kind = RECFM_VS, .record_skip = 1});
    recfm_feed(&reader, data, sizeof data, true);
    assert_int_equal(recfm_next(&reader, &record, NULL), 1);
    assert_int_equal(record.length, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(recfm_file_offset(&record, i), offsets[i]);
    recfm_close(&reader);
}

static void test_recfm__undefined(void **state)
{
    (void)state;
    assert_read(&(struct recfm){.kind = RECFM_U}, "C1C2C3", "1:C1C2C3@0 ");
    assert_read(&(struct recfm){.kind = RECFM_U, .lrecl = 2}, "C1C2C3", "1:C1C2@0 2:C3@2 ");
    assert_read(&(struct recfm){.kind = RECFM_U, .lrecl = 2, .footer_bytes = 1}, "C1C2C3", "1:C1C2@0 ");
    assert_read(&(struct recfm){.kind = RECFM_U, .header_bytes = 1, .record_skip = 1}, "AABBC3", "1:C3@2 ");
}

static void test_recfm__blocks_may_count_otherwise_than_records(void **state)
{
    (void)state;
    assert_read(&(struct recfm){.kind = RECFM_VB, .bdw_excludes_itself = true}, "00060000" "00060000C1C2", "1:C1C2@8 ");
    assert_read(&(struct recfm){.kind = RECFM_VB, .bdw_little_endian = true}, "00000A00" "00060000C1C2", "1:C1C2@8 ");
    assert_read(&(struct recfm){.kind = RECFM_VB, .bdw_little_endian = true}, "0A000080" "00060000C1C2", "1:C1C2@8 ");
    assert_read(&(struct recfm){.kind = RECFM_VB, .little_endian = true, .rdw_excludes_itself = true}, "000A0000" "00000200C1C2",
                "1:C1C2@8 ");
}

/* The first byte of a record is its length. */
static ptrdiff_t measure_first(const void *user, const uint8_t *head, struct fault *fault)
{
    (void)user;
    return head[0] > 0 ? head[0] : fault_set(fault, RECORD_E_LENGTH, "0");
}

static void test_recfm__records_may_say_their_length(void **state)
{
    (void)state;
    const struct recfm measured = {.kind = RECFM_F, .measure = measure_first, .measure_bytes = 1};
    assert_read(&measured, "02C10103C2C3", "1:02C1@0 2:01@2 3:03C2C3@3 ");
    assert_read(&measured, "02C100C1", "1:02C1@0 -254 ");
    assert_read(&measured, "02C103C2", "1:02C1@0 -222 2:03C2@2 ");
    struct recfm skipping = measured;
    skipping.record_skip = 1;
    assert_read(&skipping, "AA02C1AA01AA", "1:02C1@1 2:01@4 -222 3:@6 ");
    struct recfm_writer writer;
    struct bytes out;
    bytes_init(&out);
    recfm_writer_init(&writer, &measured);
    assert_int_equal(recfm_write(&writer, &out, (const uint8_t *)"\2A", 2, 0, NULL), 0);
    assert_int_equal(recfm_write(&writer, &out, (const uint8_t *)"\2A", 1, 0, NULL), RECORD_E_LENGTH);
    assert_int_equal(recfm_write(&writer, &out, (const uint8_t *)"\2A", 0, 0, NULL), RECORD_E_LENGTH);
    assert_int_equal(out.length, 2);
    recfm_writer_finish(&writer, &out);
    bytes_release(&out);
}

static void test_recfm__a_file_shorter_than_its_header_is_told(void **state)
{
    (void)state;
    assert_read(&(struct recfm){.kind = RECFM_F, .lrecl = 2, .header_bytes = 3}, "AABB", "-254 ");
    assert_read(&(struct recfm){.kind = RECFM_V, .footer_bytes = 3}, "AABB", "-254 ");
    assert_read(&(struct recfm){.kind = RECFM_V, .header_bytes = 1, .footer_bytes = 1}, "AABB", "");
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

/* Write records of growing length, read them again in pieces of STEP bytes, and compare; CASE names what failed. */
static void assert_comes_back(const struct recfm *recfm, size_t step, const char *name)
{
    static const char text[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ";
    struct recfm_writer writer;
    struct bytes out, expected, told;
    bytes_init(&out), bytes_init(&expected), bytes_init(&told);
    recfm_writer_init(&writer, recfm);
    memset(bytes_reserve(&out, recfm->header_bytes), 0x77, recfm->header_bytes);
    out.length += recfm->header_bytes;
    bool one = recfm->kind == RECFM_U && recfm->lrecl == 0;
    for (size_t i = 0; i < (one ? 1 : 12); i++) {
        size_t length = recfm->lrecl != 0 && recfm->kind != RECFM_V ? recfm->lrecl : recfm->kind == RECFM_F ? 3 : i * 3;
        length = one ? 40 : length;
        if (recfm_write(&writer, &out, (const uint8_t *)&text[i], length, '@', NULL) < 0)
            fail_msg("%s: %zu bytes are not written", name, length);
        bytes_format(&expected, "%zu:%.*s ", i + 1, (int)length, &text[i]);
    }
    recfm_writer_finish(&writer, &out);
    memset(bytes_reserve(&out, recfm->footer_bytes), 0x77, recfm->footer_bytes);
    out.length += recfm->footer_bytes;
    struct recfm_reader reader;
    struct recfm_record record;
    recfm_open(&reader, recfm);
    size_t from = 0, to = 0;
    do {
        from = to - recfm_kept(&reader);
        to = to + step < out.length ? to + step : out.length;
        recfm_feed(&reader, out.data + from, to - from, to == out.length);
        for (int answer; (answer = recfm_next(&reader, &record, NULL)) != 0;)
            bytes_format(&told, answer == 1 ? "%d:%.*s " : "%d:%.*s! ", (int)record.number, (int)record.length, record.data);
    } while (to < out.length);
    recfm_close(&reader);
    if (strcmp(bytes_string(&told), bytes_string(&expected)) != 0)
        fail_msg("%s, fed by %zu: %s", name, step, bytes_string(&told));
    bytes_release(&out), bytes_release(&expected), bytes_release(&told);
}

/* Every carrier with every option that goes with it. */
static void test_recfm__written_is_read_again(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct recfm recfm;
        bool descriptors, blocks, ebcdic;
    } kinds[] = {
        {"f", {.kind = RECFM_F, .lrecl = 3}, false, false, false},
        {"v", {.kind = RECFM_V}, true, false, false},
        {"v with lrecl", {.kind = RECFM_V, .lrecl = 40}, true, false, false},
        {"vb in blocks of 48", {.kind = RECFM_VB, .block_bytes = 48}, true, true, false},
        {"vb", {.kind = RECFM_VB}, true, true, false},
        {"vs in segments of 16", {.kind = RECFM_VS, .block_bytes = 16}, true, false, false},
        {"vs", {.kind = RECFM_VS}, true, false, false},
        {"vbs in blocks of 16", {.kind = RECFM_VBS, .block_bytes = 16}, true, true, false},
        {"vbs in blocks of 21", {.kind = RECFM_VBS, .block_bytes = 21}, true, true, false},
        {"vbs", {.kind = RECFM_VBS}, true, true, false},
        {"u", {.kind = RECFM_U}, false, false, false},
        {"u with lrecl", {.kind = RECFM_U, .lrecl = 7}, false, false, false},
        {"text", {.kind = RECFM_TEXT}, false, false, true},
        {"text, crlf", {.kind = RECFM_TEXT, .line_end = LINE_END_CRLF}, false, false, true},
        {"text, nel", {.kind = RECFM_TEXT, .line_end = LINE_END_NEL, .ebcdic = true}, false, false, false},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        for (unsigned options = 0; options < 256; options++) {
            struct recfm recfm = kinds[i].recfm;
            if ((!kinds[i].descriptors && (options & 3) != 0) || (!kinds[i].blocks && (options & 12) != 0) ||
                (!kinds[i].ebcdic && (options & 128) != 0))
                continue;
            recfm.little_endian = options & 1;
            recfm.rdw_excludes_itself = options & 2;
            recfm.bdw_little_endian = options & 4;
            recfm.bdw_excludes_itself = options & 8;
            recfm.header_bytes = options & 16 ? 5 : 0;
            recfm.footer_bytes = options & 32 ? 3 : 0;
            recfm.record_skip = options & 64 ? 2 : 0;
            recfm.ebcdic = recfm.ebcdic || (options & 128);
            assert_comes_back(&recfm, 1, kinds[i].name);
            assert_comes_back(&recfm, 23, kinds[i].name);
            assert_comes_back(&recfm, 4096, kinds[i].name);
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
    recfm_writer_init(&writer, &(struct recfm){.kind = RECFM_U, .lrecl = 2});
    assert_int_equal(recfm_write(&writer, &out, record, 1, 0, NULL), 0);
    assert_int_equal(recfm_write(&writer, &out, record, 2, 0, NULL), RECORD_E_LENGTH);
    recfm_writer_finish(&writer, &out);
    bytes_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recfm__fixed),
        cmocka_unit_test(test_recfm__variable),
        cmocka_unit_test(test_recfm__blocked),
        cmocka_unit_test(test_recfm__segments_are_put_together),
        cmocka_unit_test(test_recfm__segments_that_do_not_fit_are_named),
        cmocka_unit_test(test_recfm__a_byte_of_a_spanned_record_is_found_in_the_file),
        cmocka_unit_test(test_recfm__undefined),
        cmocka_unit_test(test_recfm__blocks_may_count_otherwise_than_records),
        cmocka_unit_test(test_recfm__records_may_say_their_length),
        cmocka_unit_test(test_recfm__a_file_shorter_than_its_header_is_told),
        cmocka_unit_test(test_recfm__text),
        cmocka_unit_test(test_recfm__a_record_may_end_where_its_reader_says),
        cmocka_unit_test(test_recfm__written_is_read_again),
        cmocka_unit_test(test_recfm__what_is_too_long_is_not_written),
    };
    return cmocka_run_group_tests_name("recfm", tests, NULL, NULL);
}
