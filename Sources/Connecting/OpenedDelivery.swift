public import Formats
public import Records

extension DeliveryFile {
    /// Opens the file and gives it to `body`. What is wrong with its bytes becomes a source's fault, and a file that changes
    /// while it is read is refused as that, whatever it looked like meanwhile.
    public func withFile<Result>(_ body: (RegularFile) throws -> Result) throws -> Result {
        let file: RegularFile
        do throws(FormatFault) { file = try RegularFile(path: path) } catch {
            throw SourceFault(error, Position(file: name))
        }
        do {
            let result = try body(file)
            if file.hasChanged { throw SourceFault.changedWhileReading(file: name) }
            return result
        } catch let fault as SourceFault {
            throw file.hasChanged ? SourceFault.changedWhileReading(file: name) : fault
        } catch let fault as FormatFault {
            throw file.hasChanged
                ? SourceFault.changedWhileReading(file: name) : SourceFault(fault, Position(file: name))
        }
    }

    /// The same for a look at the file, which throws nothing but a source's faults.
    public func look<Result>(_ body: (RegularFile) throws -> Result) throws(SourceFault) -> Result {
        do { return try withFile(body) } catch let fault as SourceFault { throw fault } catch {
            throw .unreadable(file: name, reason: "\(error)")
        }
    }
}

extension SourceFault {
    /// What is wrong with a file's bytes, as the pipeline knows it.
    public init(_ fault: FormatFault, _ position: Position, remedy: String = "Export it again") {
        func named(_ part: String, _ reason: String) -> String { part.isEmpty ? reason : "\(part): \(reason)" }
        self =
            switch fault {
            case .unreadable(let reason): .unreadable(file: position.file, reason: reason)
            case .encrypted: .encrypted(file: position.file)
            case .notOfThisKind(let expected, let found):
                .notOfThisKind(position: position, expected: "\(expected), found \(found)", remedy: remedy)
            case .incomplete(let part, let reason):
                .incomplete(position: position, reason: named(part, reason), remedy: remedy)
            case .tooLarge(let part, let limit, let value):
                .tooLarge(position: position, limit: part.isEmpty ? limit : "\(limit) in \(part)", value: value)
            case .refused(let part, let reason):
                .refused(position: position, reason: named(part, reason), remedy: remedy)
            case .notWritable(_, let reason): .unreadable(file: position.file, reason: reason)
            }
    }
}
