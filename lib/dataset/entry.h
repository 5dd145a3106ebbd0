/*
 * entry.h - a data set's catalog entry as text.  Floor 2; for lib/dataset alone.
 *
 *     PO FB 80                        organization, RECFM, LRECL
 *     PS VB 404 A                     with carriage control
 *     KS F 80 - 0 6 80 80             with the key's offset and length, and the lengths of records
 *     ALIAS PROD.DAY.DATA             with what it stands for
 *     GDG 5 -S 1 2 3                  generation.c reads and writes it
 */
#ifndef CUTOVER_DATASET_ENTRY_H
#define CUTOVER_DATASET_ENTRY_H

#include "dataset/dataset.h"

enum { ENTRY_SIZE = 128 };

/* Returns 0 or DATASET_E_CATALOG. */
int entry_parse(struct dataset *dataset, const char *name, const char *text, struct fault *fault);

/* Writes it into ENTRY; returns its length.  Not of a generation data group. */
size_t entry_format(char entry[ENTRY_SIZE], const struct dataset *dataset);

#endif
