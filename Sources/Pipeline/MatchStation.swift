import Configuration
import Digest
import Foundation
import Matching
import Records
import Text

/// Who is one customer: records in clusters, pairs for a person, and why.
struct MatchOutcome {
    /// One kind of customers: organisations or people.
    struct Kind {
        /// Per record: the index of its cluster's first record. Staged records come first, then the CRM's own.
        var labels: [UInt32] = []
        /// Pairs worth knowing, the CRM's own included.
        var pairs: [MatchPair] = []
        /// Joins that were not made because both sides are in the CRM.
        var crmPairs: [MatchPair] = []
        /// Related, not the same.
        var related: [RelatedPair] = []
        /// The staged records' number; higher indexes are the CRM's.
        var stagedCount = 0
        /// Counts of the comparison.
        var counts: MatchCounts?
        /// Expected wrong joins per 1,000 customers.
        var expectedWrongJoins = 0.0
    }

    var organisations = Kind()
    var people = Kind()
    /// SHA-256 of the models used, in hex.
    var modelDigest = ""
    /// True when the models were estimated in this run.
    var wasTrained = false
}

/// Blocks, scores and clusters organisations and people; organisations first, since where somebody works is evidence.
struct MatchStation {
    let project: Project
    let records: StagedRecords
    let image: CRMImage
    let setting: MatchSetting
    let threads: Int

    /// The file of the saved models.
    private var modelFile: String { project.folder + "/model.json" }

    func run(train: Bool) throws -> MatchOutcome {
        var outcome = MatchOutcome()
        let saved = train ? nil : try readModels()
        let organisations = organisationRecords()
        let organisationModel = saved?.organisations ?? MatchingModel.train(organisations, threads: threads)
        outcome.organisations = kind(.accounts, organisations, organisationModel)
        let people = peopleRecords(organisationLabels: outcome.organisations.labels)
        let peopleModel = saved?.people ?? MatchingModel.train(people, threads: threads)
        outcome.people = kind(.contacts, people, peopleModel)
        outcome.wasTrained = saved == nil
        let text = modelText(organisationModel, peopleModel)
        if saved == nil { try AtomicFile.write(modelFile, text) }
        outcome.modelDigest = Hex.encode(SHA256.hash(text))
        return outcome
    }

    private func kind(_ entity: Entity, _ matched: MatchRecords, _ model: MatchingModel) -> MatchOutcome.Kind {
        let result = Matching.match(
            matched, model: model, decisions: equalRows(entity), setting: setting, threads: threads)
        return MatchOutcome.Kind(
            labels: result.labels, pairs: result.pairs, crmPairs: result.crmPairs, related: result.related,
            stagedCount: records[entity].count, counts: result.counts,
            expectedWrongJoins: result.expectedWrongJoinsPerThousand)
    }

    /// Records of one source that have the same key and say the same: one record given twice, which needs no model to be
    /// seen. Two that the CRM holds as two stay two until a person says otherwise.
    private func equalRows(_ entity: Entity) -> [Decision] {
        let table = records[entity]
        let repeated = repeatedKeys(entity)
        if repeated.isEmpty { return [] }
        struct Said: Hashable { let key, row: UInt64 }
        var first: [Said: Int] = [:]
        var decisions: [Decision] = []
        for record in 0..<table.count where hasKey(entity, record) {
            let key = keyHash(entity, record)
            guard repeated.contains(key) else { continue }
            let said = Said(key: key, row: records.rowHash(entity, record))
            guard let other = first[said] else {
                first[said] = record
                continue
            }
            let names = (records.matchKey(entity, other), records.matchKey(entity, record))
            if let one = image.links[names.0]?.masterID, let two = image.links[names.1]?.masterID, one != two {
                continue
            }
            decisions.append(Decision(names.0, names.1, .match))
        }
        return decisions
    }

    private func hasKey(_ entity: Entity, _ record: Int) -> Bool {
        let table = records[entity]
        let keyed = records.hasKey[Int(table.sources[record])]
        let mapped = Int(table.mappingRecords[record])
        return keyed.indices.contains(mapped) && keyed[mapped]
    }

    /// Why two records are, or are not, one customer, by the saved model.
    func explain(_ entity: Entity, _ left: Int, _ right: Int, labels: [UInt32]) throws -> MatchExplanation {
        guard let saved = try readModels() else {
            throw PipelineFault.configuration("there is no model yet: customary match")
        }
        let model = entity == .accounts ? saved.organisations : saved.people
        let all = entity == .accounts ? organisationRecords() : peopleRecords(organisationLabels: labels)
        let prepared = Matching.prepare(all, model: model)
        return Matching.explain(prepared, left, right, model: model)
    }

    // MARK: Models

