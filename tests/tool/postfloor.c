/*
 * postfloor FILE KEYS BYTES FOLDER - the floor of a night: reads FILE once, adds up its bytes, and puts KEYS values of
 * BYTES bytes into a new Berkeley DB environment in FOLDER, 1,000 a synced transaction.  Prints "seconds sum".
 *
 * No night can be faster than reading what was dropped and keeping one entry a submission.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "store/store.h"

static uint64_t read_and_sum(const char *path)
{
    static uint8_t buffer[1 << 16];
    uint64_t sum = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    for (ssize_t got; fd >= 0 && (got = read(fd, buffer, sizeof buffer)) > 0;)
        for (ssize_t i = 0; i < got; i++)
            sum += buffer[i];
    if (fd >= 0)
        close(fd);
    return sum;
}

static int put_keys(const char *folder, long keys, size_t length)
{
    static const char *const names[] = {"floor"};
    struct store *store;
    char *value = memory_new(length, 1);
    int code = store_open(&store, folder, names, 1, NULL);
    for (long done = 0; code == 0 && done < keys;) {
        struct store_txn *txn;
        code = store_begin(store, &txn, NULL);
        for (int i = 0; code == 0 && i < STORE_BATCH_MAX && done < keys; i++, done++) {
            char key[32];
            int width = snprintf(key, sizeof key, "LOAD-%07ld.001.F052", done);
            code = store_put(txn, 0, key, (size_t)width, value, length, NULL);
        }
        if (code == 0)
            code = store_commit(txn, NULL);
    }
    if (code == 0)
        store_close(store);
    free(value);
    return code;
}

int main(int argc, char **argv)
{
    long keys = argc == 5 ? strtol(argv[2], NULL, 10) : 0;
    long length = argc == 5 ? strtol(argv[3], NULL, 10) : 0;
    if (keys < 1 || length < 1 || length > 1 << 20) {
        fputs("usage: postfloor FILE KEYS BYTES FOLDER\n", stderr);
        return 16;
    }
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    uint64_t sum = read_and_sum(argv[1]);
    if (put_keys(argv[4], keys, (size_t)length) != 0) {
        fputs("postfloor: the database refused\n", stderr);
        return 12;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.3f %llu\n", (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9,
           (unsigned long long)sum);
    return 0;
}
