#define _GNU_SOURCE
#include "cncurses.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// What is said on standard error while the screen is up, by the Swift runtime on a crash for one,
// would bend the frame and go away with it. It is kept in memory and said afterwards.

static int memory = -1, standard_error = -1;

static bool is_same_terminal(int one, int other) {
  struct stat first, second;
  return isatty(one) && fstat(one, &first) == 0 && fstat(other, &second) == 0
      && first.st_rdev == second.st_rdev;
}

void cncurses_hold_errors(void) {
  if (standard_error >= 0 || !is_same_terminal(STDERR_FILENO, STDOUT_FILENO)) return;
  memory = memfd_create("errors", MFD_CLOEXEC);
  standard_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (memory >= 0 && standard_error >= 0 && dup2(memory, STDERR_FILENO) >= 0) return;
  if (memory >= 0) close(memory);
  if (standard_error >= 0) close(standard_error);
  memory = standard_error = -1;
}

// Called while crashing too: only functions that may be.
void cncurses_pass_errors(void) {
  if (standard_error < 0) return;
  dup2(standard_error, STDERR_FILENO);
  char text[512];
  off_t place = 0;
  ssize_t length;
  while ((length = pread(memory, text, sizeof text, place)) > 0) {
    struct pollfd ready = {.fd = STDERR_FILENO, .events = POLLOUT};
    if (poll(&ready, 1, 100) <= 0 || (length = write(STDERR_FILENO, text, (size_t)length)) <= 0) break;
    place += length;
  }
  close(memory);
  close(standard_error);
  memory = standard_error = -1;
}
