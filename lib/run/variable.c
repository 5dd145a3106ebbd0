/* variable.c - see variable.h. */
#include "run/variable.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "run/error.h"

enum { HEAD_BYTES = 4, RECORD_MAX_BYTES = 32760 };

/* Copy the records of IN to OUT; the lengths at their heads grow by ADDED, those that are read count HEAD themselves, or nothing. */
static int convert(FILE *in, FILE *out, size_t head, int added, const char *path, struct fault *fault)
{
    uint8_t record[HEAD_BYTES + RECORD_MAX_BYTES];
    size_t got;
    for (int64_t number = 1; (got = fread(record, 1, HEAD_BYTES, in)) > 0; number++) {
        size_t length = got == HEAD_BYTES ? (size_t)record[0] << 8 | record[1] : 0;
        bool sound = got == HEAD_BYTES && record[2] == 0 && record[3] == 0 && length >= head && length - head <= RECORD_MAX_BYTES - HEAD_BYTES;
        if (!sound || fread(record + HEAD_BYTES, 1, length - head, in) != length - head) {
            fault_set(fault, RUN_E_RECORDS, "%s", path);
            return fault_at_record(fault, number, "");
        }
        size_t written = (size_t)((int)length + added);
        record[0] = (uint8_t)(written >> 8);
        record[1] = (uint8_t)written;
        fwrite(record, 1, HEAD_BYTES + length - head, out);
    }
    return ferror(in) ? fault_errno(fault, BASE_E_OPEN, errno, "%s", path) : 0;
}

static bool is_variable(const struct allocated *item)
{
    const struct dataset *dataset = &item->taken.dataset;
    bool named = item->taken.name[0] != '\0' && !item->concatenated;
    return named && (dataset->recfm == DATASET_V || dataset->recfm == DATASET_VB) && dataset->organization != DATASET_KS && dataset->organization != DATASET_RR;
}

static int lend(struct allocated *item, const char *folder, struct fault *fault)
{
    char name[24];
    snprintf(name, sizeof name, "%.8s.variable", item->name);
    char *copy = file_join(folder, name);
    FILE *out = fopen(copy, "we"), *in = out != NULL ? fopen(item->path, "re") : NULL;
    int code = out == NULL ? fault_errno(fault, BASE_E_WRITE, errno, "%s", copy) : 0;
    if (in != NULL) { /* a member need not be there yet */
        code = convert(in, out, HEAD_BYTES, -HEAD_BYTES, item->path, fault);
        fclose(in);
    }
    if (out != NULL && fclose(out) != 0 && code == 0)
        code = fault_errno(fault, BASE_E_WRITE, errno, "%s", copy);
    item->lent = item->path;
    item->path = copy;
    return code;
}

int variable_lend(struct allocation *allocation, const char *folder, struct fault *fault)
{
    int code = 0;
    for (size_t i = 0; i < allocation->count && code == 0; i++)
        if (is_variable(&allocation->items[i]))
            code = lend(&allocation->items[i], folder, fault);
    return code;
}

static int write_back(const char *copy, const char *path, struct fault *fault)
{
    struct file_replace replace;
    FILE *in = fopen(copy, "re");
    if (in == NULL)
        return fault_errno(fault, BASE_E_OPEN, errno, "%s", copy);
    int code = file_replace_open(&replace, path, fault);
    if (code == 0) {
        code = convert(in, replace.stream, 0, HEAD_BYTES, path, fault);
        if (code == 0)
            code = file_replace_commit(&replace, fault);
        else
            file_replace_abort(&replace);
    }
    fclose(in);
    return code;
}

int variable_take_back(struct allocation *allocation, struct fault *fault)
{
    int result = 0;
    for (size_t i = 0; i < allocation->count; i++) {
        struct allocated *item = &allocation->items[i];
        if (item->lent == NULL)
            continue;
        int code = item->dd->status != DD_SHR ? write_back(item->path, item->lent, fault) : 0;
        free(item->path);
        item->path = item->lent;
        item->lent = NULL;
        result = code < 0 ? code : result;
    }
    return result;
}
