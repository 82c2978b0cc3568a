import Records

/// Who may be written to by e-mail: the latest explicit word per address decides, a do-not-contact entry beats all, and
/// what is unclear means no.
struct Mailability {
    /// Addresses with an opt-in, and those of them that may be written to.
    let counts: (optedIn: Int, mailable: Int)
    /// Addresses by the word that counts for them: `opt_in`, `opt_out`, `do_not_contact` …
    let statuses: [(status: String, addresses: Int)]

    init(_ assembly: MasterAssembly) {
        let table = assembly.records[.consents]
        func place(_ name: String) -> Int { CustomerModel.fieldIndex(name, of: .consents) ?? 0 }
        let (channel, address, status, when) = (
            place("channel"), place("address"), place("status"), place("occurred_at")
        )
        var latest: [[UInt8]: (when: [UInt8], status: String)] = [:]
        var optedIn: Set<[UInt8]> = []
        var blocked: Set<[UInt8]> = []
        for record in 0..<table.count {
            let kind = table.value(record, channel)
            guard kind.isEmpty || kind.elementsEqual("email".utf8) else { continue }
            let key = Array(String(decoding: table.value(record, address), as: UTF8.self).lowercased().utf8)
            let word = String(decoding: table.value(record, status), as: UTF8.self)
            if key.isEmpty || word.isEmpty || word == "unknown" { continue }
            if word == "do_not_contact" {
                blocked.insert(key)
                continue
            }
            if word == "opt_in" { optedIn.insert(key) }
            let time = Array(table.value(record, when))
            // Two words of the same moment, or without one: the opt-out counts.
            if let known = latest[key],
                time.lexicographicallyPrecedes(known.when) || (time == known.when && known.status != "opt_in")
            {
                continue
            }
            latest[key] = (time, word)
        }
        var words: [String: Int] = [:]
        for (key, last) in latest where !blocked.contains(key) { words[last.status, default: 0] += 1 }
        if !blocked.isEmpty { words["do_not_contact"] = blocked.count }
        statuses = words.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        counts = (optedIn.count, latest.count { $0.value.status == "opt_in" && !blocked.contains($0.key) })
    }
}
