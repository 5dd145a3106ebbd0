/*
 * idcams_call.h - what the commands of IDCAMS share.  Floor 3; for idcams*.c alone.
 *
 * A command gets the node of its verb, and returns its condition code, or IDCAMS_BYPASSED when it is not done for
 * what its text says.  It prints its messages; the caller prints how it ended.
 */
#ifndef CUTOVER_UTILITY_IDCAMS_CALL_H
#define CUTOVER_UTILITY_IDCAMS_CALL_H

#include "dataset/ddtable.h"
#include "dataset/enqueue.h"
#include "dataset/generation.h"
#include "step/program.h"
#include "utility/control.h"

enum { IDCAMS_BYPASSED = -1, IDCAMS_MISSING = 8, IDCAMS_FAILED = 12, IDCAMS_MAX = 16 };

struct idcams {
    struct step *step;
    struct catalog *catalog;  /* NULL until a command needs it: idcams_catalog */
    struct enqueue enqueue;   /* likewise */
    struct bytes held;        /* lines "X NAME" and "S NAME": what the job has */
    struct dd_table dds;
    struct control control;
    struct control_node *pending; /* a statement that was read and is not done yet */
    int lastcc, maxcc;
    bool ended;               /* by CANCEL, or MAXCC 16 */
};

/* A keyword that a command takes, with its abbreviation or NULL; a NULL name ends a table. */
struct idcams_keyword {
    const char *name, *abbreviation;
};

/* The message of FAULT; returns IDCAMS_FAILED. */
int idcams_fail(struct idcams *ams, const struct fault *fault);

/* That NODE cannot be what it is: WHAT, with its word, card and column; returns IDCAMS_BYPASSED. */
int idcams_refuse(struct idcams *ams, const struct control_node *node, const char *what);

/* 0, or IDCAMS_BYPASSED when a node from NODE on is in no table. */
int idcams_check(struct idcams *ams, const struct control_node *node, const struct idcams_keyword *keywords);

/* The catalog, opened when it is not.  0 or IDCAMS_FAILED. */
int idcams_catalog(struct idcams *ams);

/* Take NAME until the step ends, unless its job has it.  0, or IDCAMS_FAILED when somebody else has it. */
int idcams_claim(struct idcams *ams, const char *name, bool exclusive);

/* NODE as DSN or DSN(MEMBER), in apostrophes or not.  0 or IDCAMS_BYPASSED. */
int idcams_name(struct idcams *ams, const struct control_node *node, char name[DSN_SIZE], char member[MEMBER_SIZE]);

/* "ALIAS" "CLUSTER" "GDG" or "NONVSAM": what LISTCAT and DELETE call it. */
const char *idcams_type(const struct dataset *dataset);

int idcams_define(struct idcams *ams, const struct control_node *verb);
int idcams_delete(struct idcams *ams, const struct control_node *verb);
int idcams_repro(struct idcams *ams, const struct control_node *verb);
int idcams_listcat(struct idcams *ams, const struct control_node *verb);
int idcams_verify(struct idcams *ams, const struct control_node *verb);

#endif
