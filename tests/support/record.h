/* record.h - a copybook compiled for tests, with what decoding and encoding gave. */
#ifndef CUTOVER_TESTS_RECORD_H
#define CUTOVER_TESTS_RECORD_H

#include "record/decode.h"
#include "record/encode.h"

struct record_case_options { /* zeroed: the defaults */
    const char *page; /* NULL: CP037 */
    const char *dbcs; /* NULL: none */
    struct copybook_source source; /* free format, whatever it says */
    struct plan_options plan;
    struct decode_options decode;  /* tell is the case's own */
    struct encode_options encode;
};

struct record_case {
    struct copybook copybook;
    struct layout layout;
    struct plan plan;
    struct codepage page;
    struct codepage dbcs;
    struct decoder decoder;
    struct encoder encoder;
    struct jsonline line;
    bool field_only;    /* one field F: json is its value alone */
    struct bytes json;
    struct bytes bytes; /* what encoding gave */
    size_t bad;
    ptrdiff_t taken;
    struct fault fault; /* the last told */
};

/* Compile "01 R. 05 F PIC <PICTURE>." (a picture that is "USAGE ..." has no PIC), or free-format source BOOK; PAGE NULL: CP037; fails the test when it cannot be. */
void record_case_open(struct record_case *made, const char *picture, const char *page);
void record_case_open_book(struct record_case *made, const char *book, const char *page, const struct plan_options *options);

/* The same with every option; BOOK NULL: "01 R. 05 F PIC <PICTURE>.". */
void record_case_open_with(struct record_case *made, const char *book, const char *picture, const struct record_case_options *options);
void record_case_close(struct record_case *made);

/* Decode hexadecimal digits, or bytes, into made->json. */
void record_case_decode(struct record_case *made, const char *hex);
void record_case_decode_bytes(struct record_case *made, const void *bytes, size_t length);

/* Encode a line into made->bytes (cleared first); returns what encode_json or jsonline_parse gave. */
int record_case_encode(struct record_case *made, const char *json);

/* Hexadecimal digits to bytes; returns how many. */
size_t record_case_bytes(const char *hex, uint8_t *bytes);

#endif
