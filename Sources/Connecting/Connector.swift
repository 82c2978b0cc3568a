public import Records

/// A module that reads one kind of source.
///
/// A connector describes its options as data, looks at a delivery and says what is in it, and reads one stream of it
/// into a sink. It is synchronous and keeps no state between calls; what it learns in `probe` comes back to it in `read`
/// as option values, so that a project's file says exactly how a source is read.
public protocol Connector: Sendable {
    /// The connector's name, options and what it reads.
    static var description: ConnectorDescription { get }

    /// Makes the connector.
    init()

    /// Looks at a delivery: the streams in it with everything that reading them needs, or nil when it isn't of this kind.
    ///
    /// `given` are options that somebody set by hand; they win over what is detected. Reads a bounded part of the file.
    /// Throws `SourceFault` for a file that is of this kind but can't be read: encrypted, cut short, hostile.
    func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe?

    /// Reads one stream from its first record to its last.
    ///
    /// `options` are a probed stream's. Batches reach `sink` in the file's order; `sink` blocks while it is full and
    /// throws when the run stops, which ends the reading. Memory stays bounded by a batch and `limits`.
    func read(
        _ delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary

    /// What is read in a delivery's place, where its options name a program that has to bring it first; nil for all others.
    ///
    /// Asked once before a delivery is looked at, so that the look, the reading and the delivery's digest are of the same bytes.
    /// Temporary files go to `folder`.
    func brought(_ delivery: DeliveryFile, options: OptionValues, folder: String) throws(SourceFault) -> DeliveryFile?
}

extension Connector {
    /// Files are read as they are.
    public func brought(
        _ delivery: DeliveryFile, options: OptionValues, folder: String
    ) throws(SourceFault) -> DeliveryFile? { nil }
}

/// What a look at a delivery found.
public struct Probe: Sendable {
    /// How sure the connector is that it should read this file: 0 to 100. The surest connector gets it.
    public var confidence: Int
    /// The tables in it.
    public var streams: [ProbedStream]

    /// Makes a probe's result.
    public init(confidence: Int, streams: [ProbedStream]) {
        self.confidence = confidence
        self.streams = streams
    }
}

/// One table found in a delivery.
public struct ProbedStream: Sendable {
    /// The sheet's name, or empty where a file holds one table only.
    public var name: String
    /// How it is read, in a few words for a person: `XLSX, header row 4`, `CSV ; cp1252`.
    public var summary: String
    /// Everything that reading it needs.
    public var options: OptionValues
    /// The header's names, made unique (`name_2`), in the file's order; `column_1` … where the table has no header.
    public var columns: [String]
    /// Up to 200 rows as they will be read.
    public var sample: RawBatch
    /// The file's line or sheet row of the header; 0 when there is none.
    public var headerRow: UInt32
    /// True for a sheet that is hidden in the workbook.
    public var isHidden: Bool
    /// What was noticed while looking: an uncertain encoding, duplicate header names, a second table.
    public var findings: [Finding]

    /// Makes a probed stream.
    public init(
        name: String, summary: String, options: OptionValues, columns: [String], sample: RawBatch, headerRow: UInt32,
        isHidden: Bool = false, findings: [Finding] = []
    ) {
        self.name = name
        self.summary = summary
        self.options = options
        self.columns = columns
        self.sample = sample
        self.headerRow = headerRow
        self.isHidden = isHidden
        self.findings = findings
    }
}

/// What reading a stream to its end found.
public struct ReadingSummary: Sendable {
    /// The header's names as read, made unique; compared with the project's to notice drift.
    public var columns: [String]
    /// Records read, whatever their kind; blank lines are none.
    public var records: UInt32
    /// Findings of the whole stream, such as lines in another encoding.
    public var findings: [Finding]
    /// What only somebody who knows the source can settle.
    public var doubts: [ReadingDoubt]

    /// Makes a summary.
    public init(columns: [String], records: UInt32, findings: [Finding] = [], doubts: [ReadingDoubt] = []) {
        self.columns = columns
        self.records = records
        self.findings = findings
        self.doubts = doubts
    }
}

/// A doubt about how a stream is read. The answer is the value of one of the connector's options.
///
/// A connector names it whether the option is set or not; whoever runs it asks where nobody has set it yet.
public struct ReadingDoubt: Sendable {
    /// The option.
    public var option: String
    /// The question, in words.
    public var words: Wording
    /// What speaks for which answer, with places in the file.
    public var evidence: Wording
    /// The option's values to choose from.
    public var choices: [String]
    /// The value that was taken where none is set.
    public var proposal: String
    /// The rows that hang on it.
    public var rows: Int

    /// Makes a doubt.
    public init(
        option: String, words: Wording, evidence: Wording, choices: [String], proposal: String, rows: Int
    ) {
        self.option = option
        self.words = words
        self.evidence = evidence
        self.choices = choices
        self.proposal = proposal
        self.rows = rows
    }
}
