import CPhoneNumber

/// What the installed libphonenumber's own tables say of one region's numbers.
struct PhoneRegion: Sendable {
    /// Which numbers are possible.
    struct Description: Sendable {
        /// A regular expression; empty where no number fits.
        var pattern: [UInt8]
        /// A bit for each length; 0 where nothing is said.
        var lengths: UInt32
    }

    var country: CountryCode
    var callingCode: Int
    /// In the library's order: general, then the kinds in the order in which they are asked.
    var descriptions: [Description]
    /// A bit for each length that is possible only inside an area.
    var localLengths: UInt32
    /// Landlines and mobile phones share one pattern.
    var isFixedOrMobile: Bool
    /// What stands in front is rewritten, not only taken away.
    var hasTransform: Bool
    var leadingDigits: [UInt8]
    var nationalPrefix: [UInt8]
    var internationalPrefix: [UInt8]
}

/// The regions of the installed libphonenumber, read from the library once.
struct PhoneTables: Sendable {
    /// Every region; a calling code's main region comes first of its regions.
    private(set) var regions: [PhoneRegion] = []
    /// Indices into `regions`, by calling code.
    private(set) var byCallingCode: [Int: [Int]] = [:]
    /// Indices into `regions`.
    private(set) var byCountry: [CountryCode: Int] = [:]

    static let installed = PhoneTables()

    private init() {
        for index in 0..<cphone_region_count() {
            var entry = cphone_region()
            guard cphone_region_at(index, &entry) != 0,
                let country = withUnsafeBytes(of: entry.region, { CountryCode($0) })
            else { continue }
            let descriptions = withUnsafeBytes(of: entry.descriptions) {
                $0.bindMemory(to: cphone_description.self).map {
                    PhoneRegion.Description(pattern: Self.bytes($0.pattern), lengths: $0.lengths)
                }
            }
            let code = Int(entry.calling_code)
            byCountry[country] = regions.count
            if entry.is_main != 0 {
                byCallingCode[code, default: []].insert(regions.count, at: 0)
            } else {
                byCallingCode[code, default: []].append(regions.count)
            }
            regions.append(
                PhoneRegion(
                    country: country, callingCode: code, descriptions: descriptions,
                    localLengths: entry.descriptions.0.local_lengths,
                    isFixedOrMobile: entry.is_fixed_or_mobile != 0, hasTransform: entry.has_transform != 0,
                    leadingDigits: Self.bytes(entry.leading_digits), nationalPrefix: Self.bytes(entry.national_prefix),
                    internationalPrefix: Self.bytes(entry.international_prefix)))
        }
    }

    private static func bytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
        guard let text else { return [] }
        var out: [UInt8] = []
        var at = 0
        while text[at] != 0 {
            out.append(UInt8(bitPattern: text[at]))
            at += 1
        }
        return out
    }
}
