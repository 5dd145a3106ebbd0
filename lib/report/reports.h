/*
 * reports.h - the reports of a business date, derived from the register alone.  Floor 4.
 *
 *     FOLDER/schedule.txt .html .csv     what is booked, offered, waiting
 *     FOLDER/ack-NAME.txt                for each drop file taken in on the date: what became of it, and what to do
 *     FOLDER/balance.txt .json           by step: what went in equals what became of it
 *
 * Each is replaced atomically; the same register and date give the same bytes.
 */
#ifndef CUTOVER_REPORT_REPORTS_H
#define CUTOVER_REPORT_REPORTS_H

#include <stdint.h>

#include "base/clock.h"
#include "base/fault.h"
#include "form/form.h"
#include "register/register.h"
#include "report/writer.h"

struct reports {
    /* given */
    struct reg *reg;
    const struct form_set *forms;
    const char *folder; /* HOME/reports/CCYYMMDD, made when missing */
    const char *site;   /* installation, for the page heads */
    const char *zone;   /* of the times that people read */
    int date;
    /* filled */
    int64_t entry;               /* the register's last audit entry, and when it was written */
    char as_of[CLOCK_TEXT_SIZE];
    int64_t written;             /* files */
};

/* Write them all.  Returns 0, STEP_E_BALANCE when something does not add up (after all are written), or another fault. */
int reports_write(struct reports *reports, struct fault *fault);

/* One each; reports_write has made the folder. */
int schedule_write(struct reports *reports, struct fault *fault);
int acknowledgements_write(struct reports *reports, struct fault *fault);
int balance_write(struct reports *reports, struct fault *fault);

/* For those: a report with its heads filled; and FOLDER/NAME.SUFFIX published with what FILL gives, or why it could not be. */
struct report reports_describe(const struct reports *reports, const char *id, const char *title,
                               const struct report_column *columns, size_t column_count);
int reports_publish(struct reports *reports, const char *name, const struct report_writer *writer, const struct report *report,
                    report_fill *fill, void *user, struct fault *fault);

#endif
