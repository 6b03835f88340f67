#include <poll.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cyardstick.h"

enum { begin, commit, insert, begin_aggregate, move_aggregate, count_aggregate, page, history, statements };

static const char *const texts[statements] = {
    "BEGIN IMMEDIATE",
    "COMMIT",
    "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "INSERT INTO aggregate VALUES (?3, ?1, ?2, ?4)",
    "UPDATE aggregate SET version = ?1, last_position = ?2 WHERE aggregate_id = ?3",
    "UPDATE tally SET aggregates = aggregates + 1",
    "SELECT * FROM event WHERE position > ? ORDER BY position LIMIT ?",
    "SELECT * FROM event WHERE aggregate_id = ? ORDER BY aggregate_version",
};

struct yardstick {
  sqlite3 *database;
  sqlite3_stmt *statements[statements];
  int64_t position;
  int64_t aggregates;
  int64_t *versions;
  uint64_t random;
  /// Whether events have their own times, a second apart, and not the clock's.
  int is_import;
};

static uint64_t next_random(yardstick *yardstick) {
  yardstick->random ^= yardstick->random << 13;
  yardstick->random ^= yardstick->random >> 7;
  yardstick->random ^= yardstick->random << 17;
  return yardstick->random;
}

yardstick *yardstick_open(const char *path, int synchronous, int64_t aggregates) {
  yardstick *made = calloc(1, sizeof *made);
  if (made == NULL) return NULL;
  made->aggregates = aggregates;
  made->versions = calloc((size_t)aggregates, sizeof *made->versions);
  made->random = 0x9E3779B97F4A7C15;
  char settings[200];
  snprintf(settings, sizeof settings,
           "PRAGMA journal_mode = WAL; PRAGMA synchronous = %d; PRAGMA cache_size = -8192; "
           "PRAGMA wal_autocheckpoint = 4000", synchronous);
  int code = made->versions == NULL ? SQLITE_NOMEM : sqlite3_open(path, &made->database);
  if (code == SQLITE_OK) code = sqlite3_exec(made->database, settings, NULL, NULL, NULL);
  for (int index = 0; index < statements && code == SQLITE_OK; index++) {
    code = sqlite3_prepare_v3(made->database, texts[index], -1, SQLITE_PREPARE_PERSISTENT,
                              &made->statements[index], NULL);
  }
  if (code == SQLITE_OK) return made;
  yardstick_close(made);
  return NULL;
}

int yardstick_prepare_import(yardstick *yardstick, int cache_kib, int checkpoint_pages) {
  yardstick->is_import = 1;
  char settings[100];
  snprintf(settings, sizeof settings, "PRAGMA cache_size = -%d; PRAGMA wal_autocheckpoint = %d", cache_kib,
           checkpoint_pages);
  return sqlite3_exec(yardstick->database, settings, NULL, NULL, NULL);
}

void yardstick_close(yardstick *yardstick) {
  for (int index = 0; index < statements; index++) sqlite3_finalize(yardstick->statements[index]);
  sqlite3_close(yardstick->database);
  free(yardstick->versions);
  free(yardstick);
}

