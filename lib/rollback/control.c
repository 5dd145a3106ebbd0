/* control.c - see control.h. */
#include "rollback/control.h"

#include <stdarg.h>
#include <stdio.h>

enum { CARD_SIZE = 81 };

static void card(struct jcl_writer *jcl, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The longest, " DELETE 'dsn(44)(member(8))'", is 65 characters: with checked values no card is cut. */
static void card(struct jcl_writer *jcl, const char *format, ...)
{
    char text[CARD_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    jcl_write_card(jcl, text);
}

void control_copy(struct jcl_writer *jcl)
{
    card(jcl, " COPY OUTDD=OUT,INDD=((IN,R))");
}

int control_select(struct jcl_writer *jcl, const char *member, struct fault *fault)
{
    int code = jcl_value_check(JCL_NAME, "member", member, fault);
    if (code == 0)
        card(jcl, " SELECT MEMBER=((%s,,R))", member);
    return code;
}

void control_compare(struct jcl_writer *jcl)
{
    card(jcl, " COMPARE TYPORG=PS");
}

int control_delete(struct jcl_writer *jcl, const char *dsn, const char *member, bool absent_is_fine, struct fault *fault)
{
    int code = jcl_value_check(JCL_DSN, "to", dsn, fault);
    if (code == 0 && member != NULL)
        code = jcl_value_check(JCL_NAME, "member", member, fault);
    if (code < 0)
        return code;
    if (member != NULL)
        card(jcl, " DELETE '%s(%s)'", dsn, member);
    else
        card(jcl, " DELETE '%s'", dsn);
    if (absent_is_fine)
        card(jcl, " IF LASTCC = 8 THEN SET MAXCC = 0");
    return 0;
}

int control_newcopy(struct jcl_writer *jcl, const char *region, const char *program, struct fault *fault)
{
    int code = jcl_value_check(JCL_NAME, "region", region, fault);
    if (code == 0)
        code = jcl_value_check(JCL_NAME, "member", program, fault);
    if (code == 0)
        card(jcl, " /MODIFY %s,'CEMT SET PROG(%s) NEWCOPY'", region, program);
    return code;
}
