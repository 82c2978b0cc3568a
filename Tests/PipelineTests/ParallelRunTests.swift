import Configuration
import Foundation
import Records
import Testing

@testable import Pipeline

/// Why two values differ is decided from what is known of them, and from nothing else.
@Suite struct ParallelCauseTests {
    private func evidence(_ change: (inout ValueEvidence) -> Void) -> ValueEvidence {
        var evidence = ValueEvidence(
            sourceIsEmpty: false, crmIsAsWritten: true, sourceWasWritten: false, sourceChanged: true,
            mappingChanged: false, winner: .this, isSameButForForm: false)
        change(&evidence)
        return evidence
    }

    @Test func theOldSystemChangedWhatTheCRMStillHoldsAsLoaded() {
        #expect(evidence { _ in }.cause == .sourceChanged)
        #expect(evidence { $0.sourceChanged = nil }.cause == .sourceChanged)
    }

    @Test func aPersonChangedWhatTheOldSystemStillHasAsLoaded() {
        let one = evidence {
            $0.crmIsAsWritten = false
            $0.sourceWasWritten = true
            $0.sourceChanged = false
        }
        #expect(one.cause == .crmChanged)
        // Whether the row changed elsewhere doesn't matter: its value is the one that was loaded.
        #expect(evidence { ($0.crmIsAsWritten, $0.sourceWasWritten) = (false, true) }.cause == .crmChanged)
    }

    @Test func aValueThatALoadLeftToAPersonIsStillThePersons() {
        #expect(evidence { ($0.crmIsAsWritten, $0.sourceChanged) = (false, false) }.cause == .crmChanged)
    }

    @Test func bothChanged() {
        #expect(evidence { $0.crmIsAsWritten = false }.cause == .bothChanged)
        #expect(evidence { ($0.crmIsAsWritten, $0.sourceChanged) = (false, nil) }.cause == .bothChanged)
    }

    @Test func whatWasTypedBeforeTheLoadBeatsTheSources() {
        let typed = evidence {
            ($0.crmIsAsWritten, $0.crmWasWritten, $0.sourceChanged) = (false, false, false)
        }
        #expect(typed.cause == .crmWon)
        // The old system had nothing then: the person typed it after the load, and so did the old system's.
        let since = evidence {
            ($0.crmIsAsWritten, $0.crmWasWritten, $0.sourceChanged, $0.sourceWasEmpty) = (false, false, true, true)
        }
        #expect(since.cause == .bothChanged)
    }

    @Test func otherRecordsThatWin() {
        #expect(evidence { $0.winner = .otherSource }.cause == .otherSource)
        #expect(evidence { $0.winner = .sameSource }.cause == .merged)
        #expect(evidence { ($0.crmIsAsWritten, $0.winner) = (false, .otherSource) }.cause == .otherSource)
        // But what was loaded of this very record and then changed by a person is that person's change.
        let changed = evidence {
            ($0.crmIsAsWritten, $0.sourceWasWritten, $0.winner) = (false, true, .otherSource)
        }
        #expect(changed.cause == .crmChanged)
    }

    @Test func theFileSaysTheSame() {
        #expect(evidence { $0.mappingChanged = true }.cause == .mappingChanged)
        #expect(evidence { $0.sourceChanged = false }.cause == .rulesChanged)
    }

    @Test func blanks() {
        #expect(evidence { ($0.sourceIsEmpty, $0.winner) = (true, .nobody) }.cause == .kept)
        #expect(evidence { ($0.sourceIsEmpty, $0.winner) = (true, .otherSource) }.cause == nil)
        let added = evidence {
            ($0.sourceIsEmpty, $0.crmIsAsWritten, $0.sourceChanged, $0.winner) = (true, false, false, .nobody)
        }
        #expect(added.cause == .crmAdded)
        let both = evidence {
            ($0.sourceIsEmpty, $0.crmIsAsWritten, $0.sourceChanged, $0.winner) = (true, false, true, .nobody)
        }
        #expect(both.cause == .bothChanged)
    }

    @Test func formAlone() {
        #expect(evidence { ($0.crmIsAsWritten, $0.isSameButForForm) = (false, true) }.cause == .form)
        let bytes = { (text: String) in Array(text.utf8)[...] }
        #expect(ParallelGroup.isSameButForForm(bytes("Müller & Co. KG"), bytes("MÜLLER & CO KG"), .organisationName))
        #expect(!ParallelGroup.isSameButForForm(bytes("Müller"), bytes("Muller"), .personName))
        #expect(!ParallelGroup.isSameButForForm(bytes("1.50"), bytes("150"), .money))
        #expect(!ParallelGroup.isSameButForForm(bytes("…"), bytes("-"), .text))
    }
}