static int run(sqlite3_stmt *statement) {
  int code = sqlite3_step(statement);
  sqlite3_reset(statement);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int insert_one(yardstick *yardstick) {
  static const char type[] = "MONEY_DEPOSITED";
  static const unsigned char hash[32] = {1};
  uint64_t words[3] = {next_random(yardstick), next_random(yardstick), next_random(yardstick)};
  int64_t chosen = (int64_t)(words[0] % (uint64_t)yardstick->aggregates);
  int64_t version = ++yardstick->versions[chosen];
  char aggregate[40], metadata[40];
  int aggregate_length = snprintf(aggregate, sizeof aggregate, "account-%lld", (long long)chosen);
  int metadata_length = snprintf(metadata, sizeof metadata, "{\"amount\":%d}", (int)(words[1] % 50000));
  yardstick->position += 1;

  sqlite3_stmt *row = yardstick->statements[insert];
  sqlite3_bind_int64(row, 1, yardstick->position);
  sqlite3_bind_blob(row, 2, aggregate, aggregate_length, SQLITE_STATIC);
  sqlite3_bind_int64(row, 3, version);
  // A KSUID begins with its second, in which ids come in no order: their index grows all over that second's pages.
  unsigned char identity[20];
  int64_t second = yardstick->is_import ? yardstick->position : (int64_t)time(NULL) - 1400000000;
  for (int index = 0; index < 4; index++) identity[index] = (unsigned char)(second >> (24 - 8 * index));
  memcpy(identity + 4, words + 1, 16);
  sqlite3_bind_blob(row, 4, identity, sizeof identity, SQLITE_STATIC);
  sqlite3_bind_int64(row, 5, 1);
  sqlite3_bind_blob(row, 6, type, sizeof type - 1, SQLITE_STATIC);
  sqlite3_bind_blob(row, 7, metadata, metadata_length, SQLITE_STATIC);
  sqlite3_bind_int64(row, 8, 1700000000000000 + yardstick->position);
  sqlite3_bind_int64(row, 9, 1);
  sqlite3_bind_blob(row, 10, hash, sizeof hash, SQLITE_STATIC);
  sqlite3_bind_blob(row, 11, hash, sizeof hash, SQLITE_STATIC);
  int code = run(row);
  if (code != SQLITE_OK) return code;

  sqlite3_stmt *head = yardstick->statements[version == 1 ? begin_aggregate : move_aggregate];
  sqlite3_bind_int64(head, 1, version);
  sqlite3_bind_int64(head, 2, yardstick->position);
  sqlite3_bind_blob(head, 3, aggregate, aggregate_length, SQLITE_STATIC);
  if (version == 1) sqlite3_bind_blob(head, 4, type, sizeof type - 1, SQLITE_STATIC);
  code = run(head);
  return code == SQLITE_OK && version == 1 ? run(yardstick->statements[count_aggregate]) : code;
}

static int insert_in_one_commit(yardstick *yardstick, int64_t count) {
  int code = run(yardstick->statements[begin]);
  for (int64_t index = 0; index < count && code == SQLITE_OK; index++) code = insert_one(yardstick);
  return code == SQLITE_OK ? run(yardstick->statements[commit]) : code;
}

int yardstick_append(yardstick *yardstick, int64_t calls, int count) {
  int code = SQLITE_OK;
  for (int64_t call = 0; call < calls && code == SQLITE_OK; call++) {
    code = insert_in_one_commit(yardstick, count);
  }
  return code;
}

// ---- Group commit

typedef struct {
  pthread_mutex_t lock;
  pthread_cond_t handed_over, committed;
  int64_t each;
  /// How many were handed over, and how many of those are on the disk.
  int64_t asked, done;
  int writers_left;
  int failed;
} group;

static void *write_each(void *argument) {
  group *shared = argument;
  pthread_mutex_lock(&shared->lock);
  for (int64_t index = 0; index < shared->each && !shared->failed; index++) {
    int64_t mine = ++shared->asked;
    pthread_cond_signal(&shared->handed_over);
    while (shared->done < mine && !shared->failed) pthread_cond_wait(&shared->committed, &shared->lock);
  }
  shared->writers_left -= 1;
  pthread_cond_signal(&shared->handed_over);
  pthread_mutex_unlock(&shared->lock);
  return NULL;
}

int yardstick_append_together(yardstick *yardstick, int writers, int64_t each) {
  group shared = {.lock = PTHREAD_MUTEX_INITIALIZER, .handed_over = PTHREAD_COND_INITIALIZER,
                  .committed = PTHREAD_COND_INITIALIZER, .each = each, .writers_left = writers};
  pthread_t *threads = calloc((size_t)writers, sizeof *threads);
  if (threads == NULL) return SQLITE_NOMEM;
  int started = 0;
  while (started < writers && pthread_create(&threads[started], NULL, write_each, &shared) == 0) started++;
  pthread_mutex_lock(&shared.lock);
  shared.writers_left -= writers - started;
  if (started < writers) shared.failed = SQLITE_ERROR;
  while (shared.writers_left > 0) {
    if (shared.asked == shared.done || shared.failed) {
      pthread_cond_broadcast(&shared.committed);
      pthread_cond_wait(&shared.handed_over, &shared.lock);
      continue;
    }
    int64_t through = shared.asked, count = through - shared.done;
    pthread_mutex_unlock(&shared.lock);
    int code = insert_in_one_commit(yardstick, count);
    pthread_mutex_lock(&shared.lock);
    shared.done = through;
    if (code != SQLITE_OK) shared.failed = code;
    pthread_cond_broadcast(&shared.committed);
  }
  pthread_mutex_unlock(&shared.lock);
  for (int index = 0; index < started; index++) pthread_join(threads[index], NULL);
  free(threads);
  return shared.failed;
}

// ---- Reading

static int64_t read_rows(sqlite3_stmt *statement) {
  int64_t bytes = 0;
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    for (int column = 0; column < 11; column++) {
      if (sqlite3_column_type(statement, column) == SQLITE_INTEGER) {
        bytes += sqlite3_column_int64(statement, column) != 0;
      } else {
        const unsigned char *start = sqlite3_column_blob(statement, column);
        int length = sqlite3_column_bytes(statement, column);
        bytes += length + (length > 0 && start[0] == 0);
      }
    }
  }
  sqlite3_reset(statement);
  return code == SQLITE_DONE ? bytes : -1;
}

