/*
 * datasets_work.h - what the commands of datasets share: their operands as data sets, taken as they need them.  Floor 3; for
 * lib/utility/datasets*.c alone.
 *
 *     datasets_find(&work, 1, true)          operand 1 is PROD.DAY(+1): its name, locks, attributes if it is there
 *     datasets_store(&work, &content, true)  catalogued, written, rolled in
 */
#ifndef CUTOVER_UTILITY_DATASETS_WORK_H
#define CUTOVER_UTILITY_DATASETS_WORK_H

#include "dataset/directory.h"
#include "dataset/enqueue.h"
#include "dataset/generation.h"
#include "utility/datasets.h"

struct datasets_work {
    struct step *step;
    const struct datasets_options *options;
    struct catalog *catalog;
    struct enqueue enqueue;
    struct dataset dataset;   /* of the operand that was found last */
    char member[MEMBER_SIZE];
    char base[DSN_SIZE];      /* "" or the group of which it is a new generation, to be rolled in */
    int number;
    struct fault fault;
};

/* NULL: there is none. */
const char *datasets_operand(const struct datasets_work *work, int at);

/*
 * Operand AT, "DSN", "DSN(MEMBER)" or "BASE(+1)" ("(0)", "(-1)"), with its locks, to write or to read.  Returns 0, 1 when it is not
 * catalogued (then work->dataset has its name alone), or a code: DATASET_E_BUSY, DATASET_E_MISSING for no such generation.
 */
int datasets_find(struct datasets_work *work, int at, bool exclusive);

/* The same; what is not catalogued is a fault. */
int datasets_find_catalogued(struct datasets_work *work, int at, bool exclusive);

/* DATASET_E_MISSING of operand AT. */
int datasets_missing(struct datasets_work *work, int at);

/* DATASET_E_KIND when its bytes are not records one after another: a group, or data that have keys or numbers. */
int datasets_check_plain(struct datasets_work *work);

/* Replace the content of work->dataset, after it was catalogued if IS_NEW.  Nothing is catalogued for bytes that cannot be its content. */
int datasets_store(struct datasets_work *work, const struct bytes *content, bool is_new);

/* RECFM as the list shows it and --recfm takes it: FB, VBA. */
const char *datasets_recfm(char text[4], const struct dataset *dataset);

int datasets_list(struct datasets_work *work);
int datasets_copy(struct datasets_work *work);

#endif
