/* operand_class.c - see operand_class.h.  Each class: a name, a test and words for people. */
#include "jcl/operand_class.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "jcl/job.h"
#include "jcl/name.h"
#include "jcl/operand.h"

typedef bool test(const struct parameter *parameter);

static bool is_plain(const struct parameter *parameter)
{
    return !parameter->quoted && !parameter->has_items;
}

/* Digits from TEXT on; *BEHIND is what follows them. */
static size_t count_digits(const char *text, const char **behind)
{
    size_t digits = strspn(text, "0123456789");
    *behind = text + digits;
    return digits;
}

static bool is_one_of(const char *text, const char *words)
{
    size_t length = strlen(text);
    for (const char *word = words; word != NULL && length > 0; word = strchr(word, ' '), word = word != NULL ? word + 1 : NULL)
        if (strncmp(word, text, length) == 0 && (word[length] == ' ' || word[length] == '\0'))
            return true;
    return false;
}

/* ---- names ---- */

static bool is_name(const struct parameter *p)
{
    return is_plain(p) && name_is_valid(p->text, strlen(p->text));
}

static bool is_steps(const struct parameter *p)
{
    return is_plain(p) && name_is_qualified(p->text, strlen(p->text));
}

static bool is_program(const struct parameter *p)
{
    return is_name(p) || (is_plain(p) && strncmp(p->text, "*.", 2) == 0);
}

static bool is_ref(const struct parameter *p)
{
    return is_plain(p) && strncmp(p->text, "*.", 2) == 0;
}

static bool is_alnum_text(const char *text, size_t least, size_t most)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        if (!name_is_alnum(text[i]))
            return false;
    return length >= least && length <= most;
}

static bool is_class8(const struct parameter *p)
{
    return is_plain(p) && is_alnum_text(p->text, 1, 8);
}

static bool is_class(const struct parameter *p)
{
    return is_plain(p) && strlen(p->text) == 1 && (isupper((unsigned char)p->text[0]) || isdigit((unsigned char)p->text[0]));
}

static bool is_outclass(const struct parameter *p)
{
    return is_class(p) || (is_plain(p) && (strcmp(p->text, "*") == 0 || strcmp(p->text, "$") == 0));
}

static bool is_ddname(const struct parameter *p)
{
    return is_plain(p) && (p->text[0] == '\0' || name_is_qualified(p->text, strlen(p->text)));
}

/* HARLOW, NODEB.HARLOW. */
static bool is_user(const struct parameter *p)
{
    const char *dot = strchr(p->text, '.');
    size_t first = dot != NULL ? (size_t)(dot - p->text) : strlen(p->text);
    return is_plain(p) && first >= 1 && first <= 8 && (dot == NULL || is_alnum_text(dot + 1, 1, 8));
}

/* SYSA, *, -SYSB, ANY; one to four characters, or eight for a name. */
static bool is_system(const struct parameter *p)
{
    const char *text = p->text + (p->text[0] == '-' || p->text[0] == '/');
    return is_plain(p) && (strcmp(text, "*") == 0 || is_alnum_text(text, 1, 8));
}

static bool is_unit(const struct parameter *p)
{
    const char *text = p->text + (p->text[0] == '/');
    size_t length = strlen(text);
    return is_plain(p) && length >= 1 && length <= 8 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789$#@-*/") == length;
}

static bool is_volser(const struct parameter *p)
{
    size_t length = strlen(p->text);
    return !p->has_items && length >= 1 && length <= 6;
}

/* ---- data sets ---- */

static bool is_plain_dsn(const struct parameter *p)
{
    return !p->has_items && (p->quoted || name_is_dsn(p->text, strlen(p->text)));
}

static bool is_volref(const struct parameter *p)
{
    return is_ref(p) || is_plain_dsn(p);
}

/* &&TEMP or &TEMP: one name. */
static bool is_temporary(const char *text)
{
    const char *name = text + 1 + (text[1] == '&');
    return text[0] == '&' && name_is_valid(name, strlen(name));
}

/* A relative generation: (+1), (0), (-3); at most 255. */
static bool is_generation(const char *text)
{
    const char *digits = text + (text[0] == '+' || text[0] == '-'), *behind;
    size_t count = count_digits(digits, &behind);
    bool zero = strtol(digits, NULL, 10) == 0;
    return count >= 1 && count <= 4 && *behind == '\0' && (digits > text || zero) && strtol(digits, NULL, 10) <= 255;
}

