extension SourceMapping {
    /// What stands before a stream's name where a reference names a table of the same file instead of a source.
    static let streamMark = "stream:"

    /// Puts sources in the place of the streams that references name; a reference to a stream that no source reads is left
    /// out, as a field is whose column isn't there.
    public mutating func resolveStreams(_ source: (String) -> String?) {
        for record in records.indices {
            records[record].fields = records[record].fields.compactMap { field in
                guard case .reference(let reference) = field.source else { return field }
                var resolved = field
                switch reference {
                case .byKey(let name?, let other, let columns) where name.hasPrefix(SourceMapping.streamMark):
                    guard let found = source(String(name.dropFirst(SourceMapping.streamMark.count))) else { return nil }
                    resolved.source = .reference(.byKey(source: found, record: other, columns: columns))
                case .byField(let name, let by, let column) where name.hasPrefix(SourceMapping.streamMark):
                    guard let found = source(String(name.dropFirst(SourceMapping.streamMark.count))) else { return nil }
                    resolved.source = .reference(.byField(source: found, field: by, column: column))
                default: break
                }
                return resolved
            }
        }
    }
}
