import CRM
import Configuration
import Foundation
import Ledger
import Mapping
import Records
import Staging

extension ProjectRun {
    /// Erases a person everywhere: from the project's files first, then from each target in one transaction, and keeps
    /// them from coming back. Until the last target is done the person can still be found by the same words, so that an
    /// erasure that was interrupted is finished by doing it again. A second one changes nothing.
    ///
    /// `all` says that everybody found is one person. Throws `held` when several were found without it, or when tables
    /// of somebody else's refer to them.
    public func erasePerson(_ who: [String], all: Bool, by user: String) throws -> PersonErased {
        for named in project.targets { _ = try recover(try target(named.name).1) }
        let found = try findPerson(who)
        try check(found, all: all)
        let query = PersonQuery(who, country: project.country, sources: project.sources.map(\.name))
        var done = PersonErased()
        done.inboxFiles = found.inboxFiles
        let isHeld = found.targets.contains { !$0.holding.isEmpty }
        let keys = try keys()
        let further = further(query, keys) + staged(found, keys)
        // First without consequences, so that nothing is lost when a target refuses.
        for (name, holding) in found.targets {
            _ = try erase(holding, found.keys, further, in: name, keys, mode: .planning, by: user)
        }
        if isHeld || !found.rows.isEmpty || !found.workFiles.isEmpty || !found.traces.isEmpty {
            try eraseFiles(found, &done)
        }
        for (name, holding) in found.targets {
            let report = try erase(holding, found.keys, further, in: name, keys, mode: .writing, by: user)
            done.targets.append((target: name, report: report))
            if let remains = try target(name).1.discardRemains() {
                done.remains.append((target: name, remains: remains))
            }
        }
        return done
    }

    private func check(_ found: PersonFound, all: Bool) throws {
        for (name, holding) in found.targets {
            if holding.persons.count > 1, !all {
                let listed = holding.labels.sorted { $0.key < $1.key }.prefix(10).map { "\($0.key) \($0.value)" }
                throw PipelineFault.held(
                    "\(holding.persons.count) persons fit; nothing was erased. Name one by its id, or add --all when they are one: "
                        + listed.joined(separator: "; "))
            }
            if holding.isEmpty, let company = holding.labels.sorted(by: { $0.key < $1.key }).first {
                throw PipelineFault.held(
                    "\(company.value) (\(company.key)) is a company with contacts of its own, no person; nothing was erased. Name the contact"
                )
            }
            if !holding.foreign.isEmpty {
                let tables = holding.foreign.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
                throw PipelineFault.held(
                    "\(name): tables that aren't Customary's refer to the person (\(tables.joined(separator: ", "))); nothing was erased. Remove those rows first"
                )
            }
        }
    }

    /// What was typed, as far as it says by itself who is meant: it goes onto the list even if nothing is held.
    private func further(_ query: PersonQuery, _ keys: ProjectKeys) -> [(SuppressionKind, String)] {
        let hasher = SuppressionHasher(keys)
        if !query.email.isEmpty { return [(.email, hasher.email(query.email))] }
        if let number = query.digits.first { return [(.phone, hasher.phone(number))] }
        if let source = query.key.source {
            return [(.key, hasher.key(query.key.key, source: source, of: .contacts))]
        }
        return []
    }

    /// What the staging area alone says of who is meant: they may not be loaded yet, or not any more.
    private func staged(_ found: PersonFound, _ keys: ProjectKeys) -> [(SuppressionKind, String)] {
        let hasher = SuppressionHasher(keys)
        var entries: [(SuppressionKind, String)] = found.staged.addresses.sorted {
            $0.lexicographicallyPrecedes($1)
        }.compactMap { value in
            if value.contains(0x40) { return (.email, hasher.email(value)) }
            let digits = value.count { (0x30...0x39).contains($0) }
            return digits >= 6 ? (.phone, hasher.phone(value)) : nil
        }
        // Where no target holds them nobody knows whether the key is theirs alone.
        guard found.targets.allSatisfy(\.holding.isEmpty) else { return entries }
        for key in found.keys where key.entity == .contacts {
            for name in found.staged.names {
                let words = SuppressedRows.name(name.given, name.family)
                entries.append(
                    (.person, hasher.person(PersonQuery.base(key.key), source: key.source, name: words)))
            }
        }
        return entries
    }

