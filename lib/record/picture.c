/* picture.c - see picture.h.  One pass counts the symbols and notes where each stands; the rules read that. */
#include "record/picture.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "record/error.h"

/* Each symbol; CR and DB are one, the currency symbol is CURRENCY whatever it is. */
enum symbol { NINE, SIGNED, POINT_V, SCALE_P, ALPHA_X, ALPHA_A, NATIONAL_N, DBCS_G, ZERO_Z, STAR, PLUS, MINUS, CURRENCY, CREDIT, DEBIT,
              BLANK_B, ZERO_0, SLASH, COMMA, PERIOD, SYMBOLS };

struct string { /* a PICTURE string; one stretch of a symbol is a run, counted from 0 */
    const char *text;
    size_t length;
    size_t at;
    char currency;
    bool decimal_comma;
    uint64_t count[SYMBOLS];
    int first[SYMBOLS]; /* run in which it stands first, and last */
    int last[SYMBOLS];
    int runs;
    uint64_t decimals;  /* digits behind V */
    char why[96];       /* what is wrong with it */
};

static int refuse(struct string *string, const char *got, const char *expected)
{
    snprintf(string->why, sizeof string->why, "got %s, expected %s", got, expected);
    return -1;
}

/* The symbol at hand, as long as *LENGTH; SYMBOLS when it is none. */
static enum symbol symbol_at(const struct string *string, size_t *length)
{
    static const char symbols[] = "9SVPXANGZ*+-$\1\2B0/,.";
    const char *text = string->text + string->at;
    int c = toupper((unsigned char)*text);
    int next = string->at + 1 < string->length ? toupper((unsigned char)text[1]) : 0;
    *length = 1;
    if (c == toupper((unsigned char)string->currency))
        return CURRENCY;
    if ((c == 'C' && next == 'R') || (c == 'D' && next == 'B')) {
        *length = 2;
        return c == 'C' ? CREDIT : DEBIT;
    }
    if (string->decimal_comma && (c == ',' || c == '.'))
        c = c == ',' ? '.' : ',';
    const char *found = c > ' ' && c != '$' ? strchr(symbols, c) : NULL;
    return found != NULL ? (enum symbol)(found - symbols) : SYMBOLS;
}

/* How often the symbol before is repeated: "(n)", or once. */
static int read_count(struct string *string, uint32_t *count)
{
    const char *text = string->text;
    *count = 1;
    if (string->at == string->length || text[string->at] != '(')
        return 0;
    uint32_t value = 0;
    size_t start = ++string->at;
    for (; string->at < string->length && isdigit((unsigned char)text[string->at]); string->at++) {
        value = value * 10 + (uint32_t)(text[string->at] - '0');
        if (value > PICTURE_LENGTH_MAX)
            return refuse(string, "a repeat that is too large", "1 to 16777216");
    }
    if (string->at == start || string->at == string->length || text[string->at] != ')')
        return refuse(string, "a '(' without a count and ')'", "for example (9)");
    if (value == 0)
        return refuse(string, "a repeat of 0", "1 or more");
    string->at++;
    *count = value;
    return 0;
}

/* Count the symbols and note their runs. */
static int scan(struct string *string)
{
    enum symbol before = SYMBOLS;
    while (string->at < string->length) {
        size_t length;
        uint32_t count;
        enum symbol symbol = symbol_at(string, &length);
        char shown[16];
        if (symbol == SYMBOLS)
            return refuse(string, bytes_escape(shown, sizeof shown, string->text + string->at, 1), "a symbol of a PICTURE");
        string->at += length;
        if (read_count(string, &count) < 0)
            return -1;
        if (symbol != before)
            string->runs++;
        if (string->count[symbol] == 0)
            string->first[symbol] = string->runs - 1;
        string->last[symbol] = string->runs - 1;
        string->count[symbol] += count;
        if (symbol == NINE && string->count[POINT_V] > 0)
            string->decimals += count;
        before = symbol;
    }
    return string->runs > 0 ? 0 : refuse(string, "nothing", "a symbol of a PICTURE");
}

/* How many characters the symbols of LIST take, a string closed by SYMBOLS. */
static uint64_t total(const struct string *string, const enum symbol *list)
{
    uint64_t sum = 0;
    for (; *list != SYMBOLS; list++)
        sum += string->count[*list];
    return sum;
}

