public import Connecting
import Seeds

/// Files that are broken at random, for showing that a connector tells what is wrong and never crashes.
public struct Mutations {
    private var numbers: Seeded

    /// Begins with a seed, which a failing test prints.
    public init(seed: UInt64) { numbers = Seeded(seed) }

    /// A copy with bytes changed, taken away, doubled and cut off; `signs` are those that mean something in the format.
    public mutating func broken(_ bytes: [UInt8], signs: String) -> [UInt8] {
        var bytes = bytes
        let signs = Array(signs.utf8) + [0, 0x0A, 0x0D, 0xFF, 0xC3]
        for _ in 0..<Int.random(in: 1...8, using: &numbers) where !bytes.isEmpty {
            let at = Int.random(in: 0..<bytes.count, using: &numbers)
            switch Int.random(in: 0..<6, using: &numbers) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &numbers)
            case 1: bytes[at] = signs.randomElement(using: &numbers) ?? 0
            case 2: bytes.insert(signs.randomElement(using: &numbers) ?? 0, at: at)
            case 3: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...20, using: &numbers)))
            case 4: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 40)], at: at)
            default: if Int.random(in: 0..<4, using: &numbers) == 0 { bytes.removeSubrange(at...) }
            }
        }
        return bytes
    }

    /// Reads so many broken copies, all streams of each; returns how many could be read and how many were refused. Everything
    /// but a source's fault is thrown.
    public static func read(
        _ connector: any Connector, _ bytes: [UInt8], named name: String, signs: String, seed: UInt64, count: Int = 300
    ) throws -> (read: Int, refused: Int) {
        var mutations = Mutations(seed: seed)
        let folder = try TemporaryFolder()
        var result = (read: 0, refused: 0)
        for _ in 0..<count {
            let file = try folder.file(name, mutations.broken(bytes, signs: signs))
            do {
                let given = type(of: connector).description.options.contains { $0.name == "everything" }
                let options = OptionValues(given ? ["everything": "true"] : [:])
                guard let probe = try connector.probe(file, given: options) else { continue }
                for stream in probe.streams {
                    let table = try ReadTable.read(connector, file, stream: stream.name, options: stream.options)
                    if table.columns != stream.columns { throw Unexpected("columns differ from the look's") }
                }
                result.read += 1
            } catch is SourceFault {
                result.refused += 1
            }
        }
        return result
    }
}
