/* name.c - see dataset.h: names of data sets and members, and patterns of them. */
#include "dataset/name.h"

#include <stdio.h>
#include <string.h>

#include "dataset/dataset.h"

static bool is_first(char c)
{
    return (c >= 'A' && c <= 'Z') || c == '$' || c == '#' || c == '@';
}

static bool is_other(char c, bool hyphen)
{
    return is_first(c) || (c >= '0' && c <= '9') || (hyphen && c == '-');
}

static bool is_qualifier(const char *text, size_t length, bool hyphen)
{
    if (length < 1 || length > 8 || !is_first(text[0]))
        return false;
    for (size_t i = 1; i < length; i++)
        if (!is_other(text[i], hyphen))
            return false;
    return true;
}

bool member_is_valid(const char *name)
{
    return is_qualifier(name, strlen(name), false);
}

bool dsn_is_valid(const char *name)
{
    if (strlen(name) >= DSN_SIZE)
        return false;
    for (const char *p = name;; p++) {
        size_t length = strcspn(p, ".");
        if (!is_qualifier(p, length, true))
            return false;
        p += length;
        if (*p == '\0')
            return true;
    }
}

int dsn_parse(const char *text, char name[DSN_SIZE], char member[MEMBER_SIZE], struct fault *fault)
{
    size_t length = strcspn(text, "("), whole = strlen(text);
    bool sound = length < DSN_SIZE;
    member[0] = '\0';
    if (sound) {
        memcpy(name, text, length);
        name[length] = '\0';
        sound = dsn_is_valid(name);
    }
    if (sound && length < whole) {
        size_t inside = whole - length - 2;
        sound = whole > length + 2 && text[whole - 1] == ')' && inside < MEMBER_SIZE;
        if (sound) {
            memcpy(member, text + length + 1, inside);
            member[inside] = '\0';
            sound = member_is_valid(member);
        }
    }
    char shown[96];
    return sound ? 0 : fault_set(fault, DATASET_E_NAME, "%s", bytes_escape(shown, sizeof shown, text, whole));
}

/* Does one qualifier match one of the pattern, with % and *? */
static bool qualifier_matches(const char *pattern, size_t pattern_length, const char *text, size_t length)
{
    size_t p = 0, t = 0, star = SIZE_MAX, kept = 0;
    while (t < length) {
        if (p < pattern_length && pattern[p] == '*') {
            star = p++;
            kept = t;
        } else if (p < pattern_length && (pattern[p] == '%' || pattern[p] == text[t])) {
            p++;
            t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++kept;
        } else {
            return false;
        }
    }
    while (p < pattern_length && pattern[p] == '*')
        p++;
    return p == pattern_length;
}

bool dsn_matches(const char *pattern, const char *name)
{
    if (*pattern == '\0')
        return *name == '\0';
    size_t length = strcspn(pattern, ".");
    const char *rest = pattern + length + (pattern[length] == '.');
    if (length == 2 && strncmp(pattern, "**", 2) == 0) {
        /* Names have at most 22 qualifiers, so this goes no deeper than the pattern has ** in it times that. */
        for (const char *at = name;;) {
            if (dsn_matches(rest, at))
                return true;
            if (*at == '\0')
                return false;
            at += strcspn(at, ".");
            at += *at == '.';
        }
    }
    size_t own = strcspn(name, ".");
    if (*name == '\0' || !qualifier_matches(pattern, length, name, own))
        return false;
    return dsn_matches(rest, name + own + (name[own] == '.'));
}
