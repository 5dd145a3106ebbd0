/* layout - where every field of a copybook lies. */
#include "utility/records.h"

static const struct program PROGRAM = {
    .name = "layout",
    .purpose = "Where every field of a copybook lies: level, name, displacement, length, picture, usage, occurs, redefines.",
    .options = records_layout_options,
    .options_size = sizeof(struct records_options),
    .examples = "  cutover layout --copybook CUST.cpy            the listing\n"
                "  cutover layout --copybook CUST.cpy --schema   JSON Schema of what decode makes\n",
    .body = records_layout,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
