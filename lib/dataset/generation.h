/*
 * generation.h - generation data groups: BASE.G0001V00, BASE.G0002V00, ... and which of them count.  Floor 2.
 *
 *     gdg_define(catalog, "PROD.DAY", &(struct gdg){.limit = 5, .scratch = true}, &fault);
 *     generations_read(catalog, "PROD.DAY", &generations, &fault);          those rolled in, as of one moment
 *     generation_of(&generations, +1, &number);                             (+1) is number
 *     generation_name(name, "PROD.DAY", number);                            define and write it, then:
 *     generation_roll_in(catalog, "PROD.DAY", number, &fault);
 *
 * The base's catalog entry lists its generations, oldest first: it is changed in one transaction with what rolls off, so that a
 * reader finds the old list or the new one and every data set on it.  A generation that is catalogued and not on the
 * list waits for its roll-in.  Source: z/OS DFSMS Using Data Sets, "Processing generation data groups"; Access Method Services, DEFINE GDG.
 */
#ifndef CUTOVER_DATASET_GENERATION_H
#define CUTOVER_DATASET_GENERATION_H

#include "dataset/dataset.h"

enum { GDG_LIMIT_MAX = 255, GDG_EXTENDED_LIMIT_MAX = 999, GENERATION_MAX = 9999, GDG_NAME_MAX_LEN = 35 };

struct gdg {
    int limit;
    bool empty;    /* when the limit is passed all older ones roll off, else the oldest */
    bool scratch;  /* what rolls off is deleted, else it stays catalogued and no longer counts */
    bool extended; /* LIMIT may be 999 */
    bool lifo;     /* without a number they are concatenated newest first (z/OS's default), else oldest first */
};

struct generations {
    int *numbers;  /* oldest first; owned */
    size_t count;
};

/* 1: there is a data set of that name.  DATASET_E_NAME: longer than 35; DATASET_E_ATTRIBUTES: a limit that is none. */
int gdg_define(struct catalog *catalog, const char *base, const struct gdg *gdg, struct fault *fault);

/* 1: there is no such group. */
int gdg_find(struct catalog *catalog, const char *base, struct gdg *gdg, struct fault *fault);
int generations_read(struct catalog *catalog, const char *base, struct generations *generations, struct fault *fault);
void generations_release(struct generations *generations);

/* Change its attributes; what is beyond a smaller limit rolls off at the next roll-in.  1: there is no such group. */
int gdg_alter(struct catalog *catalog, const char *base, const struct gdg *gdg, struct fault *fault);

/* Delete the group: 1 there is none; DATASET_E_KIND when it has generations and not FORCE, which deletes those, too. */
int gdg_delete(struct catalog *catalog, const char *base, bool force, struct fault *fault);

/* The number of (RELATIVE): 0 the newest, -1 the one before, +1 behind the newest (after 9999 comes 1).  1: there is none. */
int generation_of(const struct generations *generations, int relative, int *number);

/* BASE.G0012V00 into NAME; returns NAME. */
char *generation_name(char name[DSN_SIZE], const char *base, int number);

/* The way back; false when NAME is no generation's. */
bool generation_parse(const char *name, char base[DSN_SIZE], int *number);

/*
 * Generation NUMBER, which is catalogued, counts from now on, in its place by age; again: no change.  What goes beyond the limit
 * rolls off, but never NUMBER itself.  Returns 0, 1 when there is no such group, DATASET_E_MISSING when it is not
 * catalogued, or another code.  A generation that is deleted leaves its group by itself.
 */
int generation_roll_in(struct catalog *catalog, const char *base, int number, struct fault *fault);

/* Generation NUMBER no longer counts, and its data set is deleted.  1: it was not there. */
int generation_delete(struct catalog *catalog, const char *base, int number, struct fault *fault);

#endif
