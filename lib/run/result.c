/* result.c - see result.h. */
#include "run/result.h"

#include <signal.h>
#include <stdio.h>
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

int result_exit_code(const struct result *results, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (results[i].kind == RESULT_ABENDED || results[i].kind == RESULT_FAILED)
            return EXIT_CODE_ABEND;
    int highest = result_highest(results, count);
    return highest < EXIT_CODE_MAX ? highest : EXIT_CODE_MAX;
}