/// Ready to cut over is what the days say, by the rules of today.
@Suite struct ParallelVerdictTests {
    private func outcome(
        _ day: String, _ counts: [(String, ParallelCause, Int)] = [], sources: [String] = ["alt"], file: String = ""
    ) -> ParallelOutcome {
        ParallelOutcome(
            now: day + "T18:00:00.000000Z", target: "test",
            sources: sources.map {
                ParallelSource(
                    source: $0, file: "f", digest: file.isEmpty ? day : file, rows: 1, compared: 1, onlyOld: 0,
                    onlyCRM: 0)
            },
            counts: counts.map {
                ParallelCount(source: "alt", table: "contacts", field: $0.0, cause: $0.1, count: $0.2)
            },
            listed: [], money: [], onlyCRM: [], digest: "", database: "", version: 0)
    }

    private func verdict(_ runs: [ParallelOutcome], _ change: (inout ParallelRules) -> Void = { _ in })
        -> ParallelVerdict
    {
        var rules = ParallelRules()
        rules.days = 3
        change(&rules)
        return ParallelVerdict(runs, rules: rules, target: "test")
    }

    @Test func asManyDaysInARowAsWantedMakeReady() {
        let days = ["2026-03-02", "2026-03-03", "2026-03-04"].map { outcome($0) }
        #expect(verdict(days).isReady)
        #expect(!verdict(Array(days.prefix(2))).isReady)
        #expect(verdict([]).missing == ["Nothing was compared yet."])
    }

    @Test func aDayWithDriftBeginsTheRowAnew() {
        let runs = [
            outcome("2026-03-02"), outcome("2026-03-03", [("phone", .crmChanged, 2)]), outcome("2026-03-04"),
            outcome("2026-03-05"),
        ]
        #expect(verdict(runs).inRow == 2)
        #expect(!verdict(runs).isReady)
    }

    @Test func expectedDriftIsNoDriftAndAcceptedDriftHasSomebodysName() {
        let runs = (2...4).map { outcome("2026-03-0\($0)", [("phone", .crmChanged, 2), ("name", .otherSource, 9)]) }
        #expect(!verdict(runs).isReady)
        let accepted = verdict(runs) {
            $0.accepted = [
                ParallelAcceptance(cause: .crmChanged, field: "contacts.phone", source: "", by: "Lena", because: "new")
            ]
        }
        #expect(accepted.isReady)
        #expect(accepted.days.last?.accepted == 2)
        #expect(accepted.days.last?.expected == 9)
        let elsewhere = verdict(runs) {
            $0.accepted = [
                ParallelAcceptance(cause: .crmChanged, field: "accounts", source: "", by: "Lena", because: "new")
            ]
        }
        #expect(!elsewhere.isReady)
    }

    @Test func aWeekendDoesNotBreakARowALongerGapDoes() {
        let overWeekend = ["2026-02-26", "2026-02-27", "2026-03-02"].map { outcome($0) }
        #expect(verdict(overWeekend).isReady)
        let longer = ["2026-02-25", "2026-02-26", "2026-03-02"].map { outcome($0) }
        #expect(verdict(longer).inRow == 1)
        #expect(verdict(longer).missing.contains { $0.contains("Between 2026-02-26 and 2026-03-02") })
        #expect(verdict(longer) { $0.gap = 4 }.isReady)
        #expect(ParallelVerdict.distance("2024-02-28", "2024-03-01") == 2)
        #expect(ParallelVerdict.distance("2025-12-31", "2026-01-01") == 1)
    }

    @Test func theLastComparisonOfADayCounts() {
        let runs = [outcome("2026-03-02", [("phone", .sourceChanged, 1)]), outcome("2026-03-02")]
        #expect(verdict(runs).days.count == 1)
        #expect(verdict(runs).inRow == 1)
        #expect(verdict(runs.reversed()).inRow == 0)
    }

