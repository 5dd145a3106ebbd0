/*
 * jsonschema.h - the JSON that decode makes, as a JSON Schema (draft 2020-12).  Floor 1.
 *
 *     if (schema_open(&schema, &settings, text, length, SCHEMA_DECODE, &fault) == 0) jsonschema_put(&out, &schema);
 *
 * It is read off the plans, so it holds for --select, --filler, --raw, --segment and the rest.  A value that cannot be
 * decoded is null, so every value may be.  Numbers have the bounds of their picture where decode holds them to it.
 */
#ifndef CUTOVER_RECORD_JSONSCHEMA_H
#define CUTOVER_RECORD_JSONSCHEMA_H

#include "base/bytes.h"
#include "record/schema.h"

/* Append the schema of one line and a line end.  SCHEMA was opened for decoding. */
void jsonschema_put(struct bytes *out, const struct schema *schema);

#endif
