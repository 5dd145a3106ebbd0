/* test_jsonschema.c - tests of record/jsonschema.h: lines that decode makes hold to it, and others do not. */
#include "support/suite.h"

#include <jansson.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "record/decode.h"
#include "record/jsonschema.h"

static json_t *whole; /* the schema that "$ref" is within */

static bool holds(json_t *value, json_t *schema);

static bool has_type(json_t *value, const char *name)
{
    return (strcmp(name, "null") == 0 && json_is_null(value)) || (strcmp(name, "string") == 0 && json_is_string(value)) ||
           (strcmp(name, "integer") == 0 && json_is_integer(value)) || (strcmp(name, "number") == 0 && json_is_number(value)) ||
           (strcmp(name, "array") == 0 && json_is_array(value)) || (strcmp(name, "object") == 0 && json_is_object(value));
}

static bool type_holds(json_t *value, json_t *type)
{
    if (json_is_string(type))
        return has_type(value, json_string_value(type));
    for (size_t i = 0; i < json_array_size(type); i++)
        if (has_type(value, json_string_value(json_array_get(type, i))))
            return true;
    return type == NULL;
}

static bool text_holds(const char *text, json_t *schema)
{
    regex_t pattern;
    json_t *most = json_object_get(schema, "maxLength"), *form = json_object_get(schema, "pattern");
    size_t characters = 0;
    for (const char *p = text; *p != '\0'; p++)
        characters += (*p & 0xC0) != 0x80;
    if (most != NULL && characters > (size_t)json_integer_value(most))
        return false;
    if (form == NULL)
        return true;
    assert_int_equal(regcomp(&pattern, json_string_value(form), REG_EXTENDED | REG_NOSUB), 0);
    bool fits = regexec(&pattern, text, 0, NULL, 0) == 0;
    regfree(&pattern);
    return fits;
}

static bool number_holds(json_t *value, json_t *schema)
{
    json_t *least = json_object_get(schema, "minimum"), *most = json_object_get(schema, "maximum");
    return (least == NULL || json_number_value(value) >= json_number_value(least)) &&
           (most == NULL || json_number_value(value) <= json_number_value(most));
}

static bool array_holds(json_t *value, json_t *schema)
{
    size_t count = json_array_size(value);
    json_t *most = json_object_get(schema, "maxItems");
    bool good = count >= (size_t)json_integer_value(json_object_get(schema, "minItems")) &&
                (most == NULL || count <= (size_t)json_integer_value(most));
    for (size_t i = 0; i < count && good; i++)
        good = holds(json_array_get(value, i), json_object_get(schema, "items"));
    return good;
}

static bool object_holds(json_t *value, json_t *schema)
{
    json_t *properties = json_object_get(schema, "properties"), *required = json_object_get(schema, "required"), *member;
    const char *key;
    for (size_t i = 0; i < json_array_size(required); i++)
        if (json_object_get(value, json_string_value(json_array_get(required, i))) == NULL)
            return false;
    json_object_foreach(value, key, member)
        if (json_object_get(properties, key) == NULL ? json_is_false(json_object_get(schema, "additionalProperties"))
                                                     : !holds(member, json_object_get(properties, key)))
            return false;
    json_t *least = json_object_get(schema, "minProperties");
    return least == NULL || json_object_size(value) >= (size_t)json_integer_value(least);
}

/* "#", or "#/properties/NAME". */
static json_t *referred(json_t *schema)
{
    const char *to = json_string_value(json_object_get(schema, "$ref"));
    if (to == NULL)
        return schema;
    json_t *target = strcmp(to, "#") == 0 ? whole : json_object_get(json_object_get(whole, "properties"), to + strlen("#/properties/"));
    assert_non_null(target);
    return target;
}

/* What jsonschema.c writes of JSON Schema, no more. */
static bool holds(json_t *value, json_t *schema)
{
    schema = referred(schema);
    json_t *any = json_object_get(schema, "anyOf");
    for (size_t i = 0; i < json_array_size(any); i++)
        if (holds(value, json_array_get(any, i)))
            return true;
    if (any != NULL)
        return false;
    if (!type_holds(value, json_object_get(schema, "type")))
        return false;
    if (json_is_string(value))
        return text_holds(json_string_value(value), schema);
    if (json_is_number(value))
        return number_holds(value, schema);
    if (json_is_array(value))
        return array_holds(value, schema);
    return !json_is_object(value) || object_holds(value, schema);
}

struct schema_case {
    struct schema schema;
    json_t *json;
};

static void open_case(struct schema_case *made, struct settings *settings, const char *book)
{
    struct bytes out;
    struct fault fault = {0};
    json_error_t error;
    settings->source = "free";
    if (schema_open(&made->schema, settings, book, strlen(book), SCHEMA_DECODE, &fault) < 0)
        fail_msg("%s: %s", book, fault.detail);
    bytes_init(&out);
    jsonschema_put(&out, &made->schema);
    made->json = json_loads(bytes_string(&out), JSON_REJECT_DUPLICATES, &error);
    if (made->json == NULL)
        fail_msg("%s: %s", bytes_string(&out), error.text);
    bytes_release(&out);
}

