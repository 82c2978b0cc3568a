import Glibc
import Testing

@testable import Report

@Suite struct TerminalTests {
    @Test func theEnvironmentDecidesColours() {
        #expect(Terminal.decide(columns: 120) { _ in nil } == Terminal(isTerminal: true, width: 120, hasColour: true))
        #expect(!Terminal.decide(columns: 120) { $0 == "NO_COLOR" ? "1" : nil }.hasColour)
        #expect(Terminal.decide(columns: 120) { $0 == "NO_COLOR" ? "" : nil }.hasColour)
        let dumb = Terminal.decide(columns: 120) { $0 == "TERM" ? "dumb" : nil }
        #expect(!dumb.hasColour && !dumb.isTerminal)
    }

    @Test func aRealTerminalTellsItsWidth() throws {
        // The controlling side of a pseudo-terminal is one as well.
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(terminal >= 0, "no pseudo-terminals here")
        defer { close(terminal) }
        var size = winsize(ws_row: 40, ws_col: 132, ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0)
        // With TERM=dumb it would count as none.
        let isDumb = getenv("TERM").map { String(cString: $0) } == "dumb"
        #expect(Terminal.of(terminal).isTerminal == !isDumb)
        #expect(Terminal.of(terminal).width == 132)
        #expect(Terminal.of(-1) == .none)
    }

    @Test func theWidthHasAStandard() {
        #expect(Terminal.decide(columns: nil) { $0 == "COLUMNS" ? "132" : nil }.width == 132)
        #expect(Terminal.decide(columns: nil) { $0 == "COLUMNS" ? "-1" : nil }.width == 80)
    }
}
