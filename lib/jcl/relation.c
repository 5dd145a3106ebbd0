/* relation.c - see relation.h.  expression := term {(AND | OR) term};  term := NOT term | ( expression ) | test. */
#include "jcl/relation.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "jcl/error.h"
#include "jcl/name.h"

enum token_kind { TOKEN_WORD, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_NOT, TOKEN_AND, TOKEN_OR, TOKEN_COMPARE, TOKEN_OTHER, TOKEN_THEN, TOKEN_END };

struct token {
    enum token_kind kind;
    enum condition_operator operator; /* TOKEN_COMPARE */
    size_t offset;
    size_t length;
};

struct reader {
    const struct statement *statement;
    struct arena *arena;
    struct fault_list *faults;
    struct token token; /* at hand */
    int depth;
    int tests;
    bool failed;
};

struct spelling {
    const char *text;
    enum token_kind kind;
    enum condition_operator operator;
};

static const struct spelling WORDS[] = {
    {"NOT", TOKEN_NOT, 0},           {"AND", TOKEN_AND, 0},           {"OR", TOKEN_OR, 0},
    {"THEN", TOKEN_THEN, 0},         {"GT", TOKEN_COMPARE, CONDITION_GT}, {"LT", TOKEN_COMPARE, CONDITION_LT},
    {"NG", TOKEN_COMPARE, CONDITION_LE}, {"NL", TOKEN_COMPARE, CONDITION_GE}, {"EQ", TOKEN_COMPARE, CONDITION_EQ},
    {"NE", TOKEN_COMPARE, CONDITION_NE}, {"GE", TOKEN_COMPARE, CONDITION_GE}, {"LE", TOKEN_COMPARE, CONDITION_LE},
};

/* N stands for the NOT sign; the longer ones first. */
static const struct spelling SIGNS[] = {
    {">=", TOKEN_COMPARE, CONDITION_GE}, {"<=", TOKEN_COMPARE, CONDITION_LE}, {"N>", TOKEN_COMPARE, CONDITION_LE},
    {"N<", TOKEN_COMPARE, CONDITION_GE}, {"N=", TOKEN_COMPARE, CONDITION_NE}, {"=<", TOKEN_OTHER, 0},
    {"=>", TOKEN_OTHER, 0},              {"<>", TOKEN_OTHER, 0},              {">", TOKEN_COMPARE, CONDITION_GT},
    {"<", TOKEN_COMPARE, CONDITION_LT},  {"=", TOKEN_COMPARE, CONDITION_EQ},  {"N", TOKEN_NOT, 0},
    {"&", TOKEN_AND, 0},                 {"|", TOKEN_OR, 0},                  {"(", TOKEN_OPEN, 0},
    {")", TOKEN_CLOSE, 0},
};

static const char *at(const struct reader *reader, size_t offset)
{
    return reader->statement->field + offset;
}

/* The bytes of a NOT sign at TEXT: UTF-8, Latin 1, or ^; 0 for none. */
static size_t not_sign(const char *text)
{
    if (strncmp(text, "\xC2\xAC", 2) == 0)
        return 2;
    return *text == '^' || *text == '\xAC' ? 1 : 0;
}

/* The length of the sign SPELLING at TEXT; 0 when it is not there. */
static size_t sign_length(const char *text, const char *spelling)
{
    const char *from = text;
    for (; *spelling != '\0'; spelling++) {
        size_t length = *spelling == 'N' ? not_sign(text) : *text == *spelling ? 1 : 0;
        if (length == 0)
            return 0;
        text += length;
    }
    return (size_t)(text - from);
}

static bool is_word_character(char c)
{
    return name_is_alnum(c) || c == '.' || islower((unsigned char)c);
}

static void read_word(struct reader *reader)
{
    struct token *token = &reader->token;
    token->kind = TOKEN_WORD;
    while (is_word_character(*at(reader, token->offset + token->length)))
        token->length++;
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (strlen(WORDS[i].text) == token->length && strncmp(WORDS[i].text, at(reader, token->offset), token->length) == 0) {
            token->kind = WORDS[i].kind;
            token->operator = WORDS[i].operator;
        }
}

static void read_sign(struct reader *reader)
{
    struct token *token = &reader->token;
    for (size_t i = 0; i < sizeof SIGNS / sizeof SIGNS[0] && token->length == 0; i++) {
        token->length = sign_length(at(reader, token->offset), SIGNS[i].text);
        token->kind = SIGNS[i].kind;
        token->operator = SIGNS[i].operator;
    }
    if (token->length == 0) {
        token->kind = TOKEN_OTHER;
        token->length = 1;
    }
}

static void advance(struct reader *reader)
{
    size_t offset = reader->token.offset + reader->token.length;
    while (*at(reader, offset) == ' ')
        offset++;
    reader->token = (struct token){.kind = TOKEN_END, .offset = offset};
    if (is_word_character(*at(reader, offset)))
        read_word(reader);
    else if (*at(reader, offset) != '\0')
        read_sign(reader);
}

