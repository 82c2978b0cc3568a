/// What names in trees are known to mean, whatever program wrote them.
enum TreeNames {
    /// A name in small letters, without what only parts its words.
    static func plain(_ name: some StringProtocol) -> String {
        String(
            decoding: name.utf8.compactMap { byte -> UInt8? in
                switch byte {
                case 0x41...0x5A: byte | 0x20
                case 0x5F, 0x2D, 0x20, 0x2E, 0x3A, 0x40: nil
                default: byte
                }
            }, as: UTF8.self)
    }

    /// True for names whose values say what kind of thing stands beside them.
    static func isTracked(_ name: ArraySlice<UInt8>) -> Bool {
        guard name.count <= 40 else { return false }
        let text = plain(String(decoding: name, as: UTF8.self))
        return text.hasSuffix("type") || text.hasSuffix("key") || text.hasSuffix("name") || text.hasSuffix("label")
            || text.hasSuffix("kind") || text.hasSuffix("code") || text.hasSuffix("location") || text == "typename"
            || text == "object" || text == "field"
    }

    /// Names of what says how a list goes on, and the like, which are no records.
    static let envelopes: Set<String> = [
        "pagination", "paging", "meta", "links", "pageinfo", "extensions", "searchcriteria", "cost", "throttlestatus",
        "additionaldata", "pager", "pages", "header", "fileheader", "response", "status", "info", "error", "errors",
        "warnings", "metadata",
    ]

    /// Names of fields that stand around a list and describe it.
    static let listFields: Set<String> = [
        "id", "status", "success", "providername", "datetimeutc", "object", "hasmore", "moreresults", "morerecords",
        "url", "next", "nextpage", "nextcursor", "previous", "prev", "first", "last", "total", "totalcount",
        "totalsize",
        "totalresults", "count", "page", "perpage", "pagesize", "pagecount", "itemcount", "limit", "offset", "start",
        "startposition", "maxresults", "done", "nextrecordsurl", "time", "timestamp", "version", "code", "message",
        "result", "requestid", "queryid", "date", "created", "createdat", "generated", "generatedat", "exported",
        "exportedat", "exportdate", "generator", "source", "size", "length", "endcursor", "hasnextpage", "cursor",
        "entityname", "morerecordscookie", "pagingcookie", "schemaversion", "lang", "domain", "type", "dscversion",
        "ack", "build", "href", "self", "nextlink", "odata.context", "odatacontext", "odatanextlink", "odatacount",
        "asof",
    ]

    /// Names of what a document is made of, which are no records of their own.
    private static let parts: [String] = [
        "line", "lineitem", "item", "position", "entry", "row", "detail", "tax", "taxline", "shippingline", "discount",
        "address", "phone", "email", "note", "refund", "payment", "fulfillment", "transaction", "split", "tag",
        "property",
        "attribute", "option", "image", "variant", "customfield", "metadata", "contactperson", "taxsubtotal",
        "invoiceline",
        "creditnoteline", "allowancecharge", "lineelement", "included", "coupon", "fee", "link", "file", "attachment",
    ]

    /// Names of records that people send, at the end of a name.
    private static let records: [String] = [
        "customer", "contact", "account", "company", "person", "people", "client", "order", "invoice", "lead", "deal",
        "opportunity", "organization", "organisation", "user", "supplier", "vendor", "product", "ticket", "case",
        "campaign",
        "record", "result", "creditnote", "member", "subscriber", "partner", "debtor", "kunde", "kunden", "adresse",
        "customers", "contacts", "accounts", "companies", "clients", "orders", "invoices",
    ]

    /// True for a group that is a part of a document, as its lines.
    static func isPart(_ name: String) -> Bool {
        let name = plain(singular(name) ?? name)
        return parts.contains { name == $0 || (name.count > $0.count && name.hasSuffix($0)) } && !isRecord(name)
    }

    /// True for what is a record wherever it stands.
    static func isRecord(_ name: String) -> Bool {
        let name = plain(singular(name) ?? name)
        return records.contains(name)
    }

    /// True for a group of lines, which are rows of their own however few there are.
    static func isLines(_ name: String) -> Bool {
        let name = plain(singular(name) ?? name)
        return [
            "line", "lineitem", "item", "position", "invoiceline", "creditnoteline", "orderline", "orderitem", "split",
            "refund", "includedsupplychaintradelineitem",
        ].contains(name)
    }

    /// A name's singular; nil when it looks like none.
    static func singular(_ name: String) -> String? {
        let small = name.lowercased()
        if small.hasSuffix("people") { return String(name.dropLast(6)) + "person" }
        if small.hasSuffix("datas") { return String(name.dropLast(1)) }
        guard small.hasSuffix("s"), !small.hasSuffix("ss"), name.count > 2 else { return nil }
        if small.hasSuffix("ies"), name.count > 4 { return String(name.dropLast(3)) + "y" }
        if small.hasSuffix("sses") || small.hasSuffix("xes") || small.hasSuffix("ches") {
            return String(name.dropLast(2))
        }
        return String(name.dropLast())
    }

    /// True when a list's name is the plural of its items' name.
    static func isPlural(_ name: String, of item: String) -> Bool {
        let (name, item) = (plain(name), plain(item))
        if let one = singular(name), one == item { return true }
        if name.hasPrefix(item),
            ["s", "es", "n", "en", "e", "er", "list", "liste", "array"].contains(name.dropFirst(item.count))
        {
            return true
        }
        return ["item", "row", "entry", "element", "record", "value", "node"].contains(item) && name.hasSuffix("s")
    }

    /// Values of XML's `type` that only say how text is written.
    static let writingTypes: Set<String> = [
        "integer", "int", "long", "datetime", "date", "boolean", "bool", "array", "decimal", "float", "double",
        "string",
        "symbol", "file", "yaml", "hash", "nil", "number", "text", "guid",
    ]
}
