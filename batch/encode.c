/* encode - JSON lines to records. */
#include "utility/records.h"

static const struct program PROGRAM = {
    .name = "encode",
    .purpose = "JSON lines, as decode writes them, to records.",
    .operands = "[JSONL]",
    .operands_max = 1,
    .options = records_encode_options,
    .options_size = sizeof(struct records_options),
    .examples = "  cutover encode --copybook CUST.cpy cust.jsonl > CUST.DATA\n"
                "  cutover encode --copybook CUST.cpy --recfm vb --lrecl 400 cust.jsonl > CUST.VB\n",
    .body = records_encode,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
