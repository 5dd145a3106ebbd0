/* transfer.c - see transfer.h. */
#include "form/transfer.h"

#include <inttypes.h>

#include "form/description.h"
#include "form/error.h"

/* The bytes of a binary field whose value is wrong; *LENGTH is 0 in other carriers. */
static const uint8_t *bytes_of(const struct judge *judge, enum form_role role, const char *field,
                               const struct record_view *view, size_t *length)
{
    int64_t offset = field != NULL ? extract_offset(&judge->records->extractor, role, field) : 0;
    const struct form_layout *layout = &judge->form->description->layouts[FORM_BINARY];
    *length = 0;
    if (judge->records->carrier.carrier != FORM_BINARY || offset == 0)
        return NULL;
    size_t wanted = layout_find(&layout->layout, layout->records[role], field)->length;
    size_t from = (size_t)offset - 1;
    *length = from >= view->source.length ? 0 : view->source.length - from < wanted ? view->source.length - from : wanted;
    return *length > 0 ? view->source.data + from : NULL;
}

bool transfer_is_substituted(const struct judge *judge, enum form_role role, const char *field,
                             const struct record_view *view)
{
    size_t length;
    const uint8_t *bytes = bytes_of(judge, role, field, view, &length);
    for (size_t i = 0; i < length; i++)
        if (bytes[i] == 0x6F || bytes[i] == 0x3F)
            return true;
    return false;
}

bool transfer_is_blank(const struct judge *judge, enum form_role role, const char *field, const struct record_view *view)
{
    size_t length;
    const uint8_t *bytes = bytes_of(judge, role, field, view, &length);
    for (size_t i = 0; i < length; i++)
        if (bytes[i] != 0x40)
            return false;
    return length > 0;
}

void transfer_judge(struct judge *judge)
{
    bool most = judge->hit >= 2 && 2 * judge->hit > judge->tested;
    if (judge->records->carrier.carrier != FORM_BINARY || (!most && judge->substituted < 2))
        return;
    struct fault fault;
    judge->summary->findings.count = 0;
    if (most)
        fault_set(&fault, FORM_E_TEXT_MODE, "%" PRId64 " of %" PRId64 " records have packed fields that cannot be read",
                  judge->hit, judge->tested);
    else
        fault_set(&fault, FORM_E_TEXT_MODE, "%" PRId64 " records have '?' or SUB in binary and packed fields", judge->substituted);
    judge_say(judge, &fault, NULL);
}
