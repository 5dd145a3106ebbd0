/* balance.c - see balance.h. */
#include "step/balance.h"

#include <inttypes.h>

#include "step/message.h"

int balance_check(const struct balance *balance, struct fault *fault)
{
    const int64_t parts[] = {balance->posted, balance->returned, balance->denied, balance->aside, balance->carried};
    int64_t sum = 0;
    int64_t lowest = balance->read;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        sum += parts[i];
        lowest = parts[i] < lowest ? parts[i] : lowest;
    }
    if (sum == balance->read && lowest >= 0)
        return 0;
    struct bytes line;
    bytes_init(&line);
    balance_line(&line, balance);
    int code = fault_set(fault, STEP_E_BALANCE, "%s", bytes_string(&line));
    bytes_release(&line);
    return code;
}

void balance_json(struct bytes *out, const struct balance *balance)
{
    bytes_format(out,
                 "{\"step\":\"%s\",\"unit\":\"%s\",\"read\":%" PRId64 ",\"posted\":%" PRId64 ",\"returned\":%" PRId64
                 ",\"denied\":%" PRId64 ",\"aside\":%" PRId64 ",\"carried\":%" PRId64 ",\"hash_total\":%" PRIu64 "}",
                 balance->step, balance->unit, balance->read, balance->posted, balance->returned, balance->denied,
                 balance->aside, balance->carried, balance->hash_total);
}

void balance_line(struct bytes *out, const struct balance *balance)
{
    bytes_format(out,
                 "%-8s %-10s read %" PRId64 " = posted %" PRId64 " + returned %" PRId64 " + denied %" PRId64
                 " + aside %" PRId64 " + carried %" PRId64,
                 balance->step, balance->unit, balance->read, balance->posted, balance->returned, balance->denied,
                 balance->aside, balance->carried);
}
