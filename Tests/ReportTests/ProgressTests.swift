import Report
import Synchronization
import Testing

/// A clock that a test turns, and what was written.
private final class Stage: Sendable {
    let now = Mutex(Duration.zero)
    let written = Mutex([String]())

    func progress(width: Int? = 100) -> Progress {
        Progress(
            terminal: Terminal(isTerminal: width != nil, width: width, hasColour: false),
            clock: { self.now.withLock { $0 } }, write: { text in self.written.withLock { $0.append(text) } })
    }

    func wait(_ duration: Duration) { now.withLock { $0 += duration } }

    /// The lines shown, without what moves the cursor.
    var lines: [String] {
        written.withLock { $0.map { $0.replacing("\r", with: "").replacing("\u{1B}[K", with: "") } }
    }
}

@Suite struct ProgressTests {
    @Test func rowsRateAndTimeLeftAreShown() {
        let stage = Stage()
        let progress = stage.progress()
        progress.begin("stage", total: 2_000_000)
        for _ in 0..<10 {
            stage.wait(.milliseconds(200))
            progress.advance(by: 100_000)
        }
        progress.end()
        #expect(stage.lines.first == "stage  0 of 2,000,000 rows")
        #expect(stage.lines.dropLast().last == "stage  1,000,000 of 2,000,000 rows  500,000 rows/s  2 s left")
        #expect(stage.written.withLock { $0.last } == "\r\u{1B}[K")
    }

    @Test func theRateFollowsTheLastSeconds() {
        let stage = Stage()
        let progress = stage.progress()
        progress.begin("match", unit: "pairs")
        for second in 1...20 {
            stage.wait(.seconds(1))
            progress.advance(by: second <= 10 ? 1000 : 10)
        }
        #expect(stage.lines.last == "match  10,100 pairs  10 pairs/s")
    }

    @Test func itIsWrittenAtMostTenTimesASecond() {
        let stage = Stage()
        let progress = stage.progress()
        progress.begin("stage")
        for _ in 0..<1000 {
            stage.wait(.milliseconds(1))
            progress.advance(by: 1)
        }
        #expect(stage.lines.count == 11)
    }

    @Test func nothingIsWrittenWithoutATerminal() {
        let stage = Stage()
        let progress = stage.progress(width: nil)
        progress.begin("stage", total: 10)
        stage.wait(.seconds(5))
        progress.advance(by: 10)
        progress.end()
        #expect(stage.lines.isEmpty)
    }

    @Test func theLineStaysWithinTheTerminal() {
        let stage = Stage()
        let progress = stage.progress(width: 20)
        progress.begin("a label that is much longer than the terminal is wide", total: 5)
        #expect(stage.lines.allSatisfy { $0.count <= 19 })
    }

    @Test func anEndWithoutABeginningWritesNothing() {
        let stage = Stage()
        stage.progress().end()
        #expect(stage.lines.isEmpty)
    }

    @Test func manyThreadsAreCountedWithoutLoss() async {
        let stage = Stage()
        let progress = stage.progress()
        progress.begin("stage")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<1000 { progress.advance(by: 1) } } }
        }
        stage.wait(.seconds(10))
        progress.advance(by: 0)
        #expect(stage.lines.last == "stage  8,000 rows  800 rows/s")
    }
}
