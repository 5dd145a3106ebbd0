/*
 * directory_ldap.c - people and groups from an LDAP v3 server (server.h): one connection a run, made at the first
 * question; keys are asked for as one OR filter of at most 100, in pages.
 */
#include <ldap.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/time.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "people/identity.h"
#include "people/people.h"
#include "people/server.h"

enum { PAGE_ENTRIES = 500 };

struct directory_ldap {
    struct directory directory;
    struct server server;
};

/* One search on its way. */
struct search {
    struct server *server;
    enum directory_key kind;
    const char *const *keys;
    size_t count;
    directory_found *found;
    void *user;
};

static bool add_escaped(struct bytes *filter, const char *attribute, const struct berval *value)
{
    struct berval escaped = {0, NULL};
    if (ldap_bv2escaped_filter_value((struct berval *)value, &escaped) != 0)
        return false;
    bytes_format(filter, "(%s=", attribute);
    bytes_add(filter, escaped.bv_val, escaped.bv_len);
    bytes_char(filter, ')');
    if (escaped.bv_val != value->bv_val)
        ldap_memfree(escaped.bv_val);
    return true;
}

/* An entry holds the values that its DN begins with, so a DN can be asked for by them, and many in one search. */
static bool add_dn(struct bytes *filter, const char *key)
{
    LDAPDN dn = NULL;
    if (ldap_str2dn(key, &dn, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS || dn == NULL)
        return false;
    bool good = dn[0] != NULL;
    bytes_text(filter, "(&");
    for (size_t i = 0; good && dn[0][i] != NULL; i++)
        good = add_escaped(filter, dn[0][i]->la_attr.bv_val, &dn[0][i]->la_value);
    bytes_char(filter, ')');
    ldap_dnfree(dn);
    return good;
}

/* False when a key cannot be asked for: leaving it out would make "could not ask" a "no". */
static bool make_filter(struct bytes *filter, const struct search *search)
{
    bool good = true;
    static const char *const attributes[DIRECTORY_KEYS] = {"uid", "cn", NULL};
    bytes_text(filter, search->kind == DIRECTORY_PERSON ? "(|" : "(&(objectClass=groupOfNames)(!(uid=*))(|");
    for (size_t i = 0; i < search->count && good; i++) {
        struct berval value = {strlen(search->keys[i]), (char *)search->keys[i]};
        good = search->kind == DIRECTORY_GROUP_DN ? add_dn(filter, search->keys[i])
                                                  : add_escaped(filter, attributes[search->kind], &value);
    }
    bytes_text(filter, search->kind == DIRECTORY_PERSON ? ")" : "))");
    return good;
}

/* Tell the caller of every key of this search that ENTRY answers. */
static void report_entry(const struct search *search, const struct listing *entry)
{
    const struct listing_texts own = {(char **)&entry->dn, 1, 1};
    const struct listing_texts *names = search->kind == DIRECTORY_PERSON  ? &entry->uids
                                        : search->kind == DIRECTORY_GROUP ? &entry->cns
                                                                          : &own;
    if (search->kind != DIRECTORY_PERSON && !listing_is_group(entry))
        return;
    for (size_t i = 0; i < names->count; i++)
        for (size_t k = 0; k < search->count; k++)
            if (strcmp(names->items[i], search->keys[k]) == 0)
                search->found(search->user, search->keys[k], entry);
}

/* All values of one attribute into ENTRY; -1 when they are not all there or no DN. */
static int read_attribute(struct listing *entry, const char *attribute, const struct berval *values)
{
    if (strncasecmp(attribute, "member;range=", 13) == 0)
        return -1;
    for (const struct berval *value = values; value != NULL && value->bv_val != NULL; value++)
        if (listing_add(entry, attribute, value->bv_val, value->bv_len) < 0)
            return -1;
    return 0;
}

static int read_entry(const struct search *search, LDAPMessage *message, struct fault *fault)
{
    LDAP *ld = search->server->ld;
    BerElement *ber = NULL;
    struct berval dn, attribute, *values = NULL;
    struct listing entry = {0};
    int bad = ldap_get_dn_ber(ld, message, &ber, &dn) != LDAP_SUCCESS ||
              (entry.dn = identity_dn(dn.bv_val, dn.bv_len)) == NULL;
    while (!bad && ldap_get_attribute_ber(ld, message, ber, &attribute, &values) == LDAP_SUCCESS &&
           attribute.bv_val != NULL) {
        bad = read_attribute(&entry, attribute.bv_val, values) < 0;
        ber_memfree(values); /* the values themselves lie in the message */
    }
    ber_free(ber, 0);
    if (!bad)
        report_entry(search, &entry);
    else
        fault_set(fault, PEOPLE_E_ANSWER, "%s: its DN or its members cannot be read whole",
                  entry.dn == NULL ? "an entry" : entry.dn);
    listing_release(&entry);
    return bad ? PEOPLE_E_ANSWER : 0;
}

static int read_entries(const struct search *search, LDAPMessage *result, struct fault *fault)
{
    LDAP *ld = search->server->ld;
    int code = 0;
    for (LDAPMessage *m = ldap_first_entry(ld, result); m != NULL && code == 0; m = ldap_next_entry(ld, m))
        code = read_entry(search, m, fault);
    return code;
}

/* The server's mark of where the next page begins, into COOKIE, empty behind the last.  Returns an LDAP result code. */
static int next_page(LDAP *ld, LDAPMessage *result, struct berval *cookie)
{
    LDAPControl **controls = NULL;
    int answer = LDAP_SUCCESS;
    ber_memfree(cookie->bv_val);
    *cookie = (struct berval){0, NULL};
    int code = ldap_parse_result(ld, result, &answer, NULL, NULL, NULL, &controls, 0);
    LDAPControl *page = code == LDAP_SUCCESS ? ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, NULL) : NULL;
    ber_int_t estimate;
    if (page != NULL)
        code = ldap_parse_pageresponse_control(ld, page, &estimate, cookie);
    ldap_controls_free(controls);
    return code != LDAP_SUCCESS ? code : answer;
}

