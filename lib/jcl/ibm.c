/* ibm.c - see ibm.h. */
#include "jcl/ibm.h"

#include <stddef.h>

#include "jcl/error.h"

static const struct {
    int code;
    const char *id;
} IDS[] = {
    {JCL_E_TAB, "IEFC620I"},              /* unidentifiable character */
    {JCL_E_CASE, "IEFC620I"},
    {JCL_E_CHARACTER, "IEFC620I"},
    {JCL_E_NAME, "IEFC662I"},             /* invalid label */
    {JCL_E_OPERATION, "IEFC605I"},        /* unidentified operation field */
    {JCL_E_CONTINUATION, "IEFC621I"},     /* expected continuation not received */
    {JCL_E_COLUMN_16, "IEFC621I"},
    {JCL_E_COLUMN_72, "IEFC621I"},
    {JCL_E_QUOTE, "IEFC629I"},            /* incorrect use of apostrophe */
    {JCL_E_PARENTHESIS, "IEFC622I"},      /* unbalanced parenthesis */
    {JCL_E_SYNTAX, "IEFC632I"},           /* format error */
    {JCL_E_KEYWORD, "IEFC630I"},          /* unidentified keyword */
    {JCL_E_OPERAND, "IEFC632I"},
    {JCL_E_EXCLUSIVE, "IEFC009I"},        /* a keyword is mutually exclusive with another */
    {JCL_E_ORDER, "IEFC606I"},            /* misplaced DD statement */
    {JCL_E_STEPS, "IEFC607I"},            /* job has no steps */
    {JCL_E_MISSING, "IEFC646I"},          /* required positional parameter missing */
    {JCL_E_LENGTH, "IEFC642I"},           /* excessive parameter length */
    {JCL_E_DDS, "IEFC603I"},              /* excessive number of DD statements */
    {JCL_E_SYMBOL_UNDEFINED, "IEFC627I"}, /* incorrect use of ampersand */
    {JCL_W_SYMBOL_UNUSED, "IEFC657I"},    /* symbol was not used */
    {JCL_E_SYMBOL_LENGTH, "IEFC642I"},
    {JCL_E_MEMBER_MISSING, "IEFC612I"},   /* procedure was not found */
    {JCL_E_OVERRIDE_STEP, "IEFC611I"},    /* overridden step not found in procedure */
    {JCL_E_BACKWARD, "IEF645I"},          /* invalid referback */
    {JCL_W_FORWARD, "IEF686I"},           /* DDNAME was not resolved */
};

const char *ibm_message(int code)
{
    for (size_t i = 0; i < sizeof IDS / sizeof IDS[0]; i++)
        if (IDS[i].code == code)
            return IDS[i].id;
    return "";
}
