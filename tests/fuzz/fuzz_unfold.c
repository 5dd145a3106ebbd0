/*
 * fuzz_unfold.c - lines of JSON with children to records.  Any text: what is taken is as long as it says.  Or, the first byte
 * odd, any order of records: its lines give the records back in that order.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "record/family.h"
#include "record/unfold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char BOOK[] = "01 A. 05 K PIC X. 05 N PIC 9. 01 B. 05 K PIC X. 01 C. 05 K PIC X. 01 D. 05 K PIC X. 01 E. 05 K PIC X.";

struct fixture {
    struct schema schema;
    struct unfold unfold;
};

static struct fixture *make(void)
{
    static struct fixture fixture;
    static const char *const segments[] = {"K=A:A", "K=B:B", "K=C:C", "K=D:D", "K=E:E"}, *const parents[] = {"B=A", "C=B", "D=A"};
    const struct settings settings = {.source = "free", .codepage = "ASCII", .segments = {segments, 5}, .parents = {parents, 3}};
    if (fixture.schema.plans == NULL) {
        if (schema_open(&fixture.schema, &settings, BOOK, strlen(BOOK), SCHEMA_ENCODE, NULL) < 0)
            abort();
        unfold_init(&fixture.unfold, &fixture.schema);
    }
    return &fixture;
}

/* Records of a line, their first bytes alone. */
static void add_kinds(struct bytes *kinds, const struct unfold *unfold)
{
    for (size_t i = 0; i < unfold->count; i++)
        bytes_char(kinds, (char)unfold_record(unfold, i)[0]);
}

/* Each byte is a record of one of the levels; an orphan is written at once, so it is left out of what is compared. */
static void check_order(struct fixture *fixture, const uint8_t *data, size_t size)
{
    struct family family;
    struct bytes out, expected, kinds;
    struct fault fault;
    bytes_init(&out), bytes_init(&expected), bytes_init(&kinds);
    family_init(&family, &fixture->schema.tree);
    for (size_t i = 0; i < size; i++) {
        char object[] = "{\"K\":\"A\",\"N\":1}";
        int level = data[i] % 5;
        object[6] = (char)('A' + level);
        size_t length = level == 0 ? sizeof object - 1 : 9;
        object[length - 1] = '}';
        size_t before = out.length;
        if (family_add(&family, level, object, length, &out, &fault) == 0)
            bytes_char(&expected, object[6]);
        else
            out.length = before;
    }
    family_put(&family, &out);
    family_release(&family);
    for (char *line = (char *)out.data, *end; line != NULL && line < (char *)out.data + out.length; line = end + 1) {
        end = memchr(line, '\n', (size_t)((char *)out.data + out.length - line));
        int code = unfold_line(&fixture->unfold, line, (size_t)(end - line), end, &fault);
        assert(code == 0);
        add_kinds(&kinds, &fixture->unfold);
    }
    assert(kinds.length == expected.length && strcmp(bytes_string(&kinds), bytes_string(&expected)) == 0);
    bytes_release(&out), bytes_release(&expected), bytes_release(&kinds);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fixture *fixture = make();
    struct fault fault;
    if (size < 1)
        return 0;
    if (data[0] % 2 == 1) {
        check_order(fixture, data + 1, size - 1);
        return 0;
    }
    char *text = malloc(size);
    memcpy(text, data + 1, size - 1);
    if (unfold_line(&fixture->unfold, text, size - 1, text + size - 1, &fault) == 0)
        for (size_t i = 0; i < fixture->unfold.count; i++)
            assert(unfold_length(&fixture->unfold, i) == 1 || unfold_length(&fixture->unfold, i) == 2);
    free(text);
    return 0;
}
