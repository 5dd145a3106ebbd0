/*
 * trace.h - where each value of an expansion came from.  Floor 2.
 */
#ifndef CUTOVER_JCL_TRACE_H
#define CUTOVER_JCL_TRACE_H

#include "jcl/expand.h"

/*
 * A line for every symbol that was replaced, in data too, and every parameter that an override gave, in order:
 *     NIGHTLY.jcl card 5 column 20: HLQ=LEDG by SET on card 2 of NIGHTLY.jcl
 * Of a value that was made of other symbols, SET HLQ=&TOP, these have their lines where the SET, PROC or EXEC was met.
 */
void trace_put_text(const struct expansion *expansion, struct bytes *out);

/*
 * A line of JSON for every statement, and for each that was carried out with symbols and is no longer there (SET, PROC, EXEC of a
 * procedure, INCLUDE, JCLLIB, EXPORT): {"file","card","step","name","operation","field","from":[{"card","column",
 * "symbol","value","by","giver","given_file","given_card","given_column"}...]}; step is S1.P1, "" before the first step.
 */
void trace_put_json(const struct expansion *expansion, struct bytes *out);

#endif
