/*
 * regpost post FOLDER N     posts N more groups of keys, each with its audit entry, a transaction each; tells each
 *                           group's number on stdout once it is committed
 * regpost check FOLDER N    at least N groups are there, none partial or doubled, and the audit chain has one entry each
 * regpost spoil FOLDER N    changes a byte of audit entry N behind the register's back
 * For tests that kill the first, and for those that want a register somebody has edited.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "register/register.h"

enum { KEYS = 5 };

static int post_group(struct reg *reg, long group, struct fault *fault)
{
    struct reg_txn *txn;
    char key[32] = "";
    int code = reg_begin(reg, &txn, fault);
    if (code < 0)
        return code;
    for (int i = 0; i < KEYS && code == 0; i++) {
        snprintf(key, sizeof key, "%08ld.%d", group, i);
        code = reg_insert(txn, REG_SUBMISSION, key, "{}", 2, fault);
    }
    struct reg_event event = {1795132800, "regpost", "posted", key, "", "RECEIVED", ""};
    if (code == 0)
        code = reg_audit_add(txn, &event, fault);
    if (code == 0)
        return reg_commit(txn, fault);
    reg_abort(txn);
    return code == 1 ? fault_set(fault, REG_E_ENTRY, "group %ld twice", group) : code;
}

static int note_group(void *user, const char *key, const char *value, size_t length)
{
    (void)value;
    (void)length;
    long *keys = user;
    long group = (*keys)++;
    return strtol(key, NULL, 10) == group / KEYS && key[9] - '0' == group % KEYS ? 0 : 1;
}

/* The number of groups that are there into *GROUPS. */
static int check_groups(struct reg *reg, long *groups, struct fault *fault)
{
    struct reg_chain chain;
    long keys = 0;
    int code = reg_scan(reg, NULL, REG_SUBMISSION, "", note_group, &keys, fault);
    if (code == 0)
        code = reg_audit_check(reg, &chain, fault);
    if (code == 0 && (keys % KEYS != 0 || chain.count != keys / KEYS))
        code = 1;
    *groups = keys / KEYS;
    return code == 1 ? fault_set(fault, REG_E_ENTRY, "a group that is partial or doubled near key %ld", keys) : code;
}

static int post(struct reg *reg, long count, struct fault *fault)
{
    long groups;
    int code = check_groups(reg, &groups, fault);
    for (long group = groups; group < groups + count && code == 0; group++) {
        char line[32];
        code = post_group(reg, group, fault);
        int length = snprintf(line, sizeof line, "%ld\n", group + 1);
        if (code == 0 && write(STDOUT_FILENO, line, (size_t)length) != length)
            return fault_set(fault, REG_E_ENTRY, "standard output");
    }
    return code;
}

static int check(struct reg *reg, long least, struct fault *fault)
{
    long groups;
    int code = check_groups(reg, &groups, fault);
    if (code == 0 && groups < least)
        code = fault_set(fault, REG_E_ENTRY, "%ld groups of %ld acknowledged", groups, least);
    return code;
}

static int spoil(struct reg *reg, long number, struct fault *fault)
{
    struct bytes entry;
    struct reg_txn *txn;
    char key[24];
    bytes_init(&entry);
    snprintf(key, sizeof key, "%020ld", number);
    int code = reg_begin(reg, &txn, fault);
    if (code < 0)
        return code;
    code = reg_get(reg, txn, REG_AUDIT, key, &entry, fault);
    if (code == 0) {
        entry.data[entry.length / 2] ^= 1;
        code = reg_put(txn, REG_AUDIT, key, entry.data, entry.length, fault);
    }
    bytes_release(&entry);
    if (code == 0)
        return reg_commit(txn, fault);
    reg_abort(txn);
    return code < 0 ? code : fault_set(fault, REG_E_ENTRY, "there is no entry %ld", number);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(struct reg *reg, long number, struct fault *fault);
    } verbs[] = {{"post", post}, {"check", check}, {"spoil", spoil}};
    for (size_t i = 0; argc == 4 && i < sizeof verbs / sizeof verbs[0]; i++) {
        struct reg *reg;
        struct fault fault = {0};
        if (strcmp(verbs[i].name, argv[1]) != 0)
            continue;
        int code = reg_open(&reg, argv[2], &fault);
        if (code == 0)
            code = verbs[i].run(reg, strtol(argv[3], NULL, 10), &fault);
        reg_close(reg);
        if (code < 0)
            fprintf(stderr, "regpost: %d %s\n", code, fault.detail);
        return code < 0 ? 12 : 0;
    }
    fputs("usage: regpost post|check|spoil FOLDER N\n", stderr);
    return 16;
}
