/* diagnosis.c - see diagnosis.h. */
#include "utility/diagnosis.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "record/guess.h"
#include "step/message.h"

enum { MANY = 20 }; /* one record in so many failed */

static const char *file_of(const struct diagnosis *diagnosis)
{
    const char *slash = strrchr(diagnosis->path, '/');
    return slash != NULL ? slash + 1 : diagnosis->path;
}

static int make(struct guess *guess, const struct diagnosis *diagnosis, struct fault *fault)
{
    struct bytes copybook;
    struct sample sample;
    bytes_init(&copybook);
    bool kept = diagnosis->head != NULL && diagnosis->head->count > 0;
    int code = file_read(&copybook, diagnosis->settings->copybook, COPYBOOK_BYTES_MAX, fault);
    if (code == 0 && !kept)
        code = sample_read(&sample, diagnosis->in, fault);
    if (code == 0) {
        code = guess_make(guess, diagnosis->settings, bytes_string(&copybook), copybook.length, kept ? diagnosis->head : &sample, fault);
        if (!kept)
            sample_release(&sample);
    }
    bytes_release(&copybook);
    return code;
}

static void tell(struct step *step, const struct diagnosis *diagnosis, const struct guess *guess)
{
    struct fault fault = guess->fault;
    fault_in_file(&fault, file_of(diagnosis));
    step_message(step, &fault);
}

int diagnosis_propose(struct step *step, const struct diagnosis *diagnosis)
{
    struct guess guess;
    struct fault fault = {0};
    struct bytes line;
    if (make(&guess, diagnosis, &fault) < 0)
        return step_fail(step, &fault, RC_UNFINISHED);
    if (guess.cause != GUESS_FITS) {
        bytes_init(&line);
        guess_changes(&line, &guess);
        if (line.length > 0) {
            bytes_clear(&line);
            guess_options(&line, &guess, diagnosis->path);
            printf("cutover decode%s\n", bytes_string(&line));
        }
        bytes_release(&line);
        tell(step, diagnosis, &guess);
        step_raise(step, RC_WARNING);
    }
    guess_release(&guess);
    return step->return_code;
}

void diagnosis_tell(struct step *step, const struct diagnosis *diagnosis, const struct convert_tally *tally)
{
    struct guess guess;
    bool many = tally->bad > 0 && (tally->broken || tally->bad * MANY >= tally->records);
    if (!many || make(&guess, diagnosis, NULL) < 0)
        return;
    if (guess.cause != GUESS_FITS)
        tell(step, diagnosis, &guess);
    guess_release(&guess);
}
