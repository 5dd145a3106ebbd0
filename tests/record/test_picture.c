/* test_picture.c - tests of record/picture.h: every kind of PICTURE string as data. */
#include "support/suite.h"

#include <string.h>

#include "record/error.h"
#include "record/picture.h"

static const struct picture_options comma = {.decimal_comma = true}, franc = {.currency = 'F', .currency_bytes = 3};

static void test_picture__what_a_string_says(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum picture_kind kind;
        unsigned characters, digits;
        int scale;
        bool is_signed;
        const struct picture_options *options;
    } cases[] = {
        {"X", PICTURE_TEXT, 1, 0, 0, false, NULL},
        {"x(0010)", PICTURE_TEXT, 10, 0, 0, false, NULL},
        {"A(3)X(2)", PICTURE_TEXT, 5, 0, 0, false, NULL},
        {"99X", PICTURE_TEXT, 3, 0, 0, false, NULL},
        {"9", PICTURE_NUMBER, 1, 1, 0, false, NULL},
        {"S9(4)", PICTURE_NUMBER, 4, 4, 0, true, NULL},
        {"s9(3)v99", PICTURE_NUMBER, 5, 5, 2, true, NULL},
        {"9(3)V9(2)", PICTURE_NUMBER, 5, 5, 2, false, NULL},
        {"99V9(2)9", PICTURE_NUMBER, 5, 5, 3, false, NULL},
        {"9(5)V", PICTURE_NUMBER, 5, 5, 0, false, NULL},
        {"V9(5)", PICTURE_NUMBER, 5, 5, 5, false, NULL},
        {"SV99", PICTURE_NUMBER, 2, 2, 2, true, NULL},
        {"9(31)", PICTURE_NUMBER, 31, 31, 0, false, NULL},
        {"S9(29)V99", PICTURE_NUMBER, 31, 31, 2, true, NULL},
        {"99PPP", PICTURE_NUMBER, 2, 2, -3, false, NULL},
        {"S99P(3)V", PICTURE_NUMBER, 2, 2, -3, true, NULL},
        {"PPP99", PICTURE_NUMBER, 2, 2, 5, false, NULL},
        {"VPPP99", PICTURE_NUMBER, 2, 2, 5, false, NULL},
        {"SVP(3)9(2)", PICTURE_NUMBER, 2, 2, 5, true, NULL},
        {"SP9", PICTURE_NUMBER, 1, 1, 2, true, NULL},
        {"N(5)", PICTURE_NATIONAL, 5, 0, 0, false, NULL},
        {"NBN", PICTURE_EDITED, 3, 0, 0, false, NULL},
        {"G(4)", PICTURE_DBCS, 4, 0, 0, false, NULL},
        {"GGBG", PICTURE_DBCS, 4, 0, 0, false, NULL},
        {"XXBXX", PICTURE_EDITED, 5, 0, 0, false, NULL},
        {"99/99/9999", PICTURE_EDITED, 10, 0, 0, false, NULL},
        {"XX/XX", PICTURE_EDITED, 5, 0, 0, false, NULL},
        {"X(2)0X", PICTURE_EDITED, 4, 0, 0, false, NULL},
        {"A(3)BA(2)", PICTURE_EDITED, 6, 0, 0, false, NULL},
        {"ZZ9.99", PICTURE_EDITED, 6, 0, 0, false, NULL},
        {"ZZZ.ZZ", PICTURE_EDITED, 6, 0, 0, false, NULL},
        {"Z(7)9", PICTURE_EDITED, 8, 0, 0, false, NULL},
        {"***,**9.99-", PICTURE_EDITED, 11, 0, 0, false, NULL},
        {"-9(5)", PICTURE_EDITED, 6, 0, 0, false, NULL},
        {"+ZZ9", PICTURE_EDITED, 4, 0, 0, false, NULL},
        {"9(5)+", PICTURE_EDITED, 6, 0, 0, false, NULL},
        {"--,--9.99", PICTURE_EDITED, 9, 0, 0, false, NULL},
        {"+(5)9", PICTURE_EDITED, 6, 0, 0, false, NULL},
        {"++++", PICTURE_EDITED, 4, 0, 0, false, NULL},
        {"$$,$$9.99CR", PICTURE_EDITED, 11, 0, 0, false, NULL},
        {"$(6).99db", PICTURE_EDITED, 11, 0, 0, false, NULL},
        {"$ZZ9.99", PICTURE_EDITED, 7, 0, 0, false, NULL},
        {"+$99", PICTURE_EDITED, 4, 0, 0, false, NULL},
        {"$9-", PICTURE_EDITED, 3, 0, 0, false, NULL},
        {"9B9", PICTURE_EDITED, 3, 0, 0, false, NULL},
        {"0099", PICTURE_EDITED, 4, 0, 0, false, NULL},
        {"Z99V99", PICTURE_EDITED, 5, 0, 0, false, NULL},
        {"ZZ9PP", PICTURE_EDITED, 3, 0, 0, false, NULL},
        {"9,999", PICTURE_EDITED, 5, 0, 0, false, NULL},
        {"Z.ZZ9,99", PICTURE_EDITED, 8, 0, 0, false, &comma},
        {"FF9", PICTURE_EDITED, 5, 0, 0, false, &franc},
        {"f9", PICTURE_EDITED, 4, 0, 0, false, &franc},
        {"+9(2).9(2)E+99", PICTURE_EDITED, 10, 0, 0, false, NULL},
        {"-V9(16)e-9(2)", PICTURE_EDITED, 21, 0, 0, false, NULL},
        {"+9,9E-99", PICTURE_EDITED, 8, 0, 0, false, &comma},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct picture picture;
        struct fault fault = {0};
        if (picture_parse(&picture, cases[i].text, strlen(cases[i].text), cases[i].options, &fault) < 0)
            fail_msg("%s: %s", cases[i].text, fault.detail);
        if (picture.kind != cases[i].kind || picture.characters != cases[i].characters || picture.digits != cases[i].digits ||
            picture.scale != cases[i].scale || picture.is_signed != cases[i].is_signed)
            fail_msg("%s: kind %d, %u characters, %u digits, scale %d", cases[i].text, (int)picture.kind, picture.characters,
                     picture.digits, picture.scale);
    }
}

