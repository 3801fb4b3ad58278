/*
 * Tells Zig's cache which inodes Zig's own files have in this store: zig-inodes LIB MANIFEST…
 * A file that is not below LIB after all gets inode 0: with an empty LIB all of them do, and
 * manifests are those of no store.
 *
 * A manifest of the cache (a file of h/) lists the files that something was made of, each with size,
 * inode and time of modification. Zig takes a file with another inode for a changed one, although
 * its bytes are the same: so it is in every store that got Zig or its cache by copying. Size and
 * time are the same in all stores, and are left alone.
 *
 * The format is Zig 0.17's (lib/std/Build/Cache.zig), little-endian: entries of size (u64), inode
 * (u64), time (i64, nanoseconds), digest (16 bytes), prefix (u8), path and NUL; then one NUL.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The prefix of files below Zig's lib directory. */
enum { LIB_PREFIX = 4 };
enum { INODE = 8, PREFIX = 40, PATH = 41 };

static int wrong(const char *manifest, const char *why) {
    fprintf(stderr, "zig-inodes: %s: %s\n", manifest, why);
    return 1;
}

/* 0 if all entries were understood. */
static int mend(int lib, const char *manifest, unsigned char *bytes, size_t length) {
    size_t at = 0;
    while (length - at > 1) {
        if (length - at <= PATH)
            return wrong(manifest, "an entry is cut off");
        const char *path = (const char *)bytes + at + PATH;
        size_t left = length - at - PATH;
        size_t size = strnlen(path, left);
        if (size == left || size >= PATH_MAX || size == 0)
            return wrong(manifest, "an entry has no path");
        struct stat found;
        if (bytes[at + PREFIX] == LIB_PREFIX) {
            uint64_t inode = fstatat(lib, path, &found, 0) == 0 ? found.st_ino : 0;
            for (int byte = 0; byte < 8; byte++)
                bytes[at + INODE + byte] = (unsigned char)(inode >> (8 * byte));
        }
        at += PATH + size + 1;
    }
    return length - at == 1 && bytes[at] == 0 ? 0 : wrong(manifest, "it does not end as manifests do");
}

static int mend_file(int lib, const char *manifest) {
    int file = open(manifest, O_RDWR | O_CLOEXEC);
    struct stat found;
    if (file < 0 || fstat(file, &found) != 0)
        return wrong(manifest, strerror(errno));
    int status = 0;
    if (found.st_size > 0) {
        size_t length = (size_t)found.st_size;
        unsigned char *bytes = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (bytes == MAP_FAILED) {
            status = wrong(manifest, strerror(errno));
        } else {
            status = mend(lib, manifest, bytes, length);
            munmap(bytes, length);
        }
    }
    close(file);
    return status;
}

int main(int count, char **words) {
    if (count < 2)
        return wrong("usage", "zig-inodes LIB MANIFEST...");
    int lib = open(words[1], O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (lib < 0)
        return wrong(words[1], strerror(errno));
    int status = 0;
    for (int word = 2; word < count; word++)
        status |= mend_file(lib, words[word]);
    return status;
}
