/*
 * reports.h - the reports of a business date, derived from the register alone.  Floor 4.
 *
 *     FOLDER/CCYYMMDD/schedule.txt .html .csv     what is booked, offered, waiting
 *     FOLDER/CCYYMMDD/ack-NAME.txt                for each drop file taken in on the date: what became of it, and what to do
 *     FOLDER/CCYYMMDD/balance.txt .json           by step: what went in equals what became of it
 *
 * Each is replaced atomically; the same register and date give the same bytes.
 */
#ifndef CUTOVER_REPORT_REPORTS_H
#define CUTOVER_REPORT_REPORTS_H

#include <stdint.h>

#include "base/fault.h"
#include "register/register.h"
#include "report/writer.h"

struct reports {
    /* given */
    struct reg *reg;
    const char *folder; /* HOME/reports/CCYYMMDD, made when missing */
    const char *site;   /* installation, for the page heads */
    int date;
    /* filled */
    int64_t written;    /* files */
};

/* Write them all.  Returns 0, STEP_E_BALANCE when something does not add up (after all are written), or another fault. */
int reports_write(struct reports *reports, struct fault *fault);

/* One each. */
int schedule_write(struct reports *reports, struct fault *fault);
int acknowledgements_write(struct reports *reports, struct fault *fault);
int balance_write(struct reports *reports, struct fault *fault);

/*
 * Open FOLDER/NAME.SUFFIX with WRITER's head written, and close it: committed, or thrown away when CODE says that something failed.
 * report_close returns CODE, or why it could not be committed.
 */
struct report_file {
    struct file_replace *replace; /* owned */
    struct report_output out;
};
int report_open(struct report_file *file, struct reports *reports, const char *name, const struct report_writer *writer,
                const struct report *report, struct fault *fault);
int report_close(struct report_file *file, struct reports *reports, int code, struct fault *fault);

#endif
