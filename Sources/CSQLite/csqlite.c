#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>

#include "csqlite.h"

int csqlite_defend(sqlite3 *connection) {
  int code = sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  if (code != SQLITE_OK) return code;
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
}

int csqlite_bind_bytes(sqlite3_stmt *statement, int index, const void *bytes, size_t count) {
  return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", count, SQLITE_TRANSIENT);
}

int csqlite_lend_bytes(sqlite3_stmt *statement, int index, const void *bytes, size_t count) {
  return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", count, SQLITE_STATIC);
}

// Behind the bytes that SQLite itself locks (sqlite3PendingByte and 511 more).
static const off_t cloud_byte = 0x40000000 + 1024;

static struct flock cloud_lock(short kind) {
  struct flock lock = {.l_type = kind, .l_whence = SEEK_SET, .l_start = cloud_byte, .l_len = 1};
  return lock;
}

static int set_cloud_lock(int descriptor, short kind) {
  struct flock lock = cloud_lock(kind);
  return fcntl(descriptor, F_OFD_SETLK, &lock);
}

int csqlite_lock_cloud(int descriptor) { return set_cloud_lock(descriptor, F_WRLCK); }

int csqlite_cloud_is_locked(int descriptor) {
  struct flock lock = cloud_lock(F_WRLCK);
  return fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

int csqlite_unlock_cloud(int descriptor) { return set_cloud_lock(descriptor, F_UNLCK); }
