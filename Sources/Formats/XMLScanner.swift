internal import CXML2

/// Reads an XML text in pieces and tells a receiver what is in it, in bounded memory.
///
/// UTF-8, UTF-16 and the encodings that an XML declaration may name (`Encoding.init(label:)`) are read. Document type
/// declarations are refused, so no entity but the five that XML itself has exists, and nothing outside the text is ever
/// fetched. Every byte passes `XMLGuard` as UTF-8 before the parser sees it.
public final class XMLScanner {
    private enum Form {
        case unknown
        case utf8
        case utf16(isBigEndian: Bool)
        /// Another encoding, decoded before the guard looks at it.
        case other
    }

    private let part: String
    private let receiver: (any XMLReceiver)?
    private let elements: (any XMLElementReceiver)?
    private let context: xmlParserCtxtPtr
    /// The receiver's names as the parser's own dictionary holds them, so that comparing pointers is enough.
    private let vocabulary: UnsafeMutablePointer<UnsafePointer<UInt8>?>
    private let nameCount: Int
    private var xmlGuard: XMLGuard
    private var form = Form.unknown
    /// Decodes a text of another encoding than UTF-8 and UTF-16.
    private var decoder: EncodingDecoder?
    /// The text's byte at which `pending` begins.
    private var offset = 0
    /// Bytes of a text whose last character is not complete yet, and the first bytes of any text.
    private var pending: [UInt8] = []
    /// Bytes that stand for nothing in the declared encoding; each became U+FFFD.
    public private(set) var undecodable = 0
    private var fault: FormatFault?
    /// True once the receiver asked for no more.
    public private(set) var isStopped = false

    private static let prepared: Void = xmlInitParser()

    /// Begins a text; `part` names it in faults.
    public convenience init(part: String, receiver: any XMLReceiver, limits: FormatLimits = FormatLimits())
        throws(FormatFault)
    {
        try self.init(part: part, receiver: receiver, elements: nil, names: receiver.names, limits: limits)
    }

    /// Begins a text of which every element matters, whatever its name.
    convenience init(part: String, elements: any XMLElementReceiver, limits: FormatLimits) throws(FormatFault) {
        try self.init(part: part, receiver: nil, elements: elements, names: [], limits: limits)
    }

