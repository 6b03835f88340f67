#ifndef CNCURSES_SETTINGS_H
#define CNCURSES_SETTINGS_H

#include <termios.h>

/// The terminal's settings as they were before us.
extern struct termios cncurses_settings;

#endif
