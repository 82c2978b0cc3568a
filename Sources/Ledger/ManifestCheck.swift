internal import Digest
internal import Glibc

/// Checks a manifest line by line, in order: chain, seals, count and signature.
///
/// What it knows after a line depends on the bytes up to there only: a check that was copied before a line can go on
/// with any other continuation. The first line that isn't as it was written throws.
public struct ManifestCheck: Sendable {
    private let name: String
    private let trusted: [String]
    private var chain: [UInt8] = []
    /// The first line; nil before it was taken.
    private(set) var header: JSON?
    /// The last line; nil before it was taken.
    private(set) var end: JSON?
    private var format = Manifest.format
    private var summary: ManifestSummary?
    /// The lines taken so far; in a fault, the bad one.
    public private(set) var record = 0

    /// Prepares to check a manifest; `name` stands in faults, and the signing key must be a `trusted` one (hex).
    public init(name: String, trusted: [String]) {
        self.name = name
        self.trusted = trusted
    }

    private static let sealBytes = 12
    private static let signatureBytes = 128
    private static let signatureMark = Array("\",\"signature\":\"".utf8)
    private static let changeMark = Array("{\"entity\":\"".utf8)
    private static let ending = Array("\"}".utf8)

    private func bad(_ reason: String) -> LedgerFault { .badManifest(path: name, record: record, reason: reason) }

    /// Takes the next line without its newline; `isWhole` is false when it had none.
    public mutating func take(_ line: ArraySlice<UInt8>, isWhole: Bool = true) throws(LedgerFault) {
        record += 1
        if summary != nil { throw bad("stands after the end") }
        guard isWhole else { throw bad("the line isn't whole; the file was cut") }
        let (body, seal, signature) = try parts(of: line)
        if header == nil {
            try begin(body)
        } else if signature == nil, !body.starts(with: ManifestCheck.changeMark) {
            throw bad("is no change, and the signature that closes a manifest is missing")
        }
        chain = Manifest.advance(chain, body)
        guard seal.elementsEqual(Manifest.seal(chain)) else {
            throw bad("was changed, or a line before it was changed or is missing")
        }
        if let signature { try end(body, signature) }
    }

    /// Takes whole lines and the rest of a file, and ends.
    public mutating func takeAll(_ bytes: ArraySlice<UInt8>) throws(LedgerFault) -> ManifestSummary {
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let length = bytes.withUnsafeBytes { all -> Int? in
                guard let base = all.baseAddress else { return nil }
                let from = base + (start - bytes.startIndex)
                return memchr(from, 0x0A, bytes.endIndex - start).map { UnsafeRawPointer($0) - from }
            }
            let end = length.map { start + $0 } ?? bytes.endIndex
            try take(bytes[start..<end], isWhole: length != nil)
            start = end + 1
        }
        return try finish()
    }

    /// The end of the file: what the manifest says of itself.
    public func finish() throws(LedgerFault) -> ManifestSummary {
        if let summary { return summary }
        throw .badManifest(path: name, record: record + 1, reason: "is missing; the file was cut before its end")
    }

    private mutating func begin(_ body: ArraySlice<UInt8>) throws(LedgerFault) {
        guard let value = JSON(canonical: Array(body) + [0x7D]) else { throw bad("isn't what was written") }
        guard let format = value["format"]?.text, [Manifest.format, Manifest.rebuiltFormat].contains(format),
            let database = value["database"]?.text, let previous = value["previous"]?.text
        else { throw bad("isn't the beginning of a manifest of this version") }
        header = value
        self.format = format
        chain = Manifest.begin(database, previous, format: format)
    }

    private mutating func end(_ body: ArraySlice<UInt8>, _ signature: ArraySlice<UInt8>) throws(LedgerFault) {
        guard let header, let publicKey = header["key"]?.text,
            let value = JSON(canonical: Array(body) + [0x7D]), value["end"] == .boolean(true),
            value["records"]?.number == Int64(record - 2)
        else { throw bad("the number of records isn't what was written") }
        guard trusted.contains(publicKey), let key = Hex.decode(publicKey.utf8), let signed = Hex.decode(signature),
            let verifier = try? VerifyingKey(key),
            verifier.isValid(signed, for: Manifest.message(chain, format: format))
        else { throw bad("the signature isn't that of a key which this database knows") }
        end = value
        summary = ManifestSummary(
            batch: header["batch"]?.text ?? "", database: header["database"]?.text ?? "", records: record - 2,
            root: Hex.encode(chain), previousRoot: header["previous"]?.text ?? "", publicKey: publicKey,
            signature: String(decoding: signature, as: UTF8.self), lostRoot: header["lost_root"]?.text ?? "",
            lostImages: Int(value["lost"]?.number ?? 0))
    }

    /// Splits a line into what the chain covers, the seal, and for the last line the signature.
    private func parts(of line: ArraySlice<UInt8>) throws(LedgerFault) -> (
        body: ArraySlice<UInt8>, seal: ArraySlice<UInt8>, signature: ArraySlice<UInt8>?
    ) {
        // A seal is 12 characters, a signature 128; both stand at the end.
        let mark = Manifest.sealMark
        let short = line.count - mark.count - ManifestCheck.sealBytes - ManifestCheck.ending.count
        guard short > 0, line.suffix(2).elementsEqual(ManifestCheck.ending) else { throw bad("isn't what was written") }
        let start = line.startIndex + short
        if line[start...].starts(with: mark) {
            return (line[..<start], line.suffix(14).prefix(ManifestCheck.sealBytes), nil)
        }
        let long = short - ManifestCheck.signatureMark.count - ManifestCheck.signatureBytes
        guard long > 0 else { throw bad("isn't what was written") }
        let from = line.startIndex + long
        let sealAt = from + mark.count
        guard line[from...].starts(with: mark),
            line[(sealAt + ManifestCheck.sealBytes)...].starts(with: ManifestCheck.signatureMark)
        else { throw bad("isn't what was written") }
        return (
            line[..<from], line[sealAt..<(sealAt + ManifestCheck.sealBytes)],
            line.suffix(ManifestCheck.signatureBytes + 2).prefix(ManifestCheck.signatureBytes)
        )
    }
}
