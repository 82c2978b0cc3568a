import Configuration
import Pipeline
import Records

/// What `--format json` answers with: the document of each command, by the command's words with a hyphen between them.
enum AnswerDocuments {
    /// A command's document.
    struct Document {
        let name: String
        let about: String
        let schema: DocumentSchema

        init(_ name: String, _ about: String, _ schema: DocumentSchema) {
            self.name = name
            self.about = about
            self.schema = schema
        }
    }

    /// All of them, in the order in which the commands are used.
    static let all = preparing + loading + keeping

    /// Their names.
    static let names = all.map(\.name)

    /// The JSON Schema of a document; nil when there is none of that name.
    static func schema(_ name: String) -> JSONValue? {
        guard let found = all.first(where: { $0.name == name }) else { return nil }
        let command = name.split(separator: "-").joined(separator: " ")
        let title = name == "error" ? "An error" : "customary \(command) --format json"
        return found.schema.document(title: title, about: found.about)
    }

    // MARK: Parts that several documents have

    /// Tables of the CRM with a number each; those without are left out.
    static let tables = DocumentSchema.some(Entity.allCases.map(\.table), .integer)

    /// A question as it is asked.
    static let question = DocumentSchema.keys([
        "source": .text, "question": .text, "kind": .text, "stops": .boolean, "words": .text, "evidence": .text,
        "choices": .list(.text), "proposal": .text, "rows": .integer, "list": .orNull(.text),
    ])

    /// What a column is taken for.
    static let column = DocumentSchema.keys([
        "column": .text, "field": .orNull(.text), "confidence": .integer, "reason": .text, "mapped": .boolean,
    ])

    /// A column whose values are keys of another source.
    static let reference = DocumentSchema.keys([
        "source": .text, "column": .text, "target": .text, "key": .text, "found": .integer, "of": .integer,
        "percent": .integer,
    ])

    /// An answer to a question.
    static let answer = DocumentSchema.keys(["source": .text, "question": .text, "answer": .text])

    /// The CRM's state before and after.
    static let states = DocumentSchema.keys(["before": .text, "after": .text])

    /// A limit that was released for a load.
    static let release = DocumentSchema.keys([
        "limit": .text, "words": .text, "who": .text, "at": .text, "because": .text,
    ])
}