    private func modelText(_ organisations: MatchingModel, _ people: MatchingModel) -> [UInt8] {
        var text = Array("{\"organisations\":".utf8)
        text += organisations.json()
        text += Array(",\n\"people\":".utf8)
        text += people.json()
        text += Array("}\n".utf8)
        return text
    }

    private func readModels() throws -> (organisations: MatchingModel, people: MatchingModel)? {
        guard FileManager.default.fileExists(atPath: modelFile) else { return nil }
        let bytes = try FileText.read(modelFile, limit: 256 << 20)
        do {
            let json = try JSONParser.parse(bytes, limits: .init(bytes: 256 << 20, depth: 64))
            guard let organisations = json["organisations"], let people = json["people"] else { return nil }
            return (
                try MatchingModel(json: JSONWriter.compact(organisations)),
                try MatchingModel(json: JSONWriter.compact(people))
            )
        } catch {
            throw PipelineFault.configuration(
                "model.json: can't be used: \(error). Estimate it anew with customary match --train")
        }
    }

    // MARK: Organisations

    private var matchSources: [MatchSource] {
        records.sources.map { name in
            MatchSource(isCRM: false, isFree: project.source(name)?.isFreeOfDuplicates ?? false)
        } + [MatchSource(isCRM: true, isFree: false)]
    }

    /// Keys that more than one record of a source has: strong evidence, not identity.
    private func repeatedKeys(_ entity: Entity) -> Set<UInt64> {
        let table = records[entity]
        var repeated: Set<UInt64> = []
        for record in 0..<table.count where table.copies[record] > 0 { repeated.insert(keyHash(entity, record)) }
        return repeated
    }

    private func keyHash(_ entity: Entity, _ record: Int) -> UInt64 {
        let table = records[entity]
        return CRMImage.hash(
            records.sources[Int(table.sources[record])], records.recordName(entity, record), table.keys[record, 0],
            entity)
    }

    private func setKeyGroup(_ entity: Entity, _ record: Int, _ repeated: Set<UInt64>, _ out: inout MatchRecords) {
        guard hasKey(entity, record) else { return }
        let hash = keyHash(entity, record)
        if repeated.contains(hash) { out.set(.keyGroup, String(hash, radix: 16)) }
    }

    private func organisationRecords() -> MatchRecords {
        var out = MatchRecords(kind: .organisations, sources: matchSources)
        let table = records[.accounts]
        let places = PartyPlaces(.accounts)
        let repeated = repeatedKeys(.accounts)
        for record in 0..<table.count {
            out.begin(source: Int(table.sources[record]), key: records.matchKey(.accounts, record))
            setName(table.value(record, places.name), &out)
            out.set(.legalForm, table.value(record, places.legalForm))
            set(table, record, places, &out)
            out.set(.taxNumbers, taxNumbers(table.value(record, places.vatID), table.value(record, places.taxNumber)))
            out.set(.registrationNumbers, table.value(record, places.registrationNumber))
            out.set(
                .domains, domains(emails: table.value(record, places.email), web: table.value(record, places.website)))
            setKeyGroup(.accounts, record, repeated, &out)
            if table.value(record, places.collective).elementsEqual("true".utf8) { out.markCollective() }
            out.end()
        }
        let reach = CRMReach(image, party: .accounts)
        for row in 0..<image.accounts.ids.count {
            let id = image.accounts.ids[row]
            out.begin(source: records.sources.count, key: MatchStation.key(of: id))
            setName(image.accounts.value(row, "name"), &out)
            out.set(.legalForm, image.accounts.value(row, "legal_form"))
            out.set(
                .taxNumbers, taxNumbers(image.accounts.value(row, "vat_id"), image.accounts.value(row, "tax_number")))
            out.set(.registrationNumbers, image.accounts.value(row, "registration_number"))
            set(reach[id], &out)
            out.set(.domains, domains(emails: reach[id].emails[...], web: image.accounts.value(row, "website")))
            if image.accounts.value(row, "collective").elementsEqual("true".utf8) { out.markCollective() }
            out.end()
        }
        return out
    }

    private func setName(_ name: ArraySlice<UInt8>, _ out: inout MatchRecords) {
        out.set(.name, name)
        let read = Array(name).withUnsafeBytes { OrganisationName.read($0) }
        out.set(.coreName, read.core)
        out.set(.branch, BranchName.of(Array(name)))
    }

    /// Valid and unchecked tax numbers; one whose check digits are wrong is no evidence.
    private func taxNumbers(_ vat: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        for list in [vat, other] {
            FieldList.each(list) { value, _ in
                let read = Array(value).withUnsafeBytes { TaxNumber.read($0) }
                guard read.check != .invalid else { return }
                if !out.isEmpty { out.append(0x0A) }
                out.append(contentsOf: value)
            }
        }
        return out
    }

