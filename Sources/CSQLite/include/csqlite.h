#ifndef CSQLITE_H
#define CSQLITE_H

#include <sqlite3.h>

/// Turns defensive mode on and the trust in the file's own schema off: `sqlite3_db_config` is
/// variadic, which Swift cannot call. Returns an SQLite result code.
int csqlite_defend(sqlite3 *connection);

#endif
