/*
 * process.h - which process is meant: its number and when it began.  Floor 3.
 *
 * A number is given again to another process some time after its owner has ended; the time at which a process began, in clock ticks
 * since the system started (field 22 of /proc/PID/stat, proc(5)), tells the two apart.
 */
#ifndef CUTOVER_RUN_PROCESS_H
#define CUTOVER_RUN_PROCESS_H

#include <stdbool.h>

/* When process PID began; 0 when there is none. */
long long process_ticks(int pid);

/*
 * End the process group PID, whose leader began at TICKS, with SIGKILL, and wait until it is gone.  Another process of that number
 * is left alone.
 */
void process_end_group(int pid, long long ticks);

#endif
