/// Why the old system and the CRM differ in a value, a record or a row.
///
/// The raw values are codes that reports, JSON and `customary.yaml` use; they don't change.
public enum ParallelCause: String, Sendable, CaseIterable {
    /// The old system has had another value since the last load.
    case sourceChanged = "source_changed"
    /// The old system has had the record since the last load.
    case sourceNew = "source_new"
    /// The old system no longer has the record, and no other source brings it.
    case sourceDeleted = "source_deleted"
    /// A person has changed or cleared the value in the CRM.
    case crmChanged = "crm_changed"
    /// A person has deleted or archived the record in the CRM.
    case crmDeleted = "crm_deleted"
    /// Both sides have changed since the last load.
    case bothChanged = "both_changed"
    /// The file says the same as at the last load, but is mapped or standardised otherwise now.
    case mappingChanged = "mapping_changed"
    /// Neither side has changed, but by today's rules and sources the old system's value wins.
    case rulesChanged = "rules_changed"
    /// No load that holds has ever brought the source.
    case notLoaded = "not_loaded"
    /// The row needs correction.
    case rejected
    /// The row waits for a decision.
    case waiting
    /// The value names a record that the CRM doesn't hold.
    case unresolved
    /// A value that people had typed in the CRM before the load beats all sources.
    case crmWon = "crm_won"
    /// Another source's value was chosen.
    case otherSource = "other_source"
    /// Another record of the same source speaks for the customer.
    case merged
    /// A rule of the project leaves the row out.
    case leftOut = "left_out"
    /// A check dropped the value.
    case dropped
    /// No field takes the column.
    case notMapped = "not_mapped"
    /// The old system no longer has the value; a blank never wins, so the CRM keeps it.
    case kept
    /// A person has added the value in the CRM; the old system has none.
    case crmAdded = "crm_added"
    /// The same, written differently.
    case form

    /// True for what is as the project's rules want it: it doesn't hold up the cut-over.
    public var isExpected: Bool {
        switch self {
        case .crmWon, .otherSource, .merged, .leftOut, .dropped, .notMapped, .kept, .crmAdded, .form: true
        default: false
        }
    }

    /// The cause as people read it.
    public var words: String {
        switch self {
        case .sourceChanged: "changed in the old system since the load"
        case .sourceNew: "new in the old system since the load"
        case .sourceDeleted: "deleted in the old system"
        case .crmChanged: "changed by a person in the CRM"
        case .crmDeleted: "deleted by a person in the CRM"
        case .bothChanged: "changed on both sides"
        case .mappingChanged: "mapped or standardised otherwise since the load"
        case .rulesChanged: "wins by today's rules, not loaded yet"
        case .notLoaded: "never loaded, or taken back"
        case .rejected: "needs correction"
        case .waiting: "waiting for a decision"
        case .unresolved: "names a record that the CRM doesn't hold"
        case .crmWon: "typed in the CRM before the load: beats all sources"
        case .otherSource: "another source won"
        case .merged: "another record of the source speaks for the customer"
        case .leftOut: "left out by your rule"
        case .dropped: "dropped by a check"
        case .notMapped: "no field takes the column"
        case .kept: "gone in the old system, kept: a blank never wins"
        case .crmAdded: "added by a person in the CRM"
        case .form: "the same, written differently"
        }
    }

    /// What settles it, in a clause.
    public var remedy: String {
        switch self {
        case .sourceChanged, .sourceNew, .mappingChanged, .rulesChanged, .notLoaded: "customary run loads it"
        case .sourceDeleted: "archive it in the CRM, or accept it"
        case .crmChanged, .bothChanged: "agree on one value on both sides, or accept it"
        case .crmDeleted: "delete it in the old system, or accept it"
        case .rejected: "customary export rejects: correct it in the old system"
        case .waiting: "customary questions"
        case .unresolved: "bring the record that it names, or accept it"
        default: ""
        }
    }
}

/// What is known of one value on both sides; from it alone its cause is decided.
struct ValueEvidence {
    /// Whose value survives by today's rules among all sources' records of the customer.
    enum Winner: Equatable {
        /// The value compared, whoever else has it too.
        case this
        /// Another value, of a record of the same source.
        case sameSource
        /// Another value, of another source.
        case otherSource
        /// No record has a value.
        case nobody
    }

    /// The old system has no value.
    var sourceIsEmpty: Bool
    /// The CRM holds what a load last wrote there, or nothing where none was written.
    var crmIsAsWritten: Bool
    /// A load has written the value at least once, be it as empty.
    var crmWasWritten = true
    /// The old system's value is what a load last wrote there.
    var sourceWasWritten: Bool
    /// Whether the old system's value is another than at the last load; nil when that can't be told any more.
    var sourceChanged: Bool?
    /// Whether the old system had no value at the last load; nil when that can't be told any more.
    var sourceWasEmpty: Bool? = nil
    /// The row is the same as at the last load, but what became of it isn't.
    var mappingChanged: Bool
    /// Whose value survives.
    var winner: Winner
    /// Both values are the same but for case, blanks and punctuation.
    var isSameButForForm: Bool

    /// Why two values that aren't equal differ; nil when that is no difference between the old system and the CRM: another
    /// source fills what the old system leaves empty.
    var cause: ParallelCause? {
        if sourceIsEmpty {
            guard winner == .nobody else { return nil }
            if crmIsAsWritten { return .kept }
            return sourceChanged == true ? .bothChanged : .crmAdded
        }
        guard !crmIsAsWritten else {
            switch winner {
            case .sameSource: return .merged
            case .otherSource: return .otherSource
            case .this, .nobody:
                if mappingChanged { return .mappingChanged }
                return sourceChanged == false ? .rulesChanged : .sourceChanged
            }
        }
        if isSameButForForm { return .form }
        if sourceWasWritten { return .crmChanged }
        if !crmWasWritten, sourceChanged == false || sourceWasEmpty == false { return .crmWon }
        switch winner {
        case .sameSource: return .merged
        case .otherSource: return .otherSource
        case .this, .nobody: return sourceChanged == false || mappingChanged ? .crmChanged : .bothChanged
        }
    }
}
