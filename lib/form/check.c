/* check.c - see check.h.  ASCII is meant literally: the locale has no say in what a name is. */
#include "form/check.h"

#include <string.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "form/error.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z');
}

static bool is_plain(char c)
{
    return is_letter(c) || is_digit(c);
}

static bool is_national(char c)
{
    return is_upper(c) || c == '$' || c == '#' || c == '@';
}

/* The first LENGTH characters are plain or one of MORE. */
static bool all_plain_or(const char *text, size_t length, const char *more)
{
    for (size_t i = 0; i < length; i++)
        if (!is_plain(text[i]) && (text[i] == '\0' || strchr(more, text[i]) == NULL))
            return false;
    return length > 0;
}

static bool is_release(const char *text)
{
    return is_letter(text[0]) && all_plain_or(text, strlen(text), "-");
}

static bool is_code(const char *text)
{
    return all_plain_or(text, strlen(text), "");
}

/* One to eight characters, the first national or a letter, the rest those or digits; HYPHEN: or -. */
static bool is_qualifier(const char *text, size_t length, bool hyphen)
{
    if (length == 0 || length > 8 || !is_national(text[0]))
        return false;
    for (size_t i = 1; i < length; i++)
        if (!is_national(text[i]) && !is_digit(text[i]) && !(hyphen && text[i] == '-'))
            return false;
    return true;
}

static bool is_member(const char *text)
{
    return is_qualifier(text, strlen(text), false);
}

static bool is_dsn(const char *text)
{
    if (strlen(text) > 44)
        return false;
    for (;;) {
        size_t length = strcspn(text, ".");
        if (!is_qualifier(text, length, true))
            return false;
        if (text[length] == '\0')
            return true;
        text += length + 1;
    }
}

static bool is_identifier(const char *text)
{
    if (!is_national(text[0]))
        return false;
    for (; *text != '\0'; text++)
        if (!is_national(*text) && !is_digit(*text) && *text != '_')
            return false;
    return true;
}

/* No segment is "..": what is written under a folder stays under it. */
static bool has_no_way_up(const char *text)
{
    for (;;) {
        size_t length = strcspn(text, "/");
        if (length == 2 && memcmp(text, "..", 2) == 0)
            return false;
        if (text[length] == '\0')
            return true;
        text += length + 1;
    }
}

static bool is_path_absolute(const char *text)
{
    return text[0] == '/' && has_no_way_up(text);
}

static bool is_path_relative(const char *text)
{
    return text[0] != '/' && has_no_way_up(text);
}

/* Labels of letters, digits and hyphens (not at an end), joined by periods. */
static bool is_host(const char *text)
{
    for (;;) {
        size_t length = strcspn(text, ".");
        if (length > 63 || !all_plain_or(text, length, "-") || text[0] == '-' || text[length - 1] == '-')
            return false;
        if (text[length] == '\0')
            return true;
        text += length + 1;
    }
}

static bool is_uid(const char *text)
{
    return is_plain(text[0]) && all_plain_or(text, strlen(text), "._-@$");
}

/* One address: a dot-atom (RFC 5321) at a host. */
static bool is_email(const char *text)
{
    const char *at = strchr(text, '@');
    if (at == NULL || at == text || text[0] == '.' || at[-1] == '.' || strstr(text, "..") != NULL)
        return false;
    return all_plain_or(text, (size_t)(at - text), ".!#$%&'*+/=?^_`{|}~-") && is_host(at + 1);
}

static bool is_octal(const char *text)
{
    size_t length = strlen(text);
    return (length == 3 || length == 4) && strspn(text, "01234567") == length;
}

/* The number in TEXT, or -1 when it is none of at most DIGITS digits. */
static int64_t number_of(const char *text, size_t digits)
{
    size_t length = strlen(text);
    if (length == 0 || length > digits || strspn(text, "0123456789") != length)
        return -1;
    int64_t number = 0;
    for (; *text != '\0'; text++)
        number = number * 10 + (*text - '0');
    return number;
}

static bool is_date(const char *text)
{
    return date_is_valid(number_of(text, 8));
}

static bool is_hhmm(const char *text)
{
    int64_t number = number_of(text, 4);
    return number >= 0 && number / 100 < 24 && number % 100 < 60;
}

static bool is_hhmmss(const char *text)
{
    int64_t number = number_of(text, 6);
    return number >= 0 && number / 10000 < 24 && number / 100 % 100 < 60 && number % 100 < 60;
}

static const struct check CHECKS[] = {
    {"release", FORM_E_NAME, is_release, "a letter, then letters, digits or -"},
    {"code", FORM_E_NAME, is_code, "letters and digits only"},
    {"member", FORM_E_NAME, is_member, "a z/OS name: 1 to 8 of A-Z $ # @ 0-9, the first no digit"},
    {"dsn", FORM_E_NAME, is_dsn, "a data set name: at most 44 characters, z/OS names joined by periods"},
    {"identifier", FORM_E_NAME, is_identifier, "A-Z $ # @, then those, digits or _"},
    {"host", FORM_E_NAME, is_host, "a host name: letters, digits and hyphens, joined by periods"},
    {"uid", FORM_E_NAME, is_uid, "a user id: a letter or digit, then letters, digits or . _ - @ $"},
    {"path-absolute", FORM_E_PATH, is_path_absolute, "a path from / without .."},
    {"path-relative", FORM_E_PATH, is_path_relative, "a path relative to the package without .."},
    {"email", FORM_E_EMAIL, is_email, "one address, name@host"},
    {"octal", FORM_E_OCTAL, is_octal, "three or four digits 0 to 7"},
    {"date", FORM_E_DATE, is_date, "a day that exists, CCYYMMDD"},
    {"hhmm", FORM_E_TIME, is_hhmm, "a time HHMM, 0000 to 2359"},
    {"hhmmss", FORM_E_TIME, is_hhmmss, "a time HHMMSS, 000000 to 235959"},
};

const struct check *check_find(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof CHECKS / sizeof CHECKS[0]; i++)
        if (strlen(CHECKS[i].word) == length && memcmp(CHECKS[i].word, word, length) == 0)
            return &CHECKS[i];
    return NULL;
}

int check_text(const struct check *check, const char *text, struct fault *fault)
{
    if (check->holds(text))
        return 0;
    char shown[160];
    bytes_escape(shown, sizeof shown, text, strlen(text));
    return fault_set(fault, check->code, "'%s' is not %s", shown, check->expected);
}
