/* record.c - see record.h. */
#include "support/record.h"

#include <string.h>

#include "base/hash.h"
#include "support/suite.h"

static void keep_fault(void *user, const struct fault *fault, const char *path, const uint8_t *bytes, size_t length)
{
    struct record_case *made = user;
    (void)path;
    (void)bytes;
    (void)length;
    made->fault = *fault;
}

static void open_book(struct record_case *made, const char *book, const struct record_case_options *options)
{
    struct copybook_source source = options->source;
    struct decode_options decoding = options->decode;
    struct encode_options encoding = options->encode;
    *made = (struct record_case){0};
    source.format = SOURCE_FREE;
    decoding.tell = keep_fault;
    decoding.user = made;
    if (copybook_parse(&made->copybook, book, strlen(book), &source, &made->fault) < 0 ||
        layout_make(&made->layout, &made->copybook, &made->fault) < 0 ||
        plan_compile(&made->plan, &made->layout, 0, &options->plan, &made->fault) < 0 ||
        codepage_open(&made->page, options->page != NULL ? options->page : "CP037", &made->fault) < 0 ||
        (options->dbcs != NULL && codepage_open(&made->dbcs, options->dbcs, &made->fault) < 0))
        fail_msg("%s: %s", book, made->fault.detail);
    if (options->dbcs != NULL)
        decoding.dbcs = encoding.dbcs = &made->dbcs;
    decoder_init(&made->decoder, &made->plan, &made->page, &decoding);
    encoder_init(&made->encoder, &made->plan, &made->page, &encoding);
}

void record_case_open_book(struct record_case *made, const char *book, const char *page, const struct plan_options *options)
{
    struct record_case_options all = {.page = page};
    if (options != NULL)
        all.plan = *options;
    open_book(made, book, &all);
}

void record_case_open_with(struct record_case *made, const char *book, const char *picture, const struct record_case_options *options)
{
    struct bytes text;
    bytes_init(&text);
    if (book == NULL)
        bytes_format(&text, "01 R.\n 05 F %s%s.\n", strncmp(picture, "USAGE ", 6) == 0 ? "" : "PIC ", picture);
    else
        bytes_text(&text, book);
    open_book(made, bytes_string(&text), options);
    made->field_only = book == NULL;
    bytes_release(&text);
}

void record_case_open(struct record_case *made, const char *picture, const char *page)
{
    struct record_case_options options = {.page = page};
    record_case_open_with(made, NULL, picture, &options);
}

void record_case_close(struct record_case *made)
{
    encoder_release(&made->encoder);
    decoder_release(&made->decoder);
    codepage_close(&made->page);
    codepage_close(&made->dbcs);
    plan_release(&made->plan);
    layout_release(&made->layout);
    copybook_release(&made->copybook);
    jsonline_release(&made->line);
    bytes_release(&made->json);
    bytes_release(&made->bytes);
}

size_t record_case_bytes(const char *hex, uint8_t *bytes)
{
    assert_int_equal(hex_decode(bytes, hex, strlen(hex)), 0);
    return strlen(hex) / 2;
}

void record_case_decode_bytes(struct record_case *made, const void *bytes, size_t length)
{
    bytes_clear(&made->json);
    made->taken = decode_json(&made->decoder, &made->json, bytes, length, &made->bad);
    bytes_char(&made->json, '\0');
    made->json.length--;
    if (made->field_only) { /* {"F":value} */
        made->json.length -= 6;
        memmove(made->json.data, made->json.data + 5, made->json.length);
        made->json.data[made->json.length] = '\0';
    }
}

void record_case_decode(struct record_case *made, const char *hex)
{
    uint8_t bytes[256];
    size_t length = record_case_bytes(hex, bytes);
    record_case_decode_bytes(made, bytes, length);
}

int record_case_encode(struct record_case *made, const char *json)
{
    bytes_clear(&made->bytes);
    made->fault = (struct fault){0};
    int code = jsonline_parse(&made->line, json, strlen(json), &made->fault);
    return code < 0 ? code : encode_json(&made->encoder, &made->bytes, &made->line, 0, &made->fault);
}
