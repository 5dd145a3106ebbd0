/*
 * fuzz_codepage.c - any bytes in any kind of page.  Escaped, every string of bytes has a text that gives it back; not
 * escaped, what is text is text again when it was encoded.  The first byte chooses the page.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "record/codepage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 512, BACK_MAX = INPUT_MAX * CODEPAGE_UTF8_MAX + 16 };

static const char *const NAMES[] = {"IBM930", "IBM933", "IBM935", "IBM937", "IBM939", "IBM1390",    "IBM1399",     "UTF-8",
                                    "CP037",  "ASCII",  "CP1258", "SJIS",   "EUC-JP", "GB18030", "ISO-2022-JP", "BIG5-HKSCS"};

enum { NAME_COUNT = sizeof NAMES / sizeof NAMES[0] };

struct fixture {
    bool open;
    struct codepage plain[NAME_COUNT], escaped[NAME_COUNT];
};

static struct fixture *make(void)
{
    static struct fixture fixture;
    for (size_t i = 0; i < NAME_COUNT && !fixture.open; i++) {
        if (codepage_open(&fixture.plain[i], NAMES[i], NULL) < 0 || codepage_open(&fixture.escaped[i], NAMES[i], NULL) < 0)
            abort();
        codepage_escape(&fixture.escaped[i]);
    }
    fixture.open = true;
    return &fixture;
}

static void check_escaped(const struct codepage *page, const uint8_t *data, size_t size)
{
    uint8_t back[BACK_MAX];
    struct bytes text;
    bytes_init(&text);
    int code = codepage_decode(page, &text, data, size, NULL);
    assert(code == 0 && text.length <= size * CODEPAGE_UTF8_MAX && utf8_is_valid(bytes_string(&text), text.length, NULL));
    ptrdiff_t length = codepage_encode(page, back, sizeof back, bytes_string(&text), text.length);
    assert(length == (ptrdiff_t)size && memcmp(back, data, size) == 0);
    bytes_release(&text);
}

static void check_plain(const struct codepage *page, const uint8_t *data, size_t size)
{
    uint8_t back[BACK_MAX];
    struct bytes text, again;
    size_t bad = SIZE_MAX;
    bytes_init(&text), bytes_init(&again);
    int code = codepage_decode(page, &text, data, size, &bad);
    assert(code == 0 || bad < size);
    ptrdiff_t length = code == 0 ? codepage_encode(page, back, sizeof back, bytes_string(&text), text.length) : -1;
    if (length >= 0) {
        code = codepage_decode(page, &again, back, (size_t)length, &bad);
        assert(code == 0 && again.length == text.length && (text.length == 0 || memcmp(again.data, text.data, text.length) == 0));
    }
    codepage_encode(page, back, sizeof back, (const char *)data, size);
    bytes_release(&text), bytes_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fixture *fixture = make();
    if (size < 1 || size > INPUT_MAX)
        return 0;
    check_escaped(&fixture->escaped[data[0] % NAME_COUNT], data + 1, size - 1);
    check_plain(&fixture->plain[data[0] % NAME_COUNT], data + 1, size - 1);
    return 0;
}
