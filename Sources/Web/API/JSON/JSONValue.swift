import Foundation
import TimeZones

/// Any JSON value: what a body holds before it is read, and what an answer is made of.
enum JSONValue: Hashable, Sendable {
    case null
    case flag(Bool)
    case integer(Int64)
    /// A number that is not whole, or too large to be an integer.
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// An object of these members; nil is written as null.
    init(_ members: KeyValuePairs<String, (any JSONConvertible)?>) {
        let values = members.map { ($0.key, $0.value?.jsonValue ?? .null) }
        self = .object(Dictionary(values) { _, last in last })
    }

    /// The members of an object; none of anything else.
    var members: [String: JSONValue] {
        if case .object(let members) = self { members } else { [:] }
    }

    /// The same object with another member.
    func adding(_ name: String, _ value: (any JSONConvertible)?) -> JSONValue {
        .object(members.merging([name: value?.jsonValue ?? .null]) { _, new in new })
    }

    /// This value changed as RFC 7396 says: the members that are named are replaced, objects one by one.
    func merging(_ patch: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch, case .object(let own) = self else { return patch }
        return .object(own.merging(changes) { old, new in old.merging(new) })
    }
}

/// What can be a member of an answer.
protocol JSONConvertible {
    var jsonValue: JSONValue { get }
}

extension JSONValue: JSONConvertible {
    var jsonValue: JSONValue { self }
}

extension String: JSONConvertible {
    var jsonValue: JSONValue { .text(self) }
}

extension Int: JSONConvertible {
    var jsonValue: JSONValue { .integer(Int64(self)) }
}

extension Bool: JSONConvertible {
    var jsonValue: JSONValue { .flag(self) }
}

extension Instant: JSONConvertible {
    var jsonValue: JSONValue { .text(rfc3339) }
}

extension CivilDate: JSONConvertible {
    var jsonValue: JSONValue { .text(description) }
}

extension Array: JSONConvertible where Element: JSONConvertible {
    var jsonValue: JSONValue { .list(map(\.jsonValue)) }
}

extension JSONValue: Decodable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let members = try? value.decode([String: JSONValue].self) {
            self = .object(members)
        } else if let list = try? value.decode([JSONValue].self) {
            self = .list(list)
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let whole = try? value.decode(Int64.self) {
            self = .integer(whole)
        } else {
            self = .number(try value.decode(Double.self))
        }
    }

    /// Reads a document; nil when it is none.
    init?(document bytes: some Sequence<UInt8>) {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else { return nil }
        self = value
    }
}

extension JSONValue {
    /// The document in UTF-8, its members by name. By hand: Codable costs several times more.
    var document: [UInt8] {
        var output: [UInt8] = []
        write(to: &output)
        return output
    }

    private func write(to output: inout [UInt8]) {
        switch self {
        case .null: output += "null".utf8
        case .flag(let flag): output += (flag ? "true" : "false").utf8
        case .integer(let number): output += String(number).utf8
        case .number(let number): output += (number.isFinite ? String(number) : "null").utf8
        case .text(let text): Self.write(text, to: &output)
        case .list(let values):
            output.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                value.write(to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &output)
                output.append(UInt8(ascii: ":"))
                member.value.write(to: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    /// Writes a text with its quotes.
    private static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): output += "\\n".utf8
            case 0..<0x20: output += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
