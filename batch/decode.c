/* decode - records to JSON lines or CSV. */
#include "utility/records.h"

static const struct program PROGRAM = {
    .name = "decode",
    .purpose = "Records to JSON lines, or CSV with --format csv; what cannot be read is null, and told.",
    .operands = "[DATA]",
    .operands_max = 1,
    .options = records_decode_options,
    .options_size = sizeof(struct records_options),
    .body = records_decode,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
