/* control.c - see control.h. */
#include "rollback/control.h"

#include <stdarg.h>
#include <stdio.h>

#include "jcl/write.h"

static void card(struct control *control, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The longest, " DELETE 'dsn(44)(member(8))'", is 65 characters: the card cannot overflow with checked values. */
static void card(struct control *control, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(control->cards[control->count++], CONTROL_CARD_SIZE, format, arguments);
    va_end(arguments);
}

int control_copy_member(struct control *control, const char *member, struct fault *fault)
{
    int code = jcl_value_check(JCL_NAME, "member", member, fault);
    if (code < 0)
        return code;
    card(control, " COPY OUTDD=OUT,INDD=((IN,R))");
    card(control, " SELECT MEMBER=((%s,,R))", member);
    return 0;
}

int control_delete(struct control *control, const char *dsn, const char *member, bool absent_is_fine, struct fault *fault)
{
    int code = jcl_value_check(JCL_DSN, "to", dsn, fault);
    if (code == 0 && member != NULL)
        code = jcl_value_check(JCL_NAME, "member", member, fault);
    if (code < 0)
        return code;
    if (member != NULL)
        card(control, " DELETE '%s(%s)'", dsn, member);
    else
        card(control, " DELETE '%s'", dsn);
    if (absent_is_fine)
        card(control, " IF LASTCC = 8 THEN SET MAXCC = 0");
    return 0;
}
