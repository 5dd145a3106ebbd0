/*
 * parting.h - what the readers of recfm.c and recfm_variable.c share.  Floor 1; for them alone.
 *
 * Each reader answers as recfm_next does.  Places in faults count from 1, as records do.
 */
#ifndef CUTOVER_RECORD_PARTING_H
#define CUTOVER_RECORD_PARTING_H

#include "record/recfm.h"

/* Bytes at hand that are no footer. */
size_t parting_left(const struct recfm_reader *reader);

/* Where the next byte to read lies in the file, from 1. */
long long parting_place(const struct recfm_reader *reader);

/* The record is the LENGTH bytes behind AHEAD bytes at hand, with TAIL bytes of line end.  Returns 1. */
int parting_give(struct recfm_reader *reader, struct recfm_record *record, size_t ahead, size_t length, size_t tail);

/* All that is left of the file is less than a record: given, and RECORD_E_TRUNCATED. */
int parting_give_partial(struct recfm_reader *reader, struct recfm_record *record, size_t ahead, size_t expected, struct fault *fault);

/* 1, or RECORD_E_LONG for a record longer than LRECL. */
int parting_check(struct recfm_reader *reader, const struct recfm_record *record, struct fault *fault);

/* What is wrong is here: keep the place and the bytes. */
void parting_mark(struct recfm_reader *reader);

/* The fault has been set: it is of the next record, and nothing more can be read. */
int parting_break(struct recfm_reader *reader, struct fault *fault, int code);

/* V, VB, VS, VBS. */
int parting_next_variable(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault);
int parting_next_spanned(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault);

/* The file has ended: 0, RECORD_E_BDW inside a block, or RECORD_E_TRUNCATED with what there is of a spanned record. */
int parting_end_variable(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault);

#endif
