/*
 * directory_ldap.c - people and groups from an LDAP v3 server.
 *
 * One connection a run, made at the first question: StartTLS (or ldaps) with the certificate checked, simple bind.
 * Keys are asked for as one OR filter of at most 100, in pages.  Nothing waits longer than timeout_ms.  What the
 * process's environment and ldaprc files say is overruled where it matters for trust: every such option is set here.
 * The process must ignore SIGPIPE, as step/program.h sees to.
 */
#include <ldap.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/file.h"
#include "base/memory.h"
#include "people/deadline.h"
#include "people/identity.h"
#include "people/people.h"
#include "people/directory.h"

enum { PAGE_ENTRIES = 500, PASSWORD_BYTES_MAX = 1024, TIMEOUT_MS_MAX = 600000, TIMEOUT_MS_DEFAULT = 5000 };

static const char SYSTEM_CA_FILE[] = "/etc/ssl/certs/ca-certificates.crt";

struct directory_ldap {
    struct directory directory;
    const char *uri; /* texts of the configuration, which outlives it */
    const char *base;
    const char *bind_dn; /* NULL: anonymous */
    struct bytes password;
    char *ca_file;
    bool starttls;
    int timeout_ms;
    LDAP *ld; /* NULL: not connected */
    struct deadline deadline;
};

/* One search on its way. */
struct search {
    struct directory_ldap *ldap;
    enum directory_key kind;
    const char *const *keys;
    size_t count;
    directory_found *found;
    void *user;
};

static int server_fault(struct directory_ldap *ldap, int code, int result, const char *doing, struct fault *fault)
{
    char *diagnostic = NULL;
    if (ldap->ld != NULL)
        ldap_get_option(ldap->ld, LDAP_OPT_DIAGNOSTIC_MESSAGE, &diagnostic);
    bool more = diagnostic != NULL && diagnostic[0] != '\0';
    if (result == LDAP_CONNECT_ERROR) /* libldap with GnuTLS does not say why */
        fault_set(fault, code, "%s %s: %s: no TLS, or the certificate is not for this host or not signed by %s", doing, ldap->uri,
                  ldap_err2string(result), ldap->ca_file);
    else
        fault_set(fault, code, "%s %s: %s%s%s", doing, ldap->uri, ldap_err2string(result), more ? ": " : "",
                  more ? diagnostic : "");
    ldap_memfree(diagnostic);
    return code;
}

static void disconnect(struct directory_ldap *ldap)
{
    if (ldap->ld == NULL)
        return;
    deadline_set(&ldap->deadline, ldap->timeout_ms);
    ldap_unbind_ext_s(ldap->ld, NULL, NULL);
    ldap->ld = NULL;
}

struct ldap_setting {
    int option;
    const void *value;
};

static int set_options(LDAP *ld, const struct ldap_setting *settings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ldap_set_option(ld, settings[i].option, settings[i].value) != LDAP_OPT_SUCCESS)
            return LDAP_PARAM_ERROR;
    return LDAP_SUCCESS;
}

static int set_up(struct directory_ldap *ldap)
{
    const int version = LDAP_VERSION3, never = LDAP_DEREF_NEVER, all = LDAP_NO_LIMIT, demand = LDAP_OPT_X_TLS_DEMAND;
    const int client = 0, tls_1_2 = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
    const struct timeval patience = {ldap->timeout_ms / 1000, ldap->timeout_ms % 1000 * 1000};
    const struct ldap_setting settings[] = {
        {LDAP_OPT_PROTOCOL_VERSION, &version},
        {LDAP_OPT_NETWORK_TIMEOUT, &patience},
        {LDAP_OPT_TIMEOUT, &patience},
        {LDAP_OPT_REFERRALS, LDAP_OPT_OFF},
        {LDAP_OPT_RESTART, LDAP_OPT_ON},
        {LDAP_OPT_DEREF, &never},
        {LDAP_OPT_SIZELIMIT, &all},
        {LDAP_OPT_TIMELIMIT, &all},
        {LDAP_OPT_X_TLS_CACERTFILE, ldap->ca_file},
        {LDAP_OPT_X_TLS_CACERTDIR, ""},
        {LDAP_OPT_X_TLS_REQUIRE_CERT, &demand},
        {LDAP_OPT_X_TLS_PROTOCOL_MIN, &tls_1_2},
        {LDAP_OPT_X_TLS_NEWCTX, &client}, /* last: makes the context of the settings above */
    };
    int result = set_options(ldap->ld, settings, sizeof settings / sizeof settings[0]);
    return result != LDAP_SUCCESS ? result : deadline_attach(&ldap->deadline, ldap->ld);
}

