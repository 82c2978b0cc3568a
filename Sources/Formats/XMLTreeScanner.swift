#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Reads an XML text in any encoding in bounded memory and tells a receiver what is in it.
///
/// Every byte passes `XMLGuard`: a document type, start tags without end, floods of attributes and deep nesting are refused.
/// Elements and attributes are known by their local names. Attributes that only say how XML is to be read are left out:
/// those of `xml:` and of XML Schema's `xsi:` but for `xsi:type`.
public final class XMLTreeScanner: XMLElementReceiver {
    private var input: EncodingInput
    private let receiver: any TreeReceiver
    private var scanner: XMLScanner?
    private var scratch: [UInt8] = []
    private var hasRoot = false
    /// The line of what is read now, counted from 1.
    public var line: Int { max(1, scanner?.line ?? lastLine) }
    private var lastLine = 1
    /// Lines or bytes that were not in the text's encoding.
    public private(set) var otherEncoding = 0
    /// True once the receiver asked for no more.
    public private(set) var isStopped = false
    /// The root element's namespace; empty when it has none.
    public private(set) var rootNamespace = ""

    private static let schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"
    private static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

    /// Begins a text in an open file.
    public init(
        descriptor: Int32, encoding: Encoding, receiver: any TreeReceiver, limits: FormatLimits = FormatLimits(),
        chunk: Int = 256 << 10
    ) throws(FormatFault) {
        self.receiver = receiver
        input = try TreeInput.open(.descriptor(descriptor), encoding, chunk)
        scanner = try XMLScanner(part: "", elements: self, limits: limits)
    }

    /// Begins a text in memory; `chunk`: so many bytes are looked at together.
    public init(
        bytes: [UInt8], encoding: Encoding, receiver: any TreeReceiver, limits: FormatLimits = FormatLimits(),
        chunk: Int = 256 << 10
    ) throws(FormatFault) {
        self.receiver = receiver
        input = try TreeInput.open(.bytes(bytes), encoding, chunk)
        scanner = try XMLScanner(part: "", elements: self, limits: limits)
    }

    /// Ends the reading early and without a fault; to be called by the receiver.
    public func stop() {
        isStopped = true
        scanner?.stop()
    }

    /// Reads the text to its end.
    public func run() throws(FormatFault) {
        // The parser holds this value without keeping it alive, and is let go of at the end.
        guard let scanner else { return }
        defer {
            lastLine = scanner.line
            self.scanner = nil
        }
        try receiver.begin(UnsafeRawBufferPointer(start: nil, count: 0), .item, isObject: true, line: 1)
        while !isStopped, !input.isAtEnd {
            otherEncoding += try TreeInput.fill(&input, discarding: input.clean)
            try scanner.feed(UnsafeRawBufferPointer(start: input.base, count: input.clean))
        }
        if isStopped { return }
        try scanner.finish()
        try receiver.end()
    }

    // MARK: What the parser tells

    func start(_ element: XMLElement) throws(FormatFault) {
        let line = line
        if !hasRoot {
            hasRoot = true
            rootNamespace = element.namespace.map { String(cString: $0) } ?? ""
        }
        try receiver.begin(
            UnsafeRawBufferPointer(start: element.name, count: strlen(element.name)), .element, isObject: false,
            line: line)
        for index in 0..<element.count {
            guard let (name, namespace, value) = element.attribute(index) else { continue }
            let size = strlen(name)
            if let namespace {
                if strcmp(namespace, XMLTreeScanner.xmlNamespace) == 0 { continue }
                if strcmp(namespace, XMLTreeScanner.schemaInstance) == 0, strcmp(name, "type") != 0 { continue }
            }
            try receiver.begin(
                UnsafeRawBufferPointer(start: name, count: size), .attribute, isObject: false, line: line)
            if value.count > 0 { try attributeText(value) }
            try receiver.end()
        }
    }

    private func attributeText(_ value: UnsafeRawBufferPointer) throws(FormatFault) {
        guard let start = value.baseAddress, memchr(start, 0x26, value.count) != nil else {
            return try receiver.text(value)
        }
        let ampersand: [UInt8] = [0x26, 0x23, 0x33, 0x38, 0x3B]
        scratch.removeAll(keepingCapacity: true)
        var index = 0
        while index < value.count {
            scratch.append(value[index])
            index += value[index...].starts(with: ampersand) ? ampersand.count : 1
        }
        try scratch.withUnsafeBufferPointer { (text) throws(FormatFault) in
            try receiver.text(UnsafeRawBufferPointer(text))
        }
    }

    func end() throws(FormatFault) { try receiver.end() }

    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) { try receiver.text(bytes) }
}
