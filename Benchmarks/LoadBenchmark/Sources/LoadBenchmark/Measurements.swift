import Glibc
import Ledger
import Records

/// Seconds between the named places that a load or rollback passes, added up per place that was reached.
final class Stopwatch {
    private(set) var steps: [(name: String, seconds: Double)] = []
    private var last = Stopwatch.now()

    /// Notes the time since the place before; an empty name only begins.
    func pass(_ name: String) {
        let now = Stopwatch.now()
        defer { last = now }
        if name.isEmpty { return }
        if let index = steps.lastIndex(where: { $0.name == name }) {
            steps[index].seconds += now - last
        } else {
            steps.append((name, now - last))
        }
    }

    /// Seconds on a clock that only goes forward.
    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// What a step of the benchmark has to say.
struct Measurements {
    var seconds: [(name: String, value: Double)] = []
    var steps: [(name: String, seconds: Double)] = []
    var rows: [(table: String, count: Int)] = []
    var words: [String: String] = [:]

    mutating func time<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        let start = Stopwatch.now()
        let result = try body()
        seconds.append((name, Stopwatch.now() - start))
        return result
    }

    mutating func note(_ desired: DesiredMaster) {
        for entity in Entity.allCases where !desired[entity].ids.isEmpty {
            rows.append((entity.table, desired[entity].ids.count))
        }
    }

    /// One object on one line; every word is plain ASCII without quotes.
    var json: String {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func object(_ members: [String]) -> String { "{\(members.joined(separator: ","))}" }
        let user = Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6
        let system = Double(usage.ru_stime.tv_sec) + Double(usage.ru_stime.tv_usec) / 1e6
        return object([
            "\"seconds\":\(object(seconds.map { "\"\($0.name)\":\($0.value)" }))",
            "\"steps\":\(object(steps.map { "\"\($0.name)\":\($0.seconds)" }))",
            "\"rows\":\(object(rows.map { "\"\($0.table)\":\($0.count)" }))",
            "\"words\":\(object(words.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }))",
            "\"cpu_user\":\(user)", "\"cpu_system\":\(system)", "\"peak_rss_bytes\":\(usage.ru_maxrss * 1_024)",
        ])
    }
}
