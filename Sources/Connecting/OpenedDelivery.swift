public import Formats
internal import Records

extension DeliveryFile {
    /// Opens the file; throws where it can't be, or is no regular file.
    public func open() throws(SourceFault) -> RegularFile {
        do throws(FormatFault) { return try RegularFile(path: path) } catch {
            throw SourceFault(error, Position(file: name))
        }
    }

    /// Opens the file and gives it to `body`. What is wrong with its bytes becomes a source's fault, and a file that changes
    /// while it is read is refused as that, whatever it looked like meanwhile.
    public func withFile<Result>(
        _ remedies: FormatRemedies = .export, _ body: (RegularFile) throws -> Result
    ) throws -> Result {
        let file = try open()
        do {
            let result = try body(file)
            if file.hasChanged { throw SourceFault.changedWhileReading(file: name) }
            return result
        } catch let fault as SourceFault {
            throw file.hasChanged ? SourceFault.changedWhileReading(file: name) : fault
        } catch let fault as FormatFault {
            throw file.hasChanged
                ? SourceFault.changedWhileReading(file: name)
                : SourceFault(fault, Position(file: name), remedies)
        }
    }

    /// The same for a look at the file, which throws nothing but a source's faults.
    public func look<Result>(
        _ remedies: FormatRemedies = .export, _ body: (RegularFile) throws -> Result
    ) throws(SourceFault) -> Result {
        do { return try withFile(remedies, body) } catch let fault as SourceFault { throw fault } catch {
            throw .unreadable(file: name, reason: "\(error)")
        }
    }
}
