/* carrier.c - see carrier.h. */
#include "form/carrier.h"

#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "form/error.h"

static const uint8_t BOM[] = {0xEF, 0xBB, 0xBF}; /* U+FEFF in UTF-8 */

const char *framing_name(enum framing framing)
{
    static const char *const NAMES[] = {"", "FB", "VB", "VB blocked", "text", "CSV"};
    return NAMES[framing];
}

uint8_t ebcdic_of(char c)
{
    if (c >= '0' && c <= '9')
        return (uint8_t)(0xF0 + (c - '0'));
    bool lower = c >= 'a' && c <= 'z';
    if (!lower && (c < 'A' || c > 'Z'))
        return 0x40;
    int letter = lower ? c - 'a' : c - 'A';
    int row = letter < 9 ? 0xC1 + letter : letter < 18 ? 0xD1 + (letter - 9) : 0xE2 + (letter - 18);
    return (uint8_t)(lower ? row - 0x40 : row);
}

static bool byte_is(uint8_t byte, char c, bool ebcdic)
{
    return byte == (ebcdic ? ebcdic_of(c) : (uint8_t)c);
}

static bool text_is(const char *text, bool ebcdic, const uint8_t *data)
{
    for (size_t i = 0; text[i] != '\0'; i++)
        if (!byte_is(data[i], text[i], ebcdic))
            return false;
    return true;
}

bool mark_role_is_at(const struct form *form, enum form_role role, bool ebcdic, const uint8_t *data, size_t length)
{
    const char *type = form->records[role].type;
    return strlen(type) <= length && text_is(type, ebcdic, data);
}

bool mark_is_at(const struct form *form, bool ebcdic, const uint8_t *data, size_t length)
{
    size_t id = strlen(form->id);
    for (enum form_role role = 0; role < FORM_ROLES; role++) {
        size_t type = strlen(form->records[role].type);
        if (type + id <= length && text_is(form->records[role].type, ebcdic, data) &&
            text_is(form->id, ebcdic, data + type))
            return true;
    }
    return false;
}

size_t mark_find(const struct form *form, bool ebcdic, const uint8_t *data, size_t length, size_t from)
{
    for (size_t at = from; at < length; at++)
        if (mark_is_at(form, ebcdic, data + at, length - at))
            return at;
    return length;
}

int descriptor_length(const uint8_t *data, size_t length)
{
    if (length < 4 || data[2] != 0 || data[3] != 0)
        return -1;
    int value = data[0] << 8 | data[1];
    return value >= 4 ? value : -1;
}

/* The form whose mark is at DATA, NULL if there is none. */
static const struct form *form_at(const struct form_set *forms, bool ebcdic, const uint8_t *data, size_t length)
{
    for (size_t i = 0; i < forms->count; i++)
        if (mark_is_at(forms->forms[i], ebcdic, data, length))
            return forms->forms[i];
    return NULL;
}

/* One of the 01 levels' column names, spelled as CSV may: any case, - and _ alike. */
static bool is_column(const char *name, const uint8_t *cell, size_t length)
{
    if (strlen(name) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        int c = cell[i] == '_' ? '-' : cell[i] >= 'a' && cell[i] <= 'z' ? cell[i] - 'a' + 'A' : cell[i];
        if (c != name[i])
            return false;
    }
    return true;
}

/* A cell of the row at DATA, parted by SEPARATOR, is the column of REC-TYPE of a form. */
static bool row_has_type_column(const struct form_set *forms, const uint8_t *data, size_t length, char separator)
{
    size_t row = 0;
    while (row < length && data[row] != '\n' && data[row] != '\r')
        row++;
    for (size_t at = 0; at <= row;) {
        size_t end = at;
        while (end < row && data[end] != (uint8_t)separator)
            end++;
        size_t first = at;
        size_t last = end;
        while (first < last && (data[first] == ' ' || data[first] == '"'))
            first++;
        while (last > first && (data[last - 1] == ' ' || data[last - 1] == '"'))
            last--;
        for (size_t i = 0; i < forms->count; i++)
            if (is_column(forms->forms[i]->keys[FORM_KEY_TYPE], data + first, last - first))
                return true;
        at = end + 1;
    }
    return false;
}

