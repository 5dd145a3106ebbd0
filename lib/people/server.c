/* server.c - see server.h. */
#include "people/server.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "people/identity.h"
#include "people/people.h"

enum { PASSWORD_BYTES_MAX = 1024, TIMEOUT_MS_MAX = 600000, TIMEOUT_MS_DEFAULT = 5000 };

static const char SYSTEM_CA_FILE[] = "/etc/ssl/certs/ca-certificates.crt";

/* ---- the section [people] ---- */

static int password_fault(const char *path, const char *what, struct fault *fault)
{
    fault_set(fault, PEOPLE_E_PASSWORD, "%s", what);
    return fault_in_file(fault, path);
}

/* The first and only line of the file, without its line end. */
static int read_password(struct server *server, const char *path, struct fault *fault)
{
    struct stat status;
    if (stat(path, &status) == 0 && (status.st_mode & 07) != 0)
        return password_fault(path, "can be read by everyone", fault);
    struct bytes *password = &server->password;
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

static int read_server(struct server *server, const struct directory_settings *settings, struct fault *fault)
{
    server->uri = directory_text(settings, "uri");
    server->base = directory_text(settings, "base");
    server->bind_dn = directory_text(settings, "bind_dn");
    bool clear = server->uri != NULL && has_scheme(server->uri, "ldap://");
    if (server->uri == NULL || (!clear && !has_scheme(server->uri, "ldaps://") && !has_scheme(server->uri, "ldapi://")))
        return fault_set(fault, PEOPLE_E_CONFIG, "uri = %s: expected one ldap://, ldaps:// or ldapi:// URI",
                         server->uri == NULL ? "" : server->uri);
    int code = check_dn("base", server->base, fault);
    if (code == 0 && server->bind_dn != NULL)
        code = check_dn("bind_dn", server->bind_dn, fault);
    if (code == 0)
        code = config_flag(settings->config, "people", "starttls", true, &server->starttls, fault);
    if (code == 0 && clear && !server->starttls)
        code = fault_set(fault, PEOPLE_E_CONFIG,
                         "starttls = no: what comes in clear is not believed; expected yes, ldaps:// or ldapi://");
    server->starttls = server->starttls && clear;
    return code;
}

static int read_limits(struct server *server, const struct directory_settings *settings, struct fault *fault)
{
    int64_t timeout_ms;
    int code = config_number(settings->config, "people", "timeout_ms", TIMEOUT_MS_DEFAULT, &timeout_ms, fault);
    if (code == 0 && (timeout_ms < 1 || timeout_ms > TIMEOUT_MS_MAX))
        code = fault_set(fault, PEOPLE_E_CONFIG, "timeout_ms = %lld: expected 1 to %d", (long long)timeout_ms,
                         TIMEOUT_MS_MAX);
    server->timeout_ms = code == 0 ? (int)timeout_ms : 0;
    server->ca_file = directory_file(settings, "ca_file");
    if (server->ca_file == NULL)
        server->ca_file = memory_copy_string(SYSTEM_CA_FILE);
    else if (code == 0 && access(server->ca_file, R_OK) != 0)
        code = fault_set(fault, PEOPLE_E_CONFIG, "ca_file = %s: expected a file that can be read", server->ca_file);
    return code;
}

static int read_secret(struct server *server, const struct directory_settings *settings, struct fault *fault)
{
    char *path = directory_file(settings, "password_file");
    int code = 0;
    if ((path == NULL) != (server->bind_dn == NULL))
        code = fault_set(fault, PEOPLE_E_CONFIG, "expected both bind_dn and password_file, or neither");
    else if (path != NULL)
        code = read_password(server, path, fault);
    free(path);
    return code;
}

int server_init(struct server *server, const struct directory_settings *settings, struct fault *fault)
{
    *server = (struct server){0};
    bytes_init(&server->password);
    int code = read_server(server, settings, fault);
    if (code == 0)
        code = read_limits(server, settings, fault);
    if (code == 0)
        code = read_secret(server, settings, fault);
    if (code < 0)
        server_release(server);
    return code;
}

void server_release(struct server *server)
{
    server_disconnect(server);
    if (server->password.data != NULL)
        explicit_bzero(server->password.data, server->password.capacity);
    bytes_release(&server->password);
    free(server->ca_file);
}

/* ---- the connection ---- */

int server_fault(struct server *server, int code, int result, const char *doing, struct fault *fault)
{
    char *diagnostic = NULL;
    if (server->ld != NULL)
        ldap_get_option(server->ld, LDAP_OPT_DIAGNOSTIC_MESSAGE, &diagnostic);
    bool more = diagnostic != NULL && diagnostic[0] != '\0';
    if (result == LDAP_CONNECT_ERROR) /* libldap with GnuTLS does not say why */
        fault_set(fault, code, "%s %s: %s: no TLS, or the certificate is not for this host or not signed by %s", doing,
                  server->uri, ldap_err2string(result), server->ca_file);
    else
        fault_set(fault, code, "%s %s: %s%s%s", doing, server->uri, ldap_err2string(result), more ? ": " : "",
                  more ? diagnostic : "");
    ldap_memfree(diagnostic);
    return code;
}

void server_disconnect(struct server *server)
{
    if (server->ld == NULL)
        return;
    deadline_set(&server->deadline, server->timeout_ms);
    ldap_unbind_ext_s(server->ld, NULL, NULL);
    server->ld = NULL;
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

static int set_up(struct server *server)
{
    const int version = LDAP_VERSION3, never = LDAP_DEREF_NEVER, all = LDAP_NO_LIMIT, demand = LDAP_OPT_X_TLS_DEMAND;
    const int client = 0, tls_1_2 = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
    const struct timeval patience = {server->timeout_ms / 1000, server->timeout_ms % 1000 * 1000};
    const struct ldap_setting settings[] = {
        {LDAP_OPT_PROTOCOL_VERSION, &version},
        {LDAP_OPT_NETWORK_TIMEOUT, &patience},
        {LDAP_OPT_TIMEOUT, &patience},
        {LDAP_OPT_REFERRALS, LDAP_OPT_OFF},
        {LDAP_OPT_RESTART, LDAP_OPT_ON},
        {LDAP_OPT_DEREF, &never},
        {LDAP_OPT_SIZELIMIT, &all},
        {LDAP_OPT_TIMELIMIT, &all},
        {LDAP_OPT_X_TLS_CACERTFILE, server->ca_file},
        {LDAP_OPT_X_TLS_CACERTDIR, ""},
        {LDAP_OPT_X_TLS_REQUIRE_CERT, &demand},
        {LDAP_OPT_X_TLS_PROTOCOL_MIN, &tls_1_2},
        {LDAP_OPT_X_TLS_NEWCTX, &client}, /* last: makes the context of the settings above */
    };
    int result = set_options(server->ld, settings, sizeof settings / sizeof settings[0]);
    return result != LDAP_SUCCESS ? result : deadline_attach(&server->deadline, server->ld);
}

static int log_in(struct server *server)
{
    if (server->starttls) {
        deadline_set(&server->deadline, server->timeout_ms);
        int result = ldap_start_tls_s(server->ld, NULL, NULL);
        if (result != LDAP_SUCCESS)
            return result;
    }
    deadline_set(&server->deadline, server->timeout_ms);
    struct berval password = {server->password.length, (char *)server->password.data};
    return ldap_sasl_bind_s(server->ld, server->bind_dn, LDAP_SASL_SIMPLE, &password, NULL, NULL, NULL);
}

int server_connect(struct server *server, struct fault *fault)
{
    int result = ldap_initialize(&server->ld, server->uri);
    if (result == LDAP_SUCCESS)
        result = set_up(server);
    if (result == LDAP_SUCCESS)
        result = log_in(server);
    if (result == LDAP_SUCCESS)
        return 0;
    int code = server_fault(server, PEOPLE_E_SERVER, result, "connecting to", fault);
    server_disconnect(server);
    return code;
}
