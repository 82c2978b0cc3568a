/// The shapes a number may have: `9` a digit, `+` a digit but zero, `A` a letter, `X` digit or letter, everything else
/// itself; several shapes parted by `|`.
struct TaxNumberShape: Sendable {
    private let shapes: [[UInt8]]

    init(_ shapes: String) {
        self.shapes = shapes.split(separator: "|").map { [UInt8]($0.utf8) }
    }

    func fits(_ body: [UInt8]) -> Bool {
        shapes.contains { shape in
            shape.count == body.count
                && zip(shape, body).allSatisfy { sign, byte in
                    switch sign {
                    case UInt8(ascii: "9"): byte.isASCIIDigit
                    case UInt8(ascii: "+"): byte.isASCIIDigit && byte != Byte.zero
                    case UInt8(ascii: "A"): byte.isASCIIUpper
                    case UInt8(ascii: "X"): byte.isASCIIAlphanumeric
                    default: byte == sign
                    }
                }
        }
    }
}
