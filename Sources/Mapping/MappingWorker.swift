public import Records

/// Runs a bound mapping on batches. One per thread; the result depends on nothing but the batch and the mapping.
public final class MappingWorker {
    private var mapper: RowMapper

    /// Makes a worker; `decidedDates` and `decidedDecimals` come from looking at whole columns.
    public init(
        _ program: MappingProgram, decidedDates: [Int: DateConvention] = [:], decidedDecimals: [Int: UInt8] = [:]
    ) {
        mapper = RowMapper(program, decidedDates: decidedDates, decidedDecimals: decidedDecimals)
    }

    /// Maps, standardises and filters every row of a batch.
    public func map(_ batch: RawBatch) -> MappedBatch { mapper.map(batch) }
}
