/* keyed.c - see keyed.h. */
#include "dataset/keyed.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"
#include "store/btree.h"

struct keyed {
    struct btree *btree;   /* NULL: there is nothing to read */
    char *path;
    char *copy;            /* where changes are made; NULL: none are */
    size_t key_offset, key_length;
    struct bytes key;
};

static bool has_alternates(const char *path)
{
    struct bytes other;
    bytes_init(&other);
    bytes_format(&other, "%s.1", path);
    bool there = file_exists(bytes_string(&other));
    bytes_release(&other);
    return there;
}

/* The copy: a whole one, or a new file. */
static int open_copy(struct keyed *keyed, enum keyed_mode mode, struct fault *fault)
{
    struct bytes copy;
    if (has_alternates(keyed->path))
        return fault_set(fault, DATASET_E_KIND, "%s has alternate keys: load it by a COBOL program", keyed->path);
    bytes_init(&copy);
    bytes_format(&copy, "%s.%d.part", keyed->path, (int)getpid());
    keyed->copy = (char *)copy.data;
    bool adds = mode == KEYED_ADD && file_exists(keyed->path);
    int code = adds ? tree_copy(keyed->path, keyed->copy, fault) : 0;
    return code == 0 ? btree_open(&keyed->btree, keyed->copy, adds ? BTREE_CHANGE : BTREE_CREATE, fault) : code;
}

int keyed_open(struct keyed **opened, const char *path, const struct dataset *dataset, enum keyed_mode mode, struct fault *fault)
{
    struct keyed *keyed = memory_new(1, sizeof *keyed);
    keyed->path = memory_copy_string(path);
    keyed->key_offset = (size_t)dataset->key_offset;
    keyed->key_length = (size_t)dataset->key_length;
    bytes_init(&keyed->key);
    int code = mode == KEYED_READ ? btree_open(&keyed->btree, path, BTREE_READ, fault) : open_copy(keyed, mode, fault);
    *opened = keyed;
    if (code < 0) {
        keyed_close(keyed);
        *opened = NULL;
    }
    return code < 0 ? code : 0;
}

int keyed_next(struct keyed *keyed, struct bytes *record, struct fault *fault)
{
    bytes_clear(record);
    return keyed->btree != NULL ? btree_next(keyed->btree, &keyed->key, record, fault) : 1;
}

int keyed_put(struct keyed *keyed, const void *record, size_t length, bool replace, struct fault *fault)
{
    const uint8_t *bytes = record;
    if (keyed->key_length == 0 || length < keyed->key_offset + keyed->key_length)
        return fault_set(fault, DATASET_E_RECORDS, "a record of %zu bytes, and its key of %zu at %zu", length, keyed->key_length, keyed->key_offset);
    return btree_put(keyed->btree, bytes + keyed->key_offset, keyed->key_length, record, length, replace, fault);
}

int keyed_commit(struct keyed *keyed, struct fault *fault)
{
    int code = btree_close(keyed->btree, fault);
    keyed->btree = NULL;
    if (code == 0)
        code = file_move(keyed->copy, keyed->path, fault);
    if (code == 0) {
        free(keyed->copy);
        keyed->copy = NULL;
    }
    return code;
}

void keyed_close(struct keyed *keyed)
{
    if (keyed == NULL)
        return;
    btree_close(keyed->btree, NULL);
    if (keyed->copy != NULL)
        unlink(keyed->copy);
    bytes_release(&keyed->key);
    free(keyed->copy);
    free(keyed->path);
    free(keyed);
}
