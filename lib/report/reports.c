/* reports.c - see reports.h. */
#include "report/reports.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "step/message.h"

int report_open(struct report_file *file, struct reports *reports, const char *name, const struct report_writer *writer,
                const struct report *report, struct fault *fault)
{
    struct bytes path;
    bytes_init(&path);
    bytes_format(&path, "%s/%s.%s", reports->folder, name, writer->suffix);
    file->replace = memory_new(1, sizeof *file->replace);
    int code = file_replace_open(file->replace, bytes_string(&path), fault);
    bytes_release(&path);
    if (code < 0) {
        free(file->replace);
        return code;
    }
    report_begin(&file->out, writer, report, file->replace->stream);
    return 0;
}

int report_close(struct report_file *file, struct reports *reports, int code, struct fault *fault)
{
    report_end(&file->out);
    if (code == 0)
        code = file_replace_commit(file->replace, fault);
    else
        file_replace_abort(file->replace);
    free(file->replace);
    reports->written += code == 0;
    return code;
}

int reports_write(struct reports *reports, struct fault *fault)
{
    int code = file_make_folder(reports->folder, fault);
    if (code == 0)
        code = file_replace_sweep(reports->folder, fault);
    if (code == 0)
        code = schedule_write(reports, fault);
    if (code == 0)
        code = acknowledgements_write(reports, fault);
    return code == 0 ? balance_write(reports, fault) : code;
}