    private init(
        part: String, receiver: (any XMLReceiver)?, elements: (any XMLElementReceiver)?, names: [String],
        limits: FormatLimits
    ) throws(FormatFault) {
        _ = XMLScanner.prepared
        self.part = part
        self.receiver = receiver
        self.elements = elements
        // Who listens to every element hands over UTF-8, whatever the declaration says.
        if elements != nil { form = .utf8 }
        xmlGuard = XMLGuard(part: part, limits: limits)
        var callbacks = XMLScanner.callbacks()
        guard let context = xmlCreatePushParserCtxt(&callbacks, nil, nil, 0, nil) else {
            throw .unreadable(reason: "memory is short")
        }
        self.context = context
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_NOERROR.rawValue
        xmlCtxtUseOptions(context, Int32(options | XML_PARSE_NOWARNING.rawValue))
        nameCount = names.count
        vocabulary = .allocate(capacity: max(1, names.count))
        vocabulary.initialize(repeating: nil, count: max(1, names.count))
        for (index, name) in names.enumerated() {
            vocabulary[index] = xmlDictLookup(context.pointee.dict, name, Int32(name.utf8.count))
        }
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit {
        xmlFreeParserCtxt(context)
        vocabulary.deallocate()
    }

    /// Reads the next bytes, cut anywhere. Throws what the receiver throws, or what is wrong with the text.
    public func feed(_ chunk: UnsafeRawBufferPointer) throws(FormatFault) {
        if isStopped { return }
        if case .utf8 = form { return try parse(chunk) }
        pending.append(contentsOf: chunk)
        if case .unknown = form {
            guard try detectForm(isEnd: false) else { return }
        }
        try feedPending(isEnd: false)
    }

    /// Ends the text: throws `incomplete` when its last element has not ended.
    public func finish() throws(FormatFault) {
        if isStopped { return }
        if case .unknown = form {
            guard try detectForm(isEnd: true) else { throw .incomplete(part: part, reason: "it is empty") }
        }
        try feedPending(isEnd: true)
        if isStopped { return }
        guard pending.isEmpty else { throw .incomplete(part: part, reason: "it ends inside a character") }
        _ = xmlParseChunk(context, nil, 0, 1)
        if let fault { throw fault }
        if context.pointee.wellFormed == 0 {
            if xmlGuard.isBalanced, context.pointee.errNo != XML_ERR_DOCUMENT_EMPTY.rawValue { throw broken() }
            throw .incomplete(part: part, reason: "its XML ends too early")
        }
    }

    /// The line that is read, counted from 1; 0 before the first byte.
    public var line: Int { context.pointee.input.map { Int($0.pointee.line) } ?? 0 }

    /// Ends the reading early and without a fault; to be called by the receiver.
    public func stop() {
        isStopped = true
        xmlStopParser(context)
    }

    /// Finds out how the text is written; false while more of its beginning is needed.
    private func detectForm(isEnd: Bool) throws(FormatFault) -> Bool {
        guard pending.count >= 4 else { return false }
        switch (pending[0], pending[1], pending[2], pending[3]) {
        case (0xFF, 0xFE, 0, 0), (0, 0, _, _):
            throw .refused(part: part, reason: "it is written in UTF-32, which workbooks may not be")
        case (0xFE, 0xFF, _, _), (0, 0x3C, 0, _): form = .utf16(isBigEndian: true)
        case (0xFF, 0xFE, _, _), (0x3C, 0, _, 0): form = .utf16(isBigEndian: false)
        case (0xEF, 0xBB, 0xBF, 0x3C): form = .utf8
        case (0x3C, 0x3F, 0x78, 0x6D): return try readDeclaration(isEnd: isEnd)
        case (0x3C, _, _, _), (0x09, _, _, _), (0x0A, _, _, _), (0x0D, _, _, _), (0x20, _, _, _): form = .utf8
        default: throw .refused(part: part, reason: "it is no XML in an encoding that is read")
        }
        return true
    }

    /// Reads the encoding in `<?xml version="1.0" encoding="ISO-8859-1"?>`.
    ///
    /// UTF-16 can't be true where the declaration itself is in single bytes: programs write it around UTF-8.
    private func readDeclaration(isEnd: Bool) throws(FormatFault) -> Bool {
        guard let end = pending.prefix(1_024).firstIndex(of: 0x3E) else {
            if !isEnd, pending.count < 1_024 { return false }
            form = .utf8
            return true
        }
        form = .utf8
        guard let label = XMLScanner.encodingLabel(pending[..<end]) else { return true }
        guard let encoding = Encoding(label: label) else {
            throw .refused(part: part, reason: "it declares the encoding \(label), which isn't read")
        }
        switch encoding {
        case .utf8, .utf16LittleEndian, .utf16BigEndian: return true
        default: break
        }
        do throws(DelimitedFault) { decoder = try EncodingDecoder(encoding) } catch {
            throw .refused(part: part, reason: "\(error)")
        }
        form = .other
        return true
    }

    /// The value of `encoding` in an XML declaration; nil when it has none.
    static func encodingLabel(_ declaration: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: declaration, as: UTF8.self)
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r\n" || $0 == "=" })
        guard let place = parts.firstIndex(of: "encoding"), place + 1 < parts.count else { return nil }
        let label = parts[place + 1].filter { $0 != "\"" && $0 != "'" && $0 != "?" && $0 != ">" }
        return label.isEmpty || label.count > 40 ? nil : label
    }

    /// Hands on what has been held back, turned into UTF-8.
    private func feedPending(isEnd: Bool) throws(FormatFault) {
        if pending.isEmpty { return }
        guard case .utf16(let isBigEndian) = form else {
            if case .other = form { return try feedDecoded(isEnd: isEnd) }
            let bytes = pending
            pending = []
            return try bytes.withUnsafeBufferPointer { (chunk) throws(FormatFault) in
                try parse(UnsafeRawBufferPointer(chunk))
            }
        }
        var units: [UInt16] = []
        units.reserveCapacity(pending.count / 2)
        var index = 0
        while index + 1 < pending.count {
            let first = UInt16(pending[index])
            let second = UInt16(pending[index + 1])
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
            index += 2
        }
        if let unit = units.last, unit & 0xFC00 == 0xD800 {
            units.removeLast()
            index -= 2
        }
        pending.removeFirst(index)
        var bytes: [UInt8] = []
        let isBroken = transcode(units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true) {
            bytes.append($0)
        }
        if isBroken { throw .refused(part: part, reason: "its UTF-16 is broken") }
        try bytes.withUnsafeBufferPointer { (chunk) throws(FormatFault) in try parse(UnsafeRawBufferPointer(chunk)) }
    }

