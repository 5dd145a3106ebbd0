/* iebgener.c - see iebgener.h. */
#include "utility/iebgener.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "step/message.h"
#include "utility/ddio.h"
#include "utility/error.h"

enum { CARD_BYTES = 80 };

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

/* A new data set of which nobody said what its records are gets those of SYSUT1; in-stream data are cards. */
static bool lacks_format(const struct dd_entry *from, const struct dd_entry *to)
{
    bool open = to->kind == DD_ENTRY_DATA_SET && to->is_new && to->dataset.recfm == DATASET_U && to->dataset.lrecl == 0;
    return open && (from->kind == DD_ENTRY_INSTREAM || (from->kind == DD_ENTRY_DATA_SET && from->dataset.recfm != DATASET_U));
}

/* As the catalog has it from now on; a temporary one is not there, and stays as it is. */
static int give_format(const struct step *step, const struct dd_entry *from, struct dd_entry *to, struct fault *fault)
{
    struct catalog *catalog;
    struct dataset dataset;
    bool cards = from->dataset.recfm == DATASET_U;
    char *folder = step_path(step, "datasets");
    int code = catalog_open(&catalog, folder, fault);
    free(folder);
    if (code == 0)
        code = catalog_find(catalog, to->dataset.name, &dataset, fault);
    if (code == 0) {
        dataset.recfm = cards ? DATASET_FB : from->dataset.recfm;
        dataset.lrecl = cards ? CARD_BYTES : from->dataset.lrecl;
        dataset.control = from->dataset.control;
        code = catalog_alter(catalog, &dataset, fault);
    }
    catalog_close(catalog);
    if (code == 0) {
        to->dataset = dataset;
        puts("IEB352I WARNING: ONE OR MORE OF THE OUTPUT DCB PARMS COPIED FROM INPUT\n");
    }
    return code < 0 ? code : 0;
}

static int copy(const struct step *step, const struct dd_table *dds, struct fault *fault)
{
    const struct ddio_range all = {.count = -1};
    int64_t records;
    const struct dd_entry *from = find(dds, "SYSUT1", fault), *given = from != NULL ? find(dds, "SYSUT2", fault) : NULL;
    int code = given != NULL ? refuse_control(fault) : UTILITY_E_DD;
    if (code < 0)
        return code;
    struct dd_entry to = *given;
    if (lacks_format(from, &to))
        code = give_format(step, from, &to, fault);
    return code == 0 ? ddio_copy(from, &to, &all, to.append, &records, fault) : code;
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
        code = copy(step, &dds, &fault);
    dd_table_release(&dds);
    if (code == 0) {
        puts("PROCESSING ENDED AT EOD");
        return RC_DONE;
    }
    print_failure(&fault);
    return step_fail(step, &fault, RC_UNFINISHED);
}
