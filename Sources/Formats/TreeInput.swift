/// The window of text that the readers of trees share, with faults of this module.
enum TreeInput {
    static func open(_ source: EncodingInput.Source, _ encoding: Encoding, _ chunk: Int) throws(FormatFault)
        -> EncodingInput
    {
        do throws(DelimitedFault) { return try EncodingInput(source, encoding: encoding, chunk: chunk) } catch {
            throw .unreadable(reason: error.description)
        }
    }

    /// Reads on and says how many places were not in the text's encoding.
    static func fill(_ input: inout EncodingInput, discarding count: Int) throws(FormatFault) -> Int {
        do throws(DelimitedFault) { try input.fill(discarding: count) } catch {
            throw .unreadable(reason: error.description)
        }
        var marks = 0
        while let mark = input.takeMark(before: .max) {
            if mark.kind == .otherEncoding || mark.kind == .undecodable { marks += 1 }
        }
        return marks
    }
}
