/*
 * error.h - what can be wrong with JCL: the codes of this room.  Floor 2.
 *
 * Each is minus a message number of step/messages.def (600 to 699).  A deck's errors are gathered in a
 * fault_list: file and card (record) and column (offset) are always set, field is the statement's name field.
 */
#ifndef CUTOVER_JCL_ERROR_H
#define CUTOVER_JCL_ERROR_H

enum jcl_error {
    JCL_E_VALUE = -680, /* a generator's value cannot stand where it was put */
    JCL_E_FIT = -681,   /* a generator's value cannot be laid out on cards */
};

#endif
