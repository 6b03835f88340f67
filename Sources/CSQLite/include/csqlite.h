#ifndef CSQLITE_H
#define CSQLITE_H

#include <sqlite3.h>
#include <stddef.h>

/// Turns defensive mode on and the trust in the file's own schema off: `sqlite3_db_config` is
/// variadic, which Swift cannot call. Returns an SQLite result code.
int csqlite_defend(sqlite3 *connection);

/// Binds a copy of the bytes; a null pointer is the empty blob. `SQLITE_TRANSIENT` is a macro that Swift
/// does not see.
int csqlite_bind_bytes(sqlite3_stmt *statement, int index, const void *bytes, size_t count);

/// Binds the bytes themselves, which must stay until the statement is reset.
int csqlite_lend_bytes(sqlite3_stmt *statement, int index, const void *bytes, size_t count);

/// Takes the lock of one byte that SQLite never locks: an open file description's, so that closing
/// another descriptor does not lose it. Returns 0, or -1 if it is held elsewhere.
int csqlite_lock_cloud(int descriptor);

/// Whether that lock is held through another descriptor; one that only reads will do to ask.
int csqlite_cloud_is_locked(int descriptor);

/// Gives that lock up.
int csqlite_unlock_cloud(int descriptor);

#endif
