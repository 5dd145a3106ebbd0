/*
 * log.h - append-only text lines, one write(2) each.  Floor 0.
 *
 * Several processes may append to one log: O_APPEND and a single write keep lines whole.  A log that cannot be
 * written never stops the work it tells of.
 */
#ifndef CUTOVER_BASE_LOG_H
#define CUTOVER_BASE_LOG_H

#include <stdint.h>

/* Append "2026-11-22T21:00:00Z WHO[pid] LINE" to PATH, which is made when missing. */
void log_line(const char *path, int64_t seconds, const char *who, const char *line);

#endif
