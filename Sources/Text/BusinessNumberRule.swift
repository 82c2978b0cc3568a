/// Numbers of companies and taxpayers that are not numbers for value added tax: their shape, their check digits and the
/// form they are kept in. Sources: each authority's published description of its number.
struct BusinessNumberRule: Sendable {
    let country: CountryCode
    let kind: TaxNumberKind
    private let shape: TaxNumberShape
    /// What the check digits of a number of this shape say.
    let check: @Sendable ([UInt8]) -> TaxNumberCheck
    /// The form in which it is kept.
    let written: @Sendable ([UInt8]) -> [UInt8]

    private init(
        _ country: StaticString, _ kind: TaxNumberKind, _ shapes: String,
        written: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0 },
        check: @escaping @Sendable ([UInt8]) -> TaxNumberCheck = { _ in .unchecked }
    ) {
        self.country = CountryCode(known: country)
        self.kind = kind
        self.shape = TaxNumberShape(shapes)
        self.check = check
        self.written = written
    }

    func fits(_ code: [UInt8]) -> Bool { shape.fits(code) }

    static let all: [BusinessNumberRule] = [
        BusinessNumberRule(
            "US", .ein, "999999999", written: { Array($0[..<2]) + [Byte.hyphen] + Array($0[2...]) },
            check: CheckDigits.employer),
        BusinessNumberRule("AU", .abn, "99999999999", check: CheckDigits.australianBusiness),
        BusinessNumberRule("AU", .acn, "999999999", check: { CheckDigits.mod10($0, [8, 7, 6, 5, 4, 3, 2, 1]) }),
        BusinessNumberRule("CA", .bn, "999999999|999999999AA9999", check: CheckDigits.canadianBusiness),
        BusinessNumberRule(
            "NZ", .ird, "99999999|999999999", written: { $0.count == 8 ? [Byte.zero] + $0 : $0 },
            check: CheckDigits.newZealand),
        BusinessNumberRule(
            "NZ", .nzbn, "9429999999999", check: { CheckDigits.mod10($0, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) }),
        BusinessNumberRule("BR", .cnpj, "XXXXXXXXXXXX99", check: CheckDigits.brazilianCompany),
        BusinessNumberRule("BR", .cpf, "99999999999", check: CheckDigits.brazilianPerson),
        BusinessNumberRule("IN", .gstin, "99AAAAA9999AXXX", check: CheckDigits.indianGoodsAndServices),
        BusinessNumberRule("IN", .pan, "AAAAA9999A", check: CheckDigits.indianAccount),
        BusinessNumberRule("FR", .siren, "999999999", check: CheckDigits.luhn),
        BusinessNumberRule("FR", .siret, "99999999999999", check: CheckDigits.frenchEstablishment),
        BusinessNumberRule("GB", .utr, "9999999999", check: CheckDigits.britishTaxpayer),
        BusinessNumberRule("GB", .companyNumber, "99999999|AA999999"),
        BusinessNumberRule("IT", .codiceFiscale, "AAAAAAXXAXXAXXXA", check: CheckDigits.italianTaxCode),
        // A tax office's number in a state's form (10 or 11 digits) or the whole country's (13).
        BusinessNumberRule("DE", .steuernummer, "9999999999|99999999999|9999999999999"),
    ]
}
