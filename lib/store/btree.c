/* btree.c - see btree.h. */
#include "store/btree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "store/handle.h"

struct btree {
    DB *db;
    DBC *cursor; /* NULL: not begun */
};

static void say_nothing(const DB_ENV *environment, const char *prefix, const char *text)
{
    (void)environment;
    (void)prefix;
    (void)text;
}

static int failed(int error, const char *what, struct fault *fault)
{
    return fault_set(fault, error == ENOSPC ? STORE_E_FULL : STORE_E_FAILED, "%s: %s", what, db_strerror(error));
}

int btree_open(struct btree **opened, const char *path, enum btree_mode mode, struct fault *fault)
{
    struct stat status;
    *opened = NULL;
    if (mode != BTREE_CREATE && stat(path, &status) != 0 && errno == ENOENT)
        return 1;
    struct btree *btree = memory_new(1, sizeof *btree);
    uint32_t flags = mode == BTREE_READ ? DB_RDONLY : mode == BTREE_CREATE ? DB_CREATE | DB_TRUNCATE : 0;
    int error = db_create(&btree->db, NULL, 0);
    if (error == 0) {
        btree->db->set_errcall(btree->db, say_nothing);
        error = btree->db->open(btree->db, NULL, path, NULL, DB_BTREE, flags, 0640);
    }
    if (error != 0) {
        btree_close(btree, NULL);
        return fault_set(fault, STORE_E_OPEN, "%s: %s", path, db_strerror(error));
    }
    *opened = btree;
    return 0;
}

int btree_close(struct btree *btree, struct fault *fault)
{
    int error = 0;
    if (btree == NULL)
        return 0;
    if (btree->cursor != NULL)
        btree->cursor->close(btree->cursor);
    if (btree->db != NULL)
        error = btree->db->close(btree->db, 0); /* which writes what is still in memory, and syncs */
    free(btree);
    return error == 0 ? 0 : failed(error, "closing", fault);
}

int btree_next(struct btree *btree, struct bytes *key, struct bytes *value, struct fault *fault)
{
    DBT k, v;
    memset(&k, 0, sizeof k);
    memset(&v, 0, sizeof v);
    bytes_clear(key);
    bytes_clear(value);
    int error = btree->cursor == NULL ? btree->db->cursor(btree->db, NULL, &btree->cursor, 0) : 0;
    if (error == 0)
        error = btree->cursor->get(btree->cursor, &k, &v, DB_NEXT);
    if (error == DB_NOTFOUND)
        return 1;
    if (error != 0)
        return failed(error, "reading", fault);
    bytes_add(key, k.data, k.size);
    bytes_add(value, v.data, v.size);
    return 0;
}

int btree_put(struct btree *btree, const void *key, size_t key_length, const void *value, size_t length, bool replace, struct fault *fault)
{
    DBT k = dbt_in(key, key_length), v = dbt_in(value, length);
    int error = btree->db->put(btree->db, NULL, &k, &v, replace ? 0 : DB_NOOVERWRITE);
    return error == DB_KEYEXIST ? 1 : error == 0 ? 0 : failed(error, "writing", fault);
}
