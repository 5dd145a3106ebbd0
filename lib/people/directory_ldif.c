/*
 * directory_ldif.c - people and groups from an LDIF file (RFC 2849), read whole with libldap's own parser.
 *
 * What that parser would do on its own and must not is refused before it sees the line: reading other files
 * ("attribute:< URL", "include:"), and complaining on stderr.  A file with any fault is refused whole, with the line.
 */
#include <stdio.h> /* before <ldif.h>, which needs FILE */

#include <ldap.h>
#include <ldif.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "base/file.h"
#include "base/memory.h"
#include "people/identity.h"
#include "people/people.h"
#include "people/directory.h"

enum { LDIF_BYTES_MAX = 64 << 20, SHOWN_SIZE = 80 };

static const char BASE64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char ATTRIBUTE[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-;_";

/* A key of one of the search trees, and the entry it stands for. */
struct index {
    const char *key; /* owned by the entry */
    const struct listing *entry;
};

struct directory_ldif {
    struct directory directory;
    struct listing **entries; /* owned */
    size_t count;
    size_t capacity;
    void *trees[DIRECTORY_KEYS]; /* tsearch(3); DIRECTORY_GROUP_DN holds every entry */
};

/* Where the reading stands. */
struct reader {
    struct directory_ldif *ldif;
    const char *name;
    const char *original; /* the text as it was: libldap writes into its copy */
    char *copy;
    size_t counted; /* bytes of original whose line ends are in line */
    int64_t line;
    int64_t entry_line;    /* of the current entry's dn */
    struct listing *entry; /* NULL between entries */
    struct fault *fault;
};

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct index *)a)->key, ((const struct index *)b)->key);
}

static int refuse(struct reader *reader, int64_t line, int code, const char *what, const char *shown, size_t length)
{
    char text[SHOWN_SIZE];
    fault_set(reader->fault, code, "%s: %s", what, bytes_escape(text, sizeof text, shown, length));
    fault_in_file(reader->fault, reader->name);
    fault_at_record(reader->fault, line, "line");
    return code;
}

static int index_add(struct reader *reader, enum directory_key kind, const char *key, const struct listing *entry)
{
    struct index *index = memory_new(1, sizeof *index);
    *index = (struct index){key, entry};
    struct index **slot = tsearch(index, &reader->ldif->trees[kind], by_key);
    if (slot != NULL && *slot == index)
        return 0;
    free(index);
    static const char *const twice[DIRECTORY_KEYS] = {"this uid comes twice", "this group name comes twice",
                                                      "this DN comes twice"};
    return refuse(reader, reader->entry_line, PEOPLE_E_ENTRY, twice[kind], key, strlen(key));
}

static int entry_end(struct reader *reader)
{
    struct listing *entry = reader->entry;
    struct directory_ldif *ldif = reader->ldif;
    reader->entry = NULL;
    ldif->entries = memory_grow(ldif->entries, &ldif->capacity, ldif->count + 1, sizeof *ldif->entries);
    ldif->entries[ldif->count++] = entry;
    int code = index_add(reader, DIRECTORY_GROUP_DN, entry->dn, entry);
    if (listing_is_person(entry))
        for (size_t i = 0; i < entry->uids.count && code == 0; i++)
            code = index_add(reader, DIRECTORY_PERSON, entry->uids.items[i], entry);
    if (listing_is_group(entry))
        for (size_t i = 0; i < entry->cns.count && code == 0; i++)
            code = index_add(reader, DIRECTORY_GROUP, entry->cns.items[i], entry);
    return code;
}

static int entry_start(struct reader *reader, const struct berval *dn)
{
    char *made = identity_dn(dn->bv_val, dn->bv_len);
    if (made == NULL)
        return refuse(reader, reader->line, PEOPLE_E_ENTRY, "this DN is malformed", dn->bv_val, dn->bv_len);
    reader->entry = memory_new(1, sizeof *reader->entry);
    reader->entry->dn = made;
    reader->entry_line = reader->line;
    return 0;
}

static int take_value(struct reader *reader, const char *attribute, const struct berval *value)
{
    bool is_dn = strcasecmp(attribute, "dn") == 0;
    if (reader->entry == NULL && is_dn)
        return entry_start(reader, value);
    if (reader->entry == NULL && reader->ldif->count == 0 && strcasecmp(attribute, "version") == 0)
        return 0;
    if (reader->entry == NULL || is_dn)
        return refuse(reader, reader->line, PEOPLE_E_LDIF, "expected an entry to begin with its one dn, got", attribute,
                      strlen(attribute));
    if (strcasecmp(attribute, "changetype") == 0)
        return refuse(reader, reader->line, PEOPLE_E_LDIF, "expected entries, got a change", value->bv_val,
                      value->bv_len);
    if (listing_add(reader->entry, attribute, value->bv_val, value->bv_len) < 0)
        return refuse(reader, reader->line, PEOPLE_E_ENTRY, "this member is no DN", value->bv_val, value->bv_len);
    return 0;
}

/* Is what follows "attribute::" base64 that libldap can read without complaint? */
static bool is_base64(const char *text)
{
    text += strspn(text, " ");
    size_t length = strlen(text), digits = strspn(text, BASE64), padding = strspn(text + digits, "=");
    return length % 4 == 0 && digits + padding == length && padding <= 2;
}

