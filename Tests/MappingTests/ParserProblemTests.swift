import Configuration
import Mapping
import Testing

/// Every mistake in a mapping file is one line that names file, line and column, and what was probably meant.
@Suite struct ParserProblemTests {
    private func problems(_ yaml: String, library: [String: String] = [:]) -> [String] {
        Bench.parse(yaml, library: library).problems.sorted().map(\.description)
    }

    @Test func aGoodMappingHasNone() {
        #expect(problems(Bench.contact("full_name: Name")) == [])
    }

    @Test func anUnknownKeyNamesTheNearest() {
        let found = problems(
            "version: 1\nrecord:\n  it: {}\nrecords:\n  it:\n    entity: contacts\n    fields: {email: Mail}\n")
        #expect(found == ["mappings/list.yaml:2:1: unknown key \"record\"; did you mean \"records\"?"])
    }

    @Test func anUnknownKeyDeepInsideIsFoundWhereItStands() {
        let found = problems(Bench.contact("email: {colunm: Mail, column: Mail}"))
        #expect(found == ["mappings/list.yaml:6:15: unknown key \"colunm\"; did you mean \"column\"?"])
    }

    @Test func anUnknownFieldNamesTheNearest() {
        #expect(
            problems(Bench.contact("emial: Mail")) == [
                "mappings/list.yaml:6:7: contacts have no field \"emial\"; did you mean \"email\"?"
            ])
    }

    @Test func aFieldOfAnotherEntityIsUnknownAndAllAreListed() throws {
        let found = problems(
            "version: 1\nrecords:\n  it:\n    entity: users\n    fields:\n      name: N\n      birth_date: D\n")
        let line = try #require(found.first)
        #expect(found.count == 1)
        #expect(
            line.hasPrefix(
                "mappings/list.yaml:7:7: users have no field \"birth_date\"; users have name, email, initials, active"))
    }

    @Test func aRecordNeedsAnEntity() throws {
        let found = problems("version: 1\nrecords:\n  it:\n    fields:\n      email: Mail\n")
        let line = try #require(found.first)
        #expect(line.contains("the record \"it\" needs an entity; one of users, accounts, contacts"))
        #expect(line.hasPrefix("mappings/list.yaml:4:5: ") && found.count == 1)
    }

    @Test func anUnknownEntityNamesTheNearest() {
        let found = problems("version: 1\nrecords:\n  it:\n    entity: contact\n    fields:\n      email: Mail\n")
        #expect(
            found.contains { $0.hasPrefix("mappings/list.yaml:4:13: ") && $0.hasSuffix("did you mean \"contacts\"?") })
    }

    @Test func anEntityThatOnlyLoadingMakesIsRefused() {
        let found = problems(
            "version: 1\nrecords:\n  it:\n    entity: contact_points\n    fields:\n      value: Mail\n")
        #expect(found.contains { $0.hasPrefix("mappings/list.yaml:4:13: \"entity\" needs one of users, accounts") })
    }

    @Test func anUnknownTransformNamesTheNearest() {
        #expect(
            problems(Bench.contact("email: {column: Mail, transforms: [lowr]}")) == [
                "mappings/list.yaml:6:42: there is no transform \"lowr\"; did you mean \"lower\"?"
            ])
        #expect(
            problems(Bench.contact("email: {column: Mail, transforms: [{prefx: x}]}")) == [
                "mappings/list.yaml:6:43: there is no transform \"prefx\"; did you mean \"prefix\"?"
            ])
    }

    @Test func aTransformsOwnValuesAreChecked() {
        for (transform, words) in [
            ("{pad: 0}", "pad needs a whole number from 1 to 64"),
            ("{pad: many}", "pad needs a whole number from 1 to 64"),
            ("{part: {number: 0, of: x}}", "part.number needs a number other than 0"),
            ("{replace: {form: a}}", "unknown key \"form\""), ("{part: {of: x}}", "part needs \"number\""),
        ] {
            let found = problems(Bench.contact("email: {column: Mail, transforms: [\(transform)]}"))
            #expect(
                found.contains { $0.hasPrefix("mappings/list.yaml:6:") && $0.contains(words) }, "\(transform): \(found)"
            )
        }
    }

    @Test func anUnknownValueMapNamesTheNearest() {
        let yaml = Bench.contact(
            "record_status: {column: S, values: staus}", before: "values:\n  status:\n    A: active")
        #expect(
            problems(yaml).map { $0.drop { $0 != " " } } == [
                " there is no value map \"staus\"; did you mean \"status\"?"
            ])
        #expect(problems(yaml)[0].hasPrefix("mappings/list.yaml:9:"))
    }

    @Test func aReferenceToALaterRecordIsRefused() {
        let found = problems(
            """
            version: 1
            records:
              person:
                entity: contacts
                fields:
                  email: Mail
                  account: {record: company}
              company:
                entity: accounts
                fields:
                  name: Firma
            """)
        #expect(found.count == 1)
        #expect(
            found[0].hasPrefix(
                "mappings/list.yaml:7:16: the record \"company\" stands after \"person\"; write it before"))
    }

    @Test func aReferenceToNoRecordNamesTheNearest() {
        for form in ["{record: compny}", "{record: compny, key: Mutter}"] {
            let found = problems(
                """
                version: 1
                records:
                  company:
                    entity: accounts
                    fields:
                      name: Firma
                  person:
                    entity: contacts
                    fields:
                      email: Mail
                      account: \(form)
                """)
            #expect(
                found == [
                    "mappings/list.yaml:11:16: there is no record \"compny\" in this mapping; did you mean \"company\"?"
                ], "\(form)")
        }
    }

    @Test func aReferenceInAFieldThatHoldsAValueIsRefused() {
        let found = problems(
            "version: 1\nrecords:\n  a:\n    entity: accounts\n    fields: {name: F}\n  it:\n    entity: contacts\n    fields:\n      email: {record: a}\n"
        )
        #expect(found == ["mappings/list.yaml:9:14: email holds a value, not another record; give it a column"])
    }

    @Test func aReferenceToAnotherSourceNeedsItsKey() {
        let found = problems(Bench.contact("email: Mail\nowner: {source: staff}"))
        #expect(found.count == 1)
        #expect(
            found[0].contains("needs the column that holds its key; add key: COLUMN, or by: FIELD and column: COLUMN"))
    }

    @Test func aConditionThatSaysNothingIsRefused() {
        let found = problems(Bench.contact("email: {column: Mail, when: {column: A}}"))
        #expect(
            found.contains {
                $0.contains("the condition says nothing about the column; add present, is, is_not, contains, matches")
            })
    }

    @Test func aFilterNeedsAConditionAndAReason() {
        let found = problems(
            Bench.contact("email: Mail") + "filters:\n  - {reason: old}\n  - {when: {column: A, is: x}}\n")
        #expect(
            found.contains { $0.hasPrefix("mappings/list.yaml:8:5: ") && $0.contains("a filter needs a condition") })
        #expect(found.contains { $0.hasPrefix("mappings/list.yaml:9:5: ") && $0.contains("\"reason\" is missing") })
    }

    @Test func aValueMapsOtherwiseIsOneOfFour() {
        let found = problems(Bench.contact("email: Mail") + "values:\n  status:\n    A: b\n    otherwise: perhaps\n")
        #expect(found == ["mappings/list.yaml:10:16: otherwise needs keep, drop, ask or {text: WORD}"])
    }

    @Test func conventionsAreChecked() {
        let found = problems(
            Bench.contact(
                "email: Mail",
                before: "read:\n  dates: day-first\n  decimal: comma\n  timezone: Europe/Berlln\n  zone: x"))
        #expect(found.contains { $0.hasPrefix("mappings/list.yaml:3:10: \"dates\" needs one of day-month-year") })
        #expect(found.contains { $0.hasPrefix("mappings/list.yaml:4:12: \"decimal\" needs one of") })
        #expect(
            found.contains {
                $0.hasPrefix("mappings/list.yaml:5:13: ") && $0.contains("there is no time zone \"Europe/Berlln\"")
            })
        #expect(found.contains { $0.hasPrefix("mappings/list.yaml:6:3: unknown key \"zone\"") })
    }

    @Test func aMappingWithoutRecordsSaysSo() {
        #expect(
            problems("version: 1\n") == [
                "mappings/list.yaml:1:1: the mapping makes no records; add a record under records:"
            ])
    }

    @Test func whatIsExtendedHasToBeThere() {
        let found = problems("version: 1\nextends: shoppify\n" + "records: {it: {entity: users, fields: {name: N}}}\n")
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("mappings/list.yaml:2:10: \"extends\" there is no mapping \"shoppify\""))
    }

    @Test func mappingsThatExtendEachOtherForEverAreStopped() {
        let found = problems("extends: a\n", library: ["a": "extends: b\n", "b": "extends: a\n"])
        #expect(found.contains { $0.contains("mappings extend each other more than 8 deep") })
    }

    @Test func aListOfColumnsHoldsTextsOnly() {
        let found = problems(Bench.contact("phone: [Telefon, [Mobil]]"))
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("mappings/list.yaml:6:24: ") == true)
    }

    @Test func allMistakesAreToldAtOnce() {
        let found = problems(Bench.contact("emial: A\nphone: {colum: B, transforms: [uper]}\nowner: {source: s}"))
        #expect(found.count >= 4)
        #expect(found.allSatisfy { $0.hasPrefix("mappings/list.yaml:") })
    }

    @Test func textThatIsNoYAMLIsAProblemWithItsPlace() {
        let found = problems("version: 1\nrecords: [\n")
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.hasPrefix("mappings/list.yaml:") })
    }
}

