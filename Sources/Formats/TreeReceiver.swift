/// What a value of a tree is to the one that holds it.
public enum TreeTrait: UInt8, Sendable {
    /// A member of a JSON object.
    case member
    /// An item of a JSON array, or a document of several in one file.
    case item
    /// An XML element.
    case element
    /// An XML attribute.
    case attribute
}

/// What listens while `JSONScanner` or `XMLTreeScanner` reads a text: the same calls for both.
///
/// The outermost value has no name. A JSON array is no value of its own: its items have its name. An XML text is one
/// outermost value that holds the root element; attributes come as values before everything else in their element.
public protocol TreeReceiver: AnyObject {
    /// A value begins. `isObject` says that it is a JSON object; for others it is false until something in it begins.
    func begin(_ name: UnsafeRawBufferPointer, _ trait: TreeTrait, isObject: Bool, line: Int) throws(FormatFault)

    /// Text of the value that began last; of an XML element in pieces, with the white space around it.
    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault)

    /// The value that began last and has not ended yet ends.
    func end() throws(FormatFault)

    /// The outermost value that began last is broken and ends here; others of the file are read.
    func abandon(_ reason: String, line: Int) throws(FormatFault)
}
