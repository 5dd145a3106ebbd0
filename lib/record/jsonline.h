/*
 * jsonline.h - one line of JSON as an array of nodes over its own text.  Floor 1.
 *
 * For records: numbers stay text (a double would lose digits), and one array serves all lines.  RFC 8259, at most
 * JSONLINE_DEPTH levels deep.
 *     struct jsonline line = {0};
 *     jsonline_parse(&line, text, length, &fault);      line.nodes[0] is the value
 *     jsonline_release(&line);
 */
#ifndef CUTOVER_RECORD_JSONLINE_H
#define CUTOVER_RECORD_JSONLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"

enum { JSONLINE_DEPTH = 64, JSONLINE_BYTES_MAX = 1 << 28 };

enum jsonline_kind { JSONLINE_NULL, JSONLINE_FALSE, JSONLINE_TRUE, JSONLINE_NUMBER, JSONLINE_TEXT, JSONLINE_LIST, JSONLINE_OBJECT };

struct jsonline_node {
    enum jsonline_kind kind;
    bool escaped;    /* a text with backslashes */
    uint32_t start;  /* of a number or text: its characters, without the quotes */
    uint32_t length;
    uint32_t end;    /* index behind its last member: index + 1 when it has none */
    uint32_t count;  /* members of a list or object; a member of an object is two nodes, name and value */
};

struct jsonline {
    const char *text; /* the caller's */
    struct jsonline_node *nodes;
    size_t count;
    size_t capacity;
};

/* Returns 0 or RECORD_E_JSON with the position from 1 as offset.  TEXT must outlive the nodes. */
int jsonline_parse(struct jsonline *line, const char *text, size_t length, struct fault *fault);
void jsonline_release(struct jsonline *line);

/* Append the text of a JSONLINE_TEXT node with its escapes undone: UTF-8. */
void jsonline_text(const struct jsonline *line, uint32_t node, struct bytes *out);

/*
 * The value of member NAME of an object, -1 when it has none.  *HINT (0 before the first call) makes members that
 * are asked for in the order of the text cheap.
 */
int jsonline_member(const struct jsonline *line, uint32_t object, const char *name, size_t length, uint32_t *hint);

#endif
