#include "faulty_disk.h"

#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A layer between SQLite and its own disk (https://www.sqlite.org/vfs.html). What was written and not flushed is
// remembered as it was before, so that a loss of power can take it back.

enum { sector_size = 512 };

enum operation { writing, lengthening, flushing, truncating, deleting };

/// A sector as it was before a write that is not flushed yet.
struct overwritten {
  struct overwritten *older;
  sqlite3_int64 place;
  int length;
  unsigned char before[sector_size];
};

/// A file as SQLite sees it; the disk's own lies behind it in memory.
struct file {
  sqlite3_file base;
  struct file *previous, *next;
  struct overwritten *unflushed;
  /// How long it was before the oldest of those.
  sqlite3_int64 flushed_length;
  /// Whether a loss of power concerns it: temporary files are gone with the process anyway.
  int is_kept;
};

static sqlite3_vfs faulty_vfs;
static sqlite3_vfs *sound_vfs;
/// Guards what follows, and is held while an operation runs: when the power fails, nothing else is under way.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct file *files;
static faulty_disk_fault fault;
static int64_t operations_left;
static int has_failed;
static uint64_t random_state;

static sqlite3_file *behind(sqlite3_file *file) { return (sqlite3_file *)((struct file *)file + 1); }

// ---- Loss of power

// splitmix64 (https://prng.di.unimi.it/splitmix64.c)
static int coin(void) {
  uint64_t mixed = random_state += 0x9E3779B97F4A7C15;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return (int)((mixed ^ (mixed >> 31)) & 1);
}

static void forget_unflushed(struct file *file) {
  while (file->unflushed != NULL) {
    struct overwritten *newest = file->unflushed;
    file->unflushed = newest->older;
    free(newest);
  }
}

/// Takes back some of what was not flushed, the newest first: a sector written twice may be left as after the first
/// write.
static void take_back(struct file *file) {
  if (file->unflushed == NULL) return;
  sqlite3_file *disk = behind(&file->base);
  int keeps_all = coin() && coin(), keeps_none = !keeps_all && coin() && coin();
  for (struct overwritten *sector = file->unflushed; sector != NULL; sector = sector->older) {
    if (keeps_all || (!keeps_none && coin())) continue;
    disk->pMethods->xWrite(disk, sector->before, sector->length, sector->place);
  }
  if (keeps_none) disk->pMethods->xTruncate(disk, file->flushed_length);
}

