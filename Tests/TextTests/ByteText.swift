/// The bytes as text, for messages.
func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