static void close_case(struct schema_case *made)
{
    json_decref(made->json);
    schema_close(&made->schema);
}

static void assert_holds(struct schema_case *made, const char *line, bool expected)
{
    json_error_t error;
    json_t *value = json_loads(line, 0, &error);
    if (value == NULL)
        fail_msg("%s: %s", line, error.text);
    whole = made->json;
    if (holds(value, made->json) != expected)
        fail_msg("%s: %s", line, expected ? "does not hold" : "holds");
    json_decref(value);
}

static const char BOOK[] = "01 R. 05 K PIC X(2). 05 FILLER PIC X. 05 N PIC S9(3)V99 COMP-3. 05 C PIC 9. 05 G. 10 A PIC 9(2) OCCURS 2. 10 B COMP-1. "
                           "10 D PIC S9(4) COMP. 05 T OCCURS 0 TO 3 DEPENDING ON C. 10 E PIC N(1). 10 F PIC 99PP. 05 V PIC X(2). 05 W REDEFINES V PIC 9(2).";

static void test_jsonschema__lines_of_decode_hold(void **state)
{
    (void)state;
    static const char *const records[] = {
        "C1C2" "40" "12345C" "F0" "F0F1F2F3" "41100000" "0001" "F9F9",
        "C1C2" "40" "12345D" "F2" "F0F1F2F3" "C1100000" "8000" "0041F1F2" "0042F3F4" "F9F9",
        "C1C2" "40" "1234FF" "F1" "00F1F2F3" "41100000" "0001" "D8001234" "C1C2", /* bad values are null */
    };
    struct settings plain = {0}, filler = {.filler = true};
    struct settings *settings[] = {&plain, &filler};
    for (size_t s = 0; s < 2; s++) {
        struct schema_case made;
        open_case(&made, settings[s], BOOK);
        for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
            uint8_t record[64];
            struct bytes out;
            struct decoder decoder;
            size_t bad;
            assert_true(hex_decode(record, records[i], strlen(records[i])) >= 0);
            bytes_init(&out);
            decoder_init(&decoder, &made.schema.plans[0], &made.schema.page, &made.schema.settings.decode);
            decode_json(&decoder, &out, record, strlen(records[i]) / 2, &bad);
            assert_int_equal(bad > 0, i == 2);
            out.data[out.length - (out.data[out.length - 1] == ',')] = '\0';
            assert_holds(&made, bytes_string(&out), true);
            decoder_release(&decoder);
            bytes_release(&out);
        }
        close_case(&made);
    }
}

static void test_jsonschema__other_lines_do_not_hold(void **state)
{
    (void)state;
    struct schema_case made;
    struct settings settings = {0};
    static const char good[] = "{\"K\":\"AB\",\"N\":1.25,\"C\":1,\"G\":{\"A\":[1,2],\"B\":0.5,\"D\":-7},\"T\":[{\"E\":\"x\",\"F\":1200}],\"V\":\"12\",\"W\":12}";
    static const struct {
        const char *from, *to;
    } changes[] = {
        {"\"AB\"", "\"ABC\""}, {"\"AB\"", "7"}, {"1.25", "1000.00"}, {"1.25", "-1000"}, {"1.25", "\"1.25\""}, {"\"C\":1", "\"C\":1.5"},
        {"\"C\":1", "\"C\":-1"}, {"\"C\":1,", ""}, {"[1,2]", "[1]"}, {"[1,2]", "[1,2,3]"}, {"[1,2]", "[1,100]"}, {"\"x\"", "\"xy\""},
        {"1200", "9901"}, {"{\"E\"", "{\"Z\":1,\"E\""}, {"\"V\"", "\"U\""}, {"{\"E\":\"x\",\"F\":1200}", "{},{},{},{}"}, {"-7}", "-7,\"X\":1}"},
    };
    open_case(&made, &settings, BOOK);
    assert_string_equal(json_string_value(json_object_get(made.json, "$schema")), "https://json-schema.org/draft/2020-12/schema");
    assert_string_equal(json_string_value(json_object_get(made.json, "title")), "R");
    assert_holds(&made, good, true);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct bytes line;
        const char *at = strstr(good, changes[i].from);
        assert_non_null(at);
        bytes_init(&line);
        bytes_format(&line, "%.*s%s%s", (int)(at - good), good, changes[i].to, at + strlen(changes[i].from));
        assert_holds(&made, bytes_string(&line), false);
        bytes_release(&line);
    }
    close_case(&made);
}