static bool has_only(const struct string *string, const enum symbol *list)
{
    static const enum symbol all[] = {NINE, SIGNED, POINT_V, SCALE_P, ALPHA_X, ALPHA_A, NATIONAL_N, DBCS_G, ZERO_Z, STAR, PLUS, MINUS,
                                      CURRENCY, CREDIT, DEBIT, BLANK_B, ZERO_0, SLASH, COMMA, PERIOD, SYMBOLS};
    return total(string, list) == total(string, all);
}

/* N, G, or X and A, with what may stand among them. */
static int read_text(struct string *string, struct picture *picture)
{
    static const enum symbol text[] = {ALPHA_X, ALPHA_A, NINE, SYMBOLS}, edited[] = {ALPHA_X, ALPHA_A, NINE, BLANK_B, ZERO_0, SLASH, SYMBOLS};
    static const enum symbol dbcs[] = {DBCS_G, BLANK_B, SYMBOLS}, national[] = {NATIONAL_N, BLANK_B, ZERO_0, SLASH, SYMBOLS};
    const enum symbol *allowed = string->count[DBCS_G] > 0 ? dbcs : string->count[NATIONAL_N] > 0 ? national : edited;
    if (!has_only(string, allowed))
        return refuse(string, "symbols that do not go together", allowed == dbcs ? "G and B" : allowed == national ? "N, B, 0, /" : "X, A, 9, B, 0, /");
    picture->national = allowed == national;
    if (allowed == dbcs)
        picture->kind = PICTURE_DBCS;
    else if (allowed == national)
        picture->kind = string->count[NATIONAL_N] == total(string, national) ? PICTURE_NATIONAL : PICTURE_EDITED;
    else
        picture->kind = has_only(string, text) ? PICTURE_TEXT : PICTURE_EDITED;
    uint64_t characters = total(string, allowed);
    if (characters > PICTURE_LENGTH_MAX)
        return refuse(string, "a field that is too long", "at most 16777216 characters");
    picture->characters = (uint32_t)characters;
    return 0;
}

/* Where P stands: before all digits (+1) or behind them (-1), with V at its outer end; 0: there is none; -2: elsewhere. */
static int place_of_p(const struct string *string, int first_digit, int last_digit)
{
    bool point = string->count[POINT_V] > 0;
    if (string->count[SCALE_P] == 0)
        return 0;
    if (string->first[SCALE_P] != string->last[SCALE_P])
        return -2;
    int run = string->last[SCALE_P], v = string->first[POINT_V];
    if (run < first_digit && (!point || v == run - 1))
        return 1;
    return run > last_digit && (!point || v == run + 1) ? -1 : -2;
}

static int read_number(struct string *string, struct picture *picture)
{
    uint64_t digits = string->count[NINE], scaled = string->count[SCALE_P];
    if (digits == 0)
        return refuse(string, "no digit", "9");
    if (string->count[SIGNED] > 1 || (string->count[SIGNED] == 1 && string->first[SIGNED] != 0))
        return refuse(string, "S", "one S, at the left");
    if (string->count[POINT_V] > 1)
        return refuse(string, "V twice", "one V");
    int place = place_of_p(string, string->first[NINE], string->last[NINE]);
    if (place == -2)
        return refuse(string, "P between digits or away from V", "P at one end of the digits");
    if (digits + scaled > PICTURE_DIGITS_MAX)
        return refuse(string, "more digits than 31", "at most 31, P among them");
    picture->kind = PICTURE_NUMBER;
    picture->is_signed = string->count[SIGNED] > 0;
    picture->digits = (uint8_t)digits;
    picture->scale = place > 0 ? (int)(digits + scaled) : place < 0 ? -(int)scaled : (int)string->decimals;
    picture->characters = (uint32_t)digits;
    return 0;
}

