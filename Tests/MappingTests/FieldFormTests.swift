import Mapping
import Records
import Testing

/// Every form of docs/mapping.md, each with what it gives.
@Suite struct FieldFormTests {
    @Test func aColumn() throws {
        let mapped = try Mapped(Bench.account("name: Firma"), columns: ["Firma"], rows: [["Bäckerei Immergrün GmbH"]])
        #expect(mapped.value("it.name") == "Bäckerei Immergrün GmbH")
        #expect(mapped.value("it.legal_form") == "GmbH")
        #expect(mapped.batch.states == [.ready])
    }

    @Test func aListFieldTakesAValueOfEachColumnOnce() throws {
        let mapped = try Mapped(
            Bench.account("name: Firma\nphone: [Telefon, Zentrale, Büro]", before: "read: {country: DE}"),
            columns: ["Firma", "Telefon", "Zentrale", "Büro"],
            rows: [["Quadrat", "030 23125001", "+49 30 23125002", "+493023125001"]])
        #expect(mapped.value("it.phone") == "+493023125001|+493023125002")
        #expect(mapped.texts("it.phone") == ["+493023125001\t030 23125001\n+493023125002\t+49 30 23125002"])
    }

    @Test func anotherFieldTakesTheFirstColumnThatIsNotEmpty() throws {
        let mapped = try Mapped(
            Bench.contact("email: Mail\njob_title: [Titel, Position]"), columns: ["Mail", "Titel", "Position"],
            rows: [
                ["a@b.example", "", "Einkauf"], ["c@b.example", "Leitung", "Einkauf"], ["d@b.example", "  ", "Lager"],
            ])
        #expect(mapped.values("it.job_title") == ["Einkauf", "Leitung", "Lager"])
    }

    @Test func joinedColumnsLeaveOutTheEmptyOnes() throws {
        let mapped = try Mapped(
            Bench.account("name: Firma\nstreet: {columns: [Straße, Nr], join: \" \"}"),
            columns: ["Firma", "Straße", "Nr"],
            rows: [["A", "Lindenweg", "4"], ["B", "Lindenweg", ""], ["C", "", ""]])
        #expect(mapped.values("it.street") == ["Lindenweg 4", "Lindenweg", ""])
    }

    @Test func joinedColumnsGoThroughTheirValueMap() throws {
        let mapped = try Mapped(
            Bench.account(
                "name: Firma\nrecord_status: {columns: [A, B], join: \"-\", values: status}",
                before: "values:\n  status:\n    x-1: active\n    otherwise: drop"),
            columns: ["Firma", "A", "B"], rows: [["A", "x", "1"], ["B", "x", "2"]])
        #expect(mapped.values("it.record_status") == ["active", ""])
    }

    @Test func theSameTextForEveryRow() throws {
        let mapped = try Mapped(
            Bench.account("name: Firma\nlead_source: {text: trade fair}"), columns: ["Firma"], rows: [["A"], ["B"]])
        #expect(mapped.values("it.lead_source") == ["trade fair", "trade fair"])
    }

    @Test func aTextIsStandardisedAsACellWouldBe() throws {
        let mapped = try Mapped(
            Bench.account(
                "name: Firma\ncollective: {text: ja}\ncountry: {text: Deutschland}\ncredit_limit: {text: \"1.000,50\"}",
                before: "read: {decimal: \",\"}"), columns: ["Firma"], rows: [["Barverkauf"]])
        #expect(mapped.value("it.collective") == "true")
        #expect(mapped.value("it.country") == "DE")
        #expect(mapped.value("it.credit_limit") == "1000.5")
    }

    @Test func textsAloneMakeNoRecord() throws {
        let mapped = try Mapped(
            Bench.account("name: Firma\nlead_source: {text: trade fair}\ncustom.Herkunft: {text: Messe}"),
            columns: ["Firma"],
            rows: [["A"], [""]])
        #expect(mapped.values("it.name") == ["A"])
        #expect(mapped.batch.states == [.ready, .rejected])
        #expect(mapped.codes == ["row.empty"])
    }

    @Test func theRecordOfTheSameRow() throws {
        let mapped = try Mapped(
            """
            version: 1
            records:
              company: {entity: accounts, fields: {name: Firma}}
              person:
                entity: contacts
                fields:
                  family_name: Name
                  account: {record: company}
            """, columns: ["Firma", "Name"], rows: [["A", "Lindholm"], ["", "Osterloh"]])
        #expect(mapped.values("company.name") == ["A"])
        #expect(mapped.values("person.account") == ["#0", ""])
    }

