/*
 * message.h - messages.def as a table, and faults as text.  Floor 1.
 *
 * A message is "CUT214E WHERE: TEXT": the id with its severity, then where (file, record, context, field,
 * offset), then what was got and expected.  The same text without id is a finding's "text".
 */
#ifndef CUTOVER_STEP_MESSAGE_H
#define CUTOVER_STEP_MESSAGE_H

#include <stddef.h>

#include "base/bytes.h"
#include "base/fault.h"

/* Codes of this room; those of base are in base/file.h. */
enum step_error {
    STEP_E_USAGE = -10,
    STEP_E_CONFIG = -11,
    STEP_E_HOME = -12,
    STEP_E_UNKNOWN = -13,
    STEP_E_BALANCE = -14,
};

struct message {
    int number;         /* 214 */
    char severity;      /* I W E S U */
    const char *text;   /* {} stands for the fault's detail */
    const char *action; /* what the operator does */
};

/* The whole table in the order of messages.def, and one of it; NULL for an unknown number. */
const struct message *message_table(size_t *count);
const struct message *message_find(int number);

/* Append the message's text with the detail put in: "X'40' is not packed decimal". */
void message_text(struct bytes *out, const struct fault *fault);

/* Append the whole line without line end: "CUT214E F053.D261122 record 17 (E, release CHFS-0042) ELEM-BYTES at 181: ...". */
void message_line(struct bytes *out, const struct fault *fault);

/* "CUT214" into ID; returns ID.  CODE as in a fault (negative) or a message number. */
enum { MESSAGE_ID_SIZE = 16 };
char *message_id(char id[MESSAGE_ID_SIZE], int code);

/* The severity letter of a fault; 'U' if its code is in no table. */
char message_severity(const struct fault *fault);

#endif