/* The sign of an edited picture: one kind, fixed at an end, or floating. */
static int check_sign(struct string *string)
{
    const uint64_t *count = string->count;
    int end = string->runs - 1;
    if ((count[PLUS] > 0) + (count[MINUS] > 0) + (count[CREDIT] > 0) + (count[DEBIT] > 0) > 1)
        return refuse(string, "two signs", "one of + - CR DB");
    for (int symbol = CREDIT; symbol <= DEBIT; symbol++)
        if (count[symbol] > 1 || (count[symbol] == 1 && string->first[symbol] != end))
            return refuse(string, symbol == CREDIT ? "CR" : "DB", "it once, at the right");
    for (int symbol = PLUS; symbol <= MINUS; symbol++)
        if (count[symbol] == 1 && string->first[symbol] != 0 && string->first[symbol] != end)
            return refuse(string, symbol == PLUS ? "+ inside" : "- inside", "a sign at the left or right");
    return 0;
}

static bool is_sign_run(const struct string *string, int run)
{
    for (int symbol = PLUS; symbol <= DEBIT; symbol++)
        if (symbol != CURRENCY && string->count[symbol] > 0 && (string->first[symbol] == run || string->last[symbol] == run))
            return true;
    return false;
}

/* A currency symbol that does not float stands at an end, but for a sign. */
static int check_currency(struct string *string)
{
    int run = string->first[CURRENCY], end = string->runs - 1;
    if (string->count[CURRENCY] != 1 || run == 0 || run == end || (run == 1 && is_sign_run(string, 0)) ||
        (run == end - 1 && is_sign_run(string, end)))
        return 0;
    return refuse(string, "a currency symbol inside", "it at the left or right");
}

/* What is suppressed or floats: one kind of it, left of every 9, and behind the point only where there is no 9. */
static int check_floating(struct string *string, uint64_t *digits, int *first)
{
    static const enum symbol kinds[] = {ZERO_Z, STAR, PLUS, MINUS, CURRENCY};
    int point = string->count[PERIOD] > 0 ? string->first[PERIOD] : string->count[POINT_V] > 0 ? string->first[POINT_V] : string->runs;
    bool nine = string->count[NINE] > 0;
    int found = 0;
    *digits = string->count[NINE];
    *first = nine ? string->first[NINE] : string->runs;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        enum symbol symbol = kinds[i];
        bool floats = symbol > STAR;
        if (string->count[symbol] < (floats ? 2u : 1u))
            continue;
        if (found++ > 0)
            return refuse(string, "two kinds of floating or suppressed digits", "one of Z * + - and currency");
        if (nine && (string->last[symbol] > string->first[NINE] || string->last[symbol] > point))
            return refuse(string, "a 9 left of a floating or suppressed digit", "9 behind all of them");
        *digits += string->count[symbol] - floats;
        *first = string->first[symbol];
    }
    return 0;
}

static int read_edited(struct string *string, struct picture *picture, uint8_t currency_bytes)
{
    static const enum symbol shown[] = {NINE, ZERO_Z, STAR, PLUS, MINUS, CURRENCY, BLANK_B, ZERO_0, SLASH, COMMA, PERIOD, SYMBOLS};
    uint64_t digits;
    int first;
    if (string->count[SIGNED] > 0)
        return refuse(string, "S", "+ - CR or DB in an edited picture");
    if (string->count[PERIOD] + string->count[POINT_V] > 1)
        return refuse(string, "two decimal points", "one");
    if (check_sign(string) < 0 || check_currency(string) < 0 || check_floating(string, &digits, &first) < 0)
        return -1;
    if (digits == 0)
        return refuse(string, "no digit", "9, Z, * or a floating sign");
    if (digits + string->count[SCALE_P] > PICTURE_DIGITS_MAX)
        return refuse(string, "more digits than 31", "at most 31");
    if (place_of_p(string, first, string->count[NINE] > 0 ? string->last[NINE] : first) == -2)
        return refuse(string, "P between digits or away from V", "P at one end of the digits");
    uint64_t characters = total(string, shown) + (string->count[CREDIT] + string->count[DEBIT]) * 2;
    if (string->count[CURRENCY] > 0 && currency_bytes > 1)
        characters += currency_bytes - 1u;
    if (characters > PICTURE_LENGTH_MAX)
        return refuse(string, "a field that is too long", "at most 16777216 characters");
    picture->kind = PICTURE_EDITED;
    picture->characters = (uint32_t)characters;
    return 0;
}

