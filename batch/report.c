/* report - the schedule, the acknowledgements and the balance of a business date. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/file.h"
#include "register/register.h"
#include "report/reports.h"
#include "step/message.h"
#include "step/program.h"

static int report(struct step *step, void *options)
{
    (void)options;
    struct fault fault = {0};
    char date[16];
    snprintf(date, sizeof date, "%08d", step->date);
    char *base = step_dd(step, "REPORTS"), *folder = file_join(base, date), *home = step_path(step, "register");
    struct reports reports = {.folder = folder, .site = config_text(&step->config, "report", "site", "RELEASE DESK"), .date = step->date};
    int code = reg_open(&reports.reg, home, &fault);
    if (code == 0)
        code = reports_write(&reports, &fault);
    reg_close(reports.reg);
    if (code == 0 && !step->quiet)
        printf("REPORT   %" PRId64 " reports in %s\n", reports.written, folder);
    free(base);
    free(folder);
    free(home);
    if (code == 0)
        return RC_DONE;
    return step_fail(step, &fault, code == STEP_E_BALANCE ? RC_NOT_STARTED : RC_UNFINISHED);
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
