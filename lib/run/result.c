/* result.c - see result.h. */
#include "run/result.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jcl/condition.h"

enum { EXIT_CODE_MAX = 254, EXIT_CODE_ABEND = 255 };

char *result_text(char text[RESULT_TEXT_SIZE], const struct result *result)
{
    switch (result->kind) {
    case RESULT_RAN:
        snprintf(text, RESULT_TEXT_SIZE, "%04d", result->code);
        break;
    case RESULT_ABENDED:
        snprintf(text, RESULT_TEXT_SIZE, "%s", result->abend);
        break;
    case RESULT_BYPASSED:
    case RESULT_FLUSHED:
        snprintf(text, RESULT_TEXT_SIZE, "FLUSH");
        break;
    case RESULT_FAILED:
        snprintf(text, RESULT_TEXT_SIZE, "JCLERR");
        break;
    case RESULT_NONE:
        text[0] = '\0';
        break;
    }
    return text;
}

void result_parse(struct result *result, const char *text)
{
    *result = (struct result){.kind = RESULT_BYPASSED};
    if (text[0] >= '0' && text[0] <= '9') {
        result->kind = RESULT_RAN;
        result->code = (int)strtol(text, NULL, 10);
    } else if (strcmp(text, "JCLERR") == 0) {
        result->kind = RESULT_FAILED;
    } else if (strcmp(text, "FLUSH") != 0) {
        result->kind = RESULT_ABENDED;
        snprintf(result->abend, sizeof result->abend, "%.7s", text);
    }
}

void result_of_exit(struct result *result, int exit_code)
{
    result->kind = RESULT_RAN;
    result->code = exit_code <= RETURN_CODE_MAX ? exit_code : RETURN_CODE_MAX;
}

void result_of_signal(struct result *result, int signal_number)
{
    static const struct {
        int signal_number;
        const char *abend;
    } ABENDS[] = {
        {SIGSEGV, "S0C4"}, {SIGBUS, "S0C5"},  {SIGILL, "S0C1"},  {SIGFPE, "S0CB"}, {SIGXCPU, "S322"}, {SIGXFSZ, "SB37"},
        {SIGKILL, "S222"}, {SIGTERM, "S222"}, {SIGINT, "S222"}, {SIGHUP, "S222"}, {SIGQUIT, "S222"},
    };
    result->kind = RESULT_ABENDED;
    result->reason = signal_number;
    snprintf(result->abend, sizeof result->abend, "U%04d", signal_number % 10000);
    for (size_t i = 0; i < sizeof ABENDS / sizeof ABENDS[0]; i++)
        if (ABENDS[i].signal_number == signal_number)
            snprintf(result->abend, sizeof result->abend, "%s", ABENDS[i].abend);
}

int result_highest(const struct result *results, size_t count)
{
    int highest = 0;
    for (size_t i = 0; i < count; i++)
        if (results[i].kind == RESULT_RAN && results[i].code > highest)
            highest = results[i].code;
    return highest;
}

static bool is_abend(const char *text)
{
    return (text[0] == 'S' || text[0] == 'U') && strlen(text) >= 4 && strlen(text) <= 5 && strspn(text + 1, "0123456789ABCDEF") == strlen(text) - 1;
}

void result_read_file(struct result *result, const char *path)
{
    char text[16] = "";
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return;
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    text[strcspn(text, "\n")] = '\0';
    size_t digits = strspn(text, "0123456789");
    int64_t cpu_ms = result->cpu_ms;
    bool killed = result->kind == RESULT_ABENDED && strcmp(result->abend, "S222") == 0;
    if (killed || (!is_abend(text) && (digits == 0 || digits > 4 || text[digits] != '\0')))
        return;
    result_parse(result, text);
    result->cpu_ms = cpu_ms;
    if (result->code > RETURN_CODE_MAX)
        result->code = RETURN_CODE_MAX;
}

void result_job_text(char text[16], const struct result *results, size_t count)
{
    snprintf(text, 16, "RC=%04d", result_highest(results, count));
    for (size_t i = count; i > 0; i--)
        if (results[i - 1].kind == RESULT_ABENDED)
            snprintf(text, 16, "ABEND=%s", results[i - 1].abend);
        else if (results[i - 1].kind == RESULT_FAILED)
            snprintf(text, 16, "JCLERR");
}

int result_exit_code(const struct result *results, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (results[i].kind == RESULT_ABENDED || results[i].kind == RESULT_FAILED)
            return EXIT_CODE_ABEND;
    int highest = result_highest(results, count);
    return highest < EXIT_CODE_MAX ? highest : EXIT_CODE_MAX;
}
