// Loaded before the program (LD_PRELOAD): sees every change that it makes to files under FAULT_DIR, and can record them,
// fail one or all from one on, or kill the process at one.
//
//   FAULT_DIR     the folder; only changes below it count
//   FAULT_SKIP    paths that hold this text don't count
//   FAULT_LOG     every change is appended to this file, with its bytes (see powerloss.py)
//   FAULT_COUNT   the number of changes is written to this file when the process ends by itself
//   FAULT_AT      the number of the change that something happens at, from 1; "signal": the first one after SIGUSR2,
//                 "signal:2": the second
//   FAULT_OPS     only changes of these kinds count: W write, F truncate, S sync, C create, U remove, R rename, D folder
//   FAULT_DO      kill (before it), tear (a write is done by half, then kill), after (kill after it), eio, enospc
//   FAULT_STICKY  every later change fails as well
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define LONGEST (2 * PATH_MAX)

enum { NONE, KILL, TEAR, AFTER, FAIL };
#define DESCRIPTORS 4096

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *names[DESCRIPTORS];
static char folder[PATH_MAX];
static const char *skip;
static const char *kinds;
static int record_to = -1;
static const char *count_to;
static long counted;
static long at;
static int action = NONE;
static int failure = EIO;
static int sticky;
static volatile sig_atomic_t armed;
static long after_signal = 1;
static volatile sig_atomic_t failing;
static int ready;

static void arm(int number) { (void)number; armed = 1; }

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("FAULT_DIR");
    if (!text || !*text || ready) return;
    ready = 1;
    snprintf(folder, sizeof folder, "%s/", text);
    skip = getenv("FAULT_SKIP");
    kinds = getenv("FAULT_OPS");
    count_to = getenv("FAULT_COUNT");
    text = getenv("FAULT_LOG");
    if (text) record_to = syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    text = getenv("FAULT_DO");
    if (text) {
        action = !strcmp(text, "kill") ? KILL : !strcmp(text, "tear") ? TEAR : !strcmp(text, "after") ? AFTER : FAIL;
        failure = !strcmp(text, "enospc") ? ENOSPC : EIO;
    }
    sticky = getenv("FAULT_STICKY") != NULL;
    text = getenv("FAULT_AT");
    if (text && !strncmp(text, "signal", 6)) {
        if (text[6] == ':') after_signal = atol(text + 7);
        struct sigaction catching;
        memset(&catching, 0, sizeof catching);
        catching.sa_handler = arm;
        sigaction(SIGUSR2, &catching, NULL);
    } else if (text) {
        at = atol(text);
    }
}

__attribute__((destructor)) static void end(void) {
    if (!count_to) return;
    char text[32];
    int length = snprintf(text, sizeof text, "%ld", counted);
    int file = syscall(SYS_openat, AT_FDCWD, count_to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file >= 0) {
        syscall(SYS_write, file, text, length);
        syscall(SYS_close, file);
    }
}

static int counts(const char *path) {
    if (!ready || !path || strncmp(path, folder, strlen(folder))) return 0;
    size_t length = strlen(path);
    // Shared memory of SQLite and lock files hold nothing that lasts.
    if (length > 4 && !strcmp(path + length - 4, "-shm")) return 0;
    if (length > 5 && !strcmp(path + length - 5, "/lock")) return 0;
    return !(skip && *skip && strstr(path, skip));
}

static const char *name_of(int descriptor) {
    return descriptor >= 0 && descriptor < DESCRIPTORS ? names[descriptor] : NULL;
}

// What is to happen at this change: 0 go on, 1 fail, 2 by half and die, 3 die afterwards. Dies by itself where it is to.
static int meet(char kind) {
    if (failing) {
        errno = failure;
        return 1;
    }
    if (kinds && !strchr(kinds, kind)) return 0;
    counted++;
    int now = (at && counted == at) || (armed && --after_signal == 0);
    if (!now || action == NONE) return 0;
    armed = 0;
    at = 0;
    if (action == KILL) raise(SIGKILL);
    if (action == TEAR) return 2;
    if (action == AFTER) return 3;
    if (sticky) failing = 1;
    errno = failure;
    return 1;
}

static void note(char kind, const char *path, int64_t offset, const void *bytes, uint32_t length) {
    if (record_to < 0) return;
    uint16_t size = strlen(path);
    size_t total = 15 + size + length;
    char *line = malloc(total);
    if (!line) return;
    line[0] = kind;
    memcpy(line + 1, &size, 2);
    memcpy(line + 3, &offset, 8);
    memcpy(line + 11, &length, 4);
    memcpy(line + 15, path, size);
    if (length) memcpy(line + 15 + size, bytes, length);
    for (size_t done = 0; done < total;) {
        long written = syscall(SYS_write, record_to, line + done, total - done);
        if (written <= 0) break;
        done += written;
    }
    free(line);
}

#define NEXT(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define LOCKED pthread_mutex_lock(&lock)
#define UNLOCKED do { int code_ = errno; pthread_mutex_unlock(&lock); errno = code_; } while (0)

static const char *whole(const char *path, char *room) {
    if (path[0] == '/') return path;
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here)) return path;
    snprintf(room, LONGEST, "%s/%s", here, path);
    return room;
}

static int opened(int descriptor, const char *path) {
    if (descriptor < 0 || descriptor >= DESCRIPTORS) return descriptor;
    free(names[descriptor]);
    names[descriptor] = counts(path) || (ready && !strncmp(path, folder, strlen(folder) - 1) && path[strlen(folder) - 1] == 0)
        ? strdup(path) : NULL;
    return descriptor;
}

