/* drop.c - see drop.h.  The first pass is judge.c's, the second gather.c's; here is what both need: the code page. */
#include "form/drop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "form/description.h"
#include "form/error.h"
#include "form/gather.h"
#include "form/judge.h"
#include "form/records.h"

struct drop {
    struct records records;
    struct codepage page;
    bool page_is_open;
    struct drop_summary summary;
};

/* [form ID AGENCY] codepage, [form ID] codepage, or the first that the form names. */
static const char *configured_page(const struct config *config, const struct form *form, const char *agency)
{
    char section[80];
    const struct form_description *description = form->description;
    const char *first = description->codepage_count > 0 ? description->codepages[0] : "CP037";
    snprintf(section, sizeof section, "form %s", form->id);
    const char *page = config_text(config, section, "codepage", first);
    snprintf(section, sizeof section, "form %s %s", form->id, agency);
    return agency[0] != '\0' ? config_text(config, section, "codepage", page) : page;
}

static int open_page(struct drop *drop, const char *name, struct fault *fault)
{
    if (drop->page_is_open)
        codepage_close(&drop->page);
    int code = codepage_open(&drop->page, name, fault);
    drop->page_is_open = code == 0;
    if (code == 0)
        snprintf(drop->summary.codepage, sizeof drop->summary.codepage, "%s", name);
    return code;
}

/* The bytes of a header's field in DATA of LENGTH; *SIZE is 0 when it is not all there. */
static const uint8_t *header_bytes(const struct form *form, const char *meaning, const uint8_t *data, size_t length,
                                   size_t *size)
{
    const struct form_layout *layout = &form->description->layouts[FORM_BINARY];
    const char *name = form_meaning(form, meaning);
    const struct layout_field *field =
        name != NULL ? layout_find(&layout->layout, layout->records[FORM_FILE], name) : NULL;
    *size = field != NULL && field->offset + field->length <= length ? field->length : 0;
    return *size > 0 ? data + field->offset : data;
}

/* PAGE shows PAGE-TEST as it should be. */
static bool page_shows(const struct codepage *page, const char *expected, const uint8_t *test, size_t size)
{
    uint8_t encoded[64];
    ptrdiff_t length = codepage_encode(page, encoded, sizeof encoded, expected, strlen(expected));
    return length == (ptrdiff_t)size && memcmp(encoded, test, size) == 0;
}

static bool all_blank(const uint8_t *data, size_t length, uint8_t blank)
{
    for (size_t i = 0; i < length; i++)
        if (data[i] != blank)
            return false;
    return true;
}

/* Another page of the form's that shows PAGE-TEST; a warning, or the damage that there is none. */
static int try_pages(struct drop *drop, const uint8_t *test, size_t size, struct fault *fault)
{
    const struct form_description *description = drop->records.carrier.form->description;
    char configured[CODEPAGE_NAME_SIZE];
    struct fault finding;
    snprintf(configured, sizeof configured, "%s", drop->page.name);
    int code = 0;
    for (size_t i = 0; i < description->codepage_count && code == 0; i++) {
        code = open_page(drop, description->codepages[i], fault);
        if (code == 0 && page_shows(&drop->page, description->page_test, test, size)) {
            fault_set(&finding, FORM_W_CODE_PAGE, "%s instead of %s", drop->page.name, configured);
            fault_at_record(&finding, 1, "");
            judge_add(&drop->summary, &finding);
            return 0;
        }
    }
    char hex[80];
    fault_set(&finding, FORM_E_CHARACTER_SET, "%s is '%s' in no code page that is known for this form",
              bytes_hex(hex, sizeof hex, test, size, 16), description->page_test);
    fault_at_record(&finding, 1, "");
    fault_at_field(&finding, form_meaning(drop->records.carrier.form, "file.page_test"), 0);
    judge_add(&drop->summary, &finding);
    return code;
}