    private func erase(
        _ holding: PersonHolding, _ formerly: Set<PersonHolding.SourceKey>, _ further: [(SuppressionKind, String)],
        in name: String, _ keys: ProjectKeys, mode: SessionMode, by user: String
    ) throws -> ErasureReport {
        let (_, database) = try target(name)
        guard database.exists else { return ErasureReport() }
        if mode == .writing { _ = try database.prepare(now: now) }
        // An address that others have, too, keeps nobody out.
        let shared = Set(
            holding.sharedValues.map {
                $0.contains(0x40) ? SuppressionHasher(keys).email($0) : SuppressionHasher(keys).phone($0)
            })
        let own = further.filter { !shared.contains($0.1) }
        return try database.withSession(mode) { session in
            var erasure = PersonErasure(session, keys: keys, project: project.id, now: now)
            try erasure.run(holding, further: own, formerly: formerly)
            guard mode == .writing else { return .rollback(erasure.report) }
            if erasure.report.isEmpty { return .rollback(erasure.report) }
            // Who was erased isn't said: the audit outlives the person.
            try session.audit(at: now, who: user, what: "erase", detail: "a person, \(holding.recordCount) records")
            return .commit(erasure.report)
        }
    }

    // MARK: Files

    private func eraseFiles(_ found: PersonFound, _ done: inout PersonErased) throws {
        if !found.rows.isEmpty || !found.keys.isEmpty || found.traces.isIn(file: staging.path) {
            try staging.empty()
            done.isStagingEmptied = true
        } else if try !staging.deliveries().isEmpty {
            // Nothing of theirs stands in it now; what did is gone with its pages.
            try staging.discardRemains()
        }
        for path in found.workFiles where !path.hasPrefix(staging.path) {
            // Drills that were done stay proven; the line that names the person's record goes.
            if path == runBookPath {
                let lines = try Data(contentsOf: URL(fileURLWithPath: path)).split(
                    separator: 0x0A, omittingEmptySubsequences: false)
                let kept = lines.filter { !found.traces.isIn(Data($0)) }
                try AtomicFile.write(path, Array(kept.joined(separator: [0x0A])))
                done.cleanedFiles.append(path)
                continue
            }
            guard unlink(path) == 0 || errno == ENOENT else {
                throw PipelineFault.machine("\(path): can't be removed: \(String(cString: strerror(errno)))")
            }
            done.removedFiles.append(path)
        }
        try eraseDecisions(found, &done)
        try eraseAnswers(found, &done)
        done.otherFiles = found.otherFiles.filter { found.traces.isIn(file: $0) }
    }

    private func eraseDecisions(_ found: PersonFound, _ done: inout PersonErased) throws {
        guard found.decisions > 0 else { return }
        let path = project.folder + "/decisions.jsonl"
        let lines = try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: 0x0A)
        let kept = lines.filter { !found.traces.isIn(Data($0)) }
        try AtomicFile.write(path, kept.flatMap { Array($0) + [0x0A] })
        done.decisions = lines.count - kept.count
    }

    /// Removes answers that name the person from the mappings; what else names them there is for somebody to look at.
    private func eraseAnswers(_ found: PersonFound, _ done: inout PersonErased) throws {
        for path in found.otherFiles where path.hasPrefix(project.folder + "/mappings/") {
            let name = "mappings/" + path.dropFirst((project.folder + "/mappings/").count)
            let text = String(decoding: try FileText.read(path, limit: 1 << 20), as: UTF8.self)
            let nodes = YAMLDocument.parse(text: text, name: name).root?["answers"]?.items ?? []
            let kept = nodes.filter { node in
                !found.traces.isIn(Data("\(node["question"]?.text ?? "") \(node["answer"]?.text ?? "")".utf8))
            }
            guard kept.count < nodes.count else { continue }
            try AtomicFile.write(path, try YAMLEdit.replacing("answers", with: .list(kept), in: text, file: name))
            done.answers += nodes.count - kept.count
        }
    }
}
