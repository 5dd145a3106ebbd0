/* bookprogram.h - a COBOL program that writes, places and reads the records of a random copybook. */
#ifndef CUTOVER_TESTS_BOOKPROGRAM_H
#define CUTOVER_TESTS_BOOKPROGRAM_H

#include <stdio.h>

#include "support/randombook.h"

/*
 * Program BOOKn of a book's number n; it copies Bn.cpy and is called with one letter.  W: values of Bn.values, one a line,
 * into RECORDS records of Bn.dat.  P: a line an item with name, offset and length into Bn.places, tables at their maximum.
 * R: the values of the records in Bn.new into Bn.back.  Numbers are a sign and digits, of the width of their item.
 */
void bookprogram_print(FILE *to, const struct randombook *book, unsigned records);

#endif