static void stop(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

// ---- What goes wrong

/// Counts an operation. Returns the code it fails with, if it does.
static int count(enum operation operation) {
  switch (fault) {
    case faulty_disk_sound: return SQLITE_OK;
    case faulty_disk_kill: case faulty_disk_power_loss: break;
    case faulty_disk_write_error: if (operation == flushing || operation == deleting) return SQLITE_OK; break;
    case faulty_disk_flush_error: if (operation != flushing) return SQLITE_OK; break;
    case faulty_disk_full: if (operation != lengthening) return SQLITE_OK; break;
  }
  if (operations_left > 1) {
    operations_left -= 1;
    return SQLITE_OK;
  }
  has_failed = 1;
  switch (fault) {
    case faulty_disk_power_loss:
      for (struct file *file = files; file != NULL; file = file->next) take_back(file);
      stop();
      break;
    case faulty_disk_kill: stop(); break;
    case faulty_disk_write_error: return operation == truncating ? SQLITE_IOERR_TRUNCATE : SQLITE_IOERR_WRITE;
    case faulty_disk_flush_error: return SQLITE_IOERR_FSYNC;
    case faulty_disk_full: return SQLITE_FULL;
    case faulty_disk_sound: break;
  }
  return SQLITE_OK;
}

int faulty_disk_mend(void) {
  pthread_mutex_lock(&lock);
  int failed = has_failed;
  has_failed = 0;
  fault = faulty_disk_sound;
  pthread_mutex_unlock(&lock);
  return failed;
}

void faulty_disk_fail(faulty_disk_fault kind, int64_t operation, uint64_t seed) {
  pthread_mutex_lock(&lock);
  fault = kind;
  operations_left = operation;
  has_failed = 0;
  random_state = seed;
  pthread_mutex_unlock(&lock);
}

// ---- Files

/// Remembers what a write goes over; where there is no memory left nothing is taken back.
static void remember(struct file *file, int length, sqlite3_int64 place, sqlite3_int64 end) {
  sqlite3_file *disk = behind(&file->base);
  if (file->unflushed == NULL) file->flushed_length = end;
  while (length > 0) {
    struct overwritten *sector = malloc(sizeof *sector);
    if (sector == NULL) return;
    int within = sector_size - (int)(place % sector_size);
    *sector = (struct overwritten){
        .older = file->unflushed, .place = place, .length = within < length ? within : length};
    // Behind the end there were zeros, as a file has them that was made longer.
    if (place < end) disk->pMethods->xRead(disk, sector->before, sector->length, place);
    file->unflushed = sector;
    place += sector->length;
    length -= sector->length;
  }
}

static int write_file(sqlite3_file *base, const void *bytes, int length, sqlite3_int64 place) {
  struct file *file = (struct file *)base;
  sqlite3_file *disk = behind(base);
  sqlite3_int64 end = 0;
  pthread_mutex_lock(&lock);
  int code = disk->pMethods->xFileSize(disk, &end);
  if (code == SQLITE_OK) code = count(place + length > end ? lengthening : writing);
  if (code == SQLITE_OK) {
    if (file->is_kept && fault == faulty_disk_power_loss) remember(file, length, place, end);
    code = disk->pMethods->xWrite(disk, bytes, length, place);
  } else if (code == SQLITE_IOERR_WRITE) {
    disk->pMethods->xWrite(disk, bytes, length / 2, place);
  }
  pthread_mutex_unlock(&lock);
  return code;
}

static int flush_file(sqlite3_file *base, int flags) {
  struct file *file = (struct file *)base;
  sqlite3_file *disk = behind(base);
  pthread_mutex_lock(&lock);
  int code = count(flushing);
  if (code == SQLITE_OK) code = disk->pMethods->xSync(disk, flags);
  if (code == SQLITE_OK) forget_unflushed(file);
  pthread_mutex_unlock(&lock);
  return code;
}

static int truncate_file(sqlite3_file *base, sqlite3_int64 length) {
  struct file *file = (struct file *)base;
  sqlite3_file *disk = behind(base);
  pthread_mutex_lock(&lock);
  int code = count(truncating);
  if (code == SQLITE_OK) code = disk->pMethods->xTruncate(disk, length);
  // A file that was made shorter stays so: what was written before is not brought back behind its end.
  if (code == SQLITE_OK) forget_unflushed(file);
  pthread_mutex_unlock(&lock);
  return code;
}

static int close_file(sqlite3_file *base) {
  struct file *file = (struct file *)base;
  pthread_mutex_lock(&lock);
  forget_unflushed(file);
  if (file->previous != NULL) file->previous->next = file->next; else files = file->next;
  if (file->next != NULL) file->next->previous = file->previous;
  pthread_mutex_unlock(&lock);
  return behind(base)->pMethods->xClose(behind(base));
}

static int read_file(sqlite3_file *file, void *bytes, int length, sqlite3_int64 place) {
  return behind(file)->pMethods->xRead(behind(file), bytes, length, place);
}

static int file_length(sqlite3_file *file, sqlite3_int64 *length) {
  return behind(file)->pMethods->xFileSize(behind(file), length);
}

static int lock_file(sqlite3_file *file, int level) { return behind(file)->pMethods->xLock(behind(file), level); }

static int unlock_file(sqlite3_file *file, int level) { return behind(file)->pMethods->xUnlock(behind(file), level); }

static int is_reserved(sqlite3_file *file, int *answer) {
  return behind(file)->pMethods->xCheckReservedLock(behind(file), answer);
}

static int control_file(sqlite3_file *file, int request, void *argument) {
  return behind(file)->pMethods->xFileControl(behind(file), request, argument);
}

static int file_sector_size(sqlite3_file *file) { return behind(file)->pMethods->xSectorSize(behind(file)); }

static int traits(sqlite3_file *file) { return behind(file)->pMethods->xDeviceCharacteristics(behind(file)); }

static int map_shared(sqlite3_file *file, int region, int size, int extends, void volatile **start) {
  return behind(file)->pMethods->xShmMap(behind(file), region, size, extends, start);
}

static int lock_shared(sqlite3_file *file, int first, int number, int flags) {
  return behind(file)->pMethods->xShmLock(behind(file), first, number, flags);
}

static void order_shared(sqlite3_file *file) { behind(file)->pMethods->xShmBarrier(behind(file)); }

static int unmap_shared(sqlite3_file *file, int deletes) {
  return behind(file)->pMethods->xShmUnmap(behind(file), deletes);
}

// Version 2: pages are never mapped, so that every write is seen here.
static const sqlite3_io_methods methods = {
    2, close_file, read_file, write_file, truncate_file, flush_file, file_length, lock_file, unlock_file, is_reserved,
    control_file, file_sector_size, traits, map_shared, lock_shared, order_shared, unmap_shared, NULL, NULL};

static int open_file(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *base, int flags, int *given) {
  (void)vfs;
  struct file *file = (struct file *)base;
  memset(file, 0, sizeof *file);
  int code = sound_vfs->xOpen(sound_vfs, name, behind(base), flags, given);
  // A file without methods SQLite does not close.
  if (behind(base)->pMethods == NULL) return code;
  base->pMethods = &methods;
  file->is_kept = (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
  pthread_mutex_lock(&lock);
  file->next = files;
  if (files != NULL) files->previous = file;
  files = file;
  pthread_mutex_unlock(&lock);
  return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int flushes_folder) {
  (void)vfs;
  pthread_mutex_lock(&lock);
  int code = count(deleting);
  if (code == SQLITE_OK) code = sound_vfs->xDelete(sound_vfs, name, flushes_folder);
  pthread_mutex_unlock(&lock);
  return code;
}

int faulty_disk_install(void) {
  if (sound_vfs != NULL) return SQLITE_OK;
  sound_vfs = sqlite3_vfs_find(NULL);
  if (sound_vfs == NULL) return SQLITE_ERROR;
  // What does not concern us goes to the disk's own functions, which look at nothing of the copy but its limits.
  faulty_vfs = *sound_vfs;
  faulty_vfs.zName = "faulty-disk";
  faulty_vfs.pNext = NULL;
  faulty_vfs.szOsFile = (int)sizeof(struct file) + sound_vfs->szOsFile;
  faulty_vfs.xOpen = open_file;
  faulty_vfs.xDelete = delete_file;
  return sqlite3_vfs_register(&faulty_vfs, 1);
}