static void test_picture__what_is_none_says_why(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int code;
        const char *why;
    } cases[] = {
        {"", RECORD_E_PICTURE, ": got nothing, expected a symbol of a PICTURE"},
        {"Q", RECORD_E_PICTURE, "Q: got Q, expected a symbol of a PICTURE"},
        {"9(3", RECORD_E_PICTURE, "9(3: got a '(' without a count and ')', expected for example (9)"},
        {"X()", RECORD_E_PICTURE, "X(): got a '(' without a count and ')', expected for example (9)"},
        {"X(0)", RECORD_E_PICTURE, "X(0): got a repeat of 0, expected 1 or more"},
        {"X(99999999)", RECORD_E_PICTURE, "X(99999999): got a repeat that is too large, expected 1 to 16777216"},
        {"X(16777216)X", RECORD_E_PICTURE, "X(16777216)X: got a field that is too long, expected at most 16777216 characters"},
        {"9(32)", RECORD_E_PICTURE, "9(32): got more digits than 31, expected at most 31, P among them"},
        {"9(30)PP", RECORD_E_PICTURE, "9(30)PP: got more digits than 31, expected at most 31, P among them"},
        {"Z(32)", RECORD_E_PICTURE, "Z(32): got more digits than 31, expected at most 31"},
        {"S", RECORD_E_PICTURE, "S: got no digit, expected 9"},
        {"V", RECORD_E_PICTURE, "V: got no digit, expected 9"},
        {"9S", RECORD_E_PICTURE, "9S: got S, expected one S, at the left"},
        {"SS9", RECORD_E_PICTURE, "SS9: got S, expected one S, at the left"},
        {"9V9V9", RECORD_E_PICTURE, "9V9V9: got V twice, expected one V"},
        {"9P9", RECORD_E_PICTURE, "9P9: got P between digits or away from V, expected P at one end of the digits"},
        {"P9P", RECORD_E_PICTURE, "P9P: got P between digits or away from V, expected P at one end of the digits"},
        {"99VPP", RECORD_E_PICTURE, "99VPP: got P between digits or away from V, expected P at one end of the digits"},
        {"PPV99", RECORD_E_PICTURE, "PPV99: got P between digits or away from V, expected P at one end of the digits"},
        {"XV9", RECORD_E_PICTURE, "XV9: got symbols that do not go together, expected X, A, 9, B, 0, /"},
        {"XN", RECORD_E_PICTURE, "XN: got symbols that do not go together, expected N, B, 0, /"},
        {"G9", RECORD_E_PICTURE, "G9: got symbols that do not go together, expected G and B"},
        {"X.X", RECORD_E_PICTURE, "X.X: got symbols that do not go together, expected X, A, 9, B, 0, /"},
        {"SZ9", RECORD_E_PICTURE, "SZ9: got S, expected + - CR or DB in an edited picture"},
        {"9.9.9", RECORD_E_PICTURE, "9.9.9: got two decimal points, expected one"},
        {"ZV9.9", RECORD_E_PICTURE, "ZV9.9: got two decimal points, expected one"},
        {"+9-", RECORD_E_PICTURE, "+9-: got two signs, expected one of + - CR DB"},
        {"CR99", RECORD_E_PICTURE, "CR99: got CR, expected it once, at the right"},
        {"9+9", RECORD_E_PICTURE, "9+9: got + inside, expected a sign at the left or right"},
        {"9$9", RECORD_E_PICTURE, "9$9: got a currency symbol inside, expected it at the left or right"},
        {"Z*9", RECORD_E_PICTURE, "Z*9: got two kinds of floating or suppressed digits, expected one of Z * + - and currency"},
        {"9Z", RECORD_E_PICTURE, "9Z: got a 9 left of a floating or suppressed digit, expected 9 behind all of them"},
        {"ZZ.Z9", RECORD_E_PICTURE, "ZZ.Z9: got a 9 left of a floating or suppressed digit, expected 9 behind all of them"},
        {"B0/", RECORD_E_PICTURE, "B0/: got no digit, expected 9, Z, * or a floating sign"},
        {"FF9", RECORD_E_PICTURE, "FF9: got F, expected a symbol of a PICTURE"},
        {"9.9E+99", RECORD_E_PICTURE, "9.9E+99: got E, expected a symbol of a PICTURE"},
        {"+9.99E+9", RECORD_E_PICTURE, "+9.99E+9: got another float, expected +9(n).9(m)E+99, at most 16 digits"},
        {"+9.99E+999", RECORD_E_PICTURE, "+9.99E+999: got another float, expected +9(n).9(m)E+99, at most 16 digits"},
        {"+E+99", RECORD_E_PICTURE, "+E+99: got another float, expected +9(n).9(m)E+99, at most 16 digits"},
        {"+9(17)E+99", RECORD_E_PICTURE, "+9(17)E+99: got another float, expected +9(n).9(m)E+99, at most 16 digits"},
        {"+9.9E+99X", RECORD_E_PICTURE, "+9.9E+99X: got another float, expected +9(n).9(m)E+99, at most 16 digits"},
        {"+9(E+99", RECORD_E_PICTURE, "+9(E+99: got a '(' without a count and ')', expected for example (9)"},
        {"1(8)", RECORD_E_UNSUPPORTED, "1(8) (a boolean PICTURE)"},
        {"U(8)", RECORD_E_UNSUPPORTED, "U(8) (a UTF-8 PICTURE)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct picture picture;
        struct fault fault = {0};
        assert_int_equal(picture_parse(&picture, cases[i].text, strlen(cases[i].text), NULL, &fault), cases[i].code);
        assert_string_equal(fault.detail, cases[i].why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_picture__what_a_string_says),
        cmocka_unit_test(test_picture__what_is_none_says_why),
    };
    return cmocka_run_group_tests_name("picture", tests, NULL, NULL);
}
