/*
 * handle.h - what the files of this room share: the handles behind register.h.  Floor 2, for lib/register only.
 */
#ifndef CUTOVER_REGISTER_HANDLE_H
#define CUTOVER_REGISTER_HANDLE_H

#include "register/register.h"
#include "store/store.h"

struct reg {
    struct store *store;
};

struct reg_txn {
    struct reg *reg;
    struct store_txn *handle;
};

#endif