static void test_jsonschema__options_change_it(void **state)
{
    (void)state;
    struct schema_case made;
    static const char *const names[] = {"G,K"}, *const rules[] = {"K=AB:W"}, *const raw[] = {"K"};
    struct settings select = {.select = {names, 1}}, segment = {.segments = {rules, 1}}, hexadecimal = {.raw = {raw, 1}, .select = {raw, 1}}, filler = {.filler = true};
    open_case(&made, &select, BOOK);
    assert_holds(&made, "{\"K\":\"AB\",\"G\":{\"A\":[1,2],\"B\":0.5,\"D\":-7}}", true);
    assert_holds(&made, "{\"K\":\"AB\",\"C\":1,\"G\":{\"A\":[1,2],\"B\":0.5,\"D\":-7}}", false);
    close_case(&made);
    open_case(&made, &segment, "01 R. 05 K PIC X(2). 05 V PIC X(2). 05 W REDEFINES V PIC 9(2).");
    assert_holds(&made, "{\"K\":\"AB\",\"W\":12}", true);
    assert_holds(&made, "{\"W\":12}", false);
    close_case(&made);
    open_case(&made, &hexadecimal, BOOK);
    assert_holds(&made, "{\"K\":\"c1c2\"}", true);
    assert_holds(&made, "{\"K\":\"C1C2\"}", false);
    assert_holds(&made, "{\"K\":\"c1c\"}", false);
    close_case(&made);
    open_case(&made, &filler, "01 R. 05 K PIC X. 05 B PIC S9(4) COMP SYNC.");
    assert_holds(&made, "{\"K\":\"A\",\"slack\":\"00\",\"B\":1,\"beyond\":\"c1\"}", true);
    assert_holds(&made, "{\"K\":\"A\",\"B\":1}", true);
    assert_holds(&made, "{\"K\":\"A\",\"slack\":\"0\",\"B\":1}", false);
    close_case(&made);
}

static void test_jsonschema__several_levels(void **state)
{
    (void)state;
    struct schema_case made;
    struct settings settings = {0};
    open_case(&made, &settings, "01 HEAD. 05 K PIC X. 01 BODY PIC 9(2).");
    assert_holds(&made, "{\"HEAD\":{\"K\":\"H\"}}", true);
    assert_holds(&made, "{\"HEAD\":{\"K\":\"H\"},\"BODY\":{\"BODY\":12}}", true);
    assert_holds(&made, "{}", false);
    assert_holds(&made, "{\"TAIL\":{\"K\":\"H\"}}", false);
    assert_holds(&made, "{\"HEAD\":{\"K\":\"HH\"}}", false);
    close_case(&made);
}

static void test_jsonschema__children_lie_in_their_parents(void **state)
{
    (void)state;
    struct schema_case made;
    static const char *const levels[] = {"K=C:CUST", "K=O:ORD", "K=I:ITEM"}, *const parents[] = {"ORD=CUST", "ITEM=ORD"};
    struct settings settings = {.segments = {levels, 3}, .parents = {parents, 2}};
    open_case(&made, &settings, "01 CUST. 05 K PIC X. 01 ORD. 05 K PIC X. 05 N PIC 9. 01 ITEM. 05 K PIC X.");
    assert_holds(&made, "{\"CUST\":{\"K\":\"C\"}}", true);
    assert_holds(&made, "{\"CUST\":{\"K\":\"C\",\"ORD\":[{\"K\":\"O\",\"N\":1,\"ITEM\":[{\"K\":\"I\"},{\"K\":\"I\"}]}],\"order\":[\"ORD\",\"ITEM\",\"ITEM\"]}}", true);
    assert_holds(&made, "{\"CUST\":{\"K\":\"C\",\"ORD\":[{\"K\":\"O\"}]}}", false);
    assert_holds(&made, "{\"CUST\":{\"K\":\"C\",\"ITEM\":[{\"K\":\"I\"}]}}", false);
    assert_holds(&made, "{\"CUST\":{\"K\":\"C\",\"ORD\":[{\"K\":\"O\",\"N\":1,\"order\":[]}]}}", false);
    close_case(&made);
    static const char *const views[] = {"K=C:CUST", "K=O:ORD"};
    settings = (struct settings){.segments = {views, 2}, .parents = {parents, 1}};
    open_case(&made, &settings, "01 R. 05 K PIC X. 05 CUST. 10 A PIC X(2). 05 ORD REDEFINES CUST. 10 N PIC 9(2).");
    assert_holds(&made, "{\"K\":\"C\",\"CUST\":{\"A\":\"ab\"},\"ORD\":[{\"K\":\"O\",\"ORD\":{\"N\":1}}]}", true);
    assert_holds(&made, "{\"K\":\"C\",\"CUST\":{\"A\":\"ab\"},\"ORD\":[{\"K\":\"O\",\"ORD\":{\"N\":\"1\"}}]}", false);
    close_case(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jsonschema__lines_of_decode_hold),
        cmocka_unit_test(test_jsonschema__other_lines_do_not_hold),
        cmocka_unit_test(test_jsonschema__options_change_it),
        cmocka_unit_test(test_jsonschema__several_levels),
        cmocka_unit_test(test_jsonschema__children_lie_in_their_parents),
    };
    return cmocka_run_group_tests_name("jsonschema", tests, NULL, NULL);
}
