/// RFC 3492.
enum Punycode {
    /// The scalars of a label without its `xn--`; nil where it is no Punycode.
    static func decode(_ label: ArraySlice<UInt8>) -> [UInt32]? {
        var output: [UInt32] = []
        var at = label.startIndex
        if let hyphen = label.lastIndex(of: Byte.hyphen) {
            output = label[..<hyphen].map { UInt32($0) }
            at = hyphen + 1
        }
        var (n, index, bias) = (128, 0, 72)
        while at < label.endIndex {
            let before = index
            var weight = 1
            var k = 36
            while true {
                guard at < label.endIndex else { return nil }
                let byte = label[at].asciiLowered
                at += 1
                let digit: Int
                if byte.isASCIILower {
                    digit = Int(byte) - 0x61
                } else if byte.isASCIIDigit {
                    digit = byte.digitValue + 26
                } else {
                    return nil
                }
                guard weight < 1 << 40, index < 1 << 40 else { return nil }
                index += digit * weight
                let threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
                if digit < threshold { break }
                weight *= 36 - threshold
                k += 36
            }
            let length = output.count + 1
            bias = adapt(index - before, length, before == 0)
            n += index / length
            index %= length
            guard n >= 0x80, n <= 0x10FFFF, !(0xD800...0xDFFF).contains(n) else { return nil }
            output.insert(UInt32(n), at: index)
            index += 1
        }
        return output.allSatisfy {
            Scalars.isLetter($0) || Scalars.isCombining($0) || Scalars.isDigit($0) || $0 == 0x2D
        }
            ? output : nil
    }

    /// How many letters a label has without its `xn--` when it is encoded.
    static func length(_ scalars: [UInt32]) -> Int {
        let basic = scalars.count { $0 < 0x80 }
        var length = basic + (basic > 0 ? 1 : 0)
        var (n, delta, bias, handled) = (128, 0, 72, basic)
        while handled < scalars.count {
            guard let next = scalars.lazy.map({ Int($0) }).filter({ $0 >= n }).min() else { break }
            delta += (next - n) * (handled + 1)
            n = next
            for scalar in scalars {
                if scalar < n { delta += 1 }
                guard scalar == n else { continue }
                var q = delta
                var k = 36
                while true {
                    length += 1
                    let threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
                    if q < threshold { break }
                    q = (q - threshold) / (36 - threshold)
                    k += 36
                }
                bias = adapt(delta, handled + 1, handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return length
    }

    private static func adapt(_ delta: Int, _ length: Int, _ isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / length
        var k = 0
        while delta > 455 {
            delta /= 35
            k += 36
        }
        return k + 36 * delta / (delta + 38)
    }
}
