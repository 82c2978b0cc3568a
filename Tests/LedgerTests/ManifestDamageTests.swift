import CRM
import Digest
import Foundation
import Ledger
import Records
import Seeds
import Testing

/// Any flipped bit and any edit is found, and the first bad record named.
@Suite("Damaged manifests")
struct ManifestDamageTests {
    /// A manifest of `changes` changes, three a customer, with its lines' starts.
    private func manifest(_ changes: Int) throws -> (bench: Workbench, load: LoadResult, bytes: [UInt8], starts: [Int])
    {
        let bench = try Workbench()
        let names = (0..<(changes / 3)).map { "person\($0)" }
        var desired = DesiredMaster()
        for name in names { desired.addCustomer(name) }
        for index in 0..<(changes % 3) {
            desired.append(.users, id: id(.users, "u\(index)"), founding: .max, values: ["name": "User \(index)"])
        }
        try desired.finish()
        let load = try bench.load(desired)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: load.manifest)))
        var starts = [0]
        for (index, byte) in bytes.enumerated() where byte == 0x0A { starts.append(index + 1) }
        return (bench, load, bytes, starts.dropLast())
    }

    /// The record that checking names; nil when the bytes pass.
    private func named(_ check: ManifestCheck, _ rest: ArraySlice<UInt8>) -> Int? {
        var check = check
        do {
            _ = try check.takeAll(rest)
            return nil
        } catch {
            guard case .badManifest(_, let record, _) = error else { return -1 }
            return record
        }
    }

    /// What a check knows before each line: it depends on the lines before it only.
    private func checks(_ bytes: [UInt8], _ starts: [Int], _ key: String) throws -> [ManifestCheck] {
        var checks = [ManifestCheck(name: "manifest", trusted: [key])]
        for (index, start) in starts.enumerated() {
            var next = checks[index]
            let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
            try next.take(bytes[start..<(end - 1)])
            checks.append(next)
        }
        return checks
    }

    @Test("Every single flipped bit of a manifest of 100 records is found and its record named")
    func everyBit() throws {
        let (bench, load, bytes, starts) = try manifest(100)
        #expect(starts.count == 102)
        let checks = try checks(bytes, starts, bench.keys.publicKey)
        var changed = bytes
        var missed: [Int] = []
        for (line, start) in starts.enumerated() {
            let end = line + 1 < starts.count ? starts[line + 1] : bytes.count
            for index in start..<end {
                for bit in 0..<8 {
                    changed[index] ^= 1 << UInt8(bit)
                    if named(checks[line], changed[start...]) != line + 1 { missed.append(index * 8 + bit) }
                    changed[index] ^= 1 << UInt8(bit)
                }
            }
        }
        #expect(missed.count == 0, "\(missed.prefix(10))")
        // The same from the file's first byte, through the file: a sample, with a printed seed.
        var random = Seeded(7)
        let path = "\(bench.folder)/changed.jsonl"
        for _ in 0..<40 {
            let index = Int(random.next() % UInt64(bytes.count))
            changed[index] ^= 1 << UInt8(random.next() % 8)
            try Data(changed).write(to: URL(fileURLWithPath: path))
            let line = starts.lastIndex { $0 <= index } ?? 0
            do {
                _ = try Manifest.verify(path: path, trusted: [bench.keys.publicKey])
                Issue.record("byte \(index) passed")
            } catch {
                guard case .badManifest(_, let record, _) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(record == line + 1)
            }
            changed[index] = bytes[index]
        }
        #expect(try Manifest.verify(path: load.manifest, on: bench.target, keys: bench.keys).records == 100)
    }

    @Test("10,000 edits of a large manifest are found and the first bad record named")
    func edits() throws {
        let (bench, _, bytes, starts) = try manifest(3_000)
        let checks = try checks(bytes, starts, bench.keys.publicKey)
        let seed = UInt64(ProcessInfo.processInfo.environment["CUSTOMARY_SEED"] ?? "") ?? 20_261_204
        var random = Seeded(seed)
        func line(_ number: Int) -> ArraySlice<UInt8> {
            bytes[starts[number]..<(number + 1 < starts.count ? starts[number + 1] : bytes.count)]
        }
        var wrong: [String] = []
        for edit in 0..<10_000 {
            let at = Int(random.next() % UInt64(starts.count))
            let own = line(at)
            let place = own.startIndex + Int(random.next() % UInt64(own.count))
            var rest: [UInt8] = []
            // What follows an edited line is only read when nothing was found: a few lines and the end will do.
            func follow(_ from: Int) {
                for number in from..<min(from + 3, starts.count) { rest += line(number) }
            }
            var expected = at + 1
            switch edit % 8 {
            case 0:  // flip
                rest = Array(own)
                rest[place - own.startIndex] ^= UInt8(1 + random.next() % 255)
                follow(at + 1)
            case 1:  // cut the file
                rest = Array(own[..<place])
                if rest.isEmpty { expected = at + 1 }
            case 2:  // insert a byte
                rest = Array(own)
                rest.insert(UInt8(random.next() % 256), at: place - own.startIndex)
                follow(at + 1)
                if rest.prefix(own.count + 1).elementsEqual(own + own.suffix(1)) { expected = at + 2 }
            case 3:  // swap with the next line
                guard at + 1 < starts.count else { continue }
                rest = Array(line(at + 1)) + Array(own)
                follow(at + 2)
            case 4:  // a line twice
                rest = Array(own) + Array(own)
                follow(at + 1)
                expected = at + 2
            case 5:  // a line less
                follow(at + 1)
            case 6:  // take bytes out
                rest = Array(own)
                let count = min(1 + Int(random.next() % 20), own.endIndex - place)
                rest.removeSubrange((place - own.startIndex)..<(place - own.startIndex + count))
                follow(at + 1)
            default:  // change the content and compute this line's seal anew: the next line doesn't follow
                guard at > 0, at + 1 < starts.count else { continue }
                rest = resealed(own, after: at, bytes, starts, &random)
                follow(at + 1)
                expected = at + 2
            }
            let found = named(checks[at], rest[...])
            if found != expected { wrong.append("edit \(edit) of line \(at + 1): named \(found ?? 0)") }
        }
        #expect(wrong.count == 0, "seed \(seed): \(wrong.prefix(5))")
    }

    /// A changed line with the seal that would be right for it.
    private func resealed(
        _ own: ArraySlice<UInt8>, after line: Int, _ bytes: [UInt8], _ starts: [Int], _ random: inout Seeded
    ) -> [UInt8] {
        var chain = begin(bytes[..<(starts[1] - 1)])
        func advance(_ body: ArraySlice<UInt8>) {
            var hash = SHA256()
            hash.update(chain)
            hash.update(body)
            chain = hash.finalize()
        }
        let tail = ",\"seal\":\"".utf8.count + 12 + 3
        for number in 0..<line { advance(bytes[starts[number]..<(starts[number + 1] - tail)]) }
        var body = Array(own.dropLast(tail))
        let image = body.count / 2
        body[image] = body[image] == 0x41 ? 0x42 : 0x41
        advance(body[...])
        return body + Array(",\"seal\":\"".utf8) + Base64.encode(Array(chain[..<8])) + Array("\"}\n".utf8)
    }

    @Test("Whoever computes seals anew, even all of them, is found, and the database names the record that was edited")
    func resealedIsNamed() throws {
        let (bench, load, bytes, starts) = try manifest(60)
        let path = "\(bench.folder)/changed.jsonl"
        var random = Seeded(3)
        for line in [1, 2, 17, 40, 60] {
            let own = bytes[starts[line]..<starts[line + 1]]
            var changed = Array(bytes[..<starts[line]]) + resealed(own, after: line, bytes, starts, &random)
            let rest = Array(bytes[starts[line + 1]...])
            try Data(changed + rest).write(to: URL(fileURLWithPath: path))
            #expect(
                throws: LedgerFault.badManifest(
                    path: path, record: line + 1, reason: "was changed, or a line before it was changed or is missing")
            ) { try Manifest.verify(path: path, on: bench.target, keys: bench.keys) }
            // All seals after it, too: only the signature doesn't hold then.
            for next in (line + 1)..<starts.count {
                let end = next + 1 < starts.count ? starts[next + 1] : bytes.count
                let isLast = next + 1 == starts.count
                let tail = ",\"seal\":\"".utf8.count + 12 + 3 + (isLast ? "\",\"signature\":\"".utf8.count + 128 : 0)
                let body = Array(bytes[starts[next]..<(end - tail)])
                changed += sealed(body, after: changed)
                changed += isLast ? Array(bytes[(end - tail + ",\"seal\":\"".utf8.count + 12)...]) : Array("\"}\n".utf8)
            }
            try Data(changed).write(to: URL(fileURLWithPath: path))
            do {
                _ = try Manifest.verify(path: path, on: bench.target, keys: bench.keys)
                Issue.record("line \(line + 1) passed")
            } catch LedgerFault.badManifest(_, let record, let reason) {
                #expect(record == line + 1)
                #expect(reason.contains("signature"))
            }
        }
        _ = load
    }

    /// The chain before the header, which names what it begins with.
    private func begin(_ header: ArraySlice<UInt8>) -> [UInt8] {
        let body = Array(header.dropLast(",\"seal\":\"".utf8.count + 12 + 2)) + [0x7D]
        let value = JSON(canonical: body)
        var hash = SHA256()
        for text in ["customary manifest 1", value?["database"]?.text ?? "", value?["previous"]?.text ?? ""] {
            hash.update(field: text)
        }
        return hash.finalize()
    }

    /// A body with the seal that follows the lines so far.
    private func sealed(_ body: [UInt8], after lines: [UInt8]) -> [UInt8] {
        var chain: [UInt8] = []
        for line in lines.split(separator: 0x0A) {
            if chain.isEmpty { chain = begin(line) }
            chain = SHA256.hash(chain + line.dropLast(",\"seal\":\"".utf8.count + 12 + 2))
        }
        chain = SHA256.hash(chain + body)
        return body + Array(",\"seal\":\"".utf8) + Base64.encode(Array(chain[..<8]))
    }

    @Test("Every manifest of a database is checked with its batch row; a changed row and a missing file are named")
    func chain() throws {
        let (bench, load, _, _) = try manifest(30)
        let second = try bench.load(.customers(["person1"], title: "New"), now: Workbench.day(2))
        func verdicts() throws -> [ManifestVerdict] {
            var found: [ManifestVerdict] = []
            try Manifest.verifyAll(
                on: bench.target, keys: bench.keys, path: { Loader.manifestPath($0.id, in: bench.manifests) }
            ) { found.append($0) }
            return found
        }
        #expect(try verdicts().map(\.state) == [.original, .original])
        let kept = try Data(contentsOf: URL(fileURLWithPath: second.manifest))
        try FileManager.default.removeItem(atPath: second.manifest)
        #expect(try verdicts().map(\.state) == [.original, .missing])
        try Data(contentsOf: URL(fileURLWithPath: load.manifest)).write(to: URL(fileURLWithPath: second.manifest))
        #expect(throws: LedgerFault.self) { try verdicts() }
        try kept.write(to: URL(fileURLWithPath: second.manifest))
        let changes = [
            "who = 'x'": true, "counts = '{}'": false, "full_before = full_after": false, "signature = ''": false,
            "previous_root = ''": false, "manifest_root = previous_root": false, "run = 'other'": false,
        ]
        for (change, isFine) in changes {
            try bench.edit("CREATE TABLE kept AS SELECT * FROM customary_batches")
            try bench.edit("UPDATE customary_batches SET \(change) WHERE sequence = 2")
            if isFine {
                #expect(try verdicts().count == 2, "\(change)")
            } else {
                #expect(throws: LedgerFault.self, "\(change)") { try verdicts() }
            }
            try bench.edit(
                "DELETE FROM customary_batches; INSERT INTO customary_batches SELECT * FROM kept; DROP TABLE kept")
        }
        try bench.edit("DELETE FROM customary_batches WHERE sequence = 1")
        #expect(throws: LedgerFault.self) { try verdicts() }
    }

    @Test(
        "A lost manifest is made again: a rollback's byte for byte, a load's from the CRM as far as nobody touched it")
    func rebuilt() throws {
        let (bench, load, _, _) = try manifest(30)
        let update = try bench.load(
            .customers((0..<10).map { "person\($0)" }, title: "New"), now: Workbench.day(2))
        let back = try bench.rollback(update.batch.id)
        func rebuild(_ batch: String) throws -> ManifestRebuilt {
            try Manifest.rebuild(
                batch: batch, on: bench.target, keys: bench.keys, to: nil, now: Workbench.day(30),
                place: { Loader.manifestPath($0.id, in: bench.manifests) })
        }
        #expect(throws: LedgerFault.self) { try rebuild(load.batch.id) }
        let rollback = try Data(contentsOf: URL(fileURLWithPath: back.manifest))
        let updates = try Data(contentsOf: URL(fileURLWithPath: update.manifest))
        let creates = try String(contentsOfFile: load.manifest, encoding: .utf8)
        for path in [back.manifest, update.manifest, load.manifest] { try FileManager.default.removeItem(atPath: path) }
        let first = try rebuild(try #require(back.rollback).id)
        #expect(first.isOriginal && first.lost.isEmpty)
        #expect(try Data(contentsOf: URL(fileURLWithPath: back.manifest)) == rollback)
        #expect(try rebuild(update.batch.id).isOriginal)
        #expect(try Data(contentsOf: URL(fileURLWithPath: update.manifest)) == updates)
        let (person1, person2) = (id(.contacts, "person1"), id(.contacts, "person2"))
        try bench.edit("UPDATE contacts SET job_title = 'Boss' WHERE id = '\(person1)'")
        try bench.edit("DELETE FROM contact_points WHERE contact_id = '\(person2)'")
        let again = try rebuild(load.batch.id)
        #expect(!again.isOriginal)
        #expect(again.lost == ["changed since": 1, "gone": 1])
        let summary = try Manifest.verify(path: again.path, on: bench.target, keys: bench.keys)
        #expect(summary.isRebuilt && summary.lostRoot == load.batch.manifestRoot && summary.lostImages == 2)
        #expect(summary.records == 30)
        // What the values were is known again, but for those two.
        var opened = 0
        try Manifest.open(path: again.path, on: bench.target, keys: bench.keys) { record in
            if record.closed == nil { opened += 1 } else { #expect(record.closed == .lost) }
            if record.entity == .contacts, record.closed == nil {
                #expect(record.values.contains { $0.column == "family_name" && $0.after == "Beispiel" })
            }
        }
        #expect(opened == 28)
        // It can't pass for the lost one, nor for that of another batch.
        #expect(!creates.isEmpty)
        try FileManager.default.copyItem(atPath: again.path, toPath: load.manifest)
        var states: [ManifestVerdict.State] = []
        try Manifest.verifyAll(
            on: bench.target, keys: bench.keys, path: { Loader.manifestPath($0.id, in: bench.manifests) }
        ) { states.append($0.state) }
        #expect(states == [.rebuilt, .original, .original])
    }

    @Test("A page of Python and openssl checks a manifest, and names the bad record of a damaged one")
    func withoutCustomary() throws {
        let (bench, load, bytes, starts) = try manifest(30)
        var script = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { script.deleteLastPathComponent() }
        script.append(path: "docs/verify_manifest.py")
        func run(_ arguments: String...) throws -> (status: Int32, output: String) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["python3", script.path] + arguments
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = pipe
            try process.run()
            let output = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return (process.terminationStatus, String(decoding: output, as: UTF8.self))
        }
        let key = bench.keys.publicKey
        let good = try run(load.manifest, key, load.batch.manifestRoot)
        #expect(good.status == 0, "\(good.output)")
        #expect(good.output.contains("30 records") && good.output.contains(load.batch.manifestRoot))
        let stranger = try run(load.manifest, String(repeating: "ab", count: 32))
        #expect(stranger.status == 6)
        let path = "\(bench.folder)/changed.jsonl"
        for line in [0, 1, 15, 31] {
            var changed = bytes
            changed[starts[line] + 40] ^= 4
            try Data(changed).write(to: URL(fileURLWithPath: path))
            let bad = try run(path, key)
            #expect(bad.status == 6 && bad.output.contains("record \(line + 1):"), "\(bad.output)")
        }
        // A signature of nobody's, on an unbroken chain.
        var forged = bytes
        forged[bytes.count - 20] = forged[bytes.count - 20] == 0x30 ? 0x31 : 0x30
        try Data(forged).write(to: URL(fileURLWithPath: path))
        let bad = try run(path, key)
        #expect(bad.status == 6 && bad.output.contains("signature"), "\(bad.output)")
        try Data(bytes[..<starts[20]]).write(to: URL(fileURLWithPath: path))
        #expect(try run(path, key).output.contains("record 21:"))
    }
}