    @Test func aDayThatLeftASourceOutIsNoProof() {
        let runs = [
            outcome("2026-03-02", sources: ["alt", "neu"]), outcome("2026-03-03", sources: ["alt", "neu"]),
            outcome("2026-03-04"),
        ]
        #expect(verdict(runs).inRow == 0)
        #expect(verdict(runs).days.last?.missing == ["neu"])
        #expect(verdict(runs) { $0.sources = ["alt"] }.isReady)
    }

    @Test func theSameFilesAsTheDayBeforeAreTold() {
        let runs = [outcome("2026-03-02", file: "a"), outcome("2026-03-03", file: "a"), outcome("2026-03-04")]
        #expect(verdict(runs).days.map(\.hasSameFiles) == [false, true, false])
    }

    @Test func comparisonsWithAnotherTargetDoNotCount() {
        #expect(
            ParallelVerdict([outcome("2026-03-02")], rules: ParallelRules(), target: "live").days.isEmpty)
    }

    @Test func whatIsKeptIsReadBack() throws {
        let folder = try Folder()
        try folder.write("customary.yaml", "version: 1\nproject: x\nid: 0f1e2d3c-4b5a-8697-8899-aabbccddeeff\n")
        let project = try Project.read(folder: folder.path)
        try AtomicFile.makeFolder(project.workFolder)
        var history = try ParallelHistory(of: project)
        #expect(history.runs.isEmpty)
        try history.append(outcome("2026-03-02", [("phone", .crmChanged, 2)]))
        try history.append(outcome("2026-03-03"))
        let again = try ParallelHistory(of: project)
        #expect(again.runs.map(\.day) == ["2026-03-02", "2026-03-03"])
        #expect(again.runs[0].counts == history.runs[0].counts)
        #expect(again.runs[0].sources == history.runs[0].sources)
        // A line that is lost is seen by the next one.
        let lines = try folder.read(".customary/parallel.jsonl").split(separator: "\n")
        try folder.write(".customary/parallel.jsonl", lines[1] + "\n")
        #expect(throws: PipelineFault.self) { try ParallelHistory(of: project) }
    }
}

/// What the project's file says of the parallel run.
@Suite struct ParallelRulesTests {
    private let start = """
        version: 1
        project: nordwind
        id: 0f1e2d3c-4b5a-8697-8899-aabbccddeeff
        sources:
          alt: {connector: delimited, deliveries: [{file: inbox/z.csv}]}

        """

    private func read(_ block: String) throws(ConfigurationFault) -> ParallelRules {
        guard let folder = try? Folder(), (try? folder.write("customary.yaml", start + block)) != nil else {
            return ParallelRules()
        }
        return try Project.read(folder: folder.path).parallel
    }

    private func problems(_ block: String) -> String {
        do throws(ConfigurationFault) {
            _ = try read(block)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func theBlockIsReadWithItsDefaults() throws {
        #expect(try read("").days == 5)
        let rules = try read(
            """
            parallel:
              sources: [alt]
              days: 7
              gap: 4
              accept:
                - {cause: crm_changed, field: contacts.phone, by: Lena, because: corrected in the new CRM}
                - {field: rows, source: alt, by: Lena, because: test rows}
            """)
        #expect(rules.sources == ["alt"])
        #expect(rules.days == 7)
        #expect(rules.gap == 4)
        #expect(rules.drift("alt", "contacts", "phone", .crmChanged) == .accepted)
        #expect(rules.drift("alt", "contacts", "phone", .bothChanged) == .blocks)
        #expect(rules.drift("alt", "rows", "row", .rejected) == .accepted)
        #expect(rules.drift("neu", "rows", "row", .rejected) == .blocks)
        #expect(rules.drift("alt", "contacts", "name", .otherSource) == .expected)
    }

    @Test func whatIsWrongIsSaid() {
        #expect(problems("parallel: {sources: [nobody]}").contains("nobody"))
        #expect(problems("parallel: {days: 0}").contains("days"))
        #expect(problems("parallel: {accept: [{cause: crm_changed, because: x}]}").contains("by"))
        #expect(problems("parallel: {accept: [{cause: crm_changed, by: x}]}").contains("because"))
        #expect(problems("parallel: {accept: [{cause: crm_chnged, by: x, because: y}]}").contains("crm_changed"))
        #expect(problems("parallel: {accept: [{field: contacts.fone, by: x, because: y}]}").contains("contacts.fone"))
        #expect(problems("parallel: {accept: [{by: x, because: y}]}").contains("cause"))
        #expect(problems("parallel: {accepts: []}").contains("accept"))
    }
}
