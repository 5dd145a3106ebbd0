/* explain - what a message means and what to do. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "step/message.h"
#include "step/program.h"

static void print_message(const struct message *message)
{
    char id[MESSAGE_ID_SIZE];
    const char *hole = strstr(message->text, "{}"); /* what the message says of the case */
    int before = hole != NULL ? (int)(hole - message->text) : (int)strlen(message->text);
    printf("%s%c  %.*s%s%s\n        %s\n", message_id(id, message->number), message->severity, before, message->text,
           hole != NULL ? "..." : "", hole != NULL ? hole + 2 : "", message->action);
}

/* CUT214, CUT214E or 214. */
static const struct message *find(const char *word)
{
    if (strncmp(word, "CUT", 3) == 0 || strncmp(word, "cut", 3) == 0)
        word += 3;
    char *end;
    long number = strtol(word, &end, 10);
    if (end == word || (*end != '\0' && !(isalpha((unsigned char)*end) && end[1] == '\0')) || number > 999)
        return NULL;
    return message_find((int)number);
}

static int explain(struct step *step, void *options)
{
    (void)options;
    if (step->operand_count == 0) {
        size_t count;
        const struct message *messages = message_table(&count);
        for (size_t i = 0; i < count; i++)
            print_message(&messages[i]);
        return RC_DONE;
    }
    const struct message *message = find(step->operands[0]);
    if (message == NULL) {
        struct fault fault;
        fault_set(&fault, STEP_E_UNKNOWN, "%s", step->operands[0]);
        return step_fail(step, &fault, RC_NOT_STARTED);
    }
    print_message(message);
    return RC_DONE;
}

static const struct program PROGRAM = {
    .name = "explain",
    .purpose = "What a message means and what to do; without an operand, all of them.",
    .operands = "[CUTnnn]",
    .operands_max = 1,
    .body = explain,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
