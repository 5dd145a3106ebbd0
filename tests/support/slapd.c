/* slapd.c - see slapd.h. */
#include "support/slapd.h"

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "support/suite.h"

enum { RUNNING_MAX = 8 };

static struct slapd *running[RUNNING_MAX];

static int script(const char *verb, const char *folder, const char *ldif)
{
    char owner[16];
    snprintf(owner, sizeof owner, "%d", (int)getpid());
    char *const words[] = {"sh", "tests/support/slapd.sh", (char *)verb, (char *)folder, (char *)ldif, owner, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", 1 /* O_WRONLY */, 0);
    pid_t pid;
    int status = -1;
    if (posix_spawnp(&pid, words[0], &actions, NULL, words, environ) == 0)
        waitpid(pid, &status, 0);
    posix_spawn_file_actions_destroy(&actions);
    return status;
}

/* The value behind NAME= on a line of TEXT, without quotes. */
static void value_of(const char *text, const char *name, char out[SLAPD_TEXT_SIZE])
{
    size_t length = strlen(name);
    for (const char *line = text; line != NULL; line = strchr(line, '\n'), line += line != NULL) {
        if (strncmp(line, name, length) != 0 || line[length] != '=')
            continue;
        const char *value = line + length + 1;
        value += *value == '"';
        size_t size = strcspn(value, "\"\n");
        assert_true(size < SLAPD_TEXT_SIZE);
        memcpy(out, value, size);
        out[size] = '\0';
        return;
    }
    fail_msg("slapd.sh says no %s", name);
}

static void stop_all(void)
{
    for (size_t i = 0; i < RUNNING_MAX; i++)
        if (running[i] != NULL)
            slapd_stop(running[i]);
}

static void remember(struct slapd *slapd)
{
    static int registered;
    if (!registered++)
        atexit(stop_all);
    size_t i = 0;
    while (i < RUNNING_MAX && running[i] != NULL)
        i++;
    assert_true(i < RUNNING_MAX);
    running[i] = slapd;
}

void slapd_start(struct slapd *slapd, const char *ldif)
{
    char pid[SLAPD_TEXT_SIZE];
    struct bytes text;
    bytes_init(&text);
    slapd->parent = suite_folder_new();
    slapd->folder = file_join(slapd->parent, "slapd");
    remember(slapd);
    assert_int_equal(script("START", slapd->folder, ldif), 0);
    char *env = file_join(slapd->folder, "env");
    assert_int_equal(file_read(&text, env, 1 << 16, NULL), 0);
    value_of(bytes_string(&text), "URI", slapd->uri);
    value_of(bytes_string(&text), "BASE", slapd->base);
    value_of(bytes_string(&text), "BIND_DN", slapd->bind_dn);
    value_of(bytes_string(&text), "PASSWORD_FILE", slapd->password_file);
    value_of(bytes_string(&text), "CA_FILE", slapd->ca_file);
    value_of(bytes_string(&text), "OTHER_CA_FILE", slapd->other_ca_file);
    value_of(bytes_string(&text), "PID", pid);
    slapd->pid = (pid_t)strtol(pid, NULL, 10);
    bytes_release(&text);
    free(env);
}

void slapd_stop(struct slapd *slapd)
{
    if (slapd->parent == NULL)
        return;
    script("STOP", slapd->folder, NULL);
    free(slapd->folder);
    suite_folder_remove(slapd->parent);
    slapd->parent = NULL;
    for (size_t i = 0; i < RUNNING_MAX; i++)
        if (running[i] == slapd)
            running[i] = NULL;
}
