/* test_sample.c - tests of record/sample.h: what of a file is looked at. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "record/sample.h"

/* A file of BYTES bytes, each 64 KiB of them its own number. */
static int make_file(size_t bytes)
{
    int fd = memfd_create("sample", MFD_CLOEXEC);
    uint8_t *data = malloc(bytes > 0 ? bytes : 1);
    for (size_t i = 0; i < bytes; i++)
        data[i] = (uint8_t)(i >> 16);
    assert_int_equal(write(fd, data, bytes), bytes);
    free(data);
    return fd;
}

static void test_sample__a_small_file_is_whole(void **state)
{
    (void)state;
    struct sample sample;
    int fd = make_file(100000);
    assert_int_equal(lseek(fd, 500, SEEK_SET), 500);
    assert_int_equal(sample_read(&sample, fd, NULL), 0);
    assert_int_equal(lseek(fd, 0, SEEK_CUR), 500);
    assert_int_equal(sample.count, 1);
    assert_int_equal(sample.pieces[0].length, 100000);
    assert_int_equal(sample.file_bytes, 100000);
    assert_true(sample.whole);
    sample_release(&sample);
    close(fd);
}

static void test_sample__pieces_of_a_large_one_reach_its_end(void **state)
{
    (void)state;
    struct sample sample;
    const size_t bytes = 5000001;
    int fd = make_file(bytes);
    assert_int_equal(sample_read(&sample, fd, NULL), 0);
    assert_int_equal(sample.count, SAMPLE_PIECES);
    assert_int_equal(sample.file_bytes, bytes);
    assert_false(sample.whole);
    for (size_t i = 0; i < sample.count; i++) {
        const struct sample_piece *piece = &sample.pieces[i];
        assert_int_equal(piece->length, i == 0 ? SAMPLE_HEAD_BYTES : SAMPLE_PIECE_BYTES);
        assert_int_equal(piece->bytes[piece->length - 1], (uint8_t)((size_t)(piece->offset + (int64_t)piece->length - 1) >> 16));
    }
    const struct sample_piece *last = &sample.pieces[SAMPLE_PIECES - 1];
    assert_true(last->offset + (int64_t)last->length <= (int64_t)bytes);
    assert_true(last->offset + (int64_t)last->length > (int64_t)bytes - SAMPLE_PIECES);
    sample_release(&sample);
    close(fd);
}

static void test_sample__a_pipe_gives_what_comes(void **state)
{
    (void)state;
    struct sample sample;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "ABC", 3), 3);
    close(ends[1]);
    assert_int_equal(sample_read(&sample, ends[0], NULL), 0);
    assert_int_equal(sample.pieces[0].length, 3);
    assert_int_equal(sample.file_bytes, 3);
    assert_true(sample.whole);
    sample_release(&sample);
    close(ends[0]);
}

static void test_sample__bytes_changed_and_line_ends_unfolded(void **state)
{
    (void)state;
    struct sample sample, changed;
    uint8_t table[256] = {0};
    table['A'] = 'B';
    sample_take(&sample, "A\r\nA\r\r\nA\r", 9, true);
    sample_translate(&changed, &sample, table);
    assert_memory_equal(changed.pieces[0].bytes, "B\0\0B\0\0\0B\0", 9);
    sample_release(&changed);
    sample_unfold(&changed, &sample);
    assert_int_equal(changed.file_bytes, 7);
    assert_memory_equal(changed.pieces[0].bytes, "A\nA\r\nA\r", 7);
    sample_release(&changed);
    sample_release(&sample);
}

static void test_sample__utf8_becomes_bytes(void **state)
{
    (void)state;
    struct sample sample, changed;
    uint8_t table[256];
    for (int i = 0; i < 256; i++)
        table[i] = (uint8_t)(i ^ 1);
    sample_take(&sample, "AB\xC3\xBC\xC2\x80\xC3", 7, true); /* the last one is cut off */
    assert_true(sample_narrow(&changed, &sample, table));
    assert_int_equal(changed.file_bytes, 4);
    assert_memory_equal(changed.pieces[0].bytes, "@C\xFD\x81", 4);
    sample_release(&changed);
    sample_release(&sample);
    sample_take(&sample, "AB\xC3\xBC\xFC  A", 8, true); /* no UTF-8 */
    assert_false(sample_narrow(&changed, &sample, table));
    sample_release(&sample);
    sample_take(&sample, "ABC", 3, true);
    assert_false(sample_narrow(&changed, &sample, table));
    sample_release(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sample__a_small_file_is_whole),
        cmocka_unit_test(test_sample__pieces_of_a_large_one_reach_its_end),
        cmocka_unit_test(test_sample__a_pipe_gives_what_comes),
        cmocka_unit_test(test_sample__bytes_changed_and_line_ends_unfolded),
        cmocka_unit_test(test_sample__utf8_becomes_bytes),
    };
    return cmocka_run_group_tests_name("sample", tests, NULL, NULL);
}
