/// The lists of a QuickBooks company file, by the keyword that begins their lines.
enum IIFLists {
    /// The stream of bookings, and the one of their lines.
    static let transactions = "transactions", lines = "transactions.lines"

    /// What people call a list; a keyword that isn't known is its own name.
    static func stream(_ keyword: String) -> String { names[keyword] ?? keyword.lowercased() }

    private static let names = [
        "CUST": "customers", "VEND": "vendors", "EMP": "employees", "OTHERNAME": "other-names", "INVITEM": "items",
        "ACCNT": "chart-of-accounts", "CLASS": "classes", "CTYPE": "customer-types", "VTYPE": "vendor-types",
        "JOBTYPE": "job-types", "TERMS": "terms", "SALESREP": "sales-reps", "PAYMETH": "payment-methods",
        "SHIPMETH": "ship-methods", "INVMEMO": "customer-messages", "TO" + "DO": "to-dos", "BUD": "budgets",
        "TIMEACT": "time-activities", "SALESTAXCODE": "tax-codes", "PRICELEVEL": "price-levels", "TRNS": transactions,
        "SPL": lines,
    ]

    /// Streams that hold nothing about customers.
    static let aside: Set<String> = [
        lines, "chart-of-accounts", "classes", "customer-types", "vendor-types", "job-types", "terms",
        "payment-methods",
        "ship-methods", "customer-messages", "to-dos", "budgets", "time-activities", "tax-codes", "price-levels",
        "timerhdr",
        "qbp employee", "qb online", "cls", "accntnt",
    ]

    /// Lists whose names are paths: `Customer:Job`, `Account:Sub-account`.
    static let nested: Set<String> = ["CUST", "VEND", "EMP", "OTHERNAME", "INVITEM", "ACCNT", "CLASS", "TRNS", "SPL"]

    /// Lists whose custom fields are named elsewhere in the file, and the column there that says so.
    static let customised = ["CUST": "CUSTOMER", "VEND": "VENDOR", "EMP": "EMPLOYEE", "INVITEM": ""]

    /// What identifies a person to the state is nobody's business here.
    static let secrets: Set<String> = ["SSNO", "SSN", "SOCIALSECURITYNO", "SINNO", "SIN", "NINO", "TFN"]

    /// Columns in which a line break is written as `\n`.
    static let notes: Set<String> = ["NOTEPAD", "NOTE", "DESC", "PURCHASEDESC", "MEMO", "NOTES", "JOBDESC"]

    /// Of a booking, what each of its lines is told as `TRNS.NAME`.
    static let carried = ["TRNSID", "TRNSTYPE", "DATE", "ACCNT", "NAME", "DOCNUM"]

    private static let people = ["PHONE1", "PHONE2", "FAXNUM", "EMAIL", "NOTE", "CONT1", "CONT2"]
    private static let parts = ["SALUTATION", "COMPANYNAME", "FIRSTNAME", "MIDINIT", "LASTNAME"]

    /// The columns that a stream has in every file, so that one mapping fits them all.
    static func fixed(_ stream: String) -> [String] {
        let path = ["NAME", "NAME.parent", "NAME.leaf", "NAME.root"]
        func numbered(_ name: String) -> [String] { (1...5).map { "\(name)\($0)" } }
        switch stream {
        case "customers":
            return path + ["REFNUM", "TIMESTAMP"] + numbered("BADDR") + numbered("SADDR") + people
                + ["CTYPE", "TERMS", "TAXABLE", "LIMIT", "RESALENUM", "REP", "NOTEPAD"] + parts
                + [
                    "JOBDESC", "JOBTYPE", "JOBSTATUS", "JOBSTART", "JOBPROJEND", "JOBEND", "HIDDEN", "TAXID",
                    "OBAMOUNT",
                    "OBDATE",
                ]
        case "vendors":
            return path + ["REFNUM", "TIMESTAMP", "PRINTAS"] + numbered("ADDR") + ["VTYPE"] + people
                + ["TAXID", "LIMIT", "TERMS", "NOTEPAD"] + parts + ["1099", "HIDDEN"]
        case "employees":
            return path + [
                "REFNUM", "TIMESTAMP", "INIT", "SALUTATION", "FIRSTNAME", "MIDINIT", "LASTNAME", "EMAIL", "HIDDEN",
            ]
        case "items": return path + ["INVITEMTYPE", "DESC", "PRICE", "COST", "HIDDEN"]
        case transactions:
            return ["#"] + path + [
                "TRNSID", "TRNSTYPE", "DATE", "ACCNT", "CLASS", "AMOUNT", "DOCNUM", "MEMO", "DUEDATE", "TERMS",
                "PAYMETH",
                "PONUM",
            ] + numbered("ADDR")
        case lines:
            return ["TRNS.#"] + carried.map { "TRNS.\($0)" } + [
                "SPLID", "TRNSTYPE", "DATE", "ACCNT", "NAME", "CLASS", "AMOUNT", "DOCNUM", "MEMO", "QNTY", "PRICE",
                "INVITEM",
            ]
        default: return []
        }
    }
}
