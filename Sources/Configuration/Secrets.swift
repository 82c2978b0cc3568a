import Glibc

/// Where secrets come from: `${NAME}` from the environment, `${file:PATH}` from a file.
///
/// Expanded only where a key is asked for as a secret. `$${` stands for `${` itself. What is inserted isn't expanded
/// again.
public struct Secrets: Sendable {
    /// The most bytes a secret's file may have.
    public static let maximumBytes = 64 << 10

    /// The environment's variables.
    private let environment: [String: String]
    /// The folder that relative paths start from.
    private let folder: String

    /// Takes secrets from these variables, and relative paths from `folder`.
    public init(environment: [String: String], folder: String) {
        self.environment = environment
        self.folder = folder
    }

    /// Takes secrets from this process's environment, and relative paths from `folder`.
    public static func ofThisProcess(folder: String) -> Secrets {
        var variables: [String: String] = [:]
        var next = environ
        while let line = next.pointee {
            let text = String(cString: line)
            if let sign = text.firstIndex(of: "=") {
                variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
            }
            next += 1
        }
        return Secrets(environment: variables, folder: folder)
    }

    /// Replaces what stands in `${…}`. Nil, and a problem that names the variable or file but no value, when one isn't
    /// there.
    public func expand(_ text: String, at place: Place, problems: inout [Problem]) -> Secret? {
        var result = ""
        var masked = ""
        var rest = text[...]
        var inserted = false
        var isComplete = true
        func complain(_ message: String, _ remedy: String) {
            problems.append(Problem(place: place, message: message, remedy: remedy))
            isComplete = false
        }
        while let start = rest.firstRange(of: "${") {
            let isEscaped = rest[..<start.lowerBound].last == "$"
            let before = isEscaped ? rest[..<start.lowerBound].dropLast() : rest[..<start.lowerBound]
            result += before
            masked += before
            rest = rest[start.upperBound...]
            if isEscaped {
                result += "${"
                masked += "${"
                continue
            }
            guard let end = rest.firstIndex(of: "}") else {
                complain(
                    "\"${\" without its \"}\"", "write ${NAME} or ${file:PATH}, or $${ for the characters themselves")
                return nil
            }
            let name = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
            masked += "***"
            inserted = true
            if name.hasPrefix("file:") {
                switch content(ofFile: String(name.dropFirst(5))) {
                case .success(let secret): result += secret
                case .failure(let refusal): complain(refusal.message, refusal.remedy)
                }
            } else if !Secrets.isVariableName(name) {
                complain(
                    "\"${\(name)}\" names no environment variable",
                    "write ${NAME} or ${file:PATH}, or $${ for the characters themselves")
            } else if let secret = environment[name], !secret.isEmpty {
                result += secret
            } else {
                complain(
                    "the environment variable \(name) isn't set",
                    "set it for this command, or put the secret into a file and write ${file:PATH}")
            }
        }
        guard isComplete else { return nil }
        return Secret(result + rest, masked: masked + rest, holdsInserted: inserted)
    }

    /// Why a file was refused.
    private struct Refusal: Error {
        var message: String
        var remedy: String
    }

    /// A secret file's text without its last line break. The file must be its owner's alone.
    private func content(ofFile path: String) -> Result<String, Refusal> {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            return .failure(Refusal(message: "${file:} without a path", remedy: "write ${file:PATH}"))
        }
        let full = path.hasPrefix("/") ? path : folder + "/" + path
        let file = open(full, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard file >= 0 else {
            return .failure(
                Refusal(
                    message: "the secret's file \(path) can't be read (\(FileText.reason(errno)))",
                    remedy: "check the path; relative ones start from the project's folder"))
        }
        defer { close(file) }
        var state = stat()
        guard fstat(file, &state) == 0, state.st_mode & S_IFMT == S_IFREG else {
            return .failure(Refusal(message: "\(path) is no file", remedy: "name a file that holds the secret"))
        }
        guard state.st_uid == geteuid() || state.st_uid == 0 else {
            return .failure(
                Refusal(message: "the secret's file \(path) belongs to somebody else", remedy: "chown it to yourself"))
        }
        guard state.st_mode & 0o077 == 0 else {
            return .failure(
                Refusal(
                    message: "the secret's file \(path) can be read or written by others", remedy: "chmod 600 \(path)"))
        }
        do throws(ConfigurationFault) {
            var bytes = try FileText.read(descriptor: file, path: path, limit: Secrets.maximumBytes)
            if bytes.last == 0x0A { bytes.removeLast() }
            if bytes.last == 0x0D { bytes.removeLast() }
            guard !bytes.isEmpty, let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
                return .failure(
                    Refusal(
                        message: "the secret's file \(path) holds no text", remedy: "write the secret into it as UTF-8")
                )
            }
            return .success(text)
        } catch {
            return .failure(Refusal(message: error.description, remedy: ""))
        }
    }

    /// True for letters, digits and `_`, not beginning with a digit.
    private static func isVariableName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
            default: false
            }
        }
    }
}
