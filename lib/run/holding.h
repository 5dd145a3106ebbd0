/*
 * holding.h - the data sets of a job: found or made before a step, kept, passed or deleted after it (DISP).  Floor 3.
 *
 *     struct holdings holdings;
 *     holdings_init(&holdings, home, &spool, job name, seconds);
 *     holdings_take(&holdings, dd, &taken, &fault);               before the step, a DD after the other
 *     holdings_give(&holdings, dd, &taken, abnormal, &word, &fault);
 *     holdings_end(&holdings, abended, tell, user, &fault);       behind the last step
 *     holdings_release(&holdings);
 *
 * A temporary data set is a file in the job's spool folder; nobody else sees it, it goes with the job (rule 37).  Relative
 * generations are counted from what was newest when the job began (rule 33), and roll in when the step that made them is
 * given back.  A step that was killed is taken back by recover.h, with what the journal says: whatever is made or rolled in
 * is announced there first.
 */
#ifndef CUTOVER_RUN_HOLDING_H
#define CUTOVER_RUN_HOLDING_H

#include "dataset/dataset.h"
#include "dataset/generation.h"
#include "jcl/job.h"
#include "run/journal.h"
#include "run/spool.h"

/* What the job remembers of a data set: a temporary one, or one that was passed. */
struct held {
    char name[DSN_SIZE];
    struct dataset dataset;   /* of a temporary one */
    bool temporary, made, passed;
    enum dd_disposition abnormal;
};

/* A generation data group that the job uses. */
struct held_base {
    char name[DSN_SIZE];
    struct generations generations; /* as they were when the job began */
};

struct holdings {
    const struct spool *spool;
    char *folder;             /* HOME/datasets */
    char *temporary;          /* the job's folder of temporary data sets */
    char job[9];
    int64_t began;            /* seconds of the clock: temporary names have them */
    struct catalog *catalog;  /* NULL until a data set is asked for */
    struct held *items;
    size_t count, capacity;
    struct arena arena;       /* of DDs that stand for generations */
    bool recalling;
    struct held_base *bases;
    size_t base_count, base_capacity;
};

/* A data set that a DD has, from take to give. */
struct taken {
    char name[DSN_SIZE];
    struct dataset dataset;
    char *path;               /* owned; of a partitioned one without a member the folder of its members */
    bool temporary, made, generation;
};

void holdings_init(struct holdings *holdings, const char *home, const struct spool *spool, const char *job, int64_t began);
void holdings_release(struct holdings *holdings);

/* The catalog, opened when it is not. */
int holdings_catalog(struct holdings *holdings, struct catalog **catalog, struct fault *fault);

/*
 * The name of DD's data set.  A relative one needs its base to be known: holdings_know_base, which reads the generations that there
 * are; LAST is the newest that counts, -1 for the newest there is.  A base that is no group yet has none: a step may define it.
 */
int holdings_name(struct holdings *holdings, const struct dd *dd, char name[DSN_SIZE], bool *temporary, struct fault *fault);
int holdings_know_base(struct holdings *holdings, const char *base, int last, struct fault *fault);

/* Others may have changed them since. */
void holdings_forget_bases(struct holdings *holdings);

/*
 * Find DD's data set or make it (NEW; MOD when it is not there); ANNOUNCE, if any, is called before it is catalogued.  Returns 0, or
 * RUN_E_ALLOCATE with IBM's message id: IEF212I not found, IEF253I there already, IEF217I attributes that cannot be, IEF286I
 * a member or generation that DISP does not fit.
 */
int holdings_take(struct holdings *holdings, const struct dd *dd, struct journal *journal, struct taken *taken, struct fault *fault);
void taken_release(struct taken *taken);

/*
 * What DD had in a step that is over: nothing is made.  MADE: its step catalogued it.  Then holdings_give with RECALLING set changes
 * only what the job remembers, as if the dispositions had just been carried out.
 */
int holdings_recall(struct holdings *holdings, const struct dd *dd, bool made, struct taken *taken, struct fault *fault);

/* Carry out the normal or the abnormal disposition; doing it again changes nothing.  *WORD becomes KEPT, CATALOGED, PASSED or DELETED. */
int holdings_give(struct holdings *holdings, const struct dd *dd, const struct taken *taken, bool abnormal, const char **word,
                  struct fault *fault);

/* As if it had never been taken: what was made is deleted. */
int holdings_undo(struct holdings *holdings, const struct taken *taken, struct fault *fault);

/* The same for a data set called NAME of which no more is known. */
int holdings_unmake(struct holdings *holdings, const char *name, struct fault *fault);

/* Remove temporary files that the job does not know: a step that was killed made them. */
int holdings_sweep(struct holdings *holdings, struct fault *fault);

/* Passed data sets that nobody received: new ones are deleted, old ones kept; after an abend their abnormal disposition counts. */
typedef void holdings_tell(void *user, const char *name, const char *word);
int holdings_end(struct holdings *holdings, bool abended, holdings_tell *tell, void *user, struct fault *fault);

#endif
