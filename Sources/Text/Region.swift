/// A part of a country that was read.
public struct RegionReading: Sendable, Hashable {
    /// The ISO 3166-2 code (`US-CA`, `DE-NI`); empty where the value is none.
    public var code: [UInt8] = []
    /// The region's name in its country.
    public var name: [UInt8] = []
    /// What became of the value, its code being the standard form.
    public var verdict: Verdict = .unchanged

    /// The code without its country, as addresses have it in some countries: `CA`.
    public var shortCode: [UInt8] { Array(code.dropFirst(3)) }
}

/// Parts of countries: states, provinces, counties, cantons, as ISO 3166-2 has them.
public enum Region {
    /// Reads a code (`US-CA`, in its country also `CA`) or a name (`California`, `Bavaria`,
    /// `Bayern`). Without a country only whole codes are read.
    public static func read(_ bytes: UnsafeRawBufferPointer, country: CountryCode? = nil) -> RegionReading {
        var reading = RegionReading()
        let text = bytes.trimmed
        guard !text.isEmpty else {
            reading.verdict = bytes.isEmpty ? .unchanged : .changed
            return reading
        }
        guard text.count <= 80 else {
            reading.verdict = .invalid(.regionUnknown)
            return reading
        }
        var found: Entry?
        if text.count > 3, text[2] == Byte.hyphen, let own = CountryCode(text.part(0..<2)) {
            found = entry(own, text.part(3..<text.count))
        }
        if found == nil, let country { found = entry(country, text) }
        guard let found else {
            reading.verdict = .invalid(.regionUnknown)
            return reading
        }
        reading.code = found.country.bytes + [Byte.hyphen] + found.code
        reading.name = found.name
        reading.verdict = Verdict.comparing(bytes, reading.code)
        return reading
    }

    /// Reads a region.
    public static func read(_ text: String, country: CountryCode? = nil) -> RegionReading {
        text.withBytes { read($0, country: country) }
    }

    private struct Entry: Sendable {
        var country: CountryCode
        var code: [UInt8]
        var name: [UInt8]
    }

    private static func entry(_ country: CountryCode, _ text: UnsafeRawBufferPointer) -> Entry? {
        var key = country.bytes.map(\.asciiLowered) + [Byte.space]
        LookupKey.append(text, to: &key)
        return table[key]
    }

    /// From `us california` and `us ca` to the region.
    private static let table: WordTable<Entry> = {
        var entries: [(String, Entry)] = []
        var seen: Set<[UInt8]> = []
        func add(_ country: CountryCode, _ word: some StringProtocol, _ entry: Entry) {
            let key = country.bytes.map(\.asciiLowered) + [Byte.space] + LookupKey.of(String(word))
            if seen.insert(key).inserted { entries.append((key.text, entry)) }
        }
        for lines in [RegionTableAtoF.lines, RegionTableGtoL.lines, RegionTableMtoZ.lines] {
            for line in lines.split(separator: "\n") {
                let sides = line.split(separator: "|", maxSplits: 1)
                guard sides.count == 2, let country = CountryCode(String(sides[0])) else { continue }
                let regions = sides[1].split(separator: ";").map { $0.split(separator: ":", maxSplits: 1) }
                // Codes before names: `WA` is Washington's, whatever else begins so.
                for region in regions where region.count == 2 {
                    let names = region[1].split(separator: "/")
                    guard let first = names.first else { continue }
                    let entry = Entry(country: country, code: [UInt8](region[0].utf8), name: [UInt8](first.utf8))
                    add(country, region[0], entry)
                }
                for region in regions where region.count == 2 {
                    let names = region[1].split(separator: "/")
                    guard let first = names.first else { continue }
                    let entry = Entry(country: country, code: [UInt8](region[0].utf8), name: [UInt8](first.utf8))
                    for name in names { add(country, name, entry) }
                    for name in others["\(country)-\(region[0])"]?.split(separator: ";") ?? [] {
                        add(country, name, entry)
                    }
                }
            }
        }
        return WordTable(entries, exact: true)
    }()

