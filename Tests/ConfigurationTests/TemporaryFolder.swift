import Glibc

/// A new folder that is gone after the test.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/customary-configuration-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress, let made = mkdtemp(start) else { return "" }
            return String(cString: made)
        }
    }

    deinit { if path.hasPrefix("/tmp/customary-") { removeAll(path) } }

    /// The names in the folder, without `.` and `..`.
    var names: [String] { entries(of: path).sorted() }
}

/// The names in a folder, without `.` and `..`.
private func entries(of path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { names.append(name) }
    }
    return names
}

/// Removes a file or a folder with all in it; links themselves, not what they lead to.
private func removeAll(_ path: String) {
    if unlink(path) == 0 { return }
    for name in entries(of: path) { removeAll(path + "/" + name) }
    rmdir(path)
}

/// The permission bits of a file.
func mode(of path: String) -> UInt32 {
    var state = stat()
    return lstat(path, &state) == 0 ? UInt32(state.st_mode & 0o7777) : 0
}
