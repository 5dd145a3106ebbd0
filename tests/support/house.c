/* house.c - see house.h. */
#include "support/house.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

static void count_message(void *user, const struct fault *message)
{
    struct house *house = user;
    (void)message;
    if (++house->messages == house->die_at)
        _exit(9);
}

void house_open_register(struct house *house)
{
    struct fault fault = {0};
    char *folder = file_join(house->home, "register");
    if (reg_open(&house->reg, folder, &fault) < 0)
        fail_msg("%s", fault.detail);
    free(folder);
}

void house_init(struct house *house)
{
    struct fault fault = {0};
    *house = (struct house){.home = suite_folder_new()};
    house->drop = file_join(house->home, "drop");
    assert_int_equal(file_make_folder(house->drop, &fault), 0);
    assert_int_equal(form_set_open(&house->forms, "copybooks", &fault), 0);
    config_init(&house->config);
    house_open_register(house);
}

void house_release(struct house *house)
{
    reg_close(house->reg);
    config_release(&house->config);
    form_set_release(&house->forms);
    free(house->drop);
    suite_folder_remove(house->home);
}

enum return_code house_run(struct house *house)
{
    struct fault fault = {0};
    house->intake = (struct intake){.reg = house->reg, .forms = &house->forms, .config = &house->config, .home = house->home,
                                    .drop = house->drop, .date = 20261120, .now = 1795132800, .tell = count_message,
                                    .user = house};
    if (intake_run(&house->intake, &fault) < 0)
        fail_msg("%s", fault.detail);
    return house->intake.return_code;
}

void house_put(struct house *house, const char *name, const void *bytes, size_t length)
{
    struct fault fault = {0};
    char *path = file_join(house->drop, name);
    assert_int_equal(file_write(path, bytes, length, &fault), 0);
    free(path);
}

void house_put_file(struct house *house, const char *name, struct dropfile *file, enum drop_framing framing)
{
    dropfile_write(file, framing, "CP037");
    house_put(house, name, file->bytes.data, file->bytes.length);
}

bool house_has(const struct house *house, const char *name)
{
    char *path = file_join(house->home, name);
    bool there = file_exists(path);
    free(path);
    return there;
}

/* One submission of RELEASE and ITERATION with FILE-SEQ; DURATION makes its content. */
void house_put_release(struct house *house, const char *name, const char *release, const char *iteration, const char *seq,
                        const char *duration)
{
    struct dropfile file;
    dropfile_init(&file, "F053");
    dropfile_set(&file, dropfile_add(&file, 'H', NULL, NULL), "FILE-SEQ", seq);
    dropfile_add_submission(&file, release, iteration);
    dropfile_set(&file, 1, "DURATION-MIN", duration);
    dropfile_add(&file, 'T', NULL, NULL);
    house_put_file(house, name, &file, DROP_FB);
    dropfile_release(&file);
}
