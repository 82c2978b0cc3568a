// The library's own tables of number ranges, as it was built with them: whoever reads them agrees with the library.

#include "CPhoneNumber.h"

#include <cstring>

#include <phonenumbers/phonemetadata.pb.h>

namespace i18n {
namespace phonenumbers {
// Exported by the library, without a header that is installed. Weak, so that a library without them still links.
int metadata_size() __attribute__((weak));
const void *metadata_get() __attribute__((weak));
}  // namespace phonenumbers
}  // namespace i18n

namespace {

using i18n::phonenumbers::PhoneMetadata;
using i18n::phonenumbers::PhoneMetadataCollection;
using i18n::phonenumbers::PhoneNumberDesc;

/// Read once and never freed, since its texts are lent out.
const PhoneMetadataCollection &tables() {
    static const PhoneMetadataCollection *read = [] {
        auto *collection = new PhoneMetadataCollection();
        if (i18n::phonenumbers::metadata_size && i18n::phonenumbers::metadata_get) {
            const int size = i18n::phonenumbers::metadata_size();
            if (!collection->ParseFromArray(i18n::phonenumbers::metadata_get(), size)) collection->Clear();
        }
        return collection;
    }();
    return *read;
}

template <typename Lengths>
uint32_t mask(const Lengths &lengths) {
    uint32_t bits = 0;
    for (const int length : lengths) bits |= length < 0 || length > 30 ? 1u << 31 : 1u << length;
    return bits;
}

cphone_description describe(const PhoneNumberDesc &description) {
    return {description.national_number_pattern().c_str(), mask(description.possible_length()),
            mask(description.possible_length_local_only())};
}

}  // namespace

size_t cphone_region_count(void) {
    try {
        return static_cast<size_t>(tables().metadata_size());
    } catch (...) {
        return 0;
    }
}

int cphone_region_at(size_t index, cphone_region *region) {
    std::memset(region, 0, sizeof *region);
    if (index >= cphone_region_count()) return 0;
    const PhoneMetadata &entry = tables().metadata(static_cast<int>(index));
    if (entry.id().size() != 2 || entry.country_code() <= 0 || entry.country_code() > 999) return 0;
    std::memcpy(region->region, entry.id().data(), 2);
    region->calling_code = static_cast<uint16_t>(entry.country_code());
    region->is_main = entry.main_country_for_code();
    region->is_fixed_or_mobile = entry.same_mobile_and_fixed_line_pattern();
    region->has_transform = !entry.national_prefix_transform_rule().empty();
    region->leading_digits = entry.leading_digits().c_str();
    region->national_prefix = entry.national_prefix_for_parsing().c_str();
    region->international_prefix = entry.international_prefix().c_str();
    auto *out = region->descriptions;
    out[CPHONE_DESC_GENERAL] = describe(entry.general_desc());
    out[CPHONE_DESC_PREMIUM] = describe(entry.premium_rate());
    out[CPHONE_DESC_TOLL_FREE] = describe(entry.toll_free());
    out[CPHONE_DESC_SHARED_COST] = describe(entry.shared_cost());
    out[CPHONE_DESC_VOIP] = describe(entry.voip());
    out[CPHONE_DESC_PERSONAL] = describe(entry.personal_number());
    out[CPHONE_DESC_PAGER] = describe(entry.pager());
    out[CPHONE_DESC_UAN] = describe(entry.uan());
    out[CPHONE_DESC_VOICEMAIL] = describe(entry.voicemail());
    out[CPHONE_DESC_FIXED] = describe(entry.fixed_line());
    out[CPHONE_DESC_MOBILE] = describe(entry.mobile());
    return 1;
}
