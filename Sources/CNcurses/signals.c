#define _GNU_SOURCE
#include "cncurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "settings.h"

// ---- Signals that are reported

static const int reported[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH};
enum { reported_count = sizeof reported / sizeof *reported };
static struct sigaction before[reported_count];
static int report_pipe[2] = {-1, -1};

static void report(int signal) {
  int error = errno;
  unsigned char byte = (unsigned char)signal;
  // A full pipe holds a report of every kind that matters already.
  ssize_t written = write(report_pipe[1], &byte, 1);
  (void)written;
  errno = error;
}

int cncurses_catch_signals(void) {
  if (report_pipe[0] < 0 && pipe2(report_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
  struct sigaction action = {.sa_handler = report};
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < reported_count; index++) {
    sigaction(reported[index], NULL, &before[index]);
    // What `nohup` ignores stays ignored.
    if (reported[index] == SIGHUP && before[index].sa_handler == SIG_IGN) continue;
    sigaction(reported[index], &action, NULL);
  }
  return report_pipe[0];
}

int cncurses_wake_descriptor(void) {
  return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

void cncurses_release_signals(void) {
  for (int index = 0; index < reported_count; index++) {
    // A terminal that hangs up says so twice: what is being ended then goes on to its end.
    if (reported[index] == SIGHUP) signal(SIGHUP, SIG_IGN);
    else sigaction(reported[index], &before[index], NULL);
  }
}

void cncurses_stop(void) {
  struct sigaction stop = {.sa_handler = SIG_DFL}, caught;
  sigemptyset(&stop.sa_mask);
  sigaction(SIGTSTP, &stop, &caught);
  // The whole group, as the terminal would: a parent that waits for us in it would keep the shell.
  kill(0, SIGTSTP);
  // Another thread may be the one to stop: SIGCONT's report tells that it was done. A group that
  // nobody could wake is not stopped at all.
  struct pollfd woken = {.fd = report_pipe[0], .events = POLLIN};
  poll(&woken, 1, 100);
  sigaction(SIGTSTP, &caught, NULL);
}

// ---- Crashes: from here, only functions are called that POSIX allows to a signal's handler

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
enum { crash_count = sizeof crashes / sizeof *crashes, alternate_stack_size = 1 << 16 };
static struct sigaction before_crash[crash_count];
static volatile sig_atomic_t is_guarded;
static int output = -1, settings_owner = -1;
static char restoring_bytes[512];
static size_t restoring_length;

static void say(const char *text) {
  // A terminal that stands still must not keep a program that is to die.
  struct pollfd ready = {.fd = STDERR_FILENO, .events = POLLOUT};
  if (poll(&ready, 1, 100) <= 0) return;
  ssize_t written = write(STDERR_FILENO, text, strlen(text));
  (void)written;
}

static void restore_terminal(void) {
  ssize_t written = write(output, restoring_bytes, restoring_length);
  if (written != (ssize_t)restoring_length) {
    tcflush(output, TCOFLUSH);
    written = write(output, restoring_bytes, restoring_length);
  }
  tcsetattr(settings_owner, TCSANOW, &cncurses_settings);
}

static const char *name_of(int signal) {
  switch (signal) {
    case SIGSEGV: return "SIGSEGV, an access to memory that is not there";
    case SIGBUS: return "SIGBUS, an access to memory that its file does not have";
    case SIGILL: return "SIGILL, a check that failed";
    case SIGTRAP: return "SIGTRAP, a check that failed";
    case SIGABRT: return "SIGABRT, it gave up";
    default: return "SIGFPE, an impossible calculation";
  }
}

static void crash(int signal) {
  if (is_guarded) {
    is_guarded = 0;
    restore_terminal();
    cncurses_pass_errors();
    say("\ncqrs crashed: ");
    say(name_of(signal));
    say("\n");
  }
  // The handler was reset when it was called: this time the signal does what it does.
  raise(signal);
}

static void use_alternate_stack(void) {
  static void *stack;
  if (stack) return;
  stack = mmap(NULL, alternate_stack_size, PROT_READ | PROT_WRITE,
               MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (stack == MAP_FAILED) {
    stack = NULL;
    return;
  }
  stack_t place = {.ss_sp = stack, .ss_size = alternate_stack_size};
  sigaltstack(&place, NULL);
}

void cncurses_guard(int terminal, int settings_of, const void *bytes, size_t length) {
  output = terminal;
  settings_owner = settings_of;
  restoring_length = length < sizeof restoring_bytes ? length : sizeof restoring_bytes;
  memcpy(restoring_bytes, bytes, restoring_length);
  use_alternate_stack();
  struct sigaction action = {
      .sa_handler = crash,
      .sa_flags = SA_ONSTACK | (int)SA_RESETHAND | SA_NODEFER,
  };
  sigemptyset(&action.sa_mask);
  bool is_first = !is_guarded;
  is_guarded = 1;
  for (int index = 0; index < crash_count; index++) {
    sigaction(crashes[index], &action, is_first ? &before_crash[index] : NULL);
  }
}

void cncurses_unguard(void) {
  if (!is_guarded) return;
  is_guarded = 0;
  for (int index = 0; index < crash_count; index++) {
    sigaction(crashes[index], &before_crash[index], NULL);
  }
}
