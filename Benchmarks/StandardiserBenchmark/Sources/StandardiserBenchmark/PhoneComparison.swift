import Text

/// Reads every number by the tables and by the library alone, and says where they differ.
struct PhoneComparison {
    func run() {
        let lines = Lines().map { line in
            let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            return (CountryCode(String(parts[0])), parts.count > 1 ? String(parts[1]) : "")
        }
        // Every thousandth of a second counts: no memory, so that every number is judged.
        let fast = PhoneStandardiser(capacity: 1)
        let library = PhoneStandardiser(capacity: 1, asksLibraryAlways: true)
        _ = fast.read("+49 4131 5550188", country: nil)
        _ = library.read("+49 4131 5550188", country: nil)
        var began = processorSeconds()
        let ours = lines.map { fast.read($0.1, country: $0.0) }
        let fastSeconds = processorSeconds() - began
        began = processorSeconds()
        let theirs = lines.map { library.read($0.1, country: $0.0) }
        let librarySeconds = processorSeconds() - began
        var differences = 0
        var valid = 0
        var doubtful = 0
        for (index, reading) in ours.enumerated() {
            if reading.verdict.isDoubtful {
                doubtful += 1
            } else if !reading.verdict.isInvalid {
                valid += 1
            }
            guard reading != theirs[index] else { continue }
            differences += 1
            if differences <= 20 {
                print("DIFFERS \(lines[index]): tables \(brief(reading)), library \(brief(theirs[index]))")
            }
        }
        print(
            """
            {"numbers": \(lines.count), "differences": \(differences), "valid": \(valid), "doubtful": \(doubtful), \
            "fast_seconds": \(fastSeconds), "library_seconds": \(librarySeconds)}
            """)
    }

    private func brief(_ reading: PhoneReading) -> String {
        reading.numbers.map {
            "\(String(decoding: $0.e164, as: UTF8.self)) \($0.kind) \($0.country?.description ?? "-") \($0.verdict)"
        }.joined(separator: "; ")
    }
}
