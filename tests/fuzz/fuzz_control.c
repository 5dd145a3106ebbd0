/*
 * fuzz_control.c - any bytes as control statements: each node has a place on a card that was read, every card is echoed once and
 * in order, and a second reading says the same.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "utility/control.h"
#include "utility/error.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void tell(struct bytes *told, const struct control *control, const struct control_node *node, int depth)
{
    assert(depth <= CONTROL_DEPTH_MAX);
    for (; node != NULL; node = node->next) {
        assert(node->card >= 1 && node->card <= control->card && node->column >= 1 && node->column <= CONTROL_COLUMNS);
        assert(node->text[0] != '\0' || node->quoted || node->has_list);
        assert(node->has_list || node->child == NULL);
        bytes_format(told, "%d:%d%c%s", node->card, node->column, node->quoted ? '\'' : ' ', node->text);
        if (node->has_list) {
            bytes_char(told, '(');
            tell(told, control, node->child, depth + 1);
            bytes_char(told, ')');
        }
    }
}

/* Every statement and card of the text. */
static void read_all(struct bytes *told, const char *text, size_t size)
{
    struct control control;
    struct control_node *statement;
    struct fault fault;
    const char *card, *last = text;
    size_t length;
    int code;
    control_open(&control, text, size);
    while ((code = control_next(&control, &statement, &fault)) != 0) {
        if (code == 1)
            tell(told, &control, statement, 0);
        else
            assert(code == UTILITY_E_CONTROL && fault.record >= 1 && fault.record <= control.card && fault.offset >= 1);
        while ((card = control_echo(&control, &length)) != NULL) {
            assert(card >= last && card + length <= text + size && memchr(card, '\n', length) == NULL);
            last = card + length;
        }
        bytes_char(told, '|');
    }
    control_close(&control);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes first, second;
    bytes_init(&first), bytes_init(&second);
    read_all(&first, (const char *)data, size);
    read_all(&second, (const char *)data, size);
    assert(first.length == second.length && (first.length == 0 || memcmp(first.data, second.data, first.length) == 0));
    bytes_release(&first), bytes_release(&second);
    return 0;
}