/* Which EBCDIC page decodes the file (forms.md, "Recognising a carrier"). */
static int choose_page(struct drop *drop, const struct config *config, struct fault *fault)
{
    const struct form *form = drop->records.carrier.form;
    uint8_t first[4096];
    struct bytes agency;
    size_t size, bad;
    size_t length = records_first(&drop->records, first, sizeof first);
    if (!mark_role_is_at(form, FORM_FILE, true, first, length))
        length = 0; /* no header, no PAGE-TEST */
    int code = open_page(drop, configured_page(config, form, ""), fault);
    if (code < 0)
        return code;
    bytes_init(&agency);
    const uint8_t *data = header_bytes(form, "file.agency", first, length, &size);
    codepage_decode(&drop->page, &agency, data, size, &bad);
    while (agency.length > 0 && agency.data[agency.length - 1] == ' ')
        agency.data[--agency.length] = '\0';
    code = open_page(drop, configured_page(config, form, bytes_string(&agency)), fault);
    bytes_release(&agency);
    data = header_bytes(form, "file.page_test", first, length, &size);
    if (code < 0 || all_blank(data, size, drop->page.blank) ||
        page_shows(&drop->page, form->description->page_test, data, size))
        return code;
    return try_pages(drop, data, size, fault);
}

static int prepare(struct drop *drop, const struct config *config, struct fault *fault)
{
    int code = 0;
    switch (drop->records.carrier.carrier) {
    case FORM_BINARY:
        code = choose_page(drop, config, fault);
        break;
    case FORM_TEXT:
        code = open_page(drop, "ASCII", fault);
        break;
    case FORM_CSV:
    case FORM_CARRIERS:
        snprintf(drop->summary.codepage, sizeof drop->summary.codepage, "UTF-8");
        break;
    }
    if (code == 0)
        records_decode_with(&drop->records, drop->page_is_open ? &drop->page : NULL);
    return code;
}

static int recognise(struct drop *drop, const struct form_set *forms, const char *path, struct fault *fault)
{
    struct fault damage = {0};
    struct drop_summary *summary = &drop->summary;
    int code = records_open(&drop->records, forms, path, &damage);
    summary->form = drop->records.carrier.form;
    summary->carrier = drop->records.carrier.carrier;
    summary->recfm = framing_name(drop->records.carrier.framing);
    summary->bytes = drop->records.file_bytes;
    if (code == BASE_E_OPEN) {
        *fault = damage;
        return code;
    }
    if (code < 0)
        judge_add(summary, &damage);
    return 0;
}

int drop_open(struct drop **result, const struct form_set *forms, const struct config *config, const char *path,
              struct fault *fault)
{
    struct drop *drop = *result = memory_new(1, sizeof *drop);
    uint8_t digest[HASH_BYTES];
    int64_t limit = DROP_SUBMISSION_RECORDS;
    fault_list_init(&drop->summary.findings);
    drop->summary.file_seq = -1;
    int code = hash_of_file(digest, path, fault);
    if (code == 0) {
        hash_hex(drop->summary.sha256, digest);
        code = config_number(config, "intake", "submission_records", limit, &limit, fault);
    }
    drop->records.fd = -1;
    if (code == 0)
        code = recognise(drop, forms, path, fault);
    if (code == 0 && !drop->summary.aside)
        code = prepare(drop, config, fault);
    if (code == 0 && !drop->summary.aside)
        code = judge_file(&drop->records, limit, &drop->summary, fault);
    if (code == 0)
        return 0;
    drop_close(drop);
    *result = NULL;
    return code;
}

void drop_close(struct drop *drop)
{
    if (drop == NULL)
        return;
    records_close(&drop->records);
    if (drop->page_is_open)
        codepage_close(&drop->page);
    fault_list_release(&drop->summary.findings);
    free(drop);
}

const struct drop_summary *drop_summary(const struct drop *drop)
{
    return &drop->summary;
}

const struct bytes *drop_preamble(const struct drop *drop)
{
    return &drop->records.header;
}

int drop_read(struct drop *drop, drop_visit *visit, void *user, struct fault *fault)
{
    return drop->summary.aside ? 0 : gather_read(&drop->records, &drop->summary, visit, user, fault);
}
