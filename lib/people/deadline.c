/* deadline.c - see deadline.h. */
#include "people/deadline.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void deadline_set(struct deadline *deadline, int timeout_ms)
{
    deadline->at_ms = now_ms() + timeout_ms;
}

/* Wait until the socket is ready for EVENTS; -1 with ETIMEDOUT when the time is over. */
static int wait_ready(Sockbuf_IO_Desc *layer, short events)
{
    const struct deadline *deadline = layer->sbiod_pvt;
    struct pollfd poller = {.fd = -1, .events = events};
    if (ber_sockbuf_ctrl(layer->sbiod_sb, LBER_SB_OPT_GET_FD, &poller.fd) != 1)
        return -1;
    for (;;) {
        int64_t left = deadline->at_ms - now_ms();
        int ready = poll(&poller, 1, left > 0 ? (int)left : 0);
        if (ready > 0)
            return 0;
        if (ready == 0)
            errno = ETIMEDOUT;
        if (ready == 0 || errno != EINTR)
            return -1;
    }
}

static int layer_setup(Sockbuf_IO_Desc *layer, void *argument)
{
    layer->sbiod_pvt = argument;
    return 0;
}

static int layer_remove(Sockbuf_IO_Desc *layer)
{
    (void)layer;
    return 0;
}

static int layer_control(Sockbuf_IO_Desc *layer, int option, void *argument)
{
    return LBER_SBIOD_CTRL_NEXT(layer, option, argument);
}

static ber_slen_t layer_read(Sockbuf_IO_Desc *layer, void *data, ber_len_t length)
{
    return wait_ready(layer, POLLIN) < 0 ? -1 : LBER_SBIOD_READ_NEXT(layer, data, length);
}

static ber_slen_t layer_write(Sockbuf_IO_Desc *layer, void *data, ber_len_t length)
{
    return wait_ready(layer, POLLOUT) < 0 ? -1 : LBER_SBIOD_WRITE_NEXT(layer, data, length);
}

static int layer_close(Sockbuf_IO_Desc *layer)
{
    (void)layer;
    return 0;
}

static int connected(LDAP *ld, Sockbuf *socket, LDAPURLDesc *server, struct sockaddr *address,
                     struct ldap_conncb *callback)
{
    static Sockbuf_IO layer = {layer_setup, layer_remove, layer_control, layer_read, layer_write, layer_close};
    (void)ld, (void)server, (void)address;
    return ber_sockbuf_add_io(socket, &layer, (LBER_SBIOD_LEVEL_PROVIDER + LBER_SBIOD_LEVEL_TRANSPORT) / 2,
                              callback->lc_arg);
}

static void disconnected(LDAP *ld, Sockbuf *socket, struct ldap_conncb *callback)
{
    (void)ld, (void)socket, (void)callback;
}

int deadline_attach(struct deadline *deadline, LDAP *ld)
{
    deadline->callback = (struct ldap_conncb){connected, disconnected, deadline};
    return ldap_set_option(ld, LDAP_OPT_CONNECT_CB, &deadline->callback);
}
