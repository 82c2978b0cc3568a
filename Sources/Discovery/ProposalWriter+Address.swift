/// Addresses, also those of which several parts stand in one cell.
extension ProposalWriter {
    mutating func addAddress(_ lines: inout [String]) {
        if let street = places[.street]?.first, let house = places[.houseNumber]?.first {
            lines.append("      street: {columns: [\(quoted(street)), \(quoted(house))], join: \" \"}")
            used.formUnion([street, house])
        } else if let whole = wholeAddress {
            addParts(of: whole, &lines)
        } else {
            add(&lines, "street", .street)
        }
        for meaning in [
            ColumnMeaning.street2, .postcode, .city, .region, .country, .shippingStreet, .shippingStreet2,
            .shippingPostcode, .shippingCity, .shippingRegion, .shippingCountry,
        ] {
            if meaning == .city, let both = postcodeAndCity {
                used.insert(both)
                lines.append("      city: \(quoted(both))   # the postcode that stands with it goes where it belongs")
            } else {
                add(&lines, meaning.rawValue, meaning)
            }
        }
    }

    /// A column whose cells hold a postcode and a place, where no other holds postcodes.
    private var postcodeAndCity: String? {
        guard places[.postcode] == nil, let city = places[.city]?.first,
            let index = reading.columns.firstIndex(where: { $0.column == city }),
            reading.facts[index].share(.postcodeAndPlace) >= 0.6
        else { return nil }
        return city
    }

    /// A column whose cells hold the whole address.
    private var wholeAddress: (column: String, separator: UInt8, parts: Int)? {
        guard places[.postcode] == nil, places[.city] == nil, let street = places[.street]?.first,
            let index = reading.columns.firstIndex(where: { $0.column == street }),
            reading.facts[index].share(.wholeAddress) >= 0.6
        else { return nil }
        let values = reading.tallies[index].values.keys.prefix(ColumnFacts.maximumValues)
        let separators: [UInt8] = [0x2C, 0x0A, 0x3B]
        let counted = separators.map { sign in (sign, values.count { $0.contains(sign) }) }
        guard let most = counted.max(by: { $0.1 < $1.1 }) else { return nil }
        // A third part that names a country, in most cells.
        let third = values.count { value in
            let parts = value.split(separator: most.0)
            guard parts.count == 3 else { return false }
            return ValueTraits(of: ArraySlice(parts[2].drop { $0 == 0x20 || $0 == 0x0D })).contains(.country)
        }
        return (street, most.0, third * 10 >= values.count * 6 ? 3 : 2)
    }

    private mutating func addParts(of whole: (column: String, separator: UInt8, parts: Int), _ lines: inout [String]) {
        used.insert(whole.column)
        let sign = inQuotes(String(decoding: [whole.separator], as: UTF8.self))
        for (number, field) in ["street", "city", "country"].prefix(whole.parts).enumerated() {
            lines.append(
                "      \(field): {column: \(quoted(whole.column)), transforms: [{part: {number: \(number + 1), of: \(sign)}}, trim]}"
            )
        }
    }
}
