public import CRM
internal import Digest
internal import Records

/// What a manifest says of itself, once it has been verified.
public struct ManifestSummary: Sendable, Equatable {
    /// The batch's id.
    public let batch: String
    /// The id of the database that it belongs to.
    public let database: String
    /// The number of changes.
    public let records: Int
    /// The end of the hash chain, hex.
    public let root: String
    /// The end of the chain of the batch before, hex.
    public let previousRoot: String
    /// The key that signed it, hex.
    public let publicKey: String
    /// Its signature, hex.
    public let signature: String
}

/// The signed record of a batch: a file of canonical JSON lines.
///
/// A header, a line for each change in order, and an end. Every line closes with a `seal`, the first 8 bytes of the
/// hash chain in Base64, so that the first bad line is known. The chain begins with SHA-256 of `customary manifest 1`,
/// the database's id and the previous batch's root as length-prefixed fields; each line takes it to SHA-256 of the
/// chain so far and the line's bytes before `,"seal"`. After the last line it is the root, which is signed with
/// Ed25519.
public enum Manifest {
    static let format = "customary manifest 1"

    static func begin(_ database: String, _ previousRoot: String) -> [UInt8] {
        var hash = SHA256()
        for text in [format, database, previousRoot] { hash.update(field: text) }
        return hash.finalize()
    }

    static func advance(_ chain: [UInt8], _ body: ArraySlice<UInt8>) -> [UInt8] {
        var hash = SHA256()
        hash.update(chain)
        hash.update(body)
        return hash.finalize()
    }

    static func seal(_ chain: [UInt8]) -> [UInt8] { Base64.encode(Array(chain[..<8])) }

    /// What is signed.
    static func message(_ root: [UInt8]) -> [UInt8] { Array(format.utf8) + root }

    static let sealMark = Array(",\"seal\":\"".utf8)
    private static let signatureMark = Array("\",\"signature\":\"".utf8)

    /// Checks chain, seals, count and signature of a manifest file; the signing key must be a `trusted` one (hex).
    ///
    /// Throws an integrity fault that names the first bad record, counted in lines from 1.
    public static func verify(path: String, trusted: [String]) throws(LedgerFault) -> ManifestSummary {
        let reader = try LineReader(path: path)
        var record = 0
        func bad(_ reason: String) -> LedgerFault { .badManifest(path: path, record: record, reason: reason) }
        var header: JSON?
        var chain: [UInt8] = []
        while let (line, whole) = try reader.line() {
            record += 1
            guard whole else { throw bad("the line isn't whole; the file was cut") }
            let body = try body(of: line, bad)
            guard let value = JSON(canonical: Array(body.bytes) + [0x7D]) else { throw bad("isn't what was written") }
            if header == nil {
                guard value["format"]?.text == format, let database = value["database"]?.text,
                    let previous = value["previous"]?.text
                else { throw bad("isn't the beginning of a manifest of this version") }
                header = value
                chain = begin(database, previous)
            } else if value["end"] == nil, value["n"]?.number != Int64(record - 1) {
                throw bad("isn't in its place")
            }
            chain = advance(chain, body.bytes)
            guard body.seal.elementsEqual(seal(chain)) else { throw bad("was changed, or a line before it is missing") }
            guard let signature = body.signature else {
                if value["end"] != nil { throw bad("the signature is missing") }
                continue
            }
            guard let header, let publicKey = header["key"]?.text, value["records"]?.number == Int64(record - 2) else {
                throw bad("the number of records isn't what was written")
            }
            guard trusted.contains(publicKey), let key = Hex.decode(publicKey.utf8),
                let signed = Hex.decode(signature), let verifier = try? VerifyingKey(key),
                verifier.isValid(signed, for: message(chain))
            else { throw bad("the signature isn't that of a key which this database knows") }
            guard try reader.line() == nil else {
                record += 1
                throw bad("stands after the end")
            }
            return ManifestSummary(
                batch: header["batch"]?.text ?? "", database: header["database"]?.text ?? "", records: record - 2,
                root: Hex.encode(chain), previousRoot: header["previous"]?.text ?? "", publicKey: publicKey,
                signature: String(decoding: signature, as: UTF8.self))
        }
        record = 0
        throw bad("the file ends before its end line; it was cut")
    }

    /// The id of the database that an unfinished manifest says it belongs to; nil when it hasn't even a whole first line.
    static func database(path: String) -> String? {
        guard let reader = try? LineReader(path: path), let (line, whole) = try? reader.line(), whole,
            let (bytes, _, _) = try? body(of: line, { .badManifest(path: path, record: 1, reason: $0) })
        else { return nil }
        return JSON(canonical: Array(bytes) + [0x7D])?["database"]?.text
    }

