/*
 * operand.h - the form of a parameter's value: is it what the keyword takes?  Floor 2.
 *
 * A form is a text that stands in keywords.def and is matched against the parameter tree as it is:
 *
 *     form    := choice { "|" choice }                NEW|OLD|SHR|MOD; a list stands last
 *     choice  := WORD                                 as it stands, without apostrophes
 *              | "#" least "-" most                   a number: #0-15
 *              | "@" class                            see the table in operand.c: @name, @dsn, @text8 (at most 8 characters)
 *              | "(" element { "," element } ")"      positions; one value needs no parentheses
 *     element := [ KEY "=" ] form [ "!" ] [ "*" n ]   ! must be there; *n for up to n of them, the last position only
 *
 * An omitted position is right unless it must be there.  A value with a symbol that nobody replaced is not judged.
 */
#ifndef CUTOVER_JCL_OPERAND_H
#define CUTOVER_JCL_OPERAND_H

#include "jcl/parameter.h"

/*
 * Match PARAMETER against FORM.  What is wrong is added to FAULTS at the subparameter's place, once: JCL_E_OPERAND with got and
 * expected, JCL_E_KEYWORD for a subparameter KEY= that the form has not, JCL_E_SYNTAX for KEY= where it has none.
 */
bool operand_check(const struct parameter *parameter, const char *form, struct fault_list *faults);

/* Is PARAMETER one of the KEY=form of a list: a subparameter that may stand by itself, as those of DCB?  Checked like a part of it. */
bool operand_is_key(const struct parameter *parameter, const char *form, struct fault_list *faults);

/* Has the list FORM an element KEYWORD=form? */
bool operand_has_key(const char *form, const char *keyword);

/* A data set name of a DD as it may stand there, with member, generation, temporary, backward reference; NULL, or what was expected *AT. */
const char *operand_dsn(const struct parameter *parameter, const struct parameter **at);

/* How long the text is that a PARM hands to its program (rule 9). */
size_t operand_parm_length(const struct parameter *parm);

#endif
