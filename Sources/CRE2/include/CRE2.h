// A C face of RE2: patterns that take time in proportion to the text, with a limit on memory.

#ifndef CUSTOMARY_CRE2_H
#define CUSTOMARY_CRE2_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_pattern cre2_pattern;

/// A group's place in the text; start is -1 where the group took no part.
struct cre2_range {
    ptrdiff_t start;
    ptrdiff_t end;
};

/// Called with pieces of a replacement's result.
typedef void (*cre2_sink)(void *context, const char *bytes, size_t length);

/// Compiles a pattern of `length` bytes. Returns NULL and a message (at most `capacity` bytes with its zero) where it is wrong.
cre2_pattern *cre2_compile(const char *text, size_t length, int ignores_case, int64_t memory, char *message, size_t capacity);

void cre2_free(cre2_pattern *pattern);

/// How many groups the pattern has, the whole match not counted.
int cre2_group_count(const cre2_pattern *pattern);

/// The number of the named group, or -1.
int cre2_group_named(const cre2_pattern *pattern, const char *name, size_t length);

/// Looks for the first match from `from` on. `whole`: only a match of all of the text counts. Fills `count` ranges, the whole
/// match first. Returns 1 for a match, 0 for none, -1 where the library failed. Safe to call from several threads.
int cre2_match(const cre2_pattern *pattern, const char *text, size_t length, size_t from, int whole, struct cre2_range *ranges,
               int count);

/// Whether `replacement` (with `\0` to `\9` for groups) fits the pattern; writes a message where it does not.
int cre2_check_replacement(const cre2_pattern *pattern, const char *replacement, size_t length, char *message, size_t capacity);

/// Replaces every match and hands the result to `sink` in one piece. Returns how many were replaced, -1 where the library failed or
/// the result would pass `limit` bytes.
long cre2_replace(const cre2_pattern *pattern, const char *text, size_t length, const char *replacement, size_t replacement_length,
                  size_t limit, cre2_sink sink, void *context);

#ifdef __cplusplus
}
#endif

#endif
