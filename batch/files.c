/* files - every drop file ever seen, and what became of it. */
#include <inttypes.h>

#include "release/desk.h"
#include "release/filing.h"
#include "step/program.h"

static int print_json(const struct filing *filing)
{
    struct bytes line;
    bytes_init(&line);
    filing_json(&line, filing);
    puts(bytes_string(&line));
    bytes_release(&line);
    return 0;
}

static int print_line(const struct filing *filing)
{
    char sequence[24] = "-";
    if (filing->file_seq >= 0)
        snprintf(sequence, sizeof sequence, "%" PRId64, filing->file_seq);
    printf("%-9s %-4s %-8s %7s %08d %5" PRId64 " records; submissions: %" PRId64 " posted, %" PRId64 " returned, %" PRId64
           " aside; %" PRId64 " findings  %.12s  %s\n",
           filing_state_name(filing->state), filing->form[0] != '\0' ? filing->form : "-",
           filing->agency[0] != '\0' ? filing->agency : "-", sequence, filing->date, filing->records.read,
           filing->submissions.posted, filing->submissions.returned, filing->submissions.aside, filing->findings_total,
           filing->sha256, filing->name);
    return 0;
}

static int print_filing(void *user, const struct filing *filing)
{
    const struct step *step = user;
    return step->json ? print_json(filing) : print_line(filing);
}

static int list(struct step *step, void *options)
{
    (void)options;
    struct desk desk;
    struct fault fault = {0};
    if (desk_open(&desk, step, 0, &fault) < 0)
        return step_fail(step, &fault, RC_UNFINISHED);
    int code = filing_scan(desk.reg, 0, print_filing, step, &fault);
    desk_close(&desk);
    return code < 0 ? step_fail(step, &fault, RC_UNFINISHED) : RC_DONE;
}

static const struct program PROGRAM = {
    .name = "files",
    .purpose = "Every drop file ever seen: name, form, agency, sequence, state, counts, findings, hash.",
    .needs_home = true,
    .body = list,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