    @Test func aRecordOfThisSourceByItsKey() throws {
        let mapped = try Mapped(
            "version: 1\nrecords:\n  company:\n    entity: accounts\n    key: Nr\n    fields:\n      name: Firma\n      parent: {record: company, key: Mutter}\n",
            columns: ["Nr", "Firma", "Mutter"], rows: [["7", "A", " 9 "], ["9", "B", ""]])
        #expect(mapped.values("company.parent") == ["list\u{1F}company\u{1F}9", ""])
    }

    @Test func aRecordOfAnotherSourceByAKeyOfSeveralColumns() throws {
        let mapped = try Mapped(
            Bench.contact("email: Mail\naccount: {source: erp, record: company, key: [Mandant, Nr]}"),
            columns: ["Mail", "Mandant", "Nr"], rows: [["a@b.example", "01", "70001"], ["c@b.example", "", "70001"]])
        #expect(mapped.values("it.account") == ["erp\u{1F}company\u{1F}01 70001", "erp\u{1F}company\u{1F}70001"])
    }

    @Test func theRecordNameOfAnotherSourceCanBeLeftOut() throws {
        let mapped = try Mapped(
            Bench.contact("email: Mail\naccount: {source: erp, key: Nr}"), columns: ["Mail", "Nr"],
            rows: [["a@b.example", "70001"]])
        #expect(mapped.value("it.account") == "erp\u{1F}\u{1F}70001")
    }

    @Test func aRecordOfAnotherSourceByOneOfItsFields() throws {
        let mapped = try Mapped(
            Bench.contact("email: Mail\nowner: {source: staff, by: initials, column: Betreuer}"),
            columns: ["Mail", "Betreuer"], rows: [["a@b.example", "al"], ["b@b.example", ""]])
        #expect(mapped.values("it.owner") == ["staff\u{1F}?initials\u{1F}al", ""])
    }