const char *operand_dsn(const struct parameter *p, const struct parameter **at)
{
    *at = p;
    static const char member[] = "one member of 1 to 8 characters, or a generation from (-255) to (+255)";
    if (p->quoted || strcmp(p->text, "NULLFILE") == 0 || strncmp(p->text, "*.", 2) == 0)
        return NULL;
    bool temporary = p->text[0] == '&';
    if (temporary ? !is_temporary(p->text) : !name_is_dsn(p->text, strlen(p->text)))
        return temporary ? "&& and 1 to 8 characters" : "names of 1 to 8 characters joined by periods, at most 44 in all";
    if (!p->has_items)
        return NULL;
    if (p->items == NULL || p->items->next != NULL || p->items->has_items || p->items->keyword != NULL)
        return member;
    const char *text = p->items->text;
    bool first_is_name = name_is_valid(text, strlen(text));
    *at = p->items;
    return first_is_name || is_generation(text) || strchr(text, '&') != NULL ? NULL : member;
}

static bool is_dsn(const struct parameter *p)
{
    const struct parameter *at;
    return operand_dsn(p, &at) == NULL;
}

static bool is_model(const struct parameter *p)
{
    return is_ref(p) || is_plain_dsn(p);
}

/* ---- numbers with units ---- */

static bool has_unit(const struct parameter *p, const char *units, size_t most_digits, bool alone)
{
    const char *behind;
    size_t digits = count_digits(p->text, &behind);
    if (!is_plain(p) || digits == 0 || digits > most_digits)
        return false;
    return *behind == '\0' ? alone : strchr(units, *behind) != NULL && behind[1] == '\0';
}

static bool is_region(const struct parameter *p)
{
    const char *behind;
    size_t digits = count_digits(p->text, &behind);
    return has_unit(p, "KM", 7, true) && (*behind != 'M' || (digits <= 4 && strtol(p->text, NULL, 10) <= 2047));
}

static bool is_regionx(const struct parameter *p)
{
    return has_unit(p, "KMGTPE", 7, true);
}

static bool is_memory(const struct parameter *p)
{
    return has_unit(p, "MGTP", 5, false);
}

static bool is_blksize(const struct parameter *p)
{
    const char *behind;
    size_t digits = count_digits(p->text, &behind);
    return has_unit(p, "KMG", 10, true) && (*behind != '\0' || digits < 10 || strtoll(p->text, NULL, 10) <= 2147483648LL);
}

static bool is_lrecl(const struct parameter *p)
{
    const char *behind;
    count_digits(p->text, &behind);
    if (is_plain(p) && strcmp(p->text, "X") == 0)
        return true;
    return has_unit(p, "K", 5, true) && strtol(p->text, NULL, 10) <= (*behind == 'K' ? 16383 : 32760);
}

/* ---- the rest ---- */

static bool is_recfm(const struct parameter *p)
{
    static const char kinds[] = "F FB FS FBS V VB VS VBS D DB DS DBS U";
    char text[8] = "";
    size_t length = strlen(p->text);
    if (!is_plain(p) || length == 0 || length >= sizeof text)
        return false;
    memcpy(text, p->text, length);
    if (length > 1 && (text[length - 1] == 'A' || text[length - 1] == 'M'))
        text[--length] = '\0';
    if (length > 1 && text[length - 1] == 'T')
        text[--length] = '\0';
    return is_one_of(text, kinds);
}

/* yyddd or yyyy/ddd; 366 in leap years, and years 1900 to 2155. */
static bool is_expdt(const struct parameter *p)
{
    const char *behind;
    size_t digits = count_digits(p->text, &behind);
    long year = strtol(p->text, NULL, 10), day;
    if (!is_plain(p))
        return false;
    if (digits == 5 && *behind == '\0') {
        day = year % 1000;
        year = 1900 + year / 1000;
    } else if (digits == 4 && *behind == '/' && count_digits(behind + 1, &behind) == 3 && *behind == '\0') {
        day = strtol(behind - 3, NULL, 10);
    } else {
        return false;
    }
    bool never = day == 365 || day == 366; /* 99365 and 99366: never */
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return year >= 1900 && year <= 2155 && day >= 0 && (day <= (leap ? 366 : 365) || (never && year == 1999));
}

static bool is_path(const struct parameter *p)
{
    size_t length = strlen(p->text);
    return !p->has_items && length >= 1 && length <= 255;
}

static bool is_mode(const struct parameter *p)
{
    return is_plain(p) && is_one_of(p->text, "SIRUSR SIWUSR SIXUSR SIRWXU SIRGRP SIWGRP SIXGRP SIRWXG SIROTH SIWOTH SIXOTH SIRWXO SISUID SISGID");
}

static bool is_open(const struct parameter *p)
{
    return is_plain(p) && is_one_of(p->text, "ORDONLY OWRONLY ORDWR OAPPEND OCREAT OEXCL ONOCTTY ONONBLOCK OSYNC OTRUNC");
}

