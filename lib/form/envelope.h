/*
 * envelope.h - H and T of a drop file: who sent what, and whether it adds up.  Floor 2; for lib/form alone.
 */
#ifndef CUTOVER_FORM_ENVELOPE_H
#define CUTOVER_FORM_ENVELOPE_H

#include "form/judge.h"

/* The header into the summary, with what is wrong with it. */
void envelope_header(struct judge *judge, const struct record_view *view);

/* The trailer into judge->totals. */
void envelope_trailer(struct judge *judge, const struct record_view *view);

/* All records are read: is the trailer there, and are its counts and hash total those of the file? */
void envelope_totals(struct judge *judge);

#endif
