import Foundation

/// The fields of a query string or of a form.
struct FormFields: Sendable {
    private(set) var values: [String: String] = [:]

    init(_ text: String) {
        for part in text.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = pair.first else { continue }
            values[Self.decoded(name)] = pair.count > 1 ? Self.decoded(pair[1]) : ""
        }
    }

    subscript(name: String) -> String? { values[name] }

    /// These fields and the other's, which win.
    func merging(_ other: FormFields) -> FormFields {
        var result = self
        result.values.merge(other.values) { _, theirs in theirs }
        return result
    }

    /// A query string of these pairs.
    static func encoded(_ pairs: KeyValuePairs<String, String>) -> String {
        pairs.map { "\(percentEncoded($0.key))=\(percentEncoded($0.value))" }.joined(separator: "&")
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacingOccurrences(of: "+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }

    private static func percentEncoded(_ text: String) -> String {
        var output = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                output.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                output += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return output
    }
}
