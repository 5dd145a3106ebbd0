/*
 * error.h - the codes of this room; lib/step/messages.def has their texts.  Floor 3.
 *
 * Down to -419 something failed or was refused; those below are findings of a submission, with its record and field.
 */
#ifndef CUTOVER_RELEASE_ERROR_H
#define CUTOVER_RELEASE_ERROR_H

enum release_error {
    RELEASE_E_STATE = -400,    /* a step between two states that is not in the table */
    RELEASE_E_ENTRY = -401,    /* an entry of the register that is not as its state wants it */
    RELEASE_E_CHANGED = -402,  /* another run changed the entry since it was read */
};

#endif
