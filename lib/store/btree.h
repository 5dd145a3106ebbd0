/*
 * btree.h - one Berkeley DB btree in a file of its own, without an environment: as GnuCOBOL keeps an INDEXED file.  Floor 1.
 *
 *     struct btree *btree;
 *     int code = btree_open(&btree, path, BTREE_READ, &fault);           1: there is no such file
 *     while ((code = btree_next(btree, &key, &value, &fault)) == 0) ...   1: the end
 *     code = btree_close(btree, &fault);
 *
 * The caller sees to it that nobody else has the file open meanwhile.  A file that is damaged gives STORE_E_FAILED; whatever
 * Berkeley DB says of it besides is dropped.
 */
#ifndef CUTOVER_STORE_BTREE_H
#define CUTOVER_STORE_BTREE_H

#include "store/store.h"

struct btree;

enum btree_mode {
    BTREE_READ,
    BTREE_CHANGE, /* it is there */
    BTREE_CREATE, /* it is made anew, empty */
};

/* Returns 0, 1 when there is no such file, or STORE_E_OPEN: it is no btree, or cannot be opened. */
int btree_open(struct btree **btree, const char *path, enum btree_mode mode, struct fault *fault);

/* Accepts NULL.  Returns 0, or STORE_E_FAILED, STORE_E_FULL: what was put is not all on disk. */
int btree_close(struct btree *btree, struct fault *fault);

/* The next entry, from the first on, in key order; both are cleared first.  1: the end. */
int btree_next(struct btree *btree, struct bytes *key, struct bytes *value, struct fault *fault);

/* 1: the key is there, and nothing was changed; with REPLACE its value becomes this one. */
int btree_put(struct btree *btree, const void *key, size_t key_length, const void *value, size_t length, bool replace, struct fault *fault);

#endif
