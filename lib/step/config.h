/*
 * config.h - cutover.conf: sections, keys, values.  Floor 1.  Read by libinih.
 *
 *     [policy]
 *     require_proof = no
 *     [form F053]
 *     codepage = CP037
 *
 * The only include of <ini.h>.  Values are text; an unreadable number or yes/no is a fault, not a default.
 */
#ifndef CUTOVER_STEP_CONFIG_H
#define CUTOVER_STEP_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

struct config_entry {
    char *section;
    char *key;
    char *value;
};

struct config {
    struct config_entry *entries; /* in the order of the file; a later one of the same name wins */
    size_t count;
    size_t capacity;
};

void config_init(struct config *config);
void config_release(struct config *config);

/* Add what PATH holds; may be called for several files, later ones win.  Returns 0, BASE_E_OPEN or STEP_E_CONFIG with the line. */
int config_read(struct config *config, const char *path, struct fault *fault);

/* The value, or FALLBACK (which may be NULL) when the key is not there.  Owned by CONFIG. */
const char *config_text(const struct config *config, const char *section, const char *key, const char *fallback);

/* As config_text for a whole number or for yes/no.  Return 0, or STEP_E_CONFIG when the value is neither. */
int config_number(const struct config *config, const char *section, const char *key, int64_t fallback,
                  int64_t *value, struct fault *fault);
int config_flag(const struct config *config, const char *section, const char *key, bool fallback, bool *value,
                struct fault *fault);

#endif
