/// A part of a country that was read.
public struct RegionReading: Sendable, Hashable {
    /// The ISO 3166-2 code (`US-CA`, `DE-NI`); empty where the value is none.
    public var code: [UInt8] = []
    /// The region's name in its country; also of one that addresses have and the standard doesn't, such as Middlesex.
    public var name: [UInt8] = []
    /// What became of the value, its code being the standard form.
    public var verdict: Verdict = .unchanged

    /// The code without its country, as addresses have it in some countries: `CA`.
    public var shortCode: [UInt8] { Array(code.dropFirst(3)) }
}

/// Parts of countries: states, provinces, counties, cantons, as ISO 3166-2 has them.
public enum Region {
    /// Whether the regions of a country are listed here, so that a value that is none of them can be doubted.
    public static func isListed(_ country: CountryCode) -> Bool { countries.contains(country) }

    /// Reads a code (`US-CA`, in its country also `CA`) or a name (`California`, `Bavaria`,
    /// `Bayern`). Without a country only whole codes are read.
    ///
    /// A county that people write on letters though ISO 3166-2 has no code for it (`Middlesex`, `West Midlands`) is
    /// unchanged: it has a name and no code.
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
        if found == nil, let country { found = entry(country, text) ?? county(country, text) }
        guard let found else {
            if let country, let name = uncoded[key(country, text)] {
                reading.name = Array(name.utf8)
                return reading
            }
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

    private static func key(_ country: CountryCode, _ text: UnsafeRawBufferPointer) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(text.count + 3)
        key.append(country.first.asciiLowered)
        key.append(country.second.asciiLowered)
        key.append(Byte.space)
        LookupKey.append(text, to: &key)
        return key
    }

    private static func entry(_ country: CountryCode, _ text: UnsafeRawBufferPointer) -> Entry? {
        table[key(country, text)]
    }

    /// `Co. Cork`, `County Cork`, `Co Durham`
    private static func county(_ country: CountryCode, _ text: UnsafeRawBufferPointer) -> Entry? {
        guard country == .ireland || country == .unitedKingdom else { return nil }
        for prefix in ["county ", "co. ", "co "] as [StaticString] where text.startsIgnoringCase(prefix) {
            let name = text.part(prefix.utf8CodeUnitCount..<text.count)
            return entry(country, name) ?? (Array("County ".utf8) + name).withUnsafeBytes { entry(country, $0) }
        }
        return nil
    }

    private static let countries: Set<CountryCode> = {
        var countries: Set<CountryCode> = []
        for lines in [RegionTableAtoF.lines, RegionTableGtoL.lines, RegionTableMtoZ.lines] {
            for line in lines.split(separator: "\n") {
                if let country = CountryCode(String(line.prefix(2))) { countries.insert(country) }
            }
        }
        return countries
    }()

    /// Counties of letters and of history that are no part of the country in ISO 3166-2, as they are written.
    private static let uncoded = WordTable<String>(
        [
            (
                CountryCode.unitedKingdom,
                """
                Middlesex;West Midlands;Merseyside;Greater Manchester;Tyne and Wear;Tyne & Wear;South Yorkshire;\
                West Yorkshire;Yorkshire;Sussex;Berkshire;Bedfordshire;Cheshire;Cleveland;Avon;Humberside;London;\
                Greater London;Huntingdonshire;Westmorland;Cumberland;Dorsetshire;Devonshire;Somersetshire;Clwyd;Dyfed;\
                Gwent;Mid Glamorgan;South Glamorgan;West Glamorgan;Glamorgan;Brecknockshire;Cardiganshire;Radnorshire;\
                Caernarfonshire;Merionethshire;Montgomeryshire;Ayrshire;Banffshire;Berwickshire;Bute;\
                Caithness;Dumfriesshire;Dunbartonshire;Inverness-shire;Kincardineshire;Kinross-shire;\
                Kirkcudbrightshire;Lanarkshire;Morayshire;Nairnshire;Peeblesshire;Perthshire;Ross-shire;\
                Ross and Cromarty;Roxburghshire;Selkirkshire;Stirlingshire;Strathclyde;Tayside;Lothian;Grampian;\
                Sutherland;Wigtownshire;County Antrim;Co. Antrim;Antrim;County Armagh;Co. Armagh;Armagh;County Down;\
                Co. Down;Down;County Fermanagh;Co. Fermanagh;Fermanagh;County Londonderry;Co. Londonderry;Londonderry;\
                County Tyrone;Co. Tyrone;Tyrone
                """
            ),
            (.ireland, "County Dublin City;Fingal;South Dublin;Dun Laoghaire-Rathdown;North Tipperary;South Tipperary"),
        ].flatMap { country, names in
            names.split(separator: ";").map { name in
                (Array(String(name).utf8).withUnsafeBytes { key(country, $0) }.text, String(name))
            }
        }, exact: true)

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
                    for name in names {
                        add(country, name, entry)
                        for short in withoutKind(name, country) { add(country, short, entry) }
                    }
                    for name in others["\(country)-\(region[0])"]?.split(separator: ";") ?? [] {
                        add(country, name, entry)
                    }
                }
            }
        }
        return WordTable(entries, exact: true)
    }()

    /// `Stockholms län` → `Stockholm`, `Trnavský kraj` stays: only where people leave the word out.
    private static func withoutKind(_ name: Substring, _ country: CountryCode) -> [String] {
        guard country == CountryCode(known: "SE"), name.hasSuffix(" län") else { return [] }
        let bare = String(name.dropLast(4))
        return bare.hasSuffix("s") ? [String(bare.dropLast()), bare] : [bare]
    }

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
        "ES-PM": "Baleares;Islas Baleares", "ES-NA": "Navarra;Navarre", "ES-VI": "Álava", "ES-CS": "Castellón",
        "ES-C": "La Coruña;A Coruña", "ES-GI": "Gerona", "ES-L": "Lérida", "ES-SS": "Guipúzcoa", "ES-BI": "Vizcaya",
        "FR-BRE": "Brittany", "FR-NOR": "Normandy", "FR-20R": "Corsica", "FR-PAC": "PACA", "FR-IDF": "Ile de France",
        "FR-OCC": "Occitania", "GB-ENG": "England", "GB-SCT": "Scotland", "GB-WLS": "Wales",
        "GB-NIR": "Northern Ireland", "GB-AGY": "Anglesey", "GB-NTH": "Northants", "GB-HAM": "Hants", "GB-HRT": "Herts",
        "GB-LAN": "Lancs", "GB-LIN": "Lincs", "GB-BKM": "Bucks", "GB-OXF": "Oxon", "GB-GLS": "Glos", "GB-WIL": "Wilts",
        "GB-STS": "Staffs", "GB-LEC": "Leics", "GB-NTT": "Notts", "GB-CAM": "Cambs", "GB-NYK": "North Yorks",
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
