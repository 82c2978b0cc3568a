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

    @Test(arguments: [
        ("postgresql://ada:canary@localhost:5432/crm", "postgresql://ada:***@localhost:5432/crm"),
        ("postgresql://ada:can/ary@h/crm", "postgresql://ada:***@h/crm"),
        ("postgresql://h/crm?user=ada&password=canary&x=1", "postgresql://h/crm?user=ada&password=***&x=1"),
        ("host=h sslpassword=canary password=canary dbname=crm", "host=h sslpassword=*** password=*** dbname=crm"),
        ("postgresql://ada@h:5432/crm", "postgresql://ada@h:5432/crm"), ("sqlite:crm.sqlite", "sqlite:crm.sqlite"),
    ])
    func aPasswordWrittenOutIsMaskedToo(_ text: String, _ masked: String) {
        #expect(expand(text).0?.masked == masked)
        #expect(expand(text).0?.reveal() == text)
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

    @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
    func aFileOfSomebodyElseIsRefused() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write(folder.path + "/password", "canary")
        chown(folder.path + "/password", 65534, 65534)
        let (secret, problems) = expand("${file:password}", folder: folder.path)
        #expect(secret == nil)
        #expect(problems.first?.contains("belongs to somebody else") == true)
    }

    @Test func aFileThatIsTooLargeIsRefused() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write(folder.path + "/password", [UInt8](repeating: 0x61, count: Secrets.maximumBytes + 1))
        #expect(expand("${file:password}", folder: folder.path).1.first?.contains("is larger than 65536 bytes") == true)
    }

    @Test func theProcessGivesItsVariables() throws {
        let path = try #require(getenv("PATH").map { String(cString: $0) })
        var problems: [Problem] = []
        let secret = Secrets.ofThisProcess(folder: "/").expand("${PATH}", at: place, problems: &problems)
        #expect(secret?.reveal() == path)
    }

    @Test func aFolderOrAnEmptyFileIsNoSecret() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write(folder.path + "/empty", "\n")
        #expect(expand("${file:empty}", folder: folder.path).1.first?.contains("holds no text") == true)
        #expect(expand("${file:.}", folder: folder.path).1.first?.contains("is no file") == true)
    }
}
