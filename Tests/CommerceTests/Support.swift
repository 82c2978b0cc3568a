import Commerce
import Connecting
import Deliveries

/// Looks at a file and reads all its streams, those too that hold nothing about customers.
func readAll(_ delivery: DeliveryFile, given: [String: String] = ["everything": "true"]) throws -> (
    probe: Probe, streams: [String: ReadStream]
) {
    try ReadStream.all(CommerceConnector(), delivery, given: given)
}

/// Writes a text to a file of its own and reads it.
func readAll(_ text: String, name: String, given: [String: String] = [:]) throws -> (
    probe: Probe, streams: [String: ReadStream]
) {
    try ReadStream.all(CommerceConnector(), text: text, named: name, given: given)
}
