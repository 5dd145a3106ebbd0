/* intake - from the drop folder into the register. */
#include <stdlib.h>

#include "release/desk.h"
#include "release/intake.h"
#include "step/program.h"

static void tell(void *user, const struct fault *message)
{
    step_message(user, message);
}

static void print_balances(const struct step *step, const struct intake *intake)
{
    const struct balance *balances[] = {&intake->files, &intake->submissions, &intake->records};
    struct bytes out;
    bytes_init(&out);
    for (size_t i = 0; i < sizeof balances / sizeof balances[0]; i++) {
        (step->json ? balance_json : balance_line)(&out, balances[i]);
        bytes_char(&out, '\n');
    }
    fwrite(out.data, 1, out.length, stdout);
    bytes_release(&out);
}

static int take_in(struct step *step, void *options)
{
    (void)options;
    struct desk desk;
    struct fault fault = {0};
    if (desk_open(&desk, step, DESK_WRITE | DESK_FORMS, &fault) < 0)
        return step_fail(step, &fault, RC_UNFINISHED);
    char *drop = step_dd(step, "DROP");
    struct intake intake = {.reg = desk.reg, .forms = &desk.forms, .config = &step->config, .home = step->home, .drop = drop,
                            .date = step->date, .now = desk.now, .tell = tell, .user = step};
    int code = intake_run(&intake, &fault);
    print_balances(step, &intake);
    desk_close(&desk);
    free(drop);
    return code < 0 ? step_fail(step, &fault, RC_UNFINISHED) : step_raise(step, intake.return_code);
}

static const struct dd_spec DDS[] = {
    {"DROP", "drop", "the folder that files are renamed into when they are complete"},
    {0},
};

static const struct program PROGRAM = {
    .name = "intake",
    .purpose = "Takes in the drop files: reads, judges, posts their submissions, archives them or sets them aside.",
    .dds = DDS,
    .needs_home = true,
    .body = take_in,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