    /// Names in other languages, and abbreviations that are no codes.
    private static let others: [String: String] = [
        "DE-BW": "BaWü;Baden-Wuerttemberg", "DE-BY": "Bavaria;Freistaat Bayern", "DE-HE": "Hesse",
        "DE-NI": "Lower Saxony;Nds",
        "DE-NW": "NRW;North Rhine-Westphalia", "DE-RP": "Rhineland-Palatinate;RLP", "DE-SN": "Saxony;Freistaat Sachsen",
        "DE-ST": "Saxony-Anhalt", "DE-TH": "Thuringia;Thueringen", "DE-MV": "Mecklenburg-Western Pomerania;Meck-Pomm",
        "DE-HB": "Hansestadt Bremen", "DE-HH": "Hansestadt Hamburg",
        "AT-1": "Bgld", "AT-2": "Carinthia;Ktn", "AT-3": "Lower Austria;NÖ;Niederoesterreich",
        "AT-4": "Upper Austria;OÖ;Oberoesterreich", "AT-5": "Sbg", "AT-6": "Styria;Stmk", "AT-7": "Tyrol",
        "AT-8": "Vbg",
        "AT-9": "Vienna",
        "CH-GE": "Genf;Geneva;Genève", "CH-ZH": "Zurich;Zuerich", "CH-BE": "Berne;Bern", "CH-LU": "Lucerne;Luzern",
        "CH-GR": "Grisons;Graubünden;Graubuenden", "CH-VS": "Wallis;Valais", "CH-VD": "Waadt;Vaud",
        "CH-TI": "Tessin;Ticino",
        "CH-NE": "Neuenburg;Neuchâtel", "CH-FR": "Freiburg;Fribourg", "CH-SG": "Sankt Gallen;St. Gallen;St Gallen",
        "CH-BS": "Basel-Stadt;Basle", "CH-BL": "Basel-Land;Baselland",
        "IT-25": "Lombardy", "IT-52": "Tuscany", "IT-21": "Piedmont", "IT-82": "Sicily", "IT-88": "Sardinia",
        "IT-75": "Apulia", "IT-65": "Abruzzi", "IT-32": "South Tyrol;Südtirol",
        "IT-MI": "Milan", "IT-RM": "Rome", "IT-TO": "Turin", "IT-NA": "Naples", "IT-FI": "Florence", "IT-VE": "Venice",
        "IT-GE": "Genoa", "IT-BZ": "Bozen;Bolzano",
        "ES-AN": "Andalusia", "ES-CT": "Catalonia;Cataluña", "ES-PV": "Basque Country;País Vasco;Euskadi",
        "ES-B": "Barcelona", "ES-SE": "Seville", "ES-A": "Alicante", "ES-V": "Valencia",
        "ES-PM": "Baleares;Islas Baleares",
        "ES-C": "La Coruña;A Coruña", "ES-GI": "Gerona", "ES-L": "Lérida", "ES-SS": "Guipúzcoa", "ES-BI": "Vizcaya",
        "FR-BRE": "Brittany", "FR-NOR": "Normandy", "FR-20R": "Corsica", "FR-PAC": "PACA", "FR-IDF": "Ile de France",
        "FR-OCC": "Occitania", "GB-ENG": "England", "GB-SCT": "Scotland", "GB-WLS": "Wales",
        "GB-NIR": "Northern Ireland",
        "US-DC": "Washington DC;D.C.", "US-CA": "Calif", "US-MA": "Mass", "US-PA": "Penn;Penna", "US-FL": "Fla",
        "US-TX": "Tex", "US-IL": "Ill", "US-MI": "Mich", "US-MN": "Minn", "US-CO": "Colo", "US-CT": "Conn",
        "US-WA": "Wash",
        "US-WI": "Wis;Wisc", "US-TN": "Tenn", "US-OR": "Ore", "US-AZ": "Ariz", "US-AL": "Ala",
        "US-NC": "N Carolina;N.C.",
        "US-SC": "S Carolina", "CA-QC": "Quebec;Québec;PQ", "CA-BC": "B.C.", "CA-ON": "Ont", "CA-NL": "Newfoundland",
        "CA-PE": "PEI", "AU-NSW": "N.S.W.", "AU-VIC": "Vict", "AU-QLD": "Queensld", "AU-TAS": "Tassie",
        "NL-ZH": "South Holland", "NL-NH": "North Holland", "NL-NB": "North Brabant", "NL-FR": "Friesland",
        "BE-BRU": "Brussels;Bruxelles;Brussel;Brüssel", "BE-VAN": "Antwerp;Antwerpen",
    ]
}