static int log_in(struct directory_ldap *ldap)
{
    if (ldap->starttls) {
        deadline_set(&ldap->deadline, ldap->timeout_ms);
        int result = ldap_start_tls_s(ldap->ld, NULL, NULL);
        if (result != LDAP_SUCCESS)
            return result;
    }
    deadline_set(&ldap->deadline, ldap->timeout_ms);
    struct berval password = {ldap->password.length, (char *)ldap->password.data};
    return ldap_sasl_bind_s(ldap->ld, ldap->bind_dn, LDAP_SASL_SIMPLE, &password, NULL, NULL, NULL);
}

static int connect_server(struct directory_ldap *ldap, struct fault *fault)
{
    int result = ldap_initialize(&ldap->ld, ldap->uri);
    if (result == LDAP_SUCCESS)
        result = set_up(ldap);
    if (result == LDAP_SUCCESS)
        result = log_in(ldap);
    if (result == LDAP_SUCCESS)
        return 0;
    int code = server_fault(ldap, PEOPLE_E_SERVER, result, "connecting to", fault);
    disconnect(ldap);
    return code;
}

static void add_escaped(struct bytes *filter, const char *attribute, const struct berval *value)
{
    struct berval escaped = {0, NULL};
    if (ldap_bv2escaped_filter_value((struct berval *)value, &escaped) != 0)
        return; /* only when out of memory; an empty filter matches nobody and is refused */
    bytes_format(filter, "(%s=", attribute);
    bytes_add(filter, escaped.bv_val, escaped.bv_len);
    bytes_char(filter, ')');
    if (escaped.bv_val != value->bv_val)
        ldap_memfree(escaped.bv_val);
}

