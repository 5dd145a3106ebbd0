/* test_queue.c - one job of a name, N of a class; nobody overtakes; a kill gives everything back. */
#include "support/suite.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "run/queue.h"
#include "step/message.h"

struct site {
    char *home;
    struct config config;
};

static struct site site_new(const char *configuration)
{
    struct site site = {.home = suite_folder_new()};
    char *path = file_join(site.home, "conf");
    config_init(&site.config);
    assert_int_equal(file_write(path, configuration, strlen(configuration), NULL), 0);
    assert_int_equal(config_read(&site.config, path, NULL), 0);
    free(path);
    return site;
}

static void site_free(struct site *site)
{
    config_release(&site->config);
    suite_folder_remove(site->home);
}

/* A job of the spool that wants to begin. */
struct entrant {
    struct spool spool;
    struct queue queue;
    const char *name, *class_name;
    char what[QUEUE_WHAT_SIZE];
};

static struct entrant entrant_new(const struct site *site, const char *name, const char *class_name)
{
    struct entrant entrant = {.name = name, .class_name = class_name};
    char line[80];
    assert_int_equal(spool_open(&entrant.spool, site->home, NULL), 0);
    int length = snprintf(line, sizeof line, "job %s %s RUN 0 1 .\n", name[0] != '\0' ? name : "-", class_name);
    char *path = spool_path(&entrant.spool, NULL, "JOURNAL");
    assert_int_equal(file_write(path, line, (size_t)length, NULL), 0);
    free(path);
    assert_int_equal(queue_open(&entrant.queue, &site->config, site->home, NULL), 0);
    return entrant;
}

static int enter(struct entrant *entrant)
{
    return queue_enter(&entrant->queue, &entrant->spool, entrant->name, entrant->class_name, entrant->what, NULL);
}

static void leave(struct entrant *entrant)
{
    queue_leave(&entrant->queue);
    spool_close(&entrant->spool);
}

static void test_queue__one_of_a_name_in_the_order_of_numbers(void **state)
{
    (void)state;
    struct site site = site_new("");
    struct entrant first = entrant_new(&site, "PAYROLL", "A"), second = entrant_new(&site, "PAYROLL", "B");
    struct entrant third = entrant_new(&site, "PAYROLL", "C"), other = entrant_new(&site, "LEDGER", "A");
    assert_int_equal(enter(&first), 0);
    assert_int_equal(enter(&second), 1);
    assert_string_equal(second.what, "NAME PAYROLL");
    assert_int_equal(enter(&third), 1);
    assert_int_equal(enter(&other), 0);
    leave(&first);
    assert_int_equal(enter(&third), 1); /* the second waits for it */
    assert_string_equal(third.what, "NAME PAYROLL");
    assert_int_equal(enter(&second), 0);
    assert_int_equal(enter(&third), 1);
    leave(&second);
    assert_int_equal(enter(&third), 0);
    leave(&third);
    leave(&other);
    site_free(&site);
}

static void test_queue__as_many_of_a_class_as_it_has_initiators(void **state)
{
    (void)state;
    struct site site = site_new("[initiators]\nA = 2\ndefault = 1\n");
    struct entrant one = entrant_new(&site, "ONE", "A"), two = entrant_new(&site, "TWO", "A"), three = entrant_new(&site, "THREE", "A");
    struct entrant four = entrant_new(&site, "FOUR", "A"), five = entrant_new(&site, "FIVE", "B"), six = entrant_new(&site, "SIX", "B");
    assert_int_equal(enter(&one), 0);
    assert_int_equal(enter(&two), 0);
    assert_int_equal(enter(&three), 1);
    assert_string_equal(three.what, "CLASS A");
    assert_int_equal(enter(&five), 0);
    assert_int_equal(enter(&six), 1);
    assert_string_equal(six.what, "CLASS B");
    leave(&one);
    assert_int_equal(enter(&four), 1); /* the third came before */
    assert_int_equal(enter(&three), 0);
    leave(&two);
    assert_int_equal(enter(&four), 0);
    leave(&five);
    assert_int_equal(enter(&six), 0);
    leave(&three);
    leave(&four);
    leave(&six);
    site_free(&site);
}