/// A mapping is bound to the columns a file really has.
@Suite struct BindingTests {
    @Test func everyMissingColumnIsNamedOnceWithTheNearest() throws {
        let mapping = try Bench.mapping(
            Bench.contact(
                "email: Emial\nphone: [Telefon, Emial]\nfull_name: {column: Name, when: {column: Kategorie, present: true}}"
            ))
        let fault = #expect(throws: BindingFault.self) {
            try MappingProgram(mapping, sourceName: "list", columns: ["Name", "Email", "Phone"])
        }
        guard case .missingColumns(let missing, let has)? = fault else { return }
        #expect(missing == ["Emial", "Telefon", "Kategorie"])
        #expect(has == ["Name", "Email", "Phone"])
        let words = "\(BindingFault.missingColumns(missing, has: has))"
        #expect(words.contains("\"Emial\" (did you mean \"Email\"?)"))
        #expect(words.contains("\"Telefon\", \"Kategorie\""))
        #expect(words.contains("it has \"Name\", \"Email\", \"Phone\""))
    }

    @Test func aColumnToIgnoreMayBeMissing() throws {
        let mapping = try Bench.mapping(Bench.contact("email: Mail") + "ignore: [Logo]\n")
        let program = try MappingProgram(mapping, sourceName: "list", columns: ["Mail"])
        #expect(program.consulted.isEmpty)
    }

    @Test func aPatternThatCannotBeCompiledIsNamed() {
        let found = Bench.parse(Bench.contact("email: {column: Mail, when: {column: Mail, matches: \"(\"}}")).problems
        #expect(
            found.map(\.description).first?.hasPrefix(
                "mappings/list.yaml:6:59: \"matches\" the pattern \"(\" is wrong: ")
                == true)
    }

    @Test func ofTwoColumnsOfOneNameTheFirstIsRead() throws {
        let mapped = try Mapped(
            Bench.contact("family_name: Name"), columns: ["Name", "Name"], rows: [["Lindholm", "Osterloh"]])
        #expect(mapped.value("it.family_name") == "Lindholm")
    }

    @Test func columnsWhoseReadingNothingSaysAreUndecided() throws {
        let open = try MappingProgram(
            Bench.mapping(
                Bench.account(
                    "name: A\ncustomer_since: B\ncredit_limit: C\nrecorded_at: {column: D, dates: year-month-day}")),
            sourceName: "list", columns: ["A", "B", "C", "D"])
        #expect(open.undecidedColumns().dates == [1])
        #expect(open.undecidedColumns().numbers == [2])
        let said = try MappingProgram(
            Bench.mapping(
                Bench.account(
                    "name: A\ncustomer_since: B\ncredit_limit: C",
                    before: "read: {dates: day-month-year, decimal: \",\"}")),
            sourceName: "list", columns: ["A", "B", "C"])
        #expect(said.undecidedColumns().dates == [])
        #expect(said.undecidedColumns().numbers == [])
    }
}