static int check_line(struct reader *reader, const char *line)
{
    size_t length = strspn(line, ATTRIBUTE);
    if (length == 0 || line[length] != ':')
        return refuse(reader, reader->line, PEOPLE_E_LDIF, "expected attribute: value, got", line, strlen(line));
    if (line[length + 1] == '<' || strncasecmp(line, "include:", 8) == 0)
        return refuse(reader, reader->line, PEOPLE_E_URL, "got", line, strlen(line));
    if (line[length + 1] == ':' && !is_base64(line + length + 2))
        return refuse(reader, reader->line, PEOPLE_E_LDIF, "expected base64, got", line, strlen(line));
    return 0;
}

/* Remove the marks that libldap leaves where lines were folded; no other X'0D' is in the text. */
static void unfold(char *line)
{
    char *to = line;
    for (const char *from = line; *from != '\0'; from++)
        if (*from != '\r')
            *to++ = *from;
    *to = '\0';
}

static int take_line(struct reader *reader, char *line)
{
    for (size_t here = (size_t)(line - reader->copy); reader->counted < here; reader->counted++)
        reader->line += reader->original[reader->counted] == '\n';
    unfold(line);
    int code = check_line(reader, line);
    if (code < 0)
        return code;
    struct berval type, value;
    int owned = 0;
    if (ldif_parse_line2(line, &type, &value, &owned) != 0)
        return refuse(reader, reader->line, PEOPLE_E_LDIF, "expected attribute: value, got", line, strlen(line));
    code = take_value(reader, type.bv_val, &value);
    if (owned)
        ber_memfree(value.bv_val);
    return code;
}

static int read_entries(struct reader *reader)
{
    char *next = reader->copy;
    int code = 0;
    while (code == 0 && next != NULL && *next != '\0') {
        char *line;
        while (code == 0 && (line = ldif_getline(&next)) != NULL)
            code = take_line(reader, line);
        if (code == 0 && reader->entry != NULL)
            code = entry_end(reader);
        while (code == 0 && next != NULL && *next == '\n')
            next++;
    }
    return code;
}

/* CR LF to LF in place; returns the new length.  A CR or NUL that stays is a fault of the line it is in. */
static size_t drop_returns(char *text, size_t length)
{
    size_t to = 0;
    for (size_t from = 0; from < length; from++)
        if (text[from] != '\r' || from + 1 == length || text[from + 1] != '\n')
            text[to++] = text[from];
    text[to] = '\0';
    return to;
}

static int check_bytes(struct reader *reader, size_t length)
{
    int64_t line = 1;
    for (size_t i = 0; i < length; i++) {
        if (reader->original[i] == '\0' || reader->original[i] == '\r')
            return refuse(reader, line, PEOPLE_E_LDIF, "expected text, got the byte", &reader->original[i], 1);
        line += reader->original[i] == '\n';
    }
    return 0;
}

static void ldif_free(struct directory_ldif *ldif)
{
    for (int kind = 0; kind < DIRECTORY_KEYS; kind++)
        tdestroy(ldif->trees[kind], free);
    for (size_t i = 0; i < ldif->count; i++) {
        listing_release(ldif->entries[i]);
        free(ldif->entries[i]);
    }
    free(ldif->entries);
    free(ldif);
}

static void close_ldif(struct directory *directory)
{
    ldif_free((struct directory_ldif *)directory);
}

static int ask(struct directory *directory, enum directory_key kind, const char *const *keys, size_t count,
               directory_found *found, void *user, struct fault *fault)
{
    (void)fault;
    struct directory_ldif *ldif = (struct directory_ldif *)directory;
    for (size_t i = 0; i < count; i++) {
        struct index **slot = tfind(&(struct index){keys[i], NULL}, &ldif->trees[kind], by_key);
        if (slot != NULL && (kind == DIRECTORY_PERSON || listing_is_group((*slot)->entry)))
            found(user, keys[i], (*slot)->entry);
    }
    return 0;
}

int directory_ldif_read(struct directory **directory, const char *name, const char *text, size_t length,
                        struct fault *fault)
{
    static const struct directory_table table = {ask, close_ldif};
    struct directory_ldif *ldif = memory_new(1, sizeof *ldif);
    ldif->directory.table = &table;
    char *original = memory_copy_text(text, length);
    length = drop_returns(original, length);
    struct reader reader = {.ldif = ldif, .name = name, .original = original, .line = 1, .fault = fault};
    reader.copy = memory_copy_text(original, length);
    int code = check_bytes(&reader, length);
    if (code == 0)
        code = read_entries(&reader);
    if (reader.entry != NULL) {
        listing_release(reader.entry);
        free(reader.entry);
    }
    free(reader.copy);
    free(original);
    if (code < 0)
        ldif_free(ldif);
    else
        *directory = &ldif->directory;
    return code;
}

int directory_ldif_open(struct directory **directory, const struct directory_settings *settings, struct fault *fault)
{
    char *path = directory_file(settings, "ldif");
    if (path == NULL)
        return fault_set(fault, PEOPLE_E_CONFIG, "ldif = FILE is missing");
    struct bytes text;
    bytes_init(&text);
    int code = file_read(&text, path, LDIF_BYTES_MAX, fault);
    if (code == 0)
        code = directory_ldif_read(directory, path, bytes_string(&text), text.length, fault);
    bytes_release(&text);
    free(path);
    return code;
}
