/*
 * CEE3ABD.c - the service CEE3ABD of Language Environment: ends a COBOL program as a user abend.
 *
 *     CALL "CEE3ABD" USING ABEND-CODE TIMING          both PIC S9(9) BINARY
 *
 * The code, 0 to 4095, becomes the abend U0000 to U4095 of the step; TIMING, with or without clean-up, makes no difference here.
 * Source: z/OS Language Environment Programming Reference, CEE3ABD.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { USER_CODE_MAX = 4095 };

/* BINARY is big-endian for cobc unless it was told otherwise. */
static uint32_t read_code(const unsigned char *bytes)
{
    uint32_t big = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
    uint32_t little = (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
    return big <= USER_CODE_MAX ? big : little <= USER_CODE_MAX ? little : USER_CODE_MAX;
}

int CEE3ABD(const unsigned char *abend_code, const unsigned char *timing);

int CEE3ABD(const unsigned char *abend_code, const unsigned char *timing)
{
    const char *path = getenv("CUTOVER_RETURN_CODE");
    FILE *file = path != NULL ? fopen(path, "we") : NULL;
    (void)timing;
    fflush(NULL);
    if (file != NULL) {
        fprintf(file, "U%04u\n", (unsigned)read_code(abend_code));
        fclose(file);
    }
    _exit(EXIT_FAILURE); /* not through exit(3): an abend closes nothing */
}
