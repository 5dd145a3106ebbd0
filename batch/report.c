/* report - the schedule, the acknowledgements and the balance of a business date. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/file.h"
#include "release/desk.h"
#include "report/reports.h"
#include "step/message.h"
#include "step/program.h"

static int report(struct step *step, void *options)
{
    (void)options;
    struct fault fault = {0};
    struct desk desk;
    char date[16];
    /* The desk's lock: nobody changes the register while it is read from several sides. */
    if (desk_open(&desk, step, DESK_WRITE | DESK_FORMS, &fault) < 0)
        return step_fail(step, &fault, RC_UNFINISHED);
    snprintf(date, sizeof date, "%08d", step->date);
    char *base = step_dd(step, "REPORTS"), *folder = file_join(base, date);
    struct reports reports = {.reg = desk.reg,
                              .forms = &desk.forms,
                              .folder = folder,
                              .site = config_text(&step->config, "report", "site", "RELEASE DESK"),
                              .zone = config_text(&step->config, "calendar", "zone", "UTC"),
                              .date = step->date};
    int code = reports_write(&reports, &fault);
    if (!step->quiet)
        printf("REPORT   %" PRId64 " reports in %s\n", reports.written, folder);
    free(base);
    free(folder);
    desk_close(&desk);
    return code < 0 ? step_fail(step, &fault, code == STEP_E_BALANCE ? RC_NOT_STARTED : RC_UNFINISHED) : RC_DONE;
}

static const struct dd_spec DDS[] = {{"REPORTS", "reports", "folder of the reports, one below it a date"}, {0}};

static const struct program PROGRAM = {
    .name = "report",
    .purpose = "Writes the schedule, an acknowledgement for each drop file, and the balance of a date.",
    .dds = DDS,
    .needs_home = true,
    .body = report,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
