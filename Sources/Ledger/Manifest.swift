internal import CRM
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
    /// For a rebuilt manifest: the root of the lost one, hex; empty for an original.
    public let lostRoot: String
    /// For a rebuilt manifest: the changes whose values couldn't be recovered.
    public let lostImages: Int

    /// True for a manifest that was made again from the database.
    public var isRebuilt: Bool { !lostRoot.isEmpty }
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

    /// The format of one that was made again from the database, after its file was lost.
    static let rebuiltFormat = "customary rebuilt manifest 1"

    static func begin(_ database: String, _ previousRoot: String, format: String = format) -> [UInt8] {
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
    static func message(_ root: [UInt8], format: String = format) -> [UInt8] { Array(format.utf8) + root }

    static let sealMark = Array(",\"seal\":\"".utf8)

    /// Checks chain, seals, count and signature of a manifest file; the signing key must be a `trusted` one (hex).
    ///
    /// Throws an integrity fault that names the first bad record, counted in lines from 1.
    public static func verify(path: String, trusted: [String]) throws(LedgerFault) -> ManifestSummary {
        let reader = try LineReader(path: path)
        var check = ManifestCheck(name: path, trusted: trusted)
        while let (line, isWhole) = try reader.line() { try check.take(line, isWhole: isWhole) }
        return try check.finish()
    }

    /// The id of the database that an unfinished manifest says it belongs to; nil when it hasn't even a whole first line.
    static func database(path: String) -> String? {
        guard let reader = try? LineReader(path: path), let (line, whole) = try? reader.line(), whole else {
            return nil
        }
        var check = ManifestCheck(name: path, trusted: [])
        guard (try? check.take(line)) != nil else { return nil }
        return check.header?["database"]?.text
    }
}

/// Writes a manifest, line by line, while a batch is being written.
final class ManifestWriter {
    private let file: DurableFile
    private let format: String
    /// Signs what is given to it; gives the signature, hex.
    private let sign: ([UInt8]) throws -> String
    private var chain: [UInt8]
    private var line: [UInt8] = []
    private var whole: [UInt8] = []
    private static let ending = Array("\"}\n".utf8)
    private(set) var records = 0
    /// The end of the chain, hex, once closed.
    private(set) var root = ""
    /// The signature, hex, once closed.
    private(set) var signature = ""

    convenience init(
        path: String, header: [String: JSON], database: String, previous: String, keys: ProjectKeys,
        format: String = Manifest.format, partial: String? = nil
    ) throws {
        try self.init(
            path: path, header: header, database: database, previous: previous, publicKey: keys.publicKey,
            format: format, partial: partial
        ) { Hex.encode(try keys.signing.sign($0)) }
    }

    init(
        path: String, header: [String: JSON], database: String, previous: String, publicKey: String, format: String,
        partial: String?, sign: @escaping ([UInt8]) throws -> String
    ) throws {
        file = try DurableFile(path: path, partial: partial)
        self.format = format
        self.sign = sign
        chain = Manifest.begin(database, previous, format: format)
        var header = header
        header["format"] = .text(format)
        header["database"] = .text(database)
        header["previous"] = .text(previous)
        header["key"] = .text(publicKey)
        try put(JSON.object(header).bytes, closing: [])
    }

    /// Notes a change; `image` is sealed already, and empty for a change that needs none, or for one whose values are
    /// lost: then `lost` says why.
    func append(_ entity: Entity, _ id: [UInt8], _ kind: ChangeKind, image: [UInt8], lost: String = "") throws {
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
        if !lost.isEmpty {
            line.append(contentsOf: "\",\"lost\":\"".utf8)
            line.append(contentsOf: lost.utf8)
        }
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
        signature = try sign(Manifest.message(last, format: format))
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
