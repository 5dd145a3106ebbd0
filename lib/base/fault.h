/*
 * fault.h - what failed, and where.  Floor 0.
 *
 * A library function that can fail returns 0 or a negative code and fills the caller's struct fault; it never
 * prints and never ends the process.  The code is minus the number of a message in lib/step/messages.def, so
 * that CUT214 is -214 everywhere: each room has one enum of its codes, inside the range messages.def gives it.
 *
 * Calling sequence:
 *     struct fault fault = {0};
 *     if (copybook_parse(&copybook, text, length, &fault) < 0) { fault_in_file(&fault, name); ... print it ... }
 *
 * A struct fault owns nothing: it may be copied, kept in an array, and thrown away.  Text that does not fit is
 * cut.  Every text in it that came from outside has been escaped by fault_set or bytes_escape.
 */
#ifndef CUTOVER_BASE_FAULT_H
#define CUTOVER_BASE_FAULT_H

#include <stddef.h>
#include <stdint.h>

struct fault {
    int code;            /* 0: nothing failed; else minus the message number */
    char file[128];      /* file, data set or table; empty if none */
    int64_t record;      /* record (or line, or card) number from 1; 0 if none */
    int64_t offset;      /* position in the record from 1, as a COBOL programmer counts; 0 if none */
    char field[64];      /* field as the copybook names it; empty if none */
    char context[80];    /* what else helps to find it: "E, release CHFS-0042"; empty if none */
    char detail[256];    /* what was got; the message text says what was expected */
};

/*
 * Start a fault: clears it, sets code and the printf-formatted detail.  Control characters in the result are
 * replaced by '.'.  FAULT may be NULL.  Returns CODE, so that "return fault_set(...)" reads well.
 */
int fault_set(struct fault *fault, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* As fault_set, with ": " and the text of errno value ERROR_NUMBER appended last. */
int fault_errno(struct fault *fault, int code, int error_number, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/*
 * Say where, keeping what is known already.  Each returns fault->code; for a NULL fault, whose code nobody kept,
 * FAULT_UNKEPT, so that a failure stays one.
 */
enum { FAULT_UNKEPT = -999 };
int fault_in_file(struct fault *fault, const char *file);
int fault_at_record(struct fault *fault, int64_t record, const char *context);
int fault_at_field(struct fault *fault, const char *field, int64_t offset);

/* A growing list of faults (the findings of one submission, the errors of one deck).  Owns its array. */
struct fault_list {
    struct fault *items;
    size_t count;
    size_t capacity;
};

void fault_list_init(struct fault_list *list);
void fault_list_release(struct fault_list *list);
void fault_list_add(struct fault_list *list, const struct fault *fault);

#endif