    /// Checks a manifest file as above, and that it is the one that the database's batch row speaks of.
    public static func verify(path: String, on target: any Target) throws -> ManifestSummary {
        try target.withSession(.reading) { session in
            let summary = try verify(path: path, trusted: session.signers())
            func bad(_ reason: String) -> LedgerFault { .badManifest(path: path, record: 1, reason: reason) }
            guard summary.database == (try session.fingerprint().databaseID) else {
                throw bad("belongs to another database")
            }
            let batches = try session.batches()
            guard let index = batches.firstIndex(where: { $0.id == summary.batch }) else {
                throw bad("the database knows no batch \(summary.batch)")
            }
            guard batches[index].manifestRoot == summary.root, batches[index].signature == summary.signature else {
                throw bad("isn't the manifest that batch \(summary.batch) was written with")
            }
            let before = index > 0 ? batches[index - 1].manifestRoot : ""
            guard summary.previousRoot == before else { throw bad("doesn't follow the batch before it") }
            return .rollback(summary)
        }
    }

    /// Splits a line into what the chain covers, the seal, and for the last line the signature.
    private static func body(
        of line: ArraySlice<UInt8>, _ bad: (String) -> LedgerFault
    ) throws(LedgerFault) -> (bytes: ArraySlice<UInt8>, seal: ArraySlice<UInt8>, signature: ArraySlice<UInt8>?) {
        // A seal is 12 characters, a signature 128; both stand at the end.
        let ending = Array("\"}".utf8)
        let short = line.count - sealMark.count - 12 - ending.count
        guard short > 0, line.suffix(2).elementsEqual(ending) else { throw bad("isn't what was written") }
        let start = line.startIndex + short
        if line[start...].starts(with: sealMark) {
            return (line[..<start], line.suffix(14).prefix(12), nil)
        }
        let long = short - signatureMark.count - 128
        guard long > 0 else { throw bad("isn't what was written") }
        let from = line.startIndex + long
        let sealAt = from + sealMark.count
        guard line[from...].starts(with: sealMark), line[(sealAt + 12)...].starts(with: signatureMark) else {
            throw bad("isn't what was written")
        }
        return (line[..<from], line[sealAt..<(sealAt + 12)], line.suffix(130).prefix(128))
    }
}

/// Writes a manifest, line by line, while a batch is being written.
final class ManifestWriter {
    private let file: DurableFile
    private let keys: ProjectKeys
    private var chain: [UInt8]
    private var line: [UInt8] = []
    private var whole: [UInt8] = []
    private static let ending = Array("\"}\n".utf8)
    private(set) var records = 0
    /// The end of the chain, hex, once closed.
    private(set) var root = ""
    /// The signature, hex, once closed.
    private(set) var signature = ""

    init(path: String, header: [String: JSON], database: String, previous: String, keys: ProjectKeys) throws {
        file = try DurableFile(path: path)
        self.keys = keys
        chain = Manifest.begin(database, previous)
        var header = header
        header["format"] = .text(Manifest.format)
        header["database"] = .text(database)
        header["previous"] = .text(previous)
        header["key"] = .text(keys.publicKey)
        try put(JSON.object(header).bytes, closing: [])
    }

    /// Notes a change; `image` is sealed already, and empty for a change that needs none.
    func append(_ entity: Entity, _ id: [UInt8], _ kind: ChangeKind, image: [UInt8]) throws {
        records += 1
        // The members stand in the order of their names, as the canonical form wants it.
        line.removeAll(keepingCapacity: true)
        line.append(contentsOf: "{\"entity\":\"".utf8)
        line.append(contentsOf: entity.table.utf8)
        line.append(contentsOf: "\",\"id\":\"".utf8)
        line.append(contentsOf: id)
        line.append(contentsOf: "\",\"image\":\"".utf8)
        Base64.encode(image, into: &line)
        line.append(contentsOf: "\",\"kind\":\"".utf8)
        line.append(contentsOf: kind.rawValue.utf8)
        line.append(contentsOf: "\",\"n\":".utf8)
        line.append(contentsOf: String(records).utf8)
        line.append(0x7D)
        try put(line, closing: [])
    }

    /// Writes the end, signs it and brings all to the disk; the file still has its unfinished name.
    func close(_ end: [String: JSON]) throws {
        var end = end
        end["end"] = .boolean(true)
        end["records"] = .number(Int64(records))
        let bytes = JSON.object(end).bytes
        let last = Manifest.advance(chain, bytes.dropLast())
        root = Hex.encode(last)
        signature = Hex.encode(try keys.signing.sign(Manifest.message(last)))
        try put(bytes, closing: Array("\",\"signature\":\"\(signature)".utf8))
        try file.sync()
    }

    /// Gives the file its name, once its batch is committed.
    func publish() throws(LedgerFault) { try file.publish() }

    /// Removes the file of a batch that wasn't committed.
    func discard() { file.discard() }

    private func put(_ object: [UInt8], closing: [UInt8]) throws {
        let body = object.dropLast()
        chain = Manifest.advance(chain, body)
        whole.removeAll(keepingCapacity: true)
        whole.append(contentsOf: body)
        whole.append(contentsOf: Manifest.sealMark)
        Base64.encode(Array(chain[..<8]), into: &whole)
        whole.append(contentsOf: closing)
        whole.append(contentsOf: ManifestWriter.ending)
        try file.write(whole[...])
    }
}