    /// The domains that are the customer's own: not those of mail providers.
    private func domains(emails: ArraySlice<UInt8>, web: ArraySlice<UInt8>) -> [UInt8] {
        var out: [[UInt8]] = []
        func add(_ host: ArraySlice<UInt8>) {
            let registrable = DomainName.registrable(Array(host))
            let isShared = DomainName.isFreeMail(registrable) || DomainName.isRelay(registrable)
            if !registrable.isEmpty && !isShared && !out.contains(registrable) { out.append(registrable) }
        }
        FieldList.each(emails) { value, _ in
            if let at = value.lastIndex(of: 0x40) { add(value[(at + 1)...]) }
        }
        FieldList.each(web) { value, _ in
            let read = Array(value).withUnsafeBytes { WebAddress.read($0) }
            add(read.domain[...])
        }
        return Array(out.joined(separator: [0x0A]))
    }

    private func set(_ table: StandardisedRecords, _ record: Int, _ places: PartyPlaces, _ out: inout MatchRecords) {
        out.set(.emails, FieldList.values(table.value(record, places.email)))
        var phones = FieldList.values(table.value(record, places.phone))
        let mobiles = FieldList.values(table.value(record, places.mobile))
        if !mobiles.isEmpty {
            if !phones.isEmpty { phones.append(0x0A) }
            phones += mobiles
        }
        out.set(.phones, phones)
        out.set(.street, table.value(record, places.street))
        out.set(.postcode, table.value(record, places.postcode))
        out.set(.city, table.value(record, places.city))
        out.set(.country, table.value(record, places.country))
    }

    private func set(_ reach: CRMReach.Entry, _ out: inout MatchRecords) {
        out.set(.emails, reach.emails)
        out.set(.phones, reach.phones)
        out.set(.street, reach.street)
        out.set(.postcode, reach.postcode)
        out.set(.city, reach.city)
        out.set(.country, reach.country)
    }

    /// A CRM record's name in matching.
    static func key(of id: RecordID) -> UInt64 { CRMImage.hash("crm", "", id.utf8[...], .users) }

    // MARK: People

    private func peopleRecords(organisationLabels: [UInt32]) -> MatchRecords {
        var out = MatchRecords(kind: .people, sources: matchSources)
        let table = records[.contacts]
        let accounts = records[.accounts]
        let places = PartyPlaces(.contacts)
        let accountPlaces = PartyPlaces(.accounts)
        let repeated = repeatedKeys(.contacts)
        for record in 0..<table.count {
            out.begin(source: Int(table.sources[record]), key: records.matchKey(.contacts, record))
            out.set(.given, table.value(record, places.given))
            out.set(.middle, table.value(record, places.middle))
            out.set(.family, table.value(record, places.family))
            out.set(.suffix, table.value(record, places.suffix))
            out.set(.formerFamily, table.value(record, places.formerName))
            out.set(.birthDate, table.value(record, places.birthDate))
            out.set(.taxNumbers, taxNumbers(table.value(record, places.taxNumber), []))
            set(table, record, places, &out)
            if let account = records.resolve(table.value(record, places.account), to: .accounts) {
                let name = Array(accounts.value(account, accountPlaces.name))
                out.set(.company, name.withUnsafeBytes { OrganisationName.read($0) }.core)
                if organisationLabels.indices.contains(account) {
                    out.set(.accountGroup, String(organisationLabels[account], radix: 16))
                }
                if table.value(record, places.street).isEmpty && table.value(record, places.postcode).isEmpty {
                    out.set(.street, accounts.value(account, accountPlaces.street))
                    out.set(.postcode, accounts.value(account, accountPlaces.postcode))
                    out.set(.city, accounts.value(account, accountPlaces.city))
                    out.set(.country, accounts.value(account, accountPlaces.country))
                }
            }
            setKeyGroup(.contacts, record, repeated, &out)
            out.end()
        }
        let reach = CRMReach(image, party: .contacts)
        let accountOf = CRMReach.accounts(of: image)
        for row in 0..<image.contacts.ids.count {
            let id = image.contacts.ids[row]
            out.begin(source: records.sources.count, key: MatchStation.key(of: id))
            out.set(.given, image.contacts.value(row, "given_name"))
            out.set(.middle, image.contacts.value(row, "middle_name"))
            out.set(.family, image.contacts.value(row, "family_name"))
            out.set(.suffix, image.contacts.value(row, "suffix"))
            out.set(.birthDate, image.contacts.value(row, "birth_date"))
            set(reach[id], &out)
            if let account = accountOf[id], let place = image.accounts.index(of: account) {
                let name = Array(image.accounts.value(place, "name"))
                out.set(.company, name.withUnsafeBytes { OrganisationName.read($0) }.core)
                let label = records[.accounts].count + place
                if organisationLabels.indices.contains(label) {
                    out.set(.accountGroup, String(organisationLabels[label], radix: 16))
                }
            }
            out.end()
        }
        return out
    }
}