/* What stands at hand is wrong. */
static struct relation *fail(struct reader *reader, const char *expected)
{
    const struct token *token = &reader->token;
    bool none = token->kind == TOKEN_THEN || token->kind == TOKEN_END;
    if (!reader->failed)
        jcl_fault(reader->faults, JCL_E_RELATION, statement_place(reader->statement, token->offset), "IF", "got %.*s, expected %s",
                  none ? 7 : (int)(token->length < 40 ? token->length : 40), none ? "nothing" : at(reader, token->offset), expected);
    reader->failed = true;
    return NULL;
}

static struct relation *new_relation(struct reader *reader, enum relation_kind kind, struct relation *left)
{
    struct relation *relation = arena_new(reader->arena, sizeof *relation);
    *relation = (struct relation){.kind = kind, .left = left, .step = "", .procstep = "", .abend = "",
                                  .place = statement_place(reader->statement, reader->token.offset)};
    return relation;
}

static bool word_is(const struct reader *reader, const char *word)
{
    const struct token *token = &reader->token;
    return token->kind == TOKEN_WORD && strlen(word) == token->length && strncmp(word, at(reader, token->offset), token->length) == 0;
}

/* S and three hexadecimal digits, or U and four decimal ones up to 4095. */
static bool is_abend_code(const char *text, size_t length)
{
    if (text[0] == 'S' && length == 4)
        return strspn(text + 1, "0123456789ABCDEF") >= 3;
    return text[0] == 'U' && length == 5 && strspn(text + 1, "0123456789") >= 4 && strtol(text + 1, NULL, 10) <= RETURN_CODE_MAX;
}

static bool is_number(const char *text, size_t length)
{
    return length >= 1 && length <= 4 && strspn(text, "0123456789") >= length;
}

/* The value on the right of a comparison. */
static void read_value(struct reader *reader, struct relation *test)
{
    const char *text = at(reader, reader->token.offset);
    size_t length = reader->token.length;
    bool word = reader->token.kind == TOKEN_WORD;
    if (test->keyword == RELATION_RC) {
        test->code = word && is_number(text, length) ? (int)strtol(text, NULL, 10) : RETURN_CODE_MAX + 1;
        if (test->code > RETURN_CODE_MAX)
            fail(reader, "a return code from 0 to 4095");
    } else if (test->keyword == RELATION_ABENDCC) {
        if (!word || !is_abend_code(text, length))
            fail(reader, "an abend code: Sxxx or Unnnn");
        test->abend = arena_text(reader->arena, text, length);
    } else {
        test->code = word_is(reader, "TRUE");
        if (!word_is(reader, "TRUE") && !word_is(reader, "FALSE"))
            fail(reader, "TRUE or FALSE");
    }
    if (!reader->failed)
        advance(reader);
}

static void read_comparison(struct reader *reader, struct relation *test)
{
    test->operator = CONDITION_EQ;
    test->code = 1;
    bool alone = test->keyword == RELATION_ABEND || test->keyword == RELATION_RUN;
    if (reader->token.kind != TOKEN_COMPARE) {
        if (!alone)
            fail(reader, "a comparison: = > < >= <= or EQ NE GT LT GE LE");
        return;
    }
    test->operator = reader->token.operator;
    if (test->keyword != RELATION_RC && test->operator != CONDITION_EQ && test->operator != CONDITION_NE) {
        fail(reader, "= or NE");
        return;
    }
    advance(reader);
    read_value(reader, test);
}

/* The keyword at the end of the word at hand, with the steps before it. */
static bool read_keyword(struct reader *reader, struct relation *test)
{
    static const char *const KEYWORDS[] = {"RC", "ABEND", "ABENDCC", "RUN"};
    const char *text = arena_text(reader->arena, at(reader, reader->token.offset), reader->token.length);
    const char *dot = strrchr(text, '.'), *keyword = dot != NULL ? dot + 1 : text;
    size_t which = 0, count = sizeof KEYWORDS / sizeof KEYWORDS[0];
    while (which < count && strcmp(KEYWORDS[which], keyword) != 0)
        which++;
    if (which == count) {
        reader->token.offset += (size_t)(keyword - text);
        reader->token.length -= (size_t)(keyword - text);
        fail(reader, "RC, ABEND, ABENDCC or RUN, with the step before it and a period");
        return false;
    }
    test->keyword = (enum relation_keyword)which;
    size_t steps = dot != NULL ? (size_t)(dot - text) : 0;
    if (dot != NULL ? !name_is_qualified(text, steps) : test->keyword == RELATION_RUN) {
        fail(reader, dot != NULL ? "a step's name, or step.procstep, before the keyword" : "a step's name and a period before RUN");
        return false;
    }
    const char *inner = memchr(text, '.', steps);
    test->step = arena_text(reader->arena, text, inner != NULL ? (size_t)(inner - text) : steps);
    if (inner != NULL)
        test->procstep = arena_text(reader->arena, inner + 1, steps - (size_t)(inner + 1 - text));
    return true;
}

