/*
 * jclbench - check beside a floor: reading the same cards and adding up their bytes, each a process of its own.
 *     jclbench CHECK CARDS FOLDER [ROUNDS]
 * Writes CARDS and twice as many cards of nightly work (80 columns, jobs of 20 steps) into FOLDER and prints medians of wall and
 * CPU time, the ratio of each round, and the most memory.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS_MAX = 99, SEQUENCE_COLUMN = 72, BLOCK_BYTES = 1 << 18, STEPS = 20 };

struct cost {
    double wall, cpu; /* ms */
    long kilobytes;
};

static long number;

static void put(FILE *out, const char *card)
{
    fprintf(out, "%-*s%08ld\n", SEQUENCE_COLUMN, card, ++number);
}

static void put_job(FILE *out, int job)
{
    char card[81];
    snprintf(card, sizeof card, "//LEDG%04d JOB (4410,LEDG),'LEDGER POSTING',CLASS=A,MSGCLASS=X,", job % 10000);
    put(out, card);
    put(out, "//             NOTIFY=&SYSUID,REGION=0M");
    put(out, "//* OWNER: LEDGER");
    for (int step = 1; step <= STEPS; step++) {
        snprintf(card, sizeof card, "//S%03d     EXEC PGM=LEDGP%03d,PARM='DATE=20261122,RUN=%d',COND=(4,LT)", step, step, job % 100);
        put(out, card);
        put(out, "//STEPLIB  DD  DSN=LEDG.PROD.LOADLIB,DISP=SHR");
        snprintf(card, sizeof card, "//IN       DD  DSN=LEDG.DAILY.TRANS.D%05d,DISP=SHR", job % 100000);
        put(out, card);
        snprintf(card, sizeof card, "//OUT      DD  DSN=LEDG.DAILY.POSTED.D%05d,DISP=(NEW,CATLG,DELETE),", job % 100000);
        put(out, card);
        put(out, "//             UNIT=SYSDA,SPACE=(CYL,(10,5),RLSE),");
        put(out, "//             DCB=(RECFM=FB,LRECL=300,BLKSIZE=0)");
        put(out, "//SYSOUT   DD  SYSOUT=*");
        put(out, "//SYSIN    DD  *");
        put(out, "  OPTION LIST");
        put(out, "/*");
    }
}

static char *make_cards(const char *folder, const char *name, long cards)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    snprintf(path, size, "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    if (out == NULL) {
        perror(path);
        exit(1);
    }
    number = 0;
    for (int job = 0; number < cards; job++)
        put_job(out, job);
    fclose(out);
    return path;
}

static void add_up(const char *path)
{
    static uint8_t block[BLOCK_BYTES];
    uint64_t sum = 0;
    ssize_t got;
    int fd = open(path, O_RDONLY);
    while ((got = read(fd, block, sizeof block)) > 0)
        for (ssize_t i = 0; i < got; i++)
            sum += block[i];
    _exit(sum == 0);
}

/* CHECK NULL: the floor. */
static struct cost run(const char *check, const char *path)
{
    struct timespec from, to;
    struct rusage used;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &from);
    pid_t child = fork();
    if (child == 0 && check == NULL)
        add_up(path);
    if (child == 0) {
        execl(check, check, "--quiet", path, (char *)NULL);
        _exit(errno);
    }
    wait4(child, &status, 0, &used);
    clock_gettime(CLOCK_MONOTONIC, &to);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "%s %s: status %d\n", check != NULL ? check : "floor", path, status);
        exit(1);
    }
    return (struct cost){(double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6,
                         (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
                             (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3,
                         used.ru_maxrss};
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return values[count / 2];
}

int main(int argc, char **argv)
{
    double floors[ROUNDS_MAX], walls[ROUNDS_MAX], cpus[ROUNDS_MAX], ratios[ROUNDS_MAX], twice[ROUNDS_MAX];
    if (argc < 4)
        return 16;
    long cards = strtol(argv[2], NULL, 10), kilobytes = 0, kilobytes_twice = 0;
    int rounds = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 7;
    rounds = rounds < 1 ? 1 : rounds > ROUNDS_MAX ? ROUNDS_MAX : rounds;
    char *once = make_cards(argv[3], "once.jcl", cards), *both = make_cards(argv[3], "twice.jcl", 2 * cards);
    run(NULL, both); /* what is read is in memory */
    for (int i = 0; i < rounds; i++) {
        struct cost floor = run(NULL, once), check = run(argv[1], once), check_twice = run(argv[1], both);
        floors[i] = floor.wall;
        walls[i] = check.wall;
        cpus[i] = check.cpu;
        ratios[i] = check.wall / floor.wall;
        twice[i] = check_twice.cpu / check.cpu;
        kilobytes = check.kilobytes;
        kilobytes_twice = check_twice.kilobytes;
    }
    printf("  %ld cards: check %.0f ms (CPU %.0f ms), reading and adding up %.0f ms; ratio %.2f\n", cards, median(walls, rounds), median(cpus, rounds),
           median(floors, rounds), median(ratios, rounds));
    printf("  twice the cards: %.2f times the CPU time; most memory %ld and %ld kB\n", median(twice, rounds), kilobytes, kilobytes_twice);
    free(once);
    free(both);
    return 0;
}
