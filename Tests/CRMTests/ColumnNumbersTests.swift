import Records
import Testing

@testable import CRM

@Suite("The numbers of columns on record")
struct ColumnNumbersTests {
    @Test("Every column has a number of its own that leads back to it", arguments: Entity.allCases)
    func thereAndBack(_ entity: Entity) {
        let width = Schema.modelWidth(of: entity)
        let count = Schema.storedColumns(of: entity).count
        let numbers = (0..<count).map { ColumnNumbers.number(ofIndex: $0, modelWidth: width) }
        #expect(Set(numbers) == Set(0..<count))
        for (index, number) in numbers.enumerated() {
            #expect(ColumnNumbers.index(ofNumber: number, modelWidth: width) == index)
            let mask = UInt64(1) << UInt64(index)
            #expect(ColumnNumbers.numbered(mask, of: entity) == 1 << UInt64(number))
            #expect(ColumnNumbers.indexed(ColumnNumbers.numbered(mask, of: entity), of: entity) == mask)
        }
        let all = (1 << UInt64(count)) &- 1 as UInt64
        #expect(ColumnNumbers.indexed(ColumnNumbers.numbered(all, of: entity), of: entity) == all)
    }

    @Test("A column keeps its number when the model grows", arguments: 5...20)
    func growth(_ width: Int) {
        for index in 0..<width {
            #expect(
                ColumnNumbers.number(ofIndex: index, modelWidth: width)
                    == ColumnNumbers.number(ofIndex: index, modelWidth: width + 3))
        }
        for offset in 0..<Schema.bookkeeping.count {
            #expect(
                ColumnNumbers.number(ofIndex: width + offset, modelWidth: width)
                    == ColumnNumbers.number(ofIndex: width + 3 + offset, modelWidth: width + 3))
        }
        #expect(ColumnNumbers.index(ofNumber: width + Schema.bookkeeping.count, modelWidth: width) == nil)
    }

    @Test("What a newer version noted of columns that this one doesn't know is left out")
    func unknown() {
        let entity = Entity.tags
        let width = Schema.modelWidth(of: entity)
        let unknown = UInt8(width + Schema.bookkeeping.count)
        let list: [UInt8] = [4, 1, 1, unknown, 2, 2, 0, 3, 3]
        #expect(ColumnNumbers.indexed(list, stride: 3, of: entity) == [0, 1, 1, UInt8(width), 3, 3])
    }
}
