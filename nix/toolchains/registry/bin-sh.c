/*
 * Programs that have "/bin/sh" compiled in (ninja, perl, Python's system(), …) run the shell of the
 * build instead: the sandbox has no /bin/sh. Loaded before libc as the first needed library of each
 * program that build-tools.sh patches; SHELL_DIRECTORY is the pinned shell's bin/.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const char *pinned(const char *path) {
    if (path && strcmp(path, "/bin/sh") == 0)
        return SHELL_DIRECTORY "/sh";
    if (path && strcmp(path, "/usr/bin/env") == 0)
        return SHELL_DIRECTORY "/env";
    return path;
}

/* libc's own, looked up once: after vfork() is no time for dlsym(). */
#define NEXT(name) static __typeof__(name) *next_##name
NEXT(execve);
NEXT(execvp);
NEXT(execvpe);
NEXT(posix_spawn);
NEXT(posix_spawnp);

__attribute__((constructor)) static void find_next(void) {
    next_execve = (__typeof__(next_execve))dlsym(RTLD_NEXT, "execve");
    next_execvp = (__typeof__(next_execvp))dlsym(RTLD_NEXT, "execvp");
    next_execvpe = (__typeof__(next_execvpe))dlsym(RTLD_NEXT, "execvpe");
    next_posix_spawn = (__typeof__(next_posix_spawn))dlsym(RTLD_NEXT, "posix_spawn");
    next_posix_spawnp = (__typeof__(next_posix_spawnp))dlsym(RTLD_NEXT, "posix_spawnp");
}

int execve(const char *path, char *const argv[], char *const environment[]) {
    return next_execve(pinned(path), argv, environment);
}

int execv(const char *path, char *const argv[]) {
    return next_execve(pinned(path), argv, environ);
}

int execvp(const char *file, char *const argv[]) {
    return next_execvp(pinned(file), argv);
}

int execvpe(const char *file, char *const argv[], char *const environment[]) {
    return next_execvpe(pinned(file), argv, environment);
}

int execl(const char *path, const char *first, ...) {
    va_list rest;
    int count = 1;
    va_start(rest, first);
    while (va_arg(rest, const char *))
        count++;
    va_end(rest);
    char *argv[count + 1];
    argv[0] = (char *)first;
    va_start(rest, first);
    for (int i = 1; i <= count; i++)
        argv[i] = va_arg(rest, char *);
    va_end(rest);
    return next_execve(pinned(path), argv, environ);
}

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const argv[], char *const environment[]) {
    return next_posix_spawn(pid, pinned(path), actions, attributes, argv, environment);
}

int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const argv[], char *const environment[]) {
    return next_posix_spawnp(pid, pinned(file), actions, attributes, argv, environment);
}

/* As POSIX has it: the caller ignores SIGINT and SIGQUIT and blocks SIGCHLD, the child does not. */
int system(const char *command) {
    if (!command)
        return 1;

    struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, quit;
    sigset_t child, before, defaults;
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    sigemptyset(&defaults);
    if (interrupt.sa_handler != SIG_IGN)
        sigaddset(&defaults, SIGINT);
    if (quit.sa_handler != SIG_IGN)
        sigaddset(&defaults, SIGQUIT);

    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &before);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    char *argv[] = {"sh", "-c", (char *)command, NULL};
    pid_t pid;
    int status = -1;
    int failure = posix_spawn(&pid, "/bin/sh", NULL, &attributes, argv, environ);
    if (failure)
        status = 127 << 8;
    else
        while (waitpid(pid, &status, 0) < 0)
            if (errno != EINTR) {
                status = -1;
                break;
            }

    posix_spawnattr_destroy(&attributes);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return status;
}