int64_t yardstick_read(yardstick *yardstick, int64_t after, int64_t limit) {
  sqlite3_stmt *statement = yardstick->statements[page];
  sqlite3_bind_int64(statement, 1, after);
  sqlite3_bind_int64(statement, 2, limit);
  return read_rows(statement);
}

int64_t yardstick_read_aggregate(yardstick *yardstick, const char *aggregate) {
  sqlite3_stmt *statement = yardstick->statements[history];
  sqlite3_bind_blob(statement, 1, aggregate, (int)strlen(aggregate), SQLITE_STATIC);
  return read_rows(statement);
}

// ---- Export

static void print_string(FILE *file, const unsigned char *start, int length) {
  for (int index = 0; index < length; index++) {
    unsigned char byte = start[index];
    if (byte < 0x20) {
      fprintf(file, "\\u%04x", byte);
    } else {
      if (byte == '"' || byte == '\\') putc_unlocked('\\', file);
      putc_unlocked(byte, file);
    }
  }
}

/// A KSUID's text: its 20 bytes as a number of base 62.
static void print_identity(FILE *file, const unsigned char *bytes) {
  static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  uint32_t words[5];
  char text[27];
  for (int index = 0; index < 5; index++) {
    const unsigned char *word = bytes + 4 * index;
    words[index] = (uint32_t)word[0] << 24 | (uint32_t)word[1] << 16 | (uint32_t)word[2] << 8 | word[3];
  }
  for (int place = 26; place >= 0; place--) {
    uint64_t rest = 0;
    for (int index = 0; index < 5; index++) {
      uint64_t dividend = rest << 32 | words[index];
      words[index] = (uint32_t)(dividend / 62);
      rest = dividend % 62;
    }
    text[place] = digits[rest];
  }
  fwrite(text, 1, sizeof text, file);
}

int yardstick_export(yardstick *yardstick, const char *path) {
  FILE *file = fopen(path, "w");
  if (file == NULL) return SQLITE_CANTOPEN;
  sqlite3_stmt *statement = yardstick->statements[page];
  sqlite3_bind_int64(statement, 1, 0);
  sqlite3_bind_int64(statement, 2, -1);
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    fputs("{\"aggregateId\":\"", file);
    print_string(file, sqlite3_column_blob(statement, 1), sqlite3_column_bytes(statement, 1));
    fprintf(file, "\",\"aggregateVersion\":%lld,\"eventId\":\"", (long long)sqlite3_column_int64(statement, 2));
    print_identity(file, sqlite3_column_blob(statement, 3));
    fprintf(file, "\",\"eventVersion\":%lld,\"eventType\":\"", (long long)sqlite3_column_int64(statement, 4));
    print_string(file, sqlite3_column_blob(statement, 5), sqlite3_column_bytes(statement, 5));
    fputs("\",\"metadata\":", file);
    fwrite(sqlite3_column_blob(statement, 6), 1, (size_t)sqlite3_column_bytes(statement, 6), file);
    fputs("}\n", file);
  }
  sqlite3_reset(statement);
  return fclose(file) == 0 && code == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
}

// ---- Subscribers

static int64_t now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// Reads what stands after a position. Returns the last position.
static int64_t read_on(yardstick *yardstick, int64_t position) {
  sqlite3_stmt *statement = yardstick->statements[page];
  sqlite3_bind_int64(statement, 1, position);
  sqlite3_bind_int64(statement, 2, 1000);
  while (sqlite3_step(statement) == SQLITE_ROW) position = sqlite3_column_int64(statement, 0);
  sqlite3_reset(statement);
  return position;
}

typedef struct {
  pthread_mutex_t lock;
  pthread_cond_t committed, seen;
  yardstick *reader;
  int64_t count, last_committed, last_seen, seen_at;
} subscription;

