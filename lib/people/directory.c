/* directory.c - see directory.h. */
#include "people/directory.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "people/people.h"

const char *directory_text(const struct directory_settings *settings, const char *key)
{
    const char *text = config_text(settings->config, "people", key, NULL);
    return text == NULL || text[0] == '\0' ? NULL : text;
}

char *directory_file(const struct directory_settings *settings, const char *key)
{
    const char *name = directory_text(settings, key);
    if (name == NULL)
        return NULL;
    char *path = file_join(settings->home, name);
    if (file_exists(path))
        return path;
    free(path);
    return file_join(settings->share, name);
}

int directory_open(struct directory **directory, const struct directory_settings *settings, struct fault *fault)
{
    static const struct {
        const char *name;
        int (*open)(struct directory **directory, const struct directory_settings *settings, struct fault *fault);
    } ways[] = {{"ldif", directory_ldif_open}, {"ldap", directory_ldap_open}};
    const char *name = directory_text(settings, "source");
    if (name == NULL)
        name = "ldif";
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (strcmp(ways[i].name, name) == 0)
            return ways[i].open(directory, settings, fault);
    return fault_set(fault, PEOPLE_E_CONFIG, "source = %s: expected ldif or ldap", name);
}
