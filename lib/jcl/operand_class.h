/*
 * operand_class.h - the classes that a form names with @.  Floor 2; for operand.c alone.
 */
#ifndef CUTOVER_JCL_OPERAND_CLASS_H
#define CUTOVER_JCL_OPERAND_CLASS_H

#include "base/bytes.h"
#include "jcl/parameter.h"

/* Is PARAMETER of class NAME ("name", "text8"; LENGTH characters)? */
bool operand_class_is(const struct parameter *parameter, const char *name, size_t length);

/* Append what the class takes, in words. */
void operand_class_describe(struct bytes *out, const char *name, size_t length);

#endif
