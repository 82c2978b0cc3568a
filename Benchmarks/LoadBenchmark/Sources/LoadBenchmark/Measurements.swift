import Glibc
import Ledger
import Records

/// Seconds between the named places that a load or rollback passes, added up per place that was reached: of the clock, and
/// of this process's own processor time, which other work on the machine doesn't stretch.
final class Stopwatch {
    private(set) var steps: [(name: String, seconds: Double, cpu: Double)] = []
    private var last = (Stopwatch.now(), Stopwatch.now(CLOCK_PROCESS_CPUTIME_ID))

    /// Notes the time since the place before; an empty name only begins.
    func pass(_ name: String) {
        let now = (Stopwatch.now(), Stopwatch.now(CLOCK_PROCESS_CPUTIME_ID))
        defer { last = now }
        if name.isEmpty { return }
        if let index = steps.lastIndex(where: { $0.name == name }) {
            steps[index].seconds += now.0 - last.0
            steps[index].cpu += now.1 - last.1
        } else {
            steps.append((name, now.0 - last.0, now.1 - last.1))
        }
    }

    /// Seconds on a clock, by default one that only goes forward.
    static func now(_ clock: clockid_t = CLOCK_MONOTONIC) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// What a step of the benchmark has to say.
struct Measurements {
    var seconds: [(name: String, value: Double)] = []
    var steps: [(name: String, seconds: Double, cpu: Double)] = []
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
            "\"steps\":\(object(steps.map { "\"\($0.name)\":[\($0.seconds),\($0.cpu)]" }))",
            "\"rows\":\(object(rows.map { "\"\($0.table)\":\($0.count)" }))",
            "\"words\":\(object(words.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }))",
            "\"cpu_user\":\(user)", "\"cpu_system\":\(system)", "\"peak_rss_bytes\":\(usage.ru_maxrss * 1_024)",
        ])
    }
}
