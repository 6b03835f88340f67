#define _GNU_SOURCE
#include <unistd.h>

#include "cncurses.h"

pid_t cncurses_start(const char *path, char *const arguments[]) {
  pid_t child = fork();
  if (child == 0) {
    execv(path, arguments);
    _exit(127);
  }
  return child;
}
