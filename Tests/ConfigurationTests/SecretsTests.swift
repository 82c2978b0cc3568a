import Configuration
import Glibc
import Testing

@Suite struct SecretsTests {
    private let place = Place(file: "customary.yaml", line: 3, column: 8)

    private func expand(_ text: String, folder: String = "/nowhere") -> (Secret?, [String]) {
        let secrets = Secrets(
            environment: ["PASSWORD": "canary-7341", "NESTED": "${PASSWORD}", "EMPTY": ""], folder: folder)
        var problems: [Problem] = []
        let secret = secrets.expand(text, at: place, problems: &problems)
        return (secret, problems.map(\.description))
    }

    @Test func aVariableIsInserted() throws {
        let (secret, problems) = expand("postgresql://ada:${PASSWORD}@localhost/crm")
        let value = try #require(secret)
        #expect(problems.isEmpty)
        #expect(value.reveal() == "postgresql://ada:canary-7341@localhost/crm")
        #expect(value.masked == "postgresql://ada:***@localhost/crm")
        #expect(value.withBytes { $0.count } == 42)
    }

    @Test func aSecretNeverShows() throws {
        let value = try #require(expand("${PASSWORD}").0)
        var shown = "\(value) \(String(describing: value)) \(String(reflecting: value)) \([value]) \(value.masked)"
        dump((value, [value]), to: &shown)
        #expect(!shown.contains("canary"))
        #expect("\(value)" == "***")
    }

    @Test func whatIsInsertedIsNotExpandedAgain() {
        #expect(expand("${NESTED}").0?.reveal() == "${PASSWORD}")
    }

    @Test func anEscapedSignStays() {
        let (secret, problems) = expand("a $${PASSWORD} $5")
        #expect(secret?.reveal() == "a ${PASSWORD} $5")
        #expect(secret?.holdsInserted == false)
        #expect(problems.isEmpty)
    }

    @Test(arguments: [
        ("${MISSING}", "the environment variable MISSING isn't set"),
        ("${EMPTY}", "the environment variable EMPTY isn't set"),
        ("${open", "\"${\" without its \"}\""), ("${a b}", "names no environment variable"),
        ("${}", "names no environment"),
        ("${file:}", "${file:} without a path"), ("${file:gone}", "the secret's file gone can't be read"),
    ])
    func whatIsNotThereIsAProblem(_ text: String, _ message: String) {
        let (secret, problems) = expand(text)
        #expect(secret == nil)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("customary.yaml:3:8: ") == true)
        #expect(problems.first?.contains(message) == true)
    }

    @Test func severalMissingOnesAreAllNamed() { #expect(expand("${ONE}${TWO}").1.count == 2) }

    @Test func aFileIsReadWithoutItsLastLineBreak() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write(folder.path + "/password", "canary-9\r\n")
        let (secret, problems) = expand("x${file:password}y", folder: folder.path)
        #expect(problems.isEmpty)
        #expect(secret?.reveal() == "xcanary-9y")
        #expect(secret?.masked == "x***y")
        #expect(expand("${file:\(folder.path)/password}").0?.reveal() == "canary-9")
    }

    @Test func aFileThatOthersCanReadIsRefused() throws {
        let folder = TemporaryFolder()
        for mode: UInt32 in [0o640, 0o604, 0o620] {
            try AtomicFile.write(folder.path + "/password", "canary", mode: mode)
            let (secret, problems) = expand("${file:password}", folder: folder.path)
            #expect(secret == nil)
            #expect(problems.first?.hasSuffix("chmod 600 password") == true)
        }
    }

    @Test func aFolderOrAnEmptyFileIsNoSecret() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write(folder.path + "/empty", "\n")
        #expect(expand("${file:empty}", folder: folder.path).1.first?.contains("holds no text") == true)
        #expect(expand("${file:.}", folder: folder.path).1.first?.contains("is no file") == true)
    }
}
