/* desk.c - see desk.h. */
#include "release/desk.h"

#include <stdlib.h>

#include "base/file.h"
#include "step/message.h"

enum { DAYS_MAX = 366, BATCH = 500 /* entries in one transaction, each some six changes of the store */ };

static int read_days(const struct config *config, const char *key, int fallback, int *days, struct fault *fault)
{
    int64_t value;
    int code = config_number(config, "policy", key, fallback, &value, fault);
    if (code == 0 && (value < 0 || value > DAYS_MAX))
        code = fault_set(fault, STEP_E_CONFIG, "[policy] %s = %lld, expected 0 to %d", key, (long long)value, DAYS_MAX);
    *days = code == 0 ? (int)value : fallback;
    return code;
}

static int read_time(const struct config *config, int *time, struct fault *fault)
{
    int64_t value;
    int code = config_number(config, "policy", "night_time", 2100, &value, fault);
    if (code == 0 && (value < 0 || value > 2359 || value % 100 > 59))
        code = fault_set(fault, STEP_E_CONFIG, "[policy] night_time = %lld, expected a time of day, 0000 to 2359", (long long)value);
    *time = code == 0 ? (int)value : 0;
    return code;
}

int policy_read(struct policy *policy, const struct config *config, struct fault *fault)
{
    int code = read_days(config, "lead_days", 3, &policy->lead_days, fault);
    if (code == 0)
        code = read_days(config, "test_days", 30, &policy->test_days, fault);
    if (code == 0)
        code = read_days(config, "follow_days", 2, &policy->follow_days, fault);
    if (code == 0)
        code = read_time(config, &policy->night_time, fault);
    if (code == 0)
        code = config_flag(config, "policy", "require_proof", true, &policy->require_proof, fault);
    return code;
}

char *desk_path(const struct step *step, const char *name)
{
    char *path = file_join(step->home, name);
    if (file_exists(path))
        return path;
    free(path);
    return file_join(step->share, name);
}

static int open_calendar(struct desk *desk, const struct step *step, struct fault *fault)
{
    char *path = desk_path(step, config_text(&step->config, "calendar", "windows", "etc/windows.ics"));
    const char *zone = config_text(&step->config, "calendar", "zone", "America/New_York");
    int code = calendar_open(&desk->calendar, path, zone, fault);
    if (code == 0)
        desk->from = step->clock.fixed >= 0 ? calendar_time(desk->calendar, desk->date, desk->policy.night_time) : desk->now;
    free(path);
    return code;
}

static int open_forms(struct desk *desk, const struct step *step, struct fault *fault)
{
    char *folder = file_join(step->share, "copybooks");
    int code = form_set_open(&desk->forms, folder, fault);
    free(folder);
    return code;
}

static int open_datasets(struct desk *desk, const struct step *step, struct fault *fault)
{
    char *folder = step_path(step, "datasets");
    int code = catalog_open(&desk->catalog, folder, fault);
    free(folder);
    return code;
}

static int open_register(struct desk *desk, const struct step *step, struct fault *fault)
{
    char *folder = step_path(step, "register");
    int code = reg_open(&desk->reg, folder, fault);
    free(folder);
    return code;
}

int desk_open(struct desk *desk, const struct step *step, unsigned need, struct fault *fault)
{
    *desk = (struct desk){.home = step->home, .date = step->date, .now = clock_now(&step->clock), .batch = BATCH};
    int code = policy_read(&desk->policy, &step->config, fault);
    if (code == 0 && (need & DESK_WRITE) != 0) {
        code = step_lock(step, &desk->lock, "desk", true, fault);
        desk->locked = code == 0;
    }
    if (code == 0 && (need & DESK_FORMS) != 0)
        code = open_forms(desk, step, fault);
    if (code == 0 && (need & DESK_CALENDAR) != 0)
        code = open_calendar(desk, step, fault);
    if (code == 0 && (need & DESK_PEOPLE) != 0)
        code = people_open(&desk->people, &step->config, step->home, step->share, fault);
    if (code == 0 && (need & DESK_DATASETS) != 0)
        code = open_datasets(desk, step, fault);
    if (code == 0)
        code = open_register(desk, step, fault);
    if (code < 0)
        desk_close(desk);
    return code;
}

int desk_begin(struct desk *desk, struct fault *fault)
{
    desk->changes = 0;
    return reg_begin(desk->reg, &desk->txn, fault);
}

int desk_commit(struct desk *desk, struct fault *fault)
{
    struct reg_txn *txn = desk->txn;
    desk->txn = NULL;
    return reg_commit(txn, fault);
}

int desk_pause(struct desk *desk, struct fault *fault)
{
    if (desk->changes < desk->batch)
        return 0;
    int code = desk_commit(desk, fault);
    return code == 0 ? desk_begin(desk, fault) : code;
}

void desk_abort(struct desk *desk)
{
    reg_abort(desk->txn);
    desk->txn = NULL;
}

void desk_close(struct desk *desk)
{
    desk_abort(desk);
    reg_close(desk->reg);
    catalog_close(desk->catalog);
    people_close(desk->people);
    calendar_close(desk->calendar);
    form_set_release(&desk->forms);
    if (desk->locked)
        lock_release(&desk->lock);
    *desk = (struct desk){0};
}