static int recognise_marks(struct carrier *carrier, const struct form_set *forms, const uint8_t *head, size_t length)
{
    const struct form *form = form_at(forms, true, head, length);
    if (form != NULL) {
        *carrier = (struct carrier){form, FRAME_FB, FORM_BINARY, 0};
        return 1;
    }
    if (length > 4 && descriptor_length(head, length) > 4 &&
        (form = form_at(forms, true, head + 4, length - 4)) != NULL) {
        *carrier = (struct carrier){form, FRAME_VB, FORM_BINARY, 0};
        return 1;
    }
    if (length > 8 && descriptor_length(head, length) > 8 && descriptor_length(head + 4, length - 4) > 4 &&
        (form = form_at(forms, true, head + 8, length - 8)) != NULL) {
        *carrier = (struct carrier){form, FRAME_BLOCKED, FORM_BINARY, 0};
        return 1;
    }
    form = form_at(forms, false, head, length);
    if (form == NULL)
        return 0;
    *carrier = (struct carrier){form, FRAME_TEXT, FORM_TEXT, 0};
    return 1;
}

/* Every other byte is NUL: two-byte Unicode. */
static bool is_utf16(const uint8_t *head, size_t length)
{
    if (length >= 2 && ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF)))
        return true;
    size_t nul[2] = {0, 0};
    size_t look = length < 64 ? length : 64;
    for (size_t i = 0; i < look; i++)
        nul[i % 2] += head[i] == 0;
    return look >= 16 && (nul[0] == look / 2 || nul[1] == look / 2);
}

static bool has_ebcdic_text(const uint8_t *head, size_t length, const char *text)
{
    size_t size = strlen(text);
    for (size_t i = 0; i + size <= length; i++) {
        size_t j = 0;
        while (j < size && (text[j] == '-' ? head[i + j] == 0x60 || head[i + j] == 0x6D : byte_is(head[i + j], text[j], true)))
            j++;
        if (j == size)
            return true;
    }
    return false;
}

/* A mark that is near but not where it should be: what shifted it. */
static int name_displaced(const struct form_set *forms, const uint8_t *head, size_t length, struct fault *fault)
{
    char hex[40];
    size_t look = length < 512 ? length : 512;
    for (size_t at = 1; at < look; at++) {
        if (form_at(forms, true, head + at, length - at) != NULL) {
            bytes_hex(hex, sizeof hex, head, length, 8);
            if (at == 4)
                return fault_set(fault, FORM_E_RDW, "the file begins with %s, no RDW, and then a record", hex);
            if (at == 8)
                return fault_set(fault, FORM_E_BDW, "the file begins with %s, no BDW and RDW, and then a record", hex);
            return fault_set(fault, FORM_E_SHIFTED, "the first record begins %zu bytes late, behind %s", at, hex);
        }
        if (form_at(forms, false, head + at, length - at) != NULL) {
            if (at == 4 || at == 8)
                return fault_set(fault, FORM_E_TEXT_MODE, "ASCII text behind %zu bytes of an RDW or BDW", at);
            return fault_set(fault, FORM_E_SHIFTED, "the first record begins %zu bytes late", at);
        }
    }
    return 0;
}

static int name_unknown(const struct form_set *forms, const uint8_t *head, size_t length, struct fault *fault)
{
    if (length == 0)
        return fault_set(fault, FORM_E_EMPTY, "%s", "");
    if (length > 3 && memcmp(head, BOM, sizeof BOM) == 0 && form_at(forms, false, head + 3, length - 3) != NULL)
        return fault_set(fault, FORM_E_CHARACTER_SET, "a byte-order mark before fixed text, expected ASCII");
    if (is_utf16(head, length))
        return fault_set(fault, FORM_E_CHARACTER_SET, "two bytes a character (UTF-16), expected EBCDIC, ASCII or UTF-8");
    for (size_t i = 0; i < forms->count; i++)
        if (has_ebcdic_text(head, length < 4096 ? length : 4096, forms->forms[i]->keys[FORM_KEY_TYPE]))
            return fault_set(fault, FORM_E_CHARACTER_SET, "CSV in EBCDIC, expected UTF-8");
    if (row_has_type_column(forms, head, length, ';') || row_has_type_column(forms, head, length, '\t'))
        return fault_set(fault, FORM_E_CSV, "the columns are not parted by commas");
    int code = name_displaced(forms, head, length, fault);
    if (code < 0)
        return code;
    char hex[80];
    bytes_hex(hex, sizeof hex, head, length, 16);
    return fault_set(fault, FORM_E_UNKNOWN, "it begins with %s", hex);
}

int carrier_recognise(struct carrier *carrier, const struct form_set *forms, const uint8_t *head, size_t length,
                      struct fault *fault)
{
    *carrier = (struct carrier){0};
    size_t bom = length >= sizeof BOM && memcmp(head, BOM, sizeof BOM) == 0 ? sizeof BOM : 0;
    if (row_has_type_column(forms, head + bom, length - bom, ',')) {
        *carrier = (struct carrier){NULL, FRAME_CSV, FORM_CSV, bom};
        return 0;
    }
    if (recognise_marks(carrier, forms, head, length))
        return 0;
    return name_unknown(forms, head, length, fault);
}