/* One page: entries are reported, COOKIE moves on.  Returns an LDAP result code; a bad entry is in FAULT. */
static int search_page(const struct search *search, const char *filter, struct berval *cookie, struct fault *fault)
{
    struct server *server = search->server;
    struct timeval patience = {server->timeout_ms / 1000, server->timeout_ms % 1000 * 1000};
    LDAPControl *page = NULL;
    int result = ldap_create_page_control(server->ld, PAGE_ENTRIES, cookie, 0, &page);
    if (result != LDAP_SUCCESS)
        return result;
    LDAPMessage *message = NULL;
    deadline_set(&server->deadline, server->timeout_ms);
    result = ldap_search_ext_s(server->ld, server->base, LDAP_SCOPE_SUBTREE, filter, (char **)listing_attributes, 0,
                               (LDAPControl *[]){page, NULL}, NULL, &patience, LDAP_NO_LIMIT, &message);
    ldap_control_free(page);
    if (result == LDAP_SUCCESS)
        result = next_page(server->ld, message, cookie);
    if (result == LDAP_SUCCESS && read_entries(search, message, fault) < 0)
        result = LDAP_OTHER;
    ldap_msgfree(message);
    return result;
}

/* Results that say something of these keys only; any other says that the server cannot be asked. */
static bool is_about_keys(int result)
{
    return result == LDAP_SIZELIMIT_EXCEEDED || result == LDAP_TIMELIMIT_EXCEEDED ||
           result == LDAP_ADMINLIMIT_EXCEEDED || result == LDAP_FILTER_ERROR;
}

static int search_all(const struct search *search, const char *filter, int *result, struct fault *fault)
{
    struct berval cookie = {0, NULL};
    struct fault entry_fault = {0};
    do
        *result = search_page(search, filter, &cookie, &entry_fault);
    while (*result == LDAP_SUCCESS && cookie.bv_len > 0);
    ber_memfree(cookie.bv_val);
    if (*result == LDAP_SUCCESS)
        return 0;
    if (entry_fault.code != 0) {
        if (fault != NULL)
            *fault = entry_fault;
        return entry_fault.code;
    }
    return server_fault(search->server, is_about_keys(*result) ? PEOPLE_E_ANSWER : PEOPLE_E_SERVER, *result,
                        "searching", fault);
}

static int ask(struct directory *directory, enum directory_key kind, const char *const *keys, size_t count,
               directory_found *found, void *user, struct fault *fault)
{
    struct server *server = &((struct directory_ldap *)directory)->server;
    const struct search search = {server, kind, keys, count, found, user};
    struct bytes filter;
    bytes_init(&filter);
    bool good = make_filter(&filter, &search), fresh = server->ld == NULL;
    int result = LDAP_SUCCESS;
    int code = good ? 0 : fault_set(fault, PEOPLE_E_ANSWER, "%s: not to be put into a filter", keys[0]);
    if (code == 0 && fresh)
        code = server_connect(server, fault);
    if (code == 0)
        code = search_all(&search, bytes_string(&filter), &result, fault);
    if (!fresh && result == LDAP_SERVER_DOWN) { /* an idle connection may have been closed: once more */
        server_disconnect(server);
        code = server_connect(server, fault);
        if (code == 0)
            code = search_all(&search, bytes_string(&filter), &result, fault);
    }
    bytes_release(&filter);
    if (code == PEOPLE_E_SERVER)
        server_disconnect(server);
    return code;
}

static void close_ldap(struct directory *directory)
{
    struct directory_ldap *ldap = (struct directory_ldap *)directory;
    server_release(&ldap->server);
    free(ldap);
}

int directory_ldap_open(struct directory **directory, const struct directory_settings *settings, struct fault *fault)
{
    static const struct directory_table table = {ask, close_ldap};
    struct directory_ldap *ldap = memory_new(1, sizeof *ldap);
    ldap->directory.table = &table;
    int code = server_init(&ldap->server, settings, fault);
    if (code == 0)
        *directory = &ldap->directory;
    else
        free(ldap);
    return code;
}
