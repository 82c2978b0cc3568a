import Text

extension PairComparison {
    /// The level of two addresses: postcode, street, house number and town taken together.
    func address(_ a: Int, _ b: Int, _ pair: inout PairLevels) {
        let (postcodeA, postcodeB) = (records.postcode[a], records.postcode[b])
        let (houseA, houseB) = (records.house[a], records.house[b])
        let (streetA, streetB) = (records.street[a], records.street[b])
        let (cityA, cityB) = (records.city[a], records.city[b])
        let bothPostcodes = postcodeA != 0 && postcodeB != 0
        let bothStreets = streetA != 0 && streetB != 0
        let bothCities = cityA != 0 && cityB != 0
        guard bothPostcodes || bothCities || bothStreets else { return }
        let samePostcode = bothPostcodes && (postcodeA == postcodeB || postcodesAlike(postcodeA, postcodeB))
        let sameCity = bothCities && (cityA == cityB || citiesAlike(cityA, cityB))
        let sameHouse = houseA != 0 && houseA == houseB
        let sameStreet = bothStreets && (streetA == streetB || streetsAlike(streetA, streetB))
        let postcodeFrequency = samePostcode ? min(-1, records.frequency.postcode[Int(postcodeA)] + home) : 0
        if sameStreet, sameHouse || (houseA == 0 && houseB == 0) {
            let addressFrequency = min(-1, max(records.frequency.address[a], records.frequency.address[b]) + home)
            if samePostcode || (sameCity && (!bothPostcodes || postcodesNear(postcodeA, postcodeB))) {
                pair.set(.address, AddressLevel.same, addressFrequency)
                return
            }
            if sameHouse, !bothPostcodes || postcodesNear(postcodeA, postcodeB) || sameCity {
                pair.set(.address, AddressLevel.streetAndHouse, addressFrequency)
                return
            }
        }
        if samePostcode {
            if sameHouse, houseA != 0 {
                pair.set(.address, AddressLevel.postcodeAndHouse, postcodeFrequency)
            } else if bothStreets {
                pair.set(.address, AddressLevel.postcodeOtherStreet, postcodeFrequency)
            } else {
                pair.set(.address, AddressLevel.postcodeOnly, postcodeFrequency)
            }
            return
        }
        if sameCity {
            let frequency = min(-1, max(records.frequency.city[Int(cityA)], records.frequency.city[Int(cityB)]) + home)
            if bothStreets || bothPostcodes {
                pair.set(.address, AddressLevel.cityOtherPostcode, frequency)
            } else {
                pair.set(.address, AddressLevel.cityOnly, frequency)
            }
            return
        }
        if bothPostcodes || bothCities { pair.set(.address, AddressLevel.different) }
    }

    /// Equal but for a leading zero that a spreadsheet took, or what follows the fifth digit of a US code.
    private func postcodesAlike(_ first: UInt32, _ second: UInt32) -> Bool {
        records.postcodes.with(first) { left in
            records.postcodes.with(second) { right in
                if left.count == right.count || left.count < 4 || right.count < 4 { return false }
                let (short, long) = left.count < right.count ? (left, right) : (right, left)
                if long.count == 9, short.count == 5 { return long.prefix(5).elementsEqual(short) }
                return long.count == short.count + 1 && long[0] == 0x30 && long.dropFirst().elementsEqual(short)
            }
        }
    }

    /// One slip apart.
    private func postcodesNear(_ first: UInt32, _ second: UInt32) -> Bool {
        records.postcodes.with(first) { left in records.postcodes.with(second) { edit.damerau(left, $0) <= 1 } }
    }

    private func citiesAlike(_ first: UInt32, _ second: UInt32) -> Bool {
        records.cities.with(first) { left in
            records.cities.with(second) { right in
                let shorter = min(left.count, right.count)
                if shorter >= 4, left.starts(with: right) || right.starts(with: left) { return true }
                return shorter >= 4 && edit.damerau(left, right) <= (shorter >= 8 ? 2 : 1)
            }
        }
    }

    private func streetsAlike(_ first: UInt32, _ second: UInt32) -> Bool {
        records.streets.with(first) { left in
            records.streets.with(second) { right in
                let shorter = min(left.count, right.count)
                if shorter >= 3, left.starts(with: right) || right.starts(with: left) { return true }
                return shorter >= 4 && edit.damerau(left, right) <= (shorter >= 8 ? 2 : 1)
            }
        }
    }
}
