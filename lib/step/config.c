/* config.c - see config.h. */
#include "step/config.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "step/message.h"

void config_init(struct config *config)
{
    *config = (struct config){0};
}

void config_release(struct config *config)
{
    for (size_t i = 0; i < config->count; i++) {
        free(config->entries[i].section);
        free(config->entries[i].key);
        free(config->entries[i].value);
    }
    free(config->entries);
    *config = (struct config){0};
}

static int add_entry(void *user, const char *section, const char *key, const char *value)
{
    struct config *config = user;
    config->entries = memory_grow(config->entries, &config->capacity, config->count + 1, sizeof *config->entries);
    config->entries[config->count++] = (struct config_entry){
        memory_copy_string(section), memory_copy_string(key), memory_copy_string(value != NULL ? value : "")};
    return 1;
}

int config_read(struct config *config, const char *path, struct fault *fault)
{
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return fault_errno(fault, BASE_E_OPEN, errno, "%s", path);
    int line = ini_parse_file(file, add_entry, config);
    fclose(file);
    if (line == 0)
        return 0;
    fault_set(fault, STEP_E_CONFIG, "this line is neither [section] nor key = value");
    fault_in_file(fault, path);
    fault_at_record(fault, line, "");
    return STEP_E_CONFIG;
}

const char *config_text(const struct config *config, const char *section, const char *key, const char *fallback)
{
    for (size_t i = config->count; i-- > 0;)
        if (strcmp(config->entries[i].section, section) == 0 && strcmp(config->entries[i].key, key) == 0)
            return config->entries[i].value;
    return fallback;
}

int config_number(const struct config *config, const char *section, const char *key, int64_t fallback,
                  int64_t *value, struct fault *fault)
{
    const char *text = config_text(config, section, key, NULL);
    *value = fallback;
    if (text == NULL)
        return 0;
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0)
        return fault_set(fault, STEP_E_CONFIG, "[%s] %s = %s: expected a whole number", section, key, text);
    *value = number;
    return 0;
}

int config_flag(const struct config *config, const char *section, const char *key, bool fallback, bool *value,
                struct fault *fault)
{
    const char *text = config_text(config, section, key, NULL);
    *value = fallback;
    if (text == NULL)
        return 0;
    if (strcmp(text, "yes") != 0 && strcmp(text, "no") != 0)
        return fault_set(fault, STEP_E_CONFIG, "[%s] %s = %s: expected yes or no", section, key, text);
    *value = strcmp(text, "yes") == 0;
    return 0;
}