/* External floating point: E between two signs.  A sign, a mantissa, E, a sign and an exponent of two digits. */
static bool is_external_float(const char *text, size_t length)
{
    for (size_t i = 1; i + 1 < length; i++)
        if (toupper((unsigned char)text[i]) == 'E' && strchr("+-", text[i + 1]) != NULL)
            return strchr("+-", text[0]) != NULL;
    return false;
}

static bool take_sign(struct string *string)
{
    bool is_sign = string->at < string->length && (string->text[string->at] == '+' || string->text[string->at] == '-');
    string->at += is_sign ? 1 : 0;
    return is_sign;
}

/* Digits at hand, none or more. */
static int take_nines(struct string *string, uint64_t *digits)
{
    uint32_t count;
    while (string->at < string->length && string->text[string->at] == '9') {
        string->at++;
        if (read_count(string, &count) < 0)
            return -1;
        *digits += count;
    }
    return 0;
}

/* Language Reference, PICTURE clause, external floating-point items: as wide as what is shown, V takes no place. */
static int read_external_float(struct string *string, struct picture *picture)
{
    uint64_t mantissa = 0, exponent = 0;
    bool well = take_sign(string);
    if (take_nines(string, &mantissa) < 0)
        return -1;
    int c = string->at < string->length ? toupper((unsigned char)string->text[string->at]) : 0;
    bool point = c == (string->decimal_comma ? ',' : '.'), implied = c == 'V';
    string->at += point || implied ? 1 : 0;
    if (take_nines(string, &mantissa) < 0)
        return -1;
    well = well && string->at < string->length && toupper((unsigned char)string->text[string->at]) == 'E';
    string->at++;
    well = well && take_sign(string);
    if (well && take_nines(string, &exponent) < 0)
        return -1;
    if (!well || string->at != string->length || mantissa == 0 || mantissa > 16 || exponent != 2)
        return refuse(string, "another float", "+9(n).9(m)E+99, at most 16 digits");
    picture->kind = PICTURE_EDITED;
    picture->characters = (uint32_t)(mantissa + exponent + 3 + point);
    return 0;
}

static int read_string(struct string *string, struct picture *picture, uint8_t currency_bytes)
{
    static const enum symbol numeric[] = {NINE, SIGNED, POINT_V, SCALE_P, SYMBOLS};
    static const enum symbol textual[] = {ALPHA_X, ALPHA_A, NATIONAL_N, DBCS_G, SYMBOLS};
    if (is_external_float(string->text, string->length))
        return read_external_float(string, picture);
    if (scan(string) < 0)
        return -1;
    if (total(string, textual) > 0)
        return read_text(string, picture);
    return has_only(string, numeric) ? read_number(string, picture) : read_edited(string, picture, currency_bytes);
}

/* Pictures that are COBOL but that nothing here reads: they have 9 or nothing else beside the symbol. */
static const char *unsupported(const char *text, size_t length, char currency)
{
    int c = length > 0 ? toupper((unsigned char)text[0]) : 0;
    if ((c != 'U' && c != '1') || c == toupper((unsigned char)currency) || (length > 1 && strchr("(1Uu", text[1]) == NULL))
        return NULL;
    return c == 'U' ? "a UTF-8 PICTURE" : "a boolean PICTURE";
}

int picture_parse(struct picture *picture, const char *text, size_t length, const struct picture_options *options, struct fault *fault)
{
    static const struct picture_options none = {0};
    options = options != NULL ? options : &none;
    struct string string = {.text = text, .length = length, .decimal_comma = options->decimal_comma,
                            .currency = options->currency != 0 ? options->currency : '$'};
    struct picture read = {0};
    char shown[80];
    bytes_escape(shown, sizeof shown, text, length);
    const char *other = unsupported(text, length, string.currency);
    if (other != NULL)
        return fault_set(fault, RECORD_E_UNSUPPORTED, "%s (%s)", shown, other);
    if (length > PICTURE_STRING_MAX)
        return fault_set(fault, RECORD_E_PICTURE, "%s: got %zu characters, expected at most %d", shown, length, PICTURE_STRING_MAX);
    if (read_string(&string, &read, options->currency_bytes) < 0)
        return fault_set(fault, RECORD_E_PICTURE, "%s: %s", shown, string.why);
    *picture = read;
    return 0;
}
