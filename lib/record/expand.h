/*
 * expand.h - COPY, REPLACING and REPLACE: a copybook and what it copies as one list of tokens.  Floor 1; for copybook.c
 * alone.
 *
 *     struct token_list tokens;
 *     if (expand_source(&tokens, text, length, format, &arena, &fault) < 0) ...    the last token is TOKEN_END
 *     token_list_release(&tokens);
 *
 * Library text is replaced by the REPLACING of its COPY when what it copies itself has been brought in; REPLACE works on
 * the whole behind that.  ++INCLUDE, -INC and EXEC SQL INCLUDE bring a member as COPY does; other EXEC ... END-EXEC, EJECT,
 * SKIP1 to SKIP3 and TITLE are left out.  Rules: Enterprise COBOL Language Reference, compiler-directing statements.
 */
#ifndef CUTOVER_RECORD_EXPAND_H
#define CUTOVER_RECORD_EXPAND_H

#include "record/source.h"

enum { EXPAND_DEPTH_MAX = 16, EXPAND_MEMBERS_MAX = 1000, EXPAND_WORD_MAX = 1024 };

/*
 * Returns 0; RECORD_E_COPYBOOK for a statement that cannot be read, RECORD_E_MEMBER for a member that is not there or has
 * no name to look for, RECORD_E_NESTING for members that copy each other, too deep or too many; all with line and member.
 */
int expand_source(struct token_list *tokens, const char *text, size_t length, const struct copybook_source *format, struct arena *arena,
                  struct fault *fault);

#endif