    /// Decodes what is complete of the bytes held back.
    private func feedDecoded(isEnd: Bool) throws(FormatFault) {
        let raw = pending
        let capacity = raw.count * EncodingDecoder.growth + 16
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        defer { memory.deallocate() }
        var output = EncodingOutput(base: memory, capacity: capacity, count: 0)
        let taken = raw.withUnsafeBufferPointer {
            decoder?.decode($0, offset: offset, isLast: isEnd, into: &output) ?? $0.count
        }
        offset += taken
        pending.removeFirst(taken)
        for mark in output.marks where mark.kind == .undecodable { undecodable += mark.count }
        try parse(UnsafeRawBufferPointer(start: memory, count: output.count))
    }

    private func parse(_ chunk: UnsafeRawBufferPointer) throws(FormatFault) {
        guard let base = chunk.baseAddress else { return }
        try xmlGuard.check(chunk)
        var index = 0
        while index < chunk.count, !isStopped {
            let count = min(chunk.count - index, ZIPArchive.chunkBytes)
            let result = xmlParseChunk(
                context, (base + index).assumingMemoryBound(to: CChar.self), Int32(count), 0)
            if let fault { throw fault }
            if isStopped { return }
            if result != 0 || context.pointee.wellFormed == 0 {
                throw broken()
            }
            index += count
        }
    }

    private func broken() -> FormatFault {
        return .refused(part: part, reason: "its XML is broken at line \(line) (libxml2 \(context.pointee.errNo))")
    }

    // MARK: What the parser calls

    @inline(__always)
    private func index(of name: UnsafePointer<UInt8>?) -> Int {
        var index = 0
        while index < nameCount {
            if vocabulary[index] == name { return index }
            index &+= 1
        }
        return -1
    }

    @inline(__always)
    private func started(
        _ name: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?, _ count: Int32,
        _ base: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    ) {
        if fault != nil || isStopped { return }
        do throws(FormatFault) {
            if let elements {
                guard let name else { return }
                return try elements.start(XMLElement(name: name, namespace: namespace, base: base, count: Int(count)))
            }
            try receiver?.start(
                index(of: name), XMLAttributes(base: base, count: Int(count), vocabulary: UnsafePointer(vocabulary)))
        } catch { fail(error) }
    }

    @inline(__always)
    private func ended(_ name: UnsafePointer<UInt8>?) {
        if fault != nil || isStopped { return }
        do throws(FormatFault) {
            if let elements { return try elements.end() }
            try receiver?.end(index(of: name))
        } catch { fail(error) }
    }

    @inline(__always)
    private func read(_ bytes: UnsafePointer<UInt8>?, _ count: Int32) {
        if fault != nil || isStopped { return }
        do throws(FormatFault) {
            let text = UnsafeRawBufferPointer(start: bytes, count: Int(count))
            if let elements { return try elements.text(text) }
            try receiver?.text(text)
        } catch { fail(error) }
    }

    private func fail(_ fault: FormatFault) {
        self.fault = fault
        xmlStopParser(context)
    }

    private static func callbacks() -> xmlSAXHandler {
        var callbacks = xmlSAXHandler()
        callbacks.initialized = UInt32(XML_SAX2_MAGIC)
        callbacks.startElementNs = { scanner, name, _, namespace, _, _, count, _, attributes in
            guard let scanner else { return }
            Unmanaged<XMLScanner>.fromOpaque(scanner)._withUnsafeGuaranteedRef {
                $0.started(name, namespace, count, attributes)
            }
        }
        callbacks.endElementNs = { scanner, name, _, _ in
            guard let scanner else { return }
            Unmanaged<XMLScanner>.fromOpaque(scanner)._withUnsafeGuaranteedRef { $0.ended(name) }
        }
        callbacks.characters = { scanner, bytes, count in
            guard let scanner else { return }
            Unmanaged<XMLScanner>.fromOpaque(scanner)._withUnsafeGuaranteedRef { $0.read(bytes, count) }
        }
        callbacks.ignorableWhitespace = callbacks.characters
        callbacks.cdataBlock = callbacks.characters
        return callbacks
    }
}

extension ZIPArchive {
    /// Scans a member from beginning to end, or until the receiver stops the scanner that `prepare` is given. True when the end was
    /// reached.
    @discardableResult
    public func scan(
        _ index: Int, with receiver: any XMLReceiver, limits: FormatLimits, prepare: (XMLScanner) -> Void = { _ in }
    ) throws(FormatFault) -> Bool {
        let scanner = try XMLScanner(part: members[index].name, receiver: receiver, limits: limits)
        prepare(scanner)
        try read(index) { (chunk) throws(FormatFault) -> Bool in
            try scanner.feed(chunk)
            return !scanner.isStopped
        }
        try scanner.finish()
        return !scanner.isStopped
    }
}