#define OPENING(call)                                                                                                  \
    char room[LONGEST];                                                                                               \
    const char *full = whole(path, room);                                                                              \
    int mode = 0;                                                                                                      \
    if (flags & (O_CREAT | O_TMPFILE)) {                                                                               \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode = va_arg(rest, int);                                                                                      \
        va_end(rest);                                                                                                  \
    }                                                                                                                  \
    LOCKED;                                                                                                            \
    int todo = 0, fresh = 0;                                                                                           \
    if (counts(full) && (flags & (O_CREAT | O_TRUNC))) {                                                               \
        struct stat found;                                                                                             \
        fresh = (flags & O_CREAT) && stat(full, &found) != 0;                                                          \
        if (fresh || (flags & O_TRUNC)) todo = meet(fresh ? 'C' : 'F');                                                                 \
    }                                                                                                                  \
    if (todo == 1) { UNLOCKED; return -1; }                                                                            \
    int descriptor = call;                                                                                             \
    if (descriptor >= 0 && counts(full)) {                                                                             \
        if (fresh) note('C', full, 0, NULL, 0);                                                                        \
        else if (flags & O_TRUNC) note('F', full, 0, NULL, 0);                                                         \
    }                                                                                                                  \
    opened(descriptor, full);                                                                                          \
    if (todo > 1) raise(SIGKILL);                                                                                      \
    UNLOCKED;                                                                                                          \
    return descriptor;

int open(const char *path, int flags, ...) { NEXT(open); OPENING(real(path, flags, mode)) }
int open64(const char *path, int flags, ...) { NEXT(open64); OPENING(real(path, flags, mode)) }
int openat(int at_folder, const char *path, int flags, ...) {
    NEXT(openat);
    if (at_folder != AT_FDCWD && path[0] != '/') {
        int mode = 0;
        va_list rest;
        va_start(rest, flags);
        if (flags & (O_CREAT | O_TMPFILE)) mode = va_arg(rest, int);
        va_end(rest);
        return real(at_folder, path, flags, mode);
    }
    OPENING(real(at_folder, path, flags, mode))
}

int close(int descriptor) {
    NEXT(close);
    LOCKED;
    if (descriptor >= 0 && descriptor < DESCRIPTORS) {
        free(names[descriptor]);
        names[descriptor] = NULL;
    }
    int result = real(descriptor);
    UNLOCKED;
    return result;
}

#define WRITING(position, call_whole, call_half)                                                                       \
    LOCKED;                                                                                                            \
    const char *name = name_of(descriptor);                                                                            \
    int todo = name ? meet('W') : 0;                                                                                   \
    if (todo == 1) { UNLOCKED; return -1; }                                                                            \
    int64_t place = name ? (int64_t)(position) : 0;                                                                    \
    if (todo == 2) { (void)!(call_half); raise(SIGKILL); }                                                             \
    ssize_t done = call_whole;                                                                                         \
    if (name && done > 0) note('W', name, place, bytes, done);                                                         \
    if (todo == 3) raise(SIGKILL);                                                                                     \
    UNLOCKED;                                                                                                          \
    return done;

ssize_t write(int descriptor, const void *bytes, size_t count) {
    NEXT(write);
    WRITING(lseek(descriptor, 0, SEEK_CUR), real(descriptor, bytes, count), real(descriptor, bytes, count / 2))
}
ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    NEXT(pwrite);
    WRITING(offset, real(descriptor, bytes, count, offset), real(descriptor, bytes, count / 2, offset))
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    NEXT(pwrite64);
    WRITING(offset, real(descriptor, bytes, count, offset), real(descriptor, bytes, count / 2, offset))
}

#define SIMPLE(kind, name_expression, offset, call)                                                                    \
    LOCKED;                                                                                                            \
    const char *name = name_expression;                                                                                \
    int todo = name ? meet(kind) : 0;                                                                                  \
    if (todo == 1) { UNLOCKED; return -1; }                                                                            \
    if (todo == 2) raise(SIGKILL);                                                                                     \
    int result = call;                                                                                                 \
    if (name && result == 0) note(kind, name, offset, NULL, 0);                                                        \
    if (todo == 3) raise(SIGKILL);                                                                                     \
    UNLOCKED;                                                                                                          \
    return result;

int fsync(int descriptor) { NEXT(fsync); SIMPLE('S', name_of(descriptor), 0, real(descriptor)) }
int fdatasync(int descriptor) { NEXT(fdatasync); SIMPLE('S', name_of(descriptor), 0, real(descriptor)) }
int ftruncate(int descriptor, off_t size) { NEXT(ftruncate); SIMPLE('F', name_of(descriptor), size, real(descriptor, size)) }
int ftruncate64(int descriptor, off64_t size) {
    NEXT(ftruncate64);
    SIMPLE('F', name_of(descriptor), size, real(descriptor, size))
}
int unlink(const char *path) {
    NEXT(unlink);
    char room[LONGEST];
    const char *full = whole(path, room);
    SIMPLE('U', counts(full) ? full : NULL, 0, real(path))
}
int mkdir(const char *path, mode_t mode) {
    NEXT(mkdir);
    char room[LONGEST];
    const char *full = whole(path, room);
    struct stat found;
    SIMPLE('D', counts(full) && stat(full, &found) != 0 ? full : NULL, 0, real(path, mode))
}
int rename(const char *from, const char *to) {
    NEXT(rename);
    char room[LONGEST], other[LONGEST];
    const char *old = whole(from, room), *new = whole(to, other);
    LOCKED;
    const char *name = counts(new) ? new : NULL;
    int todo = name ? meet('R') : 0;
    if (todo == 1) { UNLOCKED; return -1; }
    if (todo == 2) raise(SIGKILL);
    int result = real(from, to);
    if (name && result == 0) note('R', old, 0, new, strlen(new));
    if (todo == 3) raise(SIGKILL);
    UNLOCKED;
    return result;
}