    @Test func customFieldsAreOneObjectWithItsKeysInByteOrder() throws {
        let mapped = try Mapped(
            Bench.account(
                "name: F\ncustom.z: A\ncustom.Rabatt: B\ncustom.Rabatt Gruppe: C\ncustom.Ä: D\ncustom.fix: {text: x}"),
            columns: ["F", "A", "B", "C", "D"],
            rows: [["Quadrat", "1", "say \"hi\", you", "back\\slash", "line\none"], ["Kreis", "", "", "", ""]])
        #expect(
            mapped.texts("it.custom") == [
                #"{"Rabatt":"say \"hi\", you","Rabatt Gruppe":"back\\slash","fix":"x","z":"1","Ä":"line one"}"#,
                #"{"fix":"x"}"#,
            ])
    }

    @Test func aTypedCustomFieldIsStandardisedAndABooleanStandsWithoutQuotes() throws {
        let mapped = try Mapped(
            Bench.account(
                """
                name: F
                custom.seit: {column: A, type: date, dates: day-month-year}
                custom.rabatt: {column: B, type: number, decimal: ","}
                custom.vertrag: {column: C, type: boolean}
                custom.info: {column: D, type: email}
                """),
            columns: ["F", "A", "B", "C", "D"],
            rows: [
                ["Quadrat", "3.4.2019", "12,50", "ja", " Info@Quadrat.example "], ["Kreis", "gestern", "", "nein", ""],
            ])
        #expect(
            mapped.texts("it.custom") == [
                #"{"info":"info@quadrat.example","rabatt":"12.5","seit":"2019-04-03","vertrag":true}"#,
                #"{"vertrag":false}"#,
            ])
    }

    @Test func customFieldsOfSeveralRecordsAreOneObjectTheFirstOnesValuesWinning() {
        var custom = Array(#"{"b":"1","d":true}"#.utf8)
        CustomFields.add(Array(#"{"a":"2, \"x\"","b":"9","e":false}"#.utf8)[...], to: &custom)
        #expect(String(decoding: custom, as: UTF8.self) == #"{"a":"2, \"x\"","b":"1","d":true,"e":false}"#)
        CustomFields.add([], to: &custom)
        var none: [UInt8] = []
        CustomFields.add(Array(#"{"a":"1"}"#.utf8)[...], to: &none)
        #expect(String(decoding: none, as: UTF8.self) == #"{"a":"1"}"#)
    }

    @Test func aFieldWithAConditionStaysEmptyWhereItDoesNotHold() throws {
        let mapped = try Mapped(
            Bench.contact("full_name: Name\nemail: {column: Mail, when: {column: Art, is: privat}}"),
            columns: ["Name", "Mail", "Art"],
            rows: [["Anna Lindholm", "a@b.example", "privat"], ["Bernd Osterloh", "b@b.example", "beruflich"]])
        #expect(mapped.values("it.email") == ["a@b.example", ""])
    }

    @Test func aRecordWithAConditionIsMadeOnlyWhereItHolds() throws {
        let mapped = try Mapped(
            """
            version: 1
            records:
              company:
                entity: accounts
                key: Nr
                when: {column: Firma, present: true}
                fields: {name: Firma, city: Ort}
              person:
                entity: contacts
                fields: {full_name: Name, city: Ort}
            """, columns: ["Nr", "Firma", "Name", "Ort"],
            rows: [["1", "Quadrat", "", "Kiel"], ["2", "", "Carla Windisch", "Kiel"]])
        #expect(mapped.values("company.name") == ["Quadrat"])
        #expect(mapped.keys("company") == ["1"])
        #expect(mapped.values("person.full_name") == ["", "Carla Windisch"])
    }

    @Test func aKeyOfSeveralColumnsIsJoinedByASpace() throws {
        let mapped = try Mapped(
            "version: 1\nrecords:\n  it: {entity: accounts, key: [Mandant, Nr], fields: {name: F}}\n",
            columns: ["Mandant", "Nr", "F"], rows: [["01", " 70001 ", "A"], ["", "70002", "B"], ["", "", "C"]])
        #expect(mapped.keys("it") == ["01 70001", "70002", ""])
    }

    @Test func aCurrencyIsThatOfTheConventionsWhereTheRowNamesNone() throws {
        let mapped = try Mapped(
            "version: 1\nread: {currency: EUR, decimal: \".\"}\nrecords:\n  it: {entity: orders, fields: {number: N, total: T, currency: C}}\n",
            columns: ["N", "T", "C"], rows: [["1", "10.50", ""], ["2", "10.50", "usd"], ["3", "", ""]])
        #expect(mapped.values("it.currency") == ["EUR", "USD", ""])
        #expect(mapped.values("it.total") == ["10.5", "10.5", ""])
    }

    @Test func cellsThatNothingTakesAreCountedByColumn() throws {
        let mapped = try Mapped(
            Bench.contact("email: {column: Mail, when: {column: Art, present: true}}") + "ignore: [Logo]\n",
            columns: ["Mail", "Art", "Logo", "Rest"],
            rows: [["a@b.example", "x", "l", "r"], ["b@b.example", "x", "l", ""], ["c@b.example", "x", "", "r"]])
        #expect(mapped.batch.unmappedCells == [0, 0, 0, 2])
    }

    @Test func whatWasExtendedCanBeChangedAndTakenAway() throws {
        let base = """
            version: 1
            recognises: [A, B, C]
            read: {dates: day-month-year, country: DE}
            values: {status: {A: active, L: lost}}
            records:
              it:
                entity: contacts
                key: Nr
                fields: {email: Mail, phone: Tel, record_status: {column: S, values: status}}
            filters:
              - {when: {column: S, is: X}, reason: deleted}
            """
        let mapping = try Bench.mapping(
            """
            version: 1
            extends: base
            read: {dates: year-month-day}
            values: {status: {L: former}}
            records:
              it:
                fields: {email: Postfach, phone: , family_name: Name}
            """, library: ["base": base])
        #expect(mapping.conventions.dates == .yearMonthDay)
        #expect(mapping.conventions.country == Array("DE".utf8))
        #expect(mapping.records.map(\.name) == ["it"])
        #expect(mapping.records[0].key == ["Nr"])
        #expect(Set(mapping.records[0].fields.map(\.field)) == ["email", "record_status", "family_name"])
        #expect(mapping.records[0].fields.first { $0.field == "email" }?.columns == ["Postfach"])
        #expect(mapping.valueMaps["status"]?.values[Array("L".utf8)] == Array("former".utf8))
        #expect(mapping.valueMaps["status"]?.values[Array("A".utf8)] == Array("active".utf8))
        #expect(mapping.filters.map(\.reason) == ["deleted"])
    }

    @Test func answersAndExamplesAreRead() throws {
        let mapping = try Bench.mapping(
            Bench.contact("email: Mail") + """
                examples:
                  - given: {Mail: A@B.example}
                    gives: {it.email: a@b.example}
                answers:
                  - {question: "dates:Added on", answer: day-month-year, by: lena, on: 2026-11-23}
                  - {question: "code:status:X", answer: lost, by: lena, on: 2026-11-23, draft: true}
                """)
        #expect(mapping.examples.map(\.line) == [8])
        #expect(mapping.examples[0].given.map(\.value) == ["A@B.example"])
        #expect(mapping.examples[0].gives.map(\.field) == ["it.email"])
        #expect(mapping.answers.map(\.question) == ["dates:Added on", "code:status:X"])
        #expect(mapping.answers.map(\.isDraft) == [false, true])
        #expect(mapping.answers[0].by == "lena" && mapping.answers[0].on == "2026-11-23")
    }
}
