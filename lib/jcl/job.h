/*
 * job.h - the jobs of an expansion: what is to be run.  Floor 2.
 *
 *     struct job_list jobs;
 *     jobs_read(&jobs, &deck, &expansion, &options, &faults);     expands and checks, as inspect.h does, and builds
 *     if (!faults_stop(&faults)) ... run jobs.items[i] ...
 *     jobs_release(&jobs);
 *     expansion_release(&expansion);
 *
 * All texts live in the deck and the expansion.  References are resolved: a DDNAME is the DD it leads to, *.STEP.DD points at its
 * DD, the steps of COND and IF are numbers.  What the processor does not carry out is refused by name (check.h) before anything runs.
 */
#ifndef CUTOVER_JCL_JOB_H
#define CUTOVER_JCL_JOB_H

#include "jcl/expand.h"
#include "jcl/relation.h"

enum { JOB_MAX_STEPS = 255, STEP_MAX_DDS = 3273, PARM_MAX_BYTES = 100, PARMDD_MAX_BYTES = 32760 };

enum dd_kind { DD_DUMMY, DD_DATA_SET, DD_TEMPORARY, DD_PATH, DD_SYSOUT, DD_INSTREAM };

enum dd_status { DD_NEW, DD_OLD, DD_SHR, DD_MOD };

enum dd_disposition { DD_DISP_NONE, DD_KEEP, DD_DELETE, DD_CATLG, DD_UNCATLG, DD_PASS };

enum dd_organization { DD_PS, DD_PO, DD_POE, DD_KS, DD_ES, DD_RR };

struct dd {
    const char *name;
    enum dd_kind kind;
    const char *dsn;    /* DD_DATA_SET; DD_TEMPORARY: the name behind &&, "" when the system gives one */
    const char *member; /* "" when there is none */
    bool relative;      /* DSN=BASE(+1) */
    int generation;
    const char *path;   /* DD_PATH: absolute, or relative to the home folder (our extension) */
    char sysout_class;  /* DD_SYSOUT: A-Z 0-9 or * */
    enum dd_status status;
    enum dd_disposition normal;   /* after the step; never DD_DISP_NONE */
    enum dd_disposition abnormal; /* after an abend */
    enum dd_organization organization; /* of a new one */
    const char *recfm;  /* "" when not given */
    int lrecl;          /* 0 when not given */
    int key_length, key_offset;
    bool defaulted;     /* no normal disposition was given: a MOD that is not there is then as a NEW one */
    const char *ddname; /* DDNAME=, before the step is complete; "" */
    const char *like;   /* data set whose attributes a new one takes; "" when there is none */
    const struct dd *model;   /* REFDD or DCB=*.DD: the same of another DD; NULL: none */
    const struct dd *same_as; /* DSN=*.DD: whose data set it is; NULL: none */
    const struct card *data;  /* DD_INSTREAM */
    size_t data_count;
    const struct statement *statement;
    int number;               /* of the job's DDs, from 1 */
    struct dd *concatenated;  /* the next of its concatenation */
    struct dd *next;          /* the next name */
};

/* A branch of an IF that a step stands in. */
struct job_branch {
    const struct relation *relation;
    bool otherwise;                 /* behind ELSE */
    size_t before;                  /* steps before the IF: it is decided with what became of those, once and for both branches */
    const struct statement *statement; /* the IF */
    const struct job_branch *outer; /* NULL: none */
};

struct job_step {
    const char *name;     /* in the job: of a procedure's step the EXEC's that called it; "" when it has none */
    const char *procstep; /* in the procedure; "" outside */
    const char *program;
    const struct dd *program_dd; /* PROGRAM is *.STEP.DD: where it leads */
    const char *parm;     /* NULL when there is none */
    const char *parmdd;   /* DD whose content is the PARM; NULL */
    int time_seconds;     /* of CPU; 0: no limit */
    int region_kib;       /* 0: not given */
    struct conditions conditions;
    const struct job_branch *branch; /* the innermost; NULL: none */
    struct dd *dds;       /* in order; STEPLIB among them */
    const struct call *call;
    const struct statement *statement;
};

enum job_typrun { TYPRUN_NONE, TYPRUN_HOLD, TYPRUN_SCAN };

struct job {
    const char *name;
    const char *programmer; /* "" when there is none */
    const char *class_name; /* "A" when not given */
    char message_class;
    enum job_typrun typrun;
    int time_seconds;       /* of CPU for the job; 0: no limit */
    int region_kib;
    const char *restart;    /* RESTART=STEP or STEP.PROCSTEP; "" when not given */
    struct conditions conditions;
    struct dd *joblib;      /* NULL when there is none */
    int dd_count;
    struct job_step *steps;
    size_t step_count;
    size_t first_item, item_count;           /* in the expansion */
    size_t first_statement, statement_count; /* in the deck */
};

struct job_list {
    struct job *items;
    size_t count;
};

/*
 * Expand DECK into EXPANSION, check both and build the jobs: what is wrong is added to FAULTS, all of it, in the order of the
 * cards.  Nothing may be run when faults_stop(FAULTS).  Release jobs and expansion in any case.
 */
void jobs_read(struct job_list *jobs, struct deck *deck, struct expansion *expansion, const struct expansion_options *options,
               struct fault_list *faults);
void jobs_release(struct job_list *jobs);

/* The step STEP.PROCSTEP (PROCSTEP "" for none) as RESTART names it, from any level; its index, or step_count. */
size_t job_find_step(const struct job *job, const char *step, const char *procstep);

#endif
