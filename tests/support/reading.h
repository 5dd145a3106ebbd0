/*
 * reading.h - a drop file in memory through lib/form, for the suites of this folder.
 */
#ifndef CUTOVER_TESTS_READING_H
#define CUTOVER_TESTS_READING_H

#include "support/dropfile.h"
#include "support/suite.h"

#include "form/drop.h"

enum { READING_PARTS = 16 };

struct reading {
    struct form_set forms;
    struct config config;
    char *folder;
    struct drop *drop;
    const struct drop_summary *summary;
    size_t part_count;
    struct submission parts[READING_PARTS]; /* with their findings; as they came */
    bool keyed[READING_PARTS];
    char content[READING_PARTS][HASH_HEX_SIZE];
    size_t raw_length[READING_PARTS];
};

void reading_init(struct reading *reading);
void reading_release(struct reading *reading);

/* Read BYTES as a drop file; what was read before is thrown away. */
void reading_of(struct reading *reading, const void *bytes, size_t length);

/* The first finding of LIST with CODE (and FIELD, unless NULL); the test ends when there is none. */
const struct fault *finding_of(const struct fault_list *list, int code, const char *field);
bool has_finding(const struct fault_list *list, int code);

#endif
