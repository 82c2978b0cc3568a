import Connecting
import Discovery
import Mapping
import Records
import Staging

/// What a source's rows say about questions of meaning, gathered while they are staged: owners, collective accounts, signs,
/// colours, test orders, rows that a rule leaves out.
struct AskedEvidence {
    private let mapping: SourceMapping
    private var owners: OwnerQuestion?
    private var collective: CollectiveQuestion?
    private var signs: SignQuestion?
    private var tests: TestOrders?
    private var styles: StyleQuestion?
    private var leftOut: [String: Int] = [:]

    init(_ program: MappingProgram, columns: [String]) {
        mapping = program.mapping
        owners = OwnerQuestion(mapping, columns: columns)
        collective = CollectiveQuestion(mapping, columns: columns)
        signs = SignQuestion(mapping, columns: columns)
        tests = TestOrders(mapping, columns: columns)
        styles = StyleQuestion(program)
    }

    /// Whether the client's own people have to be known.
    var needsStaff: Bool { owners != nil }

    /// Takes a batch into account.
    mutating func add(_ result: MappingRun.Result) {
        let states = result.mapped.states
        owners?.add(result.raw)
        collective?.add(result.raw, states)
        signs?.add(result.raw, states)
        tests?.add(result.raw, states)
        styles?.add(result.raw)
        for (row, reason) in result.mapped.reasons where states[row] == .filtered { leftOut[reason, default: 0] += 1 }
    }

    /// The questions that nobody has answered.
    /// `ownersAllowed`: so many records may have an owner whom nobody knows.
    func questions(
        source: String, delivery: ProjectDelivery, staff: Staff?, ownersAllowed: Int, inherited: Set<String>
    ) -> [Question] {
        let file = delivery.file.split(separator: "/").last.map(String.init) ?? delivery.file
        let answers = mapping.answers
        var questions: [Question] = []
        if let owners, let staff {
            questions += owners.questions(
                source: source, file: file, staff: staff, allowed: ownersAllowed, answers: answers)
        }
        questions += collective?.questions(source: source, answers: answers) ?? []
        questions += signs?.questions(source: source, answers: answers) ?? []
        questions += tests?.questions(source: source, answers: answers) ?? []
        questions +=
            styles?.questions(source: source, sheet: delivery.stream, file: file, answers: answers) ?? []
        questions += LeftOutQuestion.questions(
            source: source, leftOut.filter { inherited.contains($0.key) }, answers: answers)
        return questions
    }
}