/* An entry holds the values that its own DN names, so a DN can be asked for by its first part, with others in one search. */
static void add_dn(struct bytes *filter, const char *key)
{
    LDAPDN dn = NULL;
    if (ldap_str2dn(key, &dn, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS || dn == NULL)
        return;
    bytes_text(filter, "(&");
    for (size_t i = 0; dn[0] != NULL && dn[0][i] != NULL; i++)
        add_escaped(filter, dn[0][i]->la_attr.bv_val, &dn[0][i]->la_value);
    bytes_char(filter, ')');
    ldap_dnfree(dn);
}

static void make_filter(struct bytes *filter, const struct search *search)
{
    static const char *const attributes[DIRECTORY_KEYS] = {"uid", "cn", NULL};
    bytes_text(filter, search->kind == DIRECTORY_PERSON ? "(|" : "(&(objectClass=groupOfNames)(!(uid=*))(|");
    for (size_t i = 0; i < search->count; i++) {
        struct berval value = {strlen(search->keys[i]), (char *)search->keys[i]};
        if (search->kind == DIRECTORY_GROUP_DN)
            add_dn(filter, search->keys[i]);
        else
            add_escaped(filter, attributes[search->kind], &value);
    }
    bytes_text(filter, search->kind == DIRECTORY_PERSON ? ")" : "))");
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
    LDAP *ld = search->ldap->ld;
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
        fault_set(fault, PEOPLE_E_ANSWER, "%s: its DN or its members cannot be read whole", entry.dn == NULL ? "an entry" : entry.dn);
    listing_release(&entry);
    return bad ? PEOPLE_E_ANSWER : 0;
}

static int read_entries(const struct search *search, LDAPMessage *result, struct fault *fault)
{
    LDAP *ld = search->ldap->ld;
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
    struct directory_ldap *ldap = search->ldap;
    struct timeval patience = {ldap->timeout_ms / 1000, ldap->timeout_ms % 1000 * 1000};
    LDAPControl *page = NULL;
    int result = ldap_create_page_control(ldap->ld, PAGE_ENTRIES, cookie, 0, &page);
    if (result != LDAP_SUCCESS)
        return result;
    LDAPMessage *message = NULL;
    deadline_set(&ldap->deadline, ldap->timeout_ms);
    result = ldap_search_ext_s(ldap->ld, ldap->base, LDAP_SCOPE_SUBTREE, filter, (char **)listing_attributes, 0,
                               (LDAPControl *[]){page, NULL}, NULL, &patience, LDAP_NO_LIMIT, &message);
    ldap_control_free(page);
    if (result == LDAP_SUCCESS)
        result = next_page(ldap->ld, message, cookie);
    if (result == LDAP_SUCCESS && read_entries(search, message, fault) < 0)
        result = LDAP_OTHER;
    ldap_msgfree(message);
    return result;
}

/* Results that say something of these keys only; any other says that the server cannot be asked. */
static bool is_about_keys(int result)
{
    return result == LDAP_SIZELIMIT_EXCEEDED || result == LDAP_TIMELIMIT_EXCEEDED || result == LDAP_ADMINLIMIT_EXCEEDED ||
           result == LDAP_FILTER_ERROR;
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
    return server_fault(search->ldap, is_about_keys(*result) ? PEOPLE_E_ANSWER : PEOPLE_E_SERVER, *result, "searching", fault);
}

static int ask(struct directory *directory, enum directory_key kind, const char *const *keys, size_t count, directory_found *found,
               void *user, struct fault *fault)
{
    struct directory_ldap *ldap = (struct directory_ldap *)directory;
    const struct search search = {ldap, kind, keys, count, found, user};
    struct bytes filter;
    bytes_init(&filter);
    make_filter(&filter, &search);
    bool fresh = ldap->ld == NULL;
    int result = LDAP_SUCCESS, code = fresh ? connect_server(ldap, fault) : 0;
    if (code == 0)
        code = search_all(&search, bytes_string(&filter), &result, fault);
    if (!fresh && result == LDAP_SERVER_DOWN) { /* an idle connection may have been closed: once more */
        disconnect(ldap);
        code = connect_server(ldap, fault);
        if (code == 0)
            code = search_all(&search, bytes_string(&filter), &result, fault);
    }
    bytes_release(&filter);
    if (code == PEOPLE_E_SERVER)
        disconnect(ldap);
    return code;
}

static void close_ldap(struct directory *directory)
{
    struct directory_ldap *ldap = (struct directory_ldap *)directory;
    disconnect(ldap);
    if (ldap->password.data != NULL)
        explicit_bzero(ldap->password.data, ldap->password.capacity);
    bytes_release(&ldap->password);
    free(ldap->ca_file);
    free(ldap);
}

static int password_fault(const char *path, const char *what, struct fault *fault)
{
    fault_set(fault, PEOPLE_E_PASSWORD, "%s", what);
    return fault_in_file(fault, path);
}

/* The first and only line of the file, without its line end. */
static int read_password(struct directory_ldap *ldap, const char *path, struct fault *fault)
{
    struct stat status;
    if (stat(path, &status) == 0 && (status.st_mode & 07) != 0)
        return password_fault(path, "can be read by everyone", fault);
    struct bytes *password = &ldap->password;
    bytes_reserve(password, PASSWORD_BYTES_MAX + 1); /* so that no copy of it is left behind by growing */
    int code = file_read(password, path, PASSWORD_BYTES_MAX, fault);
    if (code < 0)
        return code;
    const char *text = bytes_string(password);
    password->length -= password->length > 0 && text[password->length - 1] == '\n';
    password->length -= password->length > 0 && text[password->length - 1] == '\r';
    if (password->length == 0)
        return password_fault(path, "is empty, which a server would take for a login as nobody", fault);
    if (memchr(text, '\n', password->length) != NULL || memchr(text, '\0', password->length) != NULL)
        return password_fault(path, "has more than one line of text", fault);
    return 0;
}

static bool has_scheme(const char *uri, const char *scheme)
{
    size_t length = strlen(scheme);
    return strncasecmp(uri, scheme, length) == 0 && uri[length] != '\0' && strpbrk(uri, " ,") == NULL;
}

static int check_dn(const char *key, const char *dn, struct fault *fault)
{
    char *made = dn == NULL ? NULL : identity_dn(dn, strlen(dn));
    if (made == NULL)
        return fault_set(fault, PEOPLE_E_CONFIG, "%s = %s: expected a DN", key, dn == NULL ? "" : dn);
    free(made);
    return 0;
}

static int read_server(struct directory_ldap *ldap, const struct directory_settings *settings, struct fault *fault)
{
    ldap->uri = directory_text(settings, "uri");
    ldap->base = directory_text(settings, "base");
    ldap->bind_dn = directory_text(settings, "bind_dn");
    bool clear = ldap->uri != NULL && has_scheme(ldap->uri, "ldap://");
    if (ldap->uri == NULL || (!clear && !has_scheme(ldap->uri, "ldaps://") && !has_scheme(ldap->uri, "ldapi://")))
        return fault_set(fault, PEOPLE_E_CONFIG, "uri = %s: expected one ldap://, ldaps:// or ldapi:// URI",
                         ldap->uri == NULL ? "" : ldap->uri);
    int code = check_dn("base", ldap->base, fault);
    if (code == 0 && ldap->bind_dn != NULL)
        code = check_dn("bind_dn", ldap->bind_dn, fault);
    if (code == 0)
        code = config_flag(settings->config, "people", "starttls", true, &ldap->starttls, fault);
    if (code == 0 && clear && !ldap->starttls && ldap->bind_dn != NULL)
        code = fault_set(fault, PEOPLE_E_CONFIG, "starttls = no: a password is not sent in clear; expected yes, ldaps:// or ldapi://");
    ldap->starttls = ldap->starttls && clear;
    return code;
}

static int read_limits(struct directory_ldap *ldap, const struct directory_settings *settings, struct fault *fault)
{
    int64_t timeout_ms;
    int code = config_number(settings->config, "people", "timeout_ms", TIMEOUT_MS_DEFAULT, &timeout_ms, fault);
    if (code == 0 && (timeout_ms < 1 || timeout_ms > TIMEOUT_MS_MAX))
        code = fault_set(fault, PEOPLE_E_CONFIG, "timeout_ms = %lld: expected 1 to %d", (long long)timeout_ms, TIMEOUT_MS_MAX);
    ldap->timeout_ms = code == 0 ? (int)timeout_ms : 0;
    ldap->ca_file = directory_file(settings, "ca_file");
    if (ldap->ca_file == NULL)
        ldap->ca_file = memory_copy_string(SYSTEM_CA_FILE);
    else if (code == 0 && access(ldap->ca_file, R_OK) != 0)
        code = fault_set(fault, PEOPLE_E_CONFIG, "ca_file = %s: expected a file that can be read", ldap->ca_file);
    return code;
}

static int read_secret(struct directory_ldap *ldap, const struct directory_settings *settings, struct fault *fault)
{
    char *path = directory_file(settings, "password_file");
    int code = 0;
    if ((path == NULL) != (ldap->bind_dn == NULL))
        code = fault_set(fault, PEOPLE_E_CONFIG, "expected both bind_dn and password_file, or neither");
    else if (path != NULL)
        code = read_password(ldap, path, fault);
    free(path);
    return code;
}

int directory_ldap_open(struct directory **directory, const struct directory_settings *settings, struct fault *fault)
{
    static const struct directory_table table = {ask, close_ldap};
    struct directory_ldap *ldap = memory_new(1, sizeof *ldap);
    ldap->directory.table = &table;
    bytes_init(&ldap->password);
    int code = read_server(ldap, settings, fault);
    if (code == 0)
        code = read_limits(ldap, settings, fault);
    if (code == 0)
        code = read_secret(ldap, settings, fault);
    if (code == 0)
        *directory = &ldap->directory;
    else
        close_ldap(&ldap->directory);
    return code;
}
