/* jcl.h - decks for tests: read, and what was wrong as short text. */
#ifndef CUTOVER_TESTS_JCL_H
#define CUTOVER_TESTS_JCL_H

#include "base/bytes.h"
#include "jcl/job.h"

struct jcl_reading {
    struct deck deck;
    struct expansion expansion;
    struct job_list jobs;
    struct fault_list faults;
    struct bytes told; /* "607 at 2,3;612 at 4,20;": message, card and column of each fault in order */
};

/* Read TEXT, which must outlive READING, as far as jobs. */
void jcl_reading_init(struct jcl_reading *reading, const char *text);
void jcl_reading_release(struct jcl_reading *reading);

#endif
