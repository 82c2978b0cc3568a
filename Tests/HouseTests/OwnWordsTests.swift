import Foundation
import Testing

/// The project speaks of itself alone.
@Suite struct OwnWordsTests {
    /// Places of somebody's machine; written in parts, so that this file holds none of them.
    static let foreign = ["/wo" + "rk/", "/tmp/" + "w/", "/.lib" + "rary", "/ro" + "ot/", "/ho" + "me/"]

    /// The repository's own files: what is built, fetched or kept by git isn't its text.
    static func files() -> [URL] {
        let walk = FileManager.default.enumerator(at: TargetGraph.root, includingPropertiesForKeys: [.isRegularFileKey])
        var files: [URL] = []
        while let file = walk?.nextObject() as? URL {
            let name = file.lastPathComponent
            if name == ".git" || name.hasPrefix(".build") || name == "__pycache__" {
                walk?.skipDescendants()
            } else if (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true {
                files.append(file)
            }
        }
        return files
    }

    @Test func noFileNamesAPlaceOfTheMachineItWasWrittenOn() throws {
        let files = OwnWordsTests.files()
        #expect(files.count > 100)
        for file in files {
            let bytes = try Data(contentsOf: file)
            for word in OwnWordsTests.foreign where bytes.range(of: Data(word.utf8)) != nil {
                Issue.record("\(file.path.dropFirst(TargetGraph.root.path.count + 1)) names \(word)")
            }
        }
    }

    @Test func oneFileAloneComposesWhatIsSaidOfANameThatIsNotThere() throws {
        let saying = try OwnWordsTests.files().filter { file in
            guard file.pathExtension == "swift", !file.path.contains("/Tests/") else { return false }
            let code = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
            return code.contains { $0.contains("did you mean") || $0.contains("there are \\(") }
        }
        #expect(saying.map(\.lastPathComponent) == ["NearestWord.swift"])
    }

    @Test func noFilePromisesToBeFinishedLater() throws {
        let marks = ["TO" + "DO", "FIX" + "ME", "X" + "XX:"]
        for file in OwnWordsTests.files() where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            // A format's own keyword stands between quotes, by itself.
            for mark in marks where text.replacing("\"\(mark)\"", with: "").contains(mark) {
                Issue.record("\(file.path.dropFirst(TargetGraph.root.path.count + 1)) says \(mark)")
            }
        }
    }
}