static struct relation *read_expression(struct reader *reader);

static struct relation *read_test(struct reader *reader)
{
    if (reader->token.kind != TOKEN_WORD)
        return fail(reader, "RC, ABEND, ABENDCC or RUN");
    if (reader->tests++ == RELATION_MAX_TESTS)
        return fail(reader, "at most 256 tests");
    struct relation *test = new_relation(reader, RELATION_TEST, NULL);
    if (!read_keyword(reader, test))
        return NULL;
    advance(reader);
    read_comparison(reader, test);
    return test;
}

static struct relation *read_parentheses(struct reader *reader)
{
    size_t open = reader->token.offset;
    advance(reader);
    struct relation *inner = read_expression(reader);
    if (reader->failed)
        return NULL;
    if (reader->token.kind == TOKEN_CLOSE) {
        advance(reader);
        return inner;
    }
    if (reader->token.kind != TOKEN_THEN && reader->token.kind != TOKEN_END)
        return fail(reader, "AND, OR or a closing parenthesis");
    jcl_fault(reader->faults, JCL_E_PARENTHESIS, statement_place(reader->statement, open), "IF", "this one is not closed");
    reader->failed = true;
    return NULL;
}

static struct relation *read_term(struct reader *reader)
{
    struct relation *term;
    if (reader->depth == RELATION_MAX_DEPTH)
        return fail(reader, "at most 32 NOT and parentheses within each other");
    reader->depth++;
    if (reader->token.kind == TOKEN_NOT) {
        term = new_relation(reader, RELATION_NOT, NULL);
        advance(reader);
        term->left = read_term(reader);
    } else {
        term = reader->token.kind == TOKEN_OPEN ? read_parentheses(reader) : read_test(reader);
    }
    reader->depth--;
    return term;
}

static struct relation *read_expression(struct reader *reader)
{
    struct relation *left = read_term(reader);
    while (!reader->failed && (reader->token.kind == TOKEN_AND || reader->token.kind == TOKEN_OR)) {
        left = new_relation(reader, reader->token.kind == TOKEN_AND ? RELATION_AND : RELATION_OR, left);
        advance(reader);
        left->right = read_term(reader);
    }
    return left;
}

struct relation *relation_parse(const struct statement *statement, struct arena *arena, struct fault_list *faults)
{
    struct reader reader = {.statement = statement, .arena = arena, .faults = faults};
    if (statement->broken)
        return NULL;
    advance(&reader);
    if (reader.token.kind == TOKEN_THEN || reader.token.kind == TOKEN_END) {
        jcl_fault(faults, JCL_E_RELATION, statement->operation_place, "IF", "got nothing, expected a condition between IF and THEN");
        return NULL;
    }
    struct relation *relation = read_expression(&reader);
    if (!reader.failed && reader.token.kind == TOKEN_CLOSE) {
        jcl_fault(faults, JCL_E_PARENTHESIS, statement_place(statement, reader.token.offset), "IF", "this one was not opened");
        reader.failed = true;
    } else if (!reader.failed && reader.token.kind != TOKEN_THEN) {
        fail(&reader, reader.token.kind == TOKEN_END ? "THEN" : "AND, OR or THEN");
    }
    return reader.failed ? NULL : relation;
}

/* ---- evaluation ---- */

static bool compare(enum condition_operator operator, int left, int right)
{
    const struct condition condition = {.code = left, .operator = operator};
    return condition_is_true(&condition, right);
}

static bool test_is_true(const struct relation *test, const struct relation_facts *facts)
{
    bool named = test->step[0] != '\0';
    const struct relation_step *step = named ? facts->find(facts->context, test) : &facts->job;
    bool ran = step != NULL && (step->ran || !named);
    if (test->keyword == RELATION_RUN)
        return compare(test->operator, ran, test->code);
    if (!ran)
        return false;
    if (test->keyword == RELATION_ABEND)
        return compare(test->operator, step->abended, test->code);
    if (test->keyword == RELATION_ABENDCC)
        return step->abended && (strcmp(step->abend, test->abend) == 0) == (test->operator == CONDITION_EQ);
    return (!named || !step->abended) && compare(test->operator, step->return_code, test->code);
}

/* As deep as there are tests and parentheses. */
bool relation_is_true(const struct relation *relation, const struct relation_facts *facts)
{
    switch (relation->kind) {
    case RELATION_TEST:
        return test_is_true(relation, facts);
    case RELATION_NOT:
        return !relation_is_true(relation->left, facts);
    case RELATION_AND:
        return relation_is_true(relation->left, facts) && relation_is_true(relation->right, facts);
    case RELATION_OR:
        return relation_is_true(relation->left, facts) || relation_is_true(relation->right, facts);
    }
    return false;
}

bool relation_asks_abend(const struct relation *relation)
{
    if (relation->kind == RELATION_TEST)
        return relation->keyword == RELATION_ABEND || relation->keyword == RELATION_ABENDCC;
    return relation_asks_abend(relation->left) || (relation->right != NULL && relation_asks_abend(relation->right));
}
