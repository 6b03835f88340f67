#ifndef CYARDSTICK_H
#define CYARDSTICK_H

#include <stdint.h>

// What SQLite alone takes for the work of a store: a small program on its API, with the same tables, indexes
// and durability, and rows that are ready made. It computes no hash and checks nothing.

typedef struct yardstick yardstick;

/// Opens the file of a store without events; `synchronous` is SQLite's number. Returns null on a failure.
yardstick *yardstick_open(const char *path, int synchronous, int64_t aggregates);

/// Prepares it for an import: a page cache of so many KiB and a log of so many pages before they are moved to their
/// places, in place of 8 MiB and 4,000; and events a second apart. Returns 0, or SQLite's code.
int yardstick_prepare_import(yardstick *yardstick, int cache_kib, int checkpoint_pages);

/// Closes it.
void yardstick_close(yardstick *yardstick);

/// Inserts `calls` times `count` events, a commit each. Returns 0, or SQLite's code.
int yardstick_append(yardstick *yardstick, int64_t calls, int count);

/// Lets `writers` threads hand over `each` events, one after another; one thread commits what waits. Returns
/// 0, or SQLite's code.
int yardstick_append_together(yardstick *yardstick, int writers, int64_t each);

/// Reads up to `limit` events after a position in order, every column. Returns the bytes read, or -1.
int64_t yardstick_read(yardstick *yardstick, int64_t after, int64_t limit);

/// Reads all events of an aggregate by version, every column. Returns the bytes read, or -1.
int64_t yardstick_read_aggregate(yardstick *yardstick, const char *aggregate);

/// Writes all events as JSON lines to a file. Returns 0, or SQLite's code.
int yardstick_export(yardstick *yardstick, const char *path);

/// Appends events one after another, each when the one before has been seen by a thread that waits for it and reads
/// it. Writes how long after the commit each was seen, in nanoseconds. Returns 0, or SQLite's code.
int yardstick_seen_by_thread(yardstick *yardstick, const char *path, int64_t count, int64_t *nanoseconds);

/// The same with a process, which watches the log and writes a byte to a pipe for what it reads.
int yardstick_seen_by_process(yardstick *yardstick, const char *path, int64_t count, int64_t *nanoseconds);

/// Has a process of its own open a store, insert an event as its first of that number, and close it. Returns
/// whether it did.
int yardstick_append_in_process(const char *path, int64_t position);

#endif
