/*
 * manyforms N DROPFILE LDIF - N sound F052 submissions as one text drop file, and the people who may approve them.
 *
 * For speed and endurance: every submission is complete, of a system of its own, and asks for the same window, so
 * that a night over the file does all its work.  Offsets are those of forms.md (text).  Deterministic.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORD_BYTES = 400 };

static char record[RECORD_BYTES + 1];
static FILE *out;
static long sequence;
static long elements;
static unsigned long long hash_total;

/* TEXT at position AT, counted from 1. */
static void put(int at, const char *text)
{
    memcpy(record + at - 1, text, strlen(text));
}

static void put_number(int at, int digits, unsigned long long value)
{
    char text[24];
    snprintf(text, sizeof text, "%0*llu", digits, value);
    put(at, text);
}

static void begin(char type, const char *release, int iteration)
{
    memset(record, ' ', RECORD_BYTES);
    record[RECORD_BYTES] = '\n';
    record[0] = type;
    put(2, "F052");
    put(6, release);
    put_number(18, 3, (unsigned long long)iteration);
    put_number(21, 8, (unsigned long long)++sequence);
}

static void end(void)
{
    fwrite(record, 1, sizeof record, out);
}

static void header(void)
{
    begin('H', "", 0);
    put(29, "CHFS");
    put(37, "LOADTEST");
    put(45, "20261120");
    put(53, "20261120");
    put(61, "120000");
    put(67, "pbuild");
    put(83, "0000001");
    put(90, "[]!|");
    end();
}

static void submission_record(const char *release, long number)
{
    char text[16];
    begin('S', release, 1);
    put(29, "A release like thousands of others");
    put(89, "CHFS");
    snprintf(text, sizeof text, "S%07ld", number);
    put(97, text);
    put(105, "SL4");
    put_number(116, 4, 2230);
    put(108, "20261124");
    put_number(120, 5, 60);
    put_number(125, 5, 30);
    put(130, "00000000");
    put(138, "psubmit");
    put(154, "pchange");
    put(170, "release.desk@example.gov");
    put(234, "5025550100");
    put(248, "TRK-1");
    put(272, "N");
    put(274, "TEST-1");
    put(290, "20261110");
    put(298, "N");
    put(299, "P");
    put(300, "1");
    snprintf(text, sizeof text, "LOAD/%ld", number);
    put(301, text);
    put_number(345, 4, 0);
    end();
}

static void element_record(const char *release)
{
    begin('E', release, 1);
    put_number(29, 5, 1);
    put(34, "FILER");
    put(39, "app1.example.gov");
    put(71, "bin/app");
    put(151, "/opt/app/bin/app");
    put(231, "/opt/app/backup/app");
    put(311, "app");
    put(319, "0755");
    put_number(323, 15, 1000);
    put(338, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    put(382, "pbuild");
    end();
    elements++;
    hash_total += 1000;
}

static void approval_record(const char *release, const char *role, const char *who)
{
    begin('A', release, 1);
    put(29, role);
    put(33, who);
    put(49, "A");
    put(50, "20261119");
    put(58, "101500");
    end();
}

static void narrative_record(const char *release, const char *kind, const char *text)
{
    begin('N', release, 1);
    put(29, kind);
    put_number(33, 5, 1);
    put(38, text);
    end();
}

static void one(long number)
{
    char release[16];
    snprintf(release, sizeof release, "LOAD-%07ld", number);
    submission_record(release, number);
    element_record(release);
    approval_record(release, "AGCY", "pagency");
    narrative_record(release, "INST", "Copy the program, restart the service.");
    narrative_record(release, "NOTE", "Reads the new file.");
    narrative_record(release, "BACK", "Copy the backup back, restart the service.");
}

static void trailer(long submissions)
{
    begin('T', "", 0);
    put_number(29, 9, (unsigned long long)sequence);
    put_number(38, 7, (unsigned long long)submissions);
    put_number(45, 9, (unsigned long long)elements);
    put_number(54, 15, hash_total);
    end();
}

static int write_people(const char *path)
{
    static const char *const uids[] = {"pbuild", "psubmit", "pchange", "pagency"};
    static const char *const groups[][2] = {{"subm-chfs", "psubmit"}, {"agcy-chfs", "pagency"}, {"chgm", "pchange"}};
    FILE *ldif = fopen(path, "w");
    if (ldif == NULL)
        return -1;
    fputs("dn: dc=example,dc=gov\nobjectClass: domain\ndc: example\n", ldif);
    for (size_t i = 0; i < sizeof uids / sizeof uids[0]; i++)
        fprintf(ldif, "\ndn: uid=%s,dc=example,dc=gov\nobjectClass: inetOrgPerson\nuid: %s\ncn: %s\nsn: %s\nmail: %s@example.gov\n",
                uids[i], uids[i], uids[i], uids[i], uids[i]);
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        fprintf(ldif, "\ndn: cn=%s,dc=example,dc=gov\nobjectClass: groupOfNames\ncn: %s\nmember: uid=%s,dc=example,dc=gov\n",
                groups[i][0], groups[i][0], groups[i][1]);
    return fclose(ldif);
}

int main(int argc, char **argv)
{
    long count = argc == 4 ? strtol(argv[1], NULL, 10) : 0;
    if (count < 1 || count > 9999999) {
        fputs("usage: manyforms N DROPFILE LDIF\n", stderr);
        return 16;
    }
    out = fopen(argv[2], "w");
    if (out == NULL || write_people(argv[3]) != 0) {
        perror(argv[2]);
        return 12;
    }
    header();
    for (long i = 1; i <= count; i++)
        one(i);
    trailer(count);
    return fclose(out) == 0 ? 0 : 12;
}
