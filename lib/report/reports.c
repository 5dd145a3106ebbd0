/* reports.c - see reports.h. */
#include "report/reports.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/file.h"

struct report reports_describe(const struct reports *reports, const char *id, const char *title,
                               const struct report_column *columns, size_t column_count)
{
    return (struct report){.id = id, .title = title, .site = reports->site, .date = reports->date, .entry = reports->entry,
                           .as_of = reports->as_of, .columns = columns, .column_count = column_count};
}

int reports_publish(struct reports *reports, const char *name, const struct report_writer *writer, const struct report *report,
                    report_fill *fill, void *user, struct fault *fault)
{
    struct bytes path;
    struct file_replace file;
    bytes_init(&path);
    bytes_format(&path, "%s/%s.%s", reports->folder, name, writer->suffix);
    int code = file_replace_open(&file, bytes_string(&path), fault);
    if (code == 0) {
        report_write(file.stream, writer, report, fill, user);
        code = file_replace_commit(&file, fault);
    }
    reports->written += code == 0 ? 1 : 0;
    bytes_release(&path);
    return code;
}

/* What the register knew last: reports show that instant and not the clock's, so that they can be made again. */
static int read_as_of(struct reports *reports, struct fault *fault)
{
    struct bytes key, value;
    bytes_init(&key);
    bytes_init(&value);
    int code = reg_last(reports->reg, NULL, REG_AUDIT, "", &key, &value, fault);
    json_t *event = code == 0 ? json_loadb(bytes_string(&value), value.length, 0, NULL) : NULL;
    const char *when = json_string_value(json_object_get(event, "when"));
    reports->entry = code == 0 ? strtoll(bytes_string(&key), NULL, 10) : 0;
    snprintf(reports->as_of, sizeof reports->as_of, "%s", when != NULL ? when : "");
    json_decref(event);
    bytes_release(&key);
    bytes_release(&value);
    return code < 0 ? code : 0;
}

int reports_write(struct reports *reports, struct fault *fault)
{
    int code = file_make_folder(reports->folder, fault);
    if (code == 0)
        code = file_replace_sweep(reports->folder, fault);
    if (code == 0)
        code = read_as_of(reports, fault);
    if (code == 0)
        code = schedule_write(reports, fault);
    if (code == 0)
        code = acknowledgements_write(reports, fault);
    return code == 0 ? balance_write(reports, fault) : code;
}
