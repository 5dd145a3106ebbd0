/*
 * fuzz_guess.c - any bytes as a file that may be other than its options say.  The first byte chooses copybook and options.
 * Whatever is proposed must be options that can be read.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "record/guess.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DATA_MAX = 1 << 11 };

static const char *const books[] = {
    "       01  R.\n           05  A PIC 9(3).\n           05  B PIC X(5).\n           05  C PIC S9(5) COMP-3.\n",
    "       01  R.\n           05  A PIC X.\n           05  N PIC 9.\n           05  T PIC S9(3) COMP-3 OCCURS 0 TO 3 DEPENDING ON N.\n",
    "       01  R.\n           05  A PIC X(6).\n           05  B REDEFINES A PIC S9(11) COMP-3.\n           05  C PIC S9(4) COMP.\n",
    "       01  H.\n           05  K PIC X.\n           05  A PIC X(4).\n       01  D.\n           05  K PIC X.\n           05  C PIC S9(7) COMP-3.\n",
};

static const struct settings choices[] = {
    {0}, {.recfm = "v"}, {.recfm = "vb"}, {.recfm = "text"}, {.lrecl = "13"}, {.codepage = "ASCII"}, {.codepage = "UTF-8"}, {.occurs = "maximum"},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct guess guess;
    struct sample sample;
    struct schema schema;
    struct bytes line;
    if (size < 1 || size > DATA_MAX)
        return 0;
    const char *book = books[data[0] % 4];
    sample_take(&sample, data + 1, size - 1, data[0] < 0x80);
    if (guess_make(&guess, &choices[data[0] / 4 % 8], book, strlen(book), &sample, NULL) < 0)
        abort();
    assert((guess.cause == GUESS_FITS) == (guess.fault.code == 0));
    int code = schema_open(&schema, &guess.settings, book, strlen(book), SCHEMA_DECODE, NULL);
    assert(code == 0);
    schema_close(&schema);
    bytes_init(&line);
    guess_options(&line, &guess, "data");
    assert(line.length > 0);
    bytes_release(&line);
    guess_release(&guess);
    sample_release(&sample);
    return 0;
}