static void *subscribe(void *argument) {
  subscription *shared = argument;
  int64_t position = 0;
  pthread_mutex_lock(&shared->lock);
  while (position < shared->count) {
    while (shared->last_committed <= position) pthread_cond_wait(&shared->committed, &shared->lock);
    pthread_mutex_unlock(&shared->lock);
    position = read_on(shared->reader, position);
    int64_t seen_at = now();
    pthread_mutex_lock(&shared->lock);
    shared->last_seen = position;
    shared->seen_at = seen_at;
    pthread_cond_signal(&shared->seen);
  }
  pthread_mutex_unlock(&shared->lock);
  return NULL;
}

int yardstick_seen_by_thread(yardstick *yardstick, const char *path, int64_t count, int64_t *nanoseconds) {
  subscription shared = {.lock = PTHREAD_MUTEX_INITIALIZER, .committed = PTHREAD_COND_INITIALIZER,
                         .seen = PTHREAD_COND_INITIALIZER, .reader = yardstick_open(path, 2, 1), .count = count};
  if (shared.reader == NULL) return SQLITE_CANTOPEN;
  pthread_t thread;
  if (pthread_create(&thread, NULL, subscribe, &shared) != 0) return SQLITE_NOMEM;
  int code = SQLITE_OK;
  for (int64_t index = 0; index < count; index++) {
    // The thread waits for as many as were asked for: after a failure it is told of them all.
    if (code == SQLITE_OK) code = insert_in_one_commit(yardstick, 1);
    int64_t committed_at = now();
    pthread_mutex_lock(&shared.lock);
    shared.last_committed = index + 1;
    pthread_cond_signal(&shared.committed);
    while (code == SQLITE_OK && shared.last_seen <= index) pthread_cond_wait(&shared.seen, &shared.lock);
    nanoseconds[index] = shared.seen_at - committed_at;
    pthread_mutex_unlock(&shared.lock);
    if (code != SQLITE_OK) break;
  }
  if (code == SQLITE_OK) pthread_join(thread, NULL); else pthread_detach(thread);
  yardstick_close(shared.reader);
  return code;
}

static void subscribe_in_process(const char *path, int64_t count, int output) {
  char log[4096];
  snprintf(log, sizeof log, "%s-wal", path);
  yardstick *reader = yardstick_open(path, 2, 1);
  int watch = inotify_init1(IN_CLOEXEC);
  if (reader == NULL || watch < 0 || inotify_add_watch(watch, log, IN_MODIFY) < 0) _exit(1);
  int64_t position = read_on(reader, 0);
  char byte = 0, events[4096];
  if (write(output, &byte, 1) != 1) _exit(1);
  while (position < count) {
    // The log is written before its index says so, and nothing tells of that.
    struct pollfd change = {.fd = watch, .events = POLLIN};
    if (poll(&change, 1, 1) > 0 && read(watch, events, sizeof events) <= 0) _exit(1);
    for (int64_t last = read_on(reader, position); position < last; position++) {
      if (write(output, &byte, 1) != 1) _exit(1);
    }
  }
  _exit(0);
}

int yardstick_seen_by_process(yardstick *yardstick, const char *path, int64_t count, int64_t *nanoseconds) {
  int ends[2];
  if (pipe(ends) != 0) return SQLITE_ERROR;
  pid_t child = fork();
  if (child == 0) subscribe_in_process(path, count, ends[1]);
  close(ends[1]);
  char byte;
  int code = child > 0 && read(ends[0], &byte, 1) == 1 ? SQLITE_OK : SQLITE_ERROR;
  for (int64_t index = 0; index < count && code == SQLITE_OK; index++) {
    code = insert_in_one_commit(yardstick, 1);
    int64_t committed_at = now();
    if (code == SQLITE_OK && read(ends[0], &byte, 1) != 1) code = SQLITE_ERROR;
    nanoseconds[index] = now() - committed_at;
  }
  close(ends[0]);
  if (child > 0) waitpid(child, NULL, 0);
  return code;
}

// ---- A process for an append

int yardstick_append_in_process(const char *path, int64_t position) {
  pid_t child = fork();
  if (child == 0) {
    yardstick *opened = yardstick_open(path, 2, 1);
    if (opened == NULL) _exit(1);
    opened->position = position - 1;
    opened->versions[0] = position - 1;
    opened->random += (uint64_t)position;
    int code = insert_in_one_commit(opened, 1);
    yardstick_close(opened);
    _exit(code != SQLITE_OK);
  }
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}
