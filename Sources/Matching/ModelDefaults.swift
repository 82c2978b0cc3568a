/// What a model begins with and what small data stay near to: likelihoods of levels, in thousandths, from experience with
/// customer files. Estimation moves them to what the data say.
enum ModelDefaults {
    /// How many pairs' worth of evidence a default counts as, in an estimate.
    static let strength = 40.0

    /// Pairs of one per pair of records, and of the other ways, before anything is estimated: these shares of the records.
    static let shares: [MatchingModel.Way: Double] = [.match: 0.5, .household: 0.1, .colleague: 0.1]

    /// The likelihoods of a comparison's levels from 1 on, of which one is ever reached when there is something to compare.
    static func levels(_ way: MatchingModel.Way, _ comparison: Comparison, _ kind: MatchKind) -> [Double] {
        let table = kind == .people ? people(way, comparison) : organisations(way, comparison)
        let sum = table.reduce(0, +)
        return table.map { max($0, 0.001) / max(sum, 0.001) }
    }

    private static func people(_ way: MatchingModel.Way, _ comparison: Comparison) -> [Double] {
        switch (comparison, way) {
        case (.given, .match): [720, 90, 60, 40, 45, 25, 8, 8]
        case (.given, _): [8, 4, 2, 4, 20, 10, 950, 4]
        case (.family, .match): [840, 0, 75, 40, 3, 12, 25, 5]
        case (.family, .household): [850, 0, 60, 30, 1, 10, 50, 5]
        case (.family, _): [4, 0, 1, 1, 1, 8, 980, 4]
        case (.middle, .match): [950, 50]
        case (.middle, _): [80, 920]
        case (.generation, .match): [999, 1]
        case (.generation, _): [300, 700]
        case (.birthDate, .match): [940, 20, 33, 3, 4]
        case (.birthDate, _): [0.05, 0.02, 1, 980, 18]
        case (.email, .match): [780, 25, 10, 30, 150]
        case (.email, .household): [150, 1, 1, 2, 845]
        case (.email, .colleague): [1, 0.1, 1, 2, 996]
        case (.email, .chance): [0.02, 0.03, 0.3, 0.03, 999]
        case (.phone, .match): [700, 30, 270]
        case (.phone, .household): [400, 3, 597]
        case (.phone, .colleague): [300, 3, 697]
        case (.phone, .chance): [0.01, 0.01, 999]
        case (.address, .match): [650, 90, 20, 90, 15, 35, 30, 70]
        case (.address, .household): [800, 70, 20, 80, 5, 10, 10, 10]
        case (.address, .colleague): [700, 70, 20, 80, 5, 15, 15, 100]
        case (.address, .chance): [0.01, 0.05, 0.5, 0.2, 1, 5, 20, 973]
        case (.country, .match): [998, 2]
        case (.country, .chance): [200, 800]
        case (.country, _): [995, 5]
        case (.company, .match): [850, 50, 60, 40]
        case (.company, .household): [120, 10, 20, 850]
        case (.company, .colleague): [900, 40, 50, 10]
        case (.company, .chance): [0.2, 0.5, 3, 996]
        case (.taxNumber, .match): [930, 40, 25, 5]
        case (.taxNumber, _): [1, 0.1, 600, 400]
        case (.order, .match): [975, 25]
        case (.order, _): [999, 1]
        case (.source, .match): [850, 150]
        case (.source, _): [700, 300]
        case (.keyGroup, .match): [1000]
        case (.keyGroup, _): [1]
        default: [1]
        }
    }

