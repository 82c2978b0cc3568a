/// A web address that was read.
public struct WebAddress: Sendable, Hashable {
    /// Scheme and domain in small letters, path as given, no `/` at the end of a bare domain; empty where the verdict
    /// is invalid. An address without a scheme gets `https://`.
    public var url: [UInt8] = []
    /// The domain without `www.`, in standard form.
    public var domain: [UInt8] = []
    /// The part of the domain that somebody registered.
    public var registrableDomain: [UInt8] = []
    /// What became of the value.
    public var verdict: Verdict = .unchanged
}

extension WebAddress {
    /// Reads a web address or a bare domain.
    public static func read(_ bytes: UnsafeRawBufferPointer) -> WebAddress {
        var address = WebAddress()
        var cleaned: [UInt8] = []
        TextCleaning.line.clean(bytes, into: &cleaned)
        guard !cleaned.isEmpty else {
            address.verdict = bytes.isEmpty ? .unchanged : .changed
            return address
        }
        let isSound = cleaned.withUnsafeBytes { fill(&address, $0) }
        address.verdict = isSound ? Verdict.comparing(bytes, address.url) : .invalid(.webAddressSyntax)
        return address
    }

    /// Reads a web address or a bare domain.
    public static func read(_ text: String) -> WebAddress { text.withBytes { read($0) } }

    private static func fill(_ address: inout WebAddress, _ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count <= 2_000, !text.contains(Byte.space), !text.contains(UInt8(ascii: "<")),
            !text.contains(UInt8(ascii: "\""))
        else { return false }
        var rest = text
        var scheme: StaticString = "https://"
        if rest.startsIgnoringCase("https://") {
            rest = rest.part(8..<rest.count)
        } else if rest.startsIgnoringCase("http://") {
            scheme = "http://"
            rest = rest.part(7..<rest.count)
        } else if rest.startsIgnoringCase("//") {
            rest = rest.part(2..<rest.count)
        }
        let end =
            rest.firstIndex { $0 == Byte.slash || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? rest.count
        var host = rest.part(0..<end)
        var port: UnsafeRawBufferPointer?
        if let colon = host.firstIndex(of: Byte.colon, from: 0) {
            let digits = host.part(colon + 1..<host.count)
            guard digits.isDigits, digits.count <= 5 else { return false }
            port = digits
            host = host.part(0..<colon)
        }
        guard let domain = DomainName.standardise(host), let dot = domain.lastIndex(of: Byte.dot),
            domain.count - dot > 2
        else {
            return false
        }
        address.url.append(scheme)
        address.url.append(contentsOf: domain)
        if let port, !port.equalsIgnoringCase("443"), !port.equalsIgnoringCase("80") {
            address.url.append(Byte.colon)
            address.url.append(contentsOf: port)
        }
        let path = rest.part(end..<rest.count)
        if !(path.count == 1 && path[0] == Byte.slash) { address.url.append(contentsOf: path) }
        address.domain =
            domain.starts(with: "www.".utf8) && domain.filter({ $0 == Byte.dot }).count > 1
            ? Array(domain[4...]) : domain
        address.registrableDomain = DomainName.registrable(address.domain)
        return true
    }
}
