/* What the C library of the target says of itself; wchar_t is two bytes on Windows alone. */
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { PLATFORM_WCHAR_SIZE = sizeof(wchar_t), PLATFORM_PATH_MAX = FILENAME_MAX };

#if defined(__GLIBC__)
enum { PLATFORM_GLIBC_MINOR = __GLIBC_MINOR__ };
#else
enum { PLATFORM_GLIBC_MINOR = 0 };
#endif

typedef struct {
    uint64_t bytes;
    FILE *file;
} platform_stream;