static void test_queue__who_waits_holds_nothing(void **state)
{
    (void)state;
    struct site site = site_new("[initiators]\nA = 1\n");
    struct entrant one = entrant_new(&site, "ONE", "A"), waits = entrant_new(&site, "TWO", "A"), unnamed = entrant_new(&site, "", "B");
    struct entrant same = entrant_new(&site, "ONE", "B"), none = entrant_new(&site, "", "B");
    assert_int_equal(enter(&one), 0);
    assert_int_equal(enter(&waits), 1); /* for the class: its name is free again */
    assert_int_equal(enter(&same), 1);  /* for the name: no initiator of B is taken, and A's jobs do not wait for it */
    assert_int_equal(enter(&unnamed), 0);
    assert_int_equal(enter(&none), 0);
    leave(&waits);
    struct entrant again = entrant_new(&site, "TWO", "C");
    assert_int_equal(enter(&again), 0);
    leave(&one);
    assert_int_equal(enter(&same), 0);
    leave(&same);
    leave(&again);
    leave(&unnamed);
    leave(&none);
    site_free(&site);
}

/* A process that has entered, or waits, until it is killed; what queue_enter returned goes to *CODE. */
static pid_t enter_elsewhere(struct entrant *entrant, const struct site *site, int *code)
{
    int ready[2];
    unsigned char byte;
    queue_leave(&entrant->queue); /* the place is to be the other's alone */
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        byte = queue_open(&entrant->queue, &site->config, site->home, NULL) == 0 ? (unsigned char)enter(entrant) : 9;
        if (write(ready[1], &byte, 1) == 1)
            pause();
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    *code = byte;
    close(ready[0]);
    close(ready[1]);
    return pid;
}

static void end_process(pid_t pid)
{
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void test_queue__a_kill_gives_all_back(void **state)
{
    (void)state;
    int code;
    struct site site = site_new("[initiators]\ndefault = 1\n");
    struct entrant runs = entrant_new(&site, "PAYROLL", "A"), waits = entrant_new(&site, "LEDGER", "A"), last = entrant_new(&site, "LEDGER", "A");
    pid_t running = enter_elsewhere(&runs, &site, &code);
    assert_int_equal(code, 0);
    pid_t waiting = enter_elsewhere(&waits, &site, &code);
    assert_int_equal(code, 1);
    assert_int_equal(enter(&last), 1);
    assert_string_equal(last.what, "NAME LEDGER");
    end_process(running);
    assert_int_equal(enter(&last), 1); /* the one that waits is first */
    end_process(waiting);
    assert_int_equal(enter(&last), 0);
    leave(&runs);
    leave(&waits);
    leave(&last);
    site_free(&site);
}

static void test_queue__a_class_without_initiators_is_told(void **state)
{
    (void)state;
    static const char *const WRONG[] = {"[initiators]\nA = 0\n", "[initiators]\nA = many\n", "[initiators]\ndefault = 1001\n", "[initiators]\nA = -1\n"};
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        struct site site = site_new(WRONG[i]);
        struct entrant one = entrant_new(&site, "ONE", "A");
        assert_int_equal(enter(&one), STEP_E_CONFIG);
        leave(&one);
        site_free(&site);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_queue__one_of_a_name_in_the_order_of_numbers),
        cmocka_unit_test(test_queue__as_many_of_a_class_as_it_has_initiators),
        cmocka_unit_test(test_queue__who_waits_holds_nothing),
        cmocka_unit_test(test_queue__a_kill_gives_all_back),
        cmocka_unit_test(test_queue__a_class_without_initiators_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
