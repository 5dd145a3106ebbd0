/* fuzz_jsonline.c - any bytes as a line of JSON: refused, or nodes that lie inside each other and texts that are UTF-8. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "record/codepage.h"
#include "record/jsonline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jsonline line = {0};
    struct fault fault;
    struct bytes text;
    bytes_init(&text);
    if (jsonline_parse(&line, (const char *)data, size, &fault) == 0) {
        for (uint32_t i = 0; i < line.count; i++) {
            const struct jsonline_node *node = &line.nodes[i];
            uint32_t hint = 0;
            assert(node->end > i && node->end <= line.count && (size_t)node->start + node->length <= size);
            bytes_clear(&text);
            if (node->kind == JSONLINE_TEXT) {
                jsonline_text(&line, i, &text);
                assert(utf8_is_valid(bytes_string(&text), text.length, NULL));
            }
            if (node->kind == JSONLINE_OBJECT)
                assert(jsonline_member(&line, i, "A", 1, &hint) < (int)node->end);
        }
    }
    bytes_release(&text);
    jsonline_release(&line);
    return 0;
}
