/* crew.c - see crew.h. */
#include "record/crew.h"

#include <pthread.h>
#include <stdint.h>

struct crew {
    const struct crew_work *work;
    pthread_mutex_t taking;
    pthread_mutex_t settling; /* held for turn, stopped, code and fault */
    pthread_cond_t turned;
    uint64_t taken;           /* blocks */
    uint64_t turn;            /* the block whose turn it is to settle */
    bool stopped;
    int code;
    struct fault fault;
};

struct crew_turn {
    struct crew *crew;
    void *worker;
    uint64_t block;
    pthread_t thread;
    bool started;
};

/* With settling held. */
static void stop(struct crew *crew, int code, const struct fault *fault)
{
    if (!crew->stopped && code < 0) {
        crew->code = code;
        crew->fault = *fault;
    }
    crew->stopped = true;
}

static bool is_stopped(struct crew *crew)
{
    pthread_mutex_lock(&crew->settling);
    bool stopped = crew->stopped;
    pthread_mutex_unlock(&crew->settling);
    return stopped;
}

/* The next block; blocks are numbered in the order in which they were taken. */
static bool take(struct crew_turn *turn)
{
    struct crew *crew = turn->crew;
    struct fault fault = {0};
    pthread_mutex_lock(&crew->taking);
    int answer = is_stopped(crew) ? 0 : crew->work->take(turn->worker, &fault);
    if (answer > 0)
        turn->block = crew->taken++;
    pthread_mutex_unlock(&crew->taking);
    if (answer < 0) {
        pthread_mutex_lock(&crew->settling);
        while (crew->turn < crew->taken && !crew->stopped) /* what was taken before is settled before */
            pthread_cond_wait(&crew->turned, &crew->settling);
        stop(crew, answer, &fault);
        pthread_mutex_unlock(&crew->settling);
    }
    return answer > 0;
}

bool crew_settle(struct crew_turn *turn)
{
    struct crew *crew = turn->crew;
    struct fault fault = {0};
    pthread_mutex_lock(&crew->settling);
    while (crew->turn != turn->block && !crew->stopped)
        pthread_cond_wait(&crew->turned, &crew->settling);
    int answer = crew->stopped ? 0 : crew->work->settle(turn->worker, &fault);
    if (answer <= 0)
        stop(crew, answer, &fault);
    bool goes_on = !crew->stopped;
    pthread_mutex_unlock(&crew->settling);
    return goes_on;
}

static void pass_turn(struct crew_turn *turn)
{
    struct crew *crew = turn->crew;
    pthread_mutex_lock(&crew->settling);
    crew->turn = turn->block + 1;
    pthread_cond_broadcast(&crew->turned);
    pthread_mutex_unlock(&crew->settling);
}

static void *run(void *user)
{
    struct crew_turn *turn = user;
    while (take(turn)) {
        turn->crew->work->make(turn->worker, turn);
        crew_settle(turn);
        pass_turn(turn);
    }
    return NULL;
}

int crew_run(const struct crew_work *work, void *workers, size_t size, size_t count, struct fault *fault)
{
    struct crew_turn turns[CREW_MAX];
    struct crew crew = {.work = work, .taking = PTHREAD_MUTEX_INITIALIZER, .settling = PTHREAD_MUTEX_INITIALIZER,
                        .turned = PTHREAD_COND_INITIALIZER};
    count = count < CREW_MAX ? count : CREW_MAX;
    for (size_t i = count; i-- > 0;) {
        turns[i] = (struct crew_turn){.crew = &crew, .worker = (char *)workers + i * size};
        turns[i].started = i > 0 && pthread_create(&turns[i].thread, NULL, run, &turns[i]) == 0; /* fewer do as well */
    }
    run(&turns[0]);
    for (size_t i = 1; i < count; i++)
        if (turns[i].started)
            pthread_join(turns[i].thread, NULL);
    if (crew.code < 0)
        *fault = crew.fault;
    return crew.code;
}
