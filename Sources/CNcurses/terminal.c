#define _GNU_SOURCE
#include "cncurses.h"

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "settings.h"

struct termios cncurses_settings;

static bool names_utf8(const char *encoding) {
  return strncasecmp(encoding, "UTF-8", 5) == 0 || strncasecmp(encoding, "utf8", 4) == 0;
}

bool cncurses_use_locale(void) {
  if (setlocale(LC_CTYPE, "")) return names_utf8(nl_langinfo(CODESET));
  // Asked for a locale that is not installed, as `LANG=en_US.UTF-8` in a small container.
  const char *asked = getenv("LC_ALL");
  if (!asked || !*asked) asked = getenv("LC_CTYPE");
  if (!asked || !*asked) asked = getenv("LANG");
  const char *encoding = asked ? strchr(asked, '.') : NULL;
  return encoding && names_utf8(encoding + 1) && setlocale(LC_CTYPE, "C.UTF-8");
}

bool cncurses_window_size(int terminal, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(terminal, TIOCGWINSZ, &size) != 0 || !size.ws_row || !size.ws_col) return false;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return true;
}

bool cncurses_save_settings(int terminal, uint8_t *erase) {
  if (tcgetattr(terminal, &cncurses_settings) != 0) return false;
  *erase = cncurses_settings.c_cc[VERASE];
  return true;
}

bool cncurses_set_raw(int terminal) {
  struct termios raw = cncurses_settings;
  cfmakeraw(&raw);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  return tcsetattr(terminal, TCSANOW, &raw) == 0;
}

void cncurses_restore_settings(int terminal) {
  tcsetattr(terminal, TCSANOW, &cncurses_settings);
}

int cncurses_reopen_for_output(int terminal) {
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", terminal);
  return open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
}
