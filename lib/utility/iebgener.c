/* iebgener.c - see iebgener.h. */
#include "utility/iebgener.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "step/message.h"
#include "utility/ddio.h"
#include "utility/error.h"

/* SYSIN's first word that is no comment (an asterisk in column 1) is refused. */
static int refuse_control(struct fault *fault)
{
    char line[256];
    if (isatty(STDIN_FILENO))
        return 0;
    while (fgets(line, sizeof line, stdin) != NULL) {
        const char *word = line + strspn(line, " \t\r\n");
        if (line[0] != '*' && *word != '\0')
            return fault_set(fault, UTILITY_E_REFUSED, "control statement %.*s", (int)strcspn(word, " \t\r\n"), word);
    }
    return 0;
}

static const struct dd_entry *find(const struct dd_table *dds, const char *name, struct fault *fault)
{
    const struct dd_entry *entry = dd_table_find(dds, name);
    if (entry == NULL)
        fault_set(fault, UTILITY_E_DD, "%s is not there", name);
    return entry;
}

static int copy(const struct dd_table *dds, struct fault *fault)
{
    const struct ddio_range all = {.count = -1};
    int64_t records;
    const struct dd_entry *from = find(dds, "SYSUT1", fault);
    const struct dd_entry *to = from != NULL ? find(dds, "SYSUT2", fault) : NULL;
    int code = to != NULL ? refuse_control(fault) : UTILITY_E_DD;
    return code == 0 ? ddio_copy(from, to, &all, to->append, &records, fault) : code;
}

static void print_failure(const struct fault *fault)
{
    struct bytes line;
    bytes_init(&line);
    message_line(&line, fault);
    printf("%s\n\nJOB ENDED WITH RETURN CODE 12\n", bytes_string(&line));
    bytes_release(&line);
}

int iebgener_run(struct step *step, void *options)
{
    struct dd_table dds;
    struct fault fault = {0};
    const char *table = getenv("CUTOVER_DDS");
    int code = 0;
    (void)options;
    printf("%-93s PAGE 0001\n\n", "DATA SET UTILITY - GENERATE");
    if (table != NULL)
        code = dd_table_read(&dds, table, &fault);
    else
        dd_table_from_environment(&dds);
    if (code == 0)
        code = copy(&dds, &fault);
    dd_table_release(&dds);
    if (code == 0) {
        puts("PROCESSING ENDED AT EOD");
        return RC_DONE;
    }
    print_failure(&fault);
    return step_fail(step, &fault, RC_UNFINISHED);
}
