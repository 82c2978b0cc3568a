/// A yes or no that was read.
public struct TruthReading: Sendable, Hashable {
    /// Yes or no; nil for an empty cell or neither.
    public var value: Bool?
    /// What became of the value.
    public var verdict: Verdict
}

/// Yes and no as tables write them.
public enum TruthValue {
    /// Reads `yes`, `ja`, `oui`, `sí`, `x`, `1`, `true`, `✓` and their opposites. Standard forms are `true` and
    /// `false`. An empty cell says nothing; in a column of crosses (`x` and blank) the caller reads it as no.
    public static func read(_ bytes: UnsafeRawBufferPointer) -> TruthReading {
        let text = bytes.trimmed
        guard !text.isEmpty else { return TruthReading(value: nil, verdict: bytes.isEmpty ? .unchanged : .changed) }
        guard let value = table[LookupKey.of(text)] else {
            return TruthReading(value: nil, verdict: .invalid(.truthValueUnknown))
        }
        return TruthReading(value: value, verdict: Verdict.comparing(bytes, [UInt8]((value ? "true" : "false").utf8)))
    }

    /// Reads a yes or no.
    public static func read(_ text: String) -> TruthReading { text.withBytes { read($0) } }

    static let table = WordTable<Bool>(groups: [
        (
            true,
            """
            yes y ja j oui o si s sim 1 true t wahr vrai verdadero verdad vero x xx on an ein aktiv active actif
            activo enabled checked ok ✓ ✔ ☑ ✅ ☒ tak ano igen da joo kylla evet richtig granted
            """
        ),
        (
            false,
            """
            no n nein non nao nie ne nem ei hayir 0 false f falsch faux falso off aus inaktiv inactive inactif
            inactivo disabled unchecked ✗ ✘ ☐ ❌ nee nej
            """
        ),
    ])
}
