// A C face of libphonenumber: one call, no allocation that the caller would have to free, no exception that gets out.

#ifndef CUSTOMARY_CPHONENUMBER_H
#define CUSTOMARY_CPHONENUMBER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What became of a number.
enum {
    /// The number is of an assigned range.
    CPHONE_VALID = 0,
    /// The length is right, the range is not known to the library.
    CPHONE_POSSIBLE = 1,
    /// A subscriber's number without its area code.
    CPHONE_LOCAL_ONLY = 2,
    CPHONE_TOO_SHORT = 3,
    CPHONE_TOO_LONG = 4,
    /// Neither a country code nor a default country.
    CPHONE_NO_COUNTRY = 5,
    CPHONE_NOT_A_NUMBER = 6,
    /// The library failed; nothing is known of the number.
    CPHONE_FAILED = 7
};

/// What kind of line a number belongs to.
enum {
    CPHONE_KIND_UNKNOWN = 0,
    CPHONE_KIND_FIXED = 1,
    CPHONE_KIND_MOBILE = 2,
    CPHONE_KIND_FIXED_OR_MOBILE = 3,
    CPHONE_KIND_TOLL_FREE = 4,
    CPHONE_KIND_SERVICE = 5,
    CPHONE_KIND_VOIP = 6
};

struct cphone_result {
    uint8_t status;
    uint8_t kind;
    uint8_t e164_length;
    uint8_t extension_length;
    /// The region's two letters, or two zero bytes where it is not known.
    char region[2];
    char e164[24];
    char extension[24];
};

/// Reads `length` bytes of UTF-8 at `text`, with the two letters at `region` as default country (or NULL).
/// Safe to call from several threads.
void cphone_parse(const char *text, size_t length, const char *region, struct cphone_result *result);

#ifdef __cplusplus
}
#endif

#endif
