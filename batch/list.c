/* list - the queue, a line or a JSON object a submission. */
#include "release/inquiry.h"

struct list_options {
    struct text_list states;
    const char *agency;
};

static const struct option_spec OPTIONS[] = {
    {"state", OPTION_LIST, offsetof(struct list_options, states), "STATE", "only this state; may be repeated"},
    {"agency", OPTION_TEXT, offsetof(struct list_options, agency), "NAME", "only this agency"},
    {0}};

static int list(struct step *step, void *options)
{
    const struct list_options *given = options;
    return inquiry_list(step, &given->states, given->agency);
}

static const struct program PROGRAM = {
    .name = "list",
    .purpose = "The queue: release, iteration, form, agency, system, class, state and slot of every submission.",
    .options = OPTIONS,
    .options_size = sizeof(struct list_options),
    .needs_home = true,
    .body = list,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
