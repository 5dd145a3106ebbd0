/*
 * document.h - an entry as bytes of the register, and back.  Floor 3; for lib/release alone, others use entry.h.
 *
 * Two lines: {"release":...} what the desk knows, and the submission's canonical document as lib/form writes it.
 */
#ifndef CUTOVER_RELEASE_DOCUMENT_H
#define CUTOVER_RELEASE_DOCUMENT_H

#include <stddef.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "release/entry.h"

/* Append both lines. */
void document_write(struct bytes *out, const struct entry *entry);

/* Fill ENTRY, which entry_init has made.  Returns 0, or RELEASE_E_ENTRY saying what is not as document_write writes it. */
int document_read(struct entry *entry, const char *text, size_t length, struct fault *fault);

#endif