    private static func organisations(_ way: MatchingModel.Way, _ comparison: Comparison) -> [Double] {
        switch (comparison, way) {
        case (.name, .match): [780, 120, 50, 15, 10, 15, 4]
        case (.name, .household): [20, 10, 60, 60, 30, 500, 320]
        case (.name, .colleague): [800, 60, 80, 20, 10, 10, 20]
        case (.name, .chance): [0.5, 0.5, 0.5, 5, 15, 978, 0.3]
        case (.legalForm, .match): [900, 100]
        case (.legalForm, .colleague): [900, 100]
        case (.legalForm, _): [400, 600]
        case (.registration, .match): [980, 20]
        case (.registration, .colleague): [800, 200]
        case (.registration, _): [1, 999]
        case (.domain, .match): [930, 70]
        case (.domain, .household): [500, 500]
        case (.domain, .colleague): [900, 100]
        case (.domain, .chance): [0.1, 999]
        case (.email, .match): [600, 20, 10, 20, 350]
        case (.email, .household): [200, 5, 5, 5, 785]
        case (.email, .colleague): [200, 5, 5, 5, 785]
        case (.email, .chance): [0.01, 0.01, 0.1, 0.1, 999]
        case (.phone, .match): [650, 30, 320]
        case (.phone, .household): [500, 10, 490]
        case (.phone, .colleague): [80, 10, 910]
        case (.phone, .chance): [0.01, 0.01, 999]
        case (.address, .match): [760, 90, 20, 80, 15, 25, 20, 5]
        case (.address, .household): [850, 60, 10, 50, 5, 10, 10, 5]
        case (.address, .colleague): [5, 5, 5, 10, 40, 60, 130, 745]
        case (.address, .chance): [0.01, 0.05, 0.5, 0.2, 1, 5, 20, 973]
        case (.country, .match): [998, 2]
        case (.country, .chance): [200, 800]
        case (.country, _): [995, 5]
        case (.taxNumber, .match): [960, 25, 10, 5]
        case (.taxNumber, .household): [60, 1, 900, 39]
        case (.taxNumber, .colleague): [800, 10, 150, 40]
        case (.taxNumber, .chance): [0.01, 0.05, 600, 400]
        case (.source, .match): [850, 150]
        case (.source, _): [700, 300]
        case (.keyGroup, .match): [1000]
        case (.keyGroup, _): [1]
        default: [1]
        }
    }

    /// Levels that an estimate leaves alone: what tells a way from being one must not drift towards it.
    static func isFixed(_ way: MatchingModel.Way, _ comparison: Comparison) -> Bool {
        switch (way, comparison) {
        case (.match, _): comparison == .keyGroup || comparison == .generation
        case (.household, .given), (.household, .birthDate), (.household, .order), (.household, .middle),
            (.household, .generation), (.household, .company):
            true
        case (.colleague, .given), (.colleague, .family), (.colleague, .birthDate), (.colleague, .order),
            (.colleague, .middle), (.colleague, .generation):
            true
        case (.household, .name), (.colleague, .name), (.household, .taxNumber), (.colleague, .address): true
        default: comparison == .keyGroup
        }
    }

    /// How often two of a household agree in what is else left to chance, as one person's records would: father and son of one
    /// name, twins.
    static func extra(_ way: MatchingModel.Way, _ comparison: Comparison) -> Double {
        switch (way, comparison) {
        case (.household, .given): 0.07
        case (.household, .birthDate): 0.04
        case (.household, .order), (.colleague, .order): 1
        default: 0
        }
    }

    /// The most that a level may be thought of as likely among records that are one: errors of this kind are rare, and pairs
    /// of namesakes taken for one would make them look frequent.
    static func most(_ way: MatchingModel.Way, _ comparison: Comparison, _ level: UInt8) -> Double {
        guard way == .match else { return 1 }
        switch (comparison, level) {
        case (.given, NameLevel.different): return 0.008
        case (.given, NameLevel.twoUsual): return 0.004
        case (.country, 2): return 0.005
        case (.name, OrganisationLevel.different): return 0.004
        case (.name, OrganisationLevel.sister): return 0.002
        case (.taxNumber, TaxLevel.different): return 0.004
        case (.middle, 2): return 0.03
        case (.family, NameLevel.twoUsual): return 0.01
        default: return 1
        }
    }

    /// Whether a way's levels are those of chance (with `extra`).
    static func isAsChance(_ way: MatchingModel.Way, _ comparison: Comparison) -> Bool {
        switch (way, comparison) {
        case (.household, .given), (.household, .birthDate), (.household, .order), (.household, .middle): true
        case (.colleague, .given), (.colleague, .family), (.colleague, .birthDate), (.colleague, .order),
            (.colleague, .middle):
            true
        default: false
        }
    }
}
