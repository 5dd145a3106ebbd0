/*
 * job.h - the jobs of a deck: what is to be run.  Floor 2.
 *
 *     struct job_list jobs;
 *     jobs_read(&jobs, &deck, &faults);
 *     if (!faults_stop(&faults)) ... run jobs.items[i] ...
 *     jobs_release(&jobs);
 *
 * All texts live in the deck.  Carried out now: JOB, EXEC PGM=, DD with in-stream data, SYSOUT, DUMMY, PATH, DSN and
 * DISP, JOBLIB and STEPLIB, COND.  The rest is refused by name (check.h) before anything runs.
 */
#ifndef CUTOVER_JCL_JOB_H
#define CUTOVER_JCL_JOB_H

#include "jcl/condition.h"
#include "jcl/deck.h"

enum { JOB_MAX_STEPS = 255, STEP_MAX_DDS = 3273, PARM_MAX_BYTES = 100 };

enum dd_kind { DD_DUMMY, DD_DATA_SET, DD_PATH, DD_SYSOUT, DD_INSTREAM };

enum dd_status { DD_NEW, DD_OLD, DD_SHR, DD_MOD };

enum dd_disposition { DD_DISP_NONE, DD_KEEP, DD_DELETE, DD_CATLG };

struct dd {
    const char *name;
    enum dd_kind kind;
    const char *dsn;    /* DD_DATA_SET */
    const char *member; /* "" when there is none */
    const char *path;   /* DD_PATH: absolute, or relative to the home folder (our extension) */
    char sysout_class;  /* DD_SYSOUT: A-Z 0-9 or * */
    enum dd_status status;
    enum dd_disposition normal;   /* after the step; never DD_DISP_NONE */
    enum dd_disposition abnormal; /* after an abend */
    const char *recfm;  /* "" when not given */
    int lrecl;          /* 0 when not given */
    bool partitioned;   /* DSORG=PO */
    const char *like;   /* data set whose attributes a new one takes; "" when there is none */
    const struct statement *statement; /* its in-stream data too */
    struct dd *next;
};

struct job_step {
    const char *name; /* "" when there is none */
    const char *program;
    const char *parm; /* NULL when there is none */
    int time_seconds; /* of CPU; 0: no limit */
    struct conditions conditions;
    struct dd *dds;   /* in order; STEPLIB among them */
    const struct statement *statement;
};

struct job {
    const char *name;
    const char *programmer; /* "" when there is none */
    const char *class_name; /* "A" when not given */
    char message_class;
    struct conditions conditions;
    struct dd *joblib;      /* NULL when there is none; concatenated ones follow */
    struct job_step *steps;
    size_t step_count;
    size_t first_statement; /* in deck->statements */
    size_t statement_count;
};

struct job_list {
    struct job *items;
    size_t count;
};

/*
 * Build the jobs of DECK and check them: what is wrong is added to FAULTS, all of it, in the order of the cards.  Nothing may be run when
 * faults_stop(FAULTS).  Release in any case.
 */
void jobs_read(struct job_list *jobs, struct deck *deck, struct fault_list *faults);
void jobs_release(struct job_list *jobs);

/*
 * One DD statement as a struct dd in the deck's arena (dd.c); what is wrong is added to FAULTS.  UNNAMED: the name
 * of the DD it is concatenated to.
 */
struct dd *dd_parse(struct deck *deck, const struct statement *statement, const char *name, struct fault_list *faults);

#endif
