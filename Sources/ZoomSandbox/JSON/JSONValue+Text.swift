import Foundation

extension JSONValue {
    /// Reads a JSON document; nil when it is none.
    init?(json: String) {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)) else { return nil }
        self = value
    }

    /// The document, keys sorted. By hand: a benchmark reads thousands, and Codable costs several times more.
    var json: String {
        var output = ""
        write(to: &output)
        return output
    }

    private func write(to output: inout String) {
        switch self {
        case .null: output += "null"
        case .bool(let value): output += value ? "true" : "false"
        case .int(let value): output += String(value)
        case .double(let value): output += value.isFinite ? String(value) : "null"
        case .string(let value): Self.write(value, to: &output)
        case .array(let values): Self.write(values, to: &output)
        case .object(let values): Self.write(values, to: &output)
        }
    }

    private static func write(_ values: [JSONValue], to output: inout String) {
        output += "["
        for (index, value) in values.enumerated() {
            if index > 0 { output += "," }
            value.write(to: &output)
        }
        output += "]"
    }

    private static func write(_ values: [String: JSONValue], to output: inout String) {
        output += "{"
        for (index, entry) in values.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { output += "," }
            write(entry.key, to: &output)
            output += ":"
            entry.value.write(to: &output)
        }
        output += "}"
    }

    private static func write(_ text: String, to output: inout String) {
        output += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }
}
