#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#include "cncurses.h"

#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>

// term.h has every capability as a macro; these names we need ourselves.
#undef columns
#undef lines

// ncurses writes to a descriptor and waits if it is slow. A file in memory never is; the back end
// takes the bytes from there and sends them when the terminal is ready, or not at all.
static FILE *memory;
static FILE *no_input;
static SCREEN *screen;
static bool can_hide_cursor;

static int descriptor(void) {
  return fileno(memory);
}

static cncurses_result check(const char *type) {
  int error = 0;
  if (setupterm(type, descriptor(), &error) != OK) {
    return error == 1 ? cncurses_poor_terminal : cncurses_unknown_terminal;
  }
  const char *move = tigetstr("cup");
  bool is_usable = move && move != (char *)-1;
  del_curterm(cur_term);
  return is_usable ? cncurses_ok : cncurses_poor_terminal;
}

static cncurses_result give_up(cncurses_result result) {
  if (memory) fclose(memory);
  if (no_input) fclose(no_input);
  memory = no_input = NULL;
  return result;
}

// ncurses asks the environment, as its descriptor is no terminal; children must not see it.
static SCREEN *new_screen(const char *type, int rows, int columns) {
  char number[16];
  snprintf(number, sizeof number, "%d", rows);
  setenv("LINES", number, 1);
  snprintf(number, sizeof number, "%d", columns);
  setenv("COLUMNS", number, 1);
  SCREEN *created = newterm(type, memory, no_input);
  unsetenv("LINES");
  unsetenv("COLUMNS");
  return created;
}

cncurses_result cncurses_open(const char *type, int rows, int columns, bool with_colour) {
  int file = memfd_create("screen", MFD_CLOEXEC);
  if (file < 0) return cncurses_no_memory;
  memory = fdopen(file, "w");
  no_input = fopen("/dev/null", "re");
  if (!memory || !no_input) return give_up(cncurses_no_memory);
  cncurses_result result = check(type);
  if (result != cncurses_ok) return give_up(result);
  screen = new_screen(type, rows, columns);
  if (!screen) return give_up(cncurses_poor_terminal);
  typeahead(-1);
  if (with_colour && has_colors()) {
    start_color();
    use_default_colors();
  }
  can_hide_cursor = curs_set(0) != ERR;
  leaveok(stdscr, can_hide_cursor);
  return cncurses_ok;
}

int cncurses_colours(void) {
  return COLORS;
}

void cncurses_set_pair(int pair, int foreground, int background) {
  init_extended_pair(pair, foreground, background);
}

static attr_t curses_attributes(int attributes) {
  return (attributes & cncurses_bold ? A_BOLD : 0) | (attributes & cncurses_dim ? A_DIM : 0)
      | (attributes & cncurses_underlined ? A_UNDERLINE : 0)
      | (attributes & cncurses_reversed ? A_REVERSE : 0);
}

static void put_one(int row, int column, const wchar_t *text, attr_t attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, (short)pair, &pair) == OK) mvadd_wch(row, column, &cell);
}

void cncurses_put(
    int row, int column, const wchar_t *text, int count, int width, int attributes, int pair) {
  attr_t look = curses_attributes(attributes);
  wchar_t cell[CCHARW_MAX + 1] = {0};
  bool is_known = wcwidth(text[0]) == width;
  for (int index = 0; index < count && index < CCHARW_MAX; index++) {
    is_known = is_known && (index == 0 || wcwidth(text[index]) == 0);
    cell[index] = text[index];
  }
  if (is_known) return put_one(row, column, cell, look, pair);
  put_one(row, column, L"?", look, pair);
  if (width == 2) put_one(row, column + 1, L" ", look, pair);
}

void cncurses_set_cursor(int row, int column) {
  bool is_shown = row >= 0;
  curs_set(is_shown ? 1 : 0);
  leaveok(stdscr, !is_shown && can_hide_cursor);
  move(is_shown ? row : 0, is_shown ? column : 0);
}

void cncurses_resize(int rows, int columns) {
  resizeterm(rows, columns);
}

void cncurses_invalidate(void) {
  clearok(curscr, TRUE);
}

void cncurses_update(void) {
  wnoutrefresh(stdscr);
  doupdate();
}

void cncurses_leave(void) {
  endwin();
}

void cncurses_close(void) {
  if (!screen) return;
  delscreen(screen);
  screen = NULL;
  give_up(cncurses_ok);
}

// tputs takes a function without a place for its result.
static char *collected;
static size_t collected_length, collected_capacity;

static int collect(int character) {
  if (collected_length < collected_capacity) collected[collected_length++] = (char)character;
  return character;
}

size_t cncurses_leaving_bytes(char *place, size_t capacity) {
  const char *names[] = {"sgr0", "op", "cnorm", "rmkx", "rmcup"};
  collected = place;
  collected_capacity = capacity;
  collected_length = 0;
  for (size_t index = 0; index < sizeof names / sizeof *names; index++) {
    const char *bytes = tigetstr(names[index]);
    if (bytes && bytes != (char *)-1) tputs(bytes, 1, collect);
  }
  return collected_length;
}

bool cncurses_knows_modes(void) {
  const char *move = tigetstr("cup");
  return move && move != (char *)-1 && move[0] == '\033' && move[1] == '[';
}

size_t cncurses_output_length(void) {
  fflush(memory);
  off_t length = lseek(descriptor(), 0, SEEK_CUR);
  return length > 0 ? (size_t)length : 0;
}

void cncurses_take_output(void *place, size_t length) {
  if (pread(descriptor(), place, length, 0) < 0) return;
  if (ftruncate(descriptor(), 0) == 0) lseek(descriptor(), 0, SEEK_SET);
}
