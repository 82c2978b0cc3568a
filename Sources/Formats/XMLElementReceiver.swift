/// What listens to every element of an XML text, whatever its name.
protocol XMLElementReceiver: AnyObject {
    /// An element begins.
    func start(_ element: XMLElement) throws(FormatFault)

    /// The element that began last and has not ended yet ends.
    func end() throws(FormatFault)

    /// A piece of text, UTF-8; an element's text can come in several pieces.
    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault)
}

/// The start tag of an element. Valid only during the call that hands it over.
struct XMLElement {
    /// The name without a prefix.
    let name: UnsafePointer<UInt8>
    /// What the name's prefix stands for.
    let namespace: UnsafePointer<UInt8>?
    /// Five pointers an attribute: local name, prefix, namespace, value, end of the value.
    let base: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    let count: Int

    /// An attribute's name without a prefix, its prefix's namespace and its value, in which an ampersand may stand as `&#38;`.
    func attribute(_ index: Int)
        -> (name: UnsafePointer<UInt8>, namespace: UnsafePointer<UInt8>?, value: UnsafeRawBufferPointer)?
    {
        guard let base, let name = base[index * 5], let value = base[index * 5 + 3], let end = base[index * 5 + 4]
        else {
            return nil
        }
        return (name, base[index * 5 + 2], UnsafeRawBufferPointer(start: value, count: end - value))
    }
}
