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

/// The descriptions of a region's numbers, in the order in which the library asks them.
enum {
    CPHONE_DESC_GENERAL = 0,
    CPHONE_DESC_PREMIUM = 1,
    CPHONE_DESC_TOLL_FREE = 2,
    CPHONE_DESC_SHARED_COST = 3,
    CPHONE_DESC_VOIP = 4,
    CPHONE_DESC_PERSONAL = 5,
    CPHONE_DESC_PAGER = 6,
    CPHONE_DESC_UAN = 7,
    CPHONE_DESC_VOICEMAIL = 8,
    CPHONE_DESC_FIXED = 9,
    CPHONE_DESC_MOBILE = 10,
    CPHONE_DESC_COUNT = 11
};

/// Which national numbers one description takes. The text lives as long as the process.
struct cphone_description {
    /// A regular expression over digits; empty where no number fits.
    const char *pattern;
    /// A bit for each length that is possible; 0 where the description does not say, bit 31 alone for none.
    uint32_t lengths;
    /// A bit for each length that is possible only inside an area.
    uint32_t local_lengths;
};

/// What the library's own tables say of a region's numbers. The texts live as long as the process.
struct cphone_region {
    char region[2];
    uint8_t is_main;
    /// Whether landlines and mobile phones share one pattern.
    uint8_t is_fixed_or_mobile;
    uint8_t has_transform;
    uint16_t calling_code;
    const char *leading_digits;
    const char *national_prefix;
    const char *international_prefix;
    struct cphone_description descriptions[CPHONE_DESC_COUNT];
};

/// How many regions the installed library's tables have; 0 where the library does not lend them.
size_t cphone_region_count(void);

/// Fills `region` with the region at `index`, in the library's order. False where there is none, or where the entry is
/// not for a country.
int cphone_region_at(size_t index, struct cphone_region *region);

#ifdef __cplusplus
}
#endif

#endif