/* In apostrophes or as it stands; what it holds is told there. */
static bool is_amp(const struct parameter *p)
{
    static const char known[] = "ACCBIAS AMORG BUFND BUFNI BUFSP CROPS FRLOG MSG OPTCD RECFM RMODE31 SMBDFR SMBHWT SMBVSP SMBVSPI STRNO SYNAD TRACE";
    const char *text = p->keyword != NULL && strcmp(p->keyword, "AMP") != 0 ? p->keyword : p->text; /* AMP=(BUFND=5) */
    while (*text != '\0') {
        char word[9] = "";
        size_t length = strcspn(text, "=,");
        if (length == 0 || length > 8)
            return false;
        memcpy(word, text, length);
        if (!is_one_of(word, known))
            return false;
        if (text[length] == '=' && text[length + 1] == '(')
            length = strcspn(text, ")");
        text += length;
        text += strcspn(text, ",");
        text += *text == ',';
    }
    return true;
}

/* Special characters only in apostrophes (JCL Reference, DLM); its length was judged when the data were read. */
static bool is_dlm(const struct parameter *p)
{
    return !p->has_items && (p->quoted || is_alnum_text(p->text, 0, 80));
}

static bool is_parm(const struct parameter *p)
{
    return operand_parm_length(p) <= PARM_MAX_BYTES;
}

static bool is_any(const struct parameter *p)
{
    (void)p;
    return true;
}

static const struct {
    const char *name;
    test *is;
    const char *words;
} CLASSES[] = {
    {"name", is_name, "a name of 1 to 8 of A-Z 0-9 $ # @, the first no digit"},
    {"dsn", is_dsn, "a data set name"},
    {"recfm", is_recfm, "F, V, D or U with B, S, T and then A or M"},
    {"lrecl", is_lrecl, "0 to 32760, X or nK"},
    {"blksize", is_blksize, "a number up to 2147483648, or nK nM nG"},
    {"outclass", is_outclass, "one letter or digit, or *"},
    {"unit", is_unit, "a unit of 1 to 8 characters"},
    {"any", is_any, "a value"},
    {"parm", is_parm, "at most 100 characters"},
    {"program", is_program, "a program's name of 1 to 8 of A-Z 0-9 $ # @ without apostrophes, or *.step.dd"},
    {"steps", is_steps, "a step, or step.procstep"},
    {"ref", is_ref, "*.name, *.step.name or *.step.procstep.name"},
    {"class8", is_class8, "1 to 8 of A-Z 0-9 $ # @"},
    {"class", is_class, "one letter or digit"},
    {"ddname", is_ddname, "a DD name"},
    {"user", is_user, "a user of at most 8 characters, or node.user"},
    {"system", is_system, "a system's name"},
    {"volser", is_volser, "a volume of 1 to 6 characters"},
    {"plain", is_plain_dsn, "a data set name without member"},
    {"volref", is_volref, "a data set name, or *.step.dd"},
    {"model", is_model, "a data set name, *.step.dd, or a subparameter KEY=value"},
    {"region", is_region, "nK or nM, at most 2047M"},
    {"regionx", is_regionx, "a number with K M G T P or E"},
    {"memory", is_memory, "a number of up to 5 digits with M G T or P"},
    {"expdt", is_expdt, "a day as yyyy/ddd or yyddd"},
    {"path", is_path, "a path of 1 to 255 characters"},
    {"mode", is_mode, "SIRUSR, SIWUSR, SIXUSR, SIRWXU, the same for GRP and OTH, SISUID or SISGID"},
    {"open", is_open, "ORDONLY, OWRONLY, ORDWR, OAPPEND, OCREAT, OEXCL, ONOCTTY, ONONBLOCK, OSYNC or OTRUNC"},
    {"amp", is_amp, "a subparameter of AMP"},
    {"dlm", is_dlm, "apostrophes around other characters than A-Z 0-9 $ # @"},
};

static size_t text_limit(const char *name)
{
    return (size_t)strtoul(name + 4, NULL, 10);
}

bool operand_class_is(const struct parameter *parameter, const char *name, size_t length)
{
    if (name[0] == 't' && strncmp(name, "text", 4) == 0)
        return !parameter->has_items && strlen(parameter->text) <= text_limit(name);
    for (size_t i = 0; i < sizeof CLASSES / sizeof CLASSES[0]; i++)
        if (CLASSES[i].name[0] == name[0] && strlen(CLASSES[i].name) == length && memcmp(CLASSES[i].name, name, length) == 0)
            return CLASSES[i].is(parameter);
    return false;
}

void operand_class_describe(struct bytes *out, const char *name, size_t length)
{
    if (strncmp(name, "text", 4) == 0)
        bytes_format(out, "at most %zu characters", text_limit(name));
    for (size_t i = 0; i < sizeof CLASSES / sizeof CLASSES[0]; i++)
        if (strlen(CLASSES[i].name) == length && memcmp(CLASSES[i].name, name, length) == 0)
            bytes_text(out, CLASSES[i].words);
}
