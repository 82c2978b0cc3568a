public import Configuration
import Records
import Text

/// How much of something may happen: a number, a share of a whole, or both, of which the smaller counts.
public struct Allowance: Sendable, Equatable, CustomStringConvertible {
    /// The most that may happen; nil for any number.
    public var count: Int?
    /// The greatest share of the whole; nil for any share.
    public var share: Share?

    /// Makes one; without either, everything may happen.
    public init(count: Int? = nil, share: Share? = nil) {
        self.count = count
        self.share = share
    }

    /// Reads `50`, `2 %`, `0.02` or several of them parted by commas; nil when a part is none of these.
    public init?(_ text: String) {
        self.init()
        for part in text.split(separator: ",").map(Allowance.trimmed) {
            if let number = Int(part), number >= 0, part.first != "+" {
                count = min(count ?? number, number)
            } else if let other = Share(part) {
                share = share.map { min($0, other) } ?? other
            } else {
                return nil
            }
        }
        if count == nil && share == nil { return nil }
    }

    /// True when `part` of `whole` is more than may be; a share of nothing is never exceeded.
    public func isExceeded(by part: Int, of whole: Int) -> Bool {
        if let count, part > count { return true }
        if let share, whole > 0, share.isExceeded(by: part, of: whole) { return true }
        return false
    }

    /// As it is written in `customary.yaml`: `2 %, 50`.
    public var description: String {
        [share.map { "\($0)" }, count.map(String.init)].compactMap { $0 }.joined(separator: ", ")
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

/// How far a sum may be from a printed figure: an amount in the figure's own currency, or a share of it.
public enum AmountAllowance: Sendable, Equatable, CustomStringConvertible {
    /// An amount in ten-thousandths.
    case amount(Int64)
    /// A share of the figure.
    case share(Share)

    /// Reads `0.5 %` or `100.00`; nil when it is neither.
    public init?(_ text: String) {
        if text.contains("%"), let share = Share(text) {
            self = .share(share)
        } else if let amount = TenThousandths.parse(text), amount >= 0 {
            self = .amount(amount)
        } else {
            return nil
        }
    }

    /// True when the difference is more than may be.
    public func isExceeded(by difference: Int64, of figure: Int64) -> Bool {
        switch self {
        case .amount(let amount): difference.magnitude > amount.magnitude
        case .share(let share):
            Double(difference.magnitude) > Double(figure.magnitude) * Double(share.millionths) / 1_000_000
        }
    }

    /// As it is written in `customary.yaml`.
    public var description: String {
        switch self {
        case .amount(let amount): TenThousandths.text(amount)
        case .share(let share): "\(share)"
        }
    }
}
