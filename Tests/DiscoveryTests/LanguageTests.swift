import Testing

@testable import Discovery

/// Lists of customers in languages beside those of Western Europe, and tables that hold no customers.
@Suite struct LanguageTests {
    @Test(arguments: [
        ("Jméno", ColumnMeaning.givenName), ("Příjmení", .familyName), ("PŘÍJMENÍ", .familyName), ("PSČ", .postcode),
        ("IČO", .registrationNumber), ("DIČ", .vatID), ("Město", .city), ("Telefonní číslo", .phone),
        ("Irányítószám", .postcode), ("Cégnév", .company), ("Adószám", .vatID), ("E-mail cím", .email),
        ("Sähköposti", .email), ("Postinumero", .postcode), ("Yhteyshenkilö", .fullName),
        ("Müşteri No", .customerKey), ("Ad Soyad", .fullName), ("Cep Telefonu", .mobile), ("ŞEHİR", .city),
        ("Фамилия", .familyName), ("Имя", .givenName), ("Отчество", .middleName), ("ФИО", .fullName),
        ("Эл. почта", .email), ("Юридический адрес", .street), ("ИНН", .vatID), ("Почтовый индекс", .postcode),
        ("Επώνυμο", .familyName), ("ΕΠΩΝΥΜΟ", .familyName), ("Διεύθυνση", .street), ("ΑΦΜ", .vatID),
        ("名前", .fullName), ("会社名", .company), ("電話番号", .phone), ("メールアドレス", .email), ("郵便番号", .postcode),
        ("住所", .street), ("姓名", .fullName), ("公司名称", .company), ("手机", .mobile), ("邮箱", .email),
        ("地址", .street), ("이름", .fullName), ("휴대폰", .mobile), ("주소", .street), ("Họ và tên", .fullName),
        ("Denumire", .company), ("Naziv", .company), ("שם משפחה", .familyName), ("البريد الإلكتروني", .email),
    ]) func aHeaderSaysWhatItsColumnHolds(_ header: String, _ meaning: ColumnMeaning) {
        let found = HeaderReading(header).candidates
        #expect(found.contains { $0.meaning == meaning && $0.confidence >= ColumnScale.threshold }, "\(found)")
    }

    @Test func aListOfNamesInJapaneseIsAListOfPeople() {
        let proposal = MappingProposal(
            Tables.read([("名前", ["春野花子", "秋山一郎", "冬木次郎"]), ("年齢", ["25", "30", "28"])]))
        #expect(proposal.what == "people")
    }

    @Test func articlesWithPricesAreNoCustomers() {
        let goods = Tables.read([
            ("sku", ["M1", "C1", "P1"]), ("name", ["Mug", "Cup", "Plate"]), ("price", ["10", "15", "7"]),
            ("stock", ["5", "7", "9"]),
        ])
        let proposal = MappingProposal(goods)
        #expect(proposal.what == "no customers found")
        #expect(proposal.yaml.contains("  - when: always\n    reason: no customers found\n"))
        // Who buys them is somebody.
        let buyers = Tables.read([
            ("name", ["Anna Lindholm", "Udo Kern", "Eva Kurz"]),
            ("email", ["a@x.example", "u@x.example", "e@x.example"]),
            ("sku", ["M1", "C1", "P1"]), ("price", ["10", "15", "7"]),
        ])
        #expect(MappingProposal(buyers).what == "people")
    }

    @Test func aColumnOfNamesWithoutANameInItIsNoList() {
        let empty = Tables.read([("Name", ["", "", ""]), ("Type", ["Flood", "Storm", "Flood"])])
        #expect(MappingProposal(empty).what == "no customers found")
        // A table without rows yet is what its header says.
        #expect(MappingProposal(Tables.read([("Name", []), ("Type", [])])).what == "people")
    }

    @Test func namesUnderAHeaderThatNobodyKnowsAreFound() {
        let names = ["Maria Rutkowska", "Jan Nowak", "Anna Nowak", "Robert Lis", "Krzysztof Kowal"]
        #expect(Tables.read([("Lp", Tables.made(5) { "\($0)" }), ("Kto", names)]).columns[1].meaning == .fullName)
        // Without any header two are enough, if both are names.
        let few = Tables.read([("id", ["1", "2"]), ("column_2", ["John", "Julie"]), ("age", ["30", "26"])])
        #expect(few.columns[1].meaning == .fullName)
        let towns = Tables.read([("id", ["1", "2"]), ("column_2", ["Oslo", "Julie"]), ("age", ["30", "26"])])
        #expect(towns.columns[1].meaning == nil)
    }

    @Test func aFewRowsWithoutAnyHeaderAreTakenApart() {
        let table = Tables.read([
            ("column_1", ["Giuseppe", "Maria", "Antonio"]), ("column_2", ["Verdino", "Rossetti", "De Macchia"]),
            ("column_3", ["g@v.example", "m@r.example", "a@d.example"]),
        ])
        #expect(table.columns.map(\.meaning) == [.givenName, .familyName, .email])
    }
}
