/* decode - records to JSON lines or CSV. */
#include "utility/records.h"

static const struct program PROGRAM = {
    .name = "decode",
    .purpose = "Records to JSON lines, or CSV with --format csv; what cannot be read is null, and told.",
    .operands = "[DATA]",
    .operands_max = 1,
    .options = records_decode_options,
    .options_size = sizeof(struct records_options),
    .examples = "  cutover decode --copybook CUST.cpy CUST.DATA                         records of one length, EBCDIC\n"
                "  cutover decode --copybook CUST.cpy --recfm vb CUST.VB > cust.jsonl   variable length, with RDWs and BDWs\n"
                "  cutover decode --copybook CUST.cpy --format csv --codepage IBM273 CUST.DATA\n"
                "  cutover decode --copybook CUST.cpy --guess CUST.DATA                 not sure how it was made? this says\n",
    .body = records_decode,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
