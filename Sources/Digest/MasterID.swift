public import Records

/// The ids of the customer master.
public enum MasterID {
    /// The id of the master record founded by a source's record: a version 8 UUID of SHA-256 over the project's id, the
    /// entity's table name, the founding record's source, stream and key, and a counter for when an id is taken.
    public static func make(
        project: String, entity: Entity, source: String, stream: String, key: some Collection<UInt8>, counter: Int = 0
    ) -> RecordID {
        var hash = SHA256()
        hash.update(field: project)
        hash.update(field: entity.table)
        hash.update(field: source)
        hash.update(field: stream)
        hash.update(field: Array(key))
        hash.update(field: String(counter))
        return RecordID(version8: hash.finalize())
    }
}
