/*
 * chain.h - how an audit entry is written, and the head of the chain.  Floor 2, for lib/register only.
 *
 * An entry is {"number":N,"when":...,"who":...,"what":...,"subject":...,"from":...,"to":...,"detail":...,
 * "before":"HEX","hash":"HEX"}, without blanks; the hash is SHA-256 of the text up to and without ,"hash":
 * and what follows.  The head keeps number and hash of the last entry, so that a tail that was cut off is missed.
 */
#ifndef CUTOVER_REGISTER_CHAIN_H
#define CUTOVER_REGISTER_CHAIN_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "register/register.h"

enum {
    NUMBER_KEY_SIZE = 24,
    /* ,"hash":" and 64 digits and "} */
    HASH_MEMBER_LENGTH = 9 + HASH_HEX_SIZE - 1 + 2,
};

struct head {
    int64_t number; /* of the last entry; 0: there is none */
    char hash[HASH_HEX_SIZE];
};

/* The chain before its first entry: number 0, hash of 64 zeros. */
void head_init(struct head *head);

int head_read(struct head *head, struct reg *reg, struct reg_txn *txn, struct fault *fault);
int head_write(const struct head *head, struct reg_txn *txn, struct fault *fault);

/* The key of entry NUMBER in REG_AUDIT: 20 digits. */
char *number_key(char key[NUMBER_KEY_SIZE], int64_t number);

/* Make HEAD the head behind the entry whose text without its hash member is TEXT; writes that member to MEMBER. */
void head_move(struct head *head, char member[HASH_MEMBER_LENGTH + 1], const void *text, size_t length);

#endif
