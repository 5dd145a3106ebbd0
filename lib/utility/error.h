/* error.h - codes of what the utilities share.  Floor 3. */
#ifndef CUTOVER_UTILITY_ERROR_H
#define CUTOVER_UTILITY_ERROR_H

enum utility_error {
    UTILITY_E_CONTROL = -900, /* a control statement that cannot be read */
    UTILITY_E_REFUSED = -901, /* one that we do not do */
    UTILITY_E_FORMAT = -902,  /* record formats that do not go together */
    UTILITY_E_RECORD = -903,  /* a record that is not whole, or does not fit */
    UTILITY_E_DD = -904,      /* a DD that is not there, or cannot be what the statement makes of it */
};

#endif
