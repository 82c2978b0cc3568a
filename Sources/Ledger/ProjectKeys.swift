public import CRM
internal import Digest
internal import Glibc
internal import Records

/// A project's secret keys: one that seals the images of what loads change, one that signs plans and manifests.
///
/// They live outside the project's folder, each in a file of its own that only its owner can read. Without the sealing
/// key no load can be taken back and no manifest opened: they belong into a backup.
public struct ProjectKeys: Sendable {
    /// The folder that holds them.
    public let folder: String
    let sealing: [UInt8]
    let signing: SigningKeyBox

    /// Wraps the signing key, so that this file alone knows where it comes from.
    struct SigningKeyBox: Sendable {
        let sign: @Sendable ([UInt8]) throws -> [UInt8]
        let publicKey: [UInt8]
    }

    /// The public key's lower-case hex, under which the CRM knows the project's signatures.
    public var publicKey: String { Hex.encode(signing.publicKey) }

    /// Opens a project's keys in `folder`, else in `$CUSTOMARY_KEYS`, else in `~/.config/customary/keys`, each followed
    /// by the project's id. With `create`, missing keys are made; a folder with only one of the two is refused.
    public static func open(project: String, folder: String? = nil, create: Bool) throws(LedgerFault) -> ProjectKeys {
        let isPlain = project.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x2D || byte == 0x5F || byte == 0x2E
        }
        guard isPlain, !project.isEmpty, !project.hasPrefix(".") else {
            throw .badKeys(path: project, reason: "a project's id has letters, digits, '-', '_' and '.' only")
        }
        let path = if let folder { "\(folder)/\(project)" } else { "\(try defaultFolder())/\(project)" }
        let (sealing, signing) = ("\(path)/sealing.key", "\(path)/signing.key")
        let hasSealing = access(sealing, F_OK) == 0
        let hasSigning = access(signing, F_OK) == 0
        if !hasSealing, !hasSigning {
            guard create else { throw .badKeys(path: path, reason: "the project's keys aren't there") }
            // Both at once or none: one alone would be refused for ever.
            let making = path + ".making"
            try DurableFile.makeFolder(making)
            try write("\(making)/signing.key")
            try write("\(making)/sealing.key")
            try DurableFile.publish(making, as: path)
        }
        return try ProjectKeys(path, sealing: read(sealing), signing: read(signing))
    }

    /// Writes both keys and the project's id into one file for a backup, readable by its owner only; never over a file
    /// that is there.
    public func backUp(project: String, to path: String) throws(LedgerFault) {
        guard !DurableFile.exists(path) else {
            throw .cannotWrite(path: path, reason: "there is such a file; name another")
        }
        let texts = try [sealing, ProjectKeys.read("\(folder)/signing.key")].map { Hex.encode($0) }
        let lines = ["customary keys 1", project, "sealing \(texts[0])", "signing \(texts[1])"]
        try DurableFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
    }

    /// Puts a project's keys back from a backup. Keys that are there already and the same are left as they are; other
    /// ones are never replaced.
    public static func restore(
        project: String, from path: String, folder: String? = nil
    ) throws(LedgerFault) -> ProjectKeys {
        let text = String(decoding: try DurableFile.read(path, limit: 4_096), as: UTF8.self)
        let lines = text.split(separator: "\n").map(String.init)
        guard lines.count == 4, lines[0] == "customary keys 1", lines[2].hasPrefix("sealing "),
            lines[3].hasPrefix("signing "), let sealing = Hex.decode(lines[2].utf8.dropFirst(8)), sealing.count == 32,
            let signing = Hex.decode(lines[3].utf8.dropFirst(8)), signing.count == 32
        else { throw .badKeys(path: path, reason: "is no backup of keys, or not all of it") }
        guard lines[1] == project else {
            throw .badKeys(path: path, reason: "holds the keys of project \(lines[1]), not of \(project)")
        }
        let place = if let folder { "\(folder)/\(project)" } else { "\(try defaultFolder())/\(project)" }
        for (name, key) in [("signing.key", signing), ("sealing.key", sealing)] {
            let file = "\(place)/\(name)"
            if DurableFile.exists(file) {
                guard try read(file) == key else {
                    throw .badKeys(path: file, reason: "there is another key; it isn't replaced. Move it away first")
                }
            } else {
                try DurableFile.makeFolder(place)
                try DurableFile.write(Array((Hex.encode(key) + "\n").utf8), to: file)
            }
        }
        return try open(project: project, folder: folder, create: false)
    }

    /// Throws when these aren't the keys that a session's database was loaded with: its database must know their
    /// signature.
    public func checkSigner(_ session: any LoadSession) throws {
        let signers = try session.signers()
        guard signers.isEmpty || signers.contains(publicKey) else {
            throw LedgerFault.badKeys(path: folder, reason: "aren't the keys that \(session.location) was loaded with")
        }
    }

    /// Throws when these aren't the keys that a session's database was loaded with: it must know their signature, and the
    /// newest change with sealed values must open.
    public func check(_ session: any LoadSession) throws {
        try checkSigner(session)
        let batches = try session.batches()
        let database = try session.databaseID()
        var images = try ImageBox(session, database: database, keys: self)
        for batch in batches.reversed() {
            let changes = try session.changes(of: batch.sequence)
            while let block = try changes.next() {
                for change in block {
                    guard let root = ImageBox.root(of: change.sealed) else { continue }
                    try images.prepare([root], making: false)
                    let image = try images.open(
                        change.sealed, batch: change.batch, number: change.number, entity: change.entity, id: change.id)
                    if image != nil { return }
                }
            }
        }
    }

    private init(_ folder: String, sealing: [UInt8], signing: [UInt8]) throws(LedgerFault) {
        self.folder = folder
        self.sealing = sealing
        do {
            let key = try SigningKey(seed: signing)
            self.signing = SigningKeyBox(sign: { try key.sign($0) }, publicKey: key.verifying.bytes)
        } catch {
            throw .badKeys(path: folder, reason: "\(error)")
        }
    }

    private static func defaultFolder() throws(LedgerFault) -> String {
        if let folder = getenv("CUSTOMARY_KEYS"), folder.pointee != 0 { return String(cString: folder) }
        if let home = getenv("HOME"), home.pointee != 0 { return String(cString: home) + "/.config/customary/keys" }
        throw .badKeys(path: "~", reason: "neither CUSTOMARY_KEYS nor HOME is set")
    }

    private static func write(_ path: String) throws(LedgerFault) {
        guard let key = try? Random.bytes(32) else {
            throw .badKeys(path: path, reason: "the system's random source failed")
        }
        try DurableFile.write(Array((Hex.encode(key) + "\n").utf8), to: path)
    }

    private static func read(_ path: String) throws(LedgerFault) -> [UInt8] {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw .badKeys(path: path, reason: "the key isn't there") }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0, status.st_uid == geteuid() else {
            throw .badKeys(path: path, reason: "a key must be a file that only its owner can read (chmod 600)")
        }
        let text = try DurableFile.read(path, limit: 4_096).filter { $0 > 0x20 }
        guard let key = Hex.decode(text), key.count == 32 else {
            throw .badKeys(path: path, reason: "a key is 64 hexadecimal digits")
        }
        return key
    }
}

extension ProjectKeys {
    /// Throws when the signing key doesn't sign what its public key checks.
    public func prove() throws(LedgerFault) {
        let message = Array("customary".utf8)
        guard let signature = try? signing.sign(message), let verifier = try? VerifyingKey(signing.publicKey),
            verifier.isValid(signature, for: message)
        else { throw .badKeys(path: folder, reason: "the signing key doesn't sign") }
    }
}
