/*
 * error_file.h - what is wrong with values, as JSON lines for a program to read.  Floor 1.
 *
 *     struct error_file errors;
 *     if (error_file_open(&errors, path, &fault) < 0) ...          PATH NULL: nothing is written
 *     error_file_add(&errors, &fault, path_of_field, file_offset, bytes, length);
 *     if (error_file_close(&errors, &fault) < 0) ...
 *
 * A line: {"id","severity","file","record","file_offset","offset","field","bytes","reason"}: offset in the record from 1 and
 * null when the whole record is meant, file_offset from 0, bytes hexadecimal.  The file is published by close (file_output_open).
 */
#ifndef CUTOVER_STEP_ERROR_FILE_H
#define CUTOVER_STEP_ERROR_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/file.h"

struct error_file {
    struct file_replace replace;
    int open;
};

int error_file_open(struct error_file *errors, const char *path, struct fault *fault);
void error_file_add(struct error_file *errors, const struct fault *bad, const char *field, int64_t file_offset, const uint8_t *bytes,
                    size_t length);
int error_file_close(struct error_file *errors, struct fault *fault);

#endif
