#ifndef FAULTY_DISK_H
#define FAULTY_DISK_H

#include <stdint.h>

/// What goes wrong with a disk.
typedef enum {
  /// Nothing.
  faulty_disk_sound,
  /// The process is killed before a write, flush, truncation or deletion.
  faulty_disk_kill,
  /// The power fails before one of those: of what was not flushed each sector may be on the disk or not.
  faulty_disk_power_loss,
  /// Writes fail, after half of the first is done, until the disk is sound again.
  faulty_disk_write_error,
  /// Flushes fail until the disk is sound again.
  faulty_disk_flush_error,
  /// Writes that make a file longer find no room until the disk is sound again.
  faulty_disk_full,
} faulty_disk_fault;

/// Makes a disk that can fail the one on which this process's SQLite keeps files that it opens from now on.
/// Returns an SQLite result code.
int faulty_disk_install(void);

/// Lets something go wrong at the `operation`th of the operations that the fault concerns, from 1, counted from
/// now. The seed says which sectors a loss of power leaves.
void faulty_disk_fail(faulty_disk_fault fault, int64_t operation, uint64_t seed);

/// Ends what goes wrong. Returns whether anything did.
int faulty_disk_mend(void);

#endif
