internal import PostgreSQL

extension PostgreSQLTarget {
    /// How many others are connected to the database, and how far the server's log is archived: what a restore would reach.
    ///
    /// Every role may ask this; what kind of process another role's connection is, PostgreSQL shows only to members of
    /// `pg_read_all_stats`, so what isn't known counts as a connection of somebody's.
    public func circumstances() throws -> TargetCircumstances {
        let connection = try PostgreSQLConnection(settings)
        let activity = try connection.query(
            """
            SELECT count(*)::bigint FROM pg_stat_activity WHERE datname = current_database()
            AND pid <> pg_backend_pid() AND coalesce(backend_type, 'client backend') = 'client backend'
            AND usename IS NOT NULL
            """)
        let archive = try connection.query(
            """
            SELECT to_char(last_archived_time AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM pg_stat_archiver
            WHERE last_archived_time IS NOT NULL AND current_setting('archive_mode') <> 'off'
            """)
        return TargetCircumstances(
            connections: Int(activity.integer(0, 0)),
            lastBackup: archive.count > 0 ? "log archived until \(archive.text(0, 0)) UTC" : nil)
    }
}
