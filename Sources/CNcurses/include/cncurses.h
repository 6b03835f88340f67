#ifndef CNCURSES_H
#define CNCURSES_H

// What the back end needs of ncurses, termios and signals, under names of our own: ncurses' macros,
// its variadic functions and its mutable globals do not reach Swift.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <wchar.h>

// ---- The terminal's settings (terminal.c)

/// Takes the locale of the environment for characters; returns whether its encoding is UTF-8.
bool cncurses_use_locale(void);

/// Asks the kernel for a terminal's size; returns false if it does not know.
bool cncurses_window_size(int terminal, int *rows, int *columns);

/// Remembers the settings of a terminal and the byte that its Backspace sends.
bool cncurses_save_settings(int terminal, uint8_t *erase);

/// Sets raw mode: every key is a byte, nothing is echoed, no key sends a signal or stops output.
bool cncurses_set_raw(int terminal);

/// Puts back what cncurses_save_settings remembered, without waiting for output.
void cncurses_restore_settings(int terminal);

/// A description of its own of an open terminal, for writing without ever waiting; -1 if the system
/// gives none. The flag would reach the shell through a copied descriptor.
int cncurses_reopen_for_output(int terminal);

// ---- Drawing (screen.c). All output goes into memory, whence the back end sends it.

typedef enum {
  cncurses_ok,
  cncurses_unknown_terminal,
  cncurses_poor_terminal,
  cncurses_no_memory,
} cncurses_result;

/// Opens a screen for a terminal type; nothing is drawn yet.
cncurses_result cncurses_open(const char *type, int rows, int columns, bool with_colour);

/// The colours it has: 0, 8, 16, 256 or more.
int cncurses_colours(void);

/// Sets a pair of colours, numbered from 1; -1 is the terminal's own.
void cncurses_set_pair(int pair, int foreground, int background);

enum {
  cncurses_bold = 1,
  cncurses_dim = 2,
  cncurses_underlined = 4,
  cncurses_reversed = 8,
};

/// Draws a character of that many columns with the marks over it, `count` in all; one that the C
/// library thinks to be of another width is drawn as a question mark.
void cncurses_put(
    int row, int column, const wchar_t *text, int count, int width, int attributes, int pair);

/// Shows the cursor at a place, or hides it if the row is negative.
void cncurses_set_cursor(int row, int column);

/// Tells ncurses the new size; all of it is drawn anew next time.
void cncurses_resize(int rows, int columns);

/// Has all of the screen drawn anew next time.
void cncurses_invalidate(void);

/// Brings the terminal to what was put, coming back from cncurses_leave if need be.
void cncurses_update(void);

/// Writes what makes the terminal leave the screen at once, for a crash; returns how many bytes.
size_t cncurses_leaving_bytes(char *place, size_t capacity);

/// Whether it speaks ECMA-48, and so passes over private modes that it does not know.
bool cncurses_knows_modes(void);

/// Leaves the alternate screen, with the terminal's own colours and cursor.
void cncurses_leave(void);

/// Gives up the screen.
void cncurses_close(void);

/// The bytes that wait to be taken.
size_t cncurses_output_length(void);

/// Moves all waiting bytes, which must fit, to a place.
void cncurses_take_output(void *place, size_t length);

// ---- Standard error (errors.c)

/// Keeps what is said on standard error, if that is the screen's terminal, until it is passed on.
void cncurses_hold_errors(void);

/// Says what was kept, and lets standard error be what it was.
void cncurses_pass_errors(void);

// ---- Signals (signals.c)

/// Reports SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT and SIGWINCH from now on as a byte
/// each, readable without waiting from the returned descriptor; -1 if there is none to be had.
int cncurses_catch_signals(void);

/// A descriptor that is readable after a number was written to it; -1 if there is none to be had.
int cncurses_wake_descriptor(void);

/// Puts back what the signals did before; SIGHUP is ignored from now on.
void cncurses_release_signals(void);

/// Stops the process group as Ctrl-Z does in a shell, if there is somebody to wake it.
void cncurses_stop(void);

/// From now on a crash writes `bytes` to a terminal, restores its settings and says what happened.
void cncurses_guard(int terminal, int settings_of, const void *bytes, size_t length);

/// Ends that.
void cncurses_unguard(void);

// ---- Programs (program.c)

/// Starts a program in our process group; returns its process, or -1.
///
/// posix_spawn would wait until it has begun: stopped by the terminal before that, it would hold us, and
/// nobody could wake us.
pid_t cncurses_start(const char *path, char *const arguments[]);

#endif
