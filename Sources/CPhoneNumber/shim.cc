#include "CPhoneNumber.h"

#include <cstring>
#include <string>

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

template <size_t capacity>
uint8_t copy(const std::string &text, char (&out)[capacity]) {
    if (text.size() > capacity) return 0;
    std::memcpy(out, text.data(), text.size());
    return static_cast<uint8_t>(text.size());
}

uint8_t kindOf(PhoneNumberUtil::PhoneNumberType type) {
    switch (type) {
        case PhoneNumberUtil::FIXED_LINE: return CPHONE_KIND_FIXED;
        case PhoneNumberUtil::MOBILE: return CPHONE_KIND_MOBILE;
        case PhoneNumberUtil::FIXED_LINE_OR_MOBILE: return CPHONE_KIND_FIXED_OR_MOBILE;
        case PhoneNumberUtil::TOLL_FREE: return CPHONE_KIND_TOLL_FREE;
        case PhoneNumberUtil::PREMIUM_RATE:
        case PhoneNumberUtil::SHARED_COST:
        case PhoneNumberUtil::UAN:
        case PhoneNumberUtil::PAGER:
        case PhoneNumberUtil::VOICEMAIL: return CPHONE_KIND_SERVICE;
        case PhoneNumberUtil::VOIP:
        case PhoneNumberUtil::PERSONAL_NUMBER: return CPHONE_KIND_VOIP;
        default: return CPHONE_KIND_UNKNOWN;
    }
}

void parse(const std::string &text, const std::string &region, cphone_result *result) {
    static const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    switch (util->Parse(text, region, &number)) {
        case PhoneNumberUtil::NO_PARSING_ERROR: break;
        case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR: result->status = CPHONE_NO_COUNTRY; return;
        case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
        case PhoneNumberUtil::TOO_SHORT_NSN: result->status = CPHONE_TOO_SHORT; return;
        case PhoneNumberUtil::TOO_LONG_NSN: result->status = CPHONE_TOO_LONG; return;
        default: result->status = CPHONE_NOT_A_NUMBER; return;
    }
    // A number is valid where its type is known: asking for both would search the ranges twice.
    const auto type = util->GetNumberType(number);
    if (type != PhoneNumberUtil::UNKNOWN) {
        result->status = CPHONE_VALID;
    } else {
        switch (util->IsPossibleNumberWithReason(number)) {
            case PhoneNumberUtil::IS_POSSIBLE: result->status = CPHONE_POSSIBLE; break;
            case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY: result->status = CPHONE_LOCAL_ONLY; break;
            case PhoneNumberUtil::TOO_SHORT: result->status = CPHONE_TOO_SHORT; return;
            case PhoneNumberUtil::INVALID_LENGTH:
            case PhoneNumberUtil::TOO_LONG: result->status = CPHONE_TOO_LONG; return;
            default: result->status = CPHONE_NO_COUNTRY; return;
        }
    }
    std::string formatted;
    util->Format(number, PhoneNumberUtil::E164, &formatted);
    result->e164_length = copy(formatted, result->e164);
    if (number.has_extension()) result->extension_length = copy(number.extension(), result->extension);
    std::string code;
    util->GetRegionCodeForNumber(number, &code);
    // A range that is not assigned has no region of its own: the main one of its country code is meant.
    if (code.size() != 2 || code == "ZZ") util->GetRegionCodeForCountryCode(number.country_code(), &code);
    if (code.size() == 2 && code != "ZZ") std::memcpy(result->region, code.data(), 2);
    result->kind = kindOf(type);
}

}  // namespace

void cphone_parse(const char *text, size_t length, const char *region, cphone_result *result) {
    std::memset(result, 0, sizeof *result);
    try {
        parse(std::string(text, length), region ? std::string(region, 2) : std::string("ZZ"), result);
    } catch (...) {
        std::memset(result, 0, sizeof *result);
        result->status = CPHONE_FAILED;
    }
}
